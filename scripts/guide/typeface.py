"""The typeface: where the fonts lie for paper, and the small files that browsers load.

Knows which letters a browser gets at once and which only when a page needs them; the template
`typeface.css` says it to the browser. The letters are drawn for readers with low vision.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible
from fontTools import subset

PACKAGE = Path(fontpkg_atkinson_hyperlegible.__file__).parent
FOLDER = PACKAGE / "files"
WEIGHTS = {400: "AtkinsonHyperlegible-Regular.ttf", 700: "AtkinsonHyperlegible-Bold.ttf"}
ENGLISH = "U+20-7E,U+A0,U+A9,U+AD,U+B0,U+B1,U+B6,U+B7,U+BC-BE,U+D7,U+2010-2026,U+2122,U+2212,U+2260,U+2264,U+2265"
LATIN = "U+A1-A8,U+AA-AC,U+AE,U+AF,U+B2-B5,U+B8-BB,U+BF-D6,U+D8-FF,U+131,U+152,U+153,U+160,U+161,U+178,U+17D,U+17E"
SETS = {"english": ENGLISH, "latin": LATIN}


@cache
def fonts() -> Mapping[tuple[int, str], bytes]:
    """The fonts of the site, WOFF2: weight and name of the letters -> content. The same bytes each time."""
    return {
        (weight, name): _cut(FOLDER / file, subset.parse_unicodes(letters.replace("U+", "")))
        for weight, file in WEIGHTS.items()
        for name, letters in SETS.items()
    }


def files() -> dict[str, bytes]:
    """The fonts that load when a page needs them, and the license: address on the site -> content."""
    further = {
        f"assets/fonts/{name}-{weight}.woff2": font for (weight, name), font in fonts().items() if name == "latin"
    }
    return {**further, "assets/fonts/license.txt": (PACKAGE / "LICENSE").read_bytes()}


def inlined() -> dict[int, str]:
    """The letters of English by weight, in base64, to stand in the stylesheet."""
    return {weight: base64.b64encode(fonts()[weight, "english"]).decode() for weight in WEIGHTS}


@cache
def paper_fonts() -> Mapping[str, bytes]:
    """The fonts for paper, with every letter but without the hints that only screens of old need."""
    return {file: _cut(FOLDER / file, None) for file in WEIGHTS.values()}


def _cut(font: Path, letters: list[int] | None) -> bytes:
    """The font with these letters alone, compressed for a browser, or with all of them; without hints."""
    flavor = "woff2" if letters else None
    options = subset.Options(flavor=flavor, hinting=False, recalc_timestamp=False, layout_features=["kern", "mark"])
    loaded = subset.load_font(font, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters or loaded.getBestCmap())
    subsetter.subset(loaded)
    target = io.BytesIO()
    loaded.flavor = flavor
    loaded.save(target, reorderTables=False)
    return target.getvalue()
