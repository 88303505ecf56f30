"""What goes on paper and how, tried on the made-up guide: addresses, elements without a form, what stays together."""

from __future__ import annotations

import datetime
import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest

from conftest import ROOT, TYPEFACE
from guide.build import open_build
from guide.checks.reviews import parts
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.handouts import Leaflet, leaflets, overflow
from guide.content.schema import Editions as Releases
from guide.content.schema import Review
from guide.ground.cache import Cache
from guide.ground.problems import BadGuide
from guide.html.tree import parse
from guide.pages.maker import Maker
from guide.paper import printing
from guide.paper.booklet import Binder
from guide.paper.handout import Printer, midnight
from guide.paper.poster import PosterMaker
from guide.paper.press import NotSet, Press, Print, set_in_type
from guide.paper.printing import Shop
from judging import spoil


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
    nobody, own = "No doctor or nurse", parts(small.pages["procedures/restuffing.md"], small)
    seen = Review.model_construct(by="A. Reviewer", role="toy mender", on=datetime.date(2026, 1, 3), parts=own)
    for checked in ({}, {"restuffing": (seen,)}):
        pages = {
            src: replace(page, meta=page.meta.model_copy(update={"reviewed": checked.get(page.slug, ())}))
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


def test_the_text_goes_on_where_a_drawing_does_not_fit(tmp_path: Path, printer: Printer, small: Guide) -> None:
    """The drawing stands at the head of the next page, and the text after it still stands on this one."""
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full" and one.key == "clear-a4")
    svg = '<svg class="drawing" viewBox="0 0 300 220"><title>Fur</title><desc>Soft.</desc>'
    svg += '<text x="9" y="30" font-size="14">Fur</text></svg>'
    words = "<p>" + "Bears are soft and kind to all who need one. " * 60 + "</p>"
    html = f"<h1>Bears</h1>{words}<p>See.</p><figure class='drawing'>{svg}</figure><p>Afterwards.</p>{words}"
    made = pypdf.PdfReader(io.BytesIO(set_in_type(printer.job(leaflet, parse(html)), TYPEFACE).content))
    first = next(number for number, page in enumerate(made.pages) if "Afterwards." in page.extract_text())
    drawn = next(number for number, page in enumerate(made.pages) if "Fur" in page.extract_text())
    seen = next(number for number, page in enumerate(made.pages) if "See." in page.extract_text())
    assert (seen, first, drawn) == (0, 0, 1)


def test_a_sheet_keeps_the_language_of_the_label_of_a_step(project: Path) -> None:
    label = '**<span lang="da">Fyld</span>:** new filling'
    spoil(project, {"file": "procedures/restuffing.md", "replace": {"New filling probably": f"{label} probably"}})
    build = open_build(Contents(project / "docs"), ROOT / "overrides", "")
    build.print_paper("Bears")
    for edition in ("clear-a4", "large-a4"):
        made = io.BytesIO(build.shop.prints[f"pdf/restuffing-sheet-{edition}.pdf"].content)
        with pikepdf.open(made) as pdf:
            tags = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item]
        assert "da" in [str(tag.Lang) for tag in tags]


def test_a_poster_that_its_signs_do_not_fit_on_is_refused(small: Guide, words: dict[str, str]) -> None:
    """None is cut off."""
    first, card = next(iter(small.emergency.cards.items()))
    sign = card.signs[0].model_copy(update={"text": "Stuffing comes out of it. " * 90})
    long = card.model_copy(update={"signs": (sign, *card.signs[1:])})
    emergency = small.emergency.model_copy(update={"cards": {**small.emergency.cards, first: long}})
    maker = Maker(replace(small, emergency=emergency), ROOT / "overrides" / "generated", words)
    for _, job in PosterMaker(Printer(ROOT / "overrides" / "print", maker, ""), "Bears").jobs():
        with pytest.raises(NotSet, match="the signs do not fit on the poster"):
            set_in_type(job, TYPEFACE)


def test_a_row_of_a_table_stays_whole_unless_that_leaves_half_a_page_empty(printer: Printer, small: Guide) -> None:
    leaflet = next(one for one in leaflets(small) if one.handout.form == "full" and one.key == "clear-a4")

    def pages_of_second_row(first: int, second: int) -> list[int]:
        rows = "".join(
            f"<tr><th>{name}</th><td>{f'<p>{name}.</p>' * lines}</td></tr>"
            for name, lines in (("Fur", first), ("Nose", second))
        )
        html = f"<h1>Bears</h1><table><thead><tr><th>Part</th><th>Says</th></tr></thead><tbody>{rows}</tbody></table>"
        made = pypdf.PdfReader(io.BytesIO(set_in_type(printer.job(leaflet, parse(html)), TYPEFACE).content))
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


def test_a_hand_out_that_is_too_long_says_by_how_much(small: Guide) -> None:
    leaflet = next(one for one in leaflets(small) if one.key in small.paper.counted and one.handout.most)
    limit = leaflet.handout.most or 0
    problem = overflow(small, leaflet, limit + 3)
    assert problem is not None
    assert f"has {limit + 3} sides; {limit} is the limit" in problem.what
    assert "about 3 sides" in problem.fix
    assert overflow(small, leaflet, limit) is None


def too_long(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a build says where every hand-out comes out too long."""
    monkeypatch.setattr(Press, "run", lambda _, jobs: [Print(b"", 9) for _ in jobs])
    with pytest.raises(BadGuide) as caught:
        open_build(Contents(project / "docs"), ROOT / "overrides", "").print_paper("Bears")
    return [line for line in str(caught.value).splitlines() if "(Clear print)" in line]


def test_a_hand_out_that_is_too_long_says_what_to_shorten(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [line for line in too_long(project, monkeypatch) if "patching.md" in line and "whole page" in line]
    assert len(found) == 1
    assert found[0].startswith("docs/procedures/patching.md:1:1: hand-out")
    assert found[0].endswith("longest there: Risks, In short, Good sides")


def test_what_makes_another_page_too_long_is_told_where_it_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = project / "docs" / "procedures" / "resewing.md"
    text = (project / "docs" / "procedures" / "restuffing.md").read_text(encoding="utf-8")
    shutil.copy(project / "docs" / "procedures" / "restuffing.yml", new.with_suffix(".yml"))
    new.write_text(
        text.replace("title: Restuffing", "title: Resewing").replace("term: restuffing\n", ""), encoding="utf-8"
    )
    shutil.copyfile(new.with_name("restuffing.yml"), new.with_suffix(".yml"))
    found = too_long(project, monkeypatch)
    told = [line for line in found if line.startswith("docs/procedures/resewing.md:2:1: new or changed here")]
    assert any("shown on docs/conditions/flat-tummy.md, whose own text is as released" in line for line in told)
    assert not [line for line in found if line.startswith("docs/conditions/flat-tummy.md")]
    assert [line for line in found if line.startswith("docs/conditions/worn-cloth.md:1:1: hand-out")], "not shown there"


def changed(path: Path, old: str, new: str, begins: str) -> int:
    """Say something otherwise in the file; the line above it, or its own, that begins so."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return max(row for row, said in enumerate(text[: text.index(old)].split("\n"), 1) if said.startswith(begins))


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "page"),
    [
        ("procedures/restuffing.yml", "It puts new filling in.", "It puts much new filling in.", "  what:",
         "conditions/flat-tummy.md"),
        ("procedures/restuffing.yml", "in_100: 4", "in_100: 5", "  trouble:", "conditions/flat-tummy.md"),
        ("conditions/flat-tummy.yml", "Went flat all over", "Went quite flat all over", "  wait:",
         "procedures/restuffing.md"),
        ("data/glossary.yml", "A thin string", "A long and thin string", "thread:", "procedures/restuffing.md"),
        ("data/emergency.yml", "The head hangs by a thread.", "The whole head hangs by a thread.", "      - text:",
         "procedures/restuffing.md"),
        ("data/emergency.yml", "Stuffing comes out.", "Much stuffing comes out.", "      - text:",
         "procedures/restuffing.md"),
    ],
)  # fmt: skip
def test_a_change_that_makes_another_page_too_long_is_told_by_its_own_line_with_what_to_shorten(
    file: str, old: str, new: str, key: str, page: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = changed(project / "docs" / file, old, new, key)
    (told, *_) = [one for one in too_long(project, monkeypatch) if f"shown on docs/{page}" in one and "whole" in one]
    assert told.startswith(f"docs/{file}:{line}:")
    assert f"shorten docs/{page} by about" in told
    assert "longest there: " in told


@pytest.mark.parametrize(
    ("file", "old", "new", "begins"),
    [
        ("procedures/patching.md", "How soft it felt", "How very soft it felt", "## Risks"),
        ("procedures/restuffing.yml", "It puts new filling in.", "It puts much new filling in.", "  what:"),
    ],
)
def test_a_change_that_makes_its_own_page_too_long_is_told_by_its_line(
    file: str, old: str, new: str, begins: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = changed(project / "docs" / file, old, new, begins)
    (told, *_) = [one for one in too_long(project, monkeypatch) if f"docs/{file}:" in one and "whole page" in one]
    assert told.startswith(f"docs/{file}:{line}:")
    assert "longest there: " in told


def test_a_sign_that_makes_pages_too_long_is_told_in_its_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signs = project / "docs" / "data" / "emergency.yml"
    signs.write_text(signs.read_text(encoding="utf-8").replace("text: ", "text: Quite ", 1), encoding="utf-8")
    assert sum("docs/data/emergency.yml" in line for line in too_long(project, monkeypatch)) > 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("days: [1, 7]", "days: [1, 40]", "too much stands on one side"),
        ("lines: [On the seam, On the eyes]", "rows: 3", "give one of ticks, lines and columns"),
        ("          days: [1, 7]\n", "", "give a table rows or days, and nothing else"),
        ("days: [1, 7]", "days: [7, 1]", "give a table rows or days, and nothing else"),
        ("forms:\n  editions: [clear-a4]", "forms:\n  editions: [clear-a5]", 'edition "clear-a5" is unknown'),
        (
            "lines: [On the seam, On the eyes]",
            "lines: [On the seam, On the eyes]\n          room: 2",
            "give room to ticks",
        ),
    ],
)
def test_a_paper_to_write_on_that_cannot_be_is_refused_by_its_line(
    old: str, new: str, said: str, project: Path
) -> None:
    path = project / "docs" / "data" / "paper.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadGuide) as caught:
        open_build(Contents(project / "docs"), ROOT / "overrides", "").print_paper("Bears")
    (told,) = [line for line in str(caught.value).splitlines() if said in line]
    assert told.startswith("docs/data/paper.yml:")
    assert int(told.split(":")[1]) > text[: text.index("forms:")].count("\n")
