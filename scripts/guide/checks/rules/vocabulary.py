"""Rules about the guide's own vocabulary: what data and facts take from it is known there."""

from __future__ import annotations

from collections.abc import Iterator

from guide.checks.rules.places import Leaf, data
from guide.content.guide import Guide
from guide.content.schema import ANYWHERE
from guide.ground.problems import Problem, nearest


def strengths_are_known(guide: Guide) -> Iterator[Problem]:
    """Each source is of a kind that guide.yml explains."""
    known = guide.settings.strengths
    for key, source in guide.sources.items():
        if source.strength not in known:
            what = f'{key} > strength is "{source.strength}"{nearest(source.strength, known)}'
            yield Problem(data(guide, "sources", key, "strength"), what, f"write one of {', '.join(known)}")


def terms_name_known_regions(guide: Guide) -> Iterator[Problem]:
    """How common something is holds for a region of guide.yml, any, or not-stated."""
    known = [*guide.settings.regions, *ANYWHERE]
    for key, term in guide.terms.items():
        if term.common and term.common.where not in known:
            what = f'region "{term.common.where}" is unknown{nearest(term.common.where, known)}'
            yield Problem(data(guide, "terms", key, "common", "where"), what, f"write one of {', '.join(known)}")


def facts_are_for_what_is_treated(leaf: Leaf) -> Iterator[Problem]:
    """`for` of a fact names conditions that the page says it treats."""
    treated = getattr(leaf.page.meta, "treats", ())
    for column, name, fact in leaf.facts:
        for index, reason in enumerate(fact.reasons):
            if reason not in treated:
                place = leaf.page.document.place("facts", column, name, "for", index)
                what = f'"{reason}" in for is not treated by this option{nearest(reason, treated)}'
                yield Problem(place, what, "correct it, or add it to treats:")
