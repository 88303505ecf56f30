"""Tells of a finished PDF what its fields are and where they stand, so that a script can fill them that reads no PDF.

The script appends new versions of each field and of what it shows (ISO 32000-1, 7.5.6): so it needs their numbers, what
stands in a field besides its value, and how wide the letters are. Knows nothing of what is written there.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf

CODE_PAGE = "cp1252"
"""What a byte of the font's text stands for: WinAnsiEncoding (annex D.2)."""

_START = b"startxref\n"


def blanks(content: bytes) -> dict[str, Any]:
    """What to know of the PDF to fill its fields; nothing for one without any. All of it can be written as JSON."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.get("/AcroForm")
        if form is None:
            return {}
        (font,) = form.DR.Font.values()
        return {
            "objects": int(pdf.trailer.Size),
            "table": int(content.rpartition(_START)[2].split()[0]),
            "trailer": {key: _written(pdf.trailer[f"/{key}"]) for key in ("Root", "Info")},
            "id": bytes(pdf.trailer.ID[0]).hex(),
            "look": str(form.DA),
            "resources": _written(form.DR),
            "fields": [_field(field) for field in form.Fields],
            "font": _font(font),
        }


def _field(field: pikepdf.Object) -> dict[str, Any]:
    """Its name as it is read aloud, its number, what stands in it, and what each of its places shows."""
    shown = [place.AP.N for place in field.get("/Kids", [field])]
    return {
        "name": str(field.TU),
        "object": field.objgen[0],
        "holds": _written(field, whole=True),
        "places": [{"object": one.objgen[0], "size": [float(side) for side in one.BBox][2:]} for one in shown],
    }


def _font(font: pikepdf.Object) -> dict[str, Any]:
    """The letters that it has, in the order of their bytes, with how wide each is; how high and deep they reach."""
    (first, last), about = (int(font.FirstChar), int(font.LastChar)), font.FontDescriptor
    signs = bytes(range(first, last + 1)).decode(CODE_PAGE, "replace")
    wide = {
        sign: [first + place, int(width)] for place, (sign, width) in enumerate(zip(signs, font.Widths, strict=True))
    }
    known = {sign: given for sign, given in wide.items() if given[1] and sign.isprintable()}
    return {"letters": known, "ascent": int(about.Ascent), "descent": int(about.Descent)}


def _written(item: pikepdf.Object, *, whole: bool = False) -> str:
    """As it stands in a PDF, a sign a byte; `whole`: what it is, not the number by which others name it."""
    return item.unparse(resolved=whole).decode("latin-1")
