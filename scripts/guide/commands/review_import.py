"""Takes in what a reviewer sent back: writes what they found into each page's front matter, and tells what it means.

Changes nothing that a reader reads: what was called wrong becomes a problem of the build, at its line.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from guide.checks.reviews import parts
from guide.commands.asked import BROKEN, day
from guide.commands.review import in_a_year, recorded
from guide.content.document import Document
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load, read_as
from guide.content.schema import NOT_JUDGED, RIGHT, UNSURE, WRONG, Doubt, Judged, Returned, Review, Reviewer
from guide.ground.problems import BadGuide, Problem, nearest, report

ROOT = Path(__file__).resolve().parents[3]
STALE = "has changed since it was given to the reviewer, so it is not taken in; send a new pack"


@dataclass(frozen=True)
class Taken:
    """What of a page's review can be taken in, and the addresses of what has changed meanwhile."""

    review: Review
    stale: tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Take in a review that came back; the exit code is 1, and nothing is written, if anything in it cannot be."""
    options = _parser().parse_args(arguments)
    loaded, path = load(Contents(ROOT / "docs")), Path(options.file).resolve()
    if loaded.guide is None or loaded.problems:
        print(BROKEN, file=sys.stderr)
        return 1
    try:
        document, returned = read_as(path, Returned)
    except OSError as error:
        return _refused(f"{options.file} cannot be read: {error.strerror}")
    except BadGuide as error:
        return _refused(str(error))
    if wrong := [*_faults(returned, document, loaded.guide, datetime.date.today())]:
        return _refused(report(wrong))
    return _take(returned, loaded.guide, options.next or in_a_year(returned.on))


def _refused(says: str) -> int:
    print(says, file=sys.stderr)
    return 1


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
    for file, judged in returned.pages.items():
        taken = taken_in(judged, parts(files[file], guide), reviewer)
        if taken.review.parts or any(doubt.judged != NOT_JUDGED for doubt in taken.review.doubts.values()):
            path = ROOT / file
            path.write_text(recorded(path.read_text(encoding="utf-8"), taken.review, upcoming), encoding="utf-8")
            print(f"Recorded in {file}: {reviewer.by}, {reviewer.role}, {reviewer.on}; next review {upcoming}.")
            print("\n".join(_told(taken)))
        else:
            print(f"{file}: nothing was judged, or all of it has changed since; left as it was.")
    return 0


def taken_in(judged: Mapping[str, Judged], now: Mapping[str, str], reviewer: Reviewer) -> Taken:
    """What a reviewer found, of the parts that still say what they read. What they were not given is not judged."""
    same = {address: found for address, found in judged.items() if now.get(address) == found.code}
    right = {address: found.code for address, found in same.items() if found.judged == RIGHT}
    stale = tuple(address for address, found in judged.items() if address not in same and found.judged)
    doubts = {address: _doubt(code, same.get(address)) for address, code in now.items() if address not in right}
    return Taken(Review.model_construct(**reviewer.model_dump(), parts=right, doubts=doubts), stale)


def _doubt(code: str, found: Judged | None) -> Doubt:
    judged, says = (found.judged, " ".join(found.says.split())) if found else ("", "")
    return Doubt.model_validate({"judged": judged or NOT_JUDGED, "code": code, "says": says or None})


def _told(taken: Taken) -> Iterator[str]:
    """What became of each part, in lines."""
    found = taken.review.doubts
    yield f"  {len(taken.review.parts)} of {len(taken.review.codes)} parts found right"
    for judged in (WRONG, UNSURE):
        yield from (
            f"  {judged}: {address}: {doubt.says}" for address, doubt in found.items() if doubt.judged == judged
        )
    if left := sum(doubt.judged == NOT_JUDGED for doubt in found.values()):
        yield f"  not judged: {left}"
    yield from (f"  {address} {STALE}" for address in taken.stale)
    if any(doubt.judged == WRONG for doubt in found.values()):
        yield "  The build now stops at what was found wrong, and names its lines."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py review-import", description="Take in a review that came back.")
    parser.add_argument("file", help="what the reviewer sent: the saved .json, or the .yml filled in by hand")
    parser.add_argument("--next", type=day, help="date of the next review; a year later if not given")
    return parser
