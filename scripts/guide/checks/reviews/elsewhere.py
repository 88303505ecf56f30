"""What a page shows that stands elsewhere: what other pages lend it, warning signs, drawings, meanings of words.

Knows which generated part shows what, by the address under which a review holds it; not how it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from typing import Any, NamedTuple

from guide.checks.extracts import with_numbers
from guide.content import markdown, tables
from guide.content.answers import lent
from guide.content.answers.evidence import items
from guide.content.drawings import drawing
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.parts import shows
from guide.content.schema import ARTICLE, Answer, Fact, Meta, Number

PAGES, SIGNS, DRAWINGS, WORDS, STATEMENTS = "pages", "signs", "drawings", "words", "statements"
"""What addresses of such parts begin with."""


class Read(NamedTuple):
    """A text as a reader meets it, or a number, with its sources; the numbers in it are those of the page."""

    page: Page[Any]
    text: str
    cite: Iterable[str]
    number: Number | None = None


class Lent(NamedTuple):
    """What is shown: where it is at home, what it says, the generated part that shows it, if a part does, and how it
    reads."""

    address: str
    says: object
    part: str = ""
    reads: tuple[Read, ...] = ()


def elsewhere(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """All that the page shows from elsewhere, each address once."""
    found = [lent for show in (_pages, _signs, _drawings, _words, _statements) for lent in show(page, guide)]
    for address, same in groupby(sorted(found, key=lambda lent: lent.address), key=lambda lent: lent.address):
        each = list(same)
        reads = {(read.page.src, read.text): read for lent in each for read in lent.reads}
        yield Lent(address, [lent.says for lent in each], each[0].part, tuple(reads.values()))


def _pages(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """What other pages say in its tables and lists."""
    for part, table in tables.OF_PARTS.items():
        for cell in table(guide, page).cells.values() if shows(page, guide, part) else ():
            said = with_numbers(cell.option, [*cell.answers.values()] or cell.facts)
            reads = tuple(_asked(cell.option, cell.column, each, guide) for each in cell.standing)
            yield Lent(f"{PAGES}/{cell.option.slug}", [cell.column, said], part, reads)
    for part, listed in _LISTS.items():
        for other in listed(guide, page) if shows(page, guide, part) else ():
            reads = (Read(other, other.meta.summary, other.meta.cite),)
            yield Lent(f"{PAGES}/{other.slug}", [other.meta.summary, other.meta.cite], part, reads)
    for part, lends in lent.OF_PARTS.items():
        for lender, column, answers in lends(page, guide) if shows(page, guide, part) else ():
            reads = tuple(_asked(lender, column, each, guide) for each in answers)
            yield Lent(f"{PAGES}/{lender.slug}", with_numbers(lender, answers), part, reads)


def _asked(page: Page[Any], column: str, said: Answer | Fact, guide: Guide) -> Read:
    """What a page says to a question, with the question."""
    cite = said.cite if isinstance(said, Fact) else _cited(page, said)
    return Read(page, f"{question(column, said, guide)}: {said.says}", tuple(cite))


def question(column: str, said: Answer | Fact, guide: Guide) -> str:
    """What is asked in a column, and for which reasons and which region an answer to it holds."""
    asked, region = guide.columns.get(column), guide.settings.regions.get(said.where)
    reasons = [guide.conditions[slug].meta.name for slug in said.reasons if slug in guide.conditions]
    about = ", ".join([*reasons, *([region.label] if region else [])])
    label = asked.label if asked else column
    return f"{label} ({about})" if about else label


def _cited(page: Page[Any], answer: Answer) -> Iterator[str]:
    return chain.from_iterable(item.cite for item in items(page, answer.on))


def _signs(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """The cards of warning signs, with the signs for those whom the page is for."""
    known = guide.clinic.model_dump()
    for shown in guide.cards_on(page) if shows(page, guide, "emergency") else ():
        signs = [sign for signs in shown.signs.values() for sign in signs]
        own = [sign.model_dump(mode="json", exclude={"asked"}) for sign in signs]
        around = shown.card.model_dump(mode="json", exclude={"signs"})
        after = [(shown.card.after.text, shown.card.after.cite)] if shown.card.after else []
        given = ((sign.text, sign.cite) for sign in signs)
        texts = [(shown.card.heading, ()), *given, (shown.card.catch_all, ()), *after]
        reads = tuple(Read(page, text.format(**known), cite) for text, cite in texts)
        yield Lent(f"{SIGNS}/{shown.key}", [around, own], "emergency", reads)


def _drawings(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """What its drawings say: their titles, descriptions and labels."""
    for key, known in page.meta.drawings.items():
        if root := guide.drawings.get(key):
            labels = [each.text for each in root.every() if each.tag == "text"]
            texts = [*drawing.words(root), ", ".join(labels)]
            reads = (*(Read(page, text, ()) for text in texts if text), Read(page, known.caption, known.cite))
            yield Lent(f"{DRAWINGS}/{key}", [*drawing.words(root), *labels], "", reads)


def _words(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """The meanings of the words that it uses, or of all words where all are listed."""
    listed, keys = shows(page, guide, "glossary"), [*guide.terms]
    if not listed:
        used = {mention.key for mention in guide.names.find(_own_text(page))} if page.meta.glossary else set()
        keys = [key for key in keys if key in used]
    for key in keys:
        term = guide.terms[key]
        says = term.model_dump(mode="json", include={"definition", "common"})
        common = (Read(page, "", term.common.cite, term.common),) if term.common else ()
        reads = (Read(page, f"{term.term}: {term.definition}", term.cite), *common)
        yield Lent(f"{WORDS}/{key}", says, "glossary" if listed else "words", reads)


def _statements(page: Page[Meta], guide: Guide) -> Iterator[Lent]:
    """The statements of the source article, where they are listed."""
    for key, statement in guide.statements.items() if shows(page, guide, "statements") else ():
        yield Lent(f"{STATEMENTS}/{key}", statement.says, "statements", (Read(page, statement.says, (ARTICLE,)),))


def _own_text(page: Page[Meta]) -> str:
    """The text of the page, in which words are looked for."""
    prose = (markdown.plain(block.text) for block in page.read)
    said = [answer.says for answer in page.meta.answers.values()]
    facts = (fact.says for _, _, fact in page.meta.every_fact())
    return "\n".join([page.meta.summary, *said, *facts, *prose, *(question.text for question in page.meta.questions)])


_LISTS: dict[str, Callable[[Guide, Page[Meta]], Iterable[Page[Any]]]] = {
    "members": lambda guide, page: guide.members(page.slug),
    "operations": lambda guide, page: guide.treatments.values(),
    "conditions": lambda guide, page: guide.conditions.values(),
    "comparisons": lambda guide, page: guide.comparisons.values(),
}
"""Generated part -> the pages whose main messages it lists."""
