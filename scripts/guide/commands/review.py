"""Records a review in a page's front matter, and lists the pages that wait for one.

Knows the lines of front matter that tell of a review, and changes nothing else in a file.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from guide.checks.reviews import changed, doubted, parts, seal
from guide.commands.asked import BROKEN, day, source
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import Loaded, load
from guide.content.page import Page
from guide.content.schema import NOT_JUDGED, Doubt, Meta, Review, Reviewer
from guide.ground.problems import nearest

ROOT = Path(__file__).resolve().parents[3]
YEARS = 1
"""How long a review holds, unless --next says otherwise."""

_REVIEWED = re.compile(r"^reviewed:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_NEXT = re.compile(r"^next_review:.*\n", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Record a review, or with no page list what is due. The day of a review is the only one that this program asks
    the clock for: it has come, and the build, which has no clock, sees whether the day was changed later."""
    options, today = _parser().parse_args(arguments), datetime.date.today()
    options.on = options.on or today
    loaded = load(Contents(ROOT / "docs"))
    if loaded.guide is None:
        return _refused([BROKEN])
    if not options.page:
        return _list(loaded.guide, options.on) if not loaded.problems else _refused([BROKEN])
    src = source(options.page, ROOT)
    wrong = [*_faults(options, today), *_faults_of_page(options, src, loaded)]
    return _refused(wrong) if wrong else _record(options, loaded.guide.pages[src], loaded.guide)


def _refused(faults: list[str]) -> int:
    print("\n".join(faults), file=sys.stderr)
    return 1


def _faults(options: argparse.Namespace, today: datetime.date) -> Iterator[str]:
    """What is wrong with what the command was given, whatever the page says."""
    for name, wanted in (("by", "NAME: who has read the page"), ("role", "ROLE: what they are")):
        if not any(map(str.isalpha, getattr(options, name))):
            yield f"A review needs --{name} {wanted}."
    if options.on > today:
        yield f"--on {options.on} has not come yet; record a review when it is done, or leave --on out for today."
    if options.next and options.next <= options.on:
        yield f"--next {options.next} is not after the review, {options.on}; write a later day, or leave --next out."


def _faults_of_page(options: argparse.Namespace, src: str, loaded: Loaded) -> Iterator[str]:
    """What is wrong with the page, and with what only the guide knows. A review of the page that was spoiled is no
    fault: it is recorded anew."""
    guide, own = cast(Guide, loaded.guide), f"docs/{src}"
    roles, paths = guide.settings.reviewers, {page.document.path for page in guide.pages.values()}
    if options.role.strip() and options.role not in roles:
        known = f"write one of {', '.join(roles)}, or add it to reviewers: in {guide.files['settings']}"
        yield f'role "{options.role}" is unknown{nearest(options.role, roles)}; {known}'
    if any(problem.place.path != own or src not in guide.pages for problem in loaded.problems):
        yield BROKEN
    elif src not in guide.pages:
        near = nearest(own, paths) or f", such as {min(paths)}"
        yield f"{options.page} is no page of the guide; write its path{near}"
    elif options.on < guide.pages[src].meta.written:
        yield f"--on {options.on} is before the text was written, {guide.pages[src].meta.written}; write a later day."


def _record(options: argparse.Namespace, page: Page[Meta], guide: Guide) -> int:
    upcoming, path = options.next or in_a_year(options.on), ROOT / page.document.path
    given = {name: getattr(options, name) for name in ("by", "role", "on", "affiliation", "interests")}
    reviewer = Reviewer.model_validate({**given, "by": " ".join(options.by.split())})
    text = recorded(path.read_text(encoding="utf-8"), of_all(page, guide, reviewer), upcoming)
    path.write_text(text, encoding="utf-8")
    print(f"Recorded in {page.document.path}: {reviewer.by}, {options.role}, {options.on}; next review {upcoming}.")
    return 0


def of_all(page: Page[Meta], guide: Guide, reviewer: Reviewer) -> Review:
    """A review that found every part of the page right."""
    return Review.model_construct(**reviewer.model_dump(), parts=parts(page, guide))


def recorded(text: str, review: Review, upcoming: datetime.date) -> str:
    """The page's text with the review in its front matter, sealed, in place of an earlier one."""
    sealed = review.model_copy(update={"seal": seal(review, upcoming)})
    entry = "\n".join(["reviewed:", *_lines(sealed), f"next_review: {upcoming}", ""])
    end = text.index("\n---", 3) + 1
    return _REVIEWED.sub(lambda _: entry, _NEXT.sub("", text[:end]), count=1) + text[end:]


def _lines(review: Review) -> Iterator[str]:
    """The review as front matter: a line for each thing that is said of it, and for each part."""
    for name, value in review.model_dump(mode="json", exclude_none=True).items():
        if not isinstance(value, dict):
            yield f"  {name}: {value if name == 'on' else json.dumps(value, ensure_ascii=False)}"
        elif value:
            yield f"  {name}:"
            for address, found in value.items():
                yield f"    {json.dumps(address, ensure_ascii=False)}: {json.dumps(found, ensure_ascii=False)}"


def due(guide: Guide, today: datetime.date) -> Iterator[str]:
    """One line for each page that was never reviewed, that changed since, that was not found right in all its parts, or
    whose next review has come."""
    for page in guide.in_order:
        if page.meta.reviewed is None:
            yield f"{page.document.path}: never reviewed"
        elif since := changed(page, guide):
            yield f"{page.document.path}: changed since {page.meta.reviewed.on}: {', '.join(since)}"
        elif doubts := doubted(page, guide):
            yield f"{page.document.path}: not found right on {page.meta.reviewed.on}: {_doubts(doubts)}"
        elif page.meta.next_review and page.meta.next_review <= today:
            yield f"{page.document.path}: due since {page.meta.next_review}"


def _doubts(doubts: Mapping[str, Doubt]) -> str:
    """What was found wrong or unsure, and how much was not judged."""
    left = sum(doubt.judged == NOT_JUDGED for doubt in doubts.values())
    found = [f"{address} ({doubt.judged})" for address, doubt in doubts.items() if doubt.judged != NOT_JUDGED]
    return ", ".join([*found, *([f"{left} parts not judged"] if left else [])])


def _list(guide: Guide, today: datetime.date) -> int:
    lines = list(due(guide, today))
    print("\n".join([*lines, f"{len(lines)} of {len(guide.pages)} pages wait for a review."]))
    return 0


def in_a_year(day: datetime.date) -> datetime.date:
    """When a review of that day ends, unless it says otherwise."""
    return day + datetime.timedelta(days=365 * YEARS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py review", description="Record a review, or list those due.")
    parser.add_argument("page", nargs="?", help="path of the page; none lists what is due")
    parser.add_argument("--by", default="", help="name of the reviewer")
    parser.add_argument("--role", default="", help="the reviewer's role, one of reviewers: in docs/data/guide.yml")
    parser.add_argument("--affiliation", help="the reviewer's place of work or registration, as it is to be shown")
    parser.add_argument("--interests", help="what the reviewer may gain, in their own words")
    parser.add_argument("--on", type=day, help="date of the review; today if not given")
    parser.add_argument("--next", type=day, help="date of the next review; a year later if not given")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
