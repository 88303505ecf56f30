"""Says what of a page has changed since somebody checked it.

A review holds a code of each part that was checked, by the part's address: `summary`, `questions`, `facts/<column>`,
`sections/<title>`, `answers/<name>`, `harms/<name>`; and of what the page shows from elsewhere: `pages/<name>`, what
another page lends it, `signs/<card>`, `drawings/<name>`, `words/<term>`, `statements/<number>`. A kind of part that
pages get later needs an address of its own, and nothing else. Sources, and what a clinic fills in, are not checked.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple, cast

from guide.checks.extracts import asks, code, with_numbers
from guide.checks.reviews.elsewhere import DRAWINGS, PAGES, SIGNS, STATEMENTS, WORDS, elsewhere, question
from guide.content import markdown, marks
from guide.content.answers import harms
from guide.content.answers.evidence import items
from guide.content.drawings import drawing
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import (
    ANSWER,
    RECORDS,
    RIGHT,
    Answer,
    Harm,
    Held,
    Meta,
    Review,
    Standing,
    held,
    reviewers,
)

SAID = {"title", "summary", "cite", "where", "treats", "part_of", "condition", "options", "columns", "signs"}
"""What the front matter says at the head of a page, and what its tables and cards are about."""


class Part(NamedTuple):
    """A part of a page: what readers know it by, and the title of the section that it stands in, if it is in one."""

    name: str
    section: str = ""

    @property
    def anchor(self) -> str:
        """Where it stands on its page; empty where no one place shows it."""
        return markdown.anchor(self.section) if self.section else ""


def parts(page: Page[Any], guide: Guide) -> dict[str, str]:
    """The code of each part of a page that authors write, by its address."""
    lent = ((each.address, each.says) for each in elsewhere(page, guide))
    return {address: code(said) for address, said in chain(_said(page, guide), lent)}


def seal(review: Review, upcoming: datetime.date | None) -> str:
    """The code of the whole review and of the day of the next: one that was changed by hand has another."""
    return code(review.sealed, upcoming)


def changed(page: Page[Meta], guide: Guide) -> list[str]:
    """The addresses of all parts that are not what was read: other words, new ones, some that are gone."""
    if not page.meta.reviewed:
        return []
    judged = {address: each.verdict.code for address, each in held(page.meta.reviewed).items()}
    then, now = {**page.meta.reviewed[0].open, **judged}, parts(page, guide)
    return [address for address in {**now, **then} if then.get(address) != now.get(address)]


class Doubt(NamedTuple):
    """A part that a reviewer did not find right: its address, what they found, and whether it says the same as then."""

    address: str
    held: Held
    stands: bool

    @property
    def says(self) -> str:
        """What was found, by whom and when, and whether the part has changed since; for authors."""
        verdict, review = self.held
        since = "" if self.stands else "; it has changed since and was not judged again"
        return f'{review.by} found this {verdict.judged} on {review.on} ({self.address}): "{verdict.says}"{since}'


def doubted(page: Page[Meta], guide: Guide) -> list[Doubt]:
    """What was called wrong or unsure and not judged again since, though it may have changed."""
    found = [(address, each) for address, each in held(page.meta.reviewed).items() if each.verdict.judged != RIGHT]
    now = parts(page, guide) if found else {}
    return [Doubt(address, each, now.get(address) == each.verdict.code) for address, each in found]


def as_found(page: Page[Meta], now: Mapping[str, str]) -> dict[str, Held]:
    """The verdicts on those of the page's parts, with their codes now, that say the same as when they were judged."""
    judged = held(page.meta.reviewed)
    return {address: each for address, each in judged.items() if now.get(address) == each.verdict.code}


class Count(NamedTuple):
    """How many parts a page has, how many say what was found right, and how many what was called wrong or unsure."""

    all: int
    right: int
    doubted: int

    @property
    def open(self) -> int:
        """How many parts nobody has judged as they are now."""
        return self.all - self.right - self.doubted


def counted(page: Page[Meta], guide: Guide) -> Count:
    """How much of the page was found right as it stands."""
    now = parts(page, guide)
    right = [each.verdict.judged == RIGHT for each in as_found(page, now).values()]
    return Count(len(now), sum(right), len(right) - sum(right))


def told(page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> list[Part]:
    """The parts that have changed, as readers know them."""
    return [named(address, page, guide, words) for address in changed(page, guide)]


def checked(page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> str:
    """Who checked the page and when, how much of it they found right if not all, and what they may gain, in words."""
    names = [_named(review, words) for review in reviewers(page.meta.reviewed)]
    if not page.meta.reviewed[0].open and not any(doubt.stands for doubt in doubted(page, guide)):
        return ". ".join(names)
    count = counted(page, guide)
    part = words["reviewed_part"].format(right=count.right, doubted=count.doubted, open=count.open, all=count.all)
    return ". ".join([words["reviewed_parts"], *names, part])


def _named(review: Review, words: Mapping[str, str]) -> str:
    role = f"{review.role} ({review.affiliation})" if review.affiliation else review.role
    says = words["reviewed_by"].format(by=review.by, role=role, on=review.on)
    interests = words["reviewer_interests"].format(interests=review.interests.rstrip(".")) if review.interests else ""
    return f"{says}. {interests}" if interests else says


def state(page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> str:
    """Who checked the page and when, in words, and what has changed since; or that nobody has."""
    if not page.meta.reviewed:
        return words["not_reviewed"]
    says, names = checked(page, guide, words), ", ".join(part.name for part in told(page, guide, words))
    return f"{says}. {words['changed_since']}: {names}." if names else says


def _said(page: Page[Any], guide: Guide) -> Iterator[tuple[str, object]]:
    meta = page.meta
    yield "summary", meta.model_dump(mode="json", include=SAID)
    for column in meta.facts:
        yield f"facts/{column}", [_asked(column, guide), with_numbers(page, meta.said(column))]
    for (verb, name), standing in meta.standing.items():
        found = items(page, standing.evidence)
        evidence = [record.model_dump(mode="json") for item in found for record in (item.fact, item.number) if record]
        sentences = " ".join(page.told[verb, name].text.split()) if (verb, name) in page.told else ""
        asked = _asked(standing.question, guide) if isinstance(standing, Answer) else _band(standing, page, guide)
        yield f"{RECORDS[verb]}/{name}", [asked, standing.model_dump(mode="json"), sentences, evidence]
    if meta.questions:
        yield "questions", [question.model_dump(mode="json") for question in meta.questions]
    for part in page.parts:
        texts = [" ".join(block.text.split()) for block in part.blocks]
        named = [mark.name for text in texts for mark in marks.marks(text)]
        shown = [
            kind[name].model_dump(mode="json")
            for kind in (meta.numbers, meta.drawings)
            for name in named
            if name in kind
        ]
        yield f"sections/{part.title}", [texts, shown]


def _asked(column: str, guide: Guide) -> list[str]:
    """What the guide asks in a column, above what the page says to it."""
    known = guide.columns.get(column)
    return [known.label, known.question] if known else []


def _band(harm: Standing, page: Page[Any], guide: Guide) -> list[str]:
    """How common the guide calls a harm, above what the page says of it."""
    band = guide.certainty.bands[harms.band(guide, harms.how_common(page, cast(Harm, harm)))]
    return [band.label, band.rule]


def named(address: str, page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> Part:
    """The part at that address, as readers know it."""
    kind, _, name = address.partition("/")
    if kind == "facts":
        shown = (section.title for section in guide.kind(page).sections if name in section.columns)
        return Part(guide.columns[name].label if name in guide.columns else name, next(shown, ""))
    if kind == "questions":
        return Part(words["part_questions"], asks(guide, page))
    if kind in _ELSEWHERE:
        return Part(_ELSEWHERE[kind](name, guide, words), _shown_under(address, page, guide))
    if verb := next((verb for verb, key in RECORDS.items() if key == kind), ""):
        return _told_part(verb, name, page, guide)
    there = any(part.title == name for part in page.parts)
    return Part(name or words["part_summary"], name if there else "")


def _shown_under(address: str, page: Page[Meta], guide: Guide) -> str:
    """The title of the section that shows what is at home elsewhere, or nothing if no one section does."""
    part = next((lent.part for lent in elsewhere(page, guide) if lent.address == address), "")
    kind, _, name = address.partition("/")
    mark = ("drawing", name) if kind == DRAWINGS else ("part", part)
    by_rule = (section.title for section in guide.kind(page).sections if part and section.part == part)
    by_mark = (one.title for one in page.parts for block in one.blocks if mark[1] in marks.asked(block.text, mark[0]))
    return next(chain(by_rule, by_mark), "")


def _told_part(verb: str, name: str, page: Page[Meta], guide: Guide) -> Part:
    """An answer, by its question and what it is about, or a harm, by its name, with the section that tells it."""
    each = page.told.get((verb, name))
    above = [part.title for part in page.parts if each and part.line <= each.at.line]
    answer = page.meta.answers.get(name) if verb == ANSWER else None
    called = question(answer.question, answer, guide) if answer else harms.called(page).get(name, name).rstrip(": ")
    return Part(called or name, above[-1] if above else "")


def _page_named(slug: str, guide: Guide, words: Mapping[str, str]) -> str:
    pages = {**guide.lenders, **guide.comparisons}
    return words["part_page"].format(title=pages[slug].meta.name if slug in pages else slug)


def _word_named(key: str, guide: Guide, words: Mapping[str, str]) -> str:
    return words["part_word"].format(term=guide.terms[key].term if key in guide.terms else key)


def _drawing_named(key: str, guide: Guide, words: Mapping[str, str]) -> str:
    root = guide.drawings.get(key)
    return words["part_drawing"].format(title=drawing.words(root)[0] if root else key)


_ELSEWHERE: dict[str, Callable[[str, Guide, Mapping[str, str]], str]] = {
    PAGES: _page_named,
    WORDS: _word_named,
    DRAWINGS: _drawing_named,
    SIGNS: lambda name, guide, words: words["part_signs"],
    STATEMENTS: lambda name, guide, words: words["part_statement"].format(number=name),
}
"""What readers know such a part by, by what its address begins with."""
