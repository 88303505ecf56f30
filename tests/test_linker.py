"""Glossary links in rendered Markdown: the first mention of a section, and nothing that an author wrote is harmed."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from guide.content.schema import Term
from guide.html.linker import Linker


def term(name: str, *aliases: str) -> Term:
    return Term(term=name, definition=f"About {name}.", cite=("a",), aliases=aliases, say="SAY-it")


EXTENSIONS = ["attr_list", "md_in_html", "tables"]
TERMS = {"disc": term("disc", "disk"), "fusion": term("fusion"), "nerve": term("nerve root")}


def render(text: str, own: str | None = None, src: str = "procedures/x.md", on: bool = True) -> tuple[str, Linker]:
    linker = Linker(TERMS, {"procedures/fusion.md": "fusion"}, say_label="Say")
    linker.open(src, own, on=on)
    return linker.linked(Markdown(extensions=EXTENSIONS).convert(text)), linker


def linked_html(html: str) -> str:
    linker = Linker(TERMS)
    linker.open("x.md", None, on=True)
    return linker.linked(html)


def seen(html: str) -> str:
    """The page without the list that only scripts read."""
    return html.partition('\n<template class="words spare">')[0]


def linked(html: str) -> list[str]:
    return re.findall(r'<a class="term" href="/glossary.md#(\w+)">', html)


def test_the_first_mention_in_a_section_is_linked() -> None:
    html, _ = render("A disc and a disc.\n\nThe disc.\n\n## Next\n\nThe disc.")
    assert linked(html) == ["disc", "disc"]
    assert html.startswith('<p>A <a class="term" href="/glossary.md#disc">disc</a> and a disc.</p>')


def test_mentions_are_met_in_reading_order() -> None:
    html, _ = render("The disc and *the disc*.")
    assert seen(html) == '<p>The <a class="term" href="/glossary.md#disc">disc</a> and <em>the disc</em>.</p>'


def test_code_headings_links_and_attributes_stay_untouched() -> None:
    text = '# disc\n\n`disc` [see disc](y.md) <span title="disc">x</span>\n\n    disc\n'
    html, _ = render(text)
    assert linked(html) == []


def test_a_link_by_the_author_counts_as_the_mention() -> None:
    html, linker = render("[joining bones](fusion.md) is fusion.")
    assert linked(html) == []
    assert list(linker.used["procedures/x.md"]) == ["fusion"]


def test_a_term_is_not_linked_on_its_own_page() -> None:
    assert linked(render("A fusion of a disc.", own="fusion")[0]) == ["disc"]


@pytest.mark.parametrize(
    "text",
    [
        "A disc.\n{ .no-glossary }",
        'One <span class="no-glossary">disc</span> here.',
        "*disc*{ .no-glossary }",
        "## Title { .no-glossary }\n\nA disc.",
    ],
)
def test_a_block_a_span_or_a_section_can_opt_out(text: str) -> None:
    assert linked(render(text)[0]) == []


def test_what_opts_out_without_content_leaves_the_rest_alone() -> None:
    html = '<p><input class="no-glossary" type="checkbox"/>A disc &amp; <abbr>fusion</abbr></p>'
    assert linked(linked_html(html)) == ["disc", "fusion"]


def test_a_name_is_not_read_across_tags_and_no_part_of_an_entity_is_a_word() -> None:
    html = seen(linked_html("<p>nerve <b>root</b>, &disc;, nerve\nroot</p>"))
    assert html == '<p>nerve <b>root</b>, &disc;, <a class="term" href="/glossary.md#nerve">nerve\nroot</a></p>'


def test_a_numbered_link_to_a_source_is_no_text() -> None:
    assert linked(linked_html('<p>A<a href="#source-x" class="cite" aria-label="Source">disc</a></p>')) == []


def test_a_section_that_opted_out_ends_at_the_next_heading() -> None:
    assert linked(render("## A { .no-glossary }\n\nA disc.\n\n### B\n\nA disc.\n\n## C\n\nA disc.")[0]) == ["disc"]


def test_a_page_can_opt_out() -> None:
    assert linked(render("A disc.", on=False)[0]) == []


def test_every_cell_of_a_table_is_linked_and_header_cells_are_not() -> None:
    html, _ = render("| disc | b |\n|---|---|\n| a disc | the disc |")
    assert linked(html) == ["disc", "disc"]


def test_the_list_of_words_names_the_terms_of_the_page_and_how_to_say_them() -> None:
    html, _ = render('A disc and fusion.\n\n<div class="words no-glossary" data-words-here markdown></div>')
    assert re.findall(r"<dt><a [^>]*>(\w+)</a></dt>", html) == ["disc", "fusion"]
    assert "Say: SAY-it." in html


def test_a_page_without_a_place_for_its_words_carries_them_out_of_sight() -> None:
    html, _ = render("A disc and a nerve root.")
    hidden = lxml.html.fragment_fromstring(html, create_parent="div").find("template")
    assert hidden is not None
    assert [entry.text_content() for entry in hidden.iter("dt")] == ["disc", "nerve root"]
    assert "About disc." in hidden.text_content()


@pytest.mark.parametrize(("text", "src"), [("A disc.", "glossary.md"), ("Nothing to explain.", "x.md")])
def test_the_glossary_and_a_page_without_terms_carry_no_hidden_list(text: str, src: str) -> None:
    assert "<template" not in render(text, src=src)[0]


def words_of(html: str) -> str:
    return " ".join(lxml.html.fragment_fromstring(html, create_parent=True).text_content().split())


TEXTS = ["disc", "fusion", "nerve root", "x", "&amp;", "[disc](a.md)", "<b>disc</b>", "<span class='no-glossary'>"]
PIECES = [*TEXTS, "*", "_", "`", "# ", "\n", "\n\n", "- ", "> ", "</span>"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_linking_never_changes_the_words_and_never_nests_links(text: str) -> None:
    html, _ = render(text)
    plain = Markdown(extensions=EXTENSIONS).convert(text)
    assert words_of(seen(html)) == words_of(plain)
    tree = lxml.html.fragment_fromstring(html, create_parent=True)
    assert not tree.xpath("//a//a | //code//a[@class='term'] | //h1//a[@class='term'] | //h2//a[@class='term']")


NOISE = [
    "disc",
    "Discs",
    "fusion",
    "nerve root",
    "word",
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
]
NOISE += ["*", "**", "_", "`", "```\n", "[", "](a.md)", "](fusion.md)", "![", "]", "(", ")", "<b>", "</b>", "<span>"]
NOISE += ['<span class="no-glossary">', "</span>", '<a href="x">', "</a>", "<code>", "</code>", "&amp;", "&#42;"]
NOISE += [
    "{ .no-glossary }",
    "{ .x #disc }",
    "| a | disc |\n|---|---|\n| disc | b |\n",
    "\\",
    "<!-- disc -->",
    "<disc>",
]
KEPT_FREE = ["a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th", "*[contains(@class, 'no-glossary')]"]
TOUCHED = " | ".join(f"//{kind}//a[@class='term']" for kind in KEPT_FREE)
"""Links of the linker where none may be."""

SOUND = [*(piece for piece in NOISE if "<" not in piece), '<span class="no-glossary">disc</span>', "[", "](a.md)"]
"""Without the HTML that no guide holds: what is not closed there is refused before it is rendered."""

ARBITRARY = st.lists(st.sampled_from(SOUND) | st.text(max_size=4).filter(lambda text: "<" not in text), max_size=30)
MEANINGS = re.compile(r'\n*<template class="words spare">.*?</template>', re.DOTALL)
"""The list of meanings at the end of a page that mentions terms."""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(NOISE) | st.text(max_size=4), max_size=30).map("".join))
def test_on_arbitrary_markdown_only_links_are_added(text: str) -> None:
    """Take the links of the linker out again, and the page is as it was without the linker: words, code, attributes."""
    html, _ = render(text)
    plain = Markdown(extensions=EXTENSIONS).convert(text)
    body = MEANINGS.sub("", html)
    assert re.sub(r'<a class="term" href="/glossary\.md#\w+">(.*?)</a>', r"\1", body) == plain


@settings(max_examples=300, deadline=None)
@given(ARBITRARY)
def test_on_arbitrary_markdown_no_link_stands_where_none_may_be(pieces: list[str]) -> None:
    html, _ = render("".join(pieces))
    assert not lxml.html.fragment_fromstring(MEANINGS.sub("", html), create_parent=True).xpath(TOUCHED)


@settings(max_examples=150, deadline=None)
@given(ARBITRARY)
def test_a_second_run_adds_nothing(pieces: list[str]) -> None:
    once, linker = render("".join(pieces))
    body = MEANINGS.sub("", once)
    assert MEANINGS.sub("", linker.linked(body)) == body
