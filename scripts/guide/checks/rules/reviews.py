"""Rules about reviews: the command recorded them, in a role that the guide knows, and they end after they began."""

from __future__ import annotations

from collections.abc import Iterator

from guide.checks.reviews import doubted, seal
from guide.checks.reviews.places import place_of
from guide.checks.rules.places import Leaf
from guide.content.schema import WRONG
from guide.ground.problems import Problem, nearest

AGAIN = "record it with build.py review"


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
