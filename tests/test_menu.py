"""The menu: whole in a small guide; in a large one what stands near the page. Every page can still be reached."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from guide.content.guide import Guide
from guide.pages import menu
from guide.pages.menu import Line


@pytest.fixture(scope="module")
def large(small: Guide, words: dict[str, str]) -> Guide:
    """The made-up guide, told that its menu is too long."""
    short = small.settings.model_copy(update={"longest_menu": 5})
    return menu.with_folder_pages(replace(small, settings=short), words)


def flat(lines: tuple[Line, ...]) -> list[str]:
    return [src for line in lines for src in (line.src, *flat(line.children)) if src]


def reached(entries: list[Any]) -> list[str]:
    found: list[str] = []
    for entry in entries:
        for target in entry.values():
            found += reached(target) if isinstance(target, list) and isinstance(target[0], dict) else [str(target)]
    return found


def test_the_menu_of_a_small_guide_names_every_page(small: Guide) -> None:
    assert set(flat(menu.menu(small, "", ""))) == set(small.pages)


def test_only_the_heading_of_the_page_at_hand_is_open(small: Guide) -> None:
    folder = next(iter(small.settings.folders))
    assert [line.title for line in menu.menu(small, folder, "") if line.open] == [small.settings.folders[folder]]


def test_a_large_guide_has_a_page_for_each_folder_that_leads_to_all_its_pages(large: Guide) -> None:
    for folder in large.settings.folders:
        listed = {page.src for page in menu.listed(large, folder)}
        below = {page.src for first in menu.listed(large, folder) for page in large.members(first.slug)}
        written = {page.src for page in large.folder_pages(folder)} - {f"{folder}/index.md"}
        assert written <= listed | below


def test_the_menu_of_a_large_guide_does_not_grow_with_it(large: Guide) -> None:
    limit = large.settings.longest_menu + len(large.settings.folders) + len(large.folder_pages(""))
    for page in large.pages.values():
        assert len(flat(menu.menu(large, *menu.surroundings(large, page)))) <= limit


def test_members_of_a_family_follow_one_another(large: Guide) -> None:
    families = [page for page in large.options.values() if large.members(page.slug)]
    assert families
    for family in families:
        members = [page.src for page in menu.in_turn(large, family.folder)]
        start = members.index(family.src)
        own = [page for page in large.members(family.slug) if page.meta.part_of[0] == family.slug]
        assert members[start + 1 : start + 1 + len(own)] == [page.src for page in own]


def test_every_page_of_a_large_guide_is_in_the_navigation_once(large: Guide) -> None:
    found = reached(menu.navigation(large))
    assert sorted(found) == sorted(large.pages)
