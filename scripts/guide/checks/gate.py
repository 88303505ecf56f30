"""What a gate is: one thing that is asked of a guide, who judges it, and what comes of that.

Knows neither what is asked nor how it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from guide.checks.looks import Look
from guide.checks.sheet import Sheet
from guide.content.guide import Guide
from guide.ground.problems import Problem

How = Literal["gate", "report", "tests", "person"]
"""Who judges: the build, which stops or only reports; the tests of each release; or a person."""

Grades = Mapping[str, Mapping[str, float]]
"""Address of a page -> name of a counter of syllables -> reading grade."""


class Finding(NamedTuple):
    """What was found on one page: a figure in words, and the problems. No problem means that it passes."""

    figure: str
    problems: tuple[Problem, ...] = ()

    @property
    def passes(self) -> bool:
        """True without a problem."""
        return not self.problems


PageJudge = Callable[[Sheet], Finding | None]
LookJudge = Callable[[Look], Finding | None]
GuideJudge = Callable[[Guide], Iterable[Problem]]
GradesJudge = Callable[[Guide, Grades], Iterable[Problem]]


@dataclass(frozen=True)
class Gate:
    """One thing that is asked, by its key.

    At most one function judges it: `page` what an author wrote, `look` the page as a reader meets it, `guide` data and
    relations, `grades` the pages together. On a page that it is not for, it returns None. `standards` names who asks
    for it; without them it belongs to the guide's own grammar, which no reader need know of.
    """

    key: str
    how: How = "gate"
    standards: str = ""
    page: PageJudge | None = None
    look: LookJudge | None = None
    guide: GuideJudge | None = None
    grades: GradesJudge | None = None
    tests: tuple[str, ...] = ()
    """Names of the tests that judge it."""
    first: bool = False
    """A page on which it does not hold cannot be rendered."""
    schema: bool = False
    """The schema refuses what would break it: its judge only counts."""
    whole: bool = False
    """It needs all pages: it is not asked while one cannot be read."""

    @property
    def word(self) -> str:
        """The key of what it asks for among the words of the interface."""
        return f"gate_{self.key.replace('-', '_')}"


def on_page(sheet: Sheet, what: str, fix: str, key: str = "title") -> Problem:
    """A problem of a page as a whole, told at that key of its front matter."""
    return Problem(sheet.page.document.place(key), what, fix)


def finding(figure: str, sheet: Sheet, faults: Iterable[str], what: str, fix: str) -> Finding:
    """A figure, and a problem for each fault of the page as a whole."""
    return Finding(figure, tuple(on_page(sheet, f"{what} {fault}", fix) for fault in faults))


def from_rule(rule: Callable[[Sheet], Iterator[Problem]]) -> PageJudge:
    """A rule that knows only problems, as a judge of pages: silent where it has none."""

    def judge(sheet: Sheet) -> Finding | None:
        problems = tuple(rule(sheet))
        return Finding("", problems) if problems else None

    return judge
