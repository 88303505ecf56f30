"""Every sheet of the guide with lines to type into can be filled in a browser, and stays a sound paper."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pypdf
import pytest

from conftest import Site
from content import address, with_part
from guide.content.guide import Guide

TYPED = "Dr. Núñez"
PROFILES = ("ua1", "2a")
"""Both checkers take long, so they judge the editions in which sides are counted."""

FILLED = """async (edition) => {
    const made = {};
    for (const { value } of document.querySelectorAll("[name=sheet]")) {
        for (const name of ["common", value]) {
            await new Promise((done) => {
                const script = Object.assign(document.createElement("script"), { src: `assets/fill/${name}.js` });
                script.addEventListener("load", done);
                document.head.append(script);
            });
        }
        const copy = sheets[value].copies[edition];
        if (!copy) continue;
        const texts = Object.fromEntries(copy.fields.map(({ name }) => [name, "Dr. Núñez"]));
        const { bytes } = fillIn.filled(sheets.common, sheets[value], edition, texts);
        made[`${value}-${edition}`] = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    }
    return made;
}"""


def lines(path: Path) -> dict[str, str | None]:
    """What stands on each line of the paper."""
    return {str(field["/TU"]): field.get("/V") for field in (pypdf.PdfReader(path).get_fields() or {}).values()}


@pytest.mark.paper
def test_every_sheet_with_lines_is_filled_from_a_file_and_stays_sound(
    site: Site, guide: Guide, browser: Any, tmp_path: Path
) -> None:
    asked = with_part(guide, "fill-in")
    if not asked:
        pytest.skip("the guide has no page on which sheets are filled")
    tab = browser.new_page()
    tab.goto((site.folder / address(asked)).as_uri())
    done = set()
    for edition in guide.paper.editions:
        for name, content in tab.evaluate(FILLED, edition).items():
            path = tmp_path / f"{name}.pdf"
            path.write_bytes(base64.b64decode(content))
            assert {*lines(path).values()} == {TYPED}, name
            for profile in PROFILES if edition in guide.paper.counted else ():
                assert validator.validate_pdf(path, profile=profile).failures == [], (name, profile)
            with pikepdf.open(path) as pdf:
                assert pdf.check_pdf_syntax() == [], name
            done.add(path.name)
    tab.close()
    assert done == {path.name for path in site.folder.glob("pdf/*.pdf") if lines(path)}
