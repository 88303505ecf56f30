"""What a build reports without stopping: marks that excuse a block from citing a source, terms and groups of signs that
nobody uses, words too long for a line of paper.

Knows what deserves a second look by a person.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from guide.checks.reviews import doubted
from guide.checks.reviews.places import place_of
from guide.checks.rules.places import everywhere
from guide.content import markdown
from guide.content.guide import Guide
from guide.content.parts import shows
from guide.content.schema import OPEN, RIGHT
from guide.ground.problems import Problem

_ADDRESS = r"(?:https?://|www\.)[^\s<>()\[\]]+|[^\s<>()\[\]@]+@[^\s<>()\[\]]+"
_LONG = re.compile(rf"\A(?:{_ADDRESS})\Z|\]\([^)\s]*|(?P<address>{_ADDRESS})|(?P<word>[^\W_]{{20,}})")
"""A word that paper may have to break, as its template does. An address breaks at its signs, and one that is the whole
value of a key, or the target of a link, is not printed."""

_PIECE = re.compile(r"[^\W_]{40,}")
"""What stands between two signs of an address and is wider than a line."""


def broken_words(guide: Guide) -> Iterator[Problem]:
    """Words so long that paper may break them, each where it stands first."""
    seen = set[str]()
    for place, found in everywhere(guide, _LONG):
        pieces = [found["word"]] if found["word"] else _PIECE.findall(found["address"] or "")
        for word in pieces:
            if word.casefold() not in seen and place.path != guide.files["reading"]:
                seen.add(word.casefold())
                what = f'"{word}" has {len(word)} letters, and may be broken on paper'
                yield Problem(place, what, "use a shorter word where you can", "note")


def no_claims(guide: Guide) -> Iterator[Problem]:
    """Each block that is marked as no claim."""
    for page in guide.in_order:
        for block in (block for part in page.parts for block in part.blocks):
            if block.states_nothing:
                place = page.document.prose_place(block.line)
                what = f'marked as no claim: "{" ".join(markdown.plain(block.text).split()[:12])}"'
                yield Problem(place, what, "check that it states no fact", "note")


def unshown_groups(guide: Guide) -> Iterator[Problem]:
    """Groups of warning signs that no page names: only the page for emergencies shows what holds for them."""
    pages = [page for page in guide.in_order if shows(page, guide, "emergency") and page is not guide.help_page]
    shown = {group for page in pages for group in guide.groups_of(page)}
    document = guide.documents[guide.files["emergency"]]
    for key in guide.emergency.groups:
        if key not in shown:
            place = document.place("groups", key, key=True)
            fix = "name it under signs: of a page or a kind"
            yield Problem(place, f'no page shows the signs of "{key}"', fix, "note")


def unused_terms(guide: Guide, used: Mapping[str, Mapping[str, None]], glossary: Container[str]) -> Iterator[Problem]:
    """Glossary entries that no page mentions outside the glossary. `used`: address of a page -> terms on it."""
    mentioned = {key for src, keys in used.items() if src not in glossary for key in keys}
    document = guide.documents[guide.files["terms"]]
    for key in guide.terms:
        if key not in mentioned and key not in guide.term_pages:
            yield Problem(document.place(key, key=True), f'term "{key}" is used on no page', "fine to keep", "note")


def doubts(guide: Guide) -> Iterator[Problem]:
    """What a reviewer called unsure, what they called wrong and has changed since, and all else that they wrote."""
    for page in guide.in_order:
        for doubt in doubted(page, guide):
            place = place_of(doubt.address, page, guide)
            yield Problem(place, doubt.says, f"look at it again; the review is in {page.document.path}", "note")
        for review in page.meta.reviewed:
            for address, said in review.remarks.items():
                if said.judged in (RIGHT, OPEN):
                    what = f'{review.by} wrote on {review.on} ({address}): "{said.says}"'
                    yield Problem(place_of(address, page, guide), what, "see if it asks for a change", "note")
