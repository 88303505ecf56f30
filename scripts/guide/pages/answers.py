"""Makes what stands under an answer: how sure it is, what it stands on; and harms in their bands, one template each.

Knows which evidence belongs to what; how it looks is a template's business.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from guide.content.answers import harms, shares
from guide.content.answers.evidence import Item, items
from guide.content.guide import Guide
from guide.content.marks import Mark, filled
from guide.content.page import Page
from guide.content.schema import Answer, Meta, Standing


class AnswerMaker(ABC):
    """The part of a maker that makes answers."""

    guide: Guide
    words: Mapping[str, str]

    @abstractmethod
    def number(self, page: Page[Meta], mark: Mark) -> str:
        """The page's number that a marker names, in words."""

    @abstractmethod
    def _render(self, template: str, /, **data: Any) -> Markup:
        """What the template of that name makes of the data."""

    def answer(self, page: Page[Meta], name: str) -> Markup:
        """What stands under an answer: how sure it is, and what it stands on, in a fold."""
        return self.stands_on(page, [(None, page.meta.answers[name])], called=name)

    def harm(self, name: str) -> Markup:
        """The place of a harm in its list, which finds it again when all harms are put in order."""
        return self._render("_harm", name=name)

    def harms(self, page: Page[Meta], told: Mapping[str, str]) -> Markup:
        """The harms of a page in bands; `told` is the HTML of each one's sentences, by name."""
        called, known = harms.called(page), page.meta.harms
        bands = harms.sorted_into_bands(page, self.guide)
        named = {key: {name: (called[name], known[name]) for name in names} for key, names in bands.items()}
        return self._render("harms", page=page, told=told, bands=named)

    def case(self, answer: Answer, *, reasons: bool, region: bool) -> str:
        """What an answer is about, as far as it must be said: its reasons, unless its words begin with them, and its
        region."""
        slugs = answer.reasons if reasons and not answer.names_its_case else ()
        names = [self.guide.conditions[slug].meta.name for slug in slugs]
        known = self.guide.settings.regions.get(answer.where) if region else None
        return ", ".join([*names, *([known.label] if known else [])])

    def all_sure(self, standing: Sequence[tuple[str | None, Standing]]) -> str:
        """How sure several are, in one line: the levels that they have, the surest first."""
        levels = self.guide.certainty.levels
        found = [level.label for key, level in levels.items() if any(one.sure == key for _, one in standing)]
        return f"{self.words['how_sure']}: {', '.join(found)}" if found else self.words["usual_range"]

    def rated_by(self, page: Page[Meta], standing: Standing) -> str:
        """Whose rating a level is: a source's own, or ours; or that it is a count."""
        if self.guide.kind_of(standing) != "effect":
            return self.words["how_often"]
        rated = {item.rated for item in items(page, standing.on)}
        own = standing.sure in rated and not standing.but
        return self.words["source_rating"] if own else self.words["our_reading"]

    def stands_on(self, page: Page[Meta], standing: Sequence[tuple[str | None, Standing]], called: str = "") -> Markup:
        """How sure each is, and a fold with what it stands on; each with its name, if there is more than one. A link
        finds the fold of an answer by what the answer is `called`."""
        return self._render("_stands-on", page=page, standing=standing, called=called)

    def serious(self, name: str) -> Markup:
        """The name of a harm with the word that it is serious."""
        return self._render("_serious", name=name.rstrip(": "))

    def cited_below(self, cited: Sequence[tuple[str, Sequence[str]]]) -> Markup:
        """A fold with the sources of a stretch of text: the first words of each block, and its keys."""
        return self._render("_cited-below", cited=cited)

    def cited_too(self, cited: Sequence[tuple[str, Sequence[str]]]) -> Markup:
        """The sources that the text of an answer names itself: the first words that cite each, and its keys."""
        return self._render("_cited-too", cited=cited)

    def evidence(self, page: Page[Meta], names: Iterable[str]) -> list[Item]:
        """The facts and numbers of these names."""
        return items(page, names)

    def bar_of(self, page: Page[Meta], name: str) -> tuple[float, float] | None:
        """How many of a thousand a harm happens to: the lower and the upper end. None where it is not known."""
        return harms.span(page, page.meta.harms[name])

    def shares(self, page: Page[Meta], answer: Answer) -> shares.Shares | None:
        """The shares of people that the short form gives. None where it gives none."""
        return shares.shares(page, answer)

    def ink(self, page: Page[Meta], column: str) -> str:
        """Whether what the column counts on the page is a harm, a benefit, or neither."""
        return shares.ink(self.guide.columns[column], page.kind)

    def short(self, page: Page[Meta], answer: Answer) -> str:
        """The short form of an answer, its numbers written out."""
        says = filled(answer.short, lambda mark: self.number(page, mark))
        return says[:1].upper() + says[1:]
