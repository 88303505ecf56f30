"""Sets options side by side: which questions, which facts, of which part of the body. No markup.

Knows what belongs in a table, not how a table looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from guide.content.guide import Comparison, Condition, Guide, Option
from guide.content.schema import ANYWHERE, Column, Fact

WIDEST = 4


@dataclass(frozen=True)
class Cell:
    """What one option says to one question. `labels` tells which facts must name their region."""

    option: Option
    column: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    """Cells by question and option. `region` is the one that the table is about, or any."""

    options: tuple[Option, ...]
    columns: dict[str, Column]
    cells: dict[tuple[str, str], Cell]
    region: str

    @property
    def many(self) -> bool:
        """True for more options than fit side by side: each question then becomes a block of its own."""
        return len(self.options) > WIDEST

    @cached_property
    def regions(self) -> frozenset[str]:
        """Regions that single facts are limited to, where the table is about more than one: a reader may keep one."""
        found = {fact.where for cell in self.cells.values() for fact in cell.facts} - {*ANYWHERE, self.region}
        return frozenset(found)

    def cell(self, option: Option, column: str) -> Cell:
        """What the option says in the column."""
        return self.cells[option.slug, column]


def comparison_table(guide: Guide, comparison: Comparison) -> Table:
    """The table of a comparison page."""
    return table(guide, guide.options_in(comparison), comparison.meta.columns, comparison.meta.where)


def condition_table(guide: Guide, condition: Condition) -> Table:
    """The options for a condition with the columns in which they differ."""
    options = guide.options_for(condition.slug)
    region = _region(condition)
    whole = table(guide, options, condition.meta.columns, region)
    kept = [key for key in whole.columns if _differs(whole, key)]
    return table(guide, options, kept or condition.meta.columns, region)


def every_option(guide: Guide) -> Table:
    """All options with all columns, for a reader to choose from."""
    return table(guide, tuple(guide.options.values()), tuple(guide.columns), "any")


def worksheet_table(guide: Guide, condition: Condition) -> Table:
    """The options for a condition with the columns that people weigh."""
    weighed = [key for key, column in guide.columns.items() if column.weigh]
    return table(guide, guide.options_for(condition.slug), weighed, _region(condition))


def table(guide: Guide, options: Sequence[Option], columns: Sequence[str], region: str) -> Table:
    """The cells of the options in the columns; facts that hold only in another region stay out."""
    known = {key: guide.columns[key] for key in columns if key in guide.columns}
    cells = {(o.slug, key): Cell(o, key, guide.facts(o, key, region)) for o in options for key in known}
    return Table(tuple(options), known, cells, region)


def needs_label(fact: Fact, table: Table) -> bool:
    """True where a fact must say which region it is about: the table is about more than that one."""
    return fact.where not in ANYWHERE and fact.where != table.region


def _region(condition: Condition) -> str:
    regions = condition.meta.where
    return regions[0] if len(regions) == 1 else "any"


def _differs(table: Table, column: str) -> bool:
    said = {tuple(fact.says for fact in table.cell(option, column).facts) for option in table.options}
    return len(said) > 1
