"""Everything on paper: every word arrives, nothing is too small or too long, screen readers can read it."""

from __future__ import annotations

import datetime
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import page
import pikepdf
import pypdf
import pytest

from conftest import ROOT, Site
from guide.checks.editions import Editions
from guide.content.guide import Guide
from guide.content.handouts import Leaflet, leaflets, overflow
from guide.content.schema import Edition
from guide.content.schema import Editions as Releases
from guide.content.schema.pages import Review
from guide.ground import fonts
from guide.ground.cache import Cache
from guide.html.tree import parse
from guide.pages.long_lists import split
from guide.pages.maker import Maker
from guide.paper import printing
from guide.paper.booklet import Binder
from guide.paper.handout import Printer, midnight
from guide.paper.poster import PosterMaker
from guide.paper.press import NotSet, Press, set_in_type
from guide.paper.printing import Shop
from guide.paper.sections import without

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
def papers(site: Site) -> list[Path]:
    return sorted((site.folder / "pdf").glob("*.pdf"))


@pytest.fixture(scope="session")
def printer(small: Guide, words: dict[str, str]) -> Printer:
    maker = Maker(small, ROOT / "overrides" / "generated", words)
    return Printer(ROOT / "overrides" / "print", maker, "")


# ---- which there are ----------------------------------------------------------------


def test_every_edition_that_the_data_asks_for_is_there(papers: list[Path], guide: Guide) -> None:
    asked = {leaflet.address.removeprefix("pdf/") for leaflet in leaflets(guide)}
    asked |= {f"booklet-{key}.pdf" for key in guide.paper.booklet.editions}
    asked |= {f"poster-{paper}.pdf" for paper in guide.paper.poster.papers}
    assert {path.name for path in papers} == asked
    assert {"discectomy-sheet-large-letter.pdf", "herniated-disc-full-clear-letter.pdf"} <= asked


def test_every_option_condition_and_comparison_can_be_taken_home(guide: Guide) -> None:
    forms: dict[str, set[str]] = {}
    for leaflet in leaflets(guide):
        forms.setdefault(leaflet.page.slug, set()).add(leaflet.handout.form)
    assert all(forms[slug] == {"sheet", "full"} for slug in guide.options)
    assert all(forms[slug] == {"full"} for slug in (*guide.conditions, *guide.comparisons))
    assert {"choosing", "before-surgery", "help-now", "glossary"} <= set(forms)


def test_no_hand_out_is_longer_than_its_limit(site: Site, guide: Guide) -> None:
    for leaflet in leaflets(guide):
        pages = len(pdf(site.folder / leaflet.address).pages)
        assert overflow(guide, leaflet, pages) is None, leaflet.address


def test_a_hand_out_that_is_too_long_says_by_how_much(guide: Guide) -> None:
    leaflet = next(one for one in leaflets(guide) if one.key in guide.paper.counted and one.handout.most)
    limit = leaflet.handout.most or 0
    problem = overflow(guide, leaflet, limit + 3)
    assert problem is not None
    assert f"has {limit + 3} sides; {limit} is the limit" in problem.what
    assert "about 3 sides" in problem.fix
    assert overflow(guide, leaflet, limit) is None


def test_a_sheet_has_two_sides_with_the_signs_of_danger_on_the_first(site: Site, guide: Guide) -> None:
    sign = next(iter(guide.emergency.cards.values())).signs[0].text.rstrip(".")
    for leaflet, path in handouts(site, guide, "sheet", edition="clear-a4"):
        assert len(pdf(path).pages) == 2, leaflet.address
        first = "".join(letters(pdf(path).pages[0].extract_text()))
        assert "".join(letters(sign)) in first, leaflet.address


# ---- what they say ------------------------------------------------------------------


def test_every_word_of_a_page_is_in_its_full_hand_out(site: Site, guide: Guide) -> None:
    found: dict[str, str] = defaultdict(str)
    left_out: dict[str, tuple[str, ...]] = {}
    for leaflet, path in handouts(site, guide, "full", edition="clear-a4"):
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


def test_a_page_in_parts_begins_each_with_its_title_and_says_which_part_it_is(site: Site, guide: Guide) -> None:
    parts = [(one, path) for one, path in handouts(site, guide, "full", edition="clear-a4") if one.handout.part]
    assert len(parts) > 1
    for leaflet, path in parts:
        first = "".join(letters(pdf(path).pages[0].extract_text()))
        for said in (leaflet.page.meta.title, leaflet.handout.label):
            assert "".join(letters(said)) in first, leaflet.address


def test_a_section_that_stands_elsewhere_is_left_out_with_its_sources(site: Site, guide: Guide) -> None:
    for leaflet, path in handouts(site, guide, "full", edition="clear-a4"):
        for title in leaflet.handout.without:
            assert title not in text(path), leaflet.address


def test_each_says_its_date_its_review_and_has_room_for_notes(
    site: Site, guide: Guide, printer: Printer, words: dict[str, str]
) -> None:
    editions = Editions(guide, words)
    for leaflet in leaflets(guide):
        said = text(site.folder / leaflet.address)
        dated = printer.maker.dated(editions.released(leaflet.page.slug, leaflet.handout.name))
        for needed in (dated, words["not_reviewed"], words["your_notes"]):
            assert "".join(letters(needed)) in "".join(letters(said)), (leaflet.address, needed)


def test_an_address_prints_as_text_and_code(printer: Printer, small: Guide) -> None:
    online = Printer(printer.templates, printer.maker, "https://bears.example/guide/")
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full")
    source = online.job(leaflet, parse("<h1>Title</h1><p>Text.</p>")).source
    assert f'"https://bears.example/guide/{leaflet.page.src.removesuffix(".md")}.html"' in source
    assert "<svg" in source
    assert "<svg" not in printer.job(leaflet, parse("<h1>Title</h1><p>Text.</p>")).source


def test_an_element_without_a_form_on_paper_names_the_page(printer: Printer, small: Guide) -> None:
    leaflet = leaflets(small)[-1]
    with pytest.raises(NotSet, match=rf"{re.escape(leaflet.page.src)}.*<video>"):
        printer.job(leaflet, parse("<h1>Title</h1><video>film</video>"))


def test_every_page_that_cannot_be_set_is_named_at_once(
    printer: Printer, small: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = "".join(f'<li id="source-{key}">{key}</li>' for key in small.sources)
    html = f'<h1>Title</h1><video>film</video><ol class="page-sources">{sources}</ol>'
    pages = {leaflet.page.src for leaflet in leaflets(small) if leaflet.handout.form == "full"}
    monkeypatch.setattr(printing, "leaflets", lambda _: [one for one in leaflets(small) if one.handout.form == "full"])
    with pytest.raises(NotSet) as error:
        Shop(printer, Press(Cache(tmp_path), tmp_path / "fonts")).run(
            lambda _: parse(html), lambda _: parse(html), "Bears"
        )
    assert all(src in str(error.value) for src in pages)


def test_a_pdf_bears_the_day_of_its_release_and_no_day_without_one(printer: Printer, small: Guide) -> None:
    """Whatever its pages say of when they were written."""
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full")
    assert _time(printer, leaflet) == midnight(printer.released(leaflet.page)) > 0
    fresh = _printer_of(replace(small, editions=Releases()), printer)
    books = Binder(fresh, "Bears").jobs(lambda _: parse("<h1>Title</h1>"))
    posters = PosterMaker(fresh, "Bears").jobs()
    assert {_time(fresh, leaflet), *(job.time for _, job in (*books, *posters))} == {0}


def test_a_book_and_a_poster_say_how_many_of_their_pages_were_checked(printer: Printer, small: Guide) -> None:
    seen, nobody = Review(by="A. Reviewer", role="toy mender", on=datetime.date(2026, 1, 3)), "No doctor or nurse"
    for checked in ({}, {"restuffing": seen}):
        pages = {
            src: replace(page, meta=page.meta.model_copy(update={"reviewed": checked.get(page.slug)}))
            for src, page in small.pages.items()
        }
        own = _printer_of(replace(small, pages=pages), printer)
        book = [job.source for _, job in Binder(own, "Bears").jobs(lambda _: parse("<h1>Title</h1>"))]
        for source in (book[0], *(job.source for _, job in PosterMaker(own, "Bears").jobs())):
            says = source.partition('"review": ')[2]
            assert says.startswith('"Pages that have been checked: 1 of' if checked else f'"{nobody}')


def _printer_of(guide: Guide, like: Printer) -> Printer:
    return Printer(like.templates, Maker(guide, ROOT / "overrides" / "generated", like.maker.words), "")


def _time(printer: Printer, leaflet: Leaflet) -> int:
    return printer.job(leaflet, parse("<h1>Title</h1>")).time


def test_words_that_paper_does_not_use_change_no_paper(printer: Printer, small: Guide, words: dict[str, str]) -> None:
    other = Maker(small, ROOT / "overrides" / "generated", {**words, "quality_rule": "?"})
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full")
    html = "<h1>Title</h1>"
    assert Printer(printer.templates, other, "").job(leaflet, parse(html)) == printer.job(leaflet, parse(html))
    other = Maker(small, ROOT / "overrides" / "generated", {**words, "your_notes": "?"})
    assert Printer(printer.templates, other, "").job(leaflet, parse(html)) != printer.job(leaflet, parse(html))


# ---- the book and the poster ----------------------------------------------------------


def test_the_book_says_on_which_pages_a_word_stands_and_where_to_read_on(
    site: Site, guide: Guide, words: dict[str, str]
) -> None:
    book = pdf(site.folder / "pdf" / "booklet-clear-a4.pdf")
    pages = [page.extract_text() for page in book.pages]
    start = next(number for number, said in enumerate(pages) if number > 5 and guide.terms["disc"].definition in said)
    glossary = " ".join(pages[start:])
    listed = re.findall(rf"{words['on_pages']} ((?:\d+,?\s*)+)", glossary)
    assert len(listed) > 50
    numbers = {int(number) for run in listed for number in re.findall(r"\d+", run)}
    assert max(numbers) <= len(pages)
    assert re.search(rf"\({words['page_n']}\s+\d+\)", " ".join(pages))


def test_the_book_opens_with_its_contents_and_has_bookmarks(site: Site, guide: Guide, words: dict[str, str]) -> None:
    book = pdf(site.folder / "pdf" / "booklet-clear-a4.pdf")
    contents = book.pages[1].extract_text()
    assert words["contents"] in contents
    said = "".join(letters(contents))
    assert [name for o in guide.options.values() if "".join(letters(name := o.meta.title)) not in said] == []
    with pikepdf.open(site.folder / "pdf" / "booklet-clear-a4.pdf") as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert set(guide.settings.folders.values()) <= set(titles)


def test_a_mark_in_the_book_leads_to_the_list_of_all_sources(site: Site, guide: Guide) -> None:
    said = "".join(letters(text(site.folder / "pdf" / "booklet-clear-a4.pdf")))
    lost = [key for key, source in guide.sources.items() if "".join(letters(source.title)) not in said]
    assert lost == []


def test_the_poster_is_one_page_that_names_every_hand_out(site: Site, guide: Guide) -> None:
    for paper in guide.paper.poster.papers:
        path = site.folder / "pdf" / f"poster-{paper}.pdf"
        assert len(pdf(path).pages) == 1
        said = "".join(letters(text(path)))
        names = {leaflet.page.meta.name for leaflet in leaflets(guide)}
        assert [name for name in names if "".join(letters(name)) not in said] == []


def test_each_chapter_of_the_book_carries_the_code_of_its_text(site: Site, guide: Guide, printer: Printer) -> None:
    said = "".join(letters(text(site.folder / "pdf" / "booklet-clear-a4.pdf")))
    now = Editions(guide, printer.maker.words).now
    assert [slug for slug in guide.options if f"Codeofthistext{now[slug].issue.code}" not in said] == []
    asked = next(page for page in guide.pages.values() if "{{ part: current }}" in page.document.body)
    assert "".join(letters(asked.meta.title)) in "".join(letters(pdf_page(site, "booklet-clear-a4", 0)))


def test_the_first_page_of_a_chapter_carries_its_own_code(site: Site, guide: Guide, printer: Printer) -> None:
    now = Editions(guide, printer.maker.words).now
    book = pdf(site.folder / "pdf" / "booklet-clear-a4.pdf")
    pages = ["".join(letters(page.extract_text())) for page in book.pages]
    for slug in guide.options:
        title, code = "".join(letters(guide.options[slug].meta.title)), f"Codeofthistext{now[slug].issue.code}"
        heads = [page[: len(code) + 80] for page in pages if code in page]
        assert title in heads[0], slug


def test_the_poster_has_a_code_that_the_guide_answers_to(site: Site, guide: Guide, printer: Printer) -> None:
    code = Editions(guide, printer.maker.words).list_code
    assert code in pdf_page(site, "poster-a3", 0)
    page = lxml.html.parse(str(site.folder / "current.html"))
    assert [item.get("data-state") for item in page.xpath(f"//li[@data-code='{code}']")] == ["current"]


def test_paper_without_an_address_says_where_to_look_its_code_up(site: Site, guide: Guide) -> None:
    asked = next(page for page in guide.pages.values() if "{{ part: current }}" in page.document.body)
    for leaflet in leaflets(guide):
        end = text(site.folder / leaflet.address)
        assert "".join(letters(asked.meta.title)) in "".join(letters(end)), leaflet.address


def pdf_page(site: Site, name: str, number: int) -> str:
    return str(pdf(site.folder / "pdf" / f"{name}.pdf").pages[number].extract_text())


def test_the_poster_stays_one_page_with_the_codes_on_it(guide: Guide, words: dict[str, str]) -> None:
    maker = Maker(split(guide, words), ROOT / "overrides" / "generated", words)
    printer = Printer(ROOT / "overrides" / "print", maker, "https://a-hospital.example/patients/back-surgery-options/")
    for address, job in PosterMaker(printer, "Back Surgery Options").jobs():
        assert set_in_type(job, fonts.FOLDER).pages == 1, address
        assert job.source.count("<svg") > 25


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


def test_tables_have_header_cells_for_columns_and_rows(site: Site, guide: Guide) -> None:
    seen = 0
    for _, path in handouts(site, guide, "full", edition="clear-a4"):
        with pikepdf.open(path) as opened:
            for body in (item for item in opened.objects if _is(item, "/S", "/TBody")):
                seen += 1
                assert all(row.K[0].S == pikepdf.Name.TH for row in body.K), path.name
    assert seen > 5


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


@pytest.mark.parametrize("key", ["clear-a4", "clear-letter", "large-a4", "large-letter"])
def test_nothing_on_paper_is_smaller_than_its_edition_says(site: Site, guide: Guide, key: str) -> None:
    edition: Edition = guide.paper.editions[key]
    for leaflet in leaflets(guide):
        if leaflet.key == key:
            smallest = min(sizes(site.folder / leaflet.address))
            assert smallest >= edition.size * SMALLEST_INK, (leaflet.address, smallest)


def test_no_word_is_split_at_the_end_of_a_line(site: Site, guide: Guide) -> None:
    whole = {word.lower() for _, path in handouts(site, guide, "full", edition="clear-a4") for word in _hyphened(path)}
    for _, path in handouts(site, guide, "full", edition="large-a4"):
        split = re.findall(r"(\w+)-\n(\w+)", "\n".join(page.extract_text() for page in pdf(path).pages))
        assert [first for first, _ in split if first.lower() not in whole] == [], path.name


def _hyphened(path: Path) -> list[str]:
    """What stands before a hyphen wherever a word is written with one: a line or a page may end after it."""
    words = re.findall(r"[\w-]+-[\w-]+", text(path).replace("-\n", "-"))
    return [part for word in words for part in word.split("-")[:-1]]


def test_every_hand_out_is_small_to_send(site: Site, guide: Guide) -> None:
    sizes = {leaflet.address: (site.folder / leaflet.address).stat().st_size for leaflet in leaflets(guide)}
    assert {address: size for address, size in sizes.items() if size > 80_000} == {}


# ---- where they are -------------------------------------------------------------------


def test_the_list_names_every_pdf_with_sides_and_size(site: Site, papers: list[Path]) -> None:
    (listed,) = lxml.html.parse(str(site.folder / "downloads.html")).xpath("//article")
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


# ---- on the page ----------------------------------------------------------------------


def test_the_text_goes_on_where_a_drawing_does_not_fit(tmp_path: Path, printer: Printer, small: Guide) -> None:
    """The drawing stands at the head of the next page, and the text after it still stands on this one."""
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full" and one.key == "clear-a4")
    svg = '<svg class="drawing" viewBox="0 0 300 220"><title>Fur</title><desc>Soft.</desc>'
    svg += '<text x="9" y="30" font-size="14">Fur</text></svg>'
    words = "<p>" + "Bears are soft and kind to all who need one. " * 60 + "</p>"
    html = f"<h1>Bears</h1>{words}<p>See.</p><figure class='drawing'>{svg}</figure><p>Afterwards.</p>{words}"
    made = pypdf.PdfReader(io.BytesIO(set_in_type(printer.job(leaflet, parse(html)), fonts.FOLDER).content))
    first = next(number for number, page in enumerate(made.pages) if "Afterwards." in page.extract_text())
    drawn = next(number for number, page in enumerate(made.pages) if "Fur" in page.extract_text())
    seen = next(number for number, page in enumerate(made.pages) if "See." in page.extract_text())
    assert (seen, first, drawn) == (0, 0, 1)


def test_a_row_of_a_table_stays_whole_unless_that_leaves_half_a_page_empty(printer: Printer, small: Guide) -> None:
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full" and one.key == "clear-a4")

    def pages_of_second_row(first: int, second: int) -> list[int]:
        rows = "".join(
            f"<tr><th>{name}</th><td>{f'<p>{name}.</p>' * lines}</td></tr>"
            for name, lines in (("Fur", first), ("Nose", second))
        )
        html = f"<h1>Bears</h1><table><thead><tr><th>Part</th><th>Says</th></tr></thead><tbody>{rows}</tbody></table>"
        made = pypdf.PdfReader(io.BytesIO(set_in_type(printer.job(leaflet, parse(html)), fonts.FOLDER).content))
        return [number for number, page in enumerate(made.pages) if "Nose" in page.extract_text()]

    assert pages_of_second_row(first=28, second=25) == [1]
    assert pages_of_second_row(first=10, second=38) == [0, 1]
    assert pages_of_second_row(first=28, second=60) == [0, 1, 2]


def test_links_in_lists_that_paper_holds_itself_are_left_out(printer: Printer, small: Guide) -> None:
    online = Printer(printer.templates, printer.maker, "https://bears.example/")
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full")
    html = '<h1>Bears</h1><p><a href="other.html">Other</a> <a href="glossary.html#fur">fur</a></p>'
    source = online.job(leaflet, parse(html)).source
    assert 'html-a((), "https://bears.example/' in source
    assert "#fur" not in source


def test_a_line_that_announces_stays_with_what_it_announces(printer: Printer, small: Guide) -> None:
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full")
    source = printer.job(
        leaflet, parse("<h1>Bears</h1><p>They need:</p><ul><li>Care</li></ul><p>That is all.</p>")
    ).source
    assert source.count('("announces", )') == 1


def test_a_line_before_a_card_knows_that_a_card_comes_next(printer: Printer, small: Guide) -> None:
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full")
    source = printer.job(
        leaflet, parse('<h1>Bears</h1><p>One.</p><p>Keep it.</p><div class="card"><p>Call.</p></div>')
    ).source
    assert re.findall(r'html-p\(\("by-card", \), \{\n"([^"]*)"', source) == ["Keep it."]
