"""Examines a guide: goes once through each page, which every rule looks at and every standard measures.

Knows what is asked of a page and what of the whole guide, and in which order; the rules themselves are elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from guide.checks.quality import Measured, Quality, measured, together
from guide.checks.rules import between, on_page
from guide.checks.standards import Yardstick
from guide.content.guide import Guide, Page
from guide.content.schema import Meta
from guide.ground.cache import Memory, key
from guide.ground.parallel import mapped
from guide.ground.problems import Problem


class Examined(NamedTuple):
    """What is wrong with a page, and how it measures up."""

    problems: list[Problem]
    measured: Measured


class Examination:
    """How the pages of one guide are examined. `between`: what is wrong with it apart from any single page.

    What comes of a page is decided by its own text and by the outline of the guide: with both as they were, it is what
    is remembered.
    """

    def __init__(self, guide: Guide, words: Mapping[str, str], memory: Memory | None = None) -> None:
        self.guide, self.words, self._memory = guide, words, memory
        self.between = [*between(guide)]  # first: what all pages need for it, they need again
        self._yardstick = Yardstick(guide)

    def all(self) -> tuple[list[Problem], Quality]:
        """All that is wrong, and the guide as it was measured; the pages are shared out to all cores."""
        found = mapped(self.of, self.guide.in_order)
        return self.ended({page.src: one for page, one in zip(self.guide.in_order, found, strict=True)})

    def of(self, page: Page[Meta]) -> Examined:
        """What comes of one page."""
        known: Examined | None = self._memory.take(self._key(page)) if self._memory else None
        return known or Examined(on_page(page, self.guide), measured(page, self._yardstick, self.words))

    def ended(self, pages: Mapping[str, Examined]) -> tuple[list[Problem], Quality]:
        """All that is wrong, and the guide as it was measured, from what came of each page."""
        found = [pages[page.src] for page in self.guide.in_order]
        if self._memory:
            for page, examined in zip(self.guide.in_order, found, strict=True):
                self._memory.put(self._key(page), examined)
        quality = together(self.guide, (page.measured for page in found))
        return [*self.between, *(fault for page in found for fault in page.problems), *quality.problems()], quality

    def _key(self, page: Page[Meta]) -> str:
        document = page.document
        return key("examined", self.guide.outline, *self.words.values(), page.src, document.source, document.body)
