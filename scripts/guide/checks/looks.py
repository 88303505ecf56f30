"""One page as a reader meets it: the rendered page, asked what stands on it.

Knows words, pictures and tables, by what they say and not by the classes that they wear.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from lxml.html import HtmlElement

from guide.checks.sheet import Sheet

Tree: TypeAlias = HtmlElement
"""A rendered page, or a part of it."""


@dataclass(frozen=True)
class Look:
    """A rendered page, beside the sheet of what its author wrote. `tree` is what stands between the frame."""

    sheet: Sheet
    tree: Tree

    @cached_property
    def text(self) -> str:
        """Every word of the page, on one line."""
        return says(self.tree)

    def tells(self, pieces: Iterable[str]) -> bool:
        """True where the page says all of the pieces, one after the other."""
        at = 0
        for piece in pieces:
            wanted = " ".join(piece.split())
            start = self.text.find(wanted, at)
            if start < 0:
                return False
            at = start + len(wanted)
        return True

    @cached_property
    def pictures(self) -> list[Tree]:
        """Everything drawn that is a picture to a reader who hears the page."""
        return [element for element in self.tree.iter() if element.get("role") == "img" and len(element)]

    @cached_property
    def compared(self) -> list[set[str]]:
        """For each table, the pages that its column heads lead to; tables without such heads are left out."""
        heads = [table.xpath(".//thead//th//a/@href") for table in self.tree.xpath("//table")]
        return [{self.source(str(link)) for link in links} for links in heads if links]

    def source(self, link: str) -> str:
        """The page of `docs/` to which a link of the rendered page leads."""
        path = posixpath.normpath(posixpath.join(self.sheet.page.folder, link.partition("#")[0]))
        return f"{path.removesuffix('.html')}.md"


def says(element: Tree) -> str:
    """The words of an element, on one line."""
    return " ".join(element.text_content().split())
