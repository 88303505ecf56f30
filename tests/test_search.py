"""The search index: what is found at its home, the other names of things, and what stays out."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from conftest import Site
from guide.content.guide import Guide
from guide.html.search import Entry, entries, for_the_browser, sections
from guide.html.tree import parse, text

PAGE = """<h1 id="a">A page</h1><p class="lead">Its message.<a class="cite">1</a></p>
<h2 id="what">What it is<a class="headerlink">¶</a></h2>
<ul><li>One <a class="term">word</a>.</li><li><p>Two.</p></li></ul>
<h2 id="none">Only a table</h2><div class="scroll"><table class="no-search"><tr><td>Cell</td></tr></table></div>
<h2 id="more">More</h2><figure><svg><text>Label</text></svg><figcaption>A &lt;caption&gt;.</figcaption></figure>
<template class="words spare"><dl><dt>word</dt></dl></template>"""


def test_a_page_is_cut_at_its_headings_and_into_its_blocks() -> None:
    first, what, none, more = sections(parse(PAGE), "A page")
    assert (first.id, first.title, first.blocks) == ("", "A page", ["Its message."])
    assert (what.id, what.title, what.blocks) == ("what", "What it is", ["One word.", "Two."])
    assert (none.title, none.blocks) == ("Only a table", [])
    assert more.blocks == ["A <caption>."]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>We<br>mend <b>half</b>way.</p>", ["We mend halfway."]),
        ("<ul><li>First<br>second<ul><li>In it</li></ul>third</li></ul>", ["First second third", "In it"]),
        ("<div>One<label>two</label><label>three</label><p>Inside.</p>four</div>", ["One two three four", "Inside."]),
        ("<p>A<!-- note -->part.<a class='cite'>1</a> B<span class='on-screen'>x</span>c.</p>", ["Apart. Bc."]),
        ("<div class='no-search'><p>Elsewhere.</p></div><svg><text>Label</text></svg><p>Here.</p>", ["Here."]),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", ["One", "Two"]),
    ],
)
def test_a_line_or_a_block_ends_a_word_and_an_element_in_a_line_does_not(html: str, blocks: list[str]) -> None:
    (whole,) = sections(parse(html), "A page")
    assert whole.blocks == blocks


def test_looking_through_a_page_changes_nothing_in_it() -> None:
    root = parse(PAGE)
    sections(root, "A page")
    assert text(root) == text(parse(PAGE))


def found(guide: Guide, src: str, content: str, **changes: int) -> list[Entry]:
    settings = guide.settings.model_copy(update=changes)
    return list(entries(guide.pages[src], parse(content), "a.html", replace(guide, settings=settings), ["non-union"]))


def test_a_heading_with_nothing_below_it_is_not_found(guide: Guide) -> None:
    entries = found(guide, "procedures/laminectomy.md", PAGE)
    assert [entry.location for entry in entries] == ["a.html", "a.html#what", "a.html#more"]
    assert entries[2].text == "<p>A &lt;caption&gt;.</p>"


def test_a_page_is_found_by_its_own_names_and_those_of_its_term(guide: Guide) -> None:
    (entry,) = found(guide, "conditions/herniated-disc.md", "<p>Text.</p>")
    assert {"slipped disk", "burst disc", "herniated disc"} <= set(entry.tags)
    assert entry.title not in entry.tags


def test_a_term_is_found_by_its_other_names(guide: Guide) -> None:
    page = '<h1 id="x">Words</h1><h3 id="non-union">non-union</h3><p>Bones that did not grow together.</p>'
    _, entry = found(guide, "glossary.md", page)
    assert entry.location == "a.html#non-union"
    assert "bone that won't join" in entry.tags


def test_in_a_large_guide_a_page_is_found_by_its_title_its_message_its_other_names_and_its_terms(guide: Guide) -> None:
    page = guide.pages["conditions/herniated-disc.md"]
    (entry,) = found(guide, page.src, PAGE, longest_search=1)
    assert entry.title == page.meta.title
    assert entry.text == f"<p>{page.meta.summary}</p><p>non-union</p>"
    assert set(page.meta.aliases) <= set(entry.tags)


def test_words_and_signs_reach_the_browser(guide: Guide) -> None:
    data = for_the_browser(guide, "the of")
    assert data["help"] == "help-now.html"
    assert {"laminectomy", "spondylolisthesis", "slipped", "breathe"} <= set(data["words"].split())
    assert [sign["urgency"] for sign in data["signs"]].count("emergency") == len(guide.emergency.cards["now"].signs)
    assert guide.clinic.emergency_number in data["signs"][0]["card"]


def test_every_emergency_sign_can_be_asked_for(guide: Guide) -> None:
    assert [sign.text for _, _, sign in guide.emergency.signs if not sign.asked] == []


def test_a_guide_without_a_help_page_offers_no_signs(small: Guide) -> None:
    assert small.help_page is not None
    pages = {src: page for src, page in small.pages.items() if page is not small.help_page}
    assert for_the_browser(replace(small, pages=pages), "")["signs"] == []


@pytest.fixture(scope="module")
def index(site: Site) -> dict[str, str]:
    text = (site.folder / "search" / "search_index.js").read_text(encoding="utf-8")
    docs = json.loads(text.removeprefix("var __index = "))["docs"]
    return {doc["location"]: doc["text"] for doc in docs}


def test_the_index_holds_each_text_once_where_it_is_at_home(index: dict[str, str], guide: Guide) -> None:
    sign = guide.emergency.cards["now"].signs[1].text
    heading = "emergency-call-911-or-go-to-the-emergency-room-now-if"
    assert [location for location, text in index.items() if sign in text] == [f"help-now.html#{heading}"]
    source = next(source for source in guide.sources.values() if len(source.title) > 40)
    assert not any(source.title in text for text in index.values())
    assert any("can press on a nerve" in text for text in index.values())


def test_every_entry_leads_to_a_place_on_the_site(index: dict[str, str], site: Site) -> None:
    for location in index:
        name, _, anchor = location.partition("#")
        assert not anchor or f'id="{anchor}"' in (site.folder / name).read_text(encoding="utf-8"), location


def test_the_index_stays_lean(site: Site, guide: Guide) -> None:
    size = (site.folder / "search" / "search_index.js").stat().st_size
    assert size / len(guide.pages) < 13_000


def test_each_page_is_found_by_its_own_words_and_not_by_what_all_pages_say(index: dict[str, str], guide: Guide) -> None:
    said = Counter(block for text in index.values() for block in set(re.findall(r"<p>(.*?)</p>", text)))
    long = {block: pages for block, pages in said.items() if len(block.split()) > 3}
    assert {block: pages for block, pages in long.items() if pages > len(guide.pages) / 4} == {}
