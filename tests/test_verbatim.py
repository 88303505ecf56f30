"""Text of the data shows as the characters that it is made of, wherever a template puts it."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown as Renderer

from guide.ground.escape import Markdown, finished, shown
from guide.html.splice import SpliceExtension
from guide.pages.templates import Templates

EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.details", "pymdownx.superfences"]
ALPHABET = "ab1 .)-+#=:?!<>&\"'*_`~|[]{}()\\/^$%"
SIGNS = st.text(ALPHABET, min_size=1, max_size=30).filter(lambda text: text == text.strip())
FRAMES = ["{}", "- {}", "Before {} after.", '<div markdown>\n<p markdown="span">{}</p>\n</div>', "# x {}"]


def reads(html: str) -> str:
    return " ".join(lxml.html.fragment_fromstring(html, create_parent=True).text_content().split())


@pytest.mark.parametrize("frame", FRAMES)
@settings(max_examples=200, deadline=None)
@given(SIGNS)
@example("1. one")
@example("- - list")
@example("[^key] {{ marker }} { .class }")
@example("</title><script>alert(1)</script>")
@example("[x](javascript:alert(1)) ![y](z)")
@example("!!! note")
@example("&lt; &amp;lt;")
def test_a_reader_sees_exactly_what_the_author_wrote(frame: str, text: str) -> None:
    html = Renderer(extensions=EXTENSIONS).convert(frame.format(shown(text)))
    around = reads(Renderer(extensions=EXTENSIONS).convert(frame.format("MIDDLE")))
    assert reads(html) == around.replace("MIDDLE", " ".join(text.split()))


@settings(max_examples=200, deadline=None)
@given(SIGNS)
@example('" onclick="alert(1)')
def test_an_attribute_holds_exactly_what_the_author_wrote(text: str) -> None:
    html = Renderer(extensions=EXTENSIONS).convert(f'<div data-label="{shown(text)}" markdown>\n\ntext\n\n</div>')
    (box,) = lxml.html.fragment_fromstring(html, create_parent=True).iterchildren("div")
    assert dict(box.attrib) == {"data-label": text}


def test_a_text_of_several_lines_becomes_one() -> None:
    assert shown("one\n\n- two\n    three") == "one - two three"


def test_a_template_prints_markdown_as_it_is_and_everything_else_as_text() -> None:
    template = Templates(Path()).from_string('{{ text }} {{ markdown }}{{ ", " if text }}{{ 3.5 }} {{ text ~ "<" }}')
    assert template.render(text="<b>*", markdown=Markdown("*x*")) == "&lt;b&gt;&#42; *x*, 3.5 &lt;b&gt;&#42;&lt;"


def test_what_a_macro_or_a_block_puts_together_is_escaped_once() -> None:
    macro = (
        "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{% set both %}{{ bold(text) }}, {{ text }}{% endset %}"
    )
    assert Templates(Path()).from_string(macro + "{{ both }}").render(text="<*") == "<b>&lt;&#42;</b>, &lt;&#42;"


@settings(max_examples=200, deadline=None)
@given(SIGNS)
@example("[^key] {{ marker }} { .class }")
@example('" onclick="alert(1)')
def test_a_finished_part_shows_exactly_what_the_author_wrote(text: str) -> None:
    splice = SpliceExtension()
    part = f'<p>Before <a href="{shown(text)}">{shown(text)}</a> after.</p>'
    html = Renderer(extensions=[*EXTENSIONS, splice]).convert(splice.markdown_of(f"One.{finished(part)}Two."))
    (link,) = lxml.html.fragment_fromstring(html, create_parent=True).iter("a")
    assert (dict(link.attrib), link.text_content()) == ({"href": text}, text)
