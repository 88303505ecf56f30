"""Leads from page to page: addresses as they are on the site, places that do not exist, where each term is used.

Knows addresses inside the site, relative to the page that links.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from lxml.html import HtmlElement

from guide.content.guide import Guide
from guide.content.page import Page
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
    """The places of a page that a link can lead to, and what its own links lead to.

    Both are one text with a line for each: a large guide has a hundred thousand, and every page is held here at once.
    """

    own: str
    wanted: str


def places(root: HtmlElement) -> Places:
    """What the tree of a page, or of its content, offers and asks for: what is on this site and not on the page."""
    own = dict.fromkeys(map(str, root.xpath(".//@id")))
    links = dict.fromkeys(map(str, root.xpath(".//@href | .//@src")))
    return Places("\n".join(own), "\n".join(link for link in links if _leads_on(link, own)))


def _leads_on(link: str, own: Mapping[str, None]) -> bool:
    """True for a link to another page of the site, or to a place that this one does not have."""
    path, _, name = link.partition("#")
    return bool(_PATH.match(path)) if path else bool(name) and name not in own


def lost(known: Mapping[str, Places], guide: Guide, files: Collection[str], top: str = "/") -> Iterator[Problem]:
    """Links to a page, a file or a place that is not there.

    `known` holds each page's places by its address on the site, `files` are the addresses of all else that is there;
    `top` is what an address begins with that counts from the top of the site. What is missing is told once, however
    many links lead there.
    """
    there: dict[str, frozenset[str]] = {}
    missing: dict[str, str] = {}
    for origin, places in known.items():
        for link in places.wanted.splitlines():
            path, _, name = link.partition("#")
            target = _target(posixpath.dirname(origin), path.partition("?")[0], top) if path else origin
            if target in known and target not in there:
                there[target] = frozenset(known[target].own.splitlines())
            if target not in known and target not in files:
                missing.setdefault(target, origin)
            elif (
                name
                and not _choice(name, there.get(target, ()))
                and unquote(name) not in there.get(target, {unquote(name)})
            ):
                yield _no_place(origin, link, target, there[target], guide)
    yield from (_no_page(origin, target, guide) for target, origin in missing.items())


CHOOSER = "choose-more"
"""Id on a page whose table takes what to show from the address, behind the sign #."""


def _choice(name: str, there: Collection[str]) -> bool:
    return "=" in name and CHOOSER in there


@lru_cache(maxsize=1 << 16)
def _target(folder: str, path: str, top: str) -> str:
    """The address on the site to which `path` leads from a page in the folder."""
    path = path.removeprefix(top) if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(unquote(path))


def _no_place(origin: str, link: str, target: str, there: Collection[str], guide: Guide) -> Problem:
    name = link.partition("#")[2]
    what = f'link "{link}" leads to no heading or place of {_source(target)}{nearest(name, there)}'
    fix = "use the name in the address that the sign beside its heading gives"
    return Problem(_place(origin, f"#{name}", guide) or Place(_path(origin, guide)), what, fix)


def _no_page(origin: str, target: str, guide: Guide) -> Problem:
    """Where the author of the page wrote the link; if only a generated part leads there, the page that is missing."""
    file = _source(target)
    if place := _place(origin, posixpath.basename(file), guide):
        return Problem(place, f'link to "{file}" leads nowhere{nearest(file, guide.pages)}', "correct the address")
    what = f"is missing, and a generated part of {_path(origin, guide)} leads to it"
    return Problem(Place(f"{guide.docs}/{file}"), what, "write that page" if file.endswith(".md") else "put it there")


def _source(address: str) -> str:
    """The file of `docs/` that is at the address, if it is there."""
    return f"{address.removesuffix('.html')}.md" if address.endswith(".html") else address


def _path(origin: str, guide: Guide) -> str:
    """The file that the page is made of; of one that no author wrote, its address."""
    page = guide.pages.get(_source(origin))
    return page.document.path if page else origin


def _place(origin: str, address: str, guide: Guide) -> Place | None:
    """Where the author of the page wrote the address; None if only a generated part does."""
    page = guide.pages.get(_source(origin))
    return _written(page, address) if page else None


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
