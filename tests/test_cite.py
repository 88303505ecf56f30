"""Source marks: gathered once a block, numbered once a page."""

from __future__ import annotations

from guide.pages.citations import Notes, gathered, marks, numbered


def test_marks_move_to_the_end_of_their_block() -> None:
    assert gathered("One. [^a] Two [^b], three.") == "One. Two, three.[^a][^b]"


def test_marks_stay_before_an_attribute_list() -> None:
    assert gathered("Text. [^a] { .lead }") == "Text.[^a] { .lead }"


def test_a_block_without_marks_stays_as_it_is() -> None:
    assert gathered("Nothing here.") == "Nothing here."


def test_a_source_is_marked_once() -> None:
    assert marks(["a", "b", "a"]) == "[^a][^b]"


def test_numbers_follow_the_order_of_the_page() -> None:
    notes = Notes()
    text = numbered("First.[^b] Second.[^a] Third.[^b]", notes, "Source")
    assert notes.numbers == {"b": 1, "a": 2}
    assert text.count("[1](#source-b)") == 2
    assert 'aria-label="Source 2"' in text


def test_statements_of_the_article_share_one_number() -> None:
    notes = Notes()
    text = numbered("Text.[^article:2.3][^article:4.1][^a]", notes, "Source")
    assert notes.numbers == {"article": 1, "a": 2}
    assert list(notes.statements) == ["2.3", "4.1"]
    assert text.count("#source-article") == 1
