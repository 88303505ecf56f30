"""Leads from page to page: addresses as they are on the site, places that do not exist, where each term is used.

Knows addresses inside the site, relative to the page that links.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from guide.content.files import MADE
from guide.content.guide import Guide, Page
from guide.content.schema import Meta
from guide.ground.problems import Place, Problem, nearest
from guide.html.tree import replace

ADDRESSES = ("href", "src")
"""Attributes that hold the address of something on the site, or elsewhere."""

USED_ON = "data-used-on"
"""Attribute of the place that is kept for the pages that use a term; its value is the term."""

_PATH = re.compile(r"[^#:?]+(?=[#?]|$)")
"""The path of an address inside the site: one with a colon before its end leads elsewhere."""


def used_on(
    root: HtmlElement, src: str, guide: Guide, used: Mapping[str, Mapping[str, None]], listed: Callable[..., str]
) -> None:
    """Name the pages that use each term, in the places that the tree of the page `src` keeps for it.

    `used` gives the terms on each page; `listed` makes the HTML of a place, of `pages` (as address and name) and of
    how many `more` there are.
    """
    places = root.xpath(f".//*[@{USED_ON}]")
    users = _users(guide, guide.pages[src], used) if places else {}
    for place in places:
        pages = users.get(place.attrib.pop(USED_ON), [])
        named = [(address(src, page.src), page.meta.name) for page in pages[: guide.settings.longest_uses]]
        replace(place, listed(pages=named, more=len(pages) - len(named)))


def _users(guide: Guide, own: Page[Meta], used: Mapping[str, Mapping[str, None]]) -> dict[str, list[Page[Meta]]]:
    """Term -> the pages that use it; `own` explains it."""
    users: dict[str, list[Page[Meta]]] = {}
    for page in guide.in_order:
        if page.document.path != own.document.path and not page.generated:
            for key in used.get(page.src, ()):
                users.setdefault(key, []).append(page)
    return users


@dataclass(frozen=True)
class Places:
    """The places of a page that a link can lead to, and those that its own links lead to, as path and place.

    Both are one text with a line for each: a large guide has a hundred thousand, and every page is held here at once.
    """

    own: str
    wanted: str


def places(root: HtmlElement) -> Places:
    """What the tree of a page offers and asks for. Links to what the page itself has are left out."""
    own = dict.fromkeys(map(str, root.xpath(".//@id")))
    links = dict.fromkeys(map(str, root.xpath(".//a/@href")))
    return Places("\n".join(own), "\n".join(link for link in links if _leads_on(link, own)))


def _leads_on(link: str, own: Mapping[str, None]) -> bool:
    """True for a link to another page of the site, or to a place that this one does not have."""
    path, _, name = link.partition("#")
    return bool(_PATH.fullmatch(path)) if path else bool(name) and name not in own


def lost(known: Mapping[str, Places], guide: Guide, made: Iterable[str] = ()) -> Iterator[Problem]:
    """Links to a page, a file or a place that is not there.

    `known` holds each page's places by its address; files that are `made` stand on the site without being in `docs/`.
    What is missing is told once, however many links lead there.
    """
    files, there = {*guide.assets, *MADE, *made} - known.keys(), dict[str, frozenset[str]]()
    missing: dict[str, Page[Meta]] = {}
    for src, places in known.items():
        page = guide.pages[src]
        for link in places.wanted.splitlines():
            path, _, name = link.partition("#")
            target = _source(posixpath.dirname(src), path) if path else src
            if target in known and target not in there:
                there[target] = frozenset(known[target].own.splitlines())
            if target not in known and target not in files:
                missing.setdefault(target, page)
            elif name and name not in there.get(target, {name}):
                yield _no_place(page, link, target, there[target])
    yield from (_no_page(page, target, guide) for target, page in missing.items())


@lru_cache(maxsize=1 << 16)
def _source(folder: str, path: str) -> str:
    """The file of `docs/` to which `path` leads from a page in the folder."""
    target = posixpath.normpath(posixpath.join(folder, path))
    return f"{target.removesuffix('.html')}.md" if target.endswith(".html") else target


def _no_place(page: Page[Meta], link: str, target: str, there: Collection[str]) -> Problem:
    name = link.partition("#")[2]
    what = f'link "{link}" leads to no heading or place of {target}{nearest(name, there)}'
    fix = "use the name in the address that the sign beside its heading gives"
    return Problem(_written(page, f"#{name}") or Place(page.document.path), what, fix)


def _no_page(page: Page[Meta], target: str, guide: Guide) -> Problem:
    """Where the author of the page wrote the link; if only a generated part leads there, the page that is missing."""
    if place := _written(page, posixpath.basename(target)):
        return Problem(place, f'link to "{target}" leads nowhere{nearest(target, guide.pages)}', "correct the address")
    path = page.document.path
    what = f"is missing, and a generated part of {path} leads to it"
    return Problem(Place(path.removesuffix(page.src) + target), what, "write that page")


def _written(page: Page[Meta], address: str) -> Place | None:
    """Where the page writes the address; None if only a generated part does."""
    for line, text in enumerate(page.document.body.split("\n"), 1):
        if address in text:
            return page.document.prose_place(line, text.index(address) + 1)
    return None


def address(origin: str, target: str) -> str:
    """The address of the page `target` as seen from the page `origin`."""
    return _on_site(posixpath.dirname(origin), f"/{target}")


def resolve(root: HtmlElement, src: str) -> None:
    """Make addresses of Markdown files, and those from the root, what they are on the site, in the tree of a page."""
    folder = posixpath.dirname(src)
    for name in ADDRESSES:
        for element in root.xpath(f".//*[@{name}]"):
            given = str(element.get(name))
            if path := _PATH.match(given):
                element.set(name, _on_site(folder, path[0]) + given[path.end() :])


@lru_cache(maxsize=1 << 16)
def _on_site(folder: str, path: str) -> str:
    target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    return posixpath.relpath(f"{target.removesuffix('.md')}.html" if target.endswith(".md") else target, folder or ".")
