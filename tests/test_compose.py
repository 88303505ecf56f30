"""A page is put together so that a reader sees exactly what the author and the data say, each mark in its place."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from conftest import ROOT
from guide.build import open_build
from guide.content import markdown, marks
from guide.content.files import Contents
from guide.html import headings
from guide.html.evidence import source_marks
from guide.html.fill import fill
from guide.html.tree import parse, text
from guide.pages.compose import Composed
from guide.pages.templates import Templates

ALPHABET = "ab1 .)-+#=:?!<>&\"'*_`~|[]{}()\\/^$%"
SIGNS = st.text(ALPHABET, min_size=1, max_size=30).filter(lambda said: said == said.strip())
FRAMES = ["{}", "- {}", "Before {} after.", "**Bold:** {}", "# x {}", "| a | b |\n|---|---|\n| {} | c |", "*{}*"]


def filled(frame: str, *fills: Markup) -> lxml.html.HtmlElement:
    composed = Composed()
    composed.text = frame.format(*(composed.place(one) for one in fills))
    root = parse(markdown.to_html(composed.text))
    fill(root, composed)
    return root


def reads(root: lxml.html.HtmlElement) -> str:
    return " ".join(root.text_content().split())


@pytest.mark.parametrize("frame", FRAMES)
@settings(max_examples=100, deadline=None)
@given(SIGNS)
@example("1. one")
@example("[^key] {{ marker }} { .class }")
@example("</title><script>alert(1)</script>")
@example("[x](javascript:alert(1)) ![y](z)")
@example("&lt; &amp;lt;")
def test_a_reader_sees_exactly_what_the_data_says(frame: str, said: str) -> None:
    root, around = filled(frame, escape(said)), reads(filled(frame, Markup("MIDDLE")))
    assert reads(root) == around.replace("MIDDLE", " ".join(said.split()))
    assert len(root.xpath("//*")) == len(filled(frame, Markup("MIDDLE")).xpath("//*"))


@settings(max_examples=100, deadline=None)
@given(SIGNS)
@example('" onclick="alert(1)')
def test_an_attribute_holds_exactly_what_the_data_says(said: str) -> None:
    template = Templates(Path()).from_string('<div title="{{ said }}">{{ said }}</div>')
    (box,) = parse(template.render(said=said))
    assert dict(box.attrib) == {"title": said}
    assert box.text == said


def test_a_part_takes_the_place_of_its_paragraph_and_a_line_of_text_stays_in_one() -> None:
    part, line = Markup("<h2>Part</h2>\n<ul><li>one</li></ul>"), Markup("a <b>bold</b> line")
    assert text(filled("Above.\n\n{}\n\n{}\n\nBelow.", part, line)).replace("\n", "") == (
        "<p>Above.</p><h2>Part</h2><ul><li>one</li></ul><p>a <b>bold</b> line</p><p>Below.</p>"
    )


def test_several_things_fill_one_sentence_in_their_order() -> None:
    marks = [Markup("<i>{}</i>").format(number) for number in range(4)]
    root = filled("{} is *less than {}* or {}, not {}.", *marks)
    assert text(root) == ("<p><i>0</i> is <em>less than <i>1</i></em> or <i>2</i>, not <i>3</i>.</p>")


def mark(key: str) -> Markup:
    return Markup('<a class="cite" data-source="{}"></a>').format(key)


def test_source_marks_are_numbered_as_they_are_met_and_stand_together_in_order() -> None:
    root = filled("First. {}\n\nSecond, {} and third.{}", mark("b"), mark("a"), mark("c") + mark("b") + mark("a"))
    notes = source_marks.number(root, "Source")
    assert notes.numbers == {"b": 1, "a": 2, "c": 3}
    assert reads(root) == "First.1 Second,2 and third.1 2 3"
    assert [link.get("href") for link in root.iter("a")] == [f"#source-{key}" for key in "babac"]
    assert {link.get("aria-label") for link in root.iter("a")} == {"Source 1", "Source 2", "Source 3"}


def test_statements_of_the_article_share_one_number() -> None:
    root = filled("It is so.{}", mark("article:2.1") + mark("article:1.3"))
    notes = source_marks.number(root, "Source")
    assert (reads(root), list(notes.statements)) == ("It is so.1", ["2.1", "1.3"])


def test_each_heading_has_an_id_of_its_own_that_no_other_place_has() -> None:
    root = parse('<h1>Same</h1><p id="same_1">x</p><h2>Same</h2><h3 id="own">Other</h3><h2>Same</h2>')
    listed = headings.name(root, "Link here")
    assert [heading.get("id") for heading in root.iter("h1", "h2", "h3")] == ["same", "same_2", "own", "same_3"]
    assert [entry["name"] for entry in listed[0]["children"]] == ["Same", "Same"]
    assert root.find("h2/a").get("title") == "Link here"


def test_what_a_macro_or_a_block_puts_together_is_escaped_once() -> None:
    macro = (
        "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{% set both %}{{ bold(text) }}, {{ text }}{% endset %}"
    )
    assert Templates(Path()).from_string(macro + "{{ both }}").render(text="<*") == "<b>&lt;*</b>, &lt;*"


KEYS = st.lists(st.sampled_from(["a", "b"]), max_size=2)
STARTS = [
    "Bears tear",
    "“So it is",
    "*Most* of Dr. Mend's bears tear",
    "[See A. B](x.md) for `a. B` too",
    "{{ n }} tore",
]
SENTENCES = st.tuples(st.sampled_from(STARTS), st.sampled_from([".", "!", "?", "….", ".”", "**."]), KEYS)


@given(st.lists(SENTENCES, min_size=1, max_size=5))
def test_what_one_source_says_is_never_laid_to_another(said: list[tuple[str, str, list[str]]]) -> None:
    written = [f"{start}{''.join(f' [^{key}]' for key in keys)}{stop} " for start, stop, keys in said]
    starts = [len("".join(written[:number])) for number in range(len(written))]
    at, found = 0, marks.stretches("".join(written), marks.cited)
    for whole, keys in found:
        inside = [cited for start, (_, _, cited) in zip(starts, said, strict=True) if at <= start < at + len(whole)]
        assert {frozenset(cited) for cited in inside if cited} == ({frozenset(keys)} if keys else set())
        at += len(whole)
    assert "".join(whole for whole, _ in found) == "".join(written)


WASH, BRUSH = "Wash the bear well in a lot of very warm water.", "Then brush its soft side with that old brush all day."


def with_two_sources(project: Path, page: str) -> lxml.html.HtmlElement:
    """The page with a paragraph whose sentences cite two sources."""
    path, head = project / "docs" / page, "\n## In short\n"
    two = f"{head}\n{WASH}[^handbook] {BRUSH} [^seam-count] Ask again.\n"
    path.write_text(path.read_text(encoding="utf-8").replace(head, two), "utf-8")
    return open_build(Contents(project / "docs"), ROOT / "overrides", "").finished.page(page)


def test_a_source_mark_stays_with_its_sentence(project: Path) -> None:
    root = with_two_sources(project, "procedures/restuffing.md")
    (said,) = (each for each in root.iter("p") if WASH in each.text_content())
    (one, other) = said.find_class("cite")
    assert (one.get("href"), other.get("href")) == ("#source-handbook", "#source-seam-count")
    assert reads(said) == f"{WASH}{one.text} {BRUSH}{other.text} Ask again."


def test_a_fold_tells_of_each_sentence_where_it_comes_from(project: Path) -> None:
    root = with_two_sources(project, "procedures/cloth-work.md")
    items = root.xpath("//details[contains(@class, 'cited')]//li")
    told = {item.text.strip(): [mark.get("href") for mark in item.find_class("cite")] for item in items}
    assert told["Wash the bear well in a …"] == ["#source-handbook"]
    assert told["Then brush its soft side with …"] == ["#source-seam-count"]
    assert not root.xpath("//p[contains(., 'warm water')]/a[@class='cite']")
