"""Reading a file: what it may hold, and where each part of it stands."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.content.document import hidden, named, read
from guide.ground.problems import Unreadable

SHOWN = {"\t", "\n", "\r"}
CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - SHOWN
IGNORED = {
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180e\u2065\u3164\ufe0f\uffa0",
    *"\U000e0100\ufff1\uffff\ufdd0\U0001fffe",
}
"""Letters, marks and no characters at all that programs need not show."""

FOUND = st.sampled_from(sorted(CONTROLS | IGNORED)) | st.characters(categories=["Cf", "Co", "Zl", "Zp"])


@given(FOUND)
def test_a_sign_that_no_page_shows_is_found_wherever_it_stands(sign: str) -> None:
    assert hidden(f"One line\r\nand “two”{sign}\t{sign}") == sign


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_letters_numbers_and_signs_are_all_shown(text: str) -> None:
    assert all(
        0x180B <= ord(sign) < 0x1810 or 0xFE00 <= ord(sign) < 0xE0200 for sign in set(filter(hidden, text)) - IGNORED
    )


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\x85", "U+0085 (a control character)"),
        ("\ue000", "U+E000 (a character for private use)"),
        ("\ufdd0", "U+FDD0 (no character)"),
        ("\u2063", "U+2063 (invisible separator)"),
    ],
)
def test_a_sign_that_nobody_sees_is_called_what_it_is(sign: str, name: str) -> None:
    assert named(sign) == name


def test_every_line_with_a_hidden_sign_is_named_and_the_sign_too(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("---\n---\nbe\u00adars\nnone\nma\u200bgic\n", encoding="utf-8")
    says = r"page\.md:3:3: holds the hidden character U\+00AD \(soft hyphen\); remove it, and those in line 5"
    with pytest.raises(Unreadable, match=says):
        read(tmp_path / "page.md", tmp_path)


def test_what_looks_the_same_is_read_as_the_same(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "Ménière")
    escaped = apart.encode("ascii", "backslashreplace").decode()
    (tmp_path / "page.md").write_text(f'---\na: {apart}\nb: "{escaped}"\n---\n{apart}\n', encoding="utf-8")
    document, values = read(tmp_path / "page.md", tmp_path)
    assert (values, document.body) == ({"a": "Ménière", "b": "Ménière"}, "Ménière\n")


def test_values_stay_text_and_know_their_places(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text('---\nfacts:\n  pain: [yes, "2"]\nage: 007\n---\n\nProse.\n', encoding="utf-8")
    document, values = read(tmp_path / "page.md", tmp_path)
    assert values == {"facts": {"pain": ["yes", "2"]}, "age": "007"}
    assert str(document.place("facts", "pain", 1)) == "page.md:3:15"
    assert str(document.place("age", key=True)) == "page.md:4:1"
    assert (document.body, str(document.prose_place(2))) == ("\nProse.\n", "page.md:7:1")


def test_the_first_line_that_is_too_long_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(f"---\n---\nshort\n{'x' * 10_001}\n{'y' * 19_000}\n", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"page\.md:4:1: line is longer"):
        read(tmp_path / "page.md", tmp_path)
