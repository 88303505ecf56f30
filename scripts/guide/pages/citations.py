"""What a page cites: its sources in the order in which they are met, each with a number, and what each is cited for.

Knows that all statements of the source article are one source, and where a sentence ends; not how a mark looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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


# ---- what sources are cited for -----------------------------------------------------

_WHOLE = re.compile(r"\[[^\[\]]*\](?:\([^()\s]*\))?|`[^`]*`|\{\{[^{}]*\}\}")
"""Links, source marks, code and marks: no sentence ends inside one."""
_STOP = re.compile(r"[.!?…]")
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…][\"'”’)*_]*(?:[ \t]*\[\^[^\]]*\])*\s+"
    r"(?=[\"'“‘(\[*_]*(?:[^\W_a-z]|\{\{))"
)
"""Where a sentence of Markdown ends, its source marks taken in. A letter or a short name before the stop, as in Dr.,
shortens a word."""


def stretches(text: str, cited: Callable[[str], Iterable[str]]) -> list[tuple[str, list[str]]]:
    """The text cut behind each sentence that cites other sources than the next one that does, with its sources."""
    found: list[tuple[str, list[str]]] = []
    for sentence in _sentences(text):
        said, keys = sentence, list(cited(sentence))
        if found and (not found[-1][1] or set(found[-1][1]) == set(keys)):
            said, keys = found[-1][0] + said, [*found.pop()[1], *keys]
        found.append((said, keys))
    return found


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a block as they are written, with the space behind them."""
    start = 0
    for end in _END.finditer(_WHOLE.sub(lambda whole: _STOP.sub("x", whole[0]), text)):
        yield text[start : end.end()]
        start = end.end()
    yield text[start:]
