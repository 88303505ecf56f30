"""The typeface: small, the same each time, there from the first moment."""

from __future__ import annotations

import io

from fontTools.ttLib import TTFont

from conftest import Site
from guide import typeface


def letters(weight: int, name: str) -> set[int]:
    return set(TTFont(io.BytesIO(typeface.fonts()[weight, name])).getBestCmap())


def test_the_fonts_of_a_page_in_english_are_small() -> None:
    assert sum(len(font) for (_, name), font in typeface.fonts().items() if name == "english") <= 14_000


def test_the_fonts_are_the_same_bytes_each_time() -> None:
    before = typeface.fonts()
    typeface.fonts.cache_clear()
    assert typeface.fonts() == before


def test_a_font_is_small_because_the_letters_of_other_languages_stand_apart() -> None:
    assert not letters(400, "english") & letters(400, "latin")
    assert ord("é") in letters(700, "latin")


def test_the_site_has_the_fonts_and_their_license(site: Site) -> None:
    for name, content in typeface.files().items():
        assert (site.folder / name).read_bytes() == content
    assert b"SIL Open Font License" in (site.folder / "assets/fonts/license.txt").read_bytes()
    style = (site.folder / "assets/style.css").read_text("utf-8")
    assert all(data in style for data in typeface.inlined().values())
