"""Prints everything of one guide that goes on paper, and keeps what came out for the lists of it.

Knows the order of the work; what stands on each paper is the business of `handout`, `booklet` and `poster`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from guide.checks.editions import Outdated, changed_at, place_of
from guide.checks.rules.places import data, key_of
from guide.content.handouts import Leaflet, leaflets, overflow
from guide.content.page import Page
from guide.content.schema import Meta
from guide.ground.problems import Place, Problem
from guide.html.links import address
from guide.paper.booklet import Binder, Content
from guide.paper.forms import FormMaker
from guide.paper.handout import Printer
from guide.paper.poster import PosterMaker
from guide.paper.press import Job, NotSet, Press, Print
from guide.paper.sections import longest, part, without


@dataclass
class Shop:
    """The print shop of one build. `prints` holds each PDF that the site shows, by its address."""

    printer: Printer
    press: Press
    prints: dict[str, Print] = field(default_factory=dict)

    def run(self, rendered: Content, finished: Content, title: str) -> tuple[dict[str, Print], list[Problem]]:
        """Each PDF by its address, and what is too long. Raises NotSet with what cannot be set.

        `rendered` gives a page with the places that are filled late still open; a booklet fills them its own way.
        """
        own = leaflets(self.printer.guide)
        jobs = {**dict(self._leaflets(own, finished)), **dict(Binder(self.printer, title).jobs(rendered))}
        jobs |= {**dict(PosterMaker(self.printer, title).jobs()), **dict(FormMaker(self.printer, title).jobs())}
        prints = dict(zip(jobs, self.press.run(jobs.values()), strict=True))
        found = ((one, overflow(self.printer.guide, one, prints[one.address].pages)) for one in own)
        return prints, [self._told(one, problem, finished) for one, problem in found if problem]

    def _told(self, leaflet: Leaflet, problem: Problem, finished: Content) -> Problem:
        """What is too long, told where the change stands that made it so, and what to shorten."""
        root, path = finished(leaflet.page.src), leaflet.page.document.path
        linked = {str(href).partition("#")[0] for href in root.xpath(".//a/@href")}
        fix = f"{problem.fix}; longest there: {', '.join(self._longest(leaflet, root))}".removesuffix(
            "; longest there: "
        )
        since = self.printer.maker.editions.since_last(leaflet.page.slug)
        changed = next(self._changed_elsewhere(leaflet.page, since, linked), None) if since else None
        if here := next(changed_at(leaflet.page, since), None) if since else None:
            if changed:
                fix = f"{fix}; see {changed}, which changed too"
            return replace(problem, place=here, fix=fix)
        if changed is None:
            return replace(problem, fix=fix)
        what = f"new or changed here, and shown on {path}, whose own text is as released: {problem.what}"
        return Problem(changed, what, fix.replace("the page", path))

    def _longest(self, leaflet: Leaflet, root: HtmlElement) -> list[str]:
        handout = leaflet.handout
        if handout.form != "full":
            return []
        made = {section.title for section in self.printer.guide.kind(leaflet.page).sections if not section.written}
        shown = part(without(root, handout.without), handout.since, handout.until)
        return [title for title in longest(shown) if title not in made][:3]

    def _changed_elsewhere(self, page: Page[Meta], since: Outdated, linked: Collection[str]) -> Iterator[Place]:
        """Where something changed since the last release that the page shows, or a page is new to which it leads."""
        guide, editions = self.printer.guide, self.printer.maker.editions
        released = {slug for release in guide.editions.releases for slug in release.pages}
        for change in since.changes:
            kind, _, key = change.key.partition("-")
            if change.owner in guide.lenders:
                owner = guide.lenders[change.owner]
                yield place_of(owner, change.key) if owner.slug in released else owner.document.place()
            elif kind == "term" and key in guide.terms:
                yield key_of(guide, "terms", key)
            elif kind == "card":
                yield self._place_on_card(key, change.old)
        new = (guide.pages[saying.page.src] for slug, saying in editions.now.items() if slug not in released)
        yield from (other.document.place() for other in new if address(page.src, other.src) in linked)

    def _place_on_card(self, key: str, old: str) -> Place:
        """The first sign of the card that its old text does not have; the card, if it changed otherwise."""
        guide, emergency = self.printer.guide, self.printer.guide.emergency
        signs = (
            (card, "signs", row, "text")
            for card, row, sign in emergency.signs
            if key == f"{card}-{sign.for_whom}" and sign.text not in old
        )
        if new := next(signs, None):
            return data(guide, "emergency", "cards", *new)
        known = (card for card in emergency.cards if key.startswith(f"{card}-"))
        return key_of(guide, "emergency", "cards", *list(known)[:1])

    def _leaflets(self, own: list[Leaflet], finished: Content) -> Iterator[tuple[str, Job]]:
        complaints = []
        for leaflet in own:
            try:
                yield leaflet.address, self.printer.job(leaflet, finished(leaflet.page.src))
            except NotSet as error:
                complaints.append(str(error))
        if complaints:
            raise NotSet("\n".join(dict.fromkeys(complaints)))
