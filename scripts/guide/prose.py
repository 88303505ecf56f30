"""Takes a page's Markdown apart: sections, blocks, marks. It reads; it renders nothing.

Knows the few Markdown forms that matter for provenance (headings, paragraphs, list items, fences, attribute lists),
not what a section should hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CITE = re.compile(r"\[\^(?P<key>[^\]\s]+)\]")
MARKER = re.compile(r"\{\{\s*(?:(?P<verb>[a-z-]+):\s*)?(?P<name>[\w-]+)(?:\.(?P<group>\d+))?\s*\}\}")
ATTRIBUTES = re.compile(r"\{:?[ ]+(?P<body>[^{}\n]*)[ ]*\}")
NO_CLAIM = re.compile(r"\{:?[^{}]*\.no-claim\b[^{}]*\}")
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\[]*)\]\((?P<target>[^)\s]+)[^)]*\)(?:\{[^}]*\})?")

_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*(?P<attributes>\{[^}]*\})?[ \t]*$")
_FENCE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+")
_BOX = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?|===)[ \t]")
_CODE = re.compile(r"`[^`\n]+`")
_TAG = re.compile(r"<[^>\n]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One paragraph, list item or stand-alone marker: its text and its first line in the body, from 1."""

    text: str
    line: int

    @property
    def cites(self) -> list[str]:
        """The keys of the sources that the block cites, in order."""
        return [match["key"] for match in CITE.finditer(self.text)]

    def position(self, offset: int) -> tuple[int, int]:
        """Line in the body and column of the character at `offset` in the block's text."""
        before = self.text[:offset]
        return self.line + before.count("\n"), offset - before.rfind("\n")


@dataclass(frozen=True)
class Part:
    """A heading of level two with what stands below it; the text before the first one has an empty title."""

    title: str
    line: int
    blocks: tuple[Block, ...]


def parts(body: str) -> tuple[Part, ...]:
    """The body cut at its level-two headings."""
    found: list[Part] = []
    title, line, blocks = "", 1, list[Block]()
    for block in _blocks(body):
        heading = _HEADING.match(block.text)
        if heading and heading["marks"] == "##":
            found.append(Part(title, line, tuple(blocks)))
            title, line, blocks = heading["title"], block.line, []
        elif not heading:
            blocks.append(block)
    found.append(Part(title, line, tuple(blocks)))
    return tuple(part for part in found if part.title or part.blocks)


def blocks(body: str) -> tuple[Block, ...]:
    """All blocks of the body but its headings and code."""
    return tuple(block for part in parts(body) for block in part.blocks)


def headings(body: str) -> Iterator[tuple[int, int, str]]:
    """Level, line and title of every heading."""
    for block in _blocks(body):
        if heading := _HEADING.match(block.text):
            yield len(heading["marks"]), block.line, heading["title"]


def plain(text: str) -> str:
    """The words a reader sees of a block: marks, targets of links, tags and attributes are left out."""
    text = CITE.sub("", _COMMENT.sub("", text))
    text = LINK.sub(lambda match: match["text"], text)
    text = ATTRIBUTES.sub("", MARKER.sub("", text))
    return re.sub(r"[*_`]+", "", _TAG.sub("", _ITEM.sub("", text)))


def only_markers(text: str) -> bool:
    """True where the text holds generated parts and no words of the author."""
    return not ATTRIBUTES.sub("", MARKER.sub("", text)).strip()


def is_table(text: str) -> bool:
    """True for a Markdown table, whose cells keep their own sources."""
    return text.lstrip().startswith("|")


def is_item(text: str) -> bool:
    """True for a list item."""
    return bool(_ITEM.match(text))


def without_code(text: str) -> str:
    """The text with inline code blanked out, every other character in its place."""
    return _CODE.sub(lambda match: " " * len(match[0]), text)


def words(text: str) -> int:
    """How many words the text has."""
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text))


def _blocks(body: str) -> Iterator[Block]:
    lines, start, fence = list[str](), 1, ""
    for number, line in enumerate([*body.split("\n"), ""], 1):
        marks = _FENCE.match(line)
        if fence:
            fence = "" if marks and marks["fence"].startswith(fence) else fence
            continue
        if (marks or _opens(line)) and lines:
            yield Block("\n".join(lines), start)
            lines = []
        if marks:
            fence = marks["fence"]
        elif line.strip() and not _BOX.match(line):
            start = start if lines else number
            lines.append(line)
            if _HEADING.match(line):
                yield Block(line, number)
                lines = []


def _opens(line: str) -> bool:
    return not line.strip() or bool(_HEADING.match(line) or _ITEM.match(line) or _BOX.match(line))
