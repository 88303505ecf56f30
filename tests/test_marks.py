"""The one grammar of marks: however they are spaced, whoever asks hears the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.content import marks


@pytest.mark.parametrize("text", ["{{ part: emergency }}", "{{part:emergency}}", "{{  part:\temergency}}"])
def test_a_mark_asks_for_the_same_however_it_is_spaced(text: str) -> None:
    assert marks.asks(text, "part", "emergency")
    assert marks.filled(f"a {text} b", lambda mark: mark.verb) == "a part b"


def test_a_mark_without_a_verb_asks_for_a_number_and_may_name_one_group() -> None:
    found, other = marks.marks("{{ trial.2 }} and {{ trial }}")
    assert (found.verb, found.name, found.group) == ("number", "trial", 2)
    assert other.group == 0


def test_marks_are_masked_in_order() -> None:
    assert marks.masked("a {{ b.1 }} [^c], {{ d }}", lambda number: f"<{number}>") == "a <0> <1>, <2>"


def test_what_is_not_whole_is_a_stray_sign_and_keeps_its_place() -> None:
    assert marks.stray("{{ whole }} [^whole] fine") == []
    assert marks.stray("{{ b } [^ }}") == [(0, "{{"), (7, "[^"), (10, "}}")]
    assert marks.stray("{{ over\ntwo_lines }}") == [(0, "{{"), (18, "}}")]


def test_a_part_is_written_as_it_is_read() -> None:
    assert marks.asks(marks.part("a-z"), "part", "a-z")


PIECES = ["thread", "“soft bear”", "'cloth'", '"felt"', "(wool)", "**bold**", "*silk*,", "end.", "–", "hair…"]
PIECES += ["web—net", "a/b"]


@given(st.lists(st.sampled_from(PIECES), min_size=1), st.data())
def test_a_sentence_reads_the_same_wherever_its_source_marks_stood(pieces: list[str], data: st.DataObject) -> None:
    said = " ".join(pieces)
    ends = [found.end() for found in re.finditer(r"\w\b", said)]
    text = said
    for end in sorted(data.draw(st.sets(st.sampled_from(ends))) if ends else (), reverse=True):
        text = f"{text[:end]} [^a] [^b]{text[end:]}"
    assert marks.parted(text) == said
