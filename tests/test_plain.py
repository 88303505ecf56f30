"""Rendered pages as plain Markdown: any renderer gets the same words, links and blocks back."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from guide.exports.plain import marks_left, plain
from guide.html.tree import parse

PAGES = ("index.md", "words.md", "care/rest.md")


def written(html: str, src: str = "care/rest.md") -> str:
    return plain(parse(html), src, PAGES).removesuffix("\n")


def words(html: str) -> str:
    return " ".join(lxml.html.fragment_fromstring(html, create_parent="div").text_content().split())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<h2 id="why">Why<a class="headerlink" href="#why">¶</a></h2>', "## Why {#why}"),
        ("<p>Plain <strong>bold</strong> and <em>leaning</em>.</p>", "Plain **bold** and *leaning*."),
        ("<p>a<strong>b</strong>c</p>", "a<strong>b</strong>c"),
        ('<p><a class="term" href="../words.html#rest">rest</a></p>', "[rest](../words.md#rest)"),
        ('<p><a href="../pdf/rest.pdf">paper</a></p>', "[paper](../pdf/rest.pdf)"),
        ('<p><a href="https://a.org/b.html">far</a></p>', "[far](https://a.org/b.html)"),
        ('<p><a href="https://a.org/b (c)">far</a></p>', "[far](<https://a.org/b (c)>)"),
        (
            '<p>Yes.<a class="cite" aria-label="Source 1" href="#source-x">1</a></p>',
            'Yes.<sup>[1](#source-x "Source 1")</sup>',
        ),
        ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "-   one\n-   two"),
        ("<ol><li><p>one</p><ul><li>in</li></ul></li><li><p>two</p></li></ol>", "1.  one\n\n    -   in\n\n2.  two"),
        ("<ul><li>one<ul><li>in</li></ul></li></ul>", "-   one\n    -   in"),
        ('<ul class="mine"><li>one</li></ul>', '<ul class="mine"><li>one</li></ul>'),
        ('<p class="lead">Text &amp; more</p>', '<p class="lead">Text &amp; more</p>'),
        ("<table><tr>\n\n<td>x</td></tr></table>", "<table><tr>\n<td>x</td></tr></table>"),
        ("<svg><path></path></svg>", "<div>\n<svg><path></path></svg>\n</div>"),
        (
            '<div class="card"><h3 id="a">A</h3><p>b</p></div>',
            '<div class="card" markdown="1">\n\n### A {#a}\n\nb\n\n</div>',
        ),
        ("<p>1. is <b>not</b> a list</p>", "1\\. is <b>not</b> a list"),
        ("<p>- nor this *one*, [nor] &lt;that&gt;</p>", "\\- nor this \\*one\\*, \\[nor\\] &lt;that>"),
    ],
)
def test_it_says_in_markdown_what_markdown_can_say_and_keeps_the_rest(html: str, markdown: str) -> None:
    assert written(html) == markdown


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1), min_size=1))
def test_the_words_of_any_text_come_back(texts: list[str]) -> None:
    root = lxml.html.Element("div")
    for text in texts:
        paragraph = lxml.html.etree.SubElement(root, "p")
        paragraph.text = f"x {text} "
        lxml.html.etree.SubElement(paragraph, "strong").text = text.strip() or "x"
    html = "\n".join(lxml.html.tostring(each, encoding="unicode") for each in root)
    back = Markdown(extensions=["attr_list", "md_in_html"]).convert(written(html))
    assert words(back) == words(html)


def test_what_is_rendered_again_from_the_markdown_is_written_the_same() -> None:
    html = "<p>1. *a* <strong>b</strong> c_d_e {x}</p>\n<ul>\n<li>one<ul>\n<li>two</li>\n</ul>\n</li>\n</ul>"
    once = written(html)
    assert written(Markdown().convert(once)) == once


@pytest.mark.parametrize("left", ["{{ part: panel }}", "a claim[^key]", "a }} b"])
def test_a_mark_that_is_left_is_found(left: str) -> None:
    assert marks_left(f"# Title\n\n{written(f'<p>{left}</p>')}\n") == [3]
    assert marks_left(f"# Title\n\n<p>{left}</p>") == [3]
    assert marks_left("# Title {#title}\n\n[1](#source) and {one} brace\n") == []
