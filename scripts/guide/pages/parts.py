"""Decides what each generated part of a page shows; one function or entry a part.

Knows what belongs in a panel, a table or a list; not how it is made or looks.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any, Protocol, cast

from guide.checks import reviews
from guide.content import tables
from guide.content.answers import lent
from guide.content.guide import Comparison, Condition, Guide
from guide.content.page import Page
from guide.content.schema import Answer, Meta, OptionMeta, PageMeta, Section
from guide.pages import home
from guide.pages.long_lists import Items, siblings
from guide.pages.menu import listed


class Maker(Protocol):
    """What a part may ask of who makes it."""

    guide: Guide

    @property
    def worksheets(self) -> dict[str, list[Page[Meta]]]:
        """The worksheets for each condition."""

    def stretch(self, name: str, page: Page[Meta]) -> Items:
        """What the page shows of a long list."""


Data = dict[str, Any]


def _comparison(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return _table(tables.comparison_table(maker.guide, cast(Comparison, page)), page)


def _every_option(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return _table(tables.every_option(maker.guide), page)


def _worksheet(maker: Maker, page: Page[Meta], _: Section) -> Data:
    condition = maker.guide.conditions[str(cast(PageMeta, page.meta).condition)]
    return _table(tables.worksheet_table(maker.guide, condition), page) | {"condition": condition, "weigh": True}


def _worksheets(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return {"sheets": [sheet for sheet in siblings(maker.guide, page) if sheet is not page]}


def _table(table: tables.Table, page: Page[Meta]) -> Data:
    return {"table": table, "title": page.meta.title}


def _options(maker: Maker, page: Page[Meta], _: Section) -> Data:
    table = tables.condition_table(maker.guide, cast(Condition, page))
    worksheets = maker.worksheets.get(page.slug, ())
    return _table(table, page) | {"worksheets": worksheets, "less_used": list(lent.less_used(page, maker.guide))}


def _treats(maker: Maker, page: Page[Meta], _: Section) -> Data:
    meta = cast(OptionMeta, page.meta)
    return {"conditions": [maker.guide.conditions[slug] for slug in meta.treats]}


def _others(maker: Maker, page: Page[Meta], _: Section) -> Data:
    """Options that share a condition with this one, its family, its comparisons."""
    meta, options = cast(OptionMeta, page.meta), maker.guide.options
    families = [options[slug] for slug in meta.part_of]
    no_surgery = [option for option in maker.guide.no_surgery if option.slug != page.slug]
    others = [*maker.guide.sharing(page.slug), *no_surgery]
    return {"others": others, "families": families, "comparisons": maker.guide.comparisons_with(page.slug)}


def _panel(maker: Maker, page: Page[Meta], section: Section) -> Data:
    """What is usual, question by question: the page's answers, or its facts where it has none."""
    meta = cast(OptionMeta, page.meta)
    rows = [(maker.guide.columns[key], maker.guide.answers(page, key), meta.said(key)) for key in section.columns]
    said = {answer.where for _, answers, _ in rows for answer in answers.values()}
    said |= {fact.where for _, answers, facts in rows if not answers for fact in facts}
    regions = said & set(maker.guide.settings.regions)
    standing = [(column.label, answer) for column, answers, _ in rows for answer in answers.values()]
    several = regions if len(regions) > 1 else ()
    return {"rows": rows, "label": len(meta.where) > 1, "regions": several, "standing": standing}


def _without(maker: Maker, page: Page[Meta], __: Section) -> Data:
    """The course of each condition that the option is for, as the page of the condition tells it."""
    told: dict[tuple[str, str], list[Answer]] = {}
    for condition, _, answers in lent.courses(page, maker.guide):
        for answer in answers:
            told.setdefault((condition.slug, answer.where), []).append(answer)
    conditions = maker.guide.conditions
    return {"told": [(conditions[slug], where, answers) for (slug, where), answers in told.items()]}


def _members(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return {"members": maker.guide.members(page.slug)}


def _glossary(maker: Maker, page: Page[Meta], _: Section) -> Data:
    letters = groupby(maker.stretch("glossary", page), key=lambda item: item[1].letter)
    return {"letters": [(letter, list(items)) for letter, items in letters]}


def _all_sources(maker: Maker, page: Page[Meta], _: Section) -> Data:
    shown = maker.stretch("all-sources", page)
    groups = [(kind, [item for item in shown if item[1].strength == kind]) for kind in maker.guide.settings.strengths]
    return {"groups": [(kind, found) for kind, found in groups if found], "siblings": siblings(maker.guide, page)}


def _pages_of(name: str) -> Callable[[Maker, Page[Meta], Section], Data]:
    """What a part shows that lists pages: those of its stretch."""

    def shows(maker: Maker, page: Page[Meta], _: Section) -> Data:
        pages = [listed for _, listed in maker.stretch(name, page)]
        return {"pages": pages, "siblings": siblings(maker.guide, page)}

    return shows


def _review_state(maker: Maker, _: Page[Meta], __: Section) -> Data:
    """Of every page that an author wrote: who checked it and what has come of that; those due first come first."""
    pages = [page for page in maker.guide.in_order if not page.generated and page.stretch == 1]
    checked = [page for page in pages if page.meta.reviewed]
    return {
        "checked": [
            (page, reviews.counted(page, maker.guide), reviews.doubted(page, maker.guide))
            for page in sorted(checked, key=lambda page: str(page.meta.next_review or ""))
        ],
        "waiting": [page for page in pages if not page.meta.reviewed],
    }


def _folder(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return {"pages": [(item, len(maker.guide.members(item.slug))) for item in listed(maker.guide, page.folder)]}


def _map(maker: Maker, _: Page[Meta], __: Section) -> Data:
    drawn, spots = home.map_of(maker.guide) or (None, [])
    return {"drawn": drawn, "spots": spots, "reach": home.REACH}


def _condition_cards(maker: Maker, _: Page[Meta], __: Section) -> Data:
    return home.cards(maker.guide, maker.guide.conditions.values())


def _option_cards(maker: Maker, _: Page[Meta], __: Section) -> Data:
    """What is not surgery comes first: it is the choice that most people have."""
    options = maker.guide.options.values()
    return home.cards(maker.guide, sorted(options, key=lambda page: page.kind != "no-surgery"))


def _doors(maker: Maker, _: Page[Meta], __: Section) -> Data:
    return {"doors": home.doors(maker.guide)}


SHOWN: dict[str, Callable[[Maker, Page[Meta], Section], Data]] = {
    "panel": _panel,
    "without": _without,
    "timeline": _panel,
    "comparison": _comparison,
    "every-option": _every_option,
    "worksheet": _worksheet,
    "worksheets": _worksheets,
    "options": _options,
    "treats": _treats,
    "others": _others,
    "members": _members,
    "glossary": _glossary,
    "all-sources": _all_sources,
    "all-numbers": _pages_of("all-numbers"),
    "a-z": _pages_of("a-z"),
    "quality-pages": _pages_of("quality-pages"),
    "folder": _folder,
    "review-state": _review_state,
    "map": _map,
    "condition-cards": _condition_cards,
    "option-cards": _option_cards,
    "doors": _doors,
}
"""Generated part -> what its template is given; a part that is not here needs nothing but the page."""
