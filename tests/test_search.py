"""The search index: what is found at its home, the other names of things, and what stays out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.content.guide import Guide
from guide.content.schema import Answer
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


def short(_: object, answer: Answer) -> str:
    return answer.short


def found(small: Guide, src: str, content: str, **changes: int) -> list[Entry]:
    settings = small.settings.model_copy(update=changes)
    return list(entries(small.pages[src], parse(content), "a.html", replace(small, settings=settings), ["plush"]))


def test_a_heading_with_nothing_below_it_is_not_found(small: Guide) -> None:
    entries = found(small, "procedures/restuffing.md", PAGE)
    assert [entry.location for entry in entries] == ["a.html", "a.html#what", "a.html#more"]
    assert entries[2].text == "<p>A &lt;caption&gt;.</p>"


def test_a_page_is_found_by_its_own_names_and_those_of_its_term(small: Guide) -> None:
    (entry,) = found(small, "procedures/restuffing.md", "<p>Text.</p>")
    assert {"re-filling"} <= set(entry.tags)
    (entry,) = found(small, "procedures/patching.md", "<p>Text.</p>")
    assert {"new cloth", "worn spot"} <= set(entry.tags)
    assert entry.title not in entry.tags


def test_a_term_is_found_by_its_other_names(small: Guide) -> None:
    page = '<h1 id="x">Words</h1><h3 id="plush">plush</h3><p>Soft cloth with a pile.</p>'
    _, entry = found(small, "glossary.md", page)
    assert entry.location == "a.html#plush"
    assert "fur fabric" in entry.tags


def test_a_further_page_of_words_is_named_above_the_words_that_are_found_on_it(small: Guide) -> None:
    further = replace(small.pages["glossary.md"], stretch=2)
    guide = replace(small, pages={**small.pages, "glossary.md": further})
    own, entry = found(
        guide, "glossary.md", '<h1 id="x">Words</h1><h3 id="plush">plush</h3><p>Soft cloth with a pile.</p>'
    )
    assert (own.location, own.title, own.tags) == ("a.html", further.meta.title, ())
    assert entry.location == "a.html#plush"


def test_in_a_large_guide_a_page_is_found_by_its_title_its_message_its_other_names_and_its_terms(small: Guide) -> None:
    page = small.pages["procedures/patching.md"]
    (entry,) = found(small, page.src, PAGE, longest_search=1)
    assert entry.title == page.meta.title
    assert entry.text == f"<p>{page.meta.summary}</p><p>plush</p>"
    assert set(page.meta.aliases) <= set(entry.tags)


def test_words_and_signs_reach_the_browser(small: Guide) -> None:
    data = for_the_browser(small, "the of", short)
    assert data["help"] == "help-now.html"
    assert {"restuffing", "plush", "fabric", "tufts"} <= set(data["words"].split())
    assert [sign["urgency"] for sign in data["signs"]].count("emergency") == len(
        [sign for sign in small.emergency.cards["now"].signs if sign.asked]
    )
    assert small.clinic.emergency_number in data["signs"][0]["card"]


def test_a_guide_without_a_help_page_offers_no_signs(small: Guide) -> None:
    assert small.help_page is not None
    pages = {src: page for src, page in small.pages.items() if page is not small.help_page}
    assert for_the_browser(replace(small, pages=pages), "", short)["signs"] == []


def test_the_answers_of_a_page_reach_the_browser_with_their_question_and_its_other_words(small: Guide) -> None:
    told = for_the_browser(small, "", short)["answers"]
    pages = {page.file for page in small.in_order if page.meta.answers}
    assert {answer["page"] for answer in told} == pages != set()
    for answer in told:
        (column,) = (column for column in small.columns.values() if answer["says"].startswith(column.question))
        assert all(word in answer["asked"] for word in (column.label, *column.asked))
    assert any("bedtime" in answer["asked"] for answer in told)
    few = replace(small, settings=small.settings.model_copy(update={"longest_search": 1}))
    assert for_the_browser(few, "", short)["answers"] == []
