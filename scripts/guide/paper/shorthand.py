"""Writes the drawing commands of a PDF page more briefly: the same letters at the same places in fewer bytes.

Typst sets up every line of text from nothing. Here lines that follow each other share one text object, each says only
how far it is from the one before, and font and color are named when they change. Whatever is not a plain line of text
stays as it is. Works on bytes alone; which streams hold such commands is the press's business (ISO 32000-1, 9.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_STRING = rb"\((?:[^\\()]|\\.)*\)"
_MARK = rb"/\w+ ?<<(?:[^<>()]|" + _STRING + rb")*>>BDC\n"
_LINE = (
    rb"q 1 0 0 -1 (?P<x>\S+) (?P<y>\S+) cm(?P<color>/c\d+ cs [-\d. ]+ scn)\n"
    rb"BT 0 Tr(?P<font>/f\d+ \S+ Tf) 1 0 0 -1 0 0 Tm(?P<show>\[(?:" + _STRING + rb"|[-\d. ])*\]TJ|" + _STRING + rb"Tj)"
    rb"\nET\nQ\n"
)
_UNNAMED = re.sub(rb"\?P<\w+>", rb"?:", _LINE)
_OPENING = re.compile(
    rb"(?P<end>EMC\n?)?/Span<</MCID (?P<number>\d+)(?P<about>(?:[^<>()]|" + _STRING + rb")*)>>BDC\n"
    rb"|" + _MARK + rb"|/\w+ BMC",
    re.DOTALL,
)
_RUN = re.compile(rb"(?:" + _MARK + rb"(?:" + _UNNAMED + rb")+EMC\n?)+", re.DOTALL)
_PIECE = re.compile(rb"(?P<mark>" + _MARK + rb"|EMC)\n?|" + _LINE, re.DOTALL)
_WHOLE = re.compile(_STRING, re.DOTALL)
_INSIDE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_KERN = re.compile(rb"\)(-?[\d.]+)\(")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_GUARDED = re.compile(rb"[\\()]")
"""Bytes that need a backslash in a string; a bare carriage return would be read as a line feed."""


@dataclass(frozen=True)
class Joined:
    """Commands, and the numbers of the pieces that are left in them, in the order of their new ones."""

    commands: bytes
    kept: list[int]


def joined(commands: bytes, follows: set[int]) -> Joined:
    """The commands with a marked piece of text joined to the one before if it is one of those that follow it.

    Typst marks every line of a paragraph as a piece of its own. Pieces that differ in what they say of themselves (such
    as their language) stay apart.
    """
    joiner = _Joiner(follows)
    left = _OPENING.sub(joiner.join, commands)
    return Joined(left, joiner.kept)


@dataclass
class _Joiner:
    follows: set[int]
    kept: list[int] = field(default_factory=list)
    last: tuple[int, bytes] | None = None

    def join(self, found: re.Match[bytes]) -> bytes:
        """What opens a piece, with its new number, or nothing if the piece before goes on."""
        before, self.last = self.last, None
        if found["number"] is None:
            return found[0]
        number, about = int(found["number"]), found["about"]
        self.last = number, about
        if found["end"] and number in self.follows and before == (number - 1, about):
            return b""
        self.kept.append(number)
        return b"%s/Span<</MCID %d%s>>BDC\n" % (found["end"] or b"", len(self.kept) - 1, about)


def shortened(commands: bytes) -> bytes:
    """The commands, with each run of lines of text as one text object."""
    return _RUN.sub(lambda run: b"\nq BT" + b"".join(_pieces(run[0])) + b"\nET Q\n", commands)


@dataclass
class _Pen:
    """What the text object so far has set, so that it need not be said again."""

    x: float = 0
    y: float = 0
    color: bytes = b""
    font: bytes = b""

    def line(self, line: re.Match[bytes]) -> Iterator[bytes]:
        if line["color"] != self.color:
            self.color = line["color"]
            yield self.color
        if line["font"] != self.font:
            self.font = line["font"]
            yield self.font
        yield b" %s %s Td" % self._step(float(line["x"]), float(line["y"]))
        yield _plain(line["show"])

    def _step(self, x: float, y: float) -> tuple[bytes, bytes]:
        """How far to go, rounded; where the pen really came to is what the next step starts from."""
        across, up = round(x - self.x, 1), round(y - self.y, 1)
        self.x, self.y = self.x + across, self.y + up
        return b"%g" % (across + 0), b"%g" % (up + 0)


def _pieces(run: bytes) -> Iterator[bytes]:
    pen = _Pen()
    for piece in _PIECE.finditer(run):
        if piece["mark"]:
            yield b"\nEMC" if piece["mark"] == b"EMC" else piece["mark"].removesuffix(b"\n")
        else:
            yield from pen.line(piece)


def _plain(show: bytes) -> bytes:
    """The letters as they are rather than as octal numbers; what stands between them in whole thousandths."""
    kerned = _KERN.sub(lambda found: b")%d(" % round(float(found[1])), show)
    return _WHOLE.sub(lambda string: b"(" + _written(_read(string[0][1:-1])) + b")", kerned)


def _written(letters: bytes) -> bytes:
    return _GUARDED.sub(rb"\\\g<0>", letters).replace(b"\r", rb"\r")


def _read(string: bytes) -> bytes:
    return _INSIDE.sub(lambda escape: _byte(escape[1]), string)


def _byte(escape: bytes) -> bytes:
    return bytes([int(escape, 8)]) if escape.isdigit() else _LETTERS.get(escape, escape)
