"""Records a review in a page's front matter, and lists the pages that wait for one.

Knows the lines of front matter that tell of a review, and changes nothing else in a file.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

from guide.checks.reviews import changed, counted, doubted, parts, seal
from guide.commands.asked import BROKEN, day, refused, source
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import Loaded, load
from guide.content.page import Page
from guide.content.schema import WRONG, Meta, Review, Reviewer
from guide.ground.problems import nearest

ROOT = Path(__file__).resolve().parents[3]
YEARS = 1
"""How long a review holds, unless --next says otherwise."""

_REVIEWED = re.compile(r"^reviewed[ \t]*:.*\n(?:(?:[ \t]|-).*\n|[ \t]*\n|#.*\n(?=[ \t]))*", re.MULTILINE)
_NEXT = re.compile(r"^next_review:.*\n", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Record a review, or with no page list what is due. The day of a review is the only one that this program asks
    the clock for: it has come, and the build, which has no clock, sees whether the day was changed later."""
    options, today = _parser().parse_args(arguments), datetime.date.today()
    options.on = options.on or today
    loaded = load(Contents(ROOT / "docs"))
    if loaded.guide is None:
        return refused(BROKEN)
    if not options.page:
        return _list(loaded.guide, options.on) if not loaded.problems else refused(BROKEN)
    src = source(options.page, ROOT)
    wrong = [*_faults(options, today), *_faults_of_page(options, src, loaded)]
    return refused(*wrong) if wrong else _record(options, loaded.guide.pages[src], loaded.guide)


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
    elif wrong := [doubt for doubt in doubted(guide.pages[src], guide) if doubt.held.verdict.judged == WRONG]:
        yield f"{wrong[0].says}. Have that judged again: build.py review-pack {own}"


def _record(options: argparse.Namespace, page: Page[Meta], guide: Guide) -> int:
    upcoming, path = options.next or in_a_year(options.on), ROOT / page.document.path
    given = {name: getattr(options, name) for name in ("by", "role", "on", "affiliation", "interests")}
    try:
        reviewer = Reviewer.model_validate({**given, "by": " ".join(options.by.split())})
        write({path: recorded(text_of(path), (of_all(page, guide, reviewer),), upcoming)})
    except ValueError as error:
        return refused(str(error))
    print(f"Recorded in {page.document.path}: {reviewer.by}, {options.role}, {options.on}; next review {upcoming}.")
    return 0


def of_all(page: Page[Meta], guide: Guide, reviewer: Reviewer) -> Review:
    """A review that found every part of the page right."""
    return Review.model_construct(**reviewer.model_dump(), parts=parts(page, guide))


def text_of(path: Path) -> str:
    """The text of a page, its line ends as they are."""
    return path.read_bytes().decode("utf-8-sig")


def recorded(text: str, reviews: Sequence[Review], upcoming: datetime.date) -> str:
    """The page's text with the reviews, the latest first, in its front matter, sealed, in place of earlier ones.

    Raises ValueError where the front matter has no line to put them in.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    days = (upcoming, *(None for _ in reviews[1:]))
    sealed = [one.model_copy(update={"seal": seal(one, day)}) for one, day in zip(reviews, days, strict=True)]
    entry = "\n".join(["reviewed:", *(line for one in sealed for line in _lines(one)), f"next_review: {upcoming}", ""])
    end = plain.index("\n---", 3) + 1
    front, count = _REVIEWED.subn(lambda _: entry, _NEXT.sub("", plain[:end]))
    if count != 1:
        raise ValueError('The front matter needs one line that begins with "reviewed:", such as "reviewed: not yet".')
    return (front + plain[end:]).replace("\n", ends)


def _lines(review: Review) -> Iterator[str]:
    """The review as front matter: a line for each thing that is said of it, and for each part."""
    sign = "-"
    for name, value in review.model_dump(mode="json", exclude_none=True, exclude_defaults=True).items():
        if not isinstance(value, dict):
            yield f"  {sign} {name}: {value if name == 'on' else json.dumps(value, ensure_ascii=False)}"
        else:
            yield f"  {sign} {name}:"
            for address, found in value.items():
                yield f"      {json.dumps(address, ensure_ascii=False)}: {json.dumps(found, ensure_ascii=False)}"
        sign = " "


def write(texts: Mapping[Path, str]) -> None:
    """Write all of the files, or none: what was written is put back if one of them cannot be."""
    before = {path: path.read_bytes() for path in texts}
    try:
        for path, text in texts.items():
            path.write_bytes(text.encode())
    except OSError:
        for path, content in before.items():
            with suppress(OSError):
                path.write_bytes(content)
        raise


def due(guide: Guide, today: datetime.date) -> Iterator[str]:
    """One line for each page that was never reviewed, that changed since, that was not found right in all its parts, or
    whose next review has come."""
    for page in guide.in_order:
        if not page.meta.reviewed:
            yield f"{page.document.path}: never reviewed"
        elif since := changed(page, guide):
            yield f"{page.document.path}: changed since {page.meta.reviewed[0].on}: {', '.join(since)}"
        elif (count := counted(page, guide)).right < count.all:
            doubts = "".join(f"; {doubt.says}" for doubt in doubted(page, guide))
            says = f"{count.right} of {count.all} parts found right, {count.open} not judged"
            yield f"{page.document.path}: {says}{doubts}"
        elif page.meta.next_review and page.meta.next_review <= today:
            yield f"{page.document.path}: due since {page.meta.next_review}"


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
