"""The shares of people that an answer's short form gives, as a table draws them: on one scale, from none to all.

Knows which figures belong in the picture, and whether what they count is a harm; not how it looks.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.content import marks
from guide.content.answers import harms
from guide.content.marks import Mark
from guide.content.page import Page
from guide.content.schema import Answer, Column, Meta


@dataclass(frozen=True)
class Shares:
    """Of a hundred people: the lowest and the highest figure of the answer, and that of the other choice, if any."""

    low: float
    high: float
    other: float | None


def shares(page: Page[Meta], answer: Answer) -> Shares | None:
    """What the short form counts; None where it gives no share of people."""
    given = {named(mark): _ends(page, mark) for mark in marks.marks(answer.short)}
    found = [ends for name, ends in given.items() if ends and name != answer.against]
    other = given.get(answer.against or "")
    if not found:
        return None
    low, high = min(low for low, _ in found), max(high for _, high in found)
    return Shares(low / 10, high / 10, other[1] / 10 if other else None)


def named(mark: Mark) -> str:
    """The number, or the group of one, that a mark asks for, as evidence names it."""
    return f"{mark.name}.{mark.group}" if mark.group else mark.name


def ink(column: Column, kind: str) -> str:
    """Whether what the column counts on a page of that kind is a harm, a benefit, or neither."""
    if column.kind != "often":
        return "benefit"
    return "neutral" if kind in column.no_harm_for else "harm"


def _ends(page: Page[Meta], mark: Mark) -> tuple[float, float] | None:
    return harms.ends(page.meta.numbers.get(mark.name), mark.group)
