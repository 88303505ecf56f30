"""Rules about claims: each has a source, each number is data, each region is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice, takewhile

from guide.checks.rules.places import Leaf, data, in_block
from guide.content import markdown, marks
from guide.content.answers.evidence import used
from guide.content.guide import Guide
from guide.content.schema import ANYWHERE, ConditionMeta, TreatmentMeta
from guide.ground.alike import dashed, folded, plain
from guide.ground.problems import Problem

_SMALL = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
"""Fractions, raised and lowered digits, digits in circles."""
_DIGIT = re.compile(
    rf"\d(?<![\w.,-].)[\d.,{_SMALL}]*+(?!-?[A-Z])%?|\d(?<!\w.)[\d.,]*\s*%|[{_SMALL}](?<![\w.,-].)[{_SMALL}]*"
)
"""What stands before a number is asked after its first digit, which is found at once; the question takes longer. A name
begins with a letter, or has a capital after its digit: L4, 3D."""
_ANY_DIGIT = re.compile(rf"[\d{_SMALL}]")
_ITEM = re.compile(r"^[ \t>]*\d+[.)][ \t]")
YEAR = re.compile(r"(?:19|20)\d\d")
"""No number of people where it stands alone; two of them with "of" between them are a count."""
_NO_NUMBERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("](", re.compile(r"\]\([^)]*\)")),
    ("`", re.compile(r"`[^`]*`")),
    ("&#", re.compile(r"&#\w+;")),
)
"""What may hold digits that say no number: a sign of it, and how to find it."""
_BESIDE = (";", " – ", " — ")
"""What parts a request from a claim in one sentence."""
_BELOW = "leave it out, and show it in the text below as data"


def claims_have_sources(leaf: Leaf) -> Iterator[Problem]:
    """Each block of a section of facts cites a source or is marked as no claim. Where a kind of page names no sections,
    one that cites anything is a section of facts."""
    for block in fact_blocks(leaf):
        if block.kind in ("title", "head") or block.states_nothing or block.line in leaf.page.answered:
            continue
        if markdown.only_marks(block.text):
            continue
        if not _is_sourced(block.text):
            fix = "add [^key], or { .no-claim } if it states no fact"
            yield Problem(in_block(leaf.page, block, 0), f'no source for "{_start(block.text)}"', fix)
        elif rest := _behind_the_last_source(block, leaf.guide):
            yield _unsourced_end(leaf, block, *rest)


def a_source_and_no_claim_exclude_each_other(leaf: Leaf) -> Iterator[Problem]:
    """A block that cites a source is not marked as no claim: the mark would free what stands beside the source."""
    for block in leaf.blocks:
        if block.states_nothing and block.cites:
            what = f'"{_start(block.text)}" cites a source and is marked as no claim'
            yield Problem(in_block(leaf.page, block, 0), what, "take { .no-claim } away, or make it two paragraphs")


def what_is_no_fact_claims_nothing(leaf: Leaf) -> Iterator[Problem]:
    """A section of a kind that states no facts says what to do, and nothing else without a source."""
    free = {section.title for section in leaf.guide.kind(leaf.page).sections if section.written and not section.facts}
    blocks = (block for part in leaf.page.parts if part.title in free for block in part.blocks)
    for block in (one for one in blocks if not one.states_nothing and one.line not in leaf.page.answered):
        claim = _behind_the_last_source(block, leaf.guide)
        if claim and block.kind not in ("heading", "title", "head"):
            fix = "ask the reader to do something, or add [^key], or { .no-claim } if it states no fact"
            yield Problem(in_block(leaf.page, block, claim[0]), f'no source for "{_start(claim[1])}"', fix)


def numbers_are_data(leaf: Leaf) -> Iterator[Problem]:
    """Prose holds no number typed by hand; years and names such as L4 are no numbers. On a page whose kind names no
    sections, what is marked as no claim may hold one: a number of letters, not of people."""
    free = not leaf.guide.kind(leaf.page).sections
    for block in leaf.blocks if free else fact_blocks(leaf):
        if free and block.states_nothing:
            continue
        for match in typed_numbers(block.text, leaf.guide, item=block.kind == "item"):
            fix = f"put it under numbers: in {leaf.page.document.beside} and write {{{{ its-name }}}} here"
            fix += ", or add { .no-claim } if it counts no people" if free else ""
            yield Problem(in_block(leaf.page, block, match.start()), f'number "{match[0]}" is typed by hand', fix)


def facts_hold_no_typed_numbers(leaf: Leaf) -> Iterator[Problem]:
    """A fact or an answer in a table holds no number typed by hand either."""
    for loc, text in leaf.said:
        for match in typed_numbers(text, leaf.guide):
            fix = "put it under numbers: and write {{ its-name }} here"
            yield Problem(leaf.page.document.place(*loc), f'number "{match[0]}" is typed by hand', fix)


def heads_hold_no_typed_numbers(leaf: Leaf) -> Iterator[Problem]:
    """Nor does what shows no mark: title, main message, headings, questions, captions, reasons to be unsure."""
    for loc, text in leaf.heads:
        for match in islice(typed_numbers(text, leaf.guide), 1):
            yield Problem(leaf.page.document.place(*loc), f'number "{match[0]}" is typed by hand', _BELOW)
    for block in (block for block in leaf.page.read if block.kind == "heading"):
        for match in typed_numbers(block.text, leaf.guide):
            yield Problem(in_block(leaf.page, block, match.start()), f'number "{match[0]}" is typed by hand', _BELOW)


def meanings_hold_no_typed_numbers(guide: Guide) -> Iterator[Problem]:
    """Nor does the meaning of a word, unless its number measures a thing."""
    for key, term in guide.terms.items():
        for match in () if term.counts_nobody else typed_numbers(term.definition, guide):
            fix = "put it under common:, or write counts_nobody: true if it measures a thing"
            place = data(guide, "terms", key, "definition")
            yield Problem(place, f'number "{match[0]}" is typed by hand', fix)


def numbers_are_used(leaf: Leaf) -> Iterator[Problem]:
    """A number that no text shows is a leftover."""
    named = {mark.name for _, mark in leaf.marks} | used(leaf.page)
    named |= {mark.name for _, text in leaf.said for mark in marks.marks(text)}
    unknown = named - {*leaf.page.meta.numbers}
    for name in leaf.page.meta.numbers:
        if name not in named and not get_close_matches(name, unknown, n=1):  # else it is misspelled, here or there
            place = leaf.page.document.place("numbers", name, key=True)
            yield Problem(place, f'number "{name}" is shown nowhere', f"write {{{{ {name} }}}} in a text, or remove it")


def regions_are_named(leaf: Leaf) -> Iterator[Problem]:
    """Prose that shows a number of one region names that region, if the page is about more than one."""
    meta = leaf.page.meta
    if isinstance(meta, TreatmentMeta | ConditionMeta) and len(meta.where) > 1:
        for block, mark in leaf.marks:
            yield from _unnamed_region(leaf, block, mark)


def fact_blocks(leaf: Leaf) -> Iterator[markdown.Block]:
    """The blocks of all sections that state facts."""
    kind = leaf.guide.kind(leaf.page)
    for part in leaf.page.parts:
        if part.title in kind.of_facts or (not kind.sections and any(block.cites for block in part.blocks)):
            yield from part.blocks


def typed_numbers(text: str, guide: Guide, *, item: bool = False) -> Iterator[re.Match[str]]:
    """The numbers that a text says; the one that a list item begins with is none, nor is one in a name of the clinic's
    own."""
    if _ANY_DIGIT.search(text):
        found = _DIGIT.finditer(typed(text, guide, item=item))
        yield from (match for match in found if not YEAR.fullmatch(match[0].rstrip(".,")))


def typed(text: str, guide: Guide, *, item: bool = False) -> str:
    """The text with blanks in the place of what may hold digits that nobody typed as a number, every other character
    where it was."""
    text = _with_hyphens(plain(guide.clinic.as_name.sub(_blank, text)), guide)
    text = markdown.blanked_attributes(marks.blanked(_ITEM.sub(_blank, text) if item else text))
    for sign, pattern in _NO_NUMBERS:
        if sign in text:
            text = pattern.sub(_blank, text)
    return text


def _with_hyphens(text: str, guide: Guide) -> str:
    """The text with a hyphen in the place of each dash of a term, which is found with either."""
    for mention in guide.names.find(text) if "–" in text else ():
        text = text[: mention.start] + dashed(text[mention.start : mention.end], "-") + text[mention.end :]
    return text


def _unnamed_region(leaf: Leaf, block: markdown.Block, mark: marks.Mark) -> Iterator[Problem]:
    number = leaf.page.meta.numbers.get(mark.name) if mark.verb == marks.NUMBER else None
    regions = leaf.guide.settings.regions
    if number is None or number.where in ANYWHERE or number.where not in regions:
        return
    region = regions[number.where]
    if not any(folded(word) in folded(block.text) for word in region.mentions):
        what = f'number "{mark.name}" holds for "{region.label}" only, and the text does not say so'
        fix = f"name it here: {', '.join(region.mentions)}"
        yield Problem(in_block(leaf.page, block, mark.start), what, fix)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_sourced(text: str) -> bool:
    """True if the text cites a source, or shows a number or a fact, which brings its own."""
    return "[^" in text or _shows(text)


def _shows(text: str) -> bool:
    return any(mark.verb in (marks.NUMBER, "fact") for mark in marks.marks(text))


def _behind_the_last_source(block: markdown.Block, guide: Guide) -> tuple[int, str] | None:
    """Where words stand that no source follows, and the words. In prose a source mark speaks for what stands before it,
    a number or a fact, which bring their own, for their sentence; in a table for the cells up to it."""
    if block.is_table:
        pieces = markdown.cells(block.text)
        behind = [*takewhile(lambda piece: not _is_sourced(piece[1]), reversed(pieces))][::-1]
    else:
        end = _end_of_sources(block.text)
        behind = [(end + at, sentence) for at, sentence in marks.sentences(block.text[end:])]
    return next((each for each in behind if not claims_nothing(each[1], guide)), None)


def _end_of_sources(text: str) -> int:
    """Where the last thing ends that a source speaks for."""
    cited = max((cite.end for cite in marks.cites(text)), default=0)
    shown = (start + len(sentence) for start, sentence in marks.sentences(text) if _shows(sentence))
    return max(cited, *shown, 0)


def claims_nothing(sentence: str, guide: Guide) -> bool:
    """True for a sentence without words, one that leads to a list, and one that begins with a word that asks the reader
    to do something, at its start or behind a comma, and says nothing beside."""
    said = markdown.plain(sentence).strip().lower()
    if not any(map(str.isalnum, said)) or said.endswith(":"):
        return True
    if any(sign in said for sign in _BESIDE):
        return False
    clauses = said.lstrip(" ,").split(", ")
    return any(f"{clause} ".startswith(f"{word} ") for clause in clauses for word in guide.certainty.to_do)


def _unsourced_end(leaf: Leaf, block: markdown.Block, offset: int, text: str) -> Problem:
    place = in_block(leaf.page, block, offset + len(text) - len(text.lstrip()))
    what = f'no source behind "{_start(text)}": a source speaks for what stands before it'
    if block.is_table:
        return Problem(place, what, "add [^key] to the last cell, or to each")
    return Problem(place, what, "put one at the end, or make this a paragraph of its own with { .no-claim }")


def _start(text: str) -> str:
    words = markdown.plain(text).split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
