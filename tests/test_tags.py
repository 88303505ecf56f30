"""Tags and elements are found in the text of a page as a parser finds them in its tree."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.html.tags import behind, classes, opened, without

CASES = {
    "an element of the class goes with all in it": ('a<ol class="x gone"><li>b</li></ol>c', "ac"),
    "one of the same name inside does not end it": ('<div class="gone"><div>a</div>b</div>c', "c"),
    "several go": ('<p class="gone">a</p>b<p class="gone y">c</p>d', "bd"),
    "a class that only begins like it stays": ('<p class="gone-by">a</p>', '<p class="gone-by">a</p>'),
    "a text that says its name stays": ("<p>gone</p>", "<p>gone</p>"),
    "another attribute that says it stays": ('<p title="gone">a</p>', '<p title="gone">a</p>'),
    "a tag that closes itself goes alone": ('<br class="gone"/>a', "a"),
    "one that never ends goes to the end": ('a<p class="gone">b', "a"),
}


@pytest.mark.parametrize("case", CASES)
def test_elements_of_a_class_are_left_out(case: str) -> None:
    html, left = CASES[case]
    assert without(html, "gone") == left


def trees(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tag = st.tuples(
        st.sampled_from(["div", "section", "ul"]), st.sampled_from(["", ' class="gone"', ' class="a gone b"'])
    )
    return st.builds(lambda tag, parts: f"<{tag[0]}{tag[1]}>{''.join(parts)}</{tag[0]}>", tag, st.lists(inside))


@given(st.recursive(st.sampled_from(["text", "gone", "a b"]), trees))
def test_what_is_left_is_what_a_parser_leaves(html: str) -> None:
    root = lxml.html.fragment_fromstring(html, create_parent="main")
    for element in root.xpath("//*[contains(concat(' ', @class, ' '), ' gone ')]"):
        element.drop_tree()
    assert f"<main>{without(html, 'gone')}</main>" == lxml.html.tostring(root, encoding="unicode")


def test_a_tag_is_found_from_its_attribute_and_text_that_looks_like_one_is_none() -> None:
    html = '<a class="b" id="c">id="d"</a>'
    assert [opened(found) for found in re.finditer(r' ?id="', html)] == ['<a class="b" ', ""]


def test_an_element_ends_where_its_own_closing_tag_stands() -> None:
    html = "<ul><li>a<ul><li>b</li></ul></li></ul>c"
    first = re.match(r"<(?P<tag>ul)>", html)
    assert first
    assert html[behind(html, first) :] == "c"
    assert classes('<p data-class="a" class="b c">') == ["b", "c"]
