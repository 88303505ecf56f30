"""What a page shows that stands elsewhere: what other pages lend it, warning signs, drawings, meanings of words.

Knows which generated part shows what, by the address under which a review holds it; not how it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple, cast

from guide.checks.extracts import with_numbers
from guide.content import markdown, tables
from guide.content.drawings import drawing
from guide.content.guide import Comparison, Condition, Guide
from guide.content.page import Page
from guide.content.parts import shows
from guide.content.schema import ANYWHERE, Answer, Fact, Meta, OptionMeta

PAGES, SIGNS, DRAWINGS, WORDS, STATEMENTS = "pages", "signs", "drawings", "words", "statements"
"""What addresses of such parts begin with."""


class Lent(NamedTuple):
    """What is shown: where it is at home, what it says, and the generated part that shows it, if a part does."""

    address: str
    says: object
    part: str = ""


def elsewhere(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """All that the page shows from elsewhere, each address once."""
    found = [lent for show in (_pages, _signs, _drawings, _words, _statements) for lent in show(page, guide)]
    for address, same in groupby(sorted(found, key=lambda lent: lent.address), key=lambda lent: lent.address):
        each = list(same)
        yield Lent(address, [lent.says for lent in each], each[0].part)


def _pages(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """What other pages say in its tables and lists."""
    for part, table in _TABLES.items():
        if shows(page, guide, part):
            for cell in table(guide, page).cells.values():
                said = _told(cell.option, [*cell.answers.values()] or cell.facts)
                yield Lent(f"{PAGES}/{cell.option.slug}", [cell.column, said], part)
    for part, listed in _LISTS.items():
        for other in listed(guide, page) if shows(page, guide, part) else ():
            yield Lent(f"{PAGES}/{other.slug}", [other.meta.summary, other.meta.cite], part)
    if shows(page, guide, "without"):
        yield from _without(page, guide)
    if shows(page, guide, "options"):
        yield from _less_used(page, guide)


def _less_used(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """Whether what is less used for a condition helps, as its page tells it."""
    effects = [key for key, column in guide.option_columns.items() if column.kind == "effect"]
    for rare in guide.less_used_for(page.slug):
        told = [answer for key in effects for answer in guide.answers(rare, key, reasons=[page.slug]).values()]
        yield Lent(f"{PAGES}/{rare.slug}", _told(rare, told), "options")


def _without(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """The course of what an option is for, as the page of that condition tells it."""
    meta = cast(OptionMeta, page.meta)
    columns = (key for one in guide.kind(page).sections if one.part == "without" for key in one.columns)
    for column in columns:
        for condition in (guide.conditions[slug] for slug in meta.treats if slug in guide.conditions):
            answers = guide.answers(condition, column).values()
            told = [answer for answer in answers if answer.where in (*meta.where, *ANYWHERE)]
            yield Lent(f"{PAGES}/{condition.slug}", _told(condition, told), "without")


def _signs(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """The cards of warning signs, with the signs for those whom the page is for."""
    for shown in guide.cards_on(page) if shows(page, guide, "emergency") else ():
        own = [sign.model_dump(mode="json", exclude={"asked"}) for signs in shown.signs.values() for sign in signs]
        around = shown.card.model_dump(mode="json", exclude={"signs"})
        yield Lent(f"{SIGNS}/{shown.key}", [around, own], "emergency")


def _drawings(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """What its drawings say: their titles, descriptions and labels."""
    for key in page.meta.drawings:
        if root := guide.drawings.get(key):
            labels = [each.text for each in root.every() if each.tag == "text"]
            yield Lent(f"{DRAWINGS}/{key}", [*drawing.words(root), *labels])


def _words(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """The meanings of the words that it uses, or of all words where all are listed."""
    listed, keys = shows(page, guide, "glossary"), [*guide.terms]
    if not listed:
        used = {mention.key for mention in guide.names.find(_own_text(page))} if page.meta.glossary else set()
        keys = [key for key in keys if key in used]
    for key in keys:
        says = guide.terms[key].model_dump(mode="json", include={"definition", "common"})
        yield Lent(f"{WORDS}/{key}", says, "glossary" if listed else "words")


def _statements(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """The statements of the source article, where they are listed."""
    for key, statement in guide.statements.items() if shows(page, guide, "statements") else ():
        yield Lent(f"{STATEMENTS}/{key}", statement.says, "statements")


def _own_text(page: Page[Meta]) -> str:
    """The text of the page, in which words are looked for."""
    prose = (markdown.plain(block.text) for block in page.read)
    said = [answer.says for answer in page.meta.answers.values()]
    facts = (fact.says for _, _, fact in page.meta.every_fact())
    return "\n".join([page.meta.summary, *said, *facts, *prose, *(question.text for question in page.meta.questions)])


def _told(page: Page[Any], said: Iterable[Fact | Answer]) -> list[dict[str, Any]]:
    return with_numbers(page, [*said])


Table = Callable[[Guide, Page[Meta]], tables.Table]
_TABLES: dict[str, Table] = {
    "comparison": lambda guide, page: tables.comparison_table(guide, cast(Comparison, page)),
    "options": lambda guide, page: tables.condition_table(guide, cast(Condition, page)),
    "every-option": lambda guide, page: tables.every_option(guide),
}
"""Generated part -> the table that it shows."""
_LISTS: dict[str, Callable[[Guide, Page[Meta]], Iterable[Page[Any]]]] = {
    "members": lambda guide, page: guide.members(page.slug),
    "operations": lambda guide, page: guide.treatments.values(),
    "conditions": lambda guide, page: guide.conditions.values(),
    "comparisons": lambda guide, page: guide.comparisons.values(),
}
"""Generated part -> the pages whose main messages it lists."""
