"""Rules about days and reviews: a day can be, a command recorded each review, in a role that the guide knows, and each
ends after it began.

A build knows no clock, so that it says the same on every day: a day is held against the others of the guide.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from guide.checks.reviews import doubted, seal
from guide.checks.reviews.places import place_of
from guide.checks.rules.places import Leaf, data
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import WRONG, Meta, Review
from guide.ground.problems import Problem, nearest

AGAIN = "undo the change, or take in what the reviewer sent once more: build.py review-import FILE"
LONGEST_REST = 20
"""Years after which nobody takes up a guide again: what was written later than that has a slip in its year."""


def reviews_are_whole(leaf: Leaf) -> Iterator[Problem]:
    """Nobody types a review: name, role, day and what was found are those that the command wrote down."""
    upcoming = leaf.page.meta.next_review
    for row, review in enumerate(leaf.page.meta.reviewed):
        yield from _whole(leaf, row, review, upcoming if row == 0 else None)


def _whole(leaf: Leaf, row: int, review: Review, upcoming: datetime.date | None) -> Iterator[Problem]:
    document, roles = leaf.page.document, leaf.guide.settings.reviewers
    if review.role not in roles:
        fix = f"write one of reviewers: in {leaf.guide.files['settings']}, or add it there"
        what = f'role "{review.role}" is unknown{nearest(review.role, roles)}'
        yield Problem(document.place("reviewed", row, "role"), what, fix)
    elif upcoming and upcoming <= review.on:
        what = f"the next review is not after the last, {review.on}"
        yield Problem(document.place("next_review"), what, "write a later day")
    elif review.seal != seal(review, upcoming):
        yield Problem(document.place("reviewed", row), "the review was changed by hand", AGAIN)


def nothing_is_wrong(leaf: Leaf) -> Iterator[Problem]:
    """What a reviewer called wrong does not reach a reader: it is changed, or judged again."""
    for doubt in doubted(leaf.page, leaf.guide):
        if doubt.stands and doubt.held.verdict.judged == WRONG:
            fix = "change it, or have it judged again and take that in with build.py review-import"
            yield Problem(place_of(doubt.address, leaf.page, leaf.guide), doubt.says, fix)


def days_can_be(guide: Guide) -> Iterator[Problem]:
    """Nothing was written long after all else was, and no page cites a source that came out after the guide."""
    years = sorted(year for page in guide.pages.values() for _, year in _years(page))
    late = years[-1:] if len(years) > 1 and years[-1] > years[-2] + LONGEST_REST else []
    for page in guide.pages.values():
        for key, year in _years(page):
            if year in late:
                what = f"the year {year} is long after all else that was written, the last in {years[-2]}"
                yield Problem(page.document.place(*key), what, "correct the year")
    last = max((year for year in years if year not in late), default=0)
    for name, source in guide.sources.items():
        if last and source.year and source.year > last + 1:
            what = f"the year {source.year} is after all that was written here, the last in {last}"
            yield Problem(data(guide, "sources", name, "year"), what, "correct the year")


def _years(page: Page[Meta]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """The years in which an author's page was written and reviewed, each with its key."""
    if not page.generated:
        yield ("written",), page.meta.written.year
        for row, review in enumerate(page.meta.reviewed):
            yield ("reviewed", row, "on"), review.on.year
