"""Makes Python-Markdown quicker without changing a byte of what it makes.

Knows which sign each inline pattern cannot do without, so that a plain text is not searched by twenty patterns in turn,
reads the commonest links in one step, tells a plain paragraph at its first look, and leaves out what no page shows.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.inlinepatterns import DelimiterProcessor, InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeProcessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import STX, AtomicString

from guide.ground.escape import PLACE

BEFORE_LINKS = 175
"""Before references (170) and links (160), after code (190) and escapes (180)."""

FIRST = 200
"""Before all processors of blocks."""

INLINE, TOC, UNESCAPE = 20, 5, 0
"""Where Python-Markdown has its own processors of trees."""

SIGNS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "guide_cite": ("](#",),
    "guide_link": ("](/",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
}
"""Name of a pattern -> one or two signs of which one must be in the text for the pattern to match."""


class QuickExtension(Extension):
    """Puts the quicker parts in the place of those that come with Python-Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the quick processors, and the two quick patterns for links."""
        md.inlinePatterns.register(_Cite(_CITE, md), "guide_cite", BEFORE_LINKS)
        md.inlinePatterns.register(_Link(_LINK, md), "guide_link", BEFORE_LINKS)
        md.parser.blockprocessors.register(_Plain(md.parser), "guide_plain", FIRST)
        md.treeprocessors.register(_QuickInline(md), "inline", INLINE)
        md.treeprocessors.register(_QuickUnescape(md), "unescape", UNESCAPE)
        for extension in md.registeredExtensions:
            if isinstance(extension, TocExtension):
                md.treeprocessors.register(_QuickToc(md, extension.getConfigs()), "toc", TOC)


class _Plain(ParagraphProcessor):
    """A block of one line that starts with a letter, or with the mark of a finished block, is a paragraph."""

    def test(self, parent: Element, block: str) -> bool:
        return "\n" not in block and (block[:1].isalpha() or block.startswith(PLACE))


class _QuickToc(TocTreeprocessor):
    """Tells the headings and gives them ids, and writes a list of them only for a page that can show one."""

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self.marker else Element("div")


class _QuickUnescape(UnescapeTreeprocessor):
    """Looks only into texts that hold an escaped sign."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and STX in element.text and element.tag != "code":
                element.text = self.unescape(element.text)
            if element.tail and STX in element.tail:
                element.tail = self.unescape(element.tail)
            for name, value in element.items():
                if value and STX in value:
                    element.set(name, self.unescape(value))


class _QuickInline(InlineTreeProcessor):
    """The processor of inline text, which asks a pattern only where it can match."""

    @cached_property
    def _asked(self) -> list[tuple[Any, tuple[str, ...]]]:
        names = {id(self.inlinePatterns[name]): name for name in SIGNS if name in self.inlinePatterns}
        return [(pattern, _signs(pattern, names.get(id(pattern), ""))) for pattern in self.inlinePatterns]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Like the method of the same name above it; a subclass can reach it only by its mangled name."""
        if isinstance(data, AtomicString):
            return data
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._asked)):
            pattern, signs = self._asked[index]
            matched, start = not signs or signs[0] in data or signs[-1] in data, 0
            while matched:
                data, matched, start = apply(pattern, data, index, start)
        return data


def _signs(pattern: Any, name: str) -> tuple[str, ...]:
    """What must be in a text for the pattern to match; empty if it must always be asked."""
    if isinstance(pattern, DelimiterProcessor):
        return tuple(pattern.tokens) if len(pattern.tokens) <= 2 else ()
    return SIGNS.get(name, ())


class _Cite(InlineProcessor):
    """A numbered link to the page's list of sources, as `cite` writes it.

    Its attributes stay its own: Python-Markdown would read up to the last brace of the line.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        """The link, with its attributes."""
        link = Element("a", {"href": m[2], "class": "cite", "aria-label": m[3]})
        link.text = AtomicString(m[1])
        return link, m.start(0), m.end(0)


class _Link(InlineProcessor):
    """A link to a page of the guide with a plain text, as templates write it."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        """The link."""
        link = Element("a", {"href": m[2]})
        link.text = m[1]
        return link, m.start(0), m.end(0)


_CITE = r'(?<!!)\[([0-9]+)\]\((#source-[\w.-]+)\)\{\.cite aria-label="([^"{}&<>]*)"\}(?!\{)'
_LINK = r"(?<!!)\[([\w ,.'’-]+)\]\((/[\w./-]+(?:#[\w.-]+)?)\)"
