"""Puts harms in order: the most common first, in bands; how common one is comes from the figure that it names."""

from __future__ import annotations

import re

from guide.content import markdown
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import HARM, Band, Compare, Harm, Meta, Number, Range, Share

_NAME = re.compile(r"\*\*(?P<name>[^*]+?):?\*\*")
_FIGURE = re.compile(r"(?P<name>[^.]+)(?:\.(?P<group>[1-9][0-9]{0,8}))?")
_IN = re.compile(r"in (?P<whole>\d[\d,]*)")


def in_1000(number: Number | None, group: int = 0) -> float | None:
    """How many of a thousand people the number counts; of a range, the upper end. None for what is no share."""
    if isinstance(number, Share) and not group:
        part, whole = number.of
        return 1000 * part / whole
    if isinstance(number, Compare) and 0 < group <= len(number.groups):
        share = number.groups[group - 1].in_100
        return None if share is None else 10 * share
    if isinstance(number, Range) and (unit := _IN.match(number.unit)):
        return 1000 * number.high / int(unit["whole"].replace(",", ""))
    return None


def figure(page: Page[Meta], harm: Harm) -> tuple[str, Number | None, int]:
    """The name of the number that says how common a harm is, that number, and which of its groups."""
    found = _FIGURE.fullmatch(harm.figure or "")
    name = found["name"] if found else harm.figure or ""
    return name, page.meta.numbers.get(name), int(found["group"] or 0) if found else 0


def how_common(page: Page[Meta], harm: Harm) -> float | None:
    """Of how many in a thousand; None if that is not known."""
    _, number, group = figure(page, harm)
    return in_1000(number, group)


def span(page: Page[Meta], harm: Harm) -> tuple[float, float] | None:
    """Of how many in a thousand, from the lower end to the upper one; None if that is not known."""
    _, number, group = figure(page, harm)
    return ends(number, group)


def ends(number: Number | None, group: int = 0) -> tuple[float, float] | None:
    """How many of a thousand the number counts, from its lower end to its upper one. None for what is no share."""
    common = in_1000(number, group)
    if common is None:
        return None
    low = common * number.low / number.high if isinstance(number, Range) and number.high else common
    return low, common


def band(guide: Guide, common: float | None) -> str:
    """The key of the band for what happens so often."""
    bands = guide.certainty.bands
    return next((key for key, each in bands.items() if _holds(each, common)), [*bands][-1])


def called(page: Page[Meta]) -> dict[str, str]:
    """What the page calls each of its harms: the bold words that its sentence begins with, or its first words."""
    return {name: _called(each.text) for (verb, name), each in page.told.items() if verb == HARM}


def sorted_into_bands(page: Page[Meta], guide: Guide) -> dict[str, list[str]]:
    """The names of the page's harms by band, the most common first; bands without a harm are left out."""
    known = {name: how_common(page, harm) for name, harm in page.meta.harms.items()}
    ordered = sorted(known, key=lambda name: -(known[name] or 0))
    found = {key: [name for name in ordered if band(guide, known[name]) == key] for key in guide.certainty.bands}
    return {key: names for key, names in found.items() if names}


def _called(sentence: str) -> str:
    bold = _NAME.search(sentence)
    return bold["name"] if bold else " ".join(markdown.plain(sentence).split()[:4])


def _holds(band: Band, common: float | None) -> bool:
    if common is None or band.at_least_in_1000 is None:
        return common is band.at_least_in_1000
    return common >= band.at_least_in_1000
