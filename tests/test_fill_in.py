"""The form in which sheets are filled is made of the papers' own fields, and each sheet lies beside it whole."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import lxml.html
import pypdf
import pytest

from conftest import SECOND, Site, build_site
from guide.exports.fill_in import COMMON, FOLDER
from guide.exports.shared_bytes import Packed, unpacked

Sheets = dict[str, Any]


@pytest.fixture(scope="module")
def sheets(second_site: Site) -> Sheets:
    """What each script of the site holds, by its name."""
    return scripts(second_site)


def scripts(site: Site) -> Sheets:
    found = {}
    for path in sorted((site.folder / FOLDER).glob("*.js")):
        head, _, told = path.read_text(encoding="utf-8").partition(" = ")
        assert head == f'(window.sheets ||= {{}})["{path.stem}"]'
        found[path.stem] = json.loads(told.removesuffix(";\n"))
    return found


def fields(path: Path) -> list[str]:
    """The names of a paper's lines, as they are read aloud."""
    return [str(field["/TU"]) for field in (pypdf.PdfReader(path).get_fields() or {}).values()]


def form(site: Site) -> Any:
    return lxml.html.parse(str(site.folder / "fill-in.html")).getroot()


def with_settings(project: Path) -> None:
    """Put the settings of the made-up guide beside a copy of its content."""
    settings = (SECOND / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", f"{SECOND.parent.parent}/")
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")


def test_each_sheet_with_lines_to_type_into_can_be_chosen_and_no_other(second_site: Site) -> None:
    with_lines = {path.stem for path in second_site.folder.glob("pdf/*.pdf") if fields(path)}
    page = form(second_site)
    keys = page.xpath("//input[@name='sheet']/@value")
    editions = page.xpath("//input[@name='edition']/@value")
    assert with_lines
    assert {name for name in with_lines if not any(name == f"{key}-{one}" for key in keys for one in editions)} == set()
    assert {path.stem for path in (second_site.folder / FOLDER).glob("*.js")} == {COMMON, *keys}


def test_the_lines_that_are_offered_are_those_of_the_papers(second_site: Site) -> None:
    page, pdf = form(second_site), second_site.folder / "pdf"
    lines = page.xpath("//*[@data-line]/@data-line")
    assert lines == [label.text_content() for label in page.xpath("//*[@data-line]/label")]
    found = set()
    for sheet in page.xpath("//input[@name='sheet']"):
        own = [lines[int(number)] for number in sheet.get("data-lines").split()]
        papers = [fields(path) for path in pdf.glob(f"{sheet.get('value')}-*.pdf")]
        assert papers
        assert all(paper == own for paper in papers)
        found |= {*own}
    assert found == {*lines}


def test_each_script_gives_back_the_very_papers_of_the_site(second_site: Site, sheets: Sheets) -> None:
    ground = base64.b64decode(sheets[COMMON]["bytes"])
    for name, sheet in sheets.items():
        for edition, copy in sheet.get("copies", {}).items():
            (made,) = unpacked(ground, Packed(base64.b64decode(sheet["bytes"]), [copy["runs"]]))
            assert made == (second_site.folder / f"pdf/{name}-{edition}.pdf").read_bytes()


def test_a_script_knows_its_papers_fields_and_no_script_repeats_the_letters(sheets: Sheets) -> None:
    letters = sheets[COMMON]["font"]["letters"]
    assert {letters[sign][0] for sign in "Aé€“"} == {*"Aé€“".encode("cp1252")}
    assert {
        sign for sign, (byte, wide) in letters.items() if sign.encode("cp1252") != bytes([byte]) or not wide
    } == set()
    for name, sheet in sheets.items():
        for copy in sheet.get("copies", {}).values():
            assert "font" not in copy
            assert all(field["places"] for field in copy["fields"]), name


def test_what_the_clinics_data_fills_is_not_asked_for(project: Path, tmp_path: Path, second_site: Site) -> None:
    with_clinic = [line for line in form(second_site).xpath("//*[@data-line]/@data-line") if line == "Clinic"]
    with_settings(project)
    clinic = project / "docs/data/clinic.yml"
    clinic.write_text(clinic.read_text(encoding="utf-8").replace('clinic_name: ""', "clinic_name: Bear House"), "utf-8")
    site = build_site(project, tmp_path / "site")
    assert with_clinic == ["Clinic"]
    assert "Clinic" not in form(site).xpath("//*[@data-line]/@data-line")
    assert "Clinic" not in json.dumps(scripts(site))


def test_without_paper_the_page_has_no_form_and_without_the_page_there_are_no_scripts(
    project: Path, tmp_path: Path
) -> None:
    with_settings(project)
    bare = build_site(project, tmp_path / "bare", GUIDE_PAPER="none")
    assert form(bare).xpath("//*[@data-fill]") == []
    assert not (bare.folder / FOLDER).exists()
    (project / "docs/fill-in.md").unlink()
    ways = project / "docs/data/guide.yml"
    ways.write_text(ways.read_text(encoding="utf-8").replace(", fill-in.md", ""), encoding="utf-8")
    assert not (build_site(project, tmp_path / "site").folder / FOLDER).exists()


def test_a_paper_says_what_to_know_to_fill_it(second_site: Site, sheets: Sheets) -> None:
    """Against another reader of PDFs than the one that wrote it down."""
    for name, sheet in sheets.items():
        for edition, copy in sheet.get("copies", {}).items():
            content = (second_site.folder / f"pdf/{name}-{edition}.pdf").read_bytes()
            reader: Any = pypdf.PdfReader(io.BytesIO(content))
            assert copy["objects"] == reader.trailer["/Size"]
            assert content[copy["table"] :].startswith(b"%d 0 obj" % (copy["objects"] - 1))
            for field in copy["fields"]:
                known = reader.get_object(field["object"])
                assert known["/TU"] == field["name"]
                for place in field["places"]:
                    shown = reader.get_object(place["object"])
                    assert [float(side) for side in shown["/BBox"]] == [0, 0, *place["size"]]
