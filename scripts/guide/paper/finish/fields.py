"""Makes the lines to write on of a PDF from Typst fields to type into, which Typst cannot be asked for.

A template marks the place of a field by a link to `field:` and its name. The link's annotation becomes a text field
(ISO 32000-1, 12.7.4.3), its element of structure a form (14.8.4.5). Lines of one name are one field: what is typed into
one stands in all. Knows nothing of what is written there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from guide.ground import fonts
from guide.paper.finish.blanks import CODE_PAGE

SCHEME = "field:"
FONT = "Atkinson"
FIRST, LAST = 32, 255
NONSYMBOLIC = 1 << 5
"""The letters are those of a Latin alphabet (9.8.2)."""
STEM = 80
"""About as thick as its strokes are, of a thousand; viewers ask for it only where they lack the font."""


def add_fields(pdf: pikepdf.Pdf, font: Path) -> None:
    """Make a field of each place that is marked for one. What is typed shows in the font, embedded whole."""
    places: dict[str, list[pikepdf.Object]] = {}
    for annotation in _marked(pdf):
        name = str(annotation.A.URI).removeprefix(SCHEME)
        places.setdefault(name, []).append(annotation)
    if not places:
        return
    letters = pdf.make_indirect(_font(pdf, font.read_bytes()))
    for element in (item for item in pdf.objects if _is_element(item)):
        if any(_is_place(kid) for kid in _kids(element)):
            element.S = Name.Form
    fields = [_field(pdf, name, found, letters) for name, found in places.items()]
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=Array(fields), DR=Dictionary(Font=Dictionary({f"/{FONT}": letters})), DA=String(_look()))
    )


def _marked(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        yield from (one for one in page.get("/Annots", []) if _is_marked(one))


def _is_marked(annotation: pikepdf.Object) -> bool:
    action = annotation.get("/A")
    return action is not None and str(action.get("/URI", "")).startswith(SCHEME)


def _is_element(item: object) -> bool:
    return isinstance(item, Dictionary) and item.get("/S") == Name.Link and "/K" in item


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    return [*element.K] if isinstance(element.K, Array) else [element.K]


def _is_place(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/Obj" in kid and _is_marked(kid.Obj)


def _field(pdf: pikepdf.Pdf, name: str, places: list[pikepdf.Object], letters: pikepdf.Object) -> pikepdf.Object:
    """The field of that name, with each of its places."""
    about = {"/FT": Name.Tx, "/T": String(name.replace(".", "")), "/TU": String(name), "/DA": String(_look())}
    for place in places:
        _make_widget(pdf, place, letters)
    if len(places) == 1:
        for key, value in about.items():
            places[0][key] = value
        return places[0]
    field = pdf.make_indirect(Dictionary({**about, "/Kids": Array(places)}))
    for place in places:
        place.Parent = field
        place.TU, place.DA = String(name), String(_look())
    return field


def _make_widget(pdf: pikepdf.Pdf, place: pikepdf.Object, letters: pikepdf.Object) -> None:
    """Nothing is typed yet, so its appearance is empty."""
    left, bottom, right, top = (float(side) for side in place.Rect)
    empty = pdf.make_stream(b"/Tx BMC EMC")
    empty.Type, empty.Subtype = Name.XObject, Name.Form
    empty.BBox = Array([0, 0, round(right - left, 3), round(top - bottom, 3)])
    empty.Resources = Dictionary(Font=Dictionary({f"/{FONT}": letters}))
    place.Subtype = Name.Widget
    place.AP = Dictionary(N=empty)
    for key in ("/A", "/Contents", "/Border"):
        if key in place:
            del place[key]


def _look() -> str:
    """Black, as large as the line is high."""
    return f"/{FONT} 0 Tf 0 g"


def _font(pdf: pikepdf.Pdf, content: bytes) -> Dictionary:
    """The font with one byte a letter, as viewers type (9.6.3)."""
    signs = [bytes([byte]).decode(CODE_PAGE, "replace") for byte in range(FIRST, LAST + 1)]
    known = fonts.measured(content, signs)
    file = pdf.make_stream(content)
    file.Length1 = len(content)
    about = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{known.name}"),
        Flags=NONSYMBOLIC,
        FontBBox=Array(known.box),
        ItalicAngle=0,
        Ascent=known.ascent,
        Descent=known.descent,
        CapHeight=known.capital,
        StemV=STEM,
        FontFile2=file,
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=about.FontName,
        Encoding=Name.WinAnsiEncoding,
        FirstChar=FIRST,
        LastChar=LAST,
        Widths=Array(known.widths),
        FontDescriptor=pdf.make_indirect(about),
    )
