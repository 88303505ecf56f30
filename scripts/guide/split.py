"""Splits the list of sources over several pages before it grows long.

Knows where a list is cut; the pages it adds exist only while the guide is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from guide.document import Document
from guide.guide import Guide, Page
from guide.model import STRENGTHS, Meta, PageMeta, Source

MARK = "{{ part: all-sources }}"


def split(guide: Guide, words: Mapping[str, str]) -> Guide:
    """The guide with a page more for each further stretch of its sources."""
    first = next((page for page in guide.pages.values() if MARK in page.document.body), None)
    if first is None:
        return guide
    further = [_further(first, stretch, words) for stretch in range(2, len(stretches(guide)) + 1)]
    return replace(guide, pages={**guide.pages, **{page.src: page for page in further}})


def stretches(guide: Guide) -> list[list[tuple[str, Source]]]:
    """The sources by strength, the strongest first, cut where a page would grow too long."""
    ordered = sorted(guide.sources.items(), key=lambda item: STRENGTHS.index(item[1].strength))
    size = guide.settings.longest_list
    return [ordered[start : start + size] for start in range(0, len(ordered), size)]


def siblings(guide: Guide, page: Page[Meta]) -> list[Page[Meta]]:
    """The pages that share the list with this one, in order."""
    return [other for other in guide.in_order if other.document.path == page.document.path]


def _further(first: Page[Meta], stretch: int, words: Mapping[str, str]) -> Page[Meta]:
    text = {"title": first.meta.title, "stretch": stretch}
    meta = PageMeta(
        kind="page",
        title=words["stretch_title"].format(**text),
        summary=words["stretch_summary"].format(**text),
        order=first.meta.order,
        written=first.meta.written,
        reviewed=first.meta.reviewed,
    )
    src = first.src.replace(".md", f"-{stretch}.md")
    return Page(src, meta, Document(first.document.path, body=f"{MARK}\n"), stretch)
