"""Turns source marks into numbered links, and gives each page the list of what it cites.

Knows `[^key]` and `[^article:2.3]`, in Markdown and in finished HTML; the look of a source's entry is a template's
business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import cycle

from guide.content import marks as grammar
from guide.content.guide import is_statement
from guide.content.schema import ARTICLE
from guide.ground.escape import NO_BREAK, Markdown, pieces

_MARKS = re.compile(r"(?:\[\^[^\]\s]+\])+")
_RUN = re.compile(r"[ \t]*(?:\[\^[^\]\s]+\][ \t]*)+")


@dataclass
class Notes:
    """The sources of one page in the order in which they are met; statements of the article share one number."""

    numbers: dict[str, int] = field(default_factory=dict)
    statements: dict[str, None] = field(default_factory=dict)

    def number(self, key: str) -> int:
        """The number of the source on this page, from 1."""
        if is_statement(key):
            self.statements[key.partition(":")[2]] = None
            key = ARTICLE
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def numbers_of(self, keys: Iterable[str]) -> list[int]:
        """The numbers of several sources."""
        return [self.number(key) for key in keys]


def marks(keys: Iterable[str]) -> Markdown:
    """Source marks for the keys, to put behind a claim."""
    return Markdown("".join(f"[^{key}]" for key in dict.fromkeys(keys)))


def gathered(block: str, more: tuple[str, ...] = ()) -> str:
    """The block with all its source marks (and those of `more`) once at its end, before an attribute list."""
    keys = [*grammar.cited(block), *more]
    if not keys:
        return block
    text = _RUN.sub(_gap, block).rstrip()
    attributes = re.search(r"\s*\{:?[ ]+[^{}\n]*\}\s*$", text)
    tail = attributes[0] if attributes else ""
    return text[: len(text) - len(tail)] + marks(keys) + tail


def _gap(run: re.Match[str]) -> str:
    """Between two words a space takes the place of the marks; before a stop or at an end, nothing."""
    following = run.string[run.end() : run.end() + 1]
    return " " if following.strip() and following not in ".,;:!?)" else ""


def numbered(text: str, notes: Notes, label: str) -> str:
    """The text with each mark as a small numbered link to the page's list of sources."""
    forms = cycle([_in_markdown, _in_html])
    return "".join(_numbered(piece, form, notes, label) for piece, form in zip(pieces(text), forms, strict=False))


def _numbered(piece: str, form: Callable[[int, str, str], str], notes: Notes, label: str) -> str:
    def links(run: re.Match[str]) -> str:
        keys = run[0].removeprefix("[^").removesuffix("]").split("][^")
        targets = {notes.number(key): ARTICLE if is_statement(key) else key for key in keys}
        return NO_BREAK.join(form(number, targets[number], f"{label} {number}") for number in sorted(targets))

    return _MARKS.sub(links, piece)


def _in_markdown(number: int, target: str, label: str) -> str:
    return f'[{number}](#source-{target}){{.cite aria-label="{label}"}}'


def _in_html(number: int, target: str, label: str) -> str:
    return f'<a href="#source-{target}" class="cite" aria-label="{label}">{number}</a>'
