"""The running text of a page as a reader meets it, each passage with its place: numbers written out, marks left out.

Knows which parts of a page are text; measuring it is the business of `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from guide.content import markdown, marks, numbers
from guide.content.drawings import drawing
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import RECORDS, Meta
from guide.ground.problems import Place

NAME = "(name)"
"""What stands for a name of the clinic's own where a text is measured."""

_LEAD = re.compile(r"^\s*(?:[-*+]|\d+[.)])?\s*\*\*(?P<lead>[^*\n]+[.:?])\*\*\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, fact or question; `section` is the title it stands under, empty in front matter."""

    text: str
    section: str
    find: Callable[[], Place] = field(compare=False, repr=False)
    block: markdown.Block | None = None
    """The block that it is the whole of."""
    evidence: bool = False
    """True for what stands below an answer or in tables alone: facts, short forms, why nobody is surer."""

    @property
    def place(self) -> Place:
        """Where the passage stands; looked up only when it is asked for, as few passages have a problem."""
        return self.find()


def passages(page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> tuple[Passage, ...]:
    """All running text of the page that an author wrote, in reading order. A name that is the clinic's own is one short
    word: nobody can write it shorter."""
    own = guide.clinic.as_name
    found = (replace(passage, text=own.sub(NAME, passage.text)) for passage in _all(page, guide, words))
    return tuple(passage for passage in found if passage.text)


def written(text: str, page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> str:
    """The text with its numbers written out and without marks, on one line."""
    text = marks.filled(text, lambda mark: _said(mark, page, guide, words))
    return " ".join(markdown.plain(text).split())


def _all(page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> Iterator[Passage]:
    document, meta = page.document, page.meta
    yield Passage(meta.summary, "", partial(document.place, "summary"))
    yield from _of_evidence(page, guide, words)
    for part in page.parts:
        for block in part.blocks:
            if not block.is_table:
                place = partial(document.prose_place, block.line)
                for text in _pieces(block.text):
                    whole = block if text is block.text else None
                    yield Passage(written(text, page, guide, words), part.title, place, whole)
    yield from _of_drawings(page, guide)
    for row, question in enumerate(meta.questions):
        yield Passage(question.text, "", partial(document.place, "questions", row))


def _of_evidence(page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> Iterator[Passage]:
    """What stands beside the page: facts, short forms of answers, why nobody is surer."""
    document, meta = page.document, page.meta
    for column, name, fact in meta.every_fact():
        text = written(fact.says, page, guide, words)
        yield Passage(text, "", partial(document.place, "facts", column, name), evidence=True)
    for name, answer in meta.answers.items():
        text = written(answer.short, page, guide, words)
        yield Passage(text, "", partial(document.place, "answers", name, "short"), evidence=True)
    for (verb, name), standing in meta.standing.items():
        yield Passage(standing.why or "", "", partial(document.place, RECORDS[verb], name, "why"), evidence=True)


def _of_drawings(page: Page[Meta], guide: Guide) -> Iterator[Passage]:
    """Captions, and what a reader who cannot see the drawing hears in its place."""
    for key, known in page.meta.drawings.items():
        yield Passage(known.caption, "", partial(page.document.place, "drawings", key, "caption"))
        if root := guide.drawings.get(key):
            yield from (Passage(text, "", partial(getattr, root, "place")) for text in drawing.words(root))


def _pieces(text: str) -> Iterator[str]:
    """A block, its bold lead-in apart: that one is a small heading, not a sentence."""
    lead = _LEAD.match(text)
    if lead:
        yield lead["lead"]
    yield text[lead.end() :] if lead else text


def _said(mark: marks.Mark, page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> str:
    if mark.verb == marks.NUMBER:
        return numbers.marked(mark, page.meta.numbers, words)
    return str(getattr(guide.clinic, mark.name, "")) if mark.verb == "clinic" else ""
