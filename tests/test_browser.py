"""The site in a real browser, opened from a file as on a USB stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from conftest import ROOT, Site

SAMPLE = ["index.html", "procedures/patching.html", "conditions/flat-tummy.html", "compare/pick.html"]


@pytest.fixture
def visit(browser: Any, second_site: Site) -> Iterator[Any]:
    """Open a page of the site from its file; requests that leave the disk and errors are collected on the page."""
    contexts = []

    def opened(name: str, width: int = 1280) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.outside = []
        page.faults = []
        page.on("request", lambda request: page.outside.append(request.url) if request.url.startswith("http") else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto((second_site.folder / name).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def test_a_reader_follows_a_term_to_its_meaning_and_back(visit: Any) -> None:
    page = visit("procedures/restuffing.html")
    page.locator("article a.term", has_text="plush").first.click()
    page.locator(".pop-up-more").click()
    page.wait_for_url("**/glossary.html#*")
    heading = page.locator(f"h3#{page.url.split('#')[1]}")
    assert heading.is_visible()
    page.go_back()
    assert page.locator("article h1").inner_text().startswith("Restuffing")


def test_searching_works_from_a_file(visit: Any) -> None:
    page = visit("index.html")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("restuffing", delay=30)
    expect(page.locator(".md-search-result__item h1").first).to_have_text("Restuffing", timeout=15_000)
    assert page.outside == []


def test_a_reader_follows_a_claim_to_its_source(visit: Any) -> None:
    page = visit("procedures/patching.html")
    page.locator("article a.cite").first.click()
    page.locator(".pop-up-more").click()
    page.wait_for_url("**#source-*")
    assert page.locator(f"li#{page.url.split('#')[1]}").is_visible()


def test_the_way_to_help_is_at_the_top_of_an_option(visit: Any) -> None:
    page = visit("procedures/patching.html", width=390)
    page.locator("a.help-link").click()
    expect(page.locator("#emergency li").first).to_be_in_viewport()


def test_a_table_can_be_reached_and_scrolled_by_keyboard(visit: Any) -> None:
    page = visit("compare/pick.html")
    region = page.locator(".table-scroll").first
    region.focus()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"


def test_on_a_phone_each_row_keeps_its_labels(visit: Any) -> None:
    page = visit("compare/flat-tummy-options.html", width=390)
    cell = page.locator("table.compare tbody td").first
    shown = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert cell.get_attribute("data-label") in shown


@pytest.mark.parametrize("name", SAMPLE)
def test_lines_are_short_and_open_and_never_justified(name: str, visit: Any) -> None:
    page = visit(name)
    blocks = page.evaluate(
        """() => [...document.querySelectorAll("article :is(p, li):not(:has(button))")].map((block) => {
            const style = getComputedStyle(block), size = parseFloat(style.fontSize);
            return {
                text: block.textContent.slice(0, 40),
                characters: block.clientWidth / (size * 0.5),
                height: parseFloat(style.lineHeight) / size,
                align: style.textAlign,
            };
        })"""
    )
    assert blocks
    for block in blocks:
        assert block["characters"] <= 80, block
        assert round(block["height"], 2) >= 1.5, block
        assert block["align"] != "justify", block


@pytest.mark.parametrize(("day", "shown"), [("2020-01-01", True), ("2999-01-01", False)])
def test_the_day_of_reading_decides_whether_a_review_is_overdue(
    day: str, shown: bool, browser: Any, tmp_path: Path
) -> None:
    html = f'<p data-next-review="{day}" hidden>overdue</p><script src="guide.js"></script>'
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    (tmp_path / "guide.js").write_text((ROOT / "overrides" / "assets" / "guide.js").read_text("utf-8"), "utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    assert page.locator("p").is_visible() == shown
    page.close()


def test_the_hand_out_is_one_tap_away(visit: Any, second_site: Site) -> None:
    page = visit("procedures/restuffing.html")
    link = page.locator(".paper a:visible").first
    target = (second_site.folder / "procedures" / Path(str(link.get_attribute("href")))).resolve()
    assert target == second_site.folder / "pdf" / "restuffing-sheet-clear-a4.pdf"
    page.get_by_label("Paper and size of print").select_option("large-a4")
    page.reload()
    kept = page.locator(".paper a:visible").first.get_attribute("href")
    assert str(kept).endswith("restuffing-sheet-large-a4.pdf")
