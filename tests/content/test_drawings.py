"""The drawings of the guide: said in words, the same on paper, and readable on a small phone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from conftest import Site
from content import address
from guide.content.drawings import drawing
from guide.content.guide import Guide
from guide.content.handouts import leaflets
from guide.content.terms import names_of
from pictures import drawings_of

LONGEST_PLAIN = 9
"""Letters of a word that a label may use without the glossary."""


def test_every_page_of_a_kind_that_asks_for_a_drawing_has_one(guide: Guide) -> None:
    asked = [page for page in guide.pages.values() if guide.kind(page).drawing]
    assert all(page.meta.drawings for page in asked)


def test_every_drawing_has_words_in_its_place_and_a_sourced_caption(site: Site, guide: Guide) -> None:
    for page in guide.pages.values():
        figures = drawings_of(site, address(page))
        assert len(figures) == len(page.meta.drawings), page.src
        for figure in figures:
            (picture,) = figure.iter("svg")
            title, description = str(picture.get("aria-labelledby")).split()
            assert picture.get("role") == "img"
            assert [e.text_content() for e in (figure.get_element_by_id(title), figure.get_element_by_id(description))]
            folded = figure.xpath("following-sibling::details[1]") if guide.kind(page).folded else [figure]
            assert folded[0].xpath(".//a[@class='cite']"), page.src


def test_a_drawing_on_a_page_leads_nowhere_and_sets_no_style_of_its_own(site: Site, guide: Guide) -> None:
    for page in guide.pages.values():
        for figure in drawings_of(site, address(page)):
            assert figure.xpath(".//svg//use | .//svg//style | .//svg//script | .//svg//@style | .//svg//@href") == []


def test_labels_are_plain_words_or_words_of_the_glossary(guide: Guide) -> None:
    known = {name.casefold() for term in guide.terms.values() for name in names_of(term)}
    known |= {word for name in known for word in name.split()}
    for key, root in guide.drawings.items():
        for label in (element.text for element in root.every() if element.tag == "text"):
            long = [word for word in label.casefold().split() if len(word) > LONGEST_PLAIN and word not in known]
            assert long == [], (key, label)


def test_the_style_sheet_recolors_every_ink_for_dark_pages(site: Site, guide: Guide) -> None:
    sheet = (site.folder / "assets" / "style.css").read_text(encoding="utf-8")
    for name, ink in guide.inks.items():
        look = f"{{fill:{ink.dark.fill};stroke:{ink.dark.stroke}}}"
        assert f'[data-md-color-scheme="slate"] svg.drawing .{name}{look}' in sheet


def test_the_files_of_drawings_are_not_published(site: Site) -> None:
    assert not (site.folder / "assets" / "figures").exists()


# ---- on paper ----


def figures_in(pdf: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                yield str(item.get("/Alt"))


@pytest.mark.paper
def test_every_drawing_is_read_out_from_its_hand_out(site: Site, guide: Guide) -> None:
    for leaflet in (one for one in leaflets(guide) if one.handout.form == "full"):
        said = " ".join(figures_in((site.folder / leaflet.address).read_bytes()))
        for key in leaflet.page.meta.drawings:
            assert all(text in said for text in drawing.words(guide.drawings[key])), key


# ---- in a browser ----

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


def test_labels_are_large_apart_and_inside_on_a_small_phone(browser: Any, site: Site, guide: Guide) -> None:
    page, found = browser.new_page(viewport={"width": 320, "height": 700}), []
    for each in (each for each in guide.pages.values() if each.meta.drawings):
        page.goto((site.folder / address(each)).as_uri())
        found += page.evaluate(MEASURE)
    page.close()
    for one in found:
        for index, label in enumerate(one["labels"]):
            box = label["box"]
            assert label["size"] >= 11, label
            assert inside(box, one["frame"]), label
            for other in one["labels"][index + 1 :]:
                assert not overlap(box, other["box"]), (label["says"], other["says"])
