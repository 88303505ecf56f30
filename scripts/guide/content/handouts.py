"""Says which hand-outs there are: of which page, in which form and edition, at which address, within which limit.

Knows the choices of `docs/data/paper.yml`, not how anything is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import Edition, Handout, Meta
from guide.ground.problems import Place, Problem

FOLDER = "pdf"


@dataclass(frozen=True)
class Leaflet:
    """One hand-out of one page in one edition."""

    page: Page[Meta]
    handout: Handout
    key: str
    edition: Edition

    @property
    def name(self) -> str:
        """What its editions share: page, form and part."""
        return f"{self.page.slug}-{self.handout.name}"

    @property
    def address(self) -> str:
        """Where it is on the site."""
        return f"{FOLDER}/{self.name}-{self.key}.pdf"


def handouts_of(guide: Guide, page: Page[Meta]) -> tuple[Handout, ...]:
    """The hand-outs that a page gets, whatever the edition."""
    if page.stretch > 1:
        return ()
    return tuple(one for one in guide.paper.handouts if page.kind in one.kinds or page.src in one.pages)


def leaflets_of(guide: Guide, page: Page[Meta]) -> Iterator[Leaflet]:
    """Every hand-out of the page in every edition."""
    for handout in handouts_of(guide, page):
        for key, edition in guide.paper.editions.items():
            yield Leaflet(page, handout, key, edition)


def leaflets(guide: Guide) -> list[Leaflet]:
    """Every hand-out of the guide, in reading order."""
    return [leaflet for page in guide.in_order for leaflet in leaflets_of(guide, page)]


def overflow(guide: Guide, leaflet: Leaflet, pages: int) -> Problem | None:
    """What is wrong with the length of a hand-out that has come to `pages` sides, and by how much."""
    handout = leaflet.handout
    limit = handout.sides or handout.most or pages
    if leaflet.key not in guide.paper.counted or pages == limit or (handout.most and pages < limit):
        return None
    place = Place(leaflet.page.document.path)
    asked = f"{limit} is the limit" if handout.most else f"it must have {limit}"
    what = f'hand-out "{handout.label}" ({leaflet.edition.label}) has {pages} sides; {asked}'
    fix = f"shorten the page by about {pages - limit} sides" if pages > limit else "say more on the page"
    return Problem(place, what, f"{fix}, or change the limit in {guide.files['paper']}")
