"""Is my paper still current? Asked in a real browser: on the web, from a file, and without a script."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsers import Reader
from conftest import ROOT, SECOND, Site, build_site, unpack
from guide.build import open_build
from guide.checks.editions import Editions
from guide.commands.release import record, recorded
from guide.content.files import Contents
from guide.content.handouts import leaflets
from guide.content.load import load
from guide.exports.kit import FOLDER
from guide.ground import qr
from guide.pages.templates import read_words
from guide.paper.typeset import literal

WORDS = read_words(ROOT / "overrides" / "words.yml")
ADDRESS = "https://bears.example/guide/"
FIRST = datetime.date(2026, 2, 1)
CHANGES = [
    ("restuffing", "puts new filling", "puts fresh filling", datetime.date(2026, 3, 1)),
    ("seam-repair", "Thread may break", "Thread can break", datetime.date(2026, 4, 1)),
]
"""Page, what it said, what it says instead, and the day of the release that said so first."""


@dataclass(frozen=True)
class Shelf:
    """A site whose text has changed since papers were given out, and the codes on full pages and on sheets, by page."""

    site: Site
    given_out: dict[str, str]
    sheets: dict[str, str]

    @property
    def page(self) -> str:
        """The address of the page that answers, as a file."""
        return (self.site.folder / "current.html").as_uri()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The made-up guide: a release, two changes with a release each, then a build."""
    project = tmp_path_factory.mktemp("shelf")
    shutil.copytree(SECOND / "docs", project / "docs")
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (SECOND / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", "")
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    kept = project / "docs" / "data" / "editions.yml"
    kept.write_text("releases: []\n", encoding="utf-8")
    given_out = _released(project, FIRST)
    sheets = {slug: saying.issue.on("sheet") for slug, saying in Editions(_guide(project / "docs"), WORDS).now.items()}
    for name, old, new, on in CHANGES:
        files = [project / "docs" / "procedures" / f"{name}{ending}" for ending in (".md", ".yml")]
        (page,) = (path for path in files if old in path.read_text(encoding="utf-8"))
        page.write_text(page.read_text(encoding="utf-8").replace(old, new), "utf-8")
        _released(project, on)
    return Shelf(build_site(project, project / "site", SITE_URL=ADDRESS), given_out, sheets)


def _released(project: Path, on: datetime.date) -> dict[str, str]:
    """Make a release of that day, as the command does; the codes of the papers that it gives out."""
    guide = load(Contents(project / "docs")).guide
    assert guide is not None
    (project / "docs" / "data" / "editions.yml").write_text(record(recorded(guide, WORDS, on)), encoding="utf-8")
    return {slug: saying.issue.code for slug, saying in Editions(guide, WORDS).now.items()}


@pytest.fixture
def asked(browser: Any) -> Iterator[Any]:
    """Open a page from a file on a phone; no fault and no request to elsewhere is allowed."""
    contexts, faults = [], list[str]()

    def opened(address: str, **options: Any) -> Any:
        contexts.append(browser.new_context(viewport={"width": 360, "height": 740}, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.extend([request.url] * request.url.startswith("http")))
        page.goto(address)
        return page

    yield opened
    assert faults == []
    for context in contexts:
        context.close()


def ask(page: Any, code: str) -> None:
    page.get_by_label("The code on your paper").fill(code)
    page.get_by_role("button", name="Check").click()


def test_a_paper_that_holds_is_current(shelf: Shelf, asked: Any) -> None:
    page = asked(shelf.page)
    ask(page, shelf.given_out["new-eye"])
    expect(page.locator("form.current [role=status]")).to_have_text(WORDS["current_yes"])
    assert page.locator(".current-answer a").first.get_attribute("href") == "procedures/new-eye.html"


def test_a_sheet_holds_although_its_page_says_something_else_now(shelf: Shelf, asked: Any) -> None:
    page = asked(shelf.page)
    ask(page, shelf.given_out["seam-repair"])
    expect(page.locator("form.current [role=status]")).to_have_text(WORDS["current_no"])
    ask(page, shelf.sheets["seam-repair"])
    expect(page.locator("form.current [role=status]")).to_have_text(WORDS["current_yes"])
    ask(page, shelf.sheets["restuffing"])
    expect(page.locator("form.current [role=status]")).to_have_text(WORDS["current_no"])
    expect(page.locator(".current-answer")).to_contain_text("Restuffing: One sheet")


def test_a_code_may_be_typed_in_small_letters_and_with_spaces(shelf: Shelf, asked: Any) -> None:
    page, code = asked(shelf.page), shelf.given_out["new-eye"].lower()
    ask(page, f" {code[:3]}-{code[3:]} ")
    expect(page.locator("form.current [role=status]")).to_have_text(WORDS["current_yes"])


def test_a_paper_that_no_longer_holds_shows_the_old_and_the_new_words(shelf: Shelf, asked: Any) -> None:
    page = asked(f"{shelf.page}#restuffing={shelf.given_out['restuffing']}")
    expect(page.locator("form.current [role=status]")).to_have_text(WORDS["current_no"])
    answer = page.locator(".current-answer")
    expect(answer).to_contain_text("It said: Tummy: It puts new filling in.")
    expect(answer).to_contain_text("Now it says: Tummy: It puts fresh filling in.")
    expect(answer).to_contain_text("Paper of 2026-02-01.")
    papers = [link.get_attribute("href") for link in answer.locator("li a").all()]
    assert "pdf/restuffing-sheet-clear-a4.pdf" in papers
    assert all((shelf.site.folder / str(paper)).is_file() for paper in papers)


def test_another_code_takes_the_place_of_the_last_answer(shelf: Shelf, asked: Any) -> None:
    page = asked(f"{shelf.page}#restuffing={shelf.given_out['restuffing']}")
    ask(page, "CDFGHJ")
    expect(page.locator("form.current [role=status]")).to_have_text(WORDS["current_unknown"])
    expect(page.locator(".current-answer")).to_be_empty()


def test_an_unknown_code_from_a_paper_still_leads_to_its_page(shelf: Shelf, asked: Any) -> None:
    page = asked(f"{shelf.page}#restuffing=CDFGHJ")
    expect(page.locator("form.current [role=status]")).to_have_text(WORDS["current_unknown"])
    assert page.locator(".current-answer a").first.get_attribute("href") == "procedures/restuffing.html"
    assert page.locator(".current-answer code").count() == 0


def test_what_comes_with_an_address_is_never_taken_for_html(shelf: Shelf, asked: Any) -> None:
    page = asked(f"{shelf.page}#x=%3Cimg%20src=x%20onerror=alert(1)%3E")
    expect(page.locator("form.current [role=status]")).to_have_text(WORDS["current_unknown"])
    assert page.locator(".current-answer img").count() == 0


def test_without_a_script_both_lists_answer(shelf: Shelf, asked: Any) -> None:
    page = asked(shelf.page, java_script_enabled=False)
    expect(page.locator("form.current")).to_be_hidden()
    today = page.locator(f"li[data-code='{shelf.given_out['new-eye']}']")
    expect(today).to_contain_text("New eye")
    old = page.locator(f"li[data-code='{shelf.given_out['restuffing']}']")
    expect(old).to_contain_text("Now it says: Tummy: It puts fresh filling in.")


def test_the_field_and_the_button_can_be_hit_with_a_thumb(shelf: Shelf, asked: Any) -> None:
    page = asked(shelf.page)
    for control in (page.get_by_label("The code on your paper"), page.get_by_role("button", name="Check")):
        assert control.bounding_box()["height"] >= 43.5
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_is_accessible(shelf: Shelf, asked: Any, scheme: str) -> None:
    page = asked(f"{shelf.page}#restuffing={shelf.given_out['restuffing']}", color_scheme=scheme)
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []


def test_the_code_on_paper_is_a_link_that_asks(shelf: Shelf) -> None:
    (code,) = {
        saying.issue.code
        for saying in Editions(_guide(shelf.site.folder.parent / "docs"), WORDS).now.values()
        if saying.page.slug == "restuffing"
    }
    reader = pypdf.PdfReader(io.BytesIO((shelf.site.folder / "pdf/restuffing-full-clear-a4.pdf").read_bytes()))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots") or ()]
    links = {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}
    assert f"{ADDRESS}current.html#restuffing={code}" in links
    assert f"{ADDRESS}procedures/restuffing.html" in links


def test_the_square_code_on_paper_holds_that_link(shelf: Shelf) -> None:
    build = open_build(Contents(shelf.site.folder.parent / "docs"), ROOT / "overrides", ADDRESS)
    page = build.guide.options["restuffing"]
    issue = Editions(build.guide, WORDS).now["restuffing"].issue
    own = {leaflet.handout.name: leaflet for leaflet in leaflets(build.guide) if leaflet.page.slug == "restuffing"}
    assert set(own) == {"sheet", "full"}
    for paper, leaflet in own.items():
        asks = build.shop.printer.asks(page, paper)
        assert asks == f"{ADDRESS}current.html#restuffing={issue.on(paper)}"
        source = build.shop.printer.job(leaflet, build.finished.page(page.src)).source
        assert literal(qr.svg(asks)) in source


# ---- the shelf of a ward ----


def stale(page: Any) -> list[str]:
    """The codes that the list shows as no longer current."""
    shown = "items => items.filter(item => item.checkVisibility()).map(item => item.dataset.code)"
    return [str(code) for code in page.locator("ul.codes li[data-until]").evaluate_all(shown)]


def test_a_ward_sees_which_codes_changed_since_its_last_check(shelf: Shelf, asked: Any) -> None:
    page, codes = asked(shelf.page), shelf.given_out
    assert {codes["restuffing"], codes["seam-repair"]} <= set(stale(page))
    page.locator("form.stock input").fill("2026-03-15")
    page.get_by_role("button", name=WORDS["stock_ask"]).click()
    expect(page.locator(f"ul.codes li[data-code={codes['restuffing']}]").first).to_be_hidden()
    listed = stale(page)
    assert codes["seam-repair"] in listed
    assert codes["restuffing"] not in listed
    expect(page.locator("form.stock [role=status]")).to_have_text(WORDS["stock_some"].format(count=len(listed)))
    again = asked(page.url)
    assert stale(again) == listed, "the address of the list leads another ward to it"


def test_a_ward_that_checked_after_the_last_change_has_nothing_to_do(shelf: Shelf, asked: Any) -> None:
    page = asked(f"{shelf.page}#since=2026-04-02")
    expect(page.locator("form.stock [role=status]")).to_have_text(WORDS["stock_none"])
    assert stale(page) == []


def test_a_change_on_the_day_of_the_last_check_counts(shelf: Shelf, asked: Any) -> None:
    assert shelf.given_out["seam-repair"] in stale(asked(f"{shelf.page}#since=2026-04-01"))


# ---- from the offline kit, in every browser ----


def test_the_kit_says_what_an_old_paper_said_and_says_now(
    shelf: Shelf, newcomer: Callable[[], Reader], tmp_path: Path
) -> None:
    kit, reader, code = unpack(shelf.site, tmp_path) / FOLDER, newcomer(), shelf.given_out["restuffing"]
    reader.opens((kit / "current.html").as_uri())
    reader.focuses("#paper-code")
    reader.types(code)
    reader.presses("Enter")
    reader.sees("form.current [role=status]", WORDS["current_no"])
    reader.sees(".current-answer", "Now it says: Tummy: It puts fresh filling in.")
    papers = reader.asks("() => [...document.querySelectorAll('.current-answer li a')].map((link) => link.href)")
    assert papers
    assert all(Path(unquote(urlsplit(paper).path)).is_file() for paper in papers)


def _guide(docs: Path) -> Any:
    return load(Contents(docs)).guide
