"""Finding in lay words, in a real browser: over http and from a file, misspelled, and in an emergency."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import SECOND, Site
from finding import looking, lost, search
from guide.content.guide import Guide


@pytest.fixture
def opened(browser: Any, top: str) -> Iterator[Any]:
    with looking(browser, top, "procedures/restuffing.html") as visit:
        yield visit


def test_the_emergency_card_leads_to_help_by_touch_and_by_enter(opened: Any) -> None:
    page = opened()
    search(page, "lost stuffing")
    page.locator(".find-sign").click()
    page.wait_for_url("**/help-now.html")
    search(page, "head came off")
    with page.expect_navigation(url="**/help-now.html"):  # Chromium never closes a page that it left while on its way
        page.keyboard.press("Enter")


def test_a_correction_is_said_and_can_be_taken_back(opened: Any) -> None:
    page = opened()
    assert search(page, "restufing")[0] == "restuffing"
    notes = page.locator(".find-notes")
    expect(notes).to_contain_text("Showing results for restuffing. Search instead for restufing")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".find-instead")).to_be_focused()
    page.keyboard.press("Enter")
    expect(notes.locator(".find-instead")).to_have_count(0)
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    expect(page.get_by_role("textbox")).to_be_focused()


ASKED = """query => {
  const text = "<p>A fa\u00e7ade, the facade: 1,000 times 3.5 &amp; \u2018can't\u2019 x. Non-union of body (felt)</p>";
  window.__index = { config: {}, docs: [{ location: "a.html", title: "M\u00e9ni\u00e8re stra\u00dfe", text }] };
  return window.finder(() => {}).asked({ type: 2, data: query }).data;
}"""
"""What the search is asked for a query, where these words are in its index; ^1 asks for just that word."""


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("facade meniere", "facade façade^1 meniere ménière^1"),
        ("Strasse, STRAẞE", "strasse straße^1 straße"),
        (unicodedata.normalize("NFD", "FAÇADE"), "façade facade^1"),
        ("(1,000) times.", "1,000 times"),
        ("1000 or 3.5!", "1000 1,000^1 3.5"),
        ("‘CAN’T’", "can't"),
        ("cant", "cant can't^1"),
        ("nonunion/non–union", "nonunion non^1 union^1 non union"),
        ("bodies", "bodies body^1"),
        ("“felts” & felt’s", "felts felt^1 felt's felt^1"),
    ],
)
def test_a_query_is_cut_like_the_index_and_accents_need_not_be_typed(opened: Any, query: str, asked: str) -> None:
    page = opened()
    search(page, "restuffing")
    assert page.evaluate(ASKED, query) == asked


def test_every_word_of_every_page_finds_it_as_shown_and_without_signs(opened: Any, second_site: Site) -> None:
    names = [path.relative_to(SECOND / "docs").with_suffix(".html").as_posix() for path in SECOND.rglob("*.md")]
    assert lost(opened(), second_site.folder, names) == {}


def test_plurals_quotes_and_hyphens_find_what_the_guide_says(opened: Any) -> None:
    page = opened()
    for query in ("stitchs", "(“stitches”)", "refilling", "re-fillings", "Re‑filling!"):
        assert search(page, query)[0] in ("glossary", "restuffing"), query


def test_enter_goes_to_the_first_result(opened: Any) -> None:
    page = opened()
    search(page, "worn spot")
    page.keyboard.press("Enter")
    page.wait_for_url("**/procedures/patching.html*")


def test_nothing_of_the_search_is_asked_for_before_the_box_has_the_focus(opened: Any) -> None:
    page = opened()
    page.wait_for_timeout(500)
    parts = ("search_index", "vocabulary.js", "rank.js", "find.js", "workers/")
    early = [url for url in page.asked if any(part in url for part in parts)]
    assert early == []
    search(page, "seam")
    for part in (
        "search/search_index.js",
        "search/vocabulary.js",
        "assets/rank.js",
        "assets/find.js",
        "workers/search",
    ):
        assert any(part in url for url in page.asked), part
    assert not any("search_index.json" in url for url in page.asked)


def test_marks_in_a_query_do_no_harm(opened: Any) -> None:
    page = opened()
    assert search(page, 'restuffing: "~^ +* <b>')[0] == "restuffing"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_search_breaks_no_accessibility_rule(width: int, scheme: str, browser: Any, second_site: Site) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto((second_site.folder / "index.html").as_uri())
    if width < 900:
        page.locator("header label[for=__search]").first.click()
    search(page, "lost stufing")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "wcag2aaa"]}
    results = Axe().run(page, context=".md-search__inner", options=rules)
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in results.response["violations"]] == []
    expect(page.get_by_role("search", name="Search this guide")).to_be_visible()
    context.close()


def test_nothing_found_offers_the_nearest_words_and_all_conditions(opened: Any, small: Guide) -> None:
    page = opened()
    search(page, "seam")
    page.get_by_role("textbox").fill("qqzzx")
    page.keyboard.press("End")
    note = page.locator(".find-none")
    expect(note).to_be_visible()
    named = note.locator("a").all_inner_texts()
    assert named == [condition.meta.name for condition in small.conditions.values()]
    words = note.locator("button").all_inner_texts()
    assert len(words) == len(set(words)) > 1
    note.locator("button").first.click()
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_two_words_typed_as_one_are_parted(opened: Any) -> None:
    page = opened()
    assert "patching" in search(page, "newcloth")[:2]
    expect(page.locator(".find-notes")).to_contain_text("new cloth")


def test_what_readers_type_for_a_word_finds_what_the_guide_calls_it(opened: Any) -> None:
    page = opened()
    assert search(page, "needlework") == search(page, "stitch")
    assert search(page, "fresh fabric")[:2] == search(page, "new cloth")[:2]
    expect(page.locator(".find-notes")).to_have_text("")


def test_one_word_typed_as_two_is_put_together(opened: Any) -> None:
    page = opened()
    assert search(page, "brush ing") == search(page, "brushing")
