"""Is my paper still current? Asked in a real browser: on the web, from a file, and without a script."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import ROOT, SECOND, Site, build_site
from guide.editions import Editions
from guide.load import load
from guide.parts import read_words
from guide.release import record, recorded

WORDS = read_words(ROOT / "overrides" / "words.yml")
ADDRESS = "https://bears.example/guide/"
FIRST = datetime.date(2026, 2, 1)


@dataclass(frozen=True)
class Shelf:
    """A site whose text has changed since papers were given out, and the codes on those papers by page."""

    site: Site
    given_out: dict[str, str]

    @property
    def page(self) -> str:
        """The address of the page that answers, as a file."""
        return (self.site.folder / "current.html").as_uri()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The made-up guide: a release, then a fact changed, then a build."""
    project = tmp_path_factory.mktemp("shelf")
    shutil.copytree(SECOND / "docs", project / "docs")
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (SECOND / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", "")
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    kept = project / "docs" / "data" / "editions.yml"
    kept.write_text("releases: []\n", encoding="utf-8")
    guide = load(project / "docs").guide
    assert guide is not None
    kept.write_text(record(recorded(guide, WORDS, FIRST)), encoding="utf-8")
    page = project / "docs" / "procedures" / "restuffing.md"
    page.write_text(page.read_text(encoding="utf-8").replace("puts new filling", "puts fresh filling"), "utf-8")
    given_out = {slug: saying.issue.code for slug, saying in Editions(guide, WORDS).now.items()}
    return Shelf(build_site(project, project / "site", SITE_URL=ADDRESS), given_out)


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


def _guide(docs: Path) -> Any:
    return load(docs).guide
