"""Keeping the whole guide on the device, by the reader's wish: on a server, below a project's folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from conftest import Site
from guide.exports import kit
from hosts import PROJECT, Moved, Web, as_folders, with_index, without_endings

KEEPER = "lists.html"
"""The page that offers to keep the guide."""

PAGE = "procedures/restuffing.html"
COUNT = "(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length])()"


@pytest.fixture
def web(second_site: Site, tmp_path: Path) -> Iterator[Web]:
    shutil.copytree(second_site.folder, tmp_path / PROJECT)
    (tmp_path / "other.html").write_text("<title>another project</title>", encoding="utf-8")
    server = Web(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def page(browser: Any, web: Web) -> Iterator[Any]:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(web.address(KEEPER))
    yield opened
    context.close()


def keep(page: Any) -> None:
    page.get_by_role("button", name="Keep the guide on this device").click()
    expect(page.get_by_text("Kept. It now opens with no internet.")).to_be_visible(timeout=30_000)


def heading(page: Any) -> str:
    return str(page.locator("article h1").inner_text())


def test_nothing_is_kept_before_the_reader_asks(page: Any, web: Web) -> None:
    page.goto(web.address(PAGE))
    page.goto(web.address(KEEPER))
    expect(page.get_by_role("button", name="Keep the guide on this device")).to_be_visible()
    expect(page.get_by_role("button", name="Remove it from this device")).to_be_hidden()
    assert page.evaluate(COUNT) == [0, 0]


def test_after_the_wish_all_but_paper_opens_without_internet(page: Any, web: Web, second_site: Site) -> None:
    keep(page)
    web.stop()
    page.reload()
    expect(page.get_by_role("button", name="Remove it from this device")).to_be_visible()
    page.goto(web.address(f"{PAGE}?h=seam#risks"))  # as the search leads there
    assert heading(page).startswith("Restuffing")
    page.goto(web.address(""))
    expect(page.locator("article h1")).to_be_visible()
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("patching", delay=30)
    expect(page.locator(".md-search-result__item h1").first).to_have_text("Patching", timeout=15_000)
    lines = (second_site.folder / kit.CHECKSUMS).read_text(encoding="utf-8").splitlines()
    names = [name for name in (line.split("  ")[1] for line in lines) if not name.endswith(".pdf")]
    lost = page.evaluate("names => Promise.all(names.map(async (name) => (await fetch(name)).ok ? '' : name))", names)
    assert len(names) > 40
    assert [name for name in lost if name] == []


@pytest.mark.parametrize("moved", [without_endings, as_folders, with_index])
def test_a_host_that_has_pages_at_other_addresses_gives_a_copy_that_opens(page: Any, web: Web, moved: Moved) -> None:
    web.stop()
    web.moved = moved
    web.start()
    page.goto(web.address(KEEPER))
    keep(page)
    web.stop()
    bare = PAGE.removesuffix(".html")
    for name, title in ((PAGE, "Restuffing"), (bare, "Restuffing"), (f"{bare}/", "Restuffing"), ("?utm_source=x", "")):
        page.goto(web.address(name))
        assert heading(page).startswith(title)
    page.goto(web.address("index.html?fbclid=1"))
    page.locator("article a[href*='procedures/']:visible").first.click()
    expect(page.locator("article h1")).to_be_visible()


def test_it_says_kept_only_after_a_page_opened_from_the_copy(page: Any, web: Web) -> None:
    worker = web.folder / PROJECT / "keep-worker.js"
    text = worker.read_text(encoding="utf-8")
    worker.write_text(
        text.replace("return new Response(response.body, { headers })", "return response"), encoding="utf-8"
    )
    assert worker.read_text(encoding="utf-8") != text
    kit.write(web.folder / PROJECT, "start")
    page.get_by_role("button", name="Keep the guide on this device").click()
    expect(page.get_by_text("This did not work.")).to_be_visible(timeout=30_000)
    assert page.evaluate(COUNT) == [0, 0]


def test_a_copy_that_the_browser_threw_away_is_not_called_kept_and_can_be_kept_again(page: Any, web: Web) -> None:
    keep(page)
    listed = web.folder / PROJECT / kit.CHECKSUMS
    text = listed.read_text(encoding="utf-8")
    listed.unlink()  # so that no visit brings the copy back
    page.evaluate("async () => caches.delete((await caches.keys())[0])")
    page.reload()
    expect(page.get_by_role("button", name="Keep the guide on this device")).to_be_visible()
    expect(page.get_by_role("button", name="Remove it from this device")).to_be_hidden()
    listed.write_text(text, encoding="utf-8")
    keep(page)


def test_a_new_version_shows_at_once_and_is_kept_for_later(page: Any, web: Web) -> None:
    keep(page)
    for name in (PAGE, "procedures/patching.html"):
        path = web.folder / PROJECT / name
        path.write_text(path.read_text(encoding="utf-8").replace("<h1 id=", "<h1 class=new id=", 1), encoding="utf-8")
    (web.folder / PROJECT / "numbers.html").unlink()
    kit.write(web.folder / PROJECT, "start")
    page.goto(web.address(PAGE))
    expect(page.locator("article h1.new")).to_be_visible()
    page.wait_for_function(  # the rest comes in while the reader reads
        "async (gone) => !(await (await caches.open((await caches.keys())[0])).match(gone))",
        arg=web.address("numbers.html"),
    )
    web.stop()
    page.goto(web.address("procedures/patching.html"))
    expect(page.locator("article h1.new")).to_be_visible()


def test_one_button_removes_it(page: Any, web: Web) -> None:
    keep(page)
    page.get_by_role("button", name="Remove it from this device").click()
    expect(page.get_by_text("Removed. Nothing is kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Keep the guide on this device")).to_be_visible()
    assert page.evaluate(COUNT) == [0, 0]
    page.goto(web.address(PAGE))
    assert page.evaluate(COUNT) == [0, 0]
    web.stop()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(web.address(KEEPER))


def test_what_stands_beside_the_project_is_left_alone(page: Any, web: Web) -> None:
    keep(page)
    page.goto(f"http://localhost:{web.port}/other.html")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert page.evaluate("caches.keys()") == [f"guide http://localhost:{web.port}/{PROJECT}/"]


def test_a_file_that_does_not_fit_the_list_is_not_kept(page: Any, web: Web) -> None:
    (web.folder / PROJECT / PAGE).write_text("half a page", encoding="utf-8")
    page.get_by_role("button", name="Keep the guide on this device").click()
    expect(page.get_by_text("This did not work.")).to_be_visible(timeout=30_000)
    assert page.evaluate(COUNT) == [0, 0]


def test_from_a_file_there_is_nothing_to_keep(browser: Any, second_site: Site) -> None:
    page = browser.new_page()
    page.goto((second_site.folder / KEEPER).as_uri())
    expect(page.locator("[data-keep]")).to_be_hidden()
    expect(page.get_by_role("link", name="Get the offline kit")).to_be_visible()
    page.close()
