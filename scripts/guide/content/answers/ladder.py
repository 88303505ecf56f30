"""How sure evidence lets an answer be: two ladders, one for effects and one for how often something happens.

What each design is worth stands in the guide's own data, with where that comes from; here is how it adds up.
"""

from __future__ import annotations

from collections.abc import Iterable

from guide.content.answers import harms
from guide.content.answers.evidence import Item, items
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import NOT_KNOWN, Certainty, Harm, Meta, QuestionKind, Source, Standing


def ceiling(page: Page[Meta], standing: Standing, kind: QuestionKind, guide: Guide) -> str:
    """The surest that the answer or harm may be, by what it stands on; a harm by its figure alone. An author may go
    lower."""
    figure = harms.figure(page, standing)[1] if isinstance(standing, Harm) else None
    found = [] if figure else items(page, standing.on)
    reached = [by_sources(figure.cite, kind, guide)] if figure else [_reached(item, kind, guide) for item in found]
    level = surest(guide.certainty, reached)
    if kind == "effect" and _agree(found, guide):
        level = surest(guide.certainty, [level, guide.certainty.agreeing.level])
    return _at_most(guide.certainty, level, guide.certainty.disagreeing) if standing.but else level


def surer(certainty: Certainty, level: str, other: str) -> bool:
    """True if the first level claims more than the other."""
    return _rank(certainty, level) < _rank(certainty, other)


def surest(certainty: Certainty, levels: Iterable[str]) -> str:
    """The level that claims most; the least sure of all if there is none."""
    return min(levels, key=lambda level: _rank(certainty, level), default=[*certainty.levels][-1])


def _worth(source: Source, kind: QuestionKind, certainty: Certainty) -> str:
    """The level that one such source reaches by itself."""
    design = certainty.designs.get(source.design or "")
    if design is None:  # a name that is misspelled is told where it stands, and nowhere else
        return [*certainty.levels][0 if source.design else -1]
    if kind != "effect":
        return design.often
    return design.effect if source.read == "full" else _at_most(certainty, design.effect, certainty.summary)


def by_sources(keys: Iterable[str], kind: QuestionKind, guide: Guide) -> str:
    """The level that the strongest of the sources reaches by itself."""
    known = (guide.sources[key] for key in keys if key in guide.sources)
    return surest(guide.certainty, [_worth(source, kind, guide.certainty) for source in known])


def _reached(item: Item, kind: QuestionKind, guide: Guide) -> str:
    """The level that a piece of evidence reaches: by its source's own rating, or by how it was found out."""
    return item.rated if item.rated and kind == "effect" else by_sources(item.cite, kind, guide)


def _agree(found: Iterable[Item], guide: Guide) -> bool:
    """True for several trials that were read in full, with people enough together."""
    people: dict[str, int] = {}
    for item in found:
        for key in (key for key in item.cite if _is_read_trial(guide, key)):
            people[key] = max(people.get(key, 0), (item.number.people if item.number else None) or 0)
    asked = guide.certainty.agreeing
    return len(people) >= asked.trials and sum(people.values()) >= asked.people


def _is_read_trial(guide: Guide, key: str) -> bool:
    source = guide.sources.get(key)
    design = guide.certainty.designs.get(source.design or "") if source else None
    return bool(source and design and design.trial and source.read == "full")


def _at_most(certainty: Certainty, level: str, most: str) -> str:
    return most if surer(certainty, level, most) else level


def _rank(certainty: Certainty, level: str) -> int:
    levels = [*certainty.levels, NOT_KNOWN]
    return levels.index(level) if level in levels else -1
