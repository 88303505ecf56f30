"""Records a release: what the hand-outs of the day say, for readers who will ask later whether their paper still holds.

With `--check` it only says which papers wait for a release.
Knows how the record of past editions is written down; what is in it is the business of `editions`.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from guide.checks.editions import Editions, Outdated, changed_at
from guide.commands.asked import BROKEN, day
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.handouts import handouts_of
from guide.content.load import DATA, load
from guide.content.page import Page
from guide.content.schema import Meta, Release
from guide.ground.problems import Place, Problem, report
from guide.pages.templates import read_words

ROOT = Path(__file__).resolve().parents[3]
HEAD = """\
# yaml-language-server: $schema=../../.schema/editions.json
# What the hand-outs said at each release. Written by `python3 scripts/build.py release --on DATE`, never by hand:
# readers ask with the code on their paper what has changed since. No clinician has reviewed this file yet.
"""

FIX = 'run "python3 scripts/build.py release --on DATE" with the day on which it is published, and keep what it records'
"""What to do about a text that waits for a release."""


def main(arguments: list[str]) -> int:
    """Add today's codes to the record, or name the papers that it does not know."""
    options = _parser().parse_args(arguments)
    guide = load(Contents(ROOT / "docs")).guide
    if guide is None:
        print(BROKEN, file=sys.stderr)
        return 1
    words = read_words(ROOT / "overrides" / "words.yml")
    return _check(guide, words) if options.check else _record(guide, words, options.on)


def _record(guide: Guide, words: Mapping[str, str], on: datetime.date) -> int:
    if any(release.day > on for release in guide.editions.releases):
        print("The record has a later release; give a date that is not before it.", file=sys.stderr)
        return 1
    releases = recorded(guide, words, on)
    (ROOT / "docs" / "data" / DATA["editions"][0]).write_text(record(releases), encoding="utf-8")
    print(_told(releases, on))
    return 0


def _check(guide: Guide, words: Mapping[str, str]) -> int:
    found = unreleased(guide, words)
    if found:
        print(report(found, annotations=os.environ.get("GITHUB_ACTIONS") == "true"), file=sys.stderr)
        return 1
    print("Every text on paper is that of its last release.")
    return 0


def unreleased(guide: Guide, words: Mapping[str, str]) -> list[Problem]:
    """Each page whose text on paper is not that of its last release, at the first thing that it says otherwise."""
    editions = Editions(guide, words)
    return [
        Problem(_place(saying.page, past), f"{_known(past)} what these papers say: {', '.join(papers)}", FIX)
        for slug, saying in editions.now.items()
        if (papers := list(_waiting(guide, editions, saying.page)))
        for past in [editions.since_last(slug)]
    ]


def _waiting(guide: Guide, editions: Editions, page: Page[Meta]) -> Iterator[str]:
    """The papers of the page that wait for a release, as readers call them."""
    handouts = handouts_of(guide, page)
    yield from (one.label for one in handouts if not editions.released(page.slug, one.name))
    if not handouts and not editions.released(page.slug):
        yield "the book, and tables of other pages"


def _known(past: Outdated | None) -> str:
    return f"the last release, {past.on}, does not hold" if past else "no release holds"


def _place(page: Page[Meta], past: Outdated | None) -> Place:
    """Where the page says otherwise; its beginning if that stands elsewhere."""
    start = Place(page.document.path)
    return next(changed_at(page, past), start) if past else start


def recorded(guide: Guide, words: Mapping[str, str], on: datetime.date) -> tuple[Release, ...]:
    """All releases with the one of that day; a second one on a day takes the place of the first."""
    earlier = tuple(release for release in guide.editions.releases if release.day < on)
    new = Editions(guide, words).release(on)
    return (*earlier, new) if new else earlier


def record(releases: tuple[Release, ...]) -> str:
    """The releases as the text of their file."""
    lines = (line for release in releases for line in _release(release))
    return HEAD + ("releases:\n" + "".join(f"{line}\n" for line in lines) if releases else "releases: []\n")


def _release(release: Release) -> Iterator[str]:
    yield f"  - day: {release.day}"
    yield "    pages:"
    for slug, issue in release.pages.items():
        yield f"      {slug}:"
        yield f"        code: {json.dumps(issue.code)}"
        yield from _words("papers", issue.papers, 8)
        yield from _words("says", issue.says, 8)
        yield from _words("texts", issue.texts, 8)
    yield from _words("shared", release.shared, 4)


def _words(name: str, words: Mapping[str, str], indent: int) -> Iterator[str]:
    """A group of keys with texts; JSON texts are YAML texts."""
    margin = " " * indent
    if words:
        yield f"{margin}{name}:"
    for key, text in words.items():
        yield f"{margin}  {json.dumps(key, ensure_ascii=False)}: {json.dumps(text, ensure_ascii=False)}"


def _told(releases: tuple[Release, ...], on: datetime.date) -> str:
    if not releases or releases[-1].day != on:
        return "No text on paper has changed since the last release; nothing to record."
    pages = releases[-1].pages
    lines = [
        f"{text}  {' '.join(filter(None, (slug, paper)))}"
        for slug, issue in pages.items()
        for paper, text in {"": issue.code, **issue.papers}.items()
    ]
    return "\n".join([*lines, f"Recorded {len(pages)} pages for {on}."])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py release", description="Record what today's hand-outs say.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--on", type=day, help="date of the release")
    what.add_argument("--check", action="store_true", help="fail if a text on paper is not that of its last release")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
