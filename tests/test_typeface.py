"""The typeface: small, the same each time, and named alike in the stylesheet and in the build."""

from __future__ import annotations

import io
import re

from fontTools.ttLib import TTFont

from conftest import ROOT, Site
from guide import typeface

STYLES = (ROOT / "overrides" / "assets" / "guide.css").read_text("utf-8")
FONTS = {name: content for name, content in typeface.web_fonts().items() if name.endswith(".woff2")}


def letters(content: bytes) -> set[int]:
    return set(TTFont(io.BytesIO(content)).getBestCmap())


def test_the_fonts_of_a_page_in_english_are_small() -> None:
    assert sum(len(FONTS[f"assets/fonts/{weight}.woff2"]) for weight in ("regular", "bold")) <= 14_000


def test_the_fonts_are_the_same_bytes_each_time() -> None:
    typeface.web_fonts.cache_clear()
    assert {name: typeface.web_fonts()[name] for name in FONTS} == FONTS


def test_a_font_is_small_because_the_letters_of_other_languages_stand_apart() -> None:
    assert not letters(FONTS["assets/fonts/regular.woff2"]) & letters(FONTS["assets/fonts/regular-latin.woff2"])
    assert ord("é") in letters(FONTS["assets/fonts/bold-latin.woff2"])


def test_the_stylesheet_names_each_font_with_its_letters() -> None:
    named = dict(re.findall(r'url\("fonts/([\w-]+)\.woff2"\).*?unicode-range: (.*?);', STYLES, flags=re.DOTALL))
    asked = {
        f"{weight}{suffix}": text.replace(",", ", ")
        for weight in typeface.WEIGHTS
        for suffix, text in typeface.SETS.items()
    }
    assert named == asked


def test_the_site_has_the_fonts_and_their_license(site: Site) -> None:
    for name, content in typeface.web_fonts().items():
        assert (site.folder / name).read_bytes() == content
    assert b"SIL Open Font License" in (site.folder / "assets/fonts/license.txt").read_bytes()
