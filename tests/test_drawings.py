"""Drawings: composed from shared shapes, said in words, the same on paper, and readable on a small phone."""

from __future__ import annotations

from html import escape
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Site
from guide.content.document import hidden
from guide.content.drawings import drawing, svg
from guide.content.guide import Guide
from guide.content.schema import Ink
from guide.ground.problems import Unreadable
from guide.html.tree import parse
from guide.paper.typeset import typst
from pictures import drawings_of

INKS = {"fur": Ink(fill="#c9a06a", stroke="#5b3d1a", width=1.5, dark={"fill": "#a07a47"})}
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><title>Bear</title><desc>A bear.</desc>'


def composed(inside: str, shapes: str = "") -> drawing.Composed:
    root = svg.parse(f"{HEAD}{inside}</svg>", "bear.svg")
    shared = svg.parse(f"<svg>{shapes}</svg>", "base/parts.svg")
    known = {f"bear.svg#{e.attributes['id']}": e for e in root.every() if "id" in e.attributes}
    known |= {f"base/parts.svg#{e.attributes['id']}": e for e in shared.every() if "id" in e.attributes}
    return drawing.compose("bear", root, known, INKS)


def test_a_shared_shape_is_copied_to_its_place() -> None:
    made = composed('<use href="base/parts.svg#ear" x="5" transform="scale(2)"/>', '<path id="ear" d="M0 0"/>')
    assert made.body == '<g transform="scale(2) translate(5 0)"><path d="M0 0"></path></g>'


def test_a_shape_may_be_made_of_others_of_its_file() -> None:
    made = composed('<use href="base/parts.svg#head"/>', '<g id="head"><use href="#ear"/></g><path id="ear" d="M0 0"/>')
    assert made.body == '<g><g><g><path d="M0 0"></path></g></g></g>'


def test_a_class_is_written_out_as_its_ink() -> None:
    made = composed('<path class="fur" d="M0 0"/>')
    look = 'fill="#c9a06a" stroke="#5b3d1a" stroke-width="1.5"'
    assert made.body == f'<path {look} class="fur" d="M0 0"></path>'


def test_letters_are_a_fixed_share_of_the_width() -> None:
    assert composed("").label == 7


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(lambda text: not hidden(text)))
def test_a_label_reaches_the_page_as_it_was_written(text: str) -> None:
    label = text.strip() or "x"
    body = composed(f"<text>{escape(label)}</text>").body
    assert " ".join(lxml.html.fragment_fromstring(body).text_content().split()) == " ".join(label.split())


@given(st.text())
def test_text_that_is_no_drawing_is_a_problem_with_its_place(text: str) -> None:
    with pytest.raises(Unreadable, match=r"^docs/any\.svg:\d+:\d+: "):
        svg.parse(f"<svg><g>{text.replace('<', '')}</svg>", "docs/any.svg")


# ---- on the page ----------------------------------------------------------------------


def test_the_made_up_guide_has_its_own_drawing(second_site: Site) -> None:
    (figure,) = drawings_of(second_site, "procedures/seam-repair.html")
    assert figure.xpath(".//text/text()") == ["Before", "After"]
    assert "torn at first and mended after that. Drawing, not to scale." in figure.text_content()
    assert len(figure.xpath(".//*[@class='thread']")) == 2


# ---- on paper ---------------------------------------------------------------------------


def test_paper_shows_the_same_drawing_with_its_words(second_site: Site) -> None:
    (figure,) = drawings_of(second_site, "procedures/seam-repair.html")
    code = typst(parse(lxml.html.tostring(figure, encoding="unicode")))
    assert 'html-drawing("<svg ' in code
    assert 'viewBox=\\"0 0 160 90\\"' in code
    assert '"A bear before and after its seam is closed. Left: the bear is flat' in code


# ---- in a browser -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "shade"),
    [
        ({"color_scheme": "light"}, "light"),
        ({"color_scheme": "dark"}, "dark"),
        ({"color_scheme": "dark", "forced_colors": "active"}, "light"),
    ],
    ids=["light", "dark", "forced colors"],
)
def test_a_drawing_wears_the_colors_of_its_ground(
    mode: dict[str, str], shade: str, browser: Any, second_site: Site, small: Guide
) -> None:
    page = browser.new_page(**mode)
    page.goto((second_site.folder / "procedures/seam-repair.html").as_uri())
    worn = page.locator("svg.drawing [class]").evaluate_all(
        "(all) => all.map((one) => [one.getAttribute('class'), getComputedStyle(one).fill])"
    )
    page.close()
    assert worn
    for name, fill in worn:
        ink = small.inks[name]
        assert fill == as_shown((ink.dark if shade == "dark" else ink).fill), name


def as_shown(color: str) -> str:
    """A color as a browser writes it."""
    if color == "none":
        return color
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"
