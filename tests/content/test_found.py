"""What readers of this guide look for, in a real browser, on a web server and from a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from conftest import Site
from content import NAMES, first_of_list, promised
from finding import looking, lost, search
from guide.content.guide import Guide


@pytest.fixture
def opened(browser: Any, top: str) -> Iterator[Any]:
    with looking(browser, top, "index.html") as visit:
        yield visit


def test_words_bring_the_promised_page_among_the_first_three(opened: Any) -> None:
    page, wanted = opened(), promised("found", dict[str, str]())
    found = {query: [first_of_list(name) for name in search(page, query)[:3]] for query in wanted}
    assert {query: names for query, names in found.items() if wanted[query] not in names} == {}


@pytest.mark.parametrize("top", ["file"], indirect=True)
def test_each_other_name_of_a_page_brings_it_among_the_first_three(opened: Any, guide: Guide) -> None:
    page = opened()
    for each in (*guide.options.values(), *guide.conditions.values()):
        for name in each.meta.aliases:
            assert each.slug in search(page, name)[:3], (each.src, name)


def test_words_of_need_bring_the_help_page_first_with_the_card_above(opened: Any, guide: Guide) -> None:
    page, cards = opened(), guide.emergency.cards
    fastest = [card.urgency for card in cards.values()]
    asked = {name: cards[key].urgency for key, _, sign in guide.emergency.signs for name in sign.asked[:1]}
    as_fast = {query: fastest[: fastest.index(urgency) + 1] for query, urgency in asked.items()}
    just = {query: [urgency] for query, urgency in promised("signs", dict[str, str]()).items()}
    for query, urgencies in {**as_fast, **just}.items() if guide.help_page else ():
        names = search(page, query)
        assert names[0] == guide.help_page.slug, (query, names[:3])
        note = page.locator(", ".join(f".find-sign.find-{urgency}" for urgency in urgencies))
        expect(note, query).to_be_visible()
        assert str(note.get_attribute("href")).endswith(f"/{guide.help_page.slug}.html")


def test_every_word_of_every_page_finds_it_as_shown_and_without_signs_and_accents(opened: Any, site: Site) -> None:
    assert lost(opened(), site.folder, NAMES) == {}


def test_everyday_complaints_are_no_alarm(opened: Any) -> None:
    page = opened()
    for query in promised("calm", list[str]()):
        search(page, query)
        assert page.locator(".find-sign").count() == 0, query


def test_what_is_spelled_right_is_not_corrected(opened: Any) -> None:
    page = opened()
    for query in promised("right", list[str]()):
        search(page, query)
        assert page.locator(".find-notes").inner_text() == "", query
