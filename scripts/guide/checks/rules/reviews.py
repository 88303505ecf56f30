"""Rules about days and reviews: a day can be, a command recorded each review, in a role that the guide knows, and each
ends after it began.

A build knows no clock, so that it says the same on every day: a day is held against the others of the guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from guide.checks.reviews import doubted, seal
from guide.checks.reviews.places import place_of
from guide.checks.rules.places import Leaf, data
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import WRONG, Meta
from guide.ground.problems import Problem, nearest

AGAIN = "record it with build.py review"
LONGEST_REST = 20
"""Years after which nobody takes up a guide again: what was written later than that has a slip in its year."""


def reviews_are_whole(leaf: Leaf) -> Iterator[Problem]:
    """Nobody types a review: name, role, day and what was checked are those that the command wrote down."""
    review, document = leaf.page.meta.reviewed, leaf.page.document
    if review is None:
        return
    roles = leaf.guide.settings.reviewers
    if review.role not in roles:
        fix = f"write one of reviewers: in {leaf.guide.files['settings']}, or add it there"
        yield Problem(
            document.place("reviewed", "role"), f'role "{review.role}" is unknown{nearest(review.role, roles)}', fix
        )
    upcoming = leaf.page.meta.next_review
    if upcoming and upcoming <= review.on:
        yield Problem(
            document.place("next_review"), f"the next review is not after the last, {review.on}", "write a later day"
        )
    elif review.role in roles and review.seal != seal(review, upcoming):
        yield Problem(document.place("reviewed", key=True), "the review was changed by hand", AGAIN)


def nothing_is_wrong(leaf: Leaf) -> Iterator[Problem]:
    """What a reviewer called wrong does not reach a reader: it is changed, or checked again."""
    review = leaf.page.meta.reviewed
    for address, doubt in doubted(leaf.page, leaf.guide).items() if review else ():
        if review and doubt.judged == WRONG:
            what = f'{review.by} found this wrong on {review.on} ({leaf.page.document.path}, {address}): "{doubt.says}"'
            fix = "change it, or have it judged again and run build.py review-import"
            yield Problem(place_of(address, leaf.page, leaf.guide), what, fix)


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


def _years(page: Page[Meta]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The years in which an author's page was written and reviewed, each with its key."""
    if not page.generated:
        yield ("written",), page.meta.written.year
        if page.meta.reviewed:
            yield ("reviewed", "on"), page.meta.reviewed.on.year
