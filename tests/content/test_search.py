"""The search index of the guide: what is found at its home, and what stays out."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape

import pytest

from conftest import Site
from content import promised
from guide.content.guide import Guide


def test_every_emergency_sign_can_be_asked_for(guide: Guide) -> None:
    unasked = [sign.text for _, _, sign in guide.emergency.signs if not sign.asked]
    assert not promised("every_sign_is_asked_for", False) or unasked == []


@pytest.fixture(scope="module")
def index(site: Site) -> dict[str, str]:
    text = (site.folder / "search" / "search_index.js").read_text(encoding="utf-8")
    docs = json.loads(text.removeprefix("var __index = "))["docs"]
    return {doc["location"]: doc["text"] for doc in docs}


def test_the_index_holds_each_text_once_where_it_is_at_home(index: dict[str, str], guide: Guide) -> None:
    help_ = guide.help_page.src.removesuffix(".md") + ".html" if guide.help_page else ""
    for _, _, sign in guide.emergency.signs if help_ else ():
        homes = {place.partition("#")[0] for place, text in index.items() if f"<p>{sign.text}</p>" in unescape(text)}
        assert homes == {help_}, sign.text
    long = [source.title for source in guide.sources.values() if len(source.title) > 40]
    assert [title for title in long if any(title in text for text in index.values())] == []


def test_every_entry_leads_to_a_place_on_the_site(index: dict[str, str], site: Site) -> None:
    for location in index:
        name, _, anchor = location.partition("#")
        assert not anchor or f'id="{anchor}"' in (site.folder / name).read_text(encoding="utf-8"), location
        assert name in index, f"the search lists {location} under a page that it does not know"


def test_the_index_stays_lean(site: Site, guide: Guide) -> None:
    size = (site.folder / "search" / "search_index.js").stat().st_size
    assert size / len(guide.pages) < 13_000


def test_each_page_is_found_by_its_own_words_and_not_by_what_all_pages_say(index: dict[str, str], guide: Guide) -> None:
    said = Counter(block for text in index.values() for block in set(re.findall(r"<p>(.*?)</p>", text)))
    long = {block: pages for block, pages in said.items() if len(block.split()) > 3}
    often = {block for block, pages in long.items() if pages > len(guide.pages) / 4}
    written = " ".join(page.document.data + page.document.body for page in guide.pages.values())
    assert {block for block in often if unescape(block) not in written} == set()
