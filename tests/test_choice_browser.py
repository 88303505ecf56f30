"""What a reader does with the guide in a real browser: share a page, compare, weigh what matters, keep questions."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from playwright.sync_api import expect

from conftest import SECOND, Site, build_site

ADDRESS = "https://bears.example/guide/"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that writes no log."""

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made-up guide as a site that has an address on the web."""
    return build_site(SECOND, tmp_path_factory.mktemp("shared") / "site", SITE_URL=ADDRESS)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The folder from a web server; the address of its top."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def served(site: Site) -> Iterator[str]:
    """The real guide from a web server."""
    with serving(site.folder) as address:
        yield address


@pytest.fixture(params=["file", "web"])
def top(request: pytest.FixtureRequest, site: Site, served: str) -> str:
    """The address of the guide's top: once as files on a USB stick, once on a web server."""
    return served if request.param == "web" else site.folder.as_uri() + "/"


@pytest.fixture
def profile(browser: Any) -> Iterator[Any]:
    """Open a page in a new profile; what it asks for from elsewhere and its errors are collected on the page."""
    contexts = []

    def opened(address: str, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.faults = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(address)
        return page

    yield opened
    assert [fault for context in contexts for page in context.pages for fault in page.faults] == []
    for context in contexts:
        context.close()


DRAWN = """async (image) => {
    await image.decode();
    const canvas = document.createElement("canvas"), size = image.naturalWidth;
    canvas.width = canvas.height = size;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0);
    return [...Array(size).keys()].map((y) =>
        [...Array(size).keys()].map((x) => Number(pen.getImageData(x, y, 1, 1).data[0] < 128)));
}"""
"""The picture as rows of dark and light modules."""


# ---- share ----


def test_the_code_on_a_page_holds_its_address(shared_site: Site, profile: Any) -> None:
    with serving(shared_site.folder) as top:
        page = profile(top + "procedures/restuffing.html")
        assert not [address for address in page.asked if "/qr/" in address], "the code loads before anyone wants it"
        page.locator(".share summary").click()
        drawn = page.locator(".share img").evaluate(DRAWN)
    expected = segno.make(ADDRESS + "procedures/restuffing.html", error="m").matrix_iter(border=4)
    assert drawn == [list(row) for row in expected]


def test_the_link_of_a_page_is_copied_and_said(served: str, profile: Any) -> None:
    page = profile(served + "index.html#start-here", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".share summary").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".share [role=status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == served + "index.html#start-here"


def test_a_file_without_an_address_has_nothing_to_share(site: Site, profile: Any) -> None:
    page = profile((site.folder / "index.html").as_uri())
    assert page.locator(".share").is_hidden()


def test_a_file_shares_the_address_that_its_site_has_on_the_web(shared_site: Site, profile: Any) -> None:
    page = profile((shared_site.folder / "index.html").as_uri() + "#here", permissions=["clipboard-read"])
    page.locator(".share summary").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".share [role=status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS + "index.html#here"


def test_a_browser_that_does_not_copy_says_so(served: str, profile: Any) -> None:
    page = profile(served)
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
    page.locator(".share summary").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".share [role=status]")).to_contain_text("did not let us copy")
