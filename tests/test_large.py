"""A large guide in a browser: every page is found by browsing and by searching, and no page keeps the reader waiting.

A guide of 100 options is built in each run; `GUIDE_LARGE=3000` builds one of 3,000, which takes minutes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from benchmark import synthetic
from benchmark.sizes import compressed
from benchmark.synthetic import FAMILY, Recipe, project
from conftest import SECOND, Site, build_site
from web import follow

pytestmark = pytest.mark.timeout(1800)  # 3,000 options take minutes

OPTIONS = int(os.environ.get("GUIDE_LARGE", "100"))
SEARCHED = 42
LONGEST_TASK = 200
"""Milliseconds."""

WATCH = """
window.tasks = [];
new PerformanceObserver(list => list.getEntries().forEach(entry => tasks.push(entry.duration)))
  .observe({type: "longtask", buffered: true});
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A made-up guide of many options, built without its PDFs."""
    folder = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(synthetic, "DATA", SECOND / "docs" / "data")
        made = project(Recipe(OPTIONS, 200, full=True), folder)
    return build_site(made, folder / "site", GUIDE_PAPER="none")


@pytest.fixture
def page(browser: Any, large: Site) -> Iterator[Any]:
    """The large guide's home page, with an ear for tasks that hold the browser up."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.add_init_script(WATCH)
    opened.goto((large.folder / "index.html").as_uri())
    yield opened
    context.close()


def test_a_page_is_found_by_browsing_from_its_folder_to_its_family(page: Any) -> None:
    last = OPTIONS - 1
    follow(page.locator("nav.pages a[href='procedures/index.html']").first)
    follow(page.locator("article a", has_text=f"Family-{last // FAMILY:03}").first)
    follow(page.locator("article a", has_text=f"Care-{last:04}").first)
    assert page.locator("article h1").inner_text().startswith(f"Care-{last:04}")


def test_a_page_is_found_by_searching(page: Any) -> None:
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(f"care {SEARCHED:04}", delay=30)
    expect(page.locator(".md-search-result__item h1").first).to_have_text(f"Care-{SEARCHED:04}", timeout=60_000)


def test_one_option_leads_to_the_next_of_its_family(page: Any, large: Site) -> None:
    page.goto((large.folder / "procedures" / "care-0001.html").as_uri())
    assert "care-0000.html" in str(page.locator("link[rel=prev]").get_attribute("href"))
    assert "care-0002.html" in str(page.locator("link[rel=next]").get_attribute("href"))


def test_no_task_on_load_holds_the_reader_up(page: Any) -> None:
    """The quietest of five loads counts: in the others the machine had something else to do too."""
    longest = []
    for _ in range(5):
        page.reload(wait_until="networkidle")
        longest.append(max(page.evaluate("tasks"), default=0))
    assert min(longest) < LONGEST_TASK, longest


def test_the_menu_of_a_page_names_its_own_family_only(large: Site) -> None:
    text = (large.folder / "procedures" / "care-0001.html").read_text(encoding="utf-8")
    menu = text.partition('<nav class="pages"')[2].partition("</nav>")[0]
    named = set(re.findall(r"care-(\d{4})\.html", menu))
    assert {int(number) // FAMILY for number in named} == {0}


def test_an_option_weighs_no_more_than_a_phone_should_load(large: Site) -> None:
    weights = {path.name: compressed(path) for path in (large.folder / "procedures").glob("*.html")}
    assert max(weights.values()) <= 20_000, max(weights.items(), key=lambda item: item[1])
    assert compressed(large.folder / "search" / "search_index.json") <= 400_000
