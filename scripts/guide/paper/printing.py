"""Prints everything of one guide that goes on paper, and keeps what came out for the lists of it.

Knows the order of the work; what stands on each paper is the business of `handout`, `booklet` and `poster`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from guide.content.guide import Guide
from guide.content.handouts import Leaflet, leaflets, overflow
from guide.ground.problems import Problem
from guide.paper.booklet import Binder, Content
from guide.paper.handout import Printer
from guide.paper.poster import PosterMaker
from guide.paper.press import Job, NotSet, Press, Print


@dataclass
class Shop:
    """The print shop of one build. `prints` holds each PDF that the site shows, by its address."""

    printer: Printer
    press: Press
    prints: dict[str, Print] = field(default_factory=dict)

    @property
    def guide(self) -> Guide:
        """The guide that is printed."""
        return self.printer.maker.guide

    def run(self, rendered: Content, finished: Content, title: str) -> tuple[dict[str, Print], list[Problem]]:
        """Each PDF by its address, and what is too long. Raises NotSet with what cannot be set.

        `rendered` gives a page with the places that are filled late still open; a booklet fills them its own way.
        """
        own = leaflets(self.guide)
        jobs = {**dict(self._leaflets(own, finished)), **dict(Binder(self.printer, title).jobs(rendered))}
        jobs |= dict(PosterMaker(self.printer, title).jobs())
        prints = dict(zip(jobs, self.press.run(jobs.values()), strict=True))
        found = (overflow(self.guide, one, prints[one.address].pages) for one in own)
        return prints, [problem for problem in found if problem]

    def _leaflets(self, own: list[Leaflet], finished: Content) -> Iterator[tuple[str, Job]]:
        complaints = []
        for leaflet in own:
            try:
                yield leaflet.address, self.printer.job(leaflet, finished(leaflet.page.src))
            except NotSet as error:
                complaints.append(str(error))
        if complaints:
            raise NotSet("\n".join(dict.fromkeys(complaints)))
