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


def test_the_ways_in_stand_in_the_order_and_under_the_names_that_the_guide_gives_them(small: Guide) -> None:
    named = [way.title for way in small.settings.ways]
    assert len(named) > 3
    assert [line.title for line in menu.menu(small, "", "")] == named


def test_every_page_of_a_small_guide_is_in_one_way_or_at_the_foot(small: Guide) -> None:
    written = [page.src for page in small.in_order if page.stretch == 1]
    assert sorted(flat(menu.menu(small, "", "")) + flat(menu.foot(small))) == sorted(written)


def test_the_foot_begins_with_the_home_page_and_holds_no_page_of_a_folder(small: Guide) -> None:
    first, *others = flat(menu.foot(small))
    assert first == "index.md"
    assert others
    assert not any("/" in src for src in others)


def test_a_guide_that_names_no_ways_has_one_for_each_folder(small: Guide) -> None:
    plain = replace(small, settings=small.settings.model_copy(update={"ways": ()}))
    assert [line.title for line in menu.menu(plain, "", "")] == list(small.settings.folders.values())
    assert "glossary.md" in flat(menu.foot(plain))


def test_a_folder_that_no_way_names_is_a_way_of_its_own(small: Guide) -> None:
    first, *ways = small.settings.ways
    lacking = replace(small, settings=small.settings.model_copy(update={"ways": tuple(ways)}))
    assert first.folder
    assert menu.menu(lacking, "", "")[-1].title == small.settings.folders[first.folder]


def test_a_way_to_one_page_leads_there_at_once(small: Guide) -> None:
    (words,) = (line for line in menu.menu(small, "", "") if "glossary.md" in flat((line,)))
    assert (words.src, words.children) == ("glossary.md", ())


def test_only_the_way_of_the_page_at_hand_is_marked(small: Guide) -> None:
    for page in small.in_order:
        lines = menu.menu(small, *menu.surroundings(small, page))
        here = [src for line in lines if line.here for src in flat((line,))]
        there = [src for line in lines if not line.here for src in flat((line,))]
        assert page.src not in there
        assert page.src in [*here, *flat(menu.foot(small))] or page.stretch > 1


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
