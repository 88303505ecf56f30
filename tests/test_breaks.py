"""Words and addresses on paper: whole where a line holds them, else broken so that a reader still finds the word."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from conftest import ROOT, TYPEFACE
from guide.checks.notes import broken_words
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.handouts import leaflets
from guide.content.load import load
from guide.html.tree import parse
from guide.pages.maker import Maker
from guide.paper.forms import FormMaker
from guide.paper.handout import Printer
from guide.paper.poster import PosterMaker
from guide.paper.press import Job, set_in_type
from judging import spoil

SIGNS = "/.?&=_@:#%+~-"
NOISE = "x" * 90
ADDRESS = (
    "https://bears.example/menders/how-to-stuff-a-bear/index.html?from=paper&kind=sheet&words=all#thread-and-needle"
)
MAIL = "the.mender.who.sews.all.tummies@department.of.soft.toys.and.old.bears.example"


def lines(job: Job) -> list[str]:
    """What is found on the first page of the paper when it is copied or looked through."""
    made = pypdf.PdfReader(io.BytesIO(set_in_type(job, TYPEFACE).content))
    return made.pages[0].extract_text().split("\n")


def full(printer: Printer, html: str, edition: str = "large-a4") -> Job:
    return printer.job(
        next(one for one in leaflets(printer.guide) if one.handout.form == "full" and one.key == edition), parse(html)
    )


def whole(said: list[str]) -> str:
    return "".join(said).replace("\u00ad", "").replace(" ", "")


def test_a_word_wider_than_its_line_breaks_and_no_other_word_does(printer: Printer) -> None:
    title, word = "Stuffinganddestuffingbearcounterly", "threadandneedleandpatchwork"
    html = f"<h1>{title}</h1><p>{'Bears need a washable thread. ' * 9}{word} {word} {word}</p>"
    said = lines(full(printer, html))
    assert said[0].endswith("\u00ad")  # a hyphen that whoever copies or reads aloud leaves out
    assert max(map(len, said)) <= 64
    assert whole(said).startswith(title)
    assert "\n".join(lines(full(printer, html, "clear-a4"))).count(word) == 3


def test_a_word_that_is_broken_anywhere_is_still_the_word_when_it_is_looked_for(printer: Printer) -> None:
    word = f"Bärenbauchnahtaufplatzschutzbehandlung{NOISE}"
    said = lines(full(printer, f"<h1>Bears</h1><p>A bear says {word} now.</p>"))
    assert "\u200b" not in "".join(said)
    assert f"says{word}now." in whole(said)
    assert max(map(len, said)) <= 64


@pytest.mark.parametrize("address", [ADDRESS, MAIL, MAIL.replace("@", "."), "0123456-" * 9 + "7"])
def test_an_address_wider_than_its_line_ends_lines_at_its_signs_without_a_hyphen(
    address: str, printer: Printer
) -> None:
    said = lines(full(printer, f"<h1>Bears</h1><p>Look at {address} now.</p>"))
    assert f"Lookat{address}now." in "".join(said).replace(" ", "")
    begin, end = (next(row for row, line in enumerate(said) if word in line) for word in ("Look", "now."))
    assert max(map(len, said)) <= 64
    assert end > begin
    assert all(line.rstrip().endswith((*SIGNS, "at")) for line in said[begin:end])


@pytest.mark.parametrize(("edition", "more"), [("clear-a4", "<th>More</th>"), ("large-a4", "")])
def test_a_word_wider_than_its_cell_breaks_in_it(edition: str, more: str, printer: Printer) -> None:
    word = "Immunosuppressantly"
    head = f"<thead><tr><th>Way</th><th>Says</th>{more}</tr></thead>"
    body = f"<tbody><tr><th>{word}</th><td>Fur</td>{more}</tr></tbody>"
    said = lines(full(printer, f"<h1>Bears</h1><table>{head}{body}</table>", edition))
    assert sum(line.endswith("\u00ad") for line in said) == 1
    assert word in whole(said)


def test_a_long_name_at_the_foot_stays_in_one_line(printer: Printer) -> None:
    leaflet = next(one for one in leaflets(printer.guide) if one.handout.form == "full" and one.key == "large-a4")
    name = "Stuffing a bear that has been flat for a very long time, and sewing it"
    long = replace(leaflet, page=replace(leaflet.page, meta=leaflet.page.meta.model_copy(update={"title": name})))
    foot = lines(printer.job(long, parse("<h1>Bears</h1>")))
    assert any(line.startswith("Stuffing a bear") and "… Text of" in line for line in foot)
    assert not [line for line in foot if "sewing" in line]


def test_a_title_on_a_poster_breaks_where_it_is_wider_than_its_place(small: Guide, words: dict[str, str]) -> None:
    poster = small.paper.poster.model_copy(update={"title": "Reconstructivestuffing explained"})
    own = replace(small, paper=small.paper.model_copy(update={"poster": poster}))
    maker = Maker(own, ROOT / "overrides" / "generated", words)
    (_, job), *_ = PosterMaker(Printer(ROOT / "overrides" / "print", maker, ""), "Bears").jobs()
    assert lines(job)[0].endswith("\u00ad")


def form(small: Guide, words: dict[str, str], head: str) -> list[tuple[str, float, float]]:
    """What the first paper to write on says on its first side, piece by piece: at which height, in which size."""
    papers = {
        name: paper.model_copy(update={"head": (head, *paper.head[1:])})
        for name, paper in small.paper.forms.papers.items()
    }
    forms = small.paper.forms.model_copy(update={"papers": papers})
    clinic = small.clinic.model_copy(update={"clinic_name": "Paddington"})
    own = replace(small, clinic=clinic, paper=small.paper.model_copy(update={"forms": forms}))
    maker = Maker(own, ROOT / "overrides" / "generated", words)
    (_, job), *_ = FormMaker(Printer(ROOT / "overrides" / "print", maker, ""), "Bears").jobs()
    found: list[tuple[str, float, float]] = []

    def note(said: str, frame: list[float], place: list[float], _: object, size: float) -> None:
        found.extend([(said.strip(), frame[5] + frame[3] * place[5], size)] if said.strip() else [])

    pypdf.PdfReader(io.BytesIO(set_in_type(job, TYPEFACE).content)).pages[0].extract_text(visitor_text=note)
    return found


def test_what_a_paper_to_write_on_says_above_its_title_stands_clear_of_it(small: Guide, words: dict[str, str]) -> None:
    (_, above, _), (_, title, size), *_ = form(small, words, "Bear")
    assert above - title > size


def test_what_is_to_be_filled_in_has_room_for_a_name_of_two_lines(small: Guide, words: dict[str, str]) -> None:
    said = form(small, words, "Name of the bear and of whoever has cuddled it most of all")
    place = next(row for row, (piece, *_) in enumerate(said) if piece.startswith("Name of the bear"))
    (_, above, _), (_, name, size) = said[place - 1 : place + 1]
    assert above - name > size * 0.8


def reported(project: Path) -> list[str]:
    guide = load(Contents(project / "docs")).guide
    assert guide is not None
    return [str(note) for note in broken_words(guide)]


def test_a_word_that_paper_may_break_is_reported_where_it_stands_first(project: Path) -> None:
    long, address = "stuffinganddestuffing", "<https://a.example/stuffinganddestuffing/x>"
    spoil(project, {"file": "procedures/restuffing.md", "replace": {"Thread": f"At {address} {long.title()}"}})
    spoil(project, {"file": "data/glossary.yml", "replace": {"A line of stitches.": f"A line of {long}."}})
    spoil(project, {"file": "data/reading.yml", "replace": {"[another": f"[{long}, another"}})
    (note,) = reported(project)
    assert note.startswith(f'docs/data/glossary.yml:15:15: "{long}" has 21 letters, and may be broken on paper; use')


def test_an_address_is_reported_where_a_line_ends_within_one_of_its_pieces(project: Path) -> None:
    links = f"Thread <{ADDRESS}> <https://a.example/{NOISE}> [Fur](https://b.example/{NOISE}y)"
    spoil(project, {"file": "procedures/restuffing.md", "replace": {"Thread": links}})
    spoil(project, {"file": "data/sources.yml", "replace": {"bears.example/handbook": f"bears.example/{NOISE}z"}})
    (note,) = reported(project)
    assert note.startswith(f'docs/procedures/restuffing.md:27:{len(ADDRESS) + 12}: "{NOISE}" has 90 letters')


def test_long_words_that_a_sign_joins_are_reported_each(project: Path) -> None:
    joined = "Stuffinganddestuffing/Sewingandresewingall-Patchingandrepatching"
    spoil(project, {"file": "procedures/restuffing.md", "replace": {"Thread": joined}})
    assert [note.split('"')[1] for note in reported(project)] == joined.replace("-", "/").split("/")
