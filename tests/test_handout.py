"""Hand-outs on paper: every word arrives, screen readers can read them, two builds give the same bytes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import lxml.html
import page
import pikepdf
import pypdf
import pytest

from conftest import ROOT, Site
from guide import handout
from guide.guide import Guide
from guide.handout import NotSet, Printer, address_of
from guide.typeset import NoPaperForm, literal, typst


@pytest.fixture(scope="session")
def printer(words: dict[str, str]) -> Printer:
    return Printer(ROOT / "overrides" / "print", words, "")


def test_text_becomes_a_string_that_cannot_break_out() -> None:
    assert literal('say "hi" \\ #eval\n  now') == '"say \\"hi\\" \\\\ #eval now"'


def test_an_element_without_a_form_on_paper_is_named() -> None:
    with pytest.raises(NoPaperForm, match="<video>"):
        typst("<p>text</p><video>film</video>")


def test_what_only_a_screen_needs_is_left_out() -> None:
    assert "Link to this" not in typst('<h2>Title<a class="headerlink" href="#x">Link to this</a></h2>')


def test_a_hand_out_with_a_fault_names_the_page(printer: Printer, small: Guide) -> None:
    repair = small.pages["procedures/restuffing.md"]
    with pytest.raises(NotSet, match=r"restuffing\.md.*<video>"):
        printer.handout(repair, "<h1>Title</h1><video>film</video>")
    with pytest.raises(NotSet, match=r"restuffing\.md"):
        printer.handout(repair, "<h1>Title</h1><h3>A level was left out</h3>")


def test_two_builds_give_the_same_bytes(printer: Printer, small: Guide, words: dict[str, str]) -> None:
    repair, html = small.pages["procedures/restuffing.md"], "<h1>Title</h1><p>Text.</p>"
    again = Printer(ROOT / "overrides" / "print", words, "")
    assert printer.handout(repair, html) == again.handout(repair, html)


def test_a_file_whose_packed_objects_end_badly_is_packed_anew(
    printer: Printer, small: Guide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    saved, tries = handout._saved, []

    def badly_twice(pdf: pikepdf.Pdf) -> bytes:
        tries.append(pdf)
        return handout.AMBIGUOUS if len(tries) < 3 else saved(pdf)

    monkeypatch.setattr(handout, "_saved", badly_twice)
    path = tmp_path / "shifted.pdf"
    path.write_bytes(printer.handout(small.pages["procedures/restuffing.md"], "<h1>Title</h1><p>Text.</p>"))
    assert len(tries) == 3
    assert handout.AMBIGUOUS not in path.read_bytes()
    assert [page.validate_pdf(path, profile=profile).failures for profile in ("ua1", "2a")] == [[], []]


def test_an_address_prints_as_text_and_code(words: dict[str, str], small: Guide) -> None:
    printer = Printer(ROOT / "overrides" / "print", words, "https://bears.example/guide/")
    repair = small.pages["procedures/restuffing.md"]
    text = words_of(printer.handout(repair, "<h1>Title</h1><p>Text.</p>"))
    assert "https://bears.example/guide/procedures/restuffing.html" in "".join(text)


def words_of(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(page.extract_text() for page in reader.pages)


def letters(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def test_every_option_has_a_hand_out(site: Site, guide: Guide) -> None:
    addresses = {address_of(page) for page in guide.pages.values()} - {None}
    assert len(addresses) == len(guide.options)
    assert all((site.folder / str(address)).is_file() for address in addresses)


def test_every_word_of_a_page_is_in_its_hand_out(site: Site, guide: Guide) -> None:
    for option in guide.options.values():
        html = lxml.html.parse(str(site.folder / "procedures" / f"{option.slug}.html")).xpath("//article")[0]
        for screen_only in html.xpath(
            "//*[contains(@class,'headerlink') or contains(@class,'paper') or contains(@class,'on-screen')"
            " or @class='help-link'] | //svg"
        ):
            screen_only.drop_tree()
        found = "".join(letters(words_of((site.folder / "pdf" / f"{option.slug}.pdf").read_bytes())))
        lost = [word for text in html.itertext() for word in letters(text) if word not in found]
        assert lost == [], option.slug


def test_every_hand_out_is_accessible_and_archival(site: Site) -> None:
    for path in sorted((site.folder / "pdf").glob("*.pdf")):
        for profile in ("ua1", "2a"):
            report = page.validate_pdf(path, profile=profile)
            assert report.failures == [], (path.name, profile)


def test_the_checker_finds_a_fault(tmp_path: Path) -> None:
    plain = tmp_path / "plain.pdf"
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(plain)
    assert page.validate_pdf(plain, profile="ua1").failures
