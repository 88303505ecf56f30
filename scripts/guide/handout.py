"""Sets the hand-outs: the page as it was rendered, on paper, as accessible and reproducible PDF.

Knows which pages get a hand-out and how Typst is called; the look is in `overrides/print/handout.typ`.
"""

from __future__ import annotations

import datetime
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pikepdf
import typst

from guide import qr, typeface
from guide.guide import Guide, Page
from guide.model import Meta, OptionMeta
from guide.typeset import NoPaperForm, literal
from guide.typeset import typst as typst_code

STANDARDS: list[Any] = ["a-2a", "ua-1"]
FOLDER = "pdf"
AMBIGUOUS = b"\r\nendstream"
CARRIAGE_RETURN = 13
SPARES = 8


class NotSet(Exception):
    """A hand-out that cannot be set; the text names the page and what is wrong."""


@dataclass(frozen=True)
class Printer:
    """Makes the PDFs. `site_url` may be empty: then paper has a line to write the address on."""

    templates: Path
    words: Mapping[str, str]
    site_url: str

    def handouts(self, guide: Guide, rendered: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Address on the site and content of each hand-out."""
        for page in guide.in_order:
            if address := address_of(page):
                yield address, self.handout(page, rendered[page.src])

    def handout(self, page: Page[Meta], html: str) -> bytes:
        """The page as PDF/UA-1 and PDF/A-2a. Raises NotSet."""
        try:
            source = self.source(page, html)
            content, warnings = self._compiler.compile_with_warnings(
                input=source.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=_midnight(page.meta.written)
            )
        except NoPaperForm as error:
            raise NotSet(f"{page.document.path}: {error}") from None
        except typst.TypstError as error:
            raise NotSet(f"{page.document.path}: {error.message} {error.hints}\n{error.diagnostic}") from None
        if warnings:
            raise NotSet(f"{page.document.path}: {warnings[0].message} {warnings[0].hints}")
        return packed(cast(bytes, content))

    def source(self, page: Page[Meta], html: str) -> str:
        """The Typst source of a hand-out: the template, the page's data, the page's text."""
        url = self._url(page)
        data = {
            "title": page.meta.title,
            "date": page.meta.written.isoformat(),
            "url": url,
            "qr": qr.svg(url) if url else "",
        }
        fields = ", ".join(f"{key}: {literal(value)}" for key, value in data.items())
        words = ", ".join(f"{key}: {literal(value)}" for key, value in self.words.items())
        call = f"#show: handout.with(({fields}), ({words}))"
        return f"{self._template}\n{call}\n#{typst_code(html)}\n"

    @cached_property
    def _template(self) -> str:
        return (self.templates / "handout.typ").read_text(encoding="utf-8")

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, font_paths=[typeface.FOLDER]))

    def _url(self, page: Page[Meta]) -> str:
        return f"{self.site_url.rstrip('/')}/{page.src.removesuffix('.md')}.html" if self.site_url else ""


def address_of(page: Page[Meta]) -> str | None:
    """Where the page's hand-out is on the site; None for pages that have none."""
    return f"{FOLDER}/{page.slug}.pdf" if isinstance(page.meta, OptionMeta) else None


def packed(content: bytes) -> bytes:
    """The PDF with its objects packed: same pages, smaller file, same bytes each time.

    Compressed data may end in a carriage return. With the line end before `endstream` it would read as one line end,
    and the stream as one byte short (ISO 19005-2, 6.1.7.1). So streams are lengthened by white space, and packed
    objects are shifted, until no data ends so.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Filter") == pikepdf.Name.FlateDecode:
                _lengthen(item)
        for spare in range(SPARES):
            result = _saved(pdf)
            if AMBIGUOUS not in result:
                return result
            _shift(pdf, spare + 1)
    raise NotSet("a PDF could not be packed without an ambiguous stream end")


def _lengthen(stream: pikepdf.Stream) -> None:
    data = stream.read_bytes()
    padded = data
    while zlib.adler32(padded) & 0xFF == CARRIAGE_RETURN:
        padded += b"\n"
    if padded is not data:
        stream.write(padded)


def _shift(pdf: pikepdf.Pdf, count: int) -> None:
    """Add `count` objects that mean nothing, so that the packed objects fall into other places."""
    pdf.Root.Spare = pikepdf.Array([pdf.make_indirect(pikepdf.String(str(number))) for number in range(count)])


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    generate = pikepdf.ObjectStreamMode.generate
    pdf.save(target, object_stream_mode=generate, deterministic_id=True, compress_streams=True, recompress_flate=True)
    return target.getvalue()


def _midnight(date: datetime.date) -> int:
    return int(datetime.datetime.combine(date, datetime.time(), datetime.UTC).timestamp())
