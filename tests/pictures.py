"""The drawings of a built page."""

from __future__ import annotations

import lxml.html
from lxml.html import HtmlElement

from conftest import Site


def drawings_of(site: Site, address: str) -> list[HtmlElement]:
    """The figures with drawings on the page at that address."""
    return lxml.html.parse(str(site.folder / address)).xpath("//figure[contains(@class, 'drawing')]")
