"""Says what of a page has changed since somebody checked it.

A review holds a code of each part that was checked, by the part's address: `summary`, `questions`, `facts/<column>`,
`sections/<title>`, `answers/<name>`, `harms/<name>`. A kind of part that pages get later needs an address of its own,
and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from guide.checks.extracts import asks, code, with_numbers
from guide.content import markdown, marks
from guide.content.answers.evidence import items
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import ANSWER, RECORDS, Meta, Review

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


def parts(page: Page[Any]) -> dict[str, str]:
    """The code of each part of a page that an author writes, by its address."""
    return {address: code(said) for address, said in _said(page)}


def seal(review: Review) -> str:
    """The code of the whole review: one that was changed by hand has another."""
    return code(review.by, review.role, review.on, review.parts)


def changed(page: Page[Meta]) -> list[str]:
    """The addresses of all parts that are not what was checked: other words, new ones, some that are gone."""
    if page.meta.reviewed is None:
        return []
    then, now = page.meta.reviewed.parts, parts(page)
    return [address for address in {**now, **then} if then.get(address) != now.get(address)]


def told(page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> list[Part]:
    """The same parts, as readers know them."""
    return [_part(address, page, guide, words) for address in changed(page)]


def state(page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> str:
    """Who checked the page and when, in words, and what has changed since; or that nobody has."""
    if page.meta.reviewed is None:
        return words["not_reviewed"]
    checked = words["reviewed_by"].format(**page.meta.reviewed.model_dump())
    names = ", ".join(part.name for part in told(page, guide, words))
    return f"{checked}. {words['changed_since']}: {names}." if names else checked


def _said(page: Page[Any]) -> Iterator[tuple[str, object]]:
    meta = page.meta
    yield "summary", meta.model_dump(mode="json", include=SAID)
    yield from ((f"facts/{column}", with_numbers(page, meta.said(column))) for column in meta.facts)
    for (verb, name), standing in meta.standing.items():
        found = items(page, standing.evidence)
        evidence = [record.model_dump(mode="json") for item in found for record in (item.fact, item.number) if record]
        sentences = " ".join(page.told[verb, name].text.split()) if (verb, name) in page.told else ""
        yield f"{RECORDS[verb]}/{name}", [standing.model_dump(mode="json"), sentences, evidence]
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


def _part(address: str, page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> Part:
    kind, _, name = address.partition("/")
    if kind == "facts":
        shown = (section.title for section in guide.kind(page).sections if name in section.columns)
        return Part(guide.columns[name].label if name in guide.columns else name, next(shown, ""))
    if kind == "questions":
        return Part(words["part_questions"], asks(guide, page))
    if verb := next((verb for verb, key in RECORDS.items() if key == kind), ""):
        return _told_part(verb, name, page, guide)
    there = any(part.title == name for part in page.parts)
    return Part(name or words["part_summary"], name if there else "")


def _told_part(verb: str, name: str, page: Page[Meta], guide: Guide) -> Part:
    """An answer, by its question, or a harm, by its sentence, with the section that tells it."""
    each = page.told.get((verb, name))
    above = [part.title for part in page.parts if each and part.line <= each.at.line]
    answer = page.meta.answers.get(name) if verb == ANSWER else None
    column = guide.columns.get(answer.question) if answer else None
    return Part(f"{column.label} ({name})" if column else name, above[-1] if above else "")
