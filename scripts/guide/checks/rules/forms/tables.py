"""Rules about tables: what is written as a row is shown as one, with all of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.checks.rules.places import Leaf
from guide.content.markdown import Block
from guide.ground.problems import Problem, short

_CELL = re.compile(r"(?<!\\)\|")
_LINE = re.compile(r"(?<![\\|])\|(?!\|)")
"""A sign between two cells; two of them in a row hide a text in other dialects."""
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+(?=\|)")
_CODE = re.compile(r"`[^`\n]*`")
_DASHES = re.compile(r"(?=.*[-–—−=])[-–—−=+:| \t]+")
"""What an author may have meant as the line of dashes."""


def rows_have_the_cells_of_their_table(leaf: Leaf) -> Iterator[Problem]:
    """No row has fewer cells than the first one of its table, nor more: those would be shown nowhere."""
    width = 0
    for block in (block for block in leaf.page.read if block.is_table):
        cells = _cells(block.text)
        width = cells if block.kind == "head" else width
        if cells != width:
            what = f"a row of {cells} cells stands in a table of {width}"
            yield Problem(leaf.page.document.prose_place(block.line), what, "write a cell for each, empty or not")


def rows_stand_in_tables(leaf: Leaf) -> Iterator[Problem]:
    """What is written as a row of a table stands in one: without a line of dashes its signs would be shown as text."""
    above: Block | None = None
    for block in leaf.page.read if "|" in leaf.page.document.body else ():
        lines = [] if block.is_table else block.text.split("\n")
        row = next((number for number, line in enumerate(lines) if _is_row(line)), None)
        if row is not None:
            what = f'"{short(lines[row], 40)}" is a row of no table'
            yield Problem(leaf.page.document.prose_place(block.line + row), what, _fix(above, lines[row:]))
        above = block


def _fix(above: Block | None, lines: list[str]) -> str:
    if above and above.is_table:
        return "take out the empty line above it"
    dashes = f"|{' --- |' * _cells(lines[0])}"
    if len(lines) > 1 and _DASHES.fullmatch(lines[1].strip(" \t>")):
        return f"write {dashes} as its second line"
    return f"write the line of dashes {dashes} below the first row of the table"


def _is_row(line: str) -> bool:
    """True where a line begins and ends with the sign between cells, or holds two of them."""
    return len(_LINE.findall(_CODE.sub("", line))) > 1


def _cells(row: str) -> int:
    inside = _ITEM.sub("", row).strip(" \t>").removeprefix("|")
    return len(_CELL.findall(inside)) + (not inside.endswith("|") or inside.endswith("\\|"))
