"""A reader who searches, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import expect


@contextmanager
def looking(browser: Any, top: str, start: str) -> Iterator[Any]:
    """Open a page; what it asks for is collected on it, and any error fails the test."""
    contexts, faults = [], list[str]()

    def visit(name: str = start, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(top + name, wait_until="load")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [fault for fault in faults if "favicon" not in fault] == []


def search(page: Any, text: str) -> list[str]:
    """Type the text and wait for what is found: the names of the first pages, without folder and ending."""
    box = page.get_by_role("textbox", name="Search, in your own words")
    box.click()
    expect(page.locator(".md-search-result__meta")).not_to_contain_text("Initializing")
    page.evaluate("document.querySelector('.md-search-result__list').replaceChildren()")
    box.fill(text)
    box.press("End")
    page.locator(".md-search-result__item a").first.wait_for(state="attached")
    page.wait_for_timeout(100)
    hrefs = page.locator(".md-search-result__item").evaluate_all("all => all.map(each => each.querySelector('a').href)")
    return [href.split("#")[0].split("?")[0].rpartition("/")[2].removesuffix(".html") for href in hrefs]
