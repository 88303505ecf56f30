"""Takes in what a reviewer sent back: writes what they found into each page's front matter, and tells what it means.

Changes nothing that a reader reads: what was called wrong becomes a problem of the build, at its line.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guide.checks.reviews import parts
from guide.commands.asked import day, refused, whole_guide
from guide.commands.review import in_a_year, recorded, text_of, write
from guide.content.document import Document
from guide.content.guide import Guide
from guide.content.load import read_as
from guide.content.schema import (
    OPEN,
    RIGHT,
    UNSURE,
    WRONG,
    Judged,
    Returned,
    Review,
    Reviewer,
    Verdict,
    held,
    reviewers,
)
from guide.ground.problems import BadGuide, Problem, nearest, report

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Taken:
    """What came of a page's review: all of its reviews now, and what is to be told of it."""

    reviews: tuple[Review, ...]
    told: tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Take in a review that came back; the exit code is 1, and nothing is written, if anything in it cannot be."""
    options = _parser().parse_args(arguments)
    guide = whole_guide(ROOT)
    if guide is None:
        return 1
    try:
        document, returned = read_as(Path(options.file).resolve(), Returned)
    except OSError as error:
        return refused(f"{options.file} cannot be read: {error.strerror}")
    except BadGuide as error:
        return refused(str(error))
    upcoming = options.next or in_a_year(returned.on)
    if wrong := [*_faults(returned, document, guide, datetime.date.today())]:
        return refused(report(wrong))
    if upcoming <= returned.on:
        return refused(f"--next {upcoming} is not after the review, {returned.on}; write a later day, or none.")
    return _take(returned, guide, upcoming)


def _faults(returned: Returned, document: Document, guide: Guide, today: datetime.date) -> Iterator[Problem]:
    """What cannot be taken in, at its line in the file."""
    roles, files = guide.settings.reviewers, {page.document.path: page for page in guide.pages.values()}
    if returned.role not in roles:
        what = f'role "{returned.role}" is unknown{nearest(returned.role, roles)}'
        fix = f"write one of {', '.join(roles)}, or add it to reviewers: in {guide.files['settings']}"
        yield Problem(document.place("role"), what, fix)
    if returned.on > today:
        yield Problem(document.place("on"), f"{returned.on} has not come yet", "write the day of the review")
    for file, judged in returned.pages.items():
        place = document.place("pages", file, key=True)
        if file not in files:
            yield Problem(place, f'"{file}" is no page of the guide{nearest(file, files)}', "write its path in docs/")
        elif returned.on < files[file].meta.written:
            what = f"the text was written later, on {files[file].meta.written}"
            yield Problem(document.place("on"), f"{file}: {what}", "write the day of the review")
        for address, found in judged.items():
            if found.judged in (WRONG, UNSURE) and not found.says.strip():
                what = f"{address} is {found.judged}, and nothing is said to it"
                yield Problem(document.place("pages", file, address, key=True), what, "write under says: what it is")


def _take(returned: Returned, guide: Guide, upcoming: datetime.date) -> int:
    files = {page.document.path: page for page in guide.pages.values()}
    reviewer = Reviewer.model_validate(returned.model_dump(include={*Reviewer.model_fields}))
    taken = {
        file: taken_in(judged, parts(files[file], guide), reviewer, files[file].meta.reviewed)
        for file, judged in returned.pages.items()
    }
    try:
        texts = {
            ROOT / file: recorded(text_of(ROOT / file), each.reviews, upcoming)
            for file, each in taken.items()
            if each.reviews != files[file].meta.reviewed
        }
        write(texts)
    except (ValueError, OSError) as error:
        return refused(f"Nothing was recorded. {error}")
    for file, each in taken.items():
        print("\n  ".join([f"{file}: {'recorded' if ROOT / file in texts else 'left as it was'}", *each.told]))
    print(f"Recorded as {reviewer.by}, {reviewer.role}, {reviewer.on}; next review {upcoming}.")
    return 0


def taken_in(
    judged: Mapping[str, Judged], now: Mapping[str, str], reviewer: Reviewer, before: Sequence[Review]
) -> Taken:
    """The reviews of a page with what a reviewer found of the parts that still say what they read. What they did not
    judge, and what was judged on a later day, stays as it was."""
    said = {address: found for address, found in judged.items() if found.judged or found.says.strip()}
    older = {address for address, each in held(before).items() if each.review.on > reviewer.on}
    mine = {a: found for a, found in said.items() if now.get(a) == found.code and a not in older}
    review, left = _review(reviewer, mine), _left_out(said, now, older)
    if not mine:
        return Taken((*before,), (*left, "nothing was judged"))
    latest, *earlier = _together(review, before, now)
    return Taken((latest, *earlier), (*left, *_found(review), f"not judged by anybody: {len(latest.open)}"))


def _review(reviewer: Reviewer, mine: Mapping[str, Judged]) -> Review:
    silent = {address for address, found in mine.items() if found.judged == RIGHT and not found.says.strip()}
    return Review.model_construct(
        **reviewer.model_dump(),
        parts={address: found.code for address, found in mine.items() if address in silent},
        remarks={address: _verdict(found) for address, found in mine.items() if address not in silent},
    )


def _together(review: Review, before: Sequence[Review], now: Mapping[str, str]) -> list[Review]:
    """The review and those before it, as far as something in them still holds, the latest first; and in the latest what
    nobody has judged."""
    bare = [review, *(one.model_copy(update={"open": {}}) for one in before)]
    kept = [*reviewers(sorted(bare, key=lambda one: one.on, reverse=True))]
    unread = {address: code for address, code in now.items() if address not in held(kept)}
    return [kept[0].model_copy(update={"open": unread}), *kept[1:]]


def _verdict(found: Judged) -> Verdict:
    said = {"judged": found.judged or OPEN, "code": found.code, "says": " ".join(found.says.split())}
    return Verdict.model_validate(said)


def _left_out(said: Mapping[str, Judged], now: Mapping[str, str], older: Container[str]) -> Iterator[str]:
    """What is not taken in, with what was written to it, so that no word is lost."""
    for address, found in said.items():
        words = f' ({found.judged or OPEN}: "{found.says}")' if found.says else f" ({found.judged})"
        if address not in now:
            yield f"not taken in: {address}{words}: the page has no such part"
        elif now[address] != found.code:
            yield f"not taken in: {address}{words}: it has changed since it was given to the reviewer; send a new pack"
        elif address in older:
            yield f"not taken in: {address}{words}: it was judged again on a later day"


def _found(review: Review) -> Iterator[str]:
    yield f"found right: {sum(one.judged == RIGHT for one in review.verdicts.values())}"
    yield from (f'{one.judged}: {address}: "{one.says}"' for address, one in review.remarks.items())
    if any(one.judged == WRONG for one in review.remarks.values()):
        yield "the build now stops at what was found wrong, and names its lines"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py review-import", description="Take in a review that came back.")
    parser.add_argument("file", help="what the reviewer sent: the saved .json, or the .yml filled in by hand")
    parser.add_argument("--next", type=day, help="date of the next review; a year later if not given")
    return parser
