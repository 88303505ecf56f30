"""Generated parts are finished HTML that stands among Markdown as if it had been written there."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.content.schema import Term
from guide.ground.cache import Cache
from guide.ground.escape import finished, pieces, shown
from guide.html.linker import Linker
from guide.html.render import Rendered, Renderer

DISC = Term(term="disc", definition="A cushion.", cite=("x",))


def render(text: str) -> Rendered:
    with TemporaryDirectory() as folder:
        linker = Linker({"disc": DISC}, say_label="Say")
        renderer = Renderer(linker, ["attr_list", "toc"], {}, Cache(Path(folder)))
        return renderer.page("a.md", None, text, links=True)


def test_a_part_stands_where_it_was_put() -> None:
    html = render(f"Before.{finished('<p>Part.</p><p>More.</p>')}After.").html
    assert html.replace("\n", "") == "<p>Before.</p><p>Part.</p><p>More.</p><p>After.</p>"


def test_a_part_in_a_list_stays_in_its_item() -> None:
    html = render("- Item\n\n    " + finished("<p>Part.</p>").strip() + "\n\n- Next").html
    assert html.index("Item") < html.index("<p>Part.</p>") < html.index("</li>") < html.index("Next")


def test_terms_are_linked_through_prose_and_parts_alike() -> None:
    made = render(f"## One\n\nWords.{finished('<p>A disc.</p>')}The disc.\n\n## Two\n\nThe disc.")
    assert '<p>A <a class="term" href="glossary.html#disc">disc</a>.</p>' in made.html
    assert made.html.count("<p>The disc.</p>") == 1
    assert list(made.terms) == ["disc"]


def test_a_heading_in_a_part_is_in_the_list_of_headings() -> None:
    headings = render(f"# Page{finished('<h2>From data</h2>')}").headings
    assert [child["name"] for child in headings[0]["children"]] == ["From data"]


def test_a_heading_gets_no_id_that_a_part_has() -> None:
    part = finished('<p id="risks">Part.</p><h2>From data</h2>')
    html = render(f"## Risks{part}## From data").html
    assert re.findall(r' id="([^"]+)"', html) == ["risks_1", "risks", "from-data", "from-data_1"]


def test_a_part_keeps_the_signs_that_mean_something_to_markdown() -> None:
    assert "<p>*a* _b_ &lt;c&gt; &amp;lt;</p>" in render(finished(f"<p>{shown('*a* _b_ <c> &lt;')}</p>")).html


def test_a_picture_is_passed_on_as_it_is() -> None:
    picture = '<svg viewBox="0 0 1 1"><title>A disc</title><path d="M0 0"/></svg>'
    assert picture in render(finished(f"<figure>{picture}</figure>")).html


def test_a_template_that_is_not_well_formed_is_named_by_its_text() -> None:
    with pytest.raises(ValueError, match="not well formed near '<p>Half a <b>part</p>"):
        render(finished("<p>Half a <b>part</p>"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_text_of_a_data_file_can_end_a_part(text: str) -> None:
    assert len(pieces(finished(f"<p>{shown(text)}</p>"))) == 3
