"""Labels: what data files and other names of pages say where no number can be shown as data, and shares said there.

Knows which texts these are, and that a number in digits may be a threshold ("over 65") or a name ("L4") in them, but no
share.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial

from guide.checks.rules.claims import YEAR, typed, typed_numbers
from guide.checks.rules.places import Loc, data
from guide.checks.sheet import Sheet
from guide.content.guide import Guide
from guide.ground.problems import Place, Problem

Found = tuple[str, Callable[[], Place]]
"""A text, and how to find its place."""

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def shares_in_digits(text: str, sheet: Sheet) -> Iterator[str]:
    """The shares that a text says with digits: "9 in 10", "90%", "½"."""
    if typed := [match[0].rstrip(".,") for match in typed_numbers(text, sheet.guide)]:
        yield from filter(_is_share, typed)
        yield from filter(_DIGIT.search, sheet.counting.shares(text, figures=True))
    else:
        yield from shares_of_years(text, sheet)


def shares_of_years(text: str, sheet: Sheet, *, item: bool = False) -> Iterator[str]:
    """The shares that a text says with numbers that look like years: 1990 of 2000."""
    for share in (
        sheet.counting.shares(typed(text, sheet.guide, item=item), figures=True) if _DIGIT.search(text) else ()
    ):
        numbers = _NUMBER.findall(share)
        if len(numbers) > 1 and all(map(YEAR.fullmatch, numbers)):
            yield share


def _is_share(number: str) -> bool:
    return "%" in number or any(unicodedata.numeric(sign) % 1 for sign in number if sign.isnumeric())


def labels(sheet: Sheet) -> Iterator[Found]:
    """The labels that the page is asked for: its own, on the page of all words their names, on that of emergencies the
    cards, and on the first page what all pages show."""
    guide, page = sheet.guide, sheet.page
    for row, alias in enumerate(page.meta.aliases):
        yield alias, partial(page.document.place, "aliases", row)
    if page.asks_for("glossary"):
        yield from _of_terms(guide)
    if page is guide.help_page:
        yield from _of_cards(guide)
    if page is guide.in_order[0]:
        yield from (_found(guide, "columns", *loc) for loc in _of_columns(guide))
        yield from (_found(guide, "settings", *loc) for loc in _of_settings(guide))


def _found(guide: Guide, name: str, *loc: str | int) -> Found:
    value = guide.raw[guide.files[name]]
    for step in loc:
        value = value[step]
    return str(value), partial(data, guide, name, *loc)


def _of_terms(guide: Guide) -> Iterator[Found]:
    for key, term in guide.terms.items():
        yield _found(guide, "terms", key, "term")
        yield from (_found(guide, "terms", key, "aliases", row) for row in range(len(term.aliases)))


def _of_cards(guide: Guide) -> Iterator[Found]:
    for key, group in guide.emergency.groups.items():
        names = ("label", "lead") if group.lead else ("label",)
        yield from (_found(guide, "emergency", "groups", key, name) for name in names)
    for key, card in guide.emergency.cards.items():
        yield from (_found(guide, "emergency", "cards", key, name) for name in ("heading", "catch_all"))
        signs = range(len(card.signs))
        yield from (_found(guide, "emergency", "cards", key, "signs", row, "text") for row in signs)
        if card.after:
            yield _found(guide, "emergency", "cards", key, "after", "text")


def _of_columns(guide: Guide) -> Iterator[Loc]:
    for key, column in guide.columns.items():
        yield from ((key, "label"), (key, "question"))
        yield from ((key, "asked", row) for row in range(len(column.asked)))
        if column.weigh:
            yield key, "weigh"


def _of_settings(guide: Guide) -> Iterator[Loc]:
    settings = guide.settings
    for key, kind in settings.kinds.items():
        yield from (("kinds", key, "label"), ("kinds", key, "plural"))
        yield from (("kinds", key, "sections", row, "title") for row in range(len(kind.sections)))
    for row, way in enumerate(settings.ways):
        yield from (("ways", row, name) for name in ("title", "text") if getattr(way, name))
    yield from (("folders", key) for key in settings.folders)
    yield from (("regions", key, "label") for key in settings.regions)
    yield from (("home", "asks", row) for row in range(len(settings.home.asks)))


def names_that_are_numbers(sheet: Sheet) -> Iterator[Problem]:
    """Names of the clinic's own that are a number or a share: every text could hide one behind them."""
    guide, clinic = sheet.guide, sheet.guide.clinic
    own: list[tuple[Loc, str]] = [((name,), getattr(clinic, name)) for name in ("clinic_name", "emergency_place")]
    for loc, name in [*own, *((("names", row), name) for row, name in enumerate(clinic.names))]:
        if sheet.counting.is_one(name):
            fix = "name a place or a person, or remove it"
            yield Problem(data(guide, "clinic", *loc), f'"{name}" is a number, not a name', fix)
