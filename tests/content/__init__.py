"""What must hold of the guide in `docs/`, whatever stands in it: a new page, a review, a fork's own guide.

These tests read what must hold from the content and name none of it. All other tests never look at `docs/`.
`GUIDE_PROJECT` names the folder of another project whose guide is judged in its place.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml

from conftest import ROOT
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.parts import shows

PROJECT = Path(os.environ.get("GUIDE_PROJECT", ROOT)).resolve()
"""The project whose guide is judged."""

NAMES = sorted(
    path.relative_to(PROJECT / "docs").with_suffix(".html").as_posix() for path in (PROJECT / "docs").rglob("*.md")
)
"""The address of every page that has a file."""


def address(page: Page[Any]) -> str:
    """Where the page stands on the site."""
    return page.src.removesuffix(".md") + ".html"


def with_part(guide: Guide, part: str) -> Page[Any] | None:
    """The first page that shows the generated part."""
    return next((page for page in guide.in_order if shows(page, guide, part)), None)


T = TypeVar("T")


def promised(what: str, otherwise: T) -> T:
    """What this guide promises its readers in `docs/data/promises.yml` and these tests try; else what is given."""
    path = PROJECT / "docs" / "data" / "promises.yml"
    said = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None
    return cast(T, (said or {}).get(what, otherwise))
