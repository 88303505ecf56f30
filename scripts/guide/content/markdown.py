"""Reads a page's Markdown: its sections and blocks, each with its place; and says how it is shown.

The rules read what a CommonMark parser finds, which knows lines; pages are rendered by Python-Markdown, which does not.
`outline` tells what the first one sees, so that both can be held against each other. Knows no marks of the guide: they
are masked before either reads a text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from markdown import Markdown
from markdown.extensions.toc import slugify
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.admon import admon_plugin

from guide.content import marks

EXTENSIONS = ("admonition", "attr_list", "sane_lists", "tables", "pymdownx.betterem", "pymdownx.saneheaders")
"""The dialect that pages are rendered in. It keeps as near to CommonMark as Python-Markdown can."""

OPEN, CLOSE = "\ue000", "\ue001"
"""Characters for private use, which no content holds: between them stands the number of what is filled in later."""

LISTS = ("bullet_list", "ordered_list")
CELLS = ("th", "td")
UNREAD = ("fence", "code_block", "hr")

_PLACE = re.compile(f"{OPEN}[0-9]*{CLOSE}|{OPEN}")
_ATTRIBUTES = re.compile(r"\{:?[ ]+(?P<body>[^{}\n]*)[ ]*\}")
_ATTRIBUTES_AT_END = re.compile(rf"\s*{_ATTRIBUTES.pattern}\s*$")
_NO_CLAIM = re.compile(r"\{:?[^{}]*\.no-claim\b[^{}]*\}")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\[]*)\]\((?P<target>[^)\s]+)[^)]*\)(?:\{[^}]*\})?")
_TAG = re.compile(r"<[^>\n]*>")
_CELLS = re.compile(r"(?:[^|\\]|\\.)+")
_SIGNS = re.compile(r"[*_`]")
_BREAK = re.compile(r"<br\s*/?>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W_])")


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a reader of Markdown finds at one place: inside which elements, and with which words, links and emphasis.

    `path` names the elements from the outermost, items of lists with their number. `line` is the first, from 1.
    """

    path: tuple[str, ...]
    says: str
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading, title of a box, or row of a table, as it is written.

    `kind` is paragraph, item, heading, title, head (the first row of a table) or row; `line` is its first in the body,
    from 1; `level` that of a heading.
    """

    kind: str
    text: str
    line: int
    level: int = 0
    links: tuple[str, ...] = ()
    """Where its links lead, in order."""

    @property
    def cites(self) -> list[str]:
        """The keys of the sources that the block cites, in order."""
        return marks.cited(self.text)

    @property
    def is_table(self) -> bool:
        """True for a row of a table, whose cells keep their own sources."""
        return self.kind in ("head", "row")

    @property
    def states_nothing(self) -> bool:
        """True where the author says that it is no claim."""
        return bool(_NO_CLAIM.search(self.text))

    @property
    def title(self) -> str:
        """The words of a heading."""
        return _ATTRIBUTES.sub("", self.text).strip().strip("#").strip()

    def position(self, offset: int) -> tuple[int, int]:
        """Line in the body and column of the character at `offset` in the block's text."""
        before = self.text[:offset]
        return self.line + before.count("\n"), offset - before.rfind("\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of level two with what stands below it; the text before the first one has an empty title."""

    title: str
    line: int
    blocks: tuple[Block, ...]


# ---- what is written ------------------------------------------------------------


def read(body: str) -> tuple[Block, ...]:
    """All blocks of the body, in order; code has none."""
    lines = body.split("\n")
    found: dict[int, Block] = {}
    for node in _leaves(_parsed(masked(body))):
        if node.type in UNREAD:
            continue
        kind, first, end = _kind(node), *_lines(node)
        text = "\n".join(lines[first:end])
        level = int(node.tag[1]) if kind == "heading" else 0
        links = (*(found[first].links if first in found else ()), *_links(node))
        found[first] = Block(kind, text, first + 1, level, links)
    return tuple(found.values())


def parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """The blocks cut at the headings of level two; other headings are left out."""
    found: list[Part] = []
    title, line, inside = "", 1, list[Block]()
    for block in blocks:
        if block.kind == "heading" and block.level == 2:
            found.append(Part(title, line, tuple(inside)))
            title, line, inside = block.title, block.line, []
        elif block.kind != "heading":
            inside.append(block)
    found.append(Part(title, line, tuple(inside)))
    return tuple(part for part in found if part.title or part.blocks)


def outline(body: str) -> list[Leaf]:
    """What the body holds, block by block and cell by cell, for a comparison with what is shown."""
    return [
        Leaf(_path(node), " ".join(_said(node).split()), _lines(node)[0] + 1, _lines(node)[1])
        for node in _leaves(_parsed(masked(body)))
    ]


def as_written(block: Block) -> str:
    """The block's text, with a place for each character that is not shown as it is written: of emphasis, code, marks,
    addresses, and signs that a backslash lets stand. Blanks stay."""
    if not _SIGNS.search(block.text):
        return block.text
    written = marks.struck(block.text, OPEN)
    kept = set[int]()
    for start, piece in cells(written) if block.is_table else [(0, written)]:
        for found, said in _texts(written, start, start + len(piece)):
            kept.update(range(found, found + len(said)))
    return "".join(sign if at in kept or sign.isspace() else OPEN for at, sign in enumerate(written))


def cells(row: str) -> list[tuple[int, str]]:
    """The cells of a table's row as they are written, and where each begins."""
    return [(cell.start(), cell[0]) for cell in _CELLS.finditer(row) if cell[0].strip()]


def _texts(written: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The pieces between these two characters that are shown as they are written, and where each begins."""
    address = False
    for token in _apart().parseInline(written[start:end])[0].children or ():
        address = token.type == "link_open" if token.info == "auto" else address
        said = token.markup if token.type == "text_special" else token.content
        found = written.find(said, start, end) if said else -1
        if found >= 0:
            start = found + len(said)
            if token.type == "text" and not address:
                yield found, said


def to_html(text: str) -> str:
    """The text as pages show it."""
    return _shown().reset().convert(text)


def masked(body: str) -> str:
    """The body with a sign that both readers take for a word in the place of each mark."""
    return marks.masked(body, placeholder)


def placeholder(number: int) -> str:
    """What stands in a text for the thing of that number until it is filled in."""
    return f"{OPEN}{number}{CLOSE}"


def without_places(text: str) -> str:
    """The text without the signs that stand in the place of marks."""
    return _PLACE.sub("", text)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable("lheading").use(admon_plugin)


@cache
def _apart() -> MarkdownIt:
    """The same, which keeps what a backslash lets stand apart from the text around it."""
    return MarkdownIt("commonmark").disable("text_join")


@cache
def _shown() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS))


def _parsed(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_parser().parse(text))


def _leaves(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """The nodes that hold text themselves, in order."""
    for child in node.children:
        if child.type == "inline" or not child.children:
            yield node if child.type == "inline" else child
        else:
            yield from _leaves(child)


def _lines(node: SyntaxTreeNode) -> tuple[int, int]:
    """First line and the line after the last one, from 0. A cell has those of its row."""
    here: SyntaxTreeNode | None = node
    while here and not here.map:
        here = here.parent
    return here.map if here and here.map else (0, 0)


def _links(node: SyntaxTreeNode) -> Iterator[str]:
    yield from (unquote(str(link.attrs["href"])) for link in node.walk() if link.type == "link")


def _kind(node: SyntaxTreeNode) -> str:
    inside = node.parent.type if node.parent else ""
    if node.type in CELLS:
        return "head" if node.type == "th" else "row"
    if node.type == "paragraph" and inside == "list_item" and node.parent and node.parent.children[0] is node:
        return "item"
    return {"heading": "heading", "admonition_title": "title"}.get(node.type, "paragraph")


def _path(node: SyntaxTreeNode) -> tuple[str, ...]:
    above = () if node.parent is None or node.parent.is_root else _path(node.parent)
    own = _NAMES.get(node.type, node.type)
    if own in ("li", "tr", *CELLS) and node.parent:
        own += str(node.parent.children.index(node) + 1)
    return above if own == "p" else (*above, node.tag if own == "heading" else own)


_NAMES = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "admonition": "box",
    "admonition_title": "title",
    "code_block": "code",
    "fence": "code",
}


def _said(node: SyntaxTreeNode) -> str:
    """The words of a block with their emphasis and links, without attribute lists and tags."""
    if not node.children:
        return _TAG.sub("", node.content) if node.type == "html_block" else node.content
    return "".join(_inline(child) for inline in node.children for child in inline.children)


def _inline(node: SyntaxTreeNode) -> str:
    if node.type in ("softbreak", "hardbreak"):
        return " "
    if node.type == "html_inline":
        return " " if node.content.startswith("<br") else ""
    if node.type == "text":
        return _ATTRIBUTES.sub("", node.content)
    inside = node.content if not node.children else "".join(map(_inline, node.children))
    return f"<{node.tag} {unquote(str(node.attrs.get('href', '')))}>{inside}</{node.tag}>"


# ---- what a reader sees of a text -------------------------------------------------


def plain(text: str) -> str:
    """The words a reader sees of a block: marks, targets of links, tags and attributes are left out."""
    text = marks.without(_COMMENT.sub("", text) if "<!--" in text else text)
    text = _ATTRIBUTES.sub("", _LINK.sub(r"\g<text>", text))
    item = _ITEM.match(text)
    text = text[item.end() :] if item else text
    text = _TAG.sub("", _BREAK.sub(" ", text)).replace("*", "").replace("_", "").replace("`", "")
    text = html.unescape(text) if "&" in text else text
    return text if text.isascii() else unicodedata.normalize("NFKC", text)  # letters in another dress are these letters


def only_marks(text: str) -> bool:
    """True where the text holds what the build fills in and no words of the author."""
    return not without_attributes(marks.filled(text, lambda _: "")).strip()


def without_attributes(text: str) -> str:
    """The text without its attribute lists."""
    return _ATTRIBUTES.sub("", text) if "{" in text else text


def blanked_attributes(text: str) -> str:
    """The text with blanks in the place of its attribute lists, every other character where it was."""
    return _ATTRIBUTES.sub(lambda found: " " * len(found[0]), text)


def at_attributes(text: str) -> tuple[str, str]:
    """The text, and the attribute list that ends it with the space before that; empty if none does."""
    found = _ATTRIBUTES_AT_END.search(text)
    return (text[: found.start()], found[0]) if found else (text, "")


def anchor(title: str) -> str:
    """The id of the first heading with this title on its page."""
    return str(slugify(title, "-"))


def words(text: str) -> int:
    """How many words the text has; a hyphen joins two words."""
    return len(_WORD.findall(text))


def joined(text: str) -> int:
    """How many hyphens join two words."""
    return len(_HYPHEN.findall(text)) if "-" in text else 0


def without_no_claim(text: str) -> str:
    """The text without the marks that say that it is no claim, which only the rules read."""
    return _NO_CLAIM.sub(_without_no_claim, text) if ".no-claim" in text else text


def _without_no_claim(attributes: re.Match[str]) -> str:
    rest = attributes[0].replace(".no-claim", "").strip("{}: ")
    return f"{{ {rest} }}" if rest else ""
