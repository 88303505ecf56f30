"""The guide measured against the standards: every rule on every page, in all, and beside published findings on others.

Knows how findings add up; the rules are in `standards`, the look in a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any, NamedTuple

from guide.checks import readability
from guide.checks.standards import LONGEST_HEADING, RULES, TARGET_GRADE, Finding, Rule, Sheet, Yardstick
from guide.content import markdown
from guide.content.guide import Guide, Page
from guide.content.schema import Meta, OptionMeta, Peer
from guide.ground.problems import Place, Problem

VERSION = 1


@dataclass(frozen=True)
class Result:
    """One rule over all pages it applies to."""

    rule: Rule
    findings: dict[str, Finding]

    @property
    def passed(self) -> int:
        """On how many pages it holds."""
        return sum(finding.passes for finding in self.findings.values())

    @property
    def failed(self) -> list[str]:
        """The addresses of the pages on which it does not."""
        return [src for src, finding in self.findings.items() if not finding.passes]


class Measured(NamedTuple):
    """A page's reading grades, and what each rule found on it; None for a rule that looks at no single page."""

    grades: dict[str, float]
    findings: list[Finding | None]


@dataclass(frozen=True)
class Quality:
    """The whole mirror: results by rule, reading figures by page, peers with our own figure.

    `grades` holds the reading grades of each page by counter, under the page's address.
    """

    guide: Guide
    grades: Mapping[str, Mapping[str, float]]
    results: tuple[Result, ...]

    @property
    def counters(self) -> list[str]:
        """Names and versions of the two counters of syllables."""
        return list(readability.counters())

    def medians(self) -> dict[str, float]:
        """The median page's reading grade by each counter."""
        return {name: median(grades[name] for grades in self.grades.values()) for name in self.counters}

    def highest(self) -> dict[str, float]:
        """The hardest page's reading grade by each counter."""
        return {name: max(grades[name] for grades in self.grades.values()) for name in self.counters}

    def finding(self, key: str, page: Page[Meta]) -> Finding | None:
        """What the rule `key` found on the page."""
        return self._by_rule[key].findings.get(page.src)

    @cached_property
    def _by_rule(self) -> dict[str, Result]:
        return {result.rule.key: result for result in self.results}

    def peers(self) -> Iterator[tuple[Peer, str]]:
        """Published findings, each with our own figure in words."""
        for peer in self.guide.peers.values():
            yield peer, self.ours(peer.ours)

    def ours(self, measure: str) -> str:
        """Our own figure for a measure that peers were judged by; empty where a person must give it."""
        if measure == "reading-grade":
            return " and ".join(f"{middle:.1f}" for middle in self.medians().values())
        result = self._by_rule.get(measure)
        if result is None or result.rule.check is None:
            return ""
        options = [src for src in result.findings if isinstance(self.guide.pages[src].meta, OptionMeta)]
        held = sum(result.findings[src].passes for src in options)
        return f"{held} of {len(options)}"

    def unreviewed(self) -> int:
        """How many pages no clinician has reviewed."""
        return sum(page.meta.reviewed is None for page in self.guide.pages.values())

    def problems(self) -> Iterator[Problem]:
        """What stops the build: the problems of all rules that must hold."""
        yield from _long_labels(self.guide)
        for result in self.results:
            for finding in result.findings.values() if result.rule.how == "gate" else ():
                yield from finding.problems
        for name, middle in self.medians().items() if self.grades else ():
            if middle > TARGET_GRADE:
                what = f"the median page reads at grade {middle:.1f} by the {name}"
                yield Problem(Place(self.guide.files["settings"]), what, "make pages easier; grade 6 is the limit")

    def data(self) -> dict[str, Any]:
        """The same figures for machines, for `machines.in_lines`: those of each rule are made when it is their turn."""
        return {
            "version": VERSION,
            "reading": {"counters": self.counters, "median": self.medians(), "highest": self.highest()},
            "pages_not_reviewed": self.unreviewed(),
            "rules": (_rule(result) for result in self.results),
            "peers": [{**peer.model_dump(), "our_figure": ours or None} for peer, ours in self.peers()],
        }


def measured(page: Page[Meta], yardstick: Yardstick, words: Mapping[str, str]) -> Measured:
    """One page held against every rule."""
    sheet = Sheet(page, yardstick, words)
    return Measured(sheet.text.grades, [rule.check(sheet) if rule.check else None for rule in RULES])


def together(guide: Guide, pages: Iterable[Measured]) -> Quality:
    """The whole mirror from its pages, in the order of the navigation."""
    same: dict[Finding, Finding] = {}
    """Each finding once: on most pages a rule finds what it found on others."""
    by_rule: list[dict[str, Finding]] = [{} for _ in RULES]
    grades: dict[str, Mapping[str, float]] = {}
    for page, found in zip(guide.in_order, pages, strict=True):
        grades[page.src] = found.grades
        for findings, finding in zip(by_rule, found.findings, strict=True):
            if finding:
                findings[page.src] = same.setdefault(finding, finding)
    results = (Result(rule, findings) for rule, findings in zip(RULES, by_rule, strict=True))
    return Quality(guide, grades, tuple(results))


def _long_labels(guide: Guide) -> Iterator[Problem]:
    document = guide.documents[guide.files["columns"]]
    for key, column in guide.columns.items():
        if markdown.words(column.label) > LONGEST_HEADING:
            what = f'"{column.label}" is too long for a table'
            yield Problem(document.place(key, "label"), what, "use four words at most")


def _rule(result: Result) -> dict[str, Any]:
    rule = result.rule
    return {
        "key": rule.key,
        "asks": rule.asks,
        "standards": rule.items,
        "decided_by": {"gate": "build", "report": "build", "tests": "tests", "person": "person"}[rule.how],
        "must_hold": rule.how in ("gate", "tests"),
        "pages": {
            src: {
                "figure": finding.figure,
                "passes": finding.passes,
                "problems": [problem.what for problem in finding.problems],
            }
            for src, finding in result.findings.items()
        },
    }
