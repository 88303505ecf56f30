"""Finishes a PDF from Typst: names row headers, adds fields to type into, saves it small. The same bytes each time.

Knows how a tagged PDF is put together (ISO 32000-1, 14.7), not what stands in it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, TypeGuard

import pikepdf

from guide.paper.finish.blanks import blanks
from guide.paper.finish.fields import add_fields

AMBIGUOUS = b"\r\nendstream"
CLEAR = b"\r\rendstream"
pikepdf.settings.set_flate_compression_level(9)


def finished(content: bytes, font: Path) -> tuple[bytes, int, dict[str, Any]]:
    """The PDF with row headers, with its fields to type into, and in fewer bytes; how many pages it has; and what to
    know of it to fill its fields. What is typed shows in the font.

    Compressed data may end in a carriage return. With the line feed before `endstream` it would read as one line end,
    and the stream as one byte short (ISO 19005-2, 6.1.7.1). A carriage return in place of the line feed is a line end
    of the same length that cannot be misread.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.objects:
            if _is_body(item):
                _name_rows(item)
        add_fields(pdf, font)
        made = _saved(pdf).replace(AMBIGUOUS, CLEAR)
        return made, len(pdf.pages), blanks(made)


def _is_body(item: object) -> TypeGuard[pikepdf.Dictionary]:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.TBody


def _name_rows(body: pikepdf.Dictionary) -> None:
    """Make the first cell of each row its header, which Typst cannot be asked for (14.8.5.7)."""
    for row in body.K:
        first = row.K[0]
        if first.get("/S") == pikepdf.Name.TD:
            first.S = pikepdf.Name.TH
            first.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)


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
