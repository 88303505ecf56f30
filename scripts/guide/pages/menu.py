"""Says what the menu of a page shows: every page of a small guide; in a large one, what stands near the page.

Knows the order of the navigation and which pages share a menu, so that no page grows with the guide. In a large guide
each folder has a page that lists what is in it. The look of a menu is a template's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from guide.content import marks
from guide.content.document import Document
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.parts import INDEX
from guide.content.schema import Meta, PageMeta
from guide.pages.long_lists import siblings, split

PART = "folder"


@dataclass(frozen=True)
class Line:
    """A line of the menu: a page, or a heading with lines under it. `open`: the page at hand stands under it."""

    title: str
    src: str = ""
    children: tuple[Line, ...] = ()
    open: bool = False


def with_folder_pages(guide: Guide, words: Mapping[str, str]) -> Guide:
    """The guide; if the menu of all its pages is too long to stand on each, with a page for each folder that lists
    what is in it. Only here it is decided whether a guide is large."""
    if len(split(guide, words).pages) <= guide.settings.longest_menu:
        return guide
    added = (_folder_page(guide, folder, words) for folder in guide.settings.folders)
    return replace(guide, pages={**guide.pages, **{page.src: page for page in added}}, large=True)


def navigation(guide: Guide) -> list[Any]:
    """All pages in the order in which one leads to the next: the home page, the folders, the other pages."""
    home, *others = _written(guide, "")
    folders = guide.settings.folders.items()
    groups = (
        {escape(heading): [_named(guide, page) for page in in_turn(guide, folder)]} for folder, heading in folders
    )
    return [_named(guide, home), *groups, *(_named(guide, page) for page in others)]


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
    """Pages with the same surroundings share a menu: the folder, and in a large guide the family."""
    return page.folder, _family(guide, page) if guide.large else ""


def menu(guide: Guide, folder: str, family: str) -> tuple[Line, ...]:
    """The menu of the pages in the folder and the family (empty for none)."""
    home, *others = _written(guide, "")
    headings = (_heading(guide, name, name == folder, family) for name in guide.settings.folders)
    return (_line(guide, home), *headings, *(_line(guide, other) for other in others))


def _heading(guide: Guide, folder: str, here: bool, family: str) -> Line:
    title = guide.settings.folders[folder]
    if not guide.large:
        return Line(title, children=tuple(_line(guide, page) for page in _written(guide, folder)), open=here)
    near = [page for page in _near(guide, folder, family) if not _is_folder_page(page)] if here else []
    return Line(title, f"{folder}/{INDEX}", tuple(_line(guide, page) for page in near), here)


def _near(guide: Guide, folder: str, family: str) -> list[Page[Meta]]:
    """The family with its members, or the folder's families and other pages; never more than a menu holds."""
    first = guide.options.get(family)
    pages = [first, *_members(guide, first)] if first else _firsts(guide, folder)
    return list(pages[: guide.settings.longest_menu])


def _line(guide: Guide, page: Page[Meta]) -> Line:
    parts = [] if guide.large else siblings(guide, page)
    children = tuple(Line(part.meta.title, part.src) for part in parts) if len(parts) > 1 else ()
    return Line(page.meta.name, page.src, children)


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
        reviewed=None,
    )
    src = f"{folder}/{INDEX}"
    return Page(src, meta, Document(src, body=f"{marks.part(PART)}\n"), generated=True)
