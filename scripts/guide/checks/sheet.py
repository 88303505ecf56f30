"""One page laid out to be judged: its passages, its sections and their lengths, and what all pages are held against.

Knows how a page is taken apart; what is asked of it stands in `rules` and `standards`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from guide.checks import readability
from guide.checks.counting import Counting, counting
from guide.checks.passages import Passage, passages
from guide.checks.rules.places import Leaf
from guide.content import markdown, marks
from guide.content.guide import Guide
from guide.content.schema import Kind
from guide.content.terms import names_of
from guide.ground.alike import folded, pattern

SOURCED = (marks.NUMBER, "chart", "fact")
"""Verbs of what brings its own sources."""


@dataclass(frozen=True)
class Yardstick:
    """What every page of a guide is held against, worked out once."""

    guide: Guide

    @cached_property
    def known_long_words(self) -> frozenset[str]:
        """Long words that need no explanation: those of the glossary, and those on the list of allowed ones."""
        names = (name for term in self.guide.terms.values() for name in names_of(term))
        allowed = (word for group in self.guide.reading.long_words for word in group.words)
        return frozenset(folded(word) for text in (*names, *allowed) for word in readability.words(text))

    @cached_property
    def selling(self) -> re.Pattern[str]:
        """Finds the words that sell; nothing if none are listed."""
        names = "|".join(pattern(word) for word in self.guide.reading.selling) or "(?!)"
        return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet(Leaf):
    """One page, measured. `words` are those of the interface: in them a figure is told."""

    yardstick: Yardstick
    words: Mapping[str, str]

    @property
    def counting(self) -> Counting:
        """How the language of the guide counts without a digit."""
        return counting(self.words["number_words"], self.words["shares"], self.words["no_shares"])

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All running text of the page."""
        return passages(self.page, self.guide, self.words)

    @cached_property
    def text(self) -> readability.Text:
        """The running text, ready to be measured."""
        return readability.Text(tuple(passage.text for passage in self.passages))

    @cached_property
    def top(self) -> readability.Text:
        """What a reader meets first: on pages that fold their evidence, the running text without it."""
        if not self.kind.folded:
            return self.text
        return readability.Text(tuple(passage.text for passage in self.passages if not passage.evidence))

    @cached_property
    def paragraphs(self) -> readability.Text:
        """The paragraphs of the prose alone, in whole thoughts: no lists, no questions, no facts."""
        whole = (passage for passage in self.passages if passage.block and passage.block.kind == "paragraph")
        return readability.Text(tuple(passage.text for passage in whole))

    @cached_property
    def kind(self) -> Kind:
        """The rules for this kind of page."""
        return self.guide.kind(self.page)

    @cached_property
    def lengths(self) -> list[int]:
        """How many words each passage has; a hyphen joins two words."""
        cut = zip(self.passages, self.text.cut, strict=True)
        return [
            sum(len(each.words) for each in sentences) - markdown.joined(passage.text) for passage, sentences in cut
        ]

    @cached_property
    def words_under(self) -> Counter[str]:
        """Words under each heading: the author's, and those of the facts and charts shown there."""
        found: Counter[str] = Counter()
        for passage, length in zip(self.passages, self.lengths, strict=True):
            found[passage.section] += length
        for part in self.page.parts:
            found[part.title] += sum(self._shown_words(block) for block in part.blocks)
        return found

    def section_words(self, role: str) -> int:
        """Words under the headings that have the role."""
        return sum(self.words_under[title] for title in self.titles(role))

    def titles(self, role: str) -> frozenset[str]:
        """The titles of the sections of this kind of page that have the role."""
        return self.kind.of_role.get(role, frozenset())

    def blocks_under(self, titles: frozenset[str]) -> list[markdown.Block]:
        """The blocks below these headings, in order."""
        return [block for part in self.page.parts if part.title in titles for block in part.blocks]

    def sourced(self, block: markdown.Block) -> bool:
        """True where the block cites a source, itself or with a number or fact that it shows."""
        shown = any(mark.verb in SOURCED for mark in marks.marks(block.text))
        return shown or bool(block.cites) or block.line in self.page.answered

    def _shown_words(self, block: markdown.Block) -> int:
        """Words that markers of facts and charts put into a block."""
        count = 0
        for mark in marks.marks(block.text):
            if mark.verb == "fact":
                count += sum(markdown.words(fact.says) for fact in self.page.meta.said(mark.name))
            elif mark.verb == "chart" and mark.name in self.page.meta.numbers:
                count += markdown.words(self.page.meta.numbers[mark.name].outcome)
        return count
