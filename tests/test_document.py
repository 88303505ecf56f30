"""Reading a file: what it may hold, and where each part of it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.content.document import Unreadable, hidden, read

CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
TURNS = [*range(0x2028, 0x202F), *range(0x2066, 0x206A)]
PRIVATE = [0xE000, 0xF8FF, 0xFEFF, 0xFFFF]
SHOWN = {"\t", "\n", "\r"}


@pytest.mark.parametrize("code", [*CONTROLS, *TURNS, *PRIVATE])
def test_a_sign_that_no_page_shows_is_found_wherever_it_stands(code: int) -> None:
    found = hidden(f"One line\nand “two”{chr(code)}\t")
    assert (found[0] if found else None) == (None if chr(code) in SHOWN else chr(code))


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_letters_numbers_and_signs_are_all_shown(text: str) -> None:
    assert hidden(text) is None


def test_values_stay_text_and_know_their_places(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text('---\nfacts:\n  pain: [yes, "2"]\nage: 007\n---\n\nProse.\n', encoding="utf-8")
    document, values = read(tmp_path / "page.md", tmp_path)
    assert values == {"facts": {"pain": ["yes", "2"]}, "age": "007"}
    assert str(document.place("facts", "pain", 1)) == "page.md:3:15"
    assert str(document.place("age", key=True)) == "page.md:4:1"
    assert (document.body, str(document.prose_place(2))) == ("\nProse.\n", "page.md:7:1")


def test_the_first_line_that_is_too_long_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(f"---\n---\nshort\n{'x' * 4001}\n{'y' * 9000}\n", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"page\.md:4:1: line is longer"):
        read(tmp_path / "page.md", tmp_path)
