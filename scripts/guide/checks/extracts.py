"""Gives a code to what a paper shows that does not show the whole text of its page: a sheet, or a part of a long page.

Knows what stands on such a paper, so that a change elsewhere on the page leaves it on the shelf.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from guide.content import marks
from guide.content.answers import harms
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import Answer, Fact, Handout, Meta

LETTERS = "CDFGHJKLMNPQRTWXY34679"
"""What a code is made of: nothing that looks like another, and no vowels, so that no code is a word."""

LENGTH = 6


@dataclass(frozen=True)
class Extract:
    """What a paper shows that does not show the whole text: keys of what it says, titles of sections."""

    code: str
    keys: frozenset[str]
    sections: frozenset[str]


def code(*content: object) -> str:
    """The code of a content: the same for the same content, on any machine and at any time."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LENGTH))


def sheet(
    guide: Guide, page: Page[Meta], handout: Handout, texts: Mapping[str, str], shared: Mapping[str, object]
) -> Extract:
    """What stands on a sheet: its title and picture, and what each block of its layout shows."""
    layout = handout.layout
    blocks = layout.blocks if layout else ()
    placed = [[key for key in shown if _told(page, key)] for shown in _shown(guide, page, handout)]
    columns = list(dict.fromkeys(chain(*placed)))
    cards = [key for key in shared if key.startswith("card-") and "help" in blocks]
    numbers = _named(page, (said.says for column in columns for said in _told(page, column)))
    several = len(getattr(page.meta, "where", ())) > 1  # then each fact says for which part of the body it holds
    own = {title: texts.get(title, "") for title in layout.sections} if layout else {}
    asked = page.meta.questions[: layout.questions] if layout and "questions" in blocks else ()
    said: list[object] = [lent_by(page, column) for column in columns]
    if page.meta.harms:
        said.append([[harm.model_dump(mode="json"), harms.called(page)] for harm in page.meta.harms.values()])
    written = layout.model_dump(mode="json") if layout else {}
    about = [page.meta.title, texts.get("", ""), own, [str(question) for question in asked]]
    whole = code(page.slug, handout.name, about, several, placed, said, [shared[key] for key in cards], written)
    keys = {*cards, *(f"{says}-{key}" for key in columns for says in ("answer", "fact"))}
    keys |= {f"number-{key}" for key in numbers}
    return Extract(whole, frozenset(keys), frozenset(("", *own, *([asks(guide, page)] if asked else ()))))


def _shown(guide: Guide, page: Page[Meta], handout: Handout) -> tuple[list[str], list[str]]:
    """The columns that a sheet shows: those of its panel, and those that it answers."""
    blocks = handout.layout.blocks if handout.layout else ()
    panel = [column for part in guide.kind(page).sections if part.part == "panel" for column in part.columns]
    rows = [column for column in panel if column in (handout.panel or panel)] if "panel" in blocks else []
    return rows, list(handout.columns) if "columns" in blocks else []


def stretch(
    guide: Guide,
    page: Page[Meta],
    handout: Handout,
    texts: Mapping[str, str],
    shared: Mapping[str, object],
    lent: object,
) -> Extract:
    """What stands on a part of a long page: what heads every part, its own sections, and the words under its letters.

    What its tables borrow, and what it shares with other pages besides words, counts for each part.
    """
    letters = {key: guide.terms[key.removeprefix("term-")].letter for key in shared if key.startswith("term-")}
    listed = letters if page.asks_for("glossary") else {}
    inside = {"", *_between([*texts, *sorted(set(listed.values()))], handout)}
    keys = [key for key in shared if listed.get(key, "") in inside]
    blocks = (block.text for part in page.parts if part.title in inside for block in part.blocks)
    numbers = _named(page, blocks)
    own = page.meta.model_dump(mode="json", include={"title", "summary", "cite"})
    figures = [page.meta.numbers[key].model_dump(mode="json") for key in numbers]
    said = {title: text for title, text in texts.items() if title in inside}
    whole = code(page.slug, handout.name, own, said, figures, lent, {key: shared[key] for key in keys})
    return Extract(whole, frozenset(("summary", *keys, *(f"number-{key}" for key in numbers))), frozenset(said))


def asks(guide: Guide, page: Page[Meta]) -> str:
    """Title of the section of questions; empty where the page's kind has none."""
    return next((section.title for section in guide.kind(page).sections if section.role == "questions"), "")


def lent_by(page: Page[Any], column: str) -> list[dict[str, Any]]:
    """What a table shows of a column, and the numbers that it names."""
    return with_numbers(page, _told(page, column))


def with_numbers(page: Page[Any], said: Sequence[Fact | Answer]) -> list[dict[str, Any]]:
    """Facts or answers, and the numbers that they name."""
    named = [page.meta.numbers[key] for key in _named(page, (each.says for each in said))]
    return [record.model_dump(mode="json") for record in (*said, *named)]


def _told(page: Page[Any], column: str) -> Sequence[Fact | Answer]:
    """The answers of a column; its facts where the page has none."""
    return [answer for answer in page.meta.answers.values() if answer.question == column] or page.meta.said(column)


def _between(titles: Iterable[str], handout: Handout) -> Iterator[str]:
    """The titles of a part's sections, in the order of the page."""
    inside = not handout.since
    for title in titles:
        inside = (inside or title == handout.since) and title != handout.until
        if inside:
            yield title


def _named(page: Page[Any], says: Iterable[str]) -> list[str]:
    """The page's numbers that the texts name."""
    names = {mark.name for text in says for mark in marks.marks(text)}
    return [key for key in page.meta.numbers if key in names]
