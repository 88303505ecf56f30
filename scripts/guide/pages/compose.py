"""Composes a page: its prose with a place for each mark, and what comes to stand in these places.

Knows the order of a page; what a generated part says is decided in `parts`, how it looks in the templates. What fills a
place never passes through Markdown, so what data says is shown as the characters that it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from guide.content import markdown, marks
from guide.content.handouts import handouts_of
from guide.content.markdown import Block
from guide.content.page import Page
from guide.content.schema import ANSWER, HARM, Meta, Section
from guide.pages.citations import stretches
from guide.pages.maker import Maker


@dataclass
class Composed:
    """A page's Markdown, with the place of each thing in `fills` marked by its number."""

    text: str = ""
    fills: list[Markup] = field(default_factory=list)

    def place(self, html: Markup) -> str:
        """The mark of the place in which the HTML comes to stand."""
        self.fills.append(html)
        return markdown.placeholder(len(self.fills) - 1)

    def block(self, html: Markup) -> str:
        """The same for HTML that stands between paragraphs."""
        return f"\n\n{self.place(html)}\n\n"


def compose(page: Page[Meta], maker: Maker) -> Composed:
    """The whole page, from its title to its sources."""
    composed = Composed()
    writer = _Writer(page, maker, composed)
    composed.text = composed.block(maker.lead(page)) + writer.all()
    return composed


def on_paper_only(page: Page[Meta], maker: Maker) -> Iterator[Iterable[str]]:
    """Sources of numbers, and of facts that a sheet shows though the page does not."""
    yield from (number.cite for number in page.meta.numbers.values())
    columns = [column for handout in handouts_of(maker.guide, page) for column in handout.columns]
    yield from (fact.cite for column in columns for fact in page.meta.said(column))


@dataclass
class _Writer:
    """Writes the prose of one page, with a place for each mark, sources at the end of what they are cited for."""

    page: Page[Meta]
    maker: Maker
    composed: Composed

    def all(self) -> str:
        sections, end = self.maker.guide.kind(self.page).sections, self.page.document.body.count("\n") + 1
        starts = {block.line - 1: block.title for block in self.page.read if block.level == 2} if sections else {}
        parts = zip(starts.items(), [*list(starts)[1:], end], strict=False)
        written = {title: self._lines(start, stop) for (start, title), stop in parts}
        text = self._lines(0, min(starts, default=end))
        text += "".join(self._section(section, written.get(section.title, "")) for section in sections)
        return text if sections or self.page.asks_for("sources") else text + self._part(_LAST)

    def _section(self, section: Section, text: str) -> str:
        if section.part is None:
            return f"\n{text}"
        heading = "" if text else f"\n## {self.composed.place(escape(section.title))}\n"
        return f"\n{text}{heading}{self._part(section)}"

    def _part(self, section: Section) -> str:
        return self.composed.block(self.maker.part(str(section.part), self.page, section))

    def _lines(self, start: int, end: int) -> str:
        """The lines of the prose from `start` up to `end`, counted from 0."""
        lines = self.page.document.body.split("\n")[start:end]
        for block in reversed(self.page.read):
            if start < block.line <= end and ("[^" in block.text or "{" in block.text):
                first, height = block.line - 1 - start, block.text.count("\n") + 1
                lines[first : first + height] = [self._block(block)]
        return "\n".join(lines)

    def _block(self, block: Block) -> str:
        text = markdown.without_no_claim(block.text)
        if block.is_table or markdown.only_marks(block.text):
            cited = self._of_numbers(text)
            return self._cited_in_place(self._filled(text)) + (self._marks(cited) if cited else "")
        return "".join(self._told(said, keys) for said, keys in stretches(text, self._cited))

    def _filled(self, text: str) -> str:
        return marks.filled(text, lambda mark: self.composed.place(_WRITE[mark.verb](mark, self.page, self.maker)))

    def _told(self, text: str, keys: Iterable[str]) -> str:
        """A stretch of a block with a place for each of its marks, and its sources at its end."""
        filled = self._filled(text)
        return _gathered(filled, self._marks(keys)) if keys else filled

    def _cited(self, text: str) -> list[str]:
        """The sources that the text names, and those of its numbers."""
        return [*marks.cited(text), *self._of_numbers(text)]

    def _of_numbers(self, text: str) -> list[str]:
        return [key for name in marks.asked(text, marks.NUMBER) for key in self.page.meta.numbers[name].cite]

    def _cited_in_place(self, text: str) -> str:
        for cite in reversed(marks.cites(text)):
            text = text[: cite.start] + self._marks([cite.key]) + text[cite.end :]
        return text

    def _marks(self, keys: Iterable[str]) -> str:
        return self.composed.place(self.maker.marks(keys))


_LAST = Section(title="sources", part="sources")
"""What ends a page whose kind asks for no sections."""


def _gathered(text: str, place: str) -> str:
    """The text without its source marks, and their common place at its end, before an attribute list and space."""
    said = marks.parted(text).rstrip()
    said, tail = markdown.at_attributes(said)
    return f"{said} {place}{tail}{text[len(text.rstrip()) :]}"  # the space keeps the place from the signs of Markdown


_WRITE: dict[str, Callable[[marks.Mark, Page[Meta], Maker], Markup]] = {
    marks.NUMBER: lambda mark, page, maker: escape(maker.number(page, mark)),
    "chart": lambda mark, page, maker: maker.chart(page, mark.name),
    "drawing": lambda mark, page, maker: maker.drawing(page, mark.name),
    "part": lambda mark, page, maker: maker.part(mark.name, page, Section(title=mark.name)),
    "clinic": lambda mark, _, maker: escape(getattr(maker.guide.clinic, mark.name) or maker.words["blank"]),
    ANSWER: lambda mark, page, maker: maker.answer(page, mark.name),
    HARM: lambda mark, _, maker: maker.harm(mark.name),
    "fact": lambda mark, page, maker: maker.facts_inline(page, mark.name),
}
"""Verb of a mark -> what comes to stand in its place."""
