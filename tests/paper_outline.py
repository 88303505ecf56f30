"""What a reader finds in a PDF, as an outline in plain text: its words in the order in which they are read out.

It says what each stands for, by the tags of the file: headings with their level, items of lists, cells with their
column and row, pictures in words. At the beginning of each side stands what is at its head and foot. Icons of a chart
are counted as they are painted, and stand behind the words after which they are drawn.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from outline import item, under
from painted import Side, level, painted

IN_LINE = {"Span", "Strong", "Em", "Link", "Code", "Reference"}
"""Tags of what may stand within a line of text."""


class Line(str):
    """A line that is whole; any other text goes on in the line."""


APART = Line()
"""Between two paragraphs."""


def paper(content: bytes) -> str:
    """The outline of the PDF with that content."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sides = {page.obj.objgen: painted(page) for page in pdf.pages}
        lines = _Reading(sides).lines(pdf.Root.StructTreeRoot, None)
        return "\n".join([f"title: {pdf.docinfo.get('/Title')}", *lines, *_unread(sides.values())]) + "\n"


def _unread(sides: Iterable[Side]) -> Iterator[str]:
    """Words that are printed, but belong to nothing that is read out."""
    for number, side in enumerate(sides, 1):
        yield from (f"on side {number}, but never read out: {text}" for text in side.words.values() if text.strip())


@dataclass
class _Reading:
    """Reads part after part, and takes what it has read from the sides. The rest says how far it has come."""

    sides: dict[Any, Side]
    side: Side | None = None
    height: float = 0
    turn: int = 0

    def lines(self, part: Any, side: Side | None) -> Iterator[str]:
        """A part of the file, the marks of which are on that side, unless the part says another."""
        role, side = _role(part), self._side(part) or side
        if role == "Table":
            yield from self._table(part)
        elif role == "L":
            yield from self._list(part)
        elif role == "Figure":
            yield from (line for line in self._paragraphs(part, side) if line.startswith("\n"))
            yield f"picture “{part.get('/Alt')}”"
        elif re.fullmatch("H[1-6]", role):
            *before, said = [*self._paragraphs(part, side)] or [""]
            yield from (*before, f"{'#' * int(role[1])} {said}")
        else:
            yield from self._paragraphs(part, side)

    def _paragraphs(self, part: Any, side: Side | None) -> Iterator[str]:
        run: list[str] = []
        for piece in (*self._pieces(part, side), APART):
            if isinstance(piece, Line):
                if said := " ".join("".join(run).split()):
                    yield said
                run = []
                yield from [piece] if piece else []
            else:
                run.append(piece)

    def _pieces(self, part: Any, side: Side | None, apart: bool = False) -> Iterator[str]:
        """The words of a part; it begins a line if it stands `apart`, or after something else that is painted."""
        for child in _children(part):
            if not isinstance(child, pikepdf.Dictionary) or "/MCID" in child:
                yield from self._mark(child, side, apart=apart)
            elif _role(child) in IN_LINE:
                yield from self._pieces(child, self._side(child) or side, apart=_is_block(child))
            else:
                yield from map(Line, self.lines(child, side))
            apart = False

    def _mark(self, mark: Any, side: Side | None, apart: bool) -> Iterator[str]:
        named = isinstance(mark, pikepdf.Dictionary)
        here, number = (self._side(mark) or side, int(mark.MCID)) if named else (side, int(mark))
        if here is None or number not in here.words:
            yield Line(f"(nothing is painted for the mark {number})")
            return
        begins, ends = here.lines[number]
        if not level(begins, self.height):
            yield APART if apart or here.turns[number] != self.turn + 1 else " "
        self.height, self.turn = ends, here.turns[number]
        yield from self._turned(here)
        yield here.words.pop(number)
        yield from map(Line, here.icons.pop(number, ()))

    def _turned(self, side: Side) -> Iterator[str]:
        if side is not self.side:
            self.side = side
            place = [*self.sides.values()].index(side) + 1
            yield Line(f"\n---- side {place} of {len(self.sides)}: {' | '.join(side.beside)}")

    def _side(self, part: Any) -> Side | None:
        return self.sides[part.Pg.objgen] if "/Pg" in part else None

    def _list(self, part: Any) -> Iterator[str]:
        for entry in _children(part):
            label, body = "", list[str]()
            for piece in _children(entry):
                said = [*self.lines(piece, None)]
                label, body = (" ".join(said), body) if _role(piece) == "Lbl" else (label, body + said)
            yield from item(label if label not in ("•", "") else "-", body)

    # ---- tables ----

    def _table(self, part: Any) -> Iterator[str]:
        heads: list[str] = []
        names: dict[str, str] = {}
        yield "table:"
        for row in _rows(part):
            cells = [(cell, [*self.lines(cell, None)]) for cell in _children(row)]
            if all(_role(cell) == "TH" for cell, _ in cells):
                heads = [" ".join(said) for _, said in cells]
                names |= {str(cell.get("/ID")): head for (cell, _), head in zip(cells, heads, strict=True)}
                yield f"  columns: {' | '.join(heads)}"
            else:
                yield from ("  " + line for line in _row(cells, heads, names))


def _rows(part: Any) -> Iterator[Any]:
    for child in _children(part):
        yield from [child] if _role(child) == "TR" else _rows(child)


def _row(cells: list[tuple[Any, list[str]]], heads: list[str], names: dict[str, str]) -> Iterator[str]:
    """The cells under their columns; and what a screen reader names them by, if that is something else."""
    for (cell, said), head in zip(cells, heads, strict=True):
        if _role(cell) == "TH":
            yield from under("row:", said)
        else:
            heard = ", ".join(names.get(str(name), "?") for name in _headers(cell))
            yield from ("  " + line for line in under(f"{head}{'' if heard == head else f' (“{heard}”)'}:", said))


def _headers(cell: Any) -> list[Any]:
    return [name for each in _several(cell.get("/A")) for name in each.get("/Headers", ())]


def _role(part: Any) -> str:
    return str(part.get("/S", "")).removeprefix("/")


def _is_block(part: Any) -> bool:
    """True for words that begin a line of their own, unless they stand on the line of those before them."""
    return _role(part) != "Link" and "/Block" in [each.get("/Placement") for each in _several(part.get("/A"))]


def _children(part: Any) -> list[Any]:
    return _several(part.get("/K"))


def _several(known: Any) -> list[Any]:
    if known is None:
        return []
    return [*known] if isinstance(known, pikepdf.Array) else [known]
