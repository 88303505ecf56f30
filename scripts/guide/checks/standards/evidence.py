"""What holds a page up: sources of its claims and their dates, and what its numbers were counted in.

Knows what is given and what is not; whether a source says so is for a person to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from guide.checks.gate import Finding, finding, on_page
from guide.checks.passages import written
from guide.checks.rules.claims import (
    a_source_and_no_claim_exclude_each_other,
    claims_have_sources,
    fact_blocks,
    what_is_no_fact_claims_nothing,
)
from guide.checks.rules.places import data, in_block
from guide.checks.sheet import Sheet
from guide.checks.standards.labels import Found, labels, names_that_are_numbers, shares_in_digits, shares_of_years
from guide.content.answers.evidence import known, used
from guide.content.guide import is_statement
from guide.content.schema import ARTICLE, PageMeta
from guide.ground.problems import Place, Problem

_ABOVE = ("title", "short")
"""What a page says of itself that is no running text."""
_SAY_IT = "put it under numbers:, and write {{ its-name }} in a text"

NO_FACTS = ("help", "questions")
"""Roles of the sections that need state no fact."""


def claims_are_sourced(sheet: Sheet) -> Finding | None:
    """Each block of a fact section cites a source; those marked as no claim are counted."""
    own = isinstance(sheet.page.meta, PageMeta)
    blocks = [*fact_blocks(sheet)] if own else sheet.blocks_under(sheet.kind.of_facts)
    if own and not blocks:
        return None
    marked = sum(block.states_nothing for block in blocks)
    figure = sheet.words["found_sourced"].format(count=len(blocks) - marked, marked=marked)
    loose = (*a_source_and_no_claim_exclude_each_other(sheet), *what_is_no_fact_claims_nothing(sheet))
    return Finding(figure, (*_excused(sheet), *claims_have_sources(sheet), *loose))


def _excused(sheet: Sheet) -> Iterator[Problem]:
    """Sections that would tell something without a source, as the guide does not call them sections of facts."""
    for section in sheet.kind.sections:
        if section.written and not section.facts and section.role not in NO_FACTS:
            what = f'the claims of section "{section.title}" need no source'
            fix = f"write facts: true for it in {sheet.guide.files['settings']}"
            yield on_page(sheet, what, fix, "kind")


def numbers_are_complete(sheet: Sheet) -> Finding | None:
    """Each number says how many, of whom, over what time, where and from which study, or "not given".

    The schema refuses a number that leaves one out; here is counted what its source does not give.
    """
    known = sheet.page.meta.numbers.values()
    if not known:
        return None
    gaps = sum(part is None for number in known for part in (number.who, number.time, number.people))
    return Finding(sheet.words["found_numbers"].format(count=len(known), gaps=gaps, parts=3 * len(known)))


def evidence_is_used(sheet: Sheet) -> Finding | None:
    """On a page with answers, each fact and number is one that an answer or a harm stands on, or against."""
    if not sheet.page.meta.answers:
        return None
    names, taken = known(sheet.page), used(sheet.page)
    idle = [name for name in names if name not in taken]
    figure = sheet.words["found_evidence"].format(used=len(names) - len(idle), count=len(names))
    return finding(figure, sheet, [", ".join(idle)] if idle else [], "no answer stands on:", "name it, or remove it")


def sources_have_dates(sheet: Sheet) -> Finding | None:
    """Each source of the page gives the year in which it was written; many web pages give none."""
    cited = {ARTICLE if is_statement(key) else key for key in sheet.page.cites}
    keys = sorted(cited & sheet.guide.sources.keys())
    if not keys:
        return None
    undated = [key for key in keys if sheet.guide.sources[key].year is None]
    figure = sheet.words["found_source_dates"].format(dated=len(keys) - len(undated), count=len(keys))
    without = [", ".join(undated)] if undated else []
    return finding(figure, sheet, without, "sources without a year:", "look for it, or for a source that gives one")


def shares_are_data(sheet: Sheet) -> Finding:
    """A share said in words ("one in five", "two thirds of", "twice as many") is a number too: it stands among the
    numbers, with who was counted. Labels say none in digits either, and no name of the clinic's own is one."""
    problems = tuple(
        Problem(find(), f'"{share}" is a number typed in words', _SAY_IT) for share, find in _shares(sheet)
    ) + tuple(
        Problem(find(), f'number "{share}" is typed by hand', _SAY_IT)
        for text, find in labels(sheet)
        for share in shares_in_digits(text, sheet)
    )
    problems += tuple(
        Problem(place, f'number "{share}" is typed by hand', _SAY_IT) for share, place in _counts_like_years(sheet)
    )
    names = names_that_are_numbers(sheet) if sheet.page is sheet.guide.in_order[0] else ()
    return Finding(sheet.words["found_words"].format(count=len(problems)), (*problems, *names))


def _shares(sheet: Sheet) -> Iterator[Found]:
    for text, find in chain(_texts(sheet), _meanings(sheet), labels(sheet)):
        yield from ((share, find) for share in sheet.counting.shares(text))


def _texts(sheet: Sheet) -> Iterator[Found]:
    """All that the page says: its running text, what heads it and its parts, tables, labels of drawings."""
    document, page = sheet.page.document, sheet.page
    yield from ((passage.text, passage.find) for passage in sheet.passages)
    yield from ((text, partial(document.place, *loc)) for loc, text in sheet.heads if loc[0] in _ABOVE)
    for block in (block for block in page.read if block.is_table or block.kind == "heading"):
        yield written(block.text, page, sheet.guide, sheet.words), partial(document.prose_place, block.line)
    for root in (sheet.guide.drawings[key] for key in page.meta.drawings if key in sheet.guide.drawings):
        yield from ((label.text, partial(getattr, label, "place")) for label in root.every() if label.tag == "text")


def _counts_like_years(sheet: Sheet) -> Iterator[tuple[str, Place]]:
    """Shares that the page says with numbers that look like years, and where each stands."""
    page = sheet.page
    for block in page.read:
        for share in shares_of_years(block.text, sheet, item=block.kind == "item"):
            yield share, in_block(page, block, max(0, block.text.find(share)))
    for loc, text in (*sheet.said, *sheet.heads):
        yield from ((share, page.document.place(*loc)) for share in shares_of_years(text, sheet))
    for text, find in _meanings(sheet):
        yield from ((share, find()) for share in shares_of_years(text, sheet))


def _meanings(sheet: Sheet) -> Iterator[Found]:
    """On the page of all words, what they mean."""
    guide = sheet.guide
    for key, term in guide.terms.items() if sheet.page.asks_for("glossary") else ():
        if not term.counts_nobody:
            yield term.definition, partial(data, guide, "terms", key, "definition")
