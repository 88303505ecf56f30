"""Lists what there is on paper, once it is printed: every hand-out with its editions, sides and size.

Knows which PDF belongs to which page and edition; how the lists look is in the templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from guide.content.guide import Guide
from guide.content.handouts import FOLDER, handouts_of, leaflets_of
from guide.content.page import Page
from guide.content.schema import Handout, Meta
from guide.html.tree import replace
from guide.pages.maker import Maker
from guide.paper import forms
from guide.paper.booklet import Volume, released, volumes
from guide.paper.poster import DANGER, INVITING
from guide.paper.press import Print

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
    """One hand-out in all its editions. `key` names it in addresses; `dated` is empty where it bears no date."""

    key: str
    name: str
    label: str
    dated: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class Group:
    """The hand-outs of one folder under its heading."""

    heading: str
    rows: tuple[Row, ...]


def home(guide: Guide) -> str:
    """Address of the page that lists everything on paper; empty in a guide without it."""
    pages = (page for page in guide.in_order if page.asks_for("downloads"))
    return next((page.file for page in pages), "")


def fill(root: HtmlElement, maker: Maker, prints: Mapping[str, Print]) -> None:
    """Put the list of everything on paper into the place that the page's tree keeps for it."""
    for place in root.xpath(f".//*[@{PLACE}]"):
        replace(place, maker.fragment("downloads-list", groups=groups(maker, prints)))


def groups(maker: Maker, prints: Mapping[str, Print]) -> list[Group]:
    """Everything on paper, folder by folder; papers to write on, books and posters last."""
    headings = {"": maker.words["paper_single"], **maker.guide.settings.folders}
    found = [Group(heading, _folder(maker, folder, prints)) for folder, heading in headings.items()]
    whole = Group(maker.words["paper_whole"], (*_books(maker, prints), *_posters(maker, prints)))
    written = Group(maker.words["paper_forms"], _forms(maker, prints))
    return [group for group in (*found, written, whole) if group.rows]


def rows(maker: Maker, page: Page[Meta], prints: Mapping[str, Print]) -> list[Row]:
    """The hand-outs of one page; none while nothing is printed."""
    return [row for handout in handouts_of(maker.guide, page) if (row := _row(maker, page, handout, prints)).copies]


def _folder(maker: Maker, folder: str, prints: Mapping[str, Print]) -> tuple[Row, ...]:
    return tuple(row for page in maker.guide.folder_pages(folder) for row in rows(maker, page, prints))


def _row(maker: Maker, page: Page[Meta], handout: Handout, prints: Mapping[str, Print]) -> Row:
    own = (leaflet for leaflet in leaflets_of(maker.guide, page) if leaflet.handout is handout)
    made = [leaflet for leaflet in own if leaflet.address in prints]
    copies = tuple(_copy(leaflet.key, leaflet.edition.label, leaflet.address, prints) for leaflet in made)
    dated = maker.dated(maker.editions.released(page.slug, handout.name)) if made else ""
    return Row(made[0].name if made else "", page.meta.name, handout.label, dated, copies)


def _copy(edition: str, label: str, address: str, prints: Mapping[str, Print]) -> Copy:
    made = prints[address]
    return Copy(edition, label, address, made.pages, round(len(made.content) / 1000))


def _forms(maker: Maker, prints: Mapping[str, Print]) -> tuple[Row, ...]:
    paper = maker.guide.paper
    own = {name: {key: forms.address(name, key) for key in paper.forms.editions} for name in paper.forms.papers}
    return tuple(
        Row(f"form-{name}", form.title, form.label, "", copies)
        for name, form in paper.forms.papers.items()
        if (copies := _copies(maker.guide, own[name], prints))
    )


def _books(maker: Maker, prints: Mapping[str, Print]) -> list[Row]:
    return [row for volume in volumes(maker.guide) if (row := _book(maker, volume, prints)).copies]


def _book(maker: Maker, volume: Volume, prints: Mapping[str, Print]) -> Row:
    dated = maker.dated(released(volume, maker.editions))
    own = {key: f"{FOLDER}/{volume.name}-{key}.pdf" for key in maker.guide.paper.booklet.editions}
    copies = _copies(maker.guide, own, prints)
    return Row(volume.name, maker.words["booklet"], maker.words["booklet_label"], dated, copies)


def _copies(guide: Guide, addresses: Mapping[str, str], prints: Mapping[str, Print]) -> tuple[Copy, ...]:
    """The copies at these addresses, by their editions."""
    editions = guide.paper.editions
    return tuple(_copy(key, editions[key].label, at, prints) for key, at in addresses.items() if at in prints)


def _posters(maker: Maker, prints: Mapping[str, Print]) -> list[Row]:
    words = maker.words
    said = {
        INVITING: (words["poster"], words["poster_label"]),
        DANGER: (words["poster_signs"], words["poster_signs_label"]),
    }
    return [
        Row(name, *says, "", copies) for name, says in said.items() if (copies := _on_walls(maker.guide, name, prints))
    ]


def _on_walls(guide: Guide, name: str, prints: Mapping[str, Print]) -> tuple[Copy, ...]:
    papers = {str(paper): (label, f"{FOLDER}/{name}-{paper}.pdf") for paper, label in guide.paper.poster.papers.items()}
    return tuple(_copy(paper, label, at, prints) for paper, (label, at) in papers.items() if at in prints)
