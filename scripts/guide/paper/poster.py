"""Composes the posters: one page for a wall that invites to the guide, and one with the signs of danger alone.

Knows what each says; how it looks is in `overrides/print/poster.typ`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guide.checks.rules.places import key_of
from guide.content.drawings import drawing
from guide.content.handouts import FOLDER, handouts_of
from guide.content.page import Page
from guide.content.schema import Meta
from guide.ground import qr
from guide.paper.handout import Printer, midnight
from guide.paper.press import Job
from guide.paper.typeset import NO_TARGET, array, fields, literal, record

INVITING, DANGER = "poster", "poster-signs"
"""Names of the two posters in addresses."""


@dataclass(frozen=True)
class PosterMaker:
    """Composes the posters of one guide."""

    printer: Printer
    title: str

    def jobs(self) -> Iterator[tuple[str, Job]]:
        """Address on the site and job of each poster on each size of paper."""
        pages = [page for page in self.printer.guide.in_order if handouts_of(self.printer.guide, page)]
        poster = self.printer.guide.paper.poster
        if not pages:
            return
        time = midnight(self.printer.maker.editions.released_together(page.slug for page in pages))
        place = key_of(self.printer.guide, "paper", "poster")
        for paper, label in poster.papers.items():
            for name, groups in ((INVITING, poster.signs), (DANGER, poster.danger)):
                call = f"#{name}({self._data(pages)}, {self._shown(groups)})"
                if groups or name == INVITING:
                    source = f"{self.printer.poster_template(paper)}\n{call}\n"
                    yield f"{FOLDER}/{name}-{paper}.pdf", Job(f"{place}: {label}", source, time)

    def _data(self, pages: list[Page[Meta]]) -> str:
        site, maker, poster = self.printer.site_url, self.printer.maker, self.printer.guide.paper.poster
        code = maker.editions.list_code if maker.page_with("current") else ""
        about: dict[str, object] = {
            "title": poster.title or self.title,
            "guide": self.title,
            "invites": poster.invites or "",
        }
        about |= {"url": site, "qr": qr.svg(site) if site else "", "code": code}
        return fields({**about, "review": maker.reviews(pages), **self.printer.clinic()})

    def _shown(self, groups: Sequence[str]) -> str:
        """Questions, drawing and signs."""
        asked = array(
            fields({"question": each.question, "about": each.about})
            for each in self.printer.guide.paper.poster.questions
        )
        return record(questions=asked, drawn=self._drawing(), card=self._card(groups))

    def _drawing(self) -> str:
        key, guide = self.printer.guide.paper.poster.drawing, self.printer.guide
        if key not in guide.drawings:
            return NO_TARGET
        made = drawing.compose(key, guide.drawings[key], guide.shapes, guide.inks)
        alone = self.printer.maker.fragment("_drawing-alone", drawing=made)
        return fields({"svg": alone.strip(), "says": f"{made.title}. {made.description}"})

    def _card(self, groups: Sequence[str]) -> str:
        """The most urgent card with the signs of these groups, each with the words for whom it holds."""
        card, known, maker = (
            next(iter(self.printer.guide.emergency.cards.values())),
            self.printer.guide.emergency.groups,
            self.printer.maker,
        )
        told = [sign for name in groups for sign in card.signs if sign.for_whom == name]
        signs = (f"({literal(known[sign.for_whom].lead or '')}, {literal(sign.text)})" for sign in told)
        after = literal(maker.for_clinic(card.after.text) if card.after else "")
        return record(heading=literal(maker.for_clinic(card.heading)), signs=array(signs), after=after)
