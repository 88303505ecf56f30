"""The typeface: small, the same each time, there from the first moment."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from conftest import Site
from guide.ground import cache, fonts


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the fonts are kept once they are cut."""
    return tmp_path_factory.mktemp("typeface")


def letters(kept: Path, weight: int, name: str) -> set[int]:
    return set(TTFont(io.BytesIO(fonts.fonts(kept)[weight, name])).getBestCmap())


def test_the_fonts_of_a_page_in_english_are_small(kept: Path) -> None:
    assert sum(len(font) for (_, name), font in fonts.fonts(kept).items() if name == "english") <= 14_000


def test_the_fonts_are_the_same_bytes_each_time(kept: Path, tmp_path: Path) -> None:
    assert fonts.fonts(tmp_path) == fonts.fonts(kept)


def test_fonts_are_cut_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = fonts.fonts(kept), fonts.for_paper(kept)
    monkeypatch.setattr(fonts, "_cut", lambda *_: pytest.fail("cut again"))
    assert (fonts.fonts(kept), fonts.for_paper(kept)) == found


def test_another_version_of_the_library_cuts_them_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.fonts(kept)
    monkeypatch.setattr(cache, "version", lambda name: "0")
    monkeypatch.setattr(fonts, "_cut", lambda *_: b"anew")
    assert set(fonts.fonts(kept).values()) == {b"anew"}


def test_paper_gets_its_fonts_and_no_others(kept: Path) -> None:
    fonts.fonts(kept)
    assert {path.name for path in fonts.for_paper(kept).iterdir()} == {*fonts.WEIGHTS.values(), fonts.FIELDS}


def test_a_font_is_small_because_the_letters_of_other_languages_stand_apart(kept: Path) -> None:
    assert not letters(kept, 400, "english") & letters(kept, 400, "latin")
    assert ord("é") in letters(kept, 700, "latin")


def test_the_site_has_the_fonts_and_their_license(second_site: Site, kept: Path) -> None:
    for name, content in fonts.files(kept).items():
        assert (second_site.folder / name).read_bytes() == content
    assert b"SIL Open Font License" in (second_site.folder / "assets/fonts/license.txt").read_bytes()
    style = (second_site.folder / "assets/style.css").read_text("utf-8")
    assert all(data in style for data in fonts.inlined(kept).values())
