"""The search index: every section with its words; in a large guide every page, in a file that a phone can load."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from conftest import Site
from guide import search
from guide.guide import Guide

HTML = """<h1 id="top">Top<a class="headerlink" href="#top">¶</a></h1>
<p class="lead">First &amp; <a href="x">last</a>.</p>
<div data-search-exclude><svg><title>Drawing</title></svg></div>
<h2 id="more">More <em>words</em></h2><ul><li>One</li><li> </li></ul><p>A &#95; B &lt;</p>"""


def found(guide: Guide, **changes: int) -> list[search.Entry]:
    settings = guide.settings.model_copy(update=changes)
    page = next(page for page in guide.pages.values() if page.meta.aliases and page.meta.term)
    return list(search.entries(page, HTML, "a.html", replace(guide, settings=settings), [page.meta.term or ""]))


def test_each_section_is_found_under_its_heading(guide: Guide) -> None:
    assert found(guide) == [
        search.Entry("a.html", "Top", "<p>First &amp; last.</p>"),
        search.Entry("a.html#more", "More words", "<ul><li>One</li></ul><p>A _ B &lt;</p>"),
    ]


def test_in_a_large_guide_a_page_is_found_by_its_title_its_message_its_other_names_and_its_terms(guide: Guide) -> None:
    (entry,) = found(guide, longest_search=1)
    page = next(page for page in guide.pages.values() if page.meta.aliases and page.meta.term)
    assert entry.title == page.meta.title
    for words in (*page.meta.aliases, guide.terms[page.meta.term or ""].term, page.meta.summary):
        assert words in entry.text


def test_the_index_of_the_site_leads_to_sections_that_are_there(site: Site) -> None:
    docs = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert len(docs) > 300
    for entry in docs:
        path, _, anchor = entry["location"].partition("#")
        page = (site.folder / (path or "index.html")).read_text(encoding="utf-8")
        assert not anchor or re.search(rf'id="{re.escape(anchor)}"', page), entry["location"]
        assert entry["title"]
