"""Drawings: composed from shared shapes, said in words, the same on paper, and readable on a small phone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from typing import Any

import lxml.html
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from conftest import ROOT, Site
from guide.content.document import Unreadable, hidden
from guide.content.drawings import drawing, svg
from guide.content.guide import Guide
from guide.content.handouts import leaflets
from guide.content.schema import Ink
from guide.content.terms import names_of
from guide.html.tree import parse
from guide.paper.typeset import typst

INKS = {"fur": Ink(fill="#c9a06a", stroke="#5b3d1a", width=1.5, dark={"fill": "#a07a47"})}
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><title>Bear</title><desc>A bear.</desc>'
SHOWN = [
    (path.relative_to(ROOT / "docs").with_suffix(".html").as_posix())
    for path in sorted((ROOT / "docs").rglob("*.md"))
    if "{{ drawing: " in path.read_text(encoding="utf-8")
]


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


def drawings_of(site: Site, address: str) -> list[HtmlElement]:
    return lxml.html.parse(str(site.folder / address)).xpath("//figure[contains(@class, 'drawing')]")


def test_every_page_of_a_kind_that_asks_for_a_drawing_has_one(guide: Guide) -> None:
    asked = [page for page in guide.pages.values() if guide.kind(page).drawing]
    assert {page.folder for page in asked} == {"procedures", "conditions"}
    assert all(page.meta.drawings for page in asked)


def test_every_drawing_has_words_in_its_place_and_a_sourced_caption(site: Site, guide: Guide) -> None:
    for page in guide.pages.values():
        figures = drawings_of(site, page.src.removesuffix(".md") + ".html")
        assert len(figures) == len(page.meta.drawings), page.src
        for figure in figures:
            (picture,) = figure.iter("svg")
            title, description = str(picture.get("aria-labelledby")).split()
            assert picture.get("role") == "img"
            assert [e.text_content() for e in (figure.get_element_by_id(title), figure.get_element_by_id(description))]
            assert figure.xpath("figcaption//a[@class='cite']"), page.src


def test_a_drawing_on_a_page_leads_nowhere_and_sets_no_style_of_its_own(site: Site) -> None:
    for address in SHOWN:
        for figure in drawings_of(site, address):
            assert figure.xpath(".//svg//use | .//svg//style | .//svg//script | .//svg//@style | .//svg//@href") == []


def test_labels_are_plain_words_or_words_of_the_glossary(guide: Guide) -> None:
    known = {name.casefold() for term in guide.terms.values() for name in names_of(term)}
    known |= {word for name in known for word in name.split()}
    for key, root in guide.drawings.items():
        for label in (element.text for element in root.every() if element.tag == "text"):
            long = [word for word in label.casefold().split() if len(word) > LONGEST_PLAIN and word not in known]
            assert long == [], (key, label)


LONGEST_PLAIN = 9


def test_the_style_sheet_recolors_every_ink_for_dark_pages(site: Site, guide: Guide) -> None:
    sheet = (site.folder / "assets" / "style.css").read_text(encoding="utf-8")
    for name, ink in guide.inks.items():
        look = f"{{fill:{ink.dark.fill};stroke:{ink.dark.stroke}}}"
        assert f'[data-md-color-scheme="slate"] svg.drawing .{name}{look}' in sheet


def test_the_files_of_drawings_are_not_published(site: Site) -> None:
    assert not (site.folder / "assets" / "figures").exists()


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


def figures_in(pdf: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                yield str(item.get("/Alt"))


def test_every_drawing_is_read_out_from_its_hand_out(site: Site, guide: Guide) -> None:
    for leaflet in (one for one in leaflets(guide) if one.handout.form == "full"):
        said = " ".join(figures_in((site.folder / leaflet.address).read_bytes()))
        for key in leaflet.page.meta.drawings:
            assert all(text in said for text in drawing.words(guide.drawings[key])), key


# ---- in a browser -------------------------------------------------------------------------

MEASURE = """() => [...document.querySelectorAll("svg.drawing")].map((svg) => {
    const edge = (box) => [box.left, box.top, box.right, box.bottom];
    return {
        frame: edge(svg.getBoundingClientRect()),
        labels: [...svg.querySelectorAll("text")].map((text) => ({
            says: text.textContent,
            box: edge(text.getBoundingClientRect()),
            size: parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a,
        })),
    };
})"""


def inside(box: list[float], frame: list[float]) -> bool:
    """True for a box that stands in the frame, but for the room around letters."""
    return frame[0] <= box[0] and frame[1] - 1 <= box[1] and box[2] <= frame[2] and box[3] <= frame[3] + 1


def overlap(one: list[float], other: list[float]) -> bool:
    """True where two boxes share more than the room around letters."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 0 and height > 0.35 * (one[3] - one[1])


@pytest.mark.parametrize("address", SHOWN)
def test_labels_are_large_apart_and_inside_on_a_small_phone(address: str, browser: Any, site: Site) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto((site.folder / address).as_uri())
    found = page.evaluate(MEASURE)
    page.close()
    assert found
    for one in found:
        for index, label in enumerate(one["labels"]):
            box = label["box"]
            assert label["size"] >= 11, label
            assert inside(box, one["frame"]), label
            for other in one["labels"][index + 1 :]:
                assert not overlap(box, other["box"]), (label["says"], other["says"])


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
    mode: dict[str, str], shade: str, browser: Any, site: Site, guide: Guide
) -> None:
    page = browser.new_page(**mode)
    page.goto((site.folder / SHOWN[0]).as_uri())
    worn = page.locator("svg.drawing [class]").evaluate_all(
        "(all) => all.map((one) => [one.getAttribute('class'), getComputedStyle(one).fill])"
    )
    page.close()
    assert worn
    for name, fill in worn:
        ink = guide.inks[name]
        assert fill == as_shown((ink.dark if shade == "dark" else ink).fill), name


def as_shown(color: str) -> str:
    """A color as a browser writes it."""
    if color == "none":
        return color
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"
