"""Glossary links in a page: the first mention of a section, and nothing that an author wrote is harmed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement
from markdown import Markdown

from guide.content.schema import Term
from guide.content.terms import names_of
from guide.html.linker import Linker
from guide.html.tree import parse, text


def term(name: str, *aliases: str) -> Term:
    return Term(term=name, definition=f"About {name}.", cite=("a",), aliases=aliases, say="SAY-it")


EXTENSIONS = ["attr_list", "md_in_html", "tables"]
TERMS = {"disc": term("disc", "disk"), "fusion": term("fusion"), "nerve": term("nerve root")}
LINKER = Linker(TERMS, {"procedures/fusion.md": "fusion"}, say_label="Say")
PAGE = "procedures/x.md"


def rendered(written: str, own: str | None = None, src: str = PAGE, *, on: bool = True) -> HtmlElement:
    """The tree of a page in Markdown, with its links."""
    root = parse(Markdown(extensions=EXTENSIONS).convert(written))
    LINKER.link(root, src, own, on=on)
    return root


def links(root: HtmlElement) -> list[str]:
    """The terms that are linked, in order."""
    assert all(link.get("href") == f"/glossary.md#{_key(link)}" for link in root.find_class("term"))
    return [_key(link) for link in root.find_class("term")]


def _key(link: HtmlElement) -> str:
    return str(link.get("href")).partition("#")[2]


def linked(html: str) -> list[str]:
    root = parse(html)
    LINKER.link(root, PAGE)
    return links(root)


def shown(html: str) -> str:
    """The page with each link in brackets, and without the list that only scripts read."""
    root = parse(html)
    LINKER.link(root, PAGE)
    return _in_brackets(root)


def _in_brackets(root: HtmlElement) -> str:
    for hidden in root.findall("template"):
        hidden.drop_tree()
    for link in root.find_class("term"):
        link.text = f"[{link.text}]"
        link.drop_tag()
    return text(root).removesuffix("\n")


def test_the_first_mention_in_a_section_is_linked() -> None:
    root = rendered("A disc and a disc.\n\nThe disc.\n\n## Next\n\nThe disc.")
    assert links(root) == ["disc", "disc"]
    assert text(root).startswith('<p>A <a class="term" href="/glossary.md#disc">disc</a> and a disc.</p>')


@pytest.mark.parametrize(
    ("html", "right"),
    [
        ("<p>The disc and <em>the disc</em>.</p>", "<p>The [disc] and <em>the disc</em>.</p>"),
        ("<p>A disc, a fusion, a nerve\nroot.</p>", "<p>A [disc], a [fusion], a [nerve\nroot].</p>"),
        ("<p>A <b>disc</b> now.</p>", "<p>A <b>[disc]</b> now.</p>"),
        (
            "<ul><li>A disc<ul><li>no disc</li></ul>a fusion</li></ul>",
            "<ul><li>A [disc]<ul><li>no disc</li></ul>a [fusion]</li></ul>",
        ),
        ("<div>disc</div>", "<div>[disc]</div>"),
        ("a disc", "a [disc]"),
    ],
)
def test_a_mention_is_linked_where_it_stands(html: str, right: str) -> None:
    assert shown(html) == right


@pytest.mark.parametrize(
    "html",
    [
        "<p>re<em>fusion</em></p>",
        "<p><em>disc</em>ussion</p>",
        "<p>dis<!-- a note -->cuss disc<wbr>over</p>",
        "<p>un<sup>1</sup>disc<sub>2</sub></p>",
        "<p>sub<code>disc</code> and <code>sub</code>disc</p>",
        '<p>pre<span class="no-glossary">x</span>disc</p>',
    ],
)
def test_a_tag_ends_no_word(html: str) -> None:
    assert linked(html) == []


@pytest.mark.parametrize(
    "html", ["<p>a<br>disc</p>", "<ul><li>a</li><li>disc</li></ul>", "<div>a<p>disc</p></div>", "<p>a<img>disc</p>"]
)
def test_a_line_and_a_block_end_a_word(html: str) -> None:
    assert linked(html) == ["disc"]


@pytest.mark.parametrize(
    "html", ["<p>nerve <b>root</b></p>", "<p><b>nerve</b> root</p>", "<p>nerve<br>root</p>", "<p>nerve</p><p>root</p>"]
)
def test_a_name_that_stands_partly_elsewhere_is_left_as_it_is(html: str) -> None:
    assert shown(html) == text(parse(html))


@pytest.mark.parametrize("html", ["<p>A <b>disc</b> that slipped.</p>", "<p>A disc<br>that slipped.</p>"])
def test_the_longest_name_is_mentioned_even_if_it_cannot_be_linked(html: str) -> None:
    linker = Linker({"disc": term("disc"), "slipped": term("disc that slipped")})
    root = parse(html)
    assert linker.link(root, PAGE) == {}


def test_a_numbered_link_to_a_source_is_no_text_and_ends_a_word() -> None:
    cite = '<a href="#source-x" class="cite" aria-label="Source">disc</a>'
    assert linked(f"<p>A{cite}</p>") == []
    assert linked(f"<p>A disc{cite}s</p>") == ["disc"]


def test_code_headings_links_and_attributes_stay_untouched() -> None:
    root = rendered('# disc\n\n`disc` [see disc](y.md) <span title="disc">x</span>\n\n    disc\n')
    assert links(root) == []


@pytest.mark.parametrize("tag", ["template", "svg", "script", "style", "pre", "kbd", "dt", "caption", "h4"])
def test_what_is_no_running_text_stays_untouched(tag: str) -> None:
    assert linked(f"<{tag}>disc</{tag}>") == []


def test_a_link_by_the_author_counts_as_the_mention_from_where_it_stands() -> None:
    assert links(rendered("[joining bones](fusion.md) is fusion.")) == []
    assert links(rendered("fusion is [joining bones](fusion.md).")) == ["fusion"]
    assert links(rendered("[our page on the disc](y.md) and a disc.")) == []
    root = parse('<p><a href="fusion.md"><img></a></p>')
    assert list(LINKER.link(root, PAGE)) == ["fusion"]


def test_what_a_page_uses_is_told_in_order() -> None:
    root = parse('<p>A fusion, <a href="y.md">a disc</a>, a nerve root.</p>')
    assert list(LINKER.link(root, PAGE)) == ["fusion", "disc", "nerve"]


def test_a_term_is_not_linked_on_its_own_page() -> None:
    assert links(rendered("A fusion of a disc.", own="fusion")) == ["disc"]


@pytest.mark.parametrize(
    "written",
    [
        "A disc.\n{ .no-glossary }",
        'One <span class="no-glossary">disc</span> here.',
        "*disc*{ .no-glossary }",
        "## Title { .no-glossary }\n\nA disc.",
        "## Title { .no-glossary }\n\n| a | b |\n|---|---|\n| disc | b |",
    ],
)
def test_a_block_a_span_or_a_section_can_opt_out(written: str) -> None:
    assert links(rendered(written)) == []


def test_what_opts_out_without_content_leaves_the_rest_alone() -> None:
    assert linked('<p><input class="no-glossary" type="checkbox"/>A disc &amp; <abbr>fusion</abbr></p>') == [
        "disc",
        "fusion",
    ]


def test_a_section_that_opted_out_ends_at_the_next_heading() -> None:
    written = "## A { .no-glossary }\n\nA disc.\n\n### B\n\nA disc.\n\n## C\n\nA disc."
    assert links(rendered(written)) == ["disc"]


def test_a_page_can_opt_out() -> None:
    assert links(rendered("A disc.", on=False)) == []


def test_every_cell_of_a_table_is_linked_and_header_cells_are_not() -> None:
    assert links(rendered("| disc | b |\n|---|---|\n| a disc | the disc, a disc |")) == ["disc", "disc"]
    table = "<table><tr><td>disc and fusion</td></tr></table>"
    assert linked(f"<p>disc</p>{table}<p>disc, fusion</p>") == ["disc", "disc", "fusion", "fusion"]


def test_a_link_to_a_term_leads_to_the_page_of_the_glossary_on_which_it_is() -> None:
    linker = Linker(TERMS, explained={"disc": "glossary.md", "fusion": "glossary-2.md"})
    root = parse('<p><a href="../glossary.md#fusion">It</a> is no <a href="y.md#fusion">page</a>. A disc.</p>')
    linker.link(root, PAGE)
    hrefs = [link.get("href") for link in root.findall("p/a")]
    assert hrefs == ["/glossary-2.md#fusion", "y.md#fusion", "/glossary.md#disc"]


def test_the_list_of_words_names_the_terms_of_the_page_and_how_to_say_them() -> None:
    root = rendered('A fusion and disc.\n\n<div class="words no-glossary" data-words-here markdown></div>')
    (place,) = root.find_class("words")
    assert [entry.text_content() for entry in place.iter("dt")] == ["disc", "fusion"]
    assert [said.text for said in place.find_class("say")] == ["Say: SAY-it."] * 2
    assert "data-words-here" not in place.attrib
    assert root.find("template") is None


def test_the_list_of_words_says_all_that_a_word_means() -> None:
    root = parse("<p>A disc and fusion.</p>")
    Linker(TERMS, meanings={"disc": "About disc. Common at 80."}).link(root, PAGE)
    said = [entry.text for entry in root.iter("dd") if not entry.get("class")]
    assert said == ["About disc. Common at 80.", "About fusion."]


def test_a_page_without_a_place_for_its_words_carries_them_out_of_sight() -> None:
    hidden = rendered("A disc and a nerve root.").find("template")
    assert [entry.text_content() for entry in hidden.iter("dt")] == ["disc", "nerve root"]
    assert "About disc." in hidden.text_content()


@pytest.mark.parametrize(("written", "src"), [("A disc.", "glossary.md"), ("Nothing to explain.", "x.md")])
def test_the_glossary_and_a_page_without_terms_carry_no_hidden_list(written: str, src: str) -> None:
    assert rendered(written, src=src).find("template") is None


# ---- whatever stands on a page ------------------------------------------------------

NOISE = ["disc", "Discs", "fusion", "nerve root", "word", " ", "\n", "\n\n", "    ", "\t", "# ", "## ", "- ", "1. "]
NOISE += ["> ", "*", "**", "_", "`", "```\n", "[", "](a.md)", "](fusion.md)", "![", "]", "(", ")", "<b>", "</b>"]
NOISE += ["<span>", '<span class="no-glossary">', "</span>", '<a href="x">', "</a>", "<code>", "</code>", "&amp;"]
NOISE += ["&#42;", "{ .no-glossary }", "{ .x #disc }", "| a | disc |\n|---|---|\n| disc | b |\n", "\\", "<disc>"]
NOISE += ["<!-- disc -->", "<br>", "<td>", "<template>disc</template>"]
KEPT_FREE = ["a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th", "*[contains(@class, 'no-glossary')]"]
TOUCHED = " | ".join(f".//{kind}//a[@class='term']" for kind in KEPT_FREE)
"""Links of the linker where none may be."""

SIGNS = st.text(st.characters(exclude_categories=("Cc", "Cn", "Cs")), max_size=4)
"""Without characters that no page can show: a file that holds one is refused when it is read."""

ARBITRARY = st.lists(st.sampled_from(NOISE) | SIGNS, max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(ARBITRARY)
def test_on_arbitrary_markdown_only_links_are_added(written: str) -> None:
    """Take the links of the linker out again, and the page is as it was without the linker."""
    root = rendered(written)
    assert root.xpath(TOUCHED) == []
    if root.xpath("template[@class='words spare']"):
        root.remove(root.xpath("template[@class='words spare']")[0])
    for link in root.find_class("term"):
        link.drop_tag()
    assert text(root).strip("\n") == text(parse(Markdown(extensions=EXTENSIONS).convert(written))).strip("\n")


@settings(max_examples=150, deadline=None)
@given(ARBITRARY)
def test_a_second_run_adds_no_link(written: str) -> None:
    root = rendered(written)
    once = len(root.find_class("term"))
    LINKER.link(root, PAGE)
    assert len(root.find_class("term")) == once


# ---- held against the slow and obvious way -------------------------------------------

SLOW = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(sorted((name for known in TERMS.values() for name in names_of(known)), key=len, reverse=True)).replace(
        " ", r"\s+"
    )
    + r")(?![\w-])"
)
KEYS = {name: key for key, known in TERMS.items() for name in names_of(known)}
OPEN, CLOSED = ("span", "em", "strong"), ("code", 'span class="no-glossary"')
WORDS = st.lists(st.sampled_from([*KEYS, "nerve", "root", "x", "-", " ", " ", " ", ", "]), min_size=1).map("".join)
BLOCK = st.tuples(
    st.sampled_from(["p", "p", "h2", "h3", "td"]),
    st.lists(st.tuples(st.sampled_from(OPEN + CLOSED), WORDS), max_size=4),
)


def in_html(kind: str, pieces: list[tuple[str, str]]) -> str:
    inside = "".join(f"<{tag}>{said}</{tag.split()[0]}>" for tag, said in pieces)
    block = f"<{kind}>{inside}</{kind}>"
    return f"<table><tbody><tr>{block}</tr></tbody></table>" if kind == "td" else block


def slowly(kind: str, pieces: list[tuple[str, str]], seen: set[str]) -> list[tuple[str, str]]:
    """The pieces with each link in brackets: every name is looked for at every place of the whole line."""
    line, out = "".join(said for _, said in pieces), [*pieces]
    bounds = [sum(len(said) for _, said in pieces[:count]) for count in range(len(pieces) + 1)]
    shift = [0] * len(pieces)
    for match in SLOW.finditer(line) if kind in ("p", "td") else ():
        for number, (tag, _) in enumerate(pieces):
            inside = bounds[number] <= match.start() and match.end() <= bounds[number + 1]
            if inside and tag in OPEN and (key := KEYS[" ".join(match[0].split())]) not in seen:
                seen.add(key)
                start = match.start() - bounds[number] + shift[number]
                said = out[number][1]
                out[number] = tag, f"{said[:start]}[{match[0]}]{said[start + len(match[0]) :]}"
                shift[number] += 2
    return out


@settings(max_examples=400, deadline=None)
@given(st.lists(BLOCK, max_size=6))
def test_it_links_what_the_slow_and_obvious_way_links(blocks: list[tuple[str, list[tuple[str, str]]]]) -> None:
    seen, right = set[str](), ""
    for kind, pieces in blocks:
        seen = set() if kind == "h2" else seen
        right += in_html(kind, slowly(kind, pieces, set() if kind == "td" else seen))
    assert shown("".join(in_html(*block) for block in blocks)) == right
