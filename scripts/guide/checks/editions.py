"""Gives the text of each page on paper a short code, and says how an older text differs from the one of today.

Knows what a hand-out says: its facts, numbers, prose, questions, signs of danger and the meanings of its words. Not its
look, its dates, or the interface's words, so that a code changes with the content alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from typing import Any

from guide.checks.extracts import Extract, asks, code, lent_by, sheet, stretch
from guide.checks.passages import written
from guide.content import markdown, marks, numbers, tables
from guide.content.answers import lent
from guide.content.drawings import drawing
from guide.content.guide import Guide
from guide.content.handouts import handouts_of
from guide.content.page import Page
from guide.content.schema import ANYWHERE, Answer, Fact, Issue, Meta, OptionMeta, Release
from guide.content.terms import meaning
from guide.ground.problems import Place


@dataclass(frozen=True)
class Saying:
    """What a page says now. `borrowed` are facts that its tables take from other pages: slug and key.

    `extracts` are the papers that show less than all of it, by name.
    """

    page: Page[Meta]
    issue: Issue
    borrowed: tuple[tuple[str, str], ...]
    shared: tuple[str, ...]
    extracts: Mapping[str, Extract]


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

    `page` is None for a page that is gone; `paper` is empty for a code of the whole text.
    """

    code: str
    slug: str
    paper: str
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


class Editions:
    """What every page on paper, and every page that lends facts to it, says now and said at earlier releases."""

    def __init__(self, guide: Guide, words: Mapping[str, str]) -> None:
        self._guide, self._words = guide, words
        self.shared = {**dict(self._terms()), **dict(self._cards())}
        self.facts = {slug: self._says(page) for slug, page in guide.lenders.items()}
        said = (page for page in guide.in_order if handouts_of(guide, page) or page.slug in guide.lenders)
        self.now = {page.slug: self._saying(page) for page in said}
        self.list_code = code([page.meta.name for page in guide.in_order if handouts_of(guide, page)])
        """The code of the list of all that is on paper, as a poster shows it."""

    # ---- what is said now ----

    def _saying(self, page: Page[Meta]) -> Saying:
        texts = {title: code(text) for title, text in self._texts(page)}
        borrowed = tuple(dict.fromkeys(self._borrowed(page)))
        shared = tuple(dict.fromkeys(self._shares(page)))
        lent = [lent_by(self._guide.lenders[slug], key.partition("-")[2]) for slug, key in borrowed]
        weighed = {key: self._weighed(key) for key in shared}
        whole = code(page.slug, _own(page.meta), texts, borrowed, lent, weighed)
        extracts = dict(self._extracts(page, texts, weighed, lent))
        papers = {name: extract.code for name, extract in extracts.items()}
        issue = Issue(code=whole, papers=papers, says=self._says(page), texts=texts)
        return Saying(page, issue, borrowed, shared, extracts)

    def _extracts(
        self, page: Page[Meta], texts: Mapping[str, str], shared: Mapping[str, object], lent: object
    ) -> Iterator[tuple[str, Extract]]:
        """The papers of the page that show less than all of it."""
        for handout in handouts_of(self._guide, page):
            if handout.form == "sheet":
                yield handout.name, sheet(self._guide, page, handout, texts, shared)
            elif handout.part:
                yield handout.name, stretch(self._guide, page, handout, texts, shared, lent)

    def _weighed(self, key: str) -> object:
        """What pages share, as it counts for a code: whatever the words are in which a number is put."""
        term = self._guide.terms.get(key.removeprefix("term-"))
        common = term.common if term and key.startswith("term-") else None
        return [term.definition, common.model_dump(mode="json")] if term and common else self.shared[key]

    def _says(self, page: Page[Meta]) -> dict[str, str]:
        """Its main message, answers, facts and numbers in words, by key."""
        meta, columns = page.meta, dict.fromkeys(column for column, _, _ in page.meta.every_fact())
        facts = {f"fact-{column}": self._said(page, meta.said(column)) for column in columns}
        figures = {f"number-{key}": numbers.outcome(number, self._words) for key, number in meta.numbers.items()}
        questions = dict.fromkeys(answer.question for answer in meta.answers.values())
        given = {key: [*self._guide.answers(page, key).values()] for key in questions}
        answers = {f"answer-{key}": self._said(page, said) for key, said in given.items()}
        return {"summary": meta.summary, **facts, **figures, **answers}

    def _said(self, page: Page[Meta], said: Iterable[Fact | Answer]) -> str:
        return " ".join(self._in_words(page, each) for each in said)

    def _in_words(self, page: Page[Meta], said: Fact | Answer) -> str:
        text = written(said.says, page, self._guide, self._words)
        region = "" if said.where in ANYWHERE else f"{self._guide.settings.regions[said.where].label}: "
        if isinstance(said, Answer):
            return f"{region}{text}."
        return f"{region}{self._words['not_known']}. {text}" if said.unknown else f"{region}{text}"

    def _texts(self, page: Page[Meta]) -> Iterator[tuple[str, list[str]]]:
        """The text under each heading that is on paper; what stands under none has an empty title."""
        found: dict[str, list[str]] = {"": [page.meta.title]}
        for part in page.parts:
            if part.title not in _left_out(self._guide, page):
                found.setdefault(part.title, []).extend(map(_bare, _whole(page, part.blocks)))
        asked = (str(question) for question in page.meta.questions)
        found.setdefault(asks(self._guide, page), []).extend(asked)
        for key, known in page.meta.drawings.items():
            root = self._guide.drawings.get(key)
            found[""] += [known.caption, *known.cite, *(drawing.words(root) if root else ())]
        yield from found.items()

    # ---- what it shares with other pages ----

    def _borrowed(self, page: Page[Meta]) -> Iterator[tuple[str, str]]:
        for cell in (cell for table in self._tables(page) for cell in table.cells.values()):
            if cell.answers or cell.facts:
                yield cell.option.slug, f"{'answer' if cell.answers else 'fact'}-{cell.column}"
        shows = self._parts(page)
        told = (one for part, lends in lent.OF_PARTS.items() if part in shows for one in lends(page, self._guide))
        yield from ((lender.slug, f"answer-{column}") for lender, column, answers in told if answers)

    def _tables(self, page: Page[Meta]) -> Iterator[tables.Table]:
        shows = self._parts(page)
        yield from (table(self._guide, page) for part, table in tables.OF_PARTS.items() if part in shows)

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
            yield from sorted({f"term-{mention.key}" for mention in self._guide.names.find(text)})

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
        found = {past.code: past for past in (self._compared(*given) for given in self._given_out())}
        today = {text for saying in self.now.values() for text in (saying.issue.code, *saying.issue.papers.values())}
        stale = [past for past in found.values() if past.code not in today]
        return sorted(stale, key=lambda past: (past.until or datetime.date.max, past.on), reverse=True)

    def released(self, slug: str, paper: str = "") -> datetime.date | None:
        """The day of the release that gave the text on that paper of the page; None if it was not released yet."""
        text, day = self.now[slug].issue.on(paper), None
        for state in reversed(self._states):
            if slug not in state.pages or state.pages[slug].on(paper) != text:
                break
            day = state.on
        return day

    def released_together(self, slugs: Iterable[str]) -> datetime.date | None:
        """The day of the last release of these pages' texts; None while one of them waits for a release."""
        days = [self.released(slug) for slug in slugs if slug in self.now]
        return max((day for day in days if day), default=None) if all(days) else None

    def since_last(self, slug: str) -> Outdated | None:
        """What the page says otherwise than at the last release; None if it was not there."""
        known = self._states and slug in self._states[-1].pages
        return self._compared(slug, "", len(self._states) - 1) if known else None

    @cached_property
    def _states(self) -> list[_State]:
        return list(_states(self._guide.editions.releases))

    def _given_out(self) -> Iterator[tuple[str, str, int]]:
        """Each time that a paper got a code which it had not before: slug, paper and number of the release."""
        for index, release in enumerate(self._guide.editions.releases):
            before = self._states[index - 1].pages if index else {}
            for slug, issue in release.pages.items():
                known = before.get(slug)
                new = (paper for paper in ("", *issue.papers) if not known or known.on(paper) != issue.on(paper))
                yield from ((slug, paper, index) for paper in new)

    def _compared(self, slug: str, paper: str, index: int) -> Outdated:
        """What the paper of that release said, and what is said now of what it shows."""
        saying, states = self.now.get(slug), self._states[index:]
        then, old = states[0], states[0].pages[slug]
        if saying is None:
            return Outdated(old.on(paper), slug, paper, None, then.on, None, (), ())
        until = next((state.on for state in states if state.pages[slug].on(paper) != old.on(paper)), None)
        changes = (*_differs(slug, old.says, saying.issue.says), *self._elsewhere(saying, then))
        texts = saying.issue.texts
        sections = tuple(title for title in {**old.texts, **texts} if old.texts.get(title) != texts.get(title))
        if extract := saying.extracts.get(paper):
            changes = tuple(one for one in changes if one.owner in ("", slug) and one.key in extract.keys)
            sections = tuple(title for title in sections if title in extract.sections)
        return Outdated(old.on(paper), slug, paper, saying.page, then.on, until, changes, sections)

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
        known = {slug: (issue.code, issue.papers) for slug, issue in last.pages.items()}
        now = {slug: saying.issue for slug, saying in self.now.items()}
        pages = {slug: issue for slug, issue in now.items() if known.get(slug) != (issue.code, issue.papers)}
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


def place_of(page: Page[Any], key: str) -> Place:
    """Where the page says what a record of releases, or a `Change`, keeps: `summary`, `fact-`, `number-`, `answer-`."""
    kind, _, name = key.partition("-")
    if kind == "answer":
        asked = (each for each, answer in page.meta.answers.items() if answer.question == name)
        return page.document.place("answers", *list(asked)[:1], key=True)
    return page.document.place(*(("summary",) if kind == "summary" else (f"{kind}s", name)), key=True)


def changed_at(page: Page[Any], past: Outdated) -> Iterator[Place]:
    """Where the page's own text is another than at that release: what is recorded of it, its sections, its title."""
    yield from (place_of(page, change.key) for change in past.changes if change.owner == page.slug)
    titles = {title for title in past.sections if title}
    yield from (page.document.prose_place(part.line) for part in page.parts if part.title in titles)
    if past.sections:
        yield page.document.place()


def _left_out(guide: Guide, page: Page[Meta]) -> set[str]:
    """Titles of sections that none of the page's hand-outs holds."""
    whole = [set(one.without) for one in handouts_of(guide, page) if one.form == "full"]
    return set.intersection(*whole) if whole else set()


def _own(meta: Meta) -> dict[str, Any]:
    """What the front matter says to readers, without dates and what sorts, finds and lists the page."""
    said = {"summary", "cite", "numbers", "facts", "where", "treats", "part_of", "columns", "options"}
    said |= {name for name in ("answers", "harms") if getattr(meta, name)}  # the codes of texts without them hold
    own = meta.model_dump(mode="json", include=said)
    if not isinstance(meta, OptionMeta) and not meta.facts:
        del own["facts"]
    if "facts" in own:
        own["facts"] = {column: [*facts.values()] for column, facts in own["facts"].items()}
    return own


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
