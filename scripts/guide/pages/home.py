"""Decides what the parts of a home page show: the picture to point at, cards with pictures, the ways that lead on.

Knows which pages and pictures belong there; how they look is a template's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from guide.content.drawings import drawing
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import Clip, Meta
from guide.pages.menu import Line, menu, ways

REACH = 0.16
"""How far the lines from the map to its names reach beside it, as a share of its height: enough for a bracket."""


@dataclass(frozen=True)
class Picture:
    """A small picture: its viewBox and its shapes."""

    box: tuple[float, ...]
    body: Markup


@dataclass(frozen=True)
class Spot:
    """A part of the body on the map: its key and name, where it begins and ends and where its name stands, from the
    top of the picture, in its units."""

    key: str
    label: str
    top: float
    bottom: float
    name_at: float


def picture_of(guide: Guide, page: Page[Meta]) -> Picture | None:
    """The picture of a page's card: a part of the first drawing on the page."""
    key = next(iter(page.meta.drawings), None)
    return _picture(guide, key, guide.settings.home.card_part) if key else None


def map_of(guide: Guide) -> tuple[Picture, list[Spot]] | None:
    """The picture that readers point at, with the parts of the body that have a place on it; None without it."""
    home = guide.settings.home
    if not home.map or home.map not in guide.drawings:
        return None
    drawn = _picture(guide, home.map, home.map_part)
    _, top, _, height = drawn.box
    placed = [(key, region.label, region.at) for key, region in guide.settings.regions.items() if region.at]
    between = [top + (row + 0.5) * height / len(placed) for row in range(len(placed))]
    spots = [
        Spot(key, label, top + start * height, top + end * height, at)
        for (key, label, (start, end)), at in zip(placed, between, strict=True)
    ]
    return drawn, spots


def cards(guide: Guide, pages: Iterable[Page[Meta]]) -> dict[str, list[tuple[Page[Meta], Picture | None]]]:
    """The pages with their pictures: those that stand first, and those that a fold holds."""
    shown = [(page, picture_of(guide, page)) for page in pages]
    most = guide.settings.home.cards
    if len(shown) <= most + 1:  # a fold for one card would take its place
        return {"first": shown, "more": []}
    return {"first": shown[:most], "more": shown[most:]}


def doors(guide: Guide) -> list[tuple[str, str, Line]]:
    """The ways that say what stands there: title, text, and the first page there."""
    lines = {line.title: line for line in menu(guide, "", "")}
    said = ((way.title, way.text, lines.get(way.title)) for way in ways(guide) if way.text)
    return [(title, text, line.children[0] if line.children else line) for title, text, line in said if text and line]


def _picture(guide: Guide, key: str, part: Clip) -> Picture:
    return Picture(*drawing.picture(key, guide.drawings[key], guide.shapes, guide.inks, part))
