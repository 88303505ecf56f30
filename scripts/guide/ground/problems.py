"""What can be wrong and where: places, problems, and how they are printed.

Knows nothing of what a guide contains.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LONGEST = 240
"""Characters of what is said of one problem, and of its remedy."""


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a content file: path from the project's root, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where, what is wrong and what to do. A "note" is reported but stops nothing."""

    place: Place
    what: str
    fix: str
    level: Literal["error", "note"] = "error"

    def __str__(self) -> str:
        return f"{self.place}: {self.says}"

    @property
    def says(self) -> str:
        """What is wrong and what to do, on one line of bearable length whatever the content holds."""
        return f"{short(self.what, LONGEST)}; {short(self.fix, LONGEST)}"


class Unreadable(Exception):
    """A file that cannot be read any further; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class BadGuide(Exception):
    """The content cannot be built; the text says all that is wrong."""


def short(text: str, length: int) -> str:
    """The text on one line, cut where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def nearest(word: str, known: Iterable[str]) -> str:
    """A question that offers the known word closest to `word`, or an empty string."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f' (did you mean "{close[0]}"?)' if close else ""


def refuse(problems: Iterable[Problem]) -> None:
    """Raises BadGuide with all of the problems, if there is one."""
    if found := [*problems]:
        raise refusal(found)


def refusal(problems: Iterable[Problem]) -> BadGuide:
    """The problems as one error; as annotations where a pull request is checked."""
    found = set(problems)
    count = f"{len(found)} problem{'s' if len(found) != 1 else ''} in the content:"
    return BadGuide(f"{count}\n{report(found, annotations=os.environ.get('GITHUB_ACTIONS') == 'true')}")


def report(problems: Iterable[Problem], *, annotations: bool = False) -> str:
    """All problems in reading order, one a line; as annotations of a pull request where asked for."""
    line = _annotation if annotations else str
    return "\n".join(line(problem) for problem in sorted(set(problems)))


def _annotation(problem: Problem) -> str:
    place, kind = problem.place, "error" if problem.level == "error" else "notice"
    text = problem.says.replace("%", "%25")
    return f"::{kind} file={place.path},line={place.line},col={place.column}::{text}"
