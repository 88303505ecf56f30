"""Turns a page into complete Markdown: its prose with marks resolved, its generated parts as HTML in their place.

Knows the order of a page; what a generated part says is decided in `parts`, how it looks in the templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from guide.content import markdown, marks
from guide.content.guide import Page
from guide.content.handouts import handouts_of
from guide.content.schema import Meta, Section
from guide.ground.escape import finished, shown
from guide.pages import citations
from guide.pages.maker import Maker


def expand(page: Page[Meta], maker: Maker) -> str:
    """The page's whole Markdown, from its title to its sources."""
    sections = maker.guide.kind(page).sections
    body = _resolved(page, maker)
    text = maker.lead(page) + (_in_sections(body, sections, page, maker) if sections else body)
    if not sections:
        text += finished(maker.SOURCES_HERE)
    notes = citations.Notes()
    text = citations.numbered(text, notes, maker.words["source"])
    for keys in _on_paper_only(page, maker):
        notes.numbers_of(keys)
    return text.replace(maker.SOURCES_HERE, maker.sources_of(page, notes))


def _on_paper_only(page: Page[Meta], maker: Maker) -> Iterator[Iterable[str]]:
    """Sources of numbers, and of facts that a sheet shows though the page does not."""
    yield from (number.cite for number in page.meta.numbers.values())
    facts = getattr(page.meta, "facts", {})
    columns = [column for handout in handouts_of(maker.guide, page) for column in handout.columns]
    yield from (fact.cite for column in columns for fact in facts.get(column, ()))


def _in_sections(body: str, sections: tuple[Section, ...], page: Page[Meta], maker: Maker) -> str:
    chunks = _chunks(body, markdown.read(body))
    start = chunks.pop("")
    return start + "".join(_section(section, chunks.get(section.title, ""), page, maker) for section in sections)


def _section(section: Section, written: str, page: Page[Meta], maker: Maker) -> str:
    if section.part is None:
        return written
    return (written or f"\n## {shown(section.title)}\n") + "\n" + maker.part(section.part, page, section) + "\n"


def _chunks(body: str, read: Iterable[markdown.Block]) -> dict[str, str]:
    """The body cut at its level-two headings, each chunk under its title, heading included."""
    chunks: dict[str, str] = {}
    lines = body.split("\n")
    starts = [(block.line, block.title) for block in read if block.level == 2]
    first = starts[0][0] if starts else len(lines) + 1
    ends = [line for line, _ in starts[1:]] + [len(lines) + 1] * bool(starts)
    chunks[""] = "\n".join(lines[: first - 1]) + "\n"
    for (line, title), end in zip(starts, ends, strict=True):
        chunks[title] = "\n".join(lines[line - 1 : end - 1]) + "\n"
    return chunks


def _resolved(page: Page[Meta], maker: Maker) -> str:
    """The prose with every mark written out and each block's sources at its end."""
    lines = page.document.body.split("\n")
    for block in reversed(page.read):
        if "[^" in block.text or "{" in block.text:
            height = block.text.count("\n") + 1
            lines[block.line - 1 : block.line - 1 + height] = [_block(block, page, maker)]
    return "\n".join(lines)


def _block(block: markdown.Block, page: Page[Meta], maker: Maker) -> str:
    cited: list[str] = []

    def written(mark: marks.Mark) -> str:
        if mark.verb == marks.NUMBER:
            cited.extend(page.meta.numbers[mark.name].cite)
            return shown(maker.number(page, mark))
        return _WRITE[mark.verb](mark.name, page, maker)

    resolved = marks.filled(markdown.without_no_claim(block.text), written)
    stays = block.is_table or markdown.only_marks(block.text)
    return resolved + citations.marks(cited) if stays else citations.gathered(resolved, tuple(cited))


def _chart(name: str, page: Page[Meta], maker: Maker) -> str:
    return maker.chart(page, name)


def _drawing(name: str, page: Page[Meta], maker: Maker) -> str:
    return maker.drawing(page, name)


def _part(name: str, page: Page[Meta], maker: Maker) -> str:
    return maker.part(name, page, Section(title=name))


def _clinic(name: str, _: Page[Meta], maker: Maker) -> str:
    return shown(getattr(maker.guide.clinic, name) or maker.words["blank"])


def _fact(name: str, page: Page[Meta], maker: Maker) -> str:
    return maker.facts_inline(page, name)


_WRITE: dict[str, Callable[[str, Page[Meta], Maker], str]] = {
    "chart": _chart,
    "drawing": _drawing,
    "part": _part,
    "clinic": _clinic,
    "fact": _fact,
}
