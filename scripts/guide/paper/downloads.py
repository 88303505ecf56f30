"""Lists what there is on paper, once it is printed: every hand-out with its editions, sides and size.

Knows which PDF belongs to which page and edition; how the lists look is in the templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from guide.content.guide import Guide, Page
from guide.content.handouts import FOLDER, handouts_of, leaflets_of
from guide.content.schema import Handout, Meta
from guide.html.tree import replace
from guide.pages.maker import Maker
from guide.paper.press import Print

_BOOK = re.compile(rf"{FOLDER}/(booklet(?:-\d+)?)-")

PLACE = "data-downloads"
"""Attribute of the place that the part `downloads` keeps for the list of all hand-outs."""


@dataclass(frozen=True)
class Copy:
    """One PDF: its edition, its address on the site, its sides and its size in kilobytes."""

    edition: str
    label: str
    address: str
    sides: int
    size: int


@dataclass(frozen=True)
class Row:
    """One hand-out in all its editions. `key` names it in addresses."""

    key: str
    name: str
    label: str
    date: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class Group:
    """The hand-outs of one folder under its heading."""

    heading: str
    rows: tuple[Row, ...]


def home(guide: Guide) -> str:
    """Address of the page that lists everything on paper; empty in a guide without it."""
    pages = (page for page in guide.in_order if page.asks_for("downloads"))
    return next((page.src.removesuffix(".md") + ".html" for page in pages), "")


def fill(root: HtmlElement, maker: Maker, prints: Mapping[str, Print]) -> None:
    """Put the list of everything on paper into the place that the page's tree keeps for it."""
    for place in root.xpath(f".//*[@{PLACE}]"):
        replace(place, maker.fragment("downloads-list", groups=groups(maker.guide, maker.words, prints)))


def groups(guide: Guide, words: Mapping[str, str], prints: Mapping[str, Print]) -> list[Group]:
    """Everything on paper, folder by folder; books and posters last."""
    headings = {"": words["paper_single"], **guide.settings.folders}
    found = [Group(heading, _folder(guide, folder, prints)) for folder, heading in headings.items()]
    whole = Group(words["paper_whole"], (*_books(guide, words, prints), *_posters(guide, words, prints)))
    return [group for group in (*found, whole) if group.rows]


def rows(guide: Guide, page: Page[Meta], prints: Mapping[str, Print]) -> list[Row]:
    """The hand-outs of one page; none while nothing is printed."""
    return [row for handout in handouts_of(guide, page) if (row := _row(guide, page, handout, prints)).copies]


def _folder(guide: Guide, folder: str, prints: Mapping[str, Print]) -> tuple[Row, ...]:
    return tuple(row for page in guide.folder_pages(folder) for row in rows(guide, page, prints))


def _row(guide: Guide, page: Page[Meta], handout: Handout, prints: Mapping[str, Print]) -> Row:
    made = [leaflet for leaflet in leaflets_of(guide, page) if leaflet.handout is handout and leaflet.address in prints]
    copies = tuple(_copy(leaflet.key, leaflet.edition.label, leaflet.address, prints) for leaflet in made)
    return Row(made[0].name if made else "", page.meta.name, handout.label, page.meta.written.isoformat(), copies)


def _copy(edition: str, label: str, address: str, prints: Mapping[str, Print]) -> Copy:
    made = prints[address]
    return Copy(edition, label, address, made.pages, round(len(made.content) / 1000))


def _books(guide: Guide, words: Mapping[str, str], prints: Mapping[str, Print]) -> list[Row]:
    date = max(page.meta.written for page in guide.pages.values()).isoformat()
    names = dict.fromkeys(found[1] for address in prints if (found := _BOOK.match(address)))
    return [Row(name, words["booklet"], words["booklet_label"], date, _volume(guide, name, prints)) for name in names]


def _volume(guide: Guide, name: str, prints: Mapping[str, Print]) -> tuple[Copy, ...]:
    addresses = {key: f"{FOLDER}/{name}-{key}.pdf" for key in guide.paper.booklet.editions}
    labels = {key: edition.label for key, edition in guide.paper.editions.items()}
    return tuple(_copy(key, labels[key], at, prints) for key, at in addresses.items() if at in prints)


def _posters(guide: Guide, words: Mapping[str, str], prints: Mapping[str, Print]) -> list[Row]:
    date = max(page.meta.written for page in guide.pages.values()).isoformat()
    papers = {paper: f"{FOLDER}/poster-{paper}.pdf" for paper in guide.paper.poster.papers}
    labels: Mapping[str, str] = {str(paper): label for paper, label in guide.paper.poster.papers.items()}
    copies = tuple(_copy(paper, labels[paper], at, prints) for paper, at in papers.items() if at in prints)
    return [Row("poster", words["poster"], words["poster_label"], date, copies)] if copies else []
