"""What readers come for, from the first page to the end, in Chromium, Firefox and WebKit: on the web, from a file."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest

from browsers import Reader, Unable, put_on_the_list

Newcomer = Callable[[], Reader]


@pytest.fixture(scope="module")
def reader(newcomer: Newcomer) -> Reader:
    return newcomer()


def searches(reader: Reader, words: str) -> None:
    reader.clicks_on(".md-search__input")
    reader.types(words)


def test_i_find_my_operation_from_a_lay_word(reader: Reader, top: str) -> None:
    reader.opens(top + "index.html")
    searches(reader, "worn spot")
    reader.sees(".md-search-result__item h1", "Patching")
    reader.presses("Enter")
    reader.arrives("procedures/patching.html")
    reader.sees("article h1", "Patching")


def test_i_find_it_when_i_spell_it_wrong(reader: Reader, top: str) -> None:
    reader.opens(top + "index.html")
    searches(reader, "restufing")
    reader.sees(".find-notes", "Showing results for restuffing.")
    reader.clicks_on(".md-search-result__item a")
    reader.arrives("procedures/restuffing.html")


def test_in_an_emergency_the_help_page_comes_first(reader: Reader, top: str) -> None:
    reader.opens(top + "procedures/restuffing.html")
    searches(reader, "lost stuffing")
    reader.sees(".find-emergency", "000")
    reader.presses("Enter")
    reader.arrives("help-now.html")
    reader.sees("article h1", "When a bear needs help now")


def test_i_compare_two_and_send_the_address_to_my_nurse(reader: Reader, newcomer: Newcomer, top: str) -> None:
    reader.opens(top + "compare/pick.html")
    for choice in ("Restuffing", "Patching"):
        reader.clicks(choice)
    compared = ["Restuffing", "Patching", "No needle"]
    assert reader.reads("table.compare thead th") == compared
    nurse = newcomer()
    nurse.opens(reader.address)
    nurse.sees("table.compare")
    assert nurse.reads("table.compare thead th") == compared
    assert nurse.reads("table.compare td") == reader.reads("table.compare td")


def test_i_learn_a_word_by_keyboard(reader: Reader, top: str) -> None:
    reader.opens(top + "procedures/restuffing.html")
    word = "article a.term[href$='#plush']"
    reader.focuses(word)
    reader.presses("Enter")
    reader.sees(".pop-up", "Soft cloth with a pile.")
    reader.presses("Escape")
    reader.sees_no(".pop-up")
    assert reader.asks("(word) => document.activeElement.matches(word)", word)
    reader.presses("Enter")
    reader.clicks_on(".pop-up-more")
    reader.arrives("glossary.html#plush")
    reader.sees("h3#plush")


def test_i_print_what_i_read(reader: Reader, top: str) -> None:
    reader.opens(top + "procedures/restuffing.html")
    try:
        printed = pypdf.PdfReader(io.BytesIO(reader.prints()))
    except Unable as reason:
        pytest.skip(str(reason))
    text = "\n".join(page.extract_text() for page in printed.pages)
    assert "Restuffing" in printed.pages[0].extract_text()
    assert "000" in text
    assert "Text and display" not in text


def test_my_questions_are_kept_until_i_clear_them(reader: Reader, top: str) -> None:
    reader.opens(top + "procedures/restuffing.html")
    question = put_on_the_list(reader)
    reader.focuses("#own-question")
    reader.types("Can I swim?")
    reader.presses("Enter")
    reader.sees("#my-list", "Can I swim?")
    reader.reloads()
    reader.sees("#my-list", "Can I swim?")
    assert reader.reads("#my-list .question") == [question, "Can I swim?"]
    reader.clicks("Clear the list")
    reader.sees(".my-questions [role=status]", "The list is cleared.")
    reader.reloads()
    assert reader.reads("#my-list .question") == []
