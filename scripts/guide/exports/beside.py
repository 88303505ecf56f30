"""What stands beside the pages of a site: styles, fonts, data for machines, words for the search, codes for cameras.

Knows at which addresses; what is in each file is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.parts import QR
from guide.content.schema import Meta
from guide.exports import linked_data, stylesheet
from guide.ground import fonts, qr
from guide.ground.cache import Cache, key, makers
from guide.html import search
from guide.pages.maker import Maker

STYLE = "assets/drawings.css"
"""Address of the style sheet that is made from the inks."""

TYPEFACE = "assets/typeface.css"
"""Address of the style sheet that brings the fonts."""


@dataclass(frozen=True)
class Beside:
    """The files beside the pages of one site. `tools` keeps what is made for every guide; `folder` is its own."""

    maker: Maker
    site_url: str
    fonts: Path
    tools: Path
    folder: Path

    @property
    def guide(self) -> Guide:
        """The guide that the site shows."""
        return self.maker.guide

    def all(self, name: str) -> dict[str, str | bytes | Path]:
        """What stands beside the pages, for browsers, machines and cameras: address on the site -> content, or a file.

        `name` is the name of the site. Those for machines are there once `frame` has made the pages.
        """
        words = self.maker.words
        index = linked_data.index(self.guide, words, name, self.site_url)
        find = linked_data.to_json(search.for_the_browser(self.guide, words["find_skip"], self.maker.short))
        known = {linked_data.INDEX: index, search.WORDS: f"var __find = {find}"}
        kept = self.fonts
        styles = {STYLE: self.maker.style(), TYPEFACE: self.maker.typeface(kept)}
        machines = {name: self.folder / name for name in (linked_data.ALL, linked_data.QUALITY)}
        return {**machines, **known, **styles, **fonts.files(kept), **self._codes()}

    def write_for_machines(self) -> None:
        """Write the files with all that is known, for machines. In a large guide they are too large to hold."""
        everything = linked_data.everything(self.guide, self.maker.words, self.site_url)
        for name, data in ((linked_data.ALL, everything), (linked_data.QUALITY, self.maker.quality.data())):
            with (self.folder / name).open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(linked_data.in_lines(data))

    def style(self, theirs: Sequence[str], ours: Sequence[str]) -> bytes:
        """The stylesheets of the theme, made light, and ours, as one."""
        cache, sheets = Cache(self.tools / "style"), [*theirs, "", *ours]
        name = key(makers((), [Path(stylesheet.__file__)]), *sheets)
        made = cache.take(name)
        if made is None:
            made = stylesheet.joined([*map(stylesheet.slim, theirs), *ours]).encode()
            cache.put(name, made)
            cache.tidy({name})
        return made

    def _codes(self) -> dict[str, str]:
        """The code of each page's address, once the site has one."""
        if not self.site_url:
            return {}
        site = self.site_url
        return {code_of(page): qr.svg(linked_data.address(page, site), framed=True) for page in self.guide.in_order}


def code_of(page: Page[Meta]) -> str:
    """Where the drawing of a page's address is on the site."""
    return f"{QR}/{page.src.removesuffix('.md')}.svg"
