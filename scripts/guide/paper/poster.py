"""Composes the poster: one page for a wall that names every page with a hand-out and leads to it by a code.

Knows what the poster lists; how it looks is in `overrides/print/poster.typ`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from guide.content.guide import Guide
from guide.content.handouts import FOLDER, handouts_of
from guide.content.page import Page
from guide.content.schema import Meta
from guide.ground import qr
from guide.paper.handout import Printer, midnight
from guide.paper.press import Job
from guide.paper.typeset import fields, literal


@dataclass(frozen=True)
class PosterMaker:
    """Composes the posters of one guide."""

    printer: Printer
    title: str

    @property
    def guide(self) -> Guide:
        """The guide that the poster leads to."""
        return self.printer.maker.guide

    def jobs(self) -> Iterator[tuple[str, Job]]:
        """Address on the site and job of the poster on each size of paper."""
        pages = [page for page in self.guide.in_order if handouts_of(self.guide, page)]
        if not pages:
            return
        time = midnight(self.printer.maker.editions.released_together(page.slug for page in pages))
        for paper in self.guide.paper.poster.papers:
            source = f"{self.printer.poster_template(paper)}\n#poster({self._data(pages)}, ({self._groups(pages)}))\n"
            yield f"{FOLDER}/poster-{paper}.pdf", Job(f"poster ({paper})", source, time)

    def _data(self, pages: list[Page[Meta]]) -> str:
        site = self.printer.site_url
        maker = self.printer.maker
        code = maker.editions.list_code if maker.page_with("current") else ""
        about = {"title": self.title, "url": site, "qr": qr.svg(site) if site else "", "code": code}
        return fields({**about, "review": maker.reviews(pages), **self.printer.clinic()})

    def _groups(self, pages: list[Page[Meta]]) -> str:
        folders = self.guide.settings.folders
        groups = groupby(sorted(pages, key=lambda page: self._rank(page)), key=lambda page: page.folder)
        return "".join(f"({literal(folders.get(folder, ''))}, ({self._rows(own)})), " for folder, own in groups)

    def _rank(self, page: Page[Meta]) -> int:
        """Single pages first, then the folders in the order of the navigation."""
        folders = list(self.guide.settings.folders)
        return folders.index(page.folder) + 1 if page.folder in folders else 0

    def _rows(self, pages: Iterator[Page[Meta]]) -> str:
        return "".join(f"{self._row(page)}, " for page in pages)

    def _row(self, page: Page[Meta]) -> str:
        url = self.printer.url(page)
        return fields({"name": page.meta.name, "url": url, "qr": qr.svg(url) if url else ""})
