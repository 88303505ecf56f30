"""A screen in a waiting room, opened from a file: large, closed to the outside, and fresh for the next reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from conftest import Site
from guide.content.guide import Guide

START = "index.html"
PAGE = "procedures/restuffing.html"


@pytest.fixture
def visit(browser: Any, second_site: Site) -> Iterator[Any]:
    """Open a page of the site from its file as the address asks for."""
    context = browser.new_context(viewport={"width": 1080, "height": 1400}, has_touch=True)

    def opened(name: str, ask: str = "?room") -> Any:
        page = context.new_page()
        page.outside, page.faults = [], []
        page.on("request", lambda request: page.outside.append(request.url) if request.url.startswith("http") else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.clock.install()
        page.goto((second_site.folder / name).as_uri() + ask)
        return page

    yield opened
    context.close()


def size(page: Any) -> float:
    return float(page.locator("article p").first.evaluate("block => parseFloat(getComputedStyle(block).fontSize)"))


def test_nothing_of_it_shows_to_a_reader_at_home(visit: Any) -> None:
    page = visit(PAGE, "")
    expect(page.locator("#room")).to_be_hidden()
    page.clock.run_for(600_000)
    assert page.url.endswith(PAGE)


def test_the_text_is_larger_and_the_way_back_is_in_view(visit: Any) -> None:
    assert size(visit(PAGE)) >= 1.4 * size(visit(PAGE, ""))
    page = visit(PAGE)
    button = page.get_by_role("link", name="Start again")
    expect(button).to_be_in_viewport()
    assert button.bounding_box()["height"] >= 64
    button.click()
    page.wait_for_url("**/index.html?room=")


def test_it_stays_on_from_page_to_page(visit: Any) -> None:
    page = visit(START, "?room=90")
    page.locator("article a[href*='procedures/']:visible").first.click()
    page.wait_for_url("**/procedures/*.html?room=90*")
    expect(page.locator("#room")).to_be_visible()
    assert page.faults == []


def test_a_source_is_read_on_its_page_and_its_outside_link_is_not_followed(visit: Any) -> None:
    page = visit("sources.html")
    page.locator("article a[href^=http]").first.click()
    expect(page.get_by_text("This screen shows this guide only.")).to_be_visible()
    assert "/sources.html" in page.url
    assert page.outside == []


def test_when_nobody_reads_it_asks_and_then_goes_back_to_the_start(visit: Any) -> None:
    page = visit(PAGE, "?room=100")
    page.clock.run_for(81_000)
    expect(page.get_by_text("Still reading?")).to_be_visible()
    page.clock.run_for(20_000)
    page.wait_for_url("**/index.html?room=100")


def test_a_touch_keeps_the_page(visit: Any) -> None:
    page = visit(PAGE, "?room=100")
    page.clock.run_for(85_000)
    page.touchscreen.tap(500, 700)
    expect(page.get_by_text("Still reading?")).to_be_hidden()
    page.clock.run_for(79_000)
    assert PAGE in page.url


def test_without_a_number_the_guide_says_how_long_it_waits(visit: Any, small: Guide) -> None:
    page = visit(PAGE)
    page.clock.run_for((small.settings.waiting_room - 1) * 1000)
    assert PAGE in page.url
    page.clock.run_for(2_000)
    page.wait_for_url("**/index.html?room=")


def test_the_next_reader_finds_nothing_of_the_last(visit: Any) -> None:
    page = visit(PAGE)
    page.evaluate("localStorage.setItem('guide.kept', 'mine'); localStorage.setItem('another.site', 'theirs')")
    page.get_by_role("link", name="Start again").click()
    page.wait_for_url("**/index.html?room=")
    assert page.evaluate("[localStorage.getItem('guide.kept'), localStorage.getItem('another.site')]") == [
        None,
        "theirs",
    ]
