"""What the warning cards of a built page say."""

from __future__ import annotations

import lxml.html

from conftest import Site


def shown(site: Site, src: str, card: str) -> list[str]:
    """The signs that a card of the page lists, as a reader sees them."""
    html = lxml.html.parse(str(site.folder / src.replace(".md", ".html")))
    return [" ".join(li.text_content().split()) for li in html.xpath(f"//div[contains(@class, 'card-{card}')]//li")]
