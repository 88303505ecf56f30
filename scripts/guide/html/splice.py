"""Puts finished HTML among rendered Markdown, so that what follows sees one page.

A finished block stays text. Its headings alone pass through the tree that Python-Markdown builds, so that they get ids
and a place in the table of contents as if they had been written in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, fromstring
from xml.parsers.expat import ExpatError, ParserCreate

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from guide.ground.escape import PLACE, content, kept_place, pieces

BEFORE_HEADINGS, AFTER_HEADINGS = 7, 4
"""Attribute lists are read at 8; `toc` looks at headings at 5."""

LAST = 0
"""After raw HTML is back in the finished text."""

_HEADING = re.compile(r"<h([1-6])\b.*?</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]+)"')
_PLACE = re.compile(rf"<p[^<>]*>{kept_place('([0-9]+)')}(.*?)</p>\n?", re.DOTALL)


class SpliceExtension(Extension):
    """Takes the finished blocks out of a page before it is rendered, and puts them back into what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:
        """Register what shows the headings of the blocks to `toc`, and what puts the blocks back."""
        headings = _Headings(md, self)
        md.treeprocessors.register(headings, "guide_headings", BEFORE_HEADINGS)
        md.treeprocessors.register(_Forget(md, headings), "guide_forget", AFTER_HEADINGS)
        md.postprocessors.register(_Splice(md, self), "guide_splice", LAST)

    def markdown_of(self, text: str) -> str:
        """The page's Markdown, with a mark in the place of each finished block."""
        found = pieces(text)
        self.blocks = [_whole(content(block)) for block in found[1::2]]
        found[1::2] = [kept_place(number) for number in range(len(self.blocks))]
        return "".join(found)


class _Headings(Treeprocessor):
    """Puts the headings of each block into its place, and the ids of all blocks at the end: none is given twice."""

    def __init__(self, md: Markdown, source: SpliceExtension) -> None:
        super().__init__(md)
        self.source, self.ids = source, Element("p")

    def run(self, root: Element) -> None:
        self.ids = SubElement(root, "p")
        places = {kept_place(number): block for number, block in enumerate(self.source.blocks)}
        for paragraph in list(root.iter("p")) if places else ():
            if block := places.get(paragraph.text or ""):
                paragraph.extend(fromstring(heading) for heading in _headings(block))  # noqa: S314  (our own templates)
                self.ids.extend(Element("p", {"id": name}) for name in _ID.findall(block))


class _Forget(Treeprocessor):
    """Takes the ids out again."""

    def __init__(self, md: Markdown, headings: _Headings) -> None:
        super().__init__(md)
        self.headings = headings

    def run(self, root: Element) -> None:
        root.remove(self.headings.ids)


class _Splice(Postprocessor):
    def __init__(self, md: Markdown, source: SpliceExtension) -> None:
        super().__init__(md)
        self.source = source

    def run(self, text: str) -> str:
        return _PLACE.sub(self._block, text) if PLACE in text else text

    def _block(self, place: re.Match[str]) -> str:
        headings = _headings(place[2])
        return _HEADING.sub(lambda _: next(headings), self.source.blocks[int(place[1])])


def _headings(html: str) -> Iterator[str]:
    return (heading[0] for heading in _HEADING.finditer(html))


def _whole(block: str) -> str:
    """The block from its first tag on; raises ValueError if it is not well formed."""
    try:
        ParserCreate().Parse(f"<div>{block}</div>", True)
    except ExpatError as error:
        said = block.split("\n")[error.lineno - 1][max(0, error.offset - 60) : error.offset + 20]
        raise ValueError(f"a template made HTML that is not well formed near {said!r}: {error}") from None
    return block.lstrip()
