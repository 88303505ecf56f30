"""Sets one document in type: Typst code in, an accessible, archival and small PDF out.

Knows Typst. Takes long to load, so nobody loads it before there is something to set.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from guide.ground.fonts import FIELDS
from guide.paper import finish

STANDARDS: list[Any] = ["a-2a", "ua-1"]

REFUSED = "panicked with: "
"""What Typst says where a template refuses to go on, before the template's own words."""


class Broken(Exception):
    """A source that cannot be set; the text says what is wrong."""


def pdf(source: str, time: int, fonts: Path) -> tuple[bytes, int, dict[str, Any]]:
    """The source as PDF/UA-1 and PDF/A-2a, its number of pages, and what to know to fill its fields. Raises Broken.

    It carries that time (seconds since 1970) and shows the fonts of that folder alone.
    """
    try:
        content, warnings = _compiler(fonts).compile_with_warnings(
            input=source.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=time
        )
    except typst.TypstError as error:
        whole = f"{error.message} {error.hints}\n{error.diagnostic}"
        own = error.message.removeprefix(REFUSED)
        raise Broken(own if own != error.message else whole) from None
    if warnings:
        raise Broken(f"{warnings[0].message} {warnings[0].hints}")
    return finish.finished(cast(bytes, content), fonts / FIELDS)


@cache
def _compiler(fonts: Path) -> typst.Compiler:
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts]))
