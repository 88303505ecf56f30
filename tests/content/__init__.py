"""What must hold of the guide in `docs/`, whatever stands in it: a new page, a review, a fork's own guide.

These tests read what must hold from the content and name none of it. All other tests never look at `docs/`.
`GUIDE_PROJECT` names the folder of another project whose guide is judged in its place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml

from conftest import ROOT
from guide.content.document import Document, read
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.parts import shows
from guide.ground.problems import Problem, nearest

PROJECT = Path(os.environ.get("GUIDE_PROJECT", ROOT)).resolve()
"""The project whose guide is judged."""

NAMES = sorted(
    path.relative_to(PROJECT / "docs").with_suffix(".html").as_posix() for path in (PROJECT / "docs").rglob("*.md")
)
"""The address of every page that has a file."""


def first_of_list(name: str) -> str:
    """The name of the page on which a list begins that goes on on this one; else its own."""
    first = re.sub(r"-\d+$", "", name)
    return name if f"{name}.html" in NAMES else first


def address(page: Page[Any]) -> str:
    """Where the page stands on the site."""
    return page.src.removesuffix(".md") + ".html"


def with_part(guide: Guide, part: str) -> Page[Any] | None:
    """The first page that shows the generated part."""
    return next((page for page in guide.in_order if shows(page, guide, part)), None)


T = TypeVar("T")
PROMISES = PROJECT / "docs" / "data" / "promises.yml"


def promised(what: str, otherwise: T) -> T:
    """What this guide promises its readers in `docs/data/promises.yml` and these tests try; else what is given."""
    said = yaml.safe_load(PROMISES.read_text(encoding="utf-8")) if PROMISES.is_file() else None
    return cast(T, (said or {}).get(what, otherwise))


def lost_pages(guide: Guide) -> list[Problem]:
    """What is promised of pages that are not there: where, and what to do."""
    slugs = {page.slug for page in guide.pages.values()}
    if not PROMISES.is_file():
        return []
    document = read(PROMISES, PROJECT)[0]
    return [_no_page(document, slug, slugs, *loc) for loc, slug in _pages_named() if slug not in slugs]


def _pages_named() -> Iterator[tuple[tuple[str, ...], str]]:
    """Every page that is named there, with where; the name is the last key, or the value of that key."""
    yield from ((("says", slug), slug) for slug in promised("says", dict[str, Any]()))
    yield from ((("found", typed), slug) for typed, slug in promised("found", dict[str, str]()).items())
    for issue, places in promised("practical", dict[str, dict[str, str]]()).items():
        yield from ((("practical", issue, slug), slug) for slug in places)


def _no_page(document: Document, slug: str, slugs: set[str], *loc: str) -> Problem:
    place = document.place(*loc, key=loc[-1] == slug and loc[0] != "found")
    return Problem(place, f'no page "{slug}"{nearest(slug, slugs)}', "name a page in docs/, without its folder and .md")
