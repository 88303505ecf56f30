"""What a ward does with the offline kit: unpacked on a stick, opened by a double click, without internet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from browsers import Reader, put_on_the_list
from conftest import serving
from guide.checks.editions import Editions
from guide.content.guide import Guide
from guide.exports import kit

ASKED = "() => performance.getEntriesByType('resource').map(entry => entry.name)"
WARNS = "() => [...document.querySelectorAll('#packed')].some(part => part.checkVisibility())"


class Stick:
    """A reader with the unpacked kit; remembers what every page they saw has loaded."""

    def __init__(self, reader: Reader, folder: Path) -> None:
        self.reader = reader
        self.top = (folder / kit.FOLDER).as_uri() + "/"
        self.start = (folder / kit.START).as_uri()
        self.loaded: list[str] = []

    def opens(self, name: str) -> Reader:
        self.notes()
        self.reader.opens(self.top + name)
        return self.reader

    def notes(self) -> None:
        self.loaded += self.reader.asks(ASKED)


@pytest.fixture(scope="module")
def reader(newcomer: Callable[[], Reader]) -> Reader:
    return newcomer()


@pytest.fixture
def stick(reader: Reader, unpacked: Path) -> Iterator[Stick]:
    """Nothing that a reader does with the kit may load anything from elsewhere."""
    stick = Stick(reader, unpacked)
    reader.opens(stick.start)
    yield stick
    stick.notes()
    assert elsewhere(stick.loaded) == []


def elsewhere(loaded: list[str]) -> list[str]:
    return [name for name in loaded if not name.startswith(("file:", "data:", "blob:"))]


def test_a_page_that_loads_from_elsewhere_is_found_out(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>A page</p>", encoding="utf-8")
    with serving(tmp_path) as address:
        (tmp_path / "spy.html").write_text(f"<p>A page</p><script src='{address}spy.js'></script>", encoding="utf-8")
        reader.opens((tmp_path / "page.html").as_uri())
        assert elsewhere(reader.asks(ASKED)) == []
        reader.opens((tmp_path / "spy.html").as_uri())
        assert elsewhere(reader.asks(ASKED)) == [f"{address}spy.js"]


def test_the_first_page_leads_to_the_guide(stick: Stick) -> None:
    assert stick.reader.asks(WARNS) is False
    stick.notes()
    stick.reader.clicks("Read the guide")
    stick.reader.arrives("guide/index.html")
    stick.reader.sees("article h1")


def test_the_first_page_still_in_the_zip_says_so(reader: Reader, unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / kit.START).write_bytes((unpacked / kit.START).read_bytes())  # how a zip viewer opens one file of many
    reader.opens((tmp_path / kit.START).as_uri())
    reader.sees("h2", "Unpack first")
    assert reader.reads("a") == []


def test_a_misspelled_word_is_found(stick: Stick) -> None:
    reader = stick.opens("index.html")
    reader.clicks_on(".md-search__input")
    reader.types("restufing")
    reader.sees(".md-search-result__item h1", "Restuffing")
    stick.notes()
    reader.clicks_on(".md-search-result__item a")
    reader.arrives("procedures/restuffing.html")


def test_a_word_is_explained_where_it_stands(stick: Stick) -> None:
    reader = stick.opens("procedures/restuffing.html")
    reader.clicks_on("article a.term[href$='#plush']")
    reader.sees(".pop-up", "Soft cloth with a pile.")


def test_a_choice_is_compared_and_its_address_shows_it_again(stick: Stick) -> None:
    reader = stick.opens("compare/pick.html")
    for choice in ("Restuffing", "Patching"):
        reader.clicks(choice)
    compared = ["Restuffing", "Patching", "No needle"]
    assert reader.reads("table.compare thead th") == compared
    address = reader.address.removeprefix(stick.top)
    stick.opens("index.html")
    stick.opens(address).sees("table.compare")
    assert reader.reads("table.compare thead th") == compared


def test_a_worksheet_is_filled_in(stick: Stick) -> None:
    reader = stick.opens("what-matters.html")
    reader.clicks_on("article a[href^='what-matters-flat-tummy.html']")
    reader.arrives("what-matters-flat-tummy.html")
    reader.sees("table.compare")
    choice = "[role=radiogroup][aria-label='To have the bear home for bedtime'] input"
    reader.focuses(choice)
    reader.presses("Space")
    assert reader.asks("(choice) => document.querySelector(choice).checked", choice)


def test_a_question_is_put_on_the_list(stick: Stick) -> None:
    reader = stick.opens("procedures/restuffing.html")
    put_on_the_list(reader)
    reader.clicks("Clear the list")


def test_every_paper_that_the_kit_offers_is_in_it(stick: Stick, unpacked: Path) -> None:
    reader = stick.opens("paper.html")
    links = reader.asks("() => [...document.querySelectorAll('article a[href$=\".pdf\"]')].map(link => link.href)")
    papers = {Path(unquote(urlsplit(link).path)) for link in links}
    assert papers == set((unpacked / kit.FOLDER / "pdf").glob("*.pdf"))
    assert all(paper.read_bytes().startswith(b"%PDF-") for paper in papers)


def test_a_paper_opens_from_its_page(stick: Stick) -> None:
    reader = stick.opens("procedures/restuffing.html")
    stick.notes()
    reader.clicks_on(".paper a")
    reader.finds("() => document.contentType === 'application/pdf'")
    assert reader.address.endswith("/pdf/restuffing-sheet-clear-a4.pdf")
    reader.opens(stick.start)  # what shows a PDF is the browser's own and loads its own parts


def test_a_screen_in_a_waiting_room_shows_the_guide_and_goes_back(stick: Stick) -> None:
    stick.notes()
    stick.reader.clicks("Show it in a waiting room")
    stick.reader.arrives("guide/index.html?room")
    stick.reader.sees("#room")
    reader = stick.opens("sources.html?room=300")
    reader.clicks_on("article a[href^=http]")
    reader.sees("#room", "This screen shows this guide only.")
    assert "/sources.html" in reader.address
    stick.opens("procedures/restuffing.html?room=2")
    reader.arrives("guide/index.html?room=2")


def test_a_paper_is_checked_by_its_code(stick: Stick, small: Guide, words: dict[str, str]) -> None:
    code = Editions(small, words).now["restuffing"].issue.on("sheet")
    reader = stick.opens("current.html")
    reader.focuses("#paper-code")
    reader.types(code)
    reader.presses("Enter")
    reader.sees("form.current [role=status]", words["current_yes"])
    stick.opens("index.html")
    stick.opens("current.html#restuffing=CDFGHJ").sees("form.current [role=status]", words["current_unknown"])
