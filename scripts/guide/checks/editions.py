"""Gives the text of each page on paper a short code, and says how an older text differs from the one of today.

Knows what a hand-out says: its facts, numbers, prose, questions, signs of danger and the meanings of its words. Not its
look, its dates, or the interface's words, so that a code changes with the content alone.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, cast

from guide.content import markdown, marks, numbers, tables
from guide.content.drawings import drawing
from guide.content.guide import Comparison, Condition, Guide, Page
from guide.content.handouts import handouts_of
from guide.content.passages import written
from guide.content.schema import ANYWHERE, Fact, Issue, Meta, Release
from guide.content.terms import Names, meaning

LETTERS = "CDFGHJKLMNPQRTWXY34679"
"""What a code is made of: nothing that looks like another, and no vowels, so that no code is a word."""

LENGTH = 6


@dataclass(frozen=True)
class Saying:
    """What a page says now. `borrowed` are facts that its tables take from other pages: slug and key."""

    page: Page[Meta]
    issue: Issue
    borrowed: tuple[tuple[str, str], ...]
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One thing that was said otherwise; empty where it was not there."""

    owner: str
    key: str
    old: str
    new: str


@dataclass(frozen=True)
class Outdated:
    """A code that is no longer the one of today: given out at `on`, replaced at `until`, or after the last release.

    `page` is None for a page that is gone.
    """

    code: str
    slug: str
    page: Page[Meta] | None
    on: datetime.date
    until: datetime.date | None
    changes: tuple[Change, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True)
class _State:
    """All that was valid at one release."""

    on: datetime.date
    pages: Mapping[str, Issue]
    shared: Mapping[str, str]


def code(*content: object) -> str:
    """The code of a content: the same for the same content, on any machine and at any time."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LENGTH))


class Editions:
    """What every page on paper, and every page that lends facts to it, says now and said at earlier releases."""

    def __init__(self, guide: Guide, words: Mapping[str, str]) -> None:
        self._guide, self._words = guide, words
        self._names = Names(guide.terms)
        self.shared = {**dict(self._terms()), **dict(self._cards())}
        self.facts = {slug: self._says(page) for slug, page in guide.options.items()}
        said = (page for page in guide.in_order if handouts_of(guide, page) or page.slug in guide.options)
        self.now = {page.slug: self._saying(page) for page in said}
        self.list_code = code([page.meta.name for page in guide.in_order if handouts_of(guide, page)])
        """The code of the list of all that is on paper, as a poster shows it."""

    # ---- what is said now ----

    def _saying(self, page: Page[Meta]) -> Saying:
        texts = {title: code(text) for title, text in self._texts(page)}
        borrowed = tuple(dict.fromkeys(self._borrowed(page)))
        shared = tuple(dict.fromkeys(self._shares(page)))
        lent = [self._lent(slug, key.removeprefix("fact-")) for slug, key in borrowed]
        whole = code(page.slug, _own(page.meta), texts, borrowed, lent, {key: self.shared[key] for key in shared})
        return Saying(page, Issue(code=whole, says=self._says(page), texts=texts), borrowed, shared)

    def _says(self, page: Page[Meta]) -> dict[str, str]:
        """Its main message, facts and numbers in words, by key."""
        facts = {f"fact-{column}": self._fact(page, found) for column, found in getattr(page.meta, "facts", {}).items()}
        figures = {f"number-{key}": numbers.outcome(number, self._words) for key, number in page.meta.numbers.items()}
        return {"summary": page.meta.summary, **facts, **figures}

    def _fact(self, page: Page[Meta], facts: tuple[Fact, ...]) -> str:
        return " ".join(self._said(page, fact) for fact in facts)

    def _said(self, page: Page[Meta], fact: Fact) -> str:
        text = written(fact.says, page, self._guide, self._words)
        region = "" if fact.where in ANYWHERE else f"{self._guide.settings.regions[fact.where].label}: "
        return f"{region}{self._words['not_known']}. {text}" if fact.unknown else f"{region}{text}"

    def _texts(self, page: Page[Meta]) -> Iterator[tuple[str, list[str]]]:
        """The text under each heading that is on paper; what stands under none has an empty title."""
        found: dict[str, list[str]] = {"": [page.meta.title]}
        for part in page.parts:
            if part.title not in _left_out(self._guide, page):
                found.setdefault(part.title, []).extend(map(_bare, _whole(page, part.blocks)))
        sections = self._guide.kind(page).sections
        asks = next((section.title for section in sections if section.role == "questions"), "")
        found.setdefault(asks, []).extend(str(question) for question in page.meta.questions)
        for key, known in page.meta.drawings.items():
            root = self._guide.drawings.get(key)
            found[""] += [known.caption, *known.cite, *(drawing.words(root) if root else ())]
        yield from found.items()

    # ---- what it shares with other pages ----

    def _borrowed(self, page: Page[Meta]) -> Iterator[tuple[str, str]]:
        for table in self._tables(page):
            yield from ((cell.option.slug, f"fact-{cell.column}") for cell in table.cells.values() if cell.facts)

    def _lent(self, slug: str, column: str) -> list[dict[str, Any]]:
        meta = self._guide.options[slug].meta
        return [fact.model_dump(mode="json") for fact in meta.facts[column]] + [
            number.model_dump(mode="json") for key, number in meta.numbers.items() if _names(meta.facts[column], key)
        ]

    def _tables(self, page: Page[Meta]) -> Iterator[tables.Table]:
        shows = self._parts(page)
        if "comparison" in shows:
            yield tables.comparison_table(self._guide, cast(Comparison, page))
        if "options" in shows:
            yield tables.condition_table(self._guide, cast(Condition, page))
        if "every-option" in shows:
            yield tables.every_option(self._guide)

    def _shares(self, page: Page[Meta]) -> Iterator[str]:
        shows = self._parts(page)
        if "emergency" in shows:
            shown = self._guide.cards_on(page)
            yield from (f"card-{card.key}-{group}" for card in shown for group in card.signs)
        if "glossary" in shows:
            yield from (f"term-{key}" for key in self._guide.terms)
        if "words" in shows and page.meta.glossary:
            text = " ".join(
                [*self._says(page).values(), *(markdown.plain(b.text) for p in page.parts for b in p.blocks)]
            )
            yield from sorted({f"term-{mention.key}" for mention in self._names.find(text)})

    def _parts(self, page: Page[Meta]) -> set[str]:
        """The generated parts that are on the page's paper."""
        left_out = _left_out(self._guide, page)
        kept = {section.part or "" for section in self._guide.kind(page).sections if section.title not in left_out}
        return kept | set(page.shows("part"))

    def _terms(self) -> Iterator[tuple[str, str]]:
        yield from ((f"term-{key}", meaning(term, self._words)) for key, term in self._guide.terms.items())

    def _cards(self) -> Iterator[tuple[str, str]]:
        """What each card says to those of each group."""
        emergency, clinic = self._guide.emergency, self._guide.clinic.model_dump()
        for key, card, signs in emergency.cards_for(emergency.groups):
            end = [card.after.text.format(**clinic)] if card.after else []
            for group, own in signs.items():
                says = [*(sign.text for sign in own), *end, card.catch_all]
                yield f"card-{key}-{group}", f"{card.heading.format(**clinic)} {'; '.join(says)}"

    # ---- what was said before ----

    def outdated(self) -> list[Outdated]:
        """Every code of the record that is no longer given out, the latest to be replaced first."""
        states = list(_states(self._guide.editions.releases))
        found = {
            issue.code: self._compared(slug, issue, states[index:])
            for index, release in enumerate(self._guide.editions.releases)
            for slug, issue in release.pages.items()
        }
        today = {saying.issue.code for saying in self.now.values()}
        stale = [past for past in found.values() if past.code not in today]
        return sorted(stale, key=lambda past: (past.until or datetime.date.max, past.on), reverse=True)

    def _compared(self, slug: str, old: Issue, states: list[_State]) -> Outdated:
        saying, then = self.now.get(slug), states[0]
        if saying is None:
            return Outdated(old.code, slug, None, then.on, None, (), ())
        later = (state.on for state in states if state.pages[slug].code != old.code)
        until = next(later, None)
        changes = (*_differs(slug, old.says, saying.issue.says), *self._elsewhere(saying, then))
        texts = saying.issue.texts
        sections = tuple(title for title in {**old.texts, **texts} if old.texts.get(title) != texts.get(title))
        return Outdated(old.code, slug, saying.page, then.on, until, changes, sections)

    def _elsewhere(self, saying: Saying, then: _State) -> Iterator[Change]:
        """What changed in facts of other pages and in what all pages share."""
        for slug, key in saying.borrowed:
            said = then.pages[slug].says if slug in then.pages else {}
            yield from _differs(slug, {key: said.get(key, "")}, self.facts[slug], only=key)
        for key in saying.shared:
            yield from _differs("", {key: then.shared.get(key, "")}, self.shared, only=key)

    def release(self, on: datetime.date) -> Release | None:
        """What a release of that day has to record; None if nothing changed since the one before it."""
        earlier = [release for release in self._guide.editions.releases if release.day < on]
        last = list(_states(earlier))[-1] if earlier else _State(on, {}, {})
        known = {slug: issue.code for slug, issue in last.pages.items()}
        pages = {slug: one.issue for slug, one in self.now.items() if known.get(slug) != one.issue.code}
        shared = {key: says for key, says in self.shared.items() if last.shared.get(key) != says}
        return Release(day=on, pages=pages, shared=shared) if pages else None


def _states(releases: Iterable[Release]) -> Iterator[_State]:
    pages: dict[str, Issue] = {}
    shared: dict[str, str] = {}
    for release in releases:
        pages, shared = {**pages, **release.pages}, {**shared, **release.shared}
        yield _State(release.day, pages, shared)


def _differs(owner: str, old: Mapping[str, str], new: Mapping[str, str], only: str = "") -> Iterator[Change]:
    for key in [only] if only else dict.fromkeys(chain(new, old)):
        if old.get(key, "") != new.get(key, ""):
            yield Change(owner, key, old.get(key, ""), new.get(key, ""))


def _left_out(guide: Guide, page: Page[Meta]) -> set[str]:
    """Titles of sections that none of the page's hand-outs holds."""
    whole = [set(one.without) for one in handouts_of(guide, page) if one.form == "full"]
    return set.intersection(*whole) if whole else set()


def _own(meta: Meta) -> dict[str, Any]:
    """What the front matter says to readers, without dates and what sorts, finds and lists the page."""
    return meta.model_dump(
        mode="json", include={"summary", "cite", "numbers", "facts", "where", "treats", "part_of", "columns", "options"}
    )


def _names(facts: tuple[Fact, ...], number: str) -> bool:
    return any(mark.name == number for fact in facts for mark in marks.marks(fact.says))


def _whole(page: Page[Meta], blocks: Iterable[markdown.Block]) -> Iterator[str]:
    """The text of each block, that of a table in one piece, as it has always been counted."""
    lines = page.document.body.split("\n")
    for is_table, run in groupby(blocks, key=lambda block: block.is_table):
        each = list(run)
        if is_table:
            yield "\n".join(lines[each[0].line - 1 : each[-1].line])
        else:
            yield from (block.text for block in each)


def _bare(text: str) -> str:
    """A block with its words, marks and sources, however its lines are broken and whatever classes it has."""
    marked = marks.filled(text, lambda mark: re.sub(r"[{}\s]", "", mark.text))
    return re.sub(r"\s+", " ", markdown.without_attributes(marked)).strip()
