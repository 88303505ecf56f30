"""Says what stands between a guide and its readers: what must be mended before it is published, what they will miss.

Knows no host and no clock: how a site gets to its address stands in CONTRIBUTING.md.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from guide.checks.reviews import changed, counted
from guide.checks.rules.places import data
from guide.commands.asked import whole_guide
from guide.commands.release import unreleased
from guide.content.guide import Guide
from guide.ground.problems import Problem, report
from guide.pages.templates import read_words

ROOT = Path(__file__).resolve().parents[3]
UNSAID = "not stated"
"""What a guide says of its funding and its conflicts until its owner says more."""


def main() -> int:
    """Print what must be mended, then what readers will miss; the exit code is 1 if anything must."""
    guide = whole_guide(ROOT)
    if guide is None:
        return 1
    words = read_words(ROOT / "overrides" / "words.yml")
    must = [*unreleased(guide, words), *(unreviewed(guide) if guide.settings.require_review else ())]
    missed = [*chain(unnamed(guide), unowned(guide))]
    if missed:
        print("\n".join(["Readers will miss:", *map(str, missed)]))
    waiting = sum(not page.meta.reviewed for page in guide.pages.values())
    print(f"{waiting} of {len(guide.pages)} pages say that nobody has reviewed them.")
    if must:
        print(report(must, annotations=os.environ.get("GITHUB_ACTIONS") == "true"), file=sys.stderr)
        return 1
    print("Nothing stands in the way. CONTRIBUTING.md says how it gets to its address.")
    return 0


def unreviewed(guide: Guide) -> Iterator[Problem]:
    """Each page with claims or warning signs that nobody checked, that says something else since, or that was not found
    right in all its parts."""
    for page in (page for page in guide.in_order if page.cites or page is guide.help_page):
        since, count = changed(page, guide), counted(page, guide)
        if count.right == count.all and not since:
            continue
        what = f"is not found right in {count.all - count.right} of its {count.all} parts"
        what = f"changed since its review: {', '.join(since)}" if since else what
        what = what if page.meta.reviewed else "was never reviewed"
        fix = f"have it checked: `python3 scripts/build.py review-pack {page.document.path}`"
        yield Problem(page.document.place("reviewed", key=True), what, fix)


def unnamed(guide: Guide) -> Iterator[Problem]:
    """Each thing that paper leaves a line for, because the clinic's data do not say it."""
    for field in ("clinic_name", "clinic_phone", "feedback_address"):
        if not guide.clinic.texts[field]:
            what = f"{field} is empty, so paper has a line to write on"
            yield Problem(data(guide, "clinic", field), what, "write it, or have it written by hand")


def unowned(guide: Guide) -> Iterator[Problem]:
    """What only the owner can say of the guide, and has not said."""
    for field in ("funding", "conflicts"):
        if getattr(guide.settings, field) == UNSAID:
            what = f'{field} is "{UNSAID}", and every page says so'
            yield Problem(data(guide, "settings", field), what, "say it in the owner's own words")
