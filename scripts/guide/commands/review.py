"""Records a review in a page's front matter, and lists the pages that wait for one.

Knows the lines of front matter that tell of a review, and changes nothing else in a file.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from guide.checks.reviews import changed, parts, seal
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.content.page import Page
from guide.content.schema import Meta, Review
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
    path = ROOT / (options.page or "")
    faults = list(_faults(options, path, today)) if options.page else []
    guide = _guide(path if options.page and not faults else None)
    if faults or guide is None:
        print("\n".join(faults) or "The guide has problems; run the build to see them.", file=sys.stderr)
        return 1
    return _record(options, path, guide) if options.page else _list(guide, options.on)


def _faults(options: argparse.Namespace, path: Path, today: datetime.date) -> Iterator[str]:
    """What is wrong with what the command was given."""
    if not (options.by.strip() and options.role.strip()):
        yield "A review needs --by NAME and --role ROLE."
    if options.on > today:
        yield f"--on {options.on} has not come yet; a review is recorded when it is done."
    if options.next and options.next <= options.on:
        yield f"--next {options.next} is not after the review, {options.on}."
    if not path.is_file() or path.suffix != ".md":
        yield f"{options.page} is no page; write its path, such as docs/choosing.md"


def _guide(reviewed: Path | None) -> Guide | None:
    """The guide, a review of the page apart, which is about to be recorded anew; None if it cannot be read."""
    loaded = load(Contents(ROOT / "docs"))
    own = str(reviewed.relative_to(ROOT).as_posix()) if reviewed else ""
    return None if any(problem.place.path != own for problem in loaded.problems) else loaded.guide


def _record(options: argparse.Namespace, path: Path, guide: Guide) -> int:
    page = guide.pages.get(path.relative_to(ROOT / "docs").as_posix())
    roles = guide.settings.reviewers
    if page is None or options.role not in roles:
        known = f"write one of {', '.join(roles)}, or add it to reviewers: in {guide.files['settings']}"
        unknown = f'role "{options.role}" is unknown{nearest(options.role, roles)}; {known}'
        print(unknown if page else f"{options.page} has problems; run the build to see them.", file=sys.stderr)
        return 1
    upcoming = options.next or _in_a_year(options.on)
    text = path.read_text(encoding="utf-8")
    path.write_text(recorded(text, page, options.by.strip(), options.role, options.on, upcoming), encoding="utf-8")
    print(f"Recorded in {options.page}: {options.by}, {options.role}, {options.on}; next review {upcoming}.")
    return 0


def recorded(text: str, page: Page[Meta], by: str, role: str, on: datetime.date, upcoming: datetime.date) -> str:
    """The page's text with the review of what it says in its front matter, in place of an earlier one."""
    review = Review.model_construct(by=by, role=role, on=on, parts=parts(page))
    lines = [f"  {name}: {json.dumps(value)}" for name, value in (("by", by), ("role", role))]
    lines += [f"  on: {on}", "  parts:"]
    lines += [f"    {json.dumps(address)}: {json.dumps(code)}" for address, code in review.parts.items()]
    entry = "\n".join(["reviewed:", *lines, f'  seal: "{seal(review)}"', f"next_review: {upcoming}", ""])
    end = text.index("\n---", 3) + 1
    return _REVIEWED.sub(lambda _: entry, _NEXT.sub("", text[:end]), count=1) + text[end:]


def due(guide: Guide, today: datetime.date) -> Iterator[str]:
    """One line for each page that was never reviewed, that changed since, or whose next review has come."""
    for page in guide.in_order:
        if page.meta.reviewed is None:
            yield f"{page.document.path}: never reviewed"
        elif since := changed(page):
            yield f"{page.document.path}: changed since {page.meta.reviewed.on}: {', '.join(since)}"
        elif page.meta.next_review and page.meta.next_review <= today:
            yield f"{page.document.path}: due since {page.meta.next_review}"


def _list(guide: Guide, today: datetime.date) -> int:
    lines = list(due(guide, today))
    print("\n".join([*lines, f"{len(lines)} of {len(guide.pages)} pages wait for a review."]))
    return 0


def _in_a_year(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=365 * YEARS)


def _parser() -> argparse.ArgumentParser:
    date = datetime.date.fromisoformat
    parser = argparse.ArgumentParser(prog="build.py review", description="Record a review, or list those due.")
    parser.add_argument("page", nargs="?", help="path of the page; none lists what is due")
    parser.add_argument("--by", default="", help="name of the reviewer")
    parser.add_argument("--role", default="", help="the reviewer's role, one of reviewers: in docs/data/guide.yml")
    parser.add_argument("--on", type=date, help="date of the review; today if not given")
    parser.add_argument("--next", type=date, help="date of the next review; a year later if not given")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
