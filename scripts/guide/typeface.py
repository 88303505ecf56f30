"""The typeface: where the fonts lie for paper, and the small files that browsers load.

Knows which letters a browser gets at once and which only when a page needs them; `guide.css` names the files, and a
test holds the two together. The letters are drawn for readers with low vision.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible
from fontTools import subset

PACKAGE = Path(fontpkg_atkinson_hyperlegible.__file__).parent
FOLDER = PACKAGE / "files"
WEIGHTS = {"regular": "AtkinsonHyperlegible-Regular.ttf", "bold": "AtkinsonHyperlegible-Bold.ttf"}
ENGLISH = "U+20-7E,U+A0,U+A9,U+AD,U+B0,U+B1,U+B6,U+B7,U+BC-BE,U+D7,U+2010-2026,U+2122,U+2212,U+2260,U+2264,U+2265"
LATIN = "U+A1-A8,U+AA-AC,U+AE,U+AF,U+B2-B5,U+B8-BB,U+BF-D6,U+D8-FF,U+131,U+152,U+153,U+160,U+161,U+178,U+17D,U+17E"
SETS: Mapping[str, str] = {"": ENGLISH, "-latin": LATIN}


@cache
def web_fonts() -> Mapping[str, bytes]:
    """The fonts of the site and their license: address -> content. The same bytes each time."""
    fonts = {
        f"assets/fonts/{weight}{suffix}.woff2": _cut(FOLDER / file, subset.parse_unicodes(letters.replace("U+", "")))
        for weight, file in WEIGHTS.items()
        for suffix, letters in SETS.items()
    }
    return {**fonts, "assets/fonts/license.txt": (PACKAGE / "LICENSE").read_bytes()}


def _cut(font: Path, letters: list[int]) -> bytes:
    """The font with these letters alone, compressed; without hints, which no current screen needs."""
    options = subset.Options(flavor="woff2", hinting=False, recalc_timestamp=False, layout_features=["kern", "mark"])
    loaded = subset.load_font(font, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(loaded)
    target = io.BytesIO()
    loaded.flavor = "woff2"
    loaded.save(target, reorderTables=False)
    return target.getvalue()
