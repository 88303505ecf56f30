"""What a reader keeps and chooses holds whatever a host, an advertisement or a search puts into the address."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from conftest import Site
from hosts import PROJECT, Moved, Web, as_folders, with_index, without_endings

PAGE = "procedures/restuffing"
OLD_SAFARI = "delete URLSearchParams.prototype.size"
LOST = """async () => {
  const named = [...document.querySelectorAll("a[href], [src], link[href]")].map((one) => one.href || one.src);
  const own = named.filter((one) => one.startsWith(location.origin)).map((one) => one.split("#")[0]);
  const found = await Promise.all([...new Set(own)].map(async (one) => [one, (await fetch(one)).ok]));
  const letters = getComputedStyle(document.querySelector("h1")).fontFamily;
  return found.filter(([, ok]) => !ok).map(([one]) => one).concat(/Hyperlegible/.test(letters) ? [] : [letters]);
}"""
"""What a page needs or links to on its own host that is not there."""
NAMES = [f"{PAGE}.html?utm_source=mail&utm_medium=x", f"{PAGE}.html?fbclid=Iw1", f"{PAGE}?h=seam", PAGE]


@pytest.fixture(scope="module", params=[str, without_endings, as_folders, with_index])
def web(request: pytest.FixtureRequest, second_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """The made-up guide on a host with its pages where they are, without endings, as folders, or the start by name."""
    folder = tmp_path_factory.mktemp("host")
    shutil.copytree(second_site.folder, folder / PROJECT)
    moved: Moved = request.param
    server = Web(folder, moved=moved)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def visit(browser: Any, web: Web) -> Iterator[Callable[[str], Any]]:
    context = browser.new_context()
    context.add_init_script(OLD_SAFARI)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))

    def opened(name: str) -> Any:
        page.goto(web.address(name))
        return page

    yield opened
    assert page.faults == []
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_question_keeps_the_page_that_it_came_from(name: str, visit: Callable[[str], Any], web: Web) -> None:
    page = visit(name)
    page.locator(".questions input").first.check()
    page.locator(".asking a").click()
    entry = page.locator("#my-list li")
    expect(entry).to_have_count(1)
    page.locator("#my-list .my-from a").click()
    expect(page.locator("article h1")).to_contain_text("Restuffing")
    expect(page.locator(".questions input").first).to_be_checked()


@pytest.mark.parametrize("behind", ["", "?utm_source=mail", "?room=300"])
def test_a_choice_stays_in_the_address_and_comes_back(behind: str, visit: Callable[[str], Any], web: Web) -> None:
    page = visit(f"compare/pick.html{behind}")
    page.locator("[name=options]").nth(1).check()
    chosen = page.url
    assert "#options=" in chosen
    page.goto("about:blank")
    page.goto(chosen)
    expect(page.locator("[name=options]").nth(1)).to_be_checked()
    page.locator(".chooser [type=reset]:visible").click()
    expect(page.locator("[name=options]").nth(1)).not_to_be_checked()
    expect(page).not_to_have_url(re.compile("#"))


def test_a_list_from_before_with_more_behind_a_name_still_leads_to_its_page(visit: Callable[[str], Any]) -> None:
    page = visit(
        "my-questions.html#list=%5B%5B%22Why%3F%22%2C%22Bear%22%2C%22procedures%2Frestuffing.html%3Futm%3D1%22%5D%5D"
    )
    page.locator("#my-list .my-from a").click()
    expect(page.locator("article h1")).to_contain_text("Restuffing")


def test_ticks_of_a_worksheet_hold_at_each_of_its_addresses(visit: Callable[[str], Any]) -> None:
    page = visit("what-matters-flat-tummy.html")
    page.locator(".worksheet input").nth(1).check()
    page = visit("what-matters-flat-tummy?utm_source=mail")
    expect(page.locator(".worksheet input").nth(1)).to_be_checked()


def test_a_waiting_room_stays_on_and_knows_its_start(visit: Callable[[str], Any], web: Web) -> None:
    page = visit("?room=77")
    page.locator("article a[href*='procedures/']:visible").first.click()
    page.wait_for_url("**/procedures/*room=77*")
    expect(page.locator("#room")).to_be_visible()
    page.locator("#room a").click()
    page.wait_for_url(lambda address: "procedures" not in address and "room=77" in address)
    expect(page.locator("#room")).to_be_visible()


@pytest.mark.parametrize("name", ["procedures/restuffing.html", "procedures/restuffing", "lists.html?x=1#y", ""])
def test_all_that_a_page_needs_and_links_to_is_found(name: str, visit: Callable[[str], Any]) -> None:
    assert visit(name).evaluate(LOST) == []
