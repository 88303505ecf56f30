"""The typeface: where the fonts lie for paper, and the small files that browsers load.

Knows which letters a browser gets at once and which only when a page needs them; the template
`typeface.css` says it to the browser. The letters are drawn for readers with low vision. Fonts that are cut once are
kept in a folder, under a name that tells all that decides their bytes.
"""

from __future__ import annotations

import base64
import io
import os
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import fontpkg_atkinson_hyperlegible

from guide.ground.cache import makers

PACKAGE = Path(fontpkg_atkinson_hyperlegible.__file__).parent
FOLDER = PACKAGE / "files"
WEIGHTS = {400: "AtkinsonHyperlegible-Regular.ttf", 700: "AtkinsonHyperlegible-Bold.ttf"}
ENGLISH = "U+20-7E,U+A0,U+A9,U+AD,U+B0,U+B1,U+B6,U+B7,U+BC-BE,U+D7,U+2010-2026,U+2122,U+2212,U+2260,U+2264,U+2265"
LATIN = "U+A1-A8,U+AA-AC,U+AE,U+AF,U+B2-B5,U+B8-BB,U+BF-D6,U+D8-FF,U+131,U+152,U+153,U+160,U+161,U+178,U+17D,U+17E"
TYPED = "U+20-7E,U+A0-FF,U+152,U+153,U+160,U+161,U+178,U+17D,U+17E,U+192,U+2C6,U+2DC,U+2013,U+2014,U+2018-201A,\
U+201C-201E,U+2020-2022,U+2026,U+2030,U+2039,U+203A,U+20AC,U+2122"
"""What can be typed into a field of a PDF: the letters of Windows code page 1252."""
FIELDS = "fields.font"
"""The font of such fields; Typst, which looks for fonts by their ending, never takes it for one of its own."""
SETS = {"english": ENGLISH, "latin": LATIN}


def fonts(kept: Path) -> Mapping[tuple[int, str], bytes]:
    """The fonts of the site, WOFF2: weight and name of the letters -> content. The same bytes each time."""
    folder = kept / _key()
    return {
        (weight, name): _kept(folder, _name(weight, name), file, letters).read_bytes()
        for weight, file in WEIGHTS.items()
        for name, letters in SETS.items()
    }


def files(kept: Path) -> dict[str, bytes]:
    """The fonts that load when a page needs them, and the license: address on the site -> content."""
    latin = {weight: font for (weight, name), font in fonts(kept).items() if name == "latin"}
    further = {f"assets/fonts/latin-{weight}.woff2": font for weight, font in latin.items()}
    return {**further, "assets/fonts/license.txt": (PACKAGE / "LICENSE").read_bytes()}


def inlined(kept: Path) -> dict[int, str]:
    """The letters of English by weight, in base64, to stand in the stylesheet."""
    found = fonts(kept)
    return {weight: base64.b64encode(found[weight, "english"]).decode() for weight in WEIGHTS}


def for_paper(kept: Path) -> Path:
    """A folder with the fonts for paper: every letter, but without the hints that only screens of old need."""
    folder = kept / _key() / "paper"
    for file in WEIGHTS.values():
        _kept(folder, file, file, "", "")
    _kept(folder, FIELDS, WEIGHTS[400], TYPED, "")
    return folder


def without_form(texts: Iterable[str]) -> str:
    """The characters of the texts for which the typeface has no form, in order. White space needs none.

    An accent that is no part of a letter is one of them: it would stand beside the letter that it belongs to.
    """
    signs = {sign for sign in set[str]().union(*texts) if not sign.isascii() and not sign.isspace()}
    if not signs:
        return ""
    from fontTools import subset

    drawn = [subset.load_font(FOLDER / file, subset.Options()).getBestCmap() for file in WEIGHTS.values()]
    apart = {sign for sign in signs if unicodedata.combining(sign)}
    return "".join(sorted(apart | {sign for sign in signs if not all(ord(sign) in letters for letters in drawn)}))


class Measured(NamedTuple):
    """What a PDF must say of a font that it holds, in thousandths of its size: how far its letters reach (left, bottom,
    right, top), its lines, its capitals, and the width of each letter asked for, 0 where it has none."""

    name: str
    box: list[int]
    ascent: int
    descent: int
    capital: int
    widths: list[int]


def measured(font: bytes, letters: Iterable[str]) -> Measured:
    """The measures of the font, and of these letters in it."""
    from fontTools.ttLib import TTFont

    known = TTFont(io.BytesIO(font))
    head, drawn, wide = known["head"], known.getBestCmap(), known["hmtx"]
    scale = 1000 / head.unitsPerEm
    return Measured(
        name=known["name"].getDebugName(6),
        box=[round(side * scale) for side in (head.xMin, head.yMin, head.xMax, head.yMax)],
        ascent=round(known["hhea"].ascent * scale),
        descent=round(known["hhea"].descent * scale),
        capital=round(known["OS/2"].sCapHeight * scale),
        widths=[round(wide[drawn[ord(sign)]][0] * scale) if ord(sign) in drawn else 0 for sign in letters],
    )


def _name(weight: int, name: str) -> str:
    return f"{name}-{weight}.woff2"


def _key() -> str:
    return makers(("fonttools", "brotli", "fontpkg-atkinson-hyperlegible"), [Path(__file__)])[:16]


def _kept(folder: Path, name: str, file: str, letters: str, flavor: str = "woff2") -> Path:
    """The cut font in the folder, put there whole if it is missing."""
    place = folder / name
    if not place.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(_cut(FOLDER / file, letters, flavor))
        unfinished.replace(place)
    return place


def _cut(font: Path, letters: str, flavor: str) -> bytes:
    """The font with these letters, or with all of them, without hints; compressed for a browser if `flavor` says so."""
    from fontTools import subset  # only where it is needed: it takes longer to load than all else

    options = subset.Options(
        flavor=flavor or None, hinting=False, recalc_timestamp=False, layout_features=["kern", "mark"]
    )
    loaded = subset.load_font(font, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(letters.replace("U+", "")) or loaded.getBestCmap())
    subsetter.subset(loaded)
    target = io.BytesIO()
    loaded.flavor = flavor or None
    loaded.save(target, reorderTables=False)
    return target.getvalue()
