"""What a page shows from elsewhere, as a reviewer reads it: meanings, signs, statements, other pages' messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guide.checks.reviews.elsewhere import DRAWINGS, PAGES, SIGNS, STATEMENTS, WORDS
from guide.content.drawings import drawing
from guide.content.page import Page
from guide.content.schema import ARTICLE, Meta
from guide.pages.maker import Maker

Text = tuple[str, tuple[str, ...]]
"""A text, and the keys of its sources."""


def says_of(address: str, page: Page[Meta], maker: Maker) -> Iterator[Text]:
    """What stands at that address of a review."""
    kind, _, name = address.partition("/")
    yield from _SAYS[kind](name, page, maker)


def _word(key: str, _: Page[Meta], maker: Maker) -> Iterator[Text]:
    term = maker.guide.terms[key]
    yield f"{term.term}: {term.definition}", term.cite
    if term.common:
        yield f"{term.term}: {maker.outcome(term.common)}", term.common.cite


def _page(slug: str, _: Page[Meta], maker: Maker) -> Iterator[Text]:
    lent = {**maker.guide.lenders, **maker.guide.comparisons}[slug]
    yield lent.meta.summary, lent.meta.cite
    yield maker.words["judge_lent"].format(file=lent.document.path), ()


def _signs(key: str, page: Page[Meta], maker: Maker) -> Iterator[Text]:
    (shown,) = (each for each in maker.guide.cards_on(page) if each.key == key)
    yield maker.for_clinic(shown.card.heading), ()
    for sign in (sign for signs in shown.signs.values() for sign in signs):
        yield maker.for_clinic(sign.text), sign.cite
    yield maker.for_clinic(shown.card.catch_all), ()
    if shown.card.after:
        yield maker.for_clinic(shown.card.after.text), shown.card.after.cite


def _drawing(key: str, page: Page[Meta], maker: Maker) -> Iterator[Text]:
    known = page.meta.drawings[key]
    yield from ((text, ()) for text in drawing.words(maker.guide.drawings[key]))
    yield known.caption, known.cite


def _statement(number: str, _: Page[Meta], maker: Maker) -> Iterator[Text]:
    yield maker.guide.statements[number].says, (ARTICLE,)


_SAYS: dict[str, Callable[[str, Page[Meta], Maker], Iterator[Text]]] = {
    WORDS: _word,
    PAGES: _page,
    SIGNS: _signs,
    DRAWINGS: _drawing,
    STATEMENTS: _statement,
}
"""What an address begins with -> what stands there."""
