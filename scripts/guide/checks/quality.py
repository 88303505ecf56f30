"""The guide measured against the standards: every gate on every page, in all, and beside published findings on others.

Knows how findings add up; what is asked stands in the registry of gates, the look in a template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from guide.checks import readability, reviews
from guide.checks.gate import Finding, Gate
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import Meta, OptionMeta, Peer
from guide.ground.problems import Problem

VERSION = 1

DECIDED_BY = {"gate": "build", "report": "build", "tests": "tests", "person": "person"}


@dataclass(frozen=True)
class Result:
    """One gate over the whole guide: what it found on each page that it is for, and what is wrong beside the pages."""

    gate: Gate
    findings: dict[str, Finding]
    beside: tuple[Problem, ...] = ()

    @property
    def passed(self) -> int:
        """On how many pages it holds."""
        return sum(finding.passes for finding in self.findings.values())

    @property
    def failed(self) -> list[str]:
        """The addresses of the pages on which it does not."""
        return [src for src, finding in self.findings.items() if not finding.passes]

    @property
    def problems(self) -> Iterator[Problem]:
        """All that is wrong."""
        yield from self.beside
        for finding in self.findings.values():
            yield from finding.problems


@dataclass(frozen=True)
class Quality:
    """The whole mirror: results by gate, reading figures by page, peers with our own figure.

    `grades` holds the reading grades of each page by counter, under the page's address.
    """

    guide: Guide
    words: Mapping[str, str]
    grades: Mapping[str, Mapping[str, float]]
    every: tuple[Result, ...]

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """What published standards ask for."""
        return tuple(result for result in self.every if result.gate.standards)

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
        """What the gate `key` found on the page."""
        return self._by_key[key].findings.get(page.src)

    @cached_property
    def _by_key(self) -> dict[str, Result]:
        return {result.gate.key: result for result in self.every}

    def peers(self) -> Iterator[tuple[Peer, str]]:
        """Published findings, each with our own figure in words."""
        for peer in self.guide.peers.values():
            yield peer, self.ours(peer.ours)

    def ours(self, measure: str) -> str:
        """Our own figure for a measure that peers were judged by; empty where a person must give it."""
        if measure == "reading-grade":
            *first, last = (f"{middle:.1f}" for middle in self.medians().values())
            return self.words["list_and"].format(first=", ".join(first), last=last)
        result = self._by_key.get(measure)
        if result is None or not result.findings:
            return ""
        options = [src for src in result.findings if isinstance(self.guide.pages[src].meta, OptionMeta)]
        held = sum(result.findings[src].passes for src in options)
        return self.words["quality_of"].format(passed=held, pages=len(options))

    def checked(self) -> int:
        """How many pages of the author somebody has checked; those that the build adds were written by nobody."""
        return len(self.guide.pages) - self.unreviewed()

    def unreviewed(self) -> int:
        """How many pages no clinician has reviewed."""
        return sum(not page.meta.reviewed for page in self.guide.pages.values())

    def changed(self) -> list[Page[Meta]]:
        """The pages that are no longer what somebody checked."""
        return [page for page in self.guide.in_order if reviews.changed(page, self.guide)]

    def problems(self) -> Iterator[Problem]:
        """What stops the build: the problems of all gates that must hold."""
        for result in self.every:
            yield from result.problems if result.gate.how == "gate" else ()

    def data(self) -> dict[str, Any]:
        """The same figures for machines, for `machines.in_lines`: those of each rule are made when it is their turn."""
        return {
            "version": VERSION,
            "reading": {"counters": self.counters, "median": self.medians(), "highest": self.highest()},
            "pages_not_reviewed": self.unreviewed(),
            "pages_changed_since_review": [page.src for page in self.changed()],
            "rules": (self._rule(result) for result in self.results),
            "peers": [{**peer.model_dump(), "our_figure": ours or None} for peer, ours in self.peers()],
        }

    def _rule(self, result: Result) -> dict[str, Any]:
        gate = result.gate
        return {
            "key": gate.key,
            "asks": self.words[gate.word],
            "standards": gate.standards,
            "decided_by": DECIDED_BY[gate.how],
            "must_hold": gate.how in ("gate", "tests"),
            "tests": list(gate.tests),
            "pages": {src: _finding(finding) for src, finding in result.findings.items()},
        }


def _finding(finding: Finding) -> dict[str, Any]:
    problems = [problem.what for problem in finding.problems]
    return {"figure": finding.figure, "passes": finding.passes, "problems": problems}
