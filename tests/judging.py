"""Spoils a guide as a test asks, judges it as a build does, and says which gates fail on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from conftest import ROOT
from guide.build import open_build
from guide.checks.examination import Examination, Examined
from guide.checks.quality import Quality
from guide.content.files import Contents
from guide.content.load import load
from guide.ground.problems import BadGuide, Problem
from guide.pages.templates import read_words

WORDS = read_words(ROOT / "overrides" / "words.yml")


@dataclass(frozen=True)
class Verdict:
    """What a build says of a guide: every gate that fails, with the pages on which it does, and the problems printed.

    `holds`: each gate that holds on some page, with those pages. A gate of the whole guide has no pages.
    """

    fails: Mapping[str, frozenset[str]]
    holds: Mapping[str, frozenset[str]]
    problems: list[str]


def verdict(project: Path) -> Verdict:
    """What a build of the guide in this folder says of it."""
    seen: list[Quality] = []
    ended = Examination.ended

    def watched(self: Examination, pages: Mapping[str, Examined]) -> tuple[list[Problem], Quality]:
        found = ended(self, pages)
        seen.append(found[1])
        return found

    with mock.patch.object(Examination, "ended", watched):
        problems = _problems(project)
    results: Any = seen[-1].every if seen else ()
    fails = {result.gate.key: frozenset(result.failed) for result in results if result.failed or result.beside}
    holds = {result.gate.key: frozenset(result.findings) - frozenset(result.failed) for result in results}
    return Verdict(fails, {key: pages for key, pages in holds.items() if pages}, problems)


def problems_in(project: Path) -> list[str]:
    """What is wrong with what is written in the guide in this folder."""
    loaded = load(Contents(project / "docs"))
    found = list(loaded.problems)
    if loaded.guide:
        found += Examination(loaded.guide, WORDS).all()[0]
    return [str(problem) for problem in sorted(set(found))]


def _problems(project: Path) -> list[str]:
    try:
        open_build(Contents(project / "docs"), ROOT / "overrides", "")
    except BadGuide as refusal:
        return str(refusal).split("\n")[1:]
    return []


def spoil(project: Path, change: dict[str, Any]) -> None:
    """Make one change to a guide: `file` names one in `docs/`, or with a star all that are there.

    `times`: how many of the old texts are replaced (one, if nothing is said), or how often the new one is added.
    """
    docs = project / "docs"
    for path in sorted(docs.glob(change["file"])) or [docs / change["file"]]:
        _spoil(path, change)


def _spoil(path: Path, change: dict[str, Any]) -> None:
    if change.get("delete"):
        path.unlink()
        return
    if "write" in change or "bytes" in change:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes.fromhex(change["bytes"]) if "bytes" in change else change["write"].encode())
        return
    text, times = path.read_text(encoding="utf-8"), change.get("times", 1)
    for old, new in change.get("replace", {}).items():
        assert old in text, f"{old!r} is not in {path}"
        text = text.replace(old, new, times)
    if change.get("crlf"):
        text = text.replace("\n", "\r\n")
    path.write_bytes((text + change.get("append", "") * times).encode())
