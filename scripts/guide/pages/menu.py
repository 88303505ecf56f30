"""Says what the menu of a page shows: the ways in, with every page of a small guide or what stands near in a large one.

Knows the order of the navigation and which pages share a menu, so that no page grows with the guide. In a large guide
each folder has a page that lists what is in it. The look of a menu is a template's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from guide.content import marks
from guide.content.document import Document
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.parts import INDEX
from guide.content.schema import Meta, PageMeta, Way
from guide.pages.long_lists import siblings, split

PART = "folder"


@dataclass(frozen=True)
class Line:
    """A line of the menu: a page, or a heading with lines under it. `here`: the page at hand is it, or is under it."""

    title: str
    src: str = ""
    children: tuple[Line, ...] = ()
    here: bool = False


def with_folder_pages(guide: Guide, words: Mapping[str, str]) -> Guide:
    """The guide; if the menu of all its pages is too long to stand on each, with a page for each folder that lists
    what is in it. Only here it is decided whether a guide is large."""
    if len(split(guide, words).pages) <= guide.settings.longest_menu:
        return guide
    added = (_folder_page(guide, folder, words) for folder in guide.settings.folders)
    return replace(guide, pages={**guide.pages, **{page.src: page for page in added}}, large=True)


def navigation(guide: Guide) -> list[Any]:
    """All pages in the order in which one leads to the next: the home page, the ways, the pages at the foot."""
    home, *rest = _at_the_foot(guide)
    groups = [(way, [*_named_by(guide, way), *_in_its_folder(guide, way)]) for way in ways(guide)]
    grouped = ({escape(way.title): [_named(guide, page) for page in pages]} for way, pages in groups if pages)
    return [_named(guide, home), *grouped, *(_named(guide, page) for page in rest)]


def ways(guide: Guide) -> tuple[Way, ...]:
    """The ways in, in their order; each folder that none names is a way of its own."""
    named = guide.settings.ways
    taken = {way.folder for way in named}
    folders = guide.settings.folders.items()
    return (*named, *(Way(title=title, folder=folder) for folder, title in folders if folder not in taken))


def foot(guide: Guide) -> tuple[Line, ...]:
    """The lines at the foot of every page: home, and what stands in no way."""
    return tuple(Line(page.meta.name, page.src) for page in _at_the_foot(guide))


def in_turn(guide: Guide, folder: str) -> list[Page[Meta]]:
    """The pages of a folder one after the other; in a large guide those of a family together."""
    pages = _written(guide, folder)
    if not guide.large:
        return pages
    return [page for first in _firsts(guide, folder) for page in (first, *_members(guide, first))]


def listed(guide: Guide, folder: str) -> list[Page[Meta]]:
    """What the page of a folder lists: its families, and the pages that are in none."""
    return [page for page in _firsts(guide, folder) if not _is_folder_page(page)]


def surroundings(guide: Guide, page: Page[Meta]) -> tuple[str, str]:
    """Pages with the same surroundings share a menu: the title of the way, and in a large guide the family."""
    first = guide.stretches_of(page)[0].src
    found = (way.title for way in ways(guide) if first in way.pages or (page.folder and page.folder == way.folder))
    return next(found, ""), _family(guide, page) if guide.large else ""


def menu(guide: Guide, way: str, family: str) -> tuple[Line, ...]:
    """The menu of the pages in the way of that title (empty for none) and in the family (empty for none)."""
    lines = (_way(guide, each, each.title == way, family) for each in ways(guide))
    return tuple(line for line in lines if line.src or line.children)


def every(lines: tuple[Line, ...]) -> Iterator[Line]:
    """All lines, those under a heading after it."""
    for line in lines:
        yield line
        yield from every(line.children)


def _way(guide: Guide, way: Way, here: bool, family: str) -> Line:
    """A line that leads on by itself, if there is one page to lead to; else a heading with lines under it."""
    pages = _named_by(guide, way) + (_near(guide, way.folder, family, here) if way.folder else [])
    if len(pages) == 1:
        return Line(way.title, pages[0].src, here=here)
    return Line(way.title, children=tuple(Line(page.meta.name, page.src) for page in pages), here=here)


def _named_by(guide: Guide, way: Way) -> list[Page[Meta]]:
    pages = (guide.pages[src] for src in way.pages if src in guide.pages)
    return [page for page in pages if page.folder != way.folder]


def _in_its_folder(guide: Guide, way: Way) -> list[Page[Meta]]:
    return in_turn(guide, way.folder) if way.folder else []


def _at_the_foot(guide: Guide) -> list[Page[Meta]]:
    """The home page, and the pages outside of folders that no way names."""
    named = {src for way in ways(guide) for src in way.pages}
    return [page for page in _written(guide, "") if page.src not in named]


def _near(guide: Guide, folder: str, family: str, here: bool) -> list[Page[Meta]]:
    """All pages of the folder. Of a large guide its own page, and if the page at hand stands `here` the family with its
    members, or the folder's families and other pages; never more than a menu holds."""
    pages = _written(guide, folder)
    if not guide.large:
        return pages
    first = guide.options.get(family)
    found = [first, *_members(guide, first)] if first else _firsts(guide, folder)
    further = [page for page in found if not _is_folder_page(page)][: guide.settings.longest_menu] if here else []
    return [*filter(_is_folder_page, pages), *further]


def _named(guide: Guide, page: Page[Meta]) -> dict[str, Any]:
    parts = siblings(guide, page)
    return {escape(page.meta.name): [part.src for part in parts] if len(parts) > 1 else page.src}


def _written(guide: Guide, folder: str) -> list[Page[Meta]]:
    return [page for page in guide.folder_pages(folder) if page.stretch == 1]


def _firsts(guide: Guide, folder: str) -> list[Page[Meta]]:
    return [page for page in _written(guide, folder) if _family(guide, page) in ("", page.slug)]


def _members(guide: Guide, first: Page[Meta]) -> list[Page[Meta]]:
    return [page for page in guide.members(first.slug) if _family(guide, page) == first.slug]


def _family(guide: Guide, page: Page[Meta]) -> str:
    """The family in the same folder that a page belongs to or is; empty for none."""
    if page.folder and guide.members(page.slug):
        return page.slug
    groups = (slug for slug in getattr(page.meta, "part_of", ()) if guide.options[slug].folder == page.folder)
    return next(groups, "")


def _is_folder_page(page: Page[Meta]) -> bool:
    return page.asks_for(PART)


def _folder_page(guide: Guide, folder: str, words: Mapping[str, str]) -> Page[Meta]:
    title = guide.settings.folders[folder]
    meta = PageMeta(
        kind="page",
        title=title,
        summary=words["folder_summary"].format(title=title),
        order=-1,
        written=max(page.meta.written for page in guide.folder_pages(folder)),
        reviewed=(),
    )
    src = f"{folder}/{INDEX}"
    return Page(src, meta, Document(src, body=f"{marks.part(PART)}\n"), generated=True)
