"""Rules about claims: each has a source, each number is data, each region is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide import prose
from guide.guide import Guide, Page
from guide.model import ANYWHERE, ConditionMeta, Meta, OptionMeta
from guide.problems import Problem
from guide.rules.places import blocks, in_block, texts

_DIGIT = re.compile(r"(?<![\w.,-])\d[\d.,]*(?![\w-])%?|(?<!\w)\d[\d.,]*\s*%")
_YEAR = re.compile(r"(?:19|20)\d\d")


def claims_have_sources(guide: Guide) -> Iterator[Problem]:
    """Each block of a fact section cites a source or is marked as no claim."""
    for page, block in _fact_blocks(guide):
        if prose.only_markers(block.text) or prose.NO_CLAIM.search(block.text) or block.cites:
            continue
        if any(not mark["verb"] or mark["verb"] in ("number", "fact") for mark in prose.MARKER.finditer(block.text)):
            continue
        fix = "add [^key], or { .no-claim } if it states no fact"
        yield Problem(in_block(page, block, 0), f'no source for "{_start(block.text)}"', fix)


def numbers_are_data(guide: Guide) -> Iterator[Problem]:
    """A fact section holds no number typed by hand; years and names such as L4 are no numbers."""
    for page, block in _fact_blocks(guide):
        for match in _typed_numbers(block.text):
            fix = "put it under numbers: in the front matter and write {{ its-name }} here"
            yield Problem(in_block(page, block, match.start()), f'number "{match[0]}" is typed by hand', fix)


def facts_hold_no_typed_numbers(guide: Guide) -> Iterator[Problem]:
    """A fact in a table holds no number typed by hand either."""
    for option in guide.options.values():
        for column, facts in option.meta.facts.items():
            for row, fact in enumerate(facts):
                for match in _typed_numbers(fact.says):
                    place = option.document.place("facts", column, row)
                    fix = "put it under numbers: and write {{ its-name }} here"
                    yield Problem(place, f'number "{match[0]}" is typed by hand', fix)


def numbers_are_used(guide: Guide) -> Iterator[Problem]:
    """A number that no text shows is a leftover."""
    for page in guide.pages.values():
        used = {mark["name"] for text in texts(page) for mark in prose.MARKER.finditer(text)}
        for name in page.meta.numbers:
            if name not in used:
                place = page.document.place("numbers", name, key=True)
                yield Problem(
                    place, f'number "{name}" is shown nowhere', f"write {{{{ {name} }}}} in a text, or remove it"
                )


def regions_are_named(guide: Guide) -> Iterator[Problem]:
    """Prose that shows a number of one region names that region, if the page is about more than one."""
    for page in guide.pages.values():
        if not isinstance(page.meta, OptionMeta | ConditionMeta) or len(page.meta.where) < 2:
            continue
        for block in blocks(page):
            for mark in prose.MARKER.finditer(block.text):
                yield from _unnamed_region(guide, page, block, mark)


def _fact_blocks(guide: Guide) -> Iterator[tuple[Page[Meta], prose.Block]]:
    for page in guide.pages.values():
        facts = guide.kind(page).of_facts
        for part in page.parts:
            if part.title in facts:
                yield from ((page, block) for block in part.blocks)


def _typed_numbers(text: str) -> Iterator[re.Match[str]]:
    for pattern in (prose.CITE, prose.MARKER, prose.ATTRIBUTES, re.compile(r"\]\([^)]*\)"), re.compile(r"`[^`]*`")):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    text = re.sub(r"(?m)^[ \t]*\d+[.)][ \t]", lambda match: " " * len(match[0]), text)
    yield from (match for match in _DIGIT.finditer(text) if not _YEAR.fullmatch(match[0].rstrip(".,")))


def _unnamed_region(guide: Guide, page: Page[Meta], block: prose.Block, mark: re.Match[str]) -> Iterator[Problem]:
    number = page.meta.numbers.get(mark["name"]) if mark["verb"] in (None, "number") else None
    if number is None or number.where in ANYWHERE or number.where not in guide.settings.regions:
        return
    region = guide.settings.regions[number.where]
    if not any(word.casefold() in block.text.casefold() for word in region.mentions):
        what = f'number "{mark["name"]}" holds for "{region.label}" only, and the text does not say so'
        fix = f"name it here: {', '.join(region.mentions)}"
        yield Problem(in_block(page, block, mark.start()), what, fix)


def _start(text: str) -> str:
    words = prose.plain(text).split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
