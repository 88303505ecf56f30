"""Puts finished HTML into the tree that Python-Markdown builds, so that what follows sees one page.

Headings of generated parts get their ids and their place in the table of contents, and their terms are linked, as if
they had been written in Markdown; but nobody has to write them in Markdown, or to read that.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from guide.verbatim import content, kept_place, pieces

PRIORITY = 7
"""After attribute lists are read (8), before terms are linked (6) and the table of contents is made (5)."""

_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_KEPT = re.compile(r'<svg data-kept="([0-9]+)"></svg>')


class SpliceExtension(Extension):
    """Takes the finished blocks out of a page before it is rendered, and puts them into its tree."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.pictures: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the tree processor `guide_splice`, and `guide_pictures`, which works on the finished text."""
        md.treeprocessors.register(_Splice(md, self), "guide_splice", PRIORITY)
        md.postprocessors.register(_Pictures(md, self), "guide_pictures", 0)

    def markdown_of(self, text: str) -> str:
        """The page's Markdown, with a mark in the place of each finished block."""
        found, self.pictures = pieces(text), []
        self.blocks = [content(block) for block in found[1::2]]
        found[1::2] = [kept_place(number) for number in range(len(self.blocks))]
        return "".join(found)


class _Splice(Treeprocessor):
    def __init__(self, md: Markdown, source: SpliceExtension) -> None:
        super().__init__(md)
        self.source = source

    def run(self, root: Element) -> None:
        places = {kept_place(number): block for number, block in enumerate(self.source.blocks)}
        for parent in list(root.iter()) if places else ():
            for index, child in reversed(list(enumerate(parent))):
                if child.tag == "p" and child.text in places:
                    parent[index : index + 1] = self._elements(places[child.text])

    def _elements(self, block: str) -> list[Element]:
        return _parsed(_PICTURE.sub(self._kept, block))

    def _kept(self, picture: re.Match[str]) -> str:
        """A mark for the picture, which holds nothing to link and has names of its own: it stays as it is."""
        self.source.pictures.append(picture[0])
        return f'<svg data-kept="{len(self.source.pictures) - 1}"/>'


class _Pictures(Postprocessor):
    def __init__(self, md: Markdown, source: SpliceExtension) -> None:
        super().__init__(md)
        self.source = source

    def run(self, text: str) -> str:
        return _KEPT.sub(lambda mark: self.source.pictures[int(mark[1])], text)


def _parsed(block: str) -> list[Element]:
    try:
        return list(fromstring(f"<div>{block}</div>"))  # noqa: S314  (made by our own templates)
    except ParseError as error:
        line, column = error.position
        said = block.split("\n")[line - 1][max(0, column - 60) : column + 20]
        raise ValueError(f"a template made HTML that is not well formed near {said!r}: {error}") from None
