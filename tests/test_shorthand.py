"""Fewer bytes, the same page: each letter stays where it was, in its font and color, in the piece it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.paper.shorthand import joined, shortened

COLORS = ("/c0 cs 0 scn", "/c1 cs 0.05 0.2 0.3 scn")
FONTS = ("/f0 14 Tf", "/f1 16.8 Tf")
PLACES = st.floats(0, 800).map(lambda place: round(place, 4))
STRINGS = st.binary(min_size=1, max_size=8)
LINES = st.tuples(PLACES, PLACES, st.sampled_from(COLORS), st.sampled_from(FONTS), st.lists(STRINGS, min_size=1))
PAGES = st.lists(st.lists(LINES, min_size=1, max_size=3), max_size=5)
ROUNDING = 0.0501
BAR = b"/Artifact<</Type/Layout>>BDC\nq 1 0 0 -1 40 700 cm/c0 cs 0.5 scn 1 5 m -1 5 l h\nf\nQ\nEMC"


def octal(string: bytes) -> bytes:
    return b"(" + b"".join(b"\\%03o" % byte for byte in string) + b")"


def line(x: float, y: float, color: str, font: str, strings: list[bytes]) -> bytes:
    show = b"[" + b"11.0004".join(map(octal, strings)) + b"]TJ"
    return b"q 1 0 0 -1 %s %s cm%s\nBT 0 Tr%s 1 0 0 -1 0 0 Tm%s\nET\nQ\n" % (
        str(x).encode(), str(y).encode(), color.encode(), font.encode(), show,
    )  # fmt: skip


def written(page: list[list[tuple[float, float, str, str, list[bytes]]]]) -> bytes:
    """A page as Typst writes it: every piece marked, each line set up from nothing, a bar after the first piece."""
    pieces = [
        b"/Span<</MCID %d>>BDC\n%sEMC" % (number, b"".join(line(*one) for one in piece))
        for number, piece in enumerate(page)
    ]
    return b"".join(piece + (BAR if not number else b"") for number, piece in enumerate(pieces))


@dataclass
class Reader:
    """Takes commands as a reader of PDF does, and notes each string that is shown with all that holds for it."""

    found: list[tuple[Any, ...]] = field(default_factory=list)
    ground: tuple[float, float, int] = (0, 0, 1)
    color: str = ""
    stack: list[tuple[tuple[float, float, int], str]] = field(default_factory=list)
    font: str = ""
    piece: int = -1
    x: float = 0
    y: float = 0

    def take(self, operator: str, values: list[Any]) -> None:
        getattr(self, f"do_{operator}", lambda *_: None)(*values)

    def do_q(self) -> None:
        self.stack.append((self.ground, self.color))

    def do_Q(self) -> None:
        self.ground, self.color = self.stack.pop()

    def do_cm(self, *values: Any) -> None:
        self.ground = float(values[4]), float(values[5]), int(values[3])

    def do_BT(self) -> None:
        self.x = self.y = 0

    def do_Td(self, x: Any, y: Any) -> None:
        self.x, self.y = self.x + float(x), self.y + float(y)

    def do_Tf(self, name: Any, size: Any) -> None:
        self.font = f"{name} {float(size):g}"

    def do_scn(self, *parts: Any) -> None:
        self.color = " ".join(f"{float(part):g}" for part in parts)

    def do_BDC(self, _: Any, about: Any) -> None:
        self.piece = int(about.get("/MCID", -1))

    def do_TJ(self, shown: Any) -> None:
        strings = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
        x, y, _ = self.ground
        self.found.append((strings, x + self.x, y + self.y, self.font, self.color, self.piece))


def shown(commands: bytes) -> list[tuple[Any, ...]]:
    """Every string that is shown: its bytes, its place, font, color and piece."""
    pdf, reader = pikepdf.new(), Reader()
    for operands, operator in pikepdf.parse_content_stream(pdf.make_stream(commands)):
        reader.take(str(operator), list(operands))
    return reader.found


def near(first: tuple[Any, ...], second: tuple[Any, ...]) -> bool:
    """The same string in the same look, a twentieth of a point away at most."""
    apart = [abs(a - b) for a, b in zip(first[1:3], second[1:3], strict=True)]
    return (first[0], *first[3:]) == (second[0], *second[3:]) and max(apart) < ROUNDING


@settings(deadline=None)
@given(PAGES)
def test_every_letter_stays_where_it_was(page: list[list[tuple[float, float, str, str, list[bytes]]]]) -> None:
    before, after = shown(written(page)), shown(shortened(written(page)))
    assert len(before) == len(after)
    assert all(near(*pair) for pair in zip(before, after, strict=True))


def test_lines_that_follow_each_other_say_only_what_changes() -> None:
    page = [[(40.0, 700.0 - 18 * number, COLORS[0], FONTS[0], [b"ab"])] for number in range(9)]
    commands = written(page)
    short = shortened(commands)
    assert len(short) < len(commands) / 2
    assert short.count(b" Tf") == 2  # the bar ends the first run
    assert short.count(b"0 -18 Td") == 7
    assert BAR in short


def test_what_is_not_a_plain_line_of_text_stays_as_it_is() -> None:
    turned = b"/Span<</MCID 0>>BDC\nq 0 1 -1 0 40 700 cm/c0 cs 0 scn\nBT 0 Tr/f0 14 Tf 1 0 0 -1 0 0 Tm(a)Tj\nET\nQ\nEMC"
    assert shortened(turned) == turned


def test_pieces_that_follow_each_other_in_one_element_become_one() -> None:
    page = [[(40.0, 700.0, COLORS[0], FONTS[0], [b"ab"])] for _ in range(4)]
    commands = written(page).replace(BAR, b"")
    done = joined(commands, {1, 3})
    assert done.kept == [0, 2]
    assert [piece for *_, piece in shown(done.commands)] == [0, 0, 1, 1]


def test_a_piece_in_another_language_stays_apart() -> None:
    page = [[(40.0, 700.0, COLORS[0], FONTS[0], [b"ab"])] for _ in range(2)]
    commands = written(page).replace(BAR, b"").replace(b"/MCID 1>>", b"/MCID 1/Lang(fr)>>")
    assert joined(commands, {1}).kept == [0, 1]
    assert re.findall(rb"Lang\((\w+)\)", joined(commands, {1}).commands) == [b"fr"]


def test_a_piece_stays_apart_where_something_stands_between() -> None:
    page = [[(40.0, 700.0, COLORS[0], FONTS[0], [b"ab"])] for _ in range(2)]
    assert joined(written(page), {1}).kept == [0, 1]
