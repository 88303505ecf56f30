"""Takes a page's Markdown apart: sections, blocks, marks. It reads; it renders nothing.

Knows the few Markdown forms that matter for provenance (headings, paragraphs, list items, fences, attribute lists),
not what a section should hold.
"""

from __future__ import annotations

import re
import sys
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
_OPENS = re.compile(
    r"(?P<nothing>\s*$|[ \t]*(?:!!!|\?\?\?\+?|===)[ \t])|(?P<heading>#{1,6}[ \t])|[ \t]*(?:[-*+]|\d+[.)])[ \t]"
)
"""A line with which a block begins or ends: an empty one, that of a box, a heading, a list item."""
_CODE = re.compile(r"`[^`\n]+`")
_TAG = re.compile(r"<[^>\n]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W_])")


_LEFT_OUT: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("<!--", _COMMENT, ""),
    ("[^", CITE, ""),
    ("](", LINK, r"\g<text>"),
    ("{{", MARKER, ""),
    ("{", ATTRIBUTES, ""),
)
"""What a reader does not see of a text: a sign that each such thing holds, how to find it, what is left of it."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or stand-alone marker: its text and its first line in the body, from 1."""

    text: str
    line: int

    @property
    def cites(self) -> list[str]:
        """The keys of the sources that the block cites, in order."""
        return [sys.intern(key) for key in CITE.findall(self.text)]  # one key, however often it is cited

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
    for number, line in _lines(body):
        if line.startswith("#") and (heading := _HEADING.match(line)):
            yield len(heading["marks"]), number, heading["title"]


def plain(text: str) -> str:
    """The words a reader sees of a block: marks, targets of links, tags and attributes are left out."""
    for sign, pattern, rest in _LEFT_OUT:
        if sign in text:
            text = pattern.sub(rest, text)
    item = _ITEM.match(text)
    text = text[item.end() :] if item else text
    text = _TAG.sub("", text) if "<" in text else text
    return text.replace("*", "").replace("_", "").replace("`", "")


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
    """How many words the text has; a hyphen joins two words."""
    return len(_WORD.findall(text))


def joined(text: str) -> int:
    """How many hyphens join two words."""
    return len(_HYPHEN.findall(text)) if "-" in text else 0


def _blocks(body: str) -> Iterator[Block]:
    lines, start = list[str](), 1
    for number, line in _lines(body):
        opens = _OPENS.match(line)
        if opens and lines:
            yield Block("\n".join(lines), start)
            lines = []
        if opens and opens.lastgroup == "heading":
            yield Block(line, number)
        elif not opens or opens.lastgroup != "nothing":
            start = start if lines else number
            lines.append(line)


def _lines(body: str) -> Iterator[tuple[int, str]]:
    """Number and text of each line, and an empty one after the last; lines of code are empty too."""
    lines, fence = [*body.split("\n"), ""], ""
    if "```" not in body and "~~~" not in body:
        yield from enumerate(lines, 1)
        return
    for number, line in enumerate(lines, 1):
        marks = _FENCE.match(line)
        yield number, "" if fence or marks else line
        if marks and (not fence or marks["fence"].startswith(fence)):
            fence = "" if fence else marks["fence"]
