"""What an answer names as its evidence: facts and numbers of its page, with their sources, their region, their people.

Knows where evidence stands; what it is worth is decided in `ladder`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guide.content import marks
from guide.content.page import Page
from guide.content.schema import Fact, Meta, Number


@dataclass(frozen=True)
class Item:
    """One name of evidence: a fact, a number, or a fact with the number that it shows."""

    name: str
    fact: Fact | None
    number: Number | None
    shown: tuple[str, ...]
    """The numbers that it brings with it, by name."""
    cite: tuple[str, ...]
    """Every source of it, each once."""

    @property
    def where(self) -> str:
        """The region it holds for."""
        return self.fact.where if self.fact else self.number.where if self.number else ""

    @property
    def rated(self) -> str | None:
        """How sure the source itself is, where it says so."""
        return (self.fact.rated if self.fact else None) or (self.number.rated if self.number else None)


def items(page: Page[Meta], names: Iterable[str]) -> list[Item]:
    """The evidence of these names; a name that the page does not have is left out."""
    there = {*page.facts, *page.meta.numbers}
    return [_item(page, name, page.facts.get(name)) for name in names if name in there]


def known(page: Page[Meta]) -> tuple[str, ...]:
    """Every name of evidence that the page has."""
    return tuple(dict.fromkeys([*page.facts, *page.meta.numbers]))


def numbers_of(page: Page[Meta], names: Iterable[str]) -> set[str]:
    """The numbers that evidence of these names brings with it."""
    return {number for item in items(page, names) for number in item.shown}


def used(page: Page[Meta]) -> set[str]:
    """Every name of evidence that something on the page stands on, or against, and the numbers that come with it."""
    names = [name for standing in page.meta.standing.values() for name in standing.evidence]
    return {*names, *numbers_of(page, names)}


def _item(page: Page[Meta], name: str, fact: Fact | None) -> Item:
    number = page.meta.numbers.get(name)
    told = marks.asked(fact.says, marks.NUMBER) if fact else []
    shown = tuple(dict.fromkeys([*([name] if number else []), *(key for key in told if key in page.meta.numbers)]))
    cite = [*(fact.cite if fact else ()), *(key for each in shown for key in page.meta.numbers[each].cite)]
    return Item(name, fact, number, shown, tuple(dict.fromkeys(cite)))
