"""The lines to write on of a sheet can be typed into in any viewer, and say aloud what belongs there."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pytest
from fontTools.ttLib import TTFont

from guide.ground import fonts
from guide.paper.press import Job, set_in_type

NAMES = ("Surgeon", "Date (day, month)", "Phone no.")
TYPED = "Núñez €5 – “Œuf”"
SOURCE = """#set document(title: "A sheet")
#set text(lang: "en", font: "Atkinson Hyperlegible")
= A sheet
#let field(name) = block(width: 100%, [#name: #link("field:" + name, box(width: 5cm, height: 1.2em))])
#for name in ("Surgeon", "Date (day, month)", "Phone no.", "Surgeon") { field(name) }
See #link("https://example.org")[a page].
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return set_in_type(Job("a-sheet", SOURCE, 0), fonts.for_paper(tmp_path_factory.mktemp("fonts"))).content


def widgets(pdf: pikepdf.Pdf) -> list[Any]:
    return [one for sheet in pdf.pages for one in sheet.Annots if one.Subtype == pikepdf.Name.Widget]


def test_both_checkers_pass_a_paper_with_fields(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(made)
    assert [page.validate_pdf(path, profile=profile).failures for profile in ("ua1", "2a")] == [[], []]


def test_each_line_is_a_field_with_its_name_and_lines_of_one_name_are_one(made: bytes) -> None:
    fields = pypdf.PdfReader(io.BytesIO(made)).get_fields() or {}
    assert {field["/TU"] for field in fields.values()} == {*NAMES}
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(widgets(pdf)) == len(NAMES) + 1
        assert len(pdf.Root.AcroForm.Fields) == len(NAMES)
        assert {str(widget.TU) for widget in widgets(pdf)} == {*NAMES}


def test_each_field_is_a_form_among_the_tags_and_a_link_stays_a_link(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        tagged: dict[str, list[str]] = {}
        for item in pdf.objects:
            kids = item.get("/K") if isinstance(item, pikepdf.Dictionary) and "/S" in item else None
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                    tagged.setdefault(str(kid.Obj.Subtype), []).append(str(item.S))
        assert tagged == {"/Widget": ["/Form"] * (len(NAMES) + 1), "/Link": ["/Link"]}


def test_the_font_of_fields_is_embedded_with_every_letter_that_can_be_typed(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        form = pdf.Root.AcroForm
        assert "/NeedAppearances" not in form
        (font,) = form.DR.Font.values()
        assert (font.Subtype, font.Encoding) == (pikepdf.Name.TrueType, pikepdf.Name.WinAnsiEncoding)
        embedded = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
        drawn = embedded.getBestCmap()
        letters = {bytes([byte]).decode("cp1252", "ignore") for byte in range(32, 256)} - {"", "\x7f"}
        whole = TTFont(fonts.FOLDER / fonts.WEIGHTS[400]).getBestCmap()
        assert {sign for sign in letters if ord(sign) in whole and ord(sign) not in drawn} == set()
        widths = dict(zip(range(int(font.FirstChar), int(font.LastChar) + 1), font.Widths, strict=True))
        wide = embedded["hmtx"][drawn[ord("ñ")]][0] * 1000 / embedded["head"].unitsPerEm
        assert int(widths[ord("ñ")]) == round(wide)


def test_what_is_typed_into_one_line_stands_in_every_line_of_that_name(made: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made))
    writer.update_page_form_field_values(None, {"Surgeon": TYPED}, auto_regenerate=False)
    target = io.BytesIO()
    writer.write(target)
    with pikepdf.open(target) as pdf:
        shown = [widget.AP.N.read_bytes() for widget in widgets(pdf)]
    assert sum(TYPED.encode("cp1252") in each for each in shown) == 2


def test_a_paper_without_lines_has_no_form(tmp_path: Path) -> None:
    plain = SOURCE.replace("{ field(name) }", "{ name }")
    made = set_in_type(Job("plain", plain, 0), fonts.for_paper(tmp_path)).content
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/AcroForm" not in pdf.Root
