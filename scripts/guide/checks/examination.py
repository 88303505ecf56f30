"""Examines a guide: goes once through each page, which every gate judges, as it is written and as it is shown.

Knows what is asked of a page and what of the whole guide, and in which order; the gates themselves are elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from guide.checks.gate import Finding, Gate
from guide.checks.gates import GATES
from guide.checks.looks import Look, Tree
from guide.checks.quality import Quality, Result
from guide.checks.rules.meant import as_meant
from guide.checks.sheet import Sheet, Yardstick
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.content.page import Page
from guide.content.schema import Meta
from guide.ground.cache import Memory, key
from guide.ground.parallel import mapped
from guide.ground.problems import Problem, refusal, refuse

FIRST = tuple(gate.key for gate in GATES if gate.first)


class Examined(NamedTuple):
    """A page's reading grades by counter, and what each gate found on it, by its key."""

    grades: dict[str, float]
    findings: dict[str, Finding]

    @property
    def problems(self) -> list[Problem]:
        """What keeps the page from being rendered."""
        return [problem for first in FIRST if first in self.findings for problem in self.findings[first].problems]


class Examination:
    """How the pages of one guide are examined. `between`: what is wrong with it apart from any single page.

    What comes of a page as it is written is decided by its own text and by the outline of the guide: with both as they
    were, it is what is remembered.
    """

    def __init__(self, guide: Guide, words: Mapping[str, str], memory: Memory | None = None) -> None:
        self.guide, self.words, self._memory = guide, words, memory
        self._meant = as_meant(guide)
        self._between = {gate.key: found for gate in GATES if (found := _of_guide(gate, self._meant))}
        self.between = [problem for found in self._between.values() for problem in found]
        self._yardstick = Yardstick(guide)

    def all(self) -> tuple[list[Problem], Quality]:
        """All that is wrong with what is written, and the guide as it was measured; all cores share the pages."""
        found = mapped(self.of, self.guide.in_order)
        return self.ended({page.src: one for page, one in zip(self.guide.in_order, found, strict=True)})

    def of(self, page: Page[Meta]) -> Examined:
        """What comes of one page as it is written."""
        known: Examined | None = self._memory.take(self._key(page)) if self._memory else None
        if known:
            return known
        sheet = self._sheet(page)
        judged = ((gate.key, gate.page(sheet)) for gate in GATES if gate.page)
        return Examined(sheet.top.grades, {name: found for name, found in judged if found})

    def shown(self, src: str, examined: Examined, tree: Tree) -> Examined:
        """What came of the page `src`, and what comes of it as it is shown."""
        look = Look(self._sheet(self.guide.pages[src]), tree)
        judged = {gate.key: gate.look(look) for gate in GATES if gate.look}
        findings = {**examined.findings, **judged}
        return examined._replace(findings={name: found for name, found in findings.items() if found})

    def ended(self, pages: Mapping[str, Examined]) -> tuple[list[Problem], Quality]:
        """All that is wrong, and the guide as it was measured, from what came of each page."""
        found = {page.src: pages[page.src] for page in self.guide.in_order}
        if self._memory:
            for page in self.guide.in_order:
                self._memory.put(self._key(page), found[page.src])
        quality = _together(self.guide, self.words, self._between, found)
        return [*quality.problems()], quality

    def _sheet(self, page: Page[Meta]) -> Sheet:
        meant = self._meant.pages[page.src]
        return Sheet(meant if meant.written == page else page, self._meant, self._yardstick, self.words)

    def _key(self, page: Page[Meta]) -> str:
        document = page.document
        return key("examined", self.guide.outline, *self.words.values(), page.src, document.data, document.body)


def examined(contents: Contents, words: Mapping[str, str], memory: Memory | None = None) -> Examination:
    """What the pages are examined with, of a guide that can be read and is in order apart from them.

    Raises BadGuide with all that is wrong.
    """
    loaded = load(contents)
    if loaded.guide is None:
        raise refusal(loaded.problems)
    examination = Examination(loaded.guide, words, memory)
    if loaded.problems or examination.between:
        refuse([*loaded.problems, *examination.all()[0]])
    return examination


def _of_guide(gate: Gate, guide: Guide) -> tuple[Problem, ...]:
    if gate.guide is None or (gate.whole and guide.broken):
        return ()
    return tuple(gate.guide(guide))


def _together(
    guide: Guide, words: Mapping[str, str], between: Mapping[str, tuple[Problem, ...]], pages: Mapping[str, Examined]
) -> Quality:
    """The whole mirror from its pages, by address in the order of the navigation.

    `between`: what each gate found beside the pages.
    """
    same: dict[Finding, Finding] = {}
    """Each finding once: on most pages a gate finds what it found on others."""
    by_gate: dict[str, dict[str, Finding]] = {gate.key: {} for gate in GATES}
    for src, page in pages.items():
        for name, finding in page.findings.items():
            by_gate[name][src] = same.setdefault(finding, finding)
    grades = {src: page.grades for src, page in pages.items()}
    of_grades = {gate.key: tuple(gate.grades(guide, grades)) for gate in GATES if gate.grades}
    beside = {**between, **of_grades}
    every = (Result(gate, by_gate[gate.key], beside.get(gate.key, ())) for gate in GATES)
    return Quality(guide, words, grades, tuple(every))
