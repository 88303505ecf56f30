"""A home page that a guide builds from its own pages and drawings, in a real browser, opened from a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import Site
from guide.content.guide import Guide


@pytest.fixture
def visit(browser: Any, second_site: Site) -> Iterator[Any]:
    """Open the home page from its file; an error fails the test."""
    contexts, faults = [], list[str]()

    def opened(width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((second_site.folder / "index.html").as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_question_in_the_middle_of_the_page_is_asked_in_the_search(width: int, visit: Any) -> None:
    page = visit(width)
    page.locator("#ask").fill("restuffing")
    page.keyboard.press("Enter")
    expect(page.locator(".md-search-result__item h1").first).to_have_text("Restuffing", timeout=15_000)
    expect(page.locator(".md-search__input")).to_be_focused()


def test_an_example_is_asked_by_one_tap_and_nothing_is_asked_by_an_empty_field(visit: Any, small: Guide) -> None:
    page, (first, *_) = visit(), small.settings.home.asks
    page.locator(".ask [type=submit]").click()
    expect(page.locator("#ask")).to_be_focused()
    page.get_by_role("button", name=first).click()
    expect(page.locator(".md-search__input")).to_have_value(first)
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_part_of_the_body_opens_what_there_is_for_it(scripts: bool, visit: Any, small: Guide) -> None:
    page = visit(390, java_script_enabled=scripts)
    expect(page.locator("#region-tummy")).to_be_hidden()
    page.locator(".map a", has_text="Tummy").click()
    expect(page.locator("#region-tummy")).to_be_in_viewport()
    there = [page.meta.name for page in small.conditions.values() if "tummy" in page.meta.where]
    assert set(there) <= set(page.locator("#region-tummy a").all_inner_texts())
    expect(page.locator("#region-head")).to_be_hidden()


def test_each_name_stands_beside_its_place_on_the_map(visit: Any) -> None:
    page = visit()
    drawn = page.locator(".map svg").bounding_box()
    names = [box["y"] for box in (link.bounding_box() for link in page.locator(".map a").all())]
    assert names == sorted(names)
    assert all(drawn["y"] <= y <= drawn["y"] + drawn["height"] for y in names)


def test_every_condition_and_every_treatment_has_a_card_with_the_drawing_of_its_page(visit: Any, small: Guide) -> None:
    page = visit()
    cards = page.locator(".picture-cards li")
    names = [
        " ".join(text.split())
        for text in cards.locator("a").evaluate_all("all => all.map(a => a.lastElementChild.textContent)")
    ]
    assert sorted(names) == sorted(page.meta.name for page in (*small.conditions.values(), *small.options.values()))
    drawn = [page.meta.name for page in (*small.conditions.values(), *small.options.values()) if page.meta.drawings]
    assert cards.locator("svg").count() == len(drawn) > 0


def test_what_is_no_surgery_comes_first_and_a_long_list_goes_on_in_a_fold(visit: Any, small: Guide) -> None:
    page = visit()
    treatments = page.locator("h2", has_text="They want to do").locator("xpath=following-sibling::ul[1]")
    assert treatments.locator("li").first.inner_text() == small.no_surgery[0].meta.name
    assert treatments.locator("li").count() == small.settings.home.cards
    more = page.locator("details.tail:has(.picture-cards)")
    more.locator("summary").click()
    assert more.locator("li").count() == len(small.options) - small.settings.home.cards


def test_small_pictures_hold_no_words(visit: Any) -> None:
    page = visit()
    assert page.locator(".picture-cards svg text, .map svg text").count() == 0


def test_the_ways_that_say_what_stands_there_end_the_page(visit: Any, small: Guide) -> None:
    titles = [way.title for way in small.settings.ways if way.text]
    assert titles
    assert visit().locator(".ways strong").all_inner_texts() == titles


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_home_page_breaks_no_accessibility_rule_and_never_scrolls_sideways(
    width: int, scheme: str, visit: Any
) -> None:
    page = visit(width, color_scheme=scheme)
    page.locator(".map a").first.click()
    page.evaluate("scrollTo(0, 0)")  # nothing under the header
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "wcag2aaa"]}
    results = Axe().run(page, options=rules)
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in results.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
