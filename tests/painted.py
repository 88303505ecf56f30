"""What one side of a PDF shows: its words by the mark that holds them, rows of dots, and what belongs to no text.

Knows the operators that Typst writes: fonts that map glyphs of two bytes to text, and dots as dashed lines with round
ends. What is painted last is what is seen, so that a ring is a dark dot with a white one on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

WHITE = 0.99
"""From here on a color leaves no trace on paper."""

_TRIPLE = re.compile(rb"<([0-9A-F]+)>\s*<([0-9A-F]+)>[ \t]*(?:<([0-9A-F]+)>)?", re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
_MAPS = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)

Letters = dict[int, str]
"""Glyph -> text."""


@dataclass
class Side:
    """What a side shows, by the number of the mark that it stands in: words, and pictures of dots drawn after them.

    `lines` are the heights of its first and last line, `turns` counts the marks in the order in which they are painted;
    `beside` is what belongs to no text: its head and foot.
    """

    words: dict[int, str] = field(default_factory=dict)
    lines: dict[int, tuple[float, float]] = field(default_factory=dict)
    turns: dict[int, int] = field(default_factory=dict)
    icons: dict[int, list[str]] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Pen:
    """How lines are drawn at the moment, and where the origin is and which way up."""

    color: float = 0
    dashes: tuple[float, ...] = ()
    y: float = 0
    up: float = 1


@dataclass
class _Mark:
    """A stretch of the page that is marked: with a number if it is read out, maybe with other words `instead`."""

    number: int | None = None
    instead: str | None = None
    text: list[str] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    dots: dict[float, list[bool]] = field(default_factory=dict)


@dataclass
class _Painter:
    """Follows the operators as far as they say words or draw dots."""

    side: Side
    fonts: dict[str, Letters]
    letters: Letters = field(default_factory=dict)
    marks: list[_Mark] = field(default_factory=lambda: [_Mark()])
    last: int = -1
    turn: int = 0
    height: float = 0
    pens: list[_Pen] = field(default_factory=lambda: [_Pen()])
    start: float = 0

    def begin(self, operands: list[Any]) -> None:
        known = operands[1] if len(operands) > 1 else {}
        number, instead = known.get("/MCID"), known.get("/ActualText")
        self.marks.append(_Mark(None if number is None else int(number), None if instead is None else str(instead)))

    def end(self, _: list[Any]) -> None:
        """Words within a mark that says other words for them belong to the mark around it."""
        mark, around = self.marks.pop(), self.marks[-1]
        self.turn += len(self.marks) == 1
        if mark.instead is not None:
            around.text.append(_UNSEEN.sub("", mark.instead))
            around.heights += mark.heights
        elif mark.number is not None:
            self.last = mark.number
            self.side.words[mark.number], self.side.turns[mark.number] = "".join(mark.text), self.turn
            self.side.lines[mark.number] = (mark.heights or [0])[0], (mark.heights or [0])[-1]
        elif _LETTER.search("".join(mark.text)):
            self.side.beside.append(" ".join("".join(mark.text).split()))
        if mark.dots:
            filled, drawn = (sum(map(count, mark.dots.values())) for count in (sum, len))
            self.side.icons.setdefault(self.last, []).append(f"icons: {filled} of {drawn} filled")

    # ---- words ----

    def choose_font(self, operands: list[Any]) -> None:
        self.letters = self.fonts[str(operands[0])]

    def show(self, operands: list[Any]) -> None:
        """Words on another height stand apart from those before them; so does each piece of a head or foot."""
        mark, height = self.marks[-1], self.pens[-1].y + self.pens[-1].up * self.height
        if mark.text and (mark.number is None or not level(mark.heights[-1], height)):
            mark.text.append(" " if mark.number is not None else " | ")
        mark.heights.append(height)
        strings = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
        codes = b"".join(bytes(each) for each in strings if isinstance(each, pikepdf.String))
        pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
        mark.text += [self.letters.get(int.from_bytes(pair, "big"), "?") for pair in pairs]

    def begin_text(self, _: list[Any]) -> None:
        self.height = 0

    def move(self, operands: list[Any]) -> None:
        self.height += float(operands[1])

    def place(self, operands: list[Any]) -> None:
        self.height = float(operands[5])

    # ---- dots ----

    def save(self, _: list[Any]) -> None:
        self.pens.append(self.pens[-1])

    def restore(self, _: list[Any]) -> None:
        self.pens.pop()

    def shift(self, operands: list[Any]) -> None:
        self.pens[-1] = replace(self.pens[-1], up=float(operands[3]), y=float(operands[5]))

    def color(self, operands: list[Any]) -> None:
        self.pens[-1] = replace(self.pens[-1], color=min(float(part) for part in operands))

    def dash(self, operands: list[Any]) -> None:
        self.pens[-1] = replace(self.pens[-1], dashes=tuple(float(length) for length in operands[0]))

    def from_here(self, operands: list[Any]) -> None:
        self.start = float(operands[0])

    def to_here(self, operands: list[Any]) -> None:
        pen = self.pens[-1]
        if len(pen.dashes) == 2 and pen.dashes[0] == 0:
            count = int((float(operands[0]) - self.start) // pen.dashes[1]) + 1
            row = self.marks[-1].dots.setdefault(pen.y, [])
            row[:count] = [pen.color < WHITE] * count


_FOLLOW: dict[str, Callable[[_Painter, list[Any]], None]] = {
    **dict.fromkeys(["BDC", "BMC"], _Painter.begin),
    "EMC": _Painter.end,
    "BT": _Painter.begin_text,
    "Tf": _Painter.choose_font,
    **dict.fromkeys(["Tj", "TJ"], _Painter.show),
    **dict.fromkeys(["Td", "TD"], _Painter.move),
    "Tm": _Painter.place,
    "q": _Painter.save,
    "Q": _Painter.restore,
    "cm": _Painter.shift,
    **dict.fromkeys(["SCN", "SC", "G", "RG"], _Painter.color),
    "d": _Painter.dash,
    "m": _Painter.from_here,
    "l": _Painter.to_here,
}


def level(one: float, other: float) -> bool:
    """True for heights on the same line of text."""
    return abs(one - other) < 1


def painted(page: Any) -> Side:
    """What the page of a PDF shows."""
    fonts = page.obj.get("/Resources", {}).get("/Font", {})
    letters = {str(name): _letters(font.ToUnicode.read_bytes()) for name, font in fonts.items()}
    painter = _Painter(Side(), letters)
    for instruction in pikepdf.parse_content_stream(page):
        if follow := _FOLLOW.get(str(instruction.operator)):
            follow(painter, list(instruction.operands))
    return painter.side


def _letters(known: bytes) -> Letters:
    letters: Letters = {}
    for kind, pairs in _MAPS.findall(known):
        for first, second, third in _TRIPLE.findall(pairs):
            if kind == b"char":
                letters[int(first, 16)] = _unicode(second)
            else:
                start, end = int(first, 16), int(second, 16)
                letters |= {code: chr(int(third, 16) + code - start) for code in range(start, end + 1)}
    return letters


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
