"""Sets options side by side: which questions, which facts, of which part of the body and for which reason. No markup.

Knows what belongs in a table, not how a table looks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, cast

from guide.content import marks, numbers
from guide.content.guide import Comparison, Condition, Guide, Option
from guide.content.page import Page
from guide.content.schema import ANYWHERE, Answer, Column, Fact

WIDEST = 4


@dataclass(frozen=True)
class Cell:
    """What one option says to one question: its answers, by name, and the facts of the question."""

    option: Option
    column: str
    facts: tuple[Fact, ...]
    answers: dict[str, Answer]

    @property
    def standing(self) -> tuple[Answer, ...] | tuple[Fact, ...]:
        """The answers in the cell; where it has none, the facts."""
        return tuple(self.answers.values()) or self.facts

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """The region and the words of what stands in the cell, to be compared: numbers as they were measured."""
        measured = partial(numbers.measured, known=self.option.meta.numbers)
        return tuple([(each.where, marks.filled(each.says, measured)) for each in self.standing])

    @property
    def explained(self) -> tuple[Answer, ...]:
        """The answers that have more to tell than how sure they are."""
        return tuple(answer for answer in self.answers.values() if answer.explained)


@dataclass(frozen=True)
class Table:
    """Cells by question and option. `region` is what the table is about, or any; `reasons` are its conditions."""

    options: tuple[Option, ...]
    columns: dict[str, Column]
    cells: dict[tuple[str, str], Cell]
    region: str
    reasons: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    """The two options that a narrow screen shows first, by slug."""

    @property
    def many(self) -> bool:
        """True for more options than fit side by side: each question then becomes a block of its own."""
        return len(self.options) > WIDEST

    @cached_property
    def regions(self) -> frozenset[str]:
        """Regions that single facts are limited to, where the table is about more than one: a reader may keep one."""
        found = {where for cell in self.cells.values() for where, _ in cell.said}
        found -= {*ANYWHERE, self.region}
        return frozenset(found)

    def cell(self, option: Option, column: str) -> Cell:
        """What the option says in the column."""
        return self.cells[option.slug, column]

    def row(self, column: str) -> list[Cell]:
        """What each option says in the column."""
        return [self.cell(option, column) for option in self.options]

    def alike(self, column: str) -> bool:
        """True where all options say the same, of the same part of the body."""
        return len(self.options) > 1 and len({cell.said for cell in self.row(column)}) < 2

    def saying(self, cell: Cell, said: Fact | Answer) -> int:
        """Which of the sayings of its row it is, from 0: the same number where two options say the same."""
        return self._sayings[cell.column].index(cell.said[cell.standing.index(said)])

    @cached_property
    def _sayings(self) -> dict[str, list[tuple[str, str]]]:
        rows = {key: [said for cell in self.row(key) for said in cell.said] for key in self.columns}
        return {key: list(dict.fromkeys(row)) for key, row in rows.items()}


def comparison_table(guide: Guide, comparison: Comparison) -> Table:
    """The table of a comparison page."""
    meta, reasons = comparison.meta, guide.reasons_in(comparison)
    options = guide.options_in(comparison)
    whole = table(guide, options, meta.columns, meta.where, reasons)
    named = [option.slug for option in options if option.slug in meta.options]
    return replace(whole, pair=(named[0], named[-1])) if named else whole


def condition_table(guide: Guide, condition: Condition) -> Table:
    """The options for a condition with the columns in which they differ."""
    options = guide.options_for(condition.slug)
    region, reasons = _region(condition), (condition.slug,)
    whole = table(guide, options, condition.meta.columns, region, reasons)
    kept = [key for key in whole.columns if not whole.alike(key)]
    return table(guide, options, kept or condition.meta.columns, region, reasons)


def every_option(guide: Guide) -> Table:
    """All options with all columns, for a reader to choose from."""
    return table(guide, tuple(guide.options.values()), tuple(guide.option_columns), "any")


def worksheet_table(guide: Guide, condition: Condition) -> Table:
    """The options for a condition with the columns that people weigh."""
    weighed = [key for key, column in guide.columns.items() if column.weigh]
    return table(guide, guide.options_for(condition.slug), weighed, _region(condition), (condition.slug,))


def table(
    guide: Guide, options: Sequence[Option], columns: Sequence[str], region: str, reasons: Collection[str] = ()
) -> Table:
    """The cells of the options in the columns; facts that hold only in another region, or for none of the conditions
    in `reasons`, stay out."""
    known = {key: guide.columns[key] for key in columns if key in guide.columns}

    def cell(option: Option, key: str) -> Cell:
        asked = option, key, region, reasons
        return Cell(option, key, guide.facts(*asked), guide.answers(*asked))

    cells = {(option.slug, key): cell(option, key) for option in options for key in known}
    pair = tuple(option.slug for option in (*options[:1], *options[-1:]))
    return Table(tuple(options), known, cells, region, tuple(reasons), pair)


def needs_label(said: Fact | Answer, table: Table) -> bool:
    """True where a fact or an answer must say which region it is about: the table is about more than that one."""
    return said.where not in ANYWHERE and said.where != table.region


def _region(condition: Condition) -> str:
    regions = condition.meta.where
    return regions[0] if len(regions) == 1 else "any"


OF_PARTS: dict[str, Callable[[Guide, Page[Any]], Table]] = {
    "comparison": lambda guide, page: comparison_table(guide, cast(Comparison, page)),
    "options": lambda guide, page: condition_table(guide, cast(Condition, page)),
    "every-option": lambda guide, page: every_option(guide),
}
"""Generated part -> the table that it shows on a page."""
