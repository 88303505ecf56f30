"""Lets a browser fill the sheets: lists those with lines to type into, and lays their PDFs beside the pages as scripts,
because a page that is opened from a file can load nothing else.

Knows what the scripts hold; `overrides/assets/fill-in.js` loads them, and `fill-in-pdf.js` fills what they hold.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from guide.content.page import Page
from guide.content.schema import Meta
from guide.exports.shared_bytes import packed
from guide.html.tree import replace
from guide.pages.maker import Maker
from guide.paper import downloads
from guide.paper.downloads import Copy, Row
from guide.paper.press import Print

PLACE = "data-fill-in"
"""Attribute of the place that the part `fill-in` keeps for its form."""

FOLDER = "assets/fill"
COMMON = "common"
"""The script with what all sheets share: their ground, and the letters that can be typed."""

Prints = Mapping[str, Print]


@dataclass(frozen=True)
class Sheet:
    """One sheet that can be filled, and the names of its lines in their order."""

    row: Row
    lines: tuple[str, ...]

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The sheet in all its editions."""
        return self.row.copies


@dataclass(frozen=True)
class Group:
    """The sheets of one folder under its heading."""

    heading: str
    sheets: tuple[Sheet, ...]


def fill(root: HtmlElement, page: Page[Meta], maker: Maker, prints: Prints) -> None:
    """Put the form into the place that the page's tree keeps for it."""
    for place in root.xpath(f".//*[@{PLACE}]"):
        found = groups(maker, prints)
        lines = list(dict.fromkeys(line for sheet in _sheets(found) for line in sheet.lines))
        folder = f"{'../' * page.src.count('/')}{FOLDER}/"
        replace(place, maker.fragment("fill-in-form", groups=found, lines=lines, folder=folder))


def groups(maker: Maker, prints: Prints) -> list[Group]:
    """All sheets with lines to type into, as the list of everything on paper groups them."""
    listed = downloads.groups(maker, prints)
    found = (Group(each.heading, tuple(_with_lines(each.rows, prints))) for each in listed)
    return [group for group in found if group.sheets]


def scripts(maker: Maker, prints: Prints) -> dict[str, str]:
    """The scripts that hold the sheets: address on the site -> content. None in a guide that has no form for them."""
    found = list(_sheets(groups(maker, prints))) if maker.page_with("fill-in") else []
    if not found:
        return {}
    first = prints[found[0].copies[0].address]
    known = {COMMON: {"bytes": _written(first.content), "font": first.blanks["font"]}}
    known |= {sheet.row.key: _told(sheet, first.content, prints) for sheet in found}
    return {f"{FOLDER}/{name}.js": _script(name, data) for name, data in known.items()}


def _sheets(found: Iterable[Group]) -> Iterator[Sheet]:
    return (sheet for group in found for sheet in group.sheets)


def _with_lines(rows: Iterable[Row], prints: Prints) -> Iterator[Sheet]:
    for row in rows:
        fields = [field for copy in row.copies for field in prints[copy.address].blanks.get("fields", ())]
        if fields:
            yield Sheet(row, tuple(dict.fromkeys(field["name"] for field in fields)))


def _told(sheet: Sheet, ground: bytes, prints: Prints) -> dict[str, Any]:
    """The sheet in all its editions: what it has of its own beside the ground, and each edition as runs of both."""
    own, runs = packed(ground, [prints[copy.address].content for copy in sheet.copies])
    copies = {
        copy.edition: {"runs": pieces, **{key: value for key, value in _blanks(copy, prints) if key != "font"}}
        for copy, pieces in zip(sheet.copies, runs, strict=True)
    }
    return {"bytes": _written(own), "copies": copies}


def _blanks(copy: Copy, prints: Prints) -> Iterable[tuple[str, Any]]:
    return prints[copy.address].blanks.items()


def _written(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _script(name: str, data: Mapping[str, Any]) -> str:
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"(window.sheets ||= {{}})[{json.dumps(name)}] = {told};\n"
