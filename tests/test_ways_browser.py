"""The ways into a guide in a real browser: on a phone, on a desktop, without a script and in a waiting room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from conftest import Site
from guide.content.guide import Guide

PAGE = "conditions/flat-tummy.html"


@pytest.fixture
def visit(browser: Any, second_site: Site) -> Iterator[Any]:
    """Open a page of the site from its file."""
    contexts = []

    def opened(name: str, width: int = 1280, ask: str = "", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto((second_site.folder / name).as_uri() + ask)
        return page

    yield opened
    for context in contexts:
        context.close()


def way(page: Any, title: str) -> Any:
    return page.locator("nav.pages summary", has_text=title)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_on_a_desktop_all_ways_stand_in_one_row_and_open_over_the_page(scripts: bool, visit: Any, small: Guide) -> None:
    page = visit(PAGE, java_script_enabled=scripts)
    lines = page.locator("nav.pages > ul > li > a, nav.pages summary")
    assert lines.count() == len(small.settings.ways)
    assert len({line.bounding_box()["y"] for line in lines.all()}) == 1
    before = page.locator("h1").bounding_box()
    way(page, "Repairs").click()
    assert page.locator("h1").bounding_box() == before
    page.locator("nav.pages a", has_text="Restuffing").click()
    page.wait_for_url("**/procedures/restuffing.html*")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_on_a_phone_a_page_is_three_taps_away(scripts: bool, visit: Any) -> None:
    page = visit("index.html", width=390, java_script_enabled=scripts)
    page.locator("[popovertarget=__pages]").click()
    way(page, "Repairs").click()
    page.locator("nav.pages a", has_text="Restuffing").click()
    page.wait_for_url("**/procedures/restuffing.html*")


def test_in_a_waiting_room_the_ways_are_as_large_as_a_finger_and_stay_in_the_room(visit: Any) -> None:
    page = visit("index.html", width=1080, ask="?room")
    page.locator("[popovertarget=__pages]").click()
    assert way(page, "Repairs").bounding_box()["height"] >= 56
    way(page, "Repairs").click()
    link = page.locator("nav.pages a", has_text="Restuffing")
    assert link.bounding_box()["height"] >= 56
    link.click()
    page.wait_for_url("**/procedures/restuffing.html?room=*")


def test_the_way_of_the_page_at_hand_is_marked_and_so_is_its_line(visit: Any) -> None:
    page = visit(PAGE)
    assert page.locator("nav.pages summary[aria-current]").all_inner_texts() == ["What is torn?"]
    way(page, "What is torn?").click()
    assert page.locator("nav.pages [aria-current=page]").all_inner_texts() == ["Flat tummy"]


def test_a_way_closes_by_escape_by_another_way_and_by_a_tap_elsewhere(visit: Any) -> None:
    page = visit(PAGE)
    way(page, "Repairs").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("nav.pages details[open]")).to_have_count(0)
    expect(way(page, "Repairs")).to_be_focused()
    way(page, "Repairs").click()
    way(page, "Pick one").click()
    assert page.locator("nav.pages details[open] summary").all_inner_texts() == ["Pick one"]
    page.mouse.click(600, 700)
    expect(page.locator("nav.pages details[open]")).to_have_count(0)


def test_what_stands_in_no_way_is_at_the_foot_of_every_page(visit: Any) -> None:
    for name in ("index.html", PAGE, "404.html"):
        foot = visit(name).locator("footer nav a[href*='sources.html'], footer nav a[href*='current.html']")
        assert foot.count() == 2, name
