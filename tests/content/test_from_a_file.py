"""Every page in a real browser, opened from a file as on a USB stick."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Site
from content import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_from_a_file_without_a_request_or_an_error(name: str, browser: Any, site: Site) -> None:
    page = browser.new_page()
    outside, faults = list[str](), list[str]()
    page.on("request", lambda request: outside.append(request.url) if request.url.startswith("http") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site.folder / name).as_uri())
    assert page.locator("article h1").is_visible()
    assert outside == []
    assert faults == []
    page.close()
