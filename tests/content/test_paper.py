"""The guide on paper: every word arrives, nothing is too small or too long, screen readers can read it."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import page
import pikepdf
import pypdf
import pytest

from conftest import ROOT, TYPEFACE, Site
from content import address, with_part
from guide.checks.editions import Editions
from guide.content.guide import Guide
from guide.content.handouts import Leaflet, leaflets, overflow
from guide.pages.long_lists import split
from guide.pages.maker import Maker
from guide.paper.handout import Printer
from guide.paper.poster import PosterMaker
from guide.paper.press import set_in_type
from guide.paper.sections import without

pytestmark = pytest.mark.paper

SCREEN_ONLY = "headerlink", "page-tools", "help-link", "on-screen", "spare"
SMALLEST_INK = 0.99
"""What rounding may take from the size of a letter."""


@cache
def pdf(path: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(path.read_bytes()))


def text(path: Path) -> str:
    return " ".join(page.extract_text() for page in pdf(path).pages)


def letters(said: str) -> list[str]:
    return re.findall(r"[^\W_]+", said)


def handouts(site: Site, guide: Guide, form: str, **wanted: str) -> Iterator[tuple[Leaflet, Path]]:
    for leaflet in leaflets(guide):
        if leaflet.handout.form == form and wanted.get("edition", leaflet.key) == leaflet.key:
            yield leaflet, site.folder / leaflet.address


@pytest.fixture(scope="session")
def maker(guide: Guide, words: dict[str, str]) -> Maker:
    return Maker(split(guide, words), ROOT / "overrides" / "generated", words)


@pytest.fixture(scope="session")
def first(guide: Guide) -> str:
    """The edition in which the words of a paper are looked for."""
    return guide.paper.counted[0]


@pytest.fixture(scope="session")
def books(site: Site, guide: Guide, first: str) -> list[Path]:
    """The book, or its volumes in turn, in that edition."""
    return sorted(
        (site.folder / "pdf").glob(f"booklet-*{first}.pdf"),
        key=lambda path: [int(n) for n in re.findall(r"\d+", path.stem)],
    )


@pytest.fixture(scope="session")
def papers(site: Site) -> list[Path]:
    return sorted((site.folder / "pdf").glob("*.pdf"))


# ---- which there are ----------------------------------------------------------------


def test_every_edition_that_the_data_asks_for_is_there(papers: list[Path], guide: Guide) -> None:
    asked = {leaflet.address.removeprefix("pdf/") for leaflet in leaflets(guide)}
    asked |= {f"{name}-{paper}.pdf" for name in ("poster", "poster-signs") for paper in guide.paper.poster.papers}
    asked |= {f"form-{name}-{key}.pdf" for name in guide.paper.forms.papers for key in guide.paper.forms.editions}
    books = {path.name for path in papers if path.name.startswith("booklet-")}
    assert {path.name for path in papers} - books == asked
    assert {name for key in guide.paper.booklet.editions for name in books if name.endswith(f"-{key}.pdf")} == books
    assert bool(books) == bool(guide.paper.booklet.editions)


def test_every_page_of_a_kind_that_is_printed_can_be_taken_home(guide: Guide) -> None:
    forms: dict[str, set[str]] = {}
    for leaflet in leaflets(guide):
        forms.setdefault(leaflet.page.slug, set()).add(leaflet.handout.form)
    for handout in guide.paper.handouts:
        asked = {page.slug for page in guide.pages.values() if page.kind in handout.kinds}
        assert [slug for slug in asked if handout.form not in forms.get(slug, ())] == [], handout


def test_no_hand_out_is_longer_than_its_limit(site: Site, guide: Guide) -> None:
    for leaflet in leaflets(guide):
        pages = len(pdf(site.folder / leaflet.address).pages)
        assert overflow(guide, leaflet, pages) is None, leaflet.address


def test_a_sheet_has_the_signs_of_danger_at_the_head_of_one_side_and_says_where(
    site: Site, guide: Guide, words: dict[str, str]
) -> None:
    for leaflet, path in handouts(site, guide, "sheet"):
        own, (card, *_) = guide.groups_of(leaflet.page), guide.emergency.cards.values()
        sides = ["".join(letters(side.extract_text())) for side in pdf(path).pages]
        heading = letters_of(card.heading.format(**guide.clinic.model_dump()))
        (at,) = [number for number, side in enumerate(sides) if heading in side]
        assert sides[at].startswith(heading), leaflet.address
        lost = [one.text for one in card.signs if one.for_whom in own and letters_of(one.text) not in sides[at]]
        assert lost == [], leaflet.address
        where = words["sheet_signs_back"] if at == 1 else words["sheet_signs_side"].format(side=at + 1)
        assert letters_of(where) in sides[0], leaflet.address


# ---- what they say ------------------------------------------------------------------


def test_every_word_of_a_page_is_in_its_full_hand_out(site: Site, guide: Guide, first: str) -> None:
    found: dict[str, str] = defaultdict(str)
    left_out: dict[str, tuple[str, ...]] = {}
    for leaflet, path in handouts(site, guide, "full", edition=first):
        found[leaflet.page.src] += "".join(letters(text(path)))  # a long page has several, which divide it
        left_out[leaflet.page.src] = leaflet.handout.without
    for src, said in found.items():
        lost = [word for word in letters(printed(site, src, left_out[src])) if word not in said]
        assert lost == [], src


def printed(site: Site, src: str, left_out: tuple[str, ...]) -> str:
    """What a page says that belongs on paper, without the sections of these titles and what only they rest on."""
    (html,) = lxml.html.parse(str(site.folder / src.replace(".md", ".html"))).xpath("//article")
    for silent in html.xpath("//svg | //*[@hidden] | //template | //script | //form | //button"):
        silent.drop_tree()
    without(html, left_out)
    for name in SCREEN_ONLY:
        for element in html.find_class(name):
            element.drop_tree()
    return " ".join(html.itertext())


def test_a_page_in_parts_begins_each_with_its_title_and_says_which_part_it_is(
    site: Site, guide: Guide, first: str
) -> None:
    parts = [(one, path) for one, path in handouts(site, guide, "full", edition=first) if one.handout.part]
    for leaflet, path in parts:
        side = "".join(letters(pdf(path).pages[0].extract_text()))
        for said in (leaflet.page.meta.title, leaflet.handout.label):
            assert "".join(letters(said)) in side, leaflet.address


def test_a_section_that_stands_elsewhere_is_left_out_with_its_sources(site: Site, guide: Guide, first: str) -> None:
    for leaflet, path in handouts(site, guide, "full", edition=first):
        for title in leaflet.handout.without:
            assert title not in text(path), leaflet.address


def test_each_says_its_date_and_its_review_and_a_full_page_has_room_for_notes(
    site: Site, guide: Guide, maker: Maker, words: dict[str, str]
) -> None:
    editions = Editions(guide, words)
    for leaflet in leaflets(guide):
        said = text(site.folder / leaflet.address)
        dated = maker.dated(editions.released(leaflet.page.slug, leaflet.handout.name))
        review = leaflet.page.meta.reviewed[0] if leaflet.page.meta.reviewed else None
        notes = words["your_notes"] if leaflet.handout.form == "full" else ""
        for needed in (dated, review.by if review else words["not_reviewed"], notes):
            assert "".join(letters(needed)) in "".join(letters(said)), (leaflet.address, needed)


# ---- to write on --------------------------------------------------------------------


def test_a_paper_to_write_on_is_one_sheet_with_all_that_it_asks_for(site: Site, guide: Guide) -> None:
    for name, form in guide.paper.forms.papers.items():
        for edition in guide.paper.forms.editions:
            path = site.folder / "pdf" / f"form-{name}-{edition}.pdf"
            assert len(pdf(path).pages) == (2 if form.back else 1), path.name
            said = "".join(letters(text(path)))
            parts = [*form.front, *form.back]
            asked = [form.title, form.says, *form.head, *(part.heading for part in parts)]
            asked += [each for part in parts for each in (*part.columns, *part.labels, *part.ticks, *part.lines)]
            assert [each for each in asked if letters_of(each) not in said] == [], path.name


# ---- the book and the poster ----------------------------------------------------------


def test_the_book_says_on_which_pages_a_word_stands_and_where_to_read_on(
    books: list[Path], words: dict[str, str]
) -> None:
    said = [page.extract_text() for path in books for page in pdf(path).pages]
    longest = max((len(pdf(path).pages) for path in books), default=0)
    listed = re.findall(rf"{words['on_pages']} ((?:\d+,?\s*)+)", " ".join(said))
    numbers = [int(number) for run in listed for number in re.findall(r"\d+", run)]
    assert bool(listed) == bool(books)
    assert max(numbers, default=0) <= longest


def test_the_book_opens_with_its_contents_and_has_bookmarks(
    books: list[Path], guide: Guide, words: dict[str, str]
) -> None:
    contents = [page.extract_text() for path in books for page in pdf(path).pages[1:3]]
    said = "".join(letters(" ".join(contents)))
    assert all(words["contents"] in pdf(path).pages[1].extract_text() for path in books)
    titles = [o.meta.title for o in guide.options.values() if books]
    assert [title for title in titles if "".join(letters(title)) not in said] == []
    for path in books:
        with pikepdf.open(path) as opened, opened.open_outline() as outline:
            assert len(outline.root), path.name


def test_a_mark_in_the_book_leads_to_the_list_of_all_sources(books: list[Path], guide: Guide) -> None:
    said = "".join(letters(" ".join(map(text, books))))
    used = [key for key in guide.sources if guide.uses.get(key) and books]
    assert [key for key in used if "".join(letters(guide.sources[key].title)) not in said] == []


def test_each_poster_is_one_page_with_every_sign_of_its_groups(site: Site, guide: Guide) -> None:
    poster, (card, *_) = guide.paper.poster, guide.emergency.cards.values()
    for paper in poster.papers:
        for name, groups in (("poster", poster.signs), ("poster-signs", poster.danger)):
            path = site.folder / "pdf" / f"{name}-{paper}.pdf"
            assert len(pdf(path).pages) == 1
            said = letters_of(text(path))
            asked = [sign.text for sign in card.signs if sign.for_whom in groups]
            assert [sign for sign in asked if letters_of(sign) not in said] == [], path.name


def test_nothing_on_a_poster_but_its_last_line_is_too_small_to_read_from_afar(site: Site, guide: Guide) -> None:
    for paper in guide.paper.poster.papers:
        for name in ("poster", "poster-signs"):
            assert {size for size in sizes(site.folder / "pdf" / f"{name}-{paper}.pdf") if size < 24.9} == {14.0}


def test_each_chapter_of_the_book_carries_the_code_of_its_text(
    books: list[Path], guide: Guide, words: dict[str, str]
) -> None:
    said = "".join(letters(" ".join(map(text, books))))
    now = Editions(guide, words).now
    codes = {slug: letters_of(words["current_code"] + now[slug].issue.code) for slug in guide.options if books}
    assert [slug for slug, code in codes.items() if code not in said] == []
    asked = with_part(guide, "current")
    for path in books if asked else ():
        assert letters_of(asked.meta.title) in letters_of(pdf(path).pages[0].extract_text()), path.name


def letters_of(said: str) -> str:
    return "".join(letters(said))


def test_the_first_page_of_a_chapter_carries_its_own_code(
    books: list[Path], guide: Guide, words: dict[str, str]
) -> None:
    now = Editions(guide, words).now
    pages = [letters_of(page.extract_text()) for path in books for page in pdf(path).pages]
    for slug in guide.options if books else ():
        title, code = map(letters_of, (guide.options[slug].meta.title, words["current_code"] + now[slug].issue.code))
        heads = [page[: len(code) + 80] for page in pages if code in page]
        assert title in heads[0], slug


def test_the_poster_has_a_code_that_the_guide_answers_to(site: Site, guide: Guide, words: dict[str, str]) -> None:
    code, asked = Editions(guide, words).list_code, with_part(guide, "current")
    for paper in guide.paper.poster.papers:
        assert code in text(site.folder / "pdf" / f"poster-{paper}.pdf")
        assert code in text(site.folder / "pdf" / f"poster-signs-{paper}.pdf")
    page = lxml.html.parse(str(site.folder / address(asked))) if asked else None
    assert not asked or [item.get("data-state") for item in page.xpath(f"//li[@data-code='{code}']")] == ["current"]


def test_paper_without_an_address_says_where_to_look_its_code_up(site: Site, guide: Guide) -> None:
    asked = with_part(guide, "current")
    for leaflet in leaflets(guide) if asked else ():
        assert letters_of(asked.meta.title) in letters_of(text(site.folder / leaflet.address)), leaflet.address


def test_the_poster_stays_one_page_with_the_codes_on_it(guide: Guide, maker: Maker) -> None:
    printer = Printer(ROOT / "overrides" / "print", maker, "https://a-hospital.example/patients/a-guide-to-choices/")
    for name, job in PosterMaker(printer, "A guide to choices").jobs():
        assert set_in_type(job, TYPEFACE).pages == 1, name


# ---- for every reader -----------------------------------------------------------------


def test_every_pdf_is_accessible_and_archival(papers: list[Path]) -> None:
    for path in papers:
        for profile in ("ua1", "2a"):
            assert page.validate_pdf(path, profile=profile).failures == [], (path.name, profile)


def test_every_pdf_has_language_title_tags_and_fonts_of_its_own(papers: list[Path]) -> None:
    for path in papers:
        root: Any = pdf(path).trailer["/Root"]
        assert str(root["/Lang"]).startswith("en"), path.name
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], path.name
        assert root["/MarkInfo"]["/Marked"], path.name
        assert pdf(path).metadata.title, path.name
        with pikepdf.open(path) as opened:
            fonts = [item for item in opened.objects if _is(item, "/Type", "/FontDescriptor")]
            assert all("Atkinson" in str(font.FontName) for font in fonts), path.name
            assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts), path.name


def test_tables_have_header_cells_for_columns_and_rows(site: Site, guide: Guide, first: str) -> None:
    for _, path in handouts(site, guide, "full", edition=first):
        with pikepdf.open(path) as opened:
            for body in (item for item in opened.objects if _is(item, "/S", "/TBody")):
                assert all(row.K[0].S == pikepdf.Name.TH for row in body.K), path.name


def _is(item: Any, key: str, name: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get(key) == pikepdf.Name(name)


def sizes(path: Path) -> set[float]:
    """The size of every letter on the pages, drawings apart."""
    found: set[float] = set()

    def seen(said: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if said.strip():
            found.add(round(abs(size * tm[3] * cm[3]), 2))

    for leaf in pdf(path).pages:
        leaf.extract_text(visitor_text=seen)
    return found


def test_nothing_on_paper_is_smaller_than_its_edition_says(site: Site, guide: Guide) -> None:
    for leaflet in leaflets(guide):
        smallest = min(sizes(site.folder / leaflet.address))
        assert smallest >= guide.paper.editions[leaflet.key].size * SMALLEST_INK, (leaflet.address, smallest)


def test_no_word_is_split_at_the_end_of_a_line(site: Site, guide: Guide, first: str) -> None:
    whole = {word.lower() for _, path in handouts(site, guide, "full", edition=first) for word in _hyphened(path)}
    largest = max(guide.paper.editions, key=lambda key: guide.paper.editions[key].size)
    for _, path in handouts(site, guide, "full", edition=largest):
        split = re.findall(r"(\w+)-\n(\w+)", "\n".join(page.extract_text() for page in pdf(path).pages))
        assert [first for first, _ in split if first.lower() not in whole] == [], path.name


def _hyphened(path: Path) -> list[str]:
    """What stands before a hyphen wherever a word is written with one: a line or a page may end after it."""
    words = re.findall(r"[\w-]+-[\w-]+", text(path).replace("-\n", "-"))
    return [part for word in words for part in word.split("-")[:-1]]


def test_every_hand_out_is_small_to_send(site: Site, guide: Guide) -> None:
    sizes = {leaflet.address: (site.folder / leaflet.address).stat().st_size for leaflet in leaflets(guide)}
    assert {address: size for address, size in sizes.items() if size > 130_000} == {}


# ---- where they are -------------------------------------------------------------------


def test_the_list_names_every_pdf_with_sides_and_size(site: Site, guide: Guide, papers: list[Path]) -> None:
    home = with_part(guide, "downloads")
    if home is None:
        return
    (listed,) = lxml.html.parse(str(site.folder / address(home))).xpath("//article")
    copies = {copy.find("a").get("href"): copy.text_content() for copy in listed.xpath("//li[@data-edition]")}
    assert set(copies) == {f"pdf/{path.name}" for path in papers}
    for path in papers:
        said = copies[f"pdf/{path.name}"]
        assert f"{len(pdf(path).pages)} sides" in said, path.name
        assert f"{round(path.stat().st_size / 1000)} kB" in said, path.name


def test_every_page_with_hand_outs_leads_to_each_of_them(site: Site, guide: Guide) -> None:
    for leaflet in leaflets(guide):
        source = site.folder / leaflet.page.src.replace(".md", ".html")
        hrefs = lxml.html.parse(str(source)).xpath("//section[@data-paper-control]//a/@href")
        assert any(href.endswith(leaflet.address) for href in hrefs), leaflet.address
