"""What a page cites: its sources in the order in which they are met, each with a number.

Knows that all statements of the source article are one source; not where a mark stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from guide.content.guide import is_statement
from guide.content.schema import ARTICLE


@dataclass
class Notes:
    """The sources of one page in the order in which they are met; statements of the article share one number."""

    numbers: dict[str, int] = field(default_factory=dict)
    statements: dict[str, None] = field(default_factory=dict)
    printed: int | None = None
    """How many of them paper shows; the others are named in folds of tables alone. None: all."""

    def number(self, key: str) -> int:
        """The number of the source on this page, from 1."""
        if is_statement(key):
            self.statements[key.partition(":")[2]] = None
            key = ARTICLE
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def add(self, keys: Iterable[str]) -> None:
        """Take in sources that no mark on the page names."""
        for key in keys:
            self.number(key)
