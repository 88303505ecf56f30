"""Records a release: what the hand-outs of the day say, for readers who will ask later whether their paper still holds.

Knows how the record of past editions is written down; what is in it is the business of `editions`.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from guide.checks.editions import Editions
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import DATA, load
from guide.content.schema import Release
from guide.pages.templates import read_words

ROOT = Path(__file__).resolve().parents[3]
HEAD = """\
# yaml-language-server: $schema=../../.schema/editions.json
# What the hand-outs said at each release. Written by `python3 scripts/build.py release --on DATE`, never by hand:
# readers ask with the code on their paper what has changed since. No clinician has reviewed this file yet.
"""


def main(arguments: list[str]) -> int:
    """Add today's codes to the record."""
    on = _parser().parse_args(arguments).on
    guide = load(Contents(ROOT / "docs")).guide
    if guide is None:
        print("The data files have problems; run the build to see them.", file=sys.stderr)
        return 1
    if any(release.day > on for release in guide.editions.releases):
        print("The record has a later release; give a date that is not before it.", file=sys.stderr)
        return 1
    releases = recorded(guide, read_words(ROOT / "overrides" / "words.yml"), on)
    (ROOT / "docs" / "data" / DATA["editions"][0]).write_text(record(releases), encoding="utf-8")
    print(_told(releases, on))
    return 0


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
    lines = [f"{issue.code}  {slug}" for slug, issue in pages.items()]
    return "\n".join([*lines, f"Recorded {len(pages)} new codes for {on}."])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py release", description="Record what today's hand-outs say.")
    parser.add_argument("--on", type=datetime.date.fromisoformat, required=True, help="date of the release")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
