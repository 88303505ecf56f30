"""A page's tree and its text: what is read is written again, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.html.tree import parse, text

SAME = [
    "",
    "only text",
    "<p>a</p>\n<p>b</p> c ",
    '<p class="lead" hidden="">Fish &amp; chips, a &lt; b</p>',
    '<a href="#über uns?x=1&amp;y=2" title="She said &quot;go&quot;">é</a>',
    "a<br/>b<hr/>",
    '<td></td><span class="icon"></span><template></template>',
    '<svg viewBox="0 0 1 1"><title>A</title><path d="M0 0"></path></svg>',
    "<!-- sources --><p>a</p>",
    "<pre>\n\n  a\n</pre>",
]


@pytest.mark.parametrize("html", SAME)
def test_what_is_read_is_written_as_it_was(html: str) -> None:
    assert text(parse(html)) == html


def test_what_was_not_closed_is_closed_and_a_name_becomes_its_character() -> None:
    assert text(parse("<p>a<br>b<p>c&nbsp;d<ul><li>e")) == "<p>a<br/>b</p><p>c\xa0d</p><ul><li>e</li></ul>"


def test_the_root_is_no_part_of_the_page_and_writing_changes_nothing() -> None:
    root = parse("<p></p>")
    assert (root.tag, text(root), text(root)) == ("div", "<p></p>", "<p></p>")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=5)


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<br>", "<ul><li>", "</ul>", "&amp;", "&lt;"]) | TEXT))
def test_what_is_written_is_read_back_the_same(pieces: list[str]) -> None:
    once = text(parse("".join(pieces)))
    assert text(parse(once)) == once
