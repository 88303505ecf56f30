"""What pages tell of other pages beside what stands in tables: the course of a condition, what is less used for one.

Knows which answers are lent to whom; not which part of a page shows them, nor how.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple, cast

from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import ANYWHERE, Answer, Meta, OptionMeta


class Lent(NamedTuple):
    """What a page lends: whose it is, the question, and its answers to that, which may be none."""

    lender: Page[Any]
    column: str
    answers: tuple[Answer, ...]


def courses(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """The course of each condition that an option is for, in the regions of the option."""
    meta = cast(OptionMeta, page.meta)
    columns = [key for section in guide.kind(page).sections if section.part == "without" for key in section.columns]
    for slug, column in product(meta.treats, columns):
        if condition := guide.conditions.get(slug):
            given = guide.answers(condition, column).values()
            yield Lent(condition, column, tuple(each for each in given if each.where in (*meta.where, *ANYWHERE)))


def less_used(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """Whether each treatment that is less used for the condition helps with it."""
    for rare, column in product(guide.less_used_for(page.slug), guide.effects):
        yield Lent(rare, column, tuple(guide.answers(rare, column, reasons=[page.slug]).values()))


OF_PARTS: dict[str, Callable[[Page[Meta], Guide], Iterator[Lent]]] = {"without": courses, "options": less_used}
"""Generated part -> what it tells of other pages beside its table."""
