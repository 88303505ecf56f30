"""Where the parts stand that a review names: in the page, beside it, or in the data that it is shown from."""

from __future__ import annotations

from guide.checks.reviews.elsewhere import PAGES, SIGNS, STATEMENTS, WORDS
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import RECORDS, Meta
from guide.ground.problems import Place

_DATA = {WORDS: ("terms",), STATEMENTS: ("statements",), SIGNS: ("emergency", "cards")}
"""What an address begins with -> the file of data that holds such parts, and the keys above them."""


def place_of(address: str, page: Page[Meta], guide: Guide) -> Place:
    """Where the part of the page stands that a review calls by this address; the review itself if it is gone."""
    kind, _, name = address.partition("/")
    if kind in _DATA:
        file, *above = _DATA[kind]
        return guide.documents[guide.files[file]].place(*above, name, key=True)
    if kind == PAGES:
        lent = {**guide.lenders, **guide.comparisons}
        return lent[name].document.place("summary") if name in lent else page.document.place("reviewed", key=True)
    return _own(kind, name, page)


def _own(kind: str, name: str, page: Page[Meta]) -> Place:
    for part in page.parts if kind == "sections" else ():
        if part.title == name:
            return page.document.prose_place(max(1, part.line))
    for (verb, called), told in page.told.items():
        if RECORDS[verb] == kind and called == name:
            return page.document.prose_place(told.at.line)
    loc = (kind, name) if name and kind != "sections" else (kind,)
    return page.document.place(*loc if kind != "sections" else ("reviewed",), key=True)
