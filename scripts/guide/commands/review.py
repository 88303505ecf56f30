"""Records a review in a page's front matter, and lists the pages that wait for one.

Knows the two lines of front matter that tell of a review, and changes nothing else in a file.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load

ROOT = Path(__file__).resolve().parents[3]
YEARS = 1
"""How long a review holds, unless --next says otherwise."""

_REVIEWED = re.compile(r"^reviewed:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_NEXT = re.compile(r"^next_review:.*\n", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Record a review, or with no page list what is due."""
    options = _parser().parse_args(arguments)
    if not options.page:
        return _list(options.on)
    if not (options.by and options.role):
        print("A review needs --by NAME and --role ROLE.", file=sys.stderr)
        return 1
    path = ROOT / options.page
    if not path.is_file() or path.suffix != ".md":
        print(f"{options.page} is no page; write its path, such as docs/choosing.md", file=sys.stderr)
        return 1
    upcoming = options.next or _in_a_year(options.on)
    text = path.read_text(encoding="utf-8")
    path.write_text(recorded(text, options.by, options.role, options.on, upcoming), encoding="utf-8")
    print(f"Recorded in {options.page}: {options.by}, {options.role}, {options.on}; next review {upcoming}.")
    return 0


def recorded(text: str, by: str, role: str, on: datetime.date, upcoming: datetime.date) -> str:
    """The page's text with the review in its front matter, in place of an earlier one."""
    end = text.index("\n---", 3) + 1
    front = _NEXT.sub("", text[:end])
    entry = f"reviewed: {{by: {json.dumps(by)}, role: {json.dumps(role)}, on: {on}}}\nnext_review: {upcoming}\n"
    return _REVIEWED.sub(lambda _: entry, front, count=1) + text[end:]


def due(guide: Guide, today: datetime.date) -> Iterator[str]:
    """One line for each page that was never reviewed or whose next review has come."""
    for page in guide.in_order:
        if page.meta.reviewed is None:
            yield f"{page.document.path}: never reviewed"
        elif page.meta.next_review and page.meta.next_review <= today:
            yield f"{page.document.path}: due since {page.meta.next_review}"


def _list(today: datetime.date) -> int:
    guide = load(Contents(ROOT / "docs")).guide
    if guide is None:
        print("The data files have problems; run the build to see them.", file=sys.stderr)
        return 1
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
    parser.add_argument("--role", default="", help="the reviewer's role, such as spine surgeon")
    parser.add_argument("--on", type=date, default=datetime.date.today(), help="date of the review")
    parser.add_argument("--next", type=date, help="date of the next review; a year later if not given")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
