"""Splits long lists over several pages: all terms, all pages, all sources, all numbers, all measures.

Knows where a list is cut; the pages it adds exist only while the guide is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from operator import attrgetter
from typing import Any, cast

from guide.content import marks, parts
from guide.content.document import Document
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import Meta, PageMeta, Settings, Source, Term

WHOLE = 0
"""The stretch of a page that shows all of its list, as paper does, which is not cut."""

Items = list[tuple[str, Any]]
"""What one page shows of a list: keys and what stands under them."""


def split(guide: Guide, words: Mapping[str, str]) -> Guide:
    """The guide with a page more for each further stretch of each long list."""
    pages = dict(guide.pages)
    for name in LISTS:
        first = list_page(guide, name)
        for stretch in range(2, len(stretches(guide, name)) + 1) if first else ():
            page = _further(cast(Page[Meta], first), name, stretch, words)
            pages[page.src] = page
    return replace(guide, pages=pages)


def list_page(guide: Guide, name: str) -> Page[Meta] | None:
    """The author's page that a list stands on; None in a guide without it."""
    return next((page for page in guide.pages.values() if page.stretch == 1 and page.asks_for(name)), None)


def stretches(guide: Guide, name: str) -> list[Items]:
    """The list, cut where a page would grow too long, into stretches of about the same length."""
    listed = LISTS[name]
    items, longest = list(listed.items(guide)), listed.longest(guide.settings)
    whole = sum(size for *_, size in items)
    even = whole / max(ceil(whole / longest), 1)
    cut: list[Items] = []
    done = here = 0
    for key, item, size in items:
        if not cut or (size and (here + size > longest or done >= even * len(cut))):
            cut.append([])
            here = 0
        cut[-1].append((key, item))
        here, done = here + size, done + size
    return cut


def stretch(cut: list[Items], page: Page[Meta]) -> Items:
    """What the page shows of the list that is cut like this."""
    return [item for items in cut for item in items] if page.stretch == WHOLE else cut[page.stretch - 1]


def siblings(guide: Guide, page: Page[Meta]) -> list[Page[Meta]]:
    """The pages that share the list with this one, in order."""
    return [page] if page.stretch == WHOLE else guide.stretches_of(page)


def places(guide: Guide, name: str, cut: list[Items]) -> dict[str, Page[Meta]]:
    """Key -> the page whose stretch of the list, cut like this, holds it; empty in a guide without the list."""
    first = list_page(guide, name)
    if first is None:
        return {}
    pages = {page.stretch: page for page in siblings(guide, first)}
    return {key: pages[number] for number, items in enumerate(cut, 1) for key, _ in items}


def _terms(guide: Guide) -> Iterator[tuple[str, Term, int]]:
    """The terms by name; those of a letter stay together, so the first of them is as large as all."""
    ordered = sorted(guide.terms.items(), key=lambda item: item[1].term.lower())
    for _, letter in groupby(ordered, key=lambda item: item[1].letter):
        together = list(letter)
        yield from ((key, term, 0 if row else len(together)) for row, (key, term) in enumerate(together))


def _sources(guide: Guide) -> Iterator[tuple[str, Source, int]]:
    """The sources by strength, the strongest first."""
    strengths = list(guide.settings.strengths)
    ordered = sorted(guide.sources.items(), key=lambda item: strengths.index(item[1].strength))
    yield from ((key, source, 1) for key, source in ordered)


def _numbers(guide: Guide) -> Iterator[tuple[str, Page[Meta], int]]:
    """The pages that have numbers; a page's numbers stay together."""
    yield from ((page.src, page, len(page.meta.numbers)) for page in guide.in_order if page.meta.numbers)


def _by_title(guide: Guide) -> Iterator[tuple[str, Page[Meta], int]]:
    """All pages by title, each list once."""
    listed = (page for page in guide.in_order if not _is_further(page))
    yield from ((page.src, page, 1) for page in sorted(listed, key=lambda page: page.meta.title))


def _is_further(page: Page[Meta]) -> bool:
    return page.generated and page.stretch > 1 and any(page.asks_for(name) for name in LISTS)


def _measured(guide: Guide) -> Iterator[tuple[str, Page[Meta], int]]:
    """The pages that authors wrote, which are those that are measured."""
    yield from ((page.src, page, 1) for page in guide.in_order if not page.generated)


@dataclass(frozen=True)
class Listed:
    """What is on a list, in order: key, item and size of each; and how much of it one page holds."""

    items: Callable[[Guide], Iterable[tuple[str, Any, int]]]
    longest: Callable[[Settings], int] = attrgetter("longest_list")


LISTS = {
    "glossary": Listed(_terms, attrgetter("longest_glossary")),
    "all-sources": Listed(_sources),
    "all-numbers": Listed(_numbers),
    "a-z": Listed(_by_title),
    "quality-pages": Listed(_measured),
}
"""Part that shows a list -> the list."""


def _further(first: Page[Meta], name: str, stretch: int, words: Mapping[str, str]) -> Page[Meta]:
    text = {"title": first.meta.title, "stretch": stretch}
    meta = PageMeta(
        kind="page",
        title=words["stretch_title"].format(**text),
        summary=words["stretch_summary"].format(**text),
        order=first.meta.order,
        written=first.meta.written,
        reviewed=first.meta.reviewed,
    )
    src = parts.below(first.src, stretch)
    return Page(src, meta, Document(first.document.path, body=f"{marks.part(name)}\n"), stretch, generated=True)
