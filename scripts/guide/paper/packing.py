"""Makes a PDF from Typst small, and names the headers of its rows. The same bytes each time.

Knows how a tagged PDF is put together (ISO 32000-1, 14.7), not what stands in it.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from itertools import pairwise
from typing import Any, TypeGuard

import pikepdf

from guide.paper import shorthand

AMBIGUOUS = b"\r\nendstream"
CLEAR = b"\r\rendstream"
pikepdf.settings.set_flate_compression_level(9)

_SPARE = re.compile(
    rb"<(?P<name>xmpMM:\w+|xmpTPg:\w+|pdf:\w+)>.*?</(?P=name)>|"
    rb"<rdf:li[^>]*>\s*<pdfaSchema:schema>(?:XMP Media Management|Adobe PDF) schema<.*?</rdf:Seq>\s*"
    rb"</pdfaSchema:property>\s*</rdf:li>",
    re.DOTALL,
)
"""What the description of the file may do without: its history, and the words for telling it."""

Mark = tuple[Any, int]
"""A piece of a page that belongs to an element: the page's number as an object, the piece's number on the page."""


def packed(content: bytes) -> tuple[bytes, int]:
    """The PDF with row headers and in fewer bytes, and how many pages it has.

    Compressed data may end in a carriage return. With the line feed before `endstream` it would read as one line end,
    and the stream as one byte short (ISO 19005-2, 6.1.7.1). A carriage return in place of the line feed is a line end
    of the same length that cannot be misread.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        elements = [item for item in pdf.objects if _is_element(item)]
        for element in elements:
            if pikepdf.Name.TBody == element.S:
                _name_rows(element)
        _shorten(pdf, elements)
        for element in elements:
            _strip(element)
        pdf.Root.Metadata.write(_SPARE.sub(b"", pdf.Root.Metadata.read_bytes()))
        return _saved(pdf).replace(AMBIGUOUS, CLEAR), len(pdf.pages)


def _is_element(item: object) -> TypeGuard[pikepdf.Dictionary]:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.StructElem


def _name_rows(body: pikepdf.Dictionary) -> None:
    """Make the first cell of each row its header, which Typst cannot be asked for (14.8.5.7)."""
    for row in body.K:
        first = row.K[0]
        if first.get("/S") == pikepdf.Name.TD:
            first.S = pikepdf.Name.TH
            first.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)


def _shorten(pdf: pikepdf.Pdf, elements: list[pikepdf.Dictionary]) -> None:
    """Write each page more briefly. Lines of one paragraph become one piece, so the pieces get new numbers."""
    follows = _follows(elements)
    owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    numbers: dict[Mark, int] = {}
    for page in pdf.pages:
        key = page.obj.objgen
        joined = shorthand.joined(page.Contents.read_bytes(), follows[key])
        page.Contents.write(shorthand.shortened(joined.commands))
        numbers |= {(key, old): new for new, old in enumerate(joined.kept)}
        if "/StructParents" in page:
            own = owners[int(page.StructParents)]
            own[:] = pikepdf.Array([own[old] for old in joined.kept])
    for element in elements:
        _renumber(element, numbers)


def _follows(elements: list[pikepdf.Dictionary]) -> dict[Any, set[int]]:
    """Page -> the pieces that come right after the one with the number before, in the same element."""
    found: dict[Any, set[int]] = defaultdict(set)
    for element in elements:
        for first, second in pairwise(_mark(kid, element) for kid in _kids(element)):
            if first and second and second == (first[0], first[1] + 1):
                found[second[0]].add(second[1])
    return found


def _kids(element: pikepdf.Dictionary) -> list[Any]:
    kids: Any = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _mark(kid: Any, element: pikepdf.Dictionary) -> Mark | None:
    """The piece that a child of an element stands for; None for a further element or a link's place."""
    if isinstance(kid, int):
        return element.Pg.objgen, kid
    if kid.get("/Type") == pikepdf.Name.MCR:
        return kid.Pg.objgen, int(kid.MCID)
    return None


def _renumber(element: pikepdf.Dictionary, numbers: dict[Mark, int]) -> None:
    kept = []
    for kid in _kids(element):
        mark = _mark(kid, element)
        if mark is None:
            kept.append(kid)
        elif mark in numbers and isinstance(kid, int):
            kept.append(numbers[mark])
        elif mark in numbers:
            kid.MCID = numbers[mark]
            kept.append(kid)
    if kept:
        element.K = pikepdf.Array(kept) if len(kept) > 1 else kept[0]


def _strip(element: pikepdf.Dictionary) -> None:
    """Leave out what every reader knows without being told (table 323: both are optional)."""
    for key in ("/Type", "/T"):
        if key in element:
            del element[key]


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        compress_streams=True,
        recompress_flate=True,
        fix_metadata_version=False,  # it is right, and would be written anew with much white space
    )
    return target.getvalue()
