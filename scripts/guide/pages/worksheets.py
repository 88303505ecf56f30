"""Adds a worksheet for each condition: what people weigh, beside what each option says to it.

Knows which pages there are; they exist only while the guide is built, and what stands on them is a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from guide.content import marks, parts
from guide.content.document import Document
from guide.content.guide import Condition, Guide
from guide.content.page import Page
from guide.content.schema import Meta, PageMeta
from guide.pages.long_lists import list_page


def with_worksheets(guide: Guide, words: Mapping[str, str]) -> Guide:
    """The guide with a worksheet for each condition, below the page that lists them."""
    first = list_page(guide, "worksheets")
    if first is None:
        return guide
    sheets = [_sheet(first, each, place, words) for place, each in enumerate(guide.conditions.values(), start=2)]
    return replace(guide, pages={**guide.pages, **{sheet.src: sheet for sheet in sheets}})


def _sheet(first: Page[Meta], condition: Condition, place: int, words: Mapping[str, str]) -> Page[Meta]:
    meta = PageMeta(
        kind="page",
        title=words["worksheet_title"].format(condition=condition.meta.name),
        short=condition.meta.name,
        summary=words["worksheet_summary"].format(condition=condition.meta.name),
        order=first.meta.order,
        written=max(first.meta.written, condition.meta.written),
        reviewed=first.meta.reviewed,
        condition=condition.slug,
    )
    src = parts.below(first.src, condition.slug)
    return Page(src, meta, Document(first.document.path, body=f"{marks.part('worksheet')}\n"), place, generated=True)
