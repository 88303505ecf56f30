"""Rules about addresses: each is held by one page or file, those that the build needs for its own stay free, and the
pages that a guide cannot do without are there.

An address is refused that the build does not need yet: a guide that grows must not run into it on some later day.
"""

from __future__ import annotations

from collections.abc import Iterator

from guide.checks.rules.places import Leaf, data, in_block, key_of
from guide.content.guide import Guide
from guide.content.handouts import Leaflet, leaflets
from guide.content.page import Page
from guide.content.parts import INDEX, PARTS, made_pages
from guide.content.schema import Meta
from guide.content.terms import GLOSSARY
from guide.ground.problems import Place, Problem

SOURCES = "sources.md"


def needed_pages_are_there(guide: Guide) -> Iterator[Problem]:
    """The page that a guide opens with, and those on which its terms and its sources stand."""
    needed = {INDEX: "", GLOSSARY: "glossary" if guide.terms else "", SOURCES: "all-sources" if guide.sources else ""}
    for src, part in needed.items():
        path, page = f"{guide.docs}/{src}", guide.pages.get(src)
        if page is None and (part or src == INDEX):
            yield Problem(Place(path), "is missing, and every guide needs it", "write that page")
        elif page and part and not page.asks_for(part):
            shown = f"{{{{ part: {part} }}}}"
            yield Problem(Place(path), f'does not show "{shown}", and other pages link there', f"write {shown} on it")


def lists_have_a_page_of_their_own(guide: Guide) -> Iterator[Problem]:
    """What goes on on pages that the build adds stands on one page, beside nothing else that does."""
    seen: dict[str, Page[Meta]] = {}
    for page in guide.pages.values():
        first = ""
        for block, mark in Leaf(page, guide).marks if _adding(page) else ():
            if mark.verb == "part" and mark.name in _adding(page) and mark.text == block.text.strip():
                other = seen.setdefault(mark.name, page)
                where = f'beside "{first}"' if first else f"on {other.document.path} too" if other is not page else ""
                if where:
                    what = f'part "{mark.name}" stands {where}, and the build adds pages to it'
                    yield Problem(in_block(page, block, mark.start), what, "give it one page, of its own")
                first = first or mark.name


def _adding(page: Page[Meta]) -> list[str]:
    return [name for name in page.shows("part") if name in PARTS and PARTS[name].adds]


def addresses_of_the_build_are_free(guide: Guide) -> Iterator[Problem]:
    """No page of an author, no picture and no term stands where the build puts its own."""
    made = list(made_pages(guide))
    for src in sorted(guide.assets):
        if what := next((what for address, what in made if address.fullmatch(src)), ""):
            yield Problem(Place(f"{guide.docs}/{src}"), f"is at the address of {what}", "give it another name")
    for key in (key for key in guide.terms if key.startswith("letter-")):
        what = f'term "{key}" is at the place of a letter of the glossary'
        yield Problem(key_of(guide, "terms", key), what, "give it another key")


def papers_have_addresses_of_their_own(guide: Guide) -> Iterator[Problem]:
    """No hand-out takes the place of another."""
    seen: dict[str, Leaflet] = {}
    for leaflet in leaflets(guide):
        first = seen.setdefault(leaflet.address, leaflet)
        of_two = first.page is leaflet.page or first.page.slug != leaflet.page.slug
        if first is not leaflet and of_two and leaflet.key == next(iter(guide.paper.editions)):
            row = guide.paper.handouts.index(leaflet.handout)
            what = f"{leaflet.page.src} gets this hand-out at the address of another, {first.address}"
            yield Problem(data(guide, "paper", "handouts", row), what, "give it a part: of its own")
