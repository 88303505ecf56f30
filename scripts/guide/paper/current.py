"""Answers whether a paper still holds: today's codes, and for each older one what was said then and is said now.

Knows what each answer is made of; how it looks is a template's business, when it shows that of a script.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from guide.checks.editions import Change, Outdated, Saying
from guide.content.handouts import handouts_of
from guide.content.page import Page
from guide.content.schema import Handout, Meta
from guide.html.tree import replace
from guide.pages.maker import Maker
from guide.paper.downloads import Row, rows
from guide.paper.press import Print

PLACE = "data-editions"
"""Attribute of the place that the part `current` keeps for the codes: which papers there are is known only when all are
printed."""


@dataclass(frozen=True)
class Today:
    """A code that holds, and the papers of its page that bear it, as readers call them."""

    code: str
    page: Page[Meta]
    label: str
    dated: str


@dataclass(frozen=True)
class Answer:
    """What a reader is told who asks with an old code. `label` is that of the paper, where the code is of one alone;
    that of a change is what it is about."""

    past: Outdated
    label: str
    changes: tuple[tuple[str, Change], ...]
    sections: tuple[str, ...]
    paper: tuple[Row, ...]


def fill(root: HtmlElement, page: Page[Meta], maker: Maker, prints: Mapping[str, Print]) -> None:
    """Put all codes into the place that the page's tree keeps for them."""
    for place in root.xpath(f".//*[@{PLACE}]"):
        replace(place, _codes(page, maker, prints))


def _codes(page: Page[Meta], maker: Maker, prints: Mapping[str, Print]) -> str:
    today = [one for saying in maker.editions.now.values() for one in _today(saying, maker)]
    known = {one.page.slug for one in today}
    old = [_answer(past, maker, prints) for past in maker.editions.outdated() if not past.page or past.slug in known]
    return maker.fragment("current-codes", today=today, old=old, root="../" * page.src.count("/"))


def _today(saying: Saying, maker: Maker) -> Iterator[Today]:
    """The codes of the page's papers, and that of its whole text, which a chapter of the book bears."""
    page, papers = saying.page, dict[str, list[Handout]]()
    for handout in handouts_of(maker.guide, page):
        papers.setdefault(saying.issue.on(handout.name), []).append(handout)
    for text, handouts in papers.items():
        dated = maker.dated(maker.editions.released(page.slug, handouts[0].name))
        yield Today(text, page, "; ".join(handout.label for handout in handouts), dated)
    if maker.guide.paper.booklet.editions and saying.issue.code not in papers:
        yield Today(saying.issue.code, page, maker.words["booklet"], maker.dated(maker.editions.released(page.slug)))


def _answer(past: Outdated, maker: Maker, prints: Mapping[str, Print]) -> Answer:
    changes = tuple((_label(change, past, maker), change) for change in past.changes)
    sections = tuple(title or maker.words["current_top"] for title in past.sections)
    handouts = handouts_of(maker.guide, past.page) if past.page else ()
    label = next((one.label for one in handouts if one.name == past.paper), "")
    return Answer(past, label, changes, sections, tuple(rows(maker, past.page, prints)) if past.page else ())


def _label(change: Change, past: Outdated, maker: Maker) -> str:
    """What a change is about, with the page that a fact was borrowed from."""
    kind, _, key = change.key.partition("-")
    about = _KINDS[kind](maker, key) if kind in _KINDS else maker.words["current_summary"]
    lender = maker.guide.lenders.get(change.owner) if change.owner != past.slug else None
    return f"{lender.meta.name}: {about}" if lender else about


def _fact(maker: Maker, key: str) -> str:
    column = maker.guide.columns.get(key)
    return column.label if column else key


def _term(maker: Maker, key: str) -> str:
    term = maker.guide.terms.get(key)
    return maker.words["current_term"].format(term=term.term if term else key)


def _number(maker: Maker, _: str) -> str:
    return maker.words["current_number"]


def _card(maker: Maker, key: str) -> str:
    """The key is that of a card and, after a hyphen, that of the group for whom it speaks."""
    known = maker.guide.emergency
    labels = {f"{card}-{name}": group.label for card in known.cards for name, group in known.groups.items()}
    return f"{maker.words['current_card']}: {labels[key]}" if key in labels else maker.words["current_card"]


_KINDS = {"answer": _fact, "fact": _fact, "number": _number, "term": _term, "card": _card}
