"""What a theme may know of a guide: its navigation and menus, and of each page its title, its date, its paper.

Knows what is asked, not how any theme shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from guide.content.drawings import drawing
from guide.content.guide import Guide
from guide.content.parts import parts_of
from guide.exports import linked_data
from guide.exports.beside import code_of
from guide.pages import menu
from guide.pages.maker import Maker
from guide.pages.menu import Line
from guide.pages.templates import keep_compiled, make_once
from guide.paper import downloads
from guide.paper.press import Print


@dataclass
class ForTheme:
    """What the theme of one site may know. `prints`: the PDFs, by address; `tools`: where compiled templates lie."""

    maker: Maker
    site_url: str
    prints: Mapping[str, Print]
    tools: Path
    _menus: dict[tuple[str, str, str], tuple[tuple[Line, ...], str]] = field(default_factory=dict)

    @property
    def guide(self) -> Guide:
        """The guide that is shown."""
        return self.maker.guide

    @property
    def known(self) -> dict[str, Any]:
        """What the templates of the theme may ask for on every page."""
        home, foot = downloads.home(self.guide), menu.foot(self.guide)
        return {"guide": self.guide, "words": self.maker.words, "menu": self.menu, "foot": foot, "downloads": home}

    def equip(self, theme: Any) -> None:
        """Give the templates of the theme, a Jinja environment, what makes them quick."""
        keep_compiled(theme, self.tools / "templates" / "theme")
        make_once(theme)

    def nav(self) -> list[Any]:
        """The navigation: all pages in the order in which one leads to the next."""
        return menu.navigation(self.guide)

    def menu(self, src: str, base: str) -> str:
        """The menu of the page, whose own line in it is marked. `base` leads to the site's root from the page."""
        page = self.guide.pages.get(src)
        way, family = menu.surroundings(self.guide, page) if page else ("", "")
        lines, whole = self._menu_of(way, family, base)
        own = next((line for line in menu.every(lines) if line.src == src), None)
        line = partial(self.maker.menu_line, own, base) if own else None
        return whole.replace(line(), line(here=True)) if line else whole

    def _menu_of(self, way: str, family: str, base: str) -> tuple[tuple[Line, ...], str]:
        """The lines of a menu, and what they look like: made once for all pages with the same surroundings."""
        known = self._menus.get((way, family, base))
        if known is None:
            lines = menu.menu(self.guide, way, family)
            known = self._menus[way, family, base] = lines, str(self.maker.menu(lines, base))
        return known

    def further_pages(self) -> list[str]:
        """Addresses of pages that have no file of their own."""
        return [page.src for page in self.guide.in_order if page.generated]

    def publishes(self, src: str, *, documentation: bool) -> bool:
        """True for files that belong on the site."""
        if documentation:
            return src in self.guide.pages
        kept_back = ("generated/", "print/", "review/", "skeletons/", f"{drawing.FOLDER}/")
        return not src.startswith(kept_back) and not src.endswith(".yml")

    def published(self, *folders: Path) -> dict[str, Path]:
        """The files of the folders that belong on the site as they are, by their address."""
        found = ((path.relative_to(top).as_posix(), path) for top in folders for path in sorted(top.rglob("*")))
        files = {src: path for src, path in found if path.is_file() and path.suffix not in {".md", ".html"}}
        return {src: path for src, path in files.items() if self.publishes(src, documentation=False)}

    def title(self, src: str) -> str:
        """The title of a page, for HTML."""
        return escape(self.guide.pages[src].meta.title)

    def about(self, src: str) -> dict[str, Any]:
        """What any theme may know of a page: its title, its message, whether its contents stand beside it."""
        page = self.guide.pages[src]
        known: dict[str, Any] = {"title": self.title(src), "description": escape(page.meta.summary)}
        if self.guide.kind(page).wide or any(part.wide for part in parts_of(page, self.guide)):
            known["hide"] = ["toc"]
        return known

    def meta(self, src: str, sources: Iterable[str]) -> dict[str, Any]:
        """What the theme may know of a page that lists these sources, once the PDFs are made."""
        page, known = self.guide.pages[src], self.about(src)
        known["paper"] = downloads.rows(self.maker, page, self.prints)
        known["linked_data"] = linked_data.linked_data(page, self.maker, self.site_url, sources)
        known["scripts"] = sorted({script for part in parts_of(page, self.guide) for script in part.scripts})
        if self.site_url:
            known["code"] = code_of(page)
        return known

    def date(self, src: str) -> str:
        """The date of the page's content."""
        return self.guide.pages[src].meta.written.isoformat()
