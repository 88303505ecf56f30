"""Counts the glossary links that a plain page must have, in the slow and obvious way: every term at every word.

Shares no code with the linker, so that the two can be held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def links(body: str, terms: Sequence[str]) -> int:
    """How many links the page has: one for each term in each section that mentions it, the longest name first."""
    longest_first = sorted(terms, key=lambda term: -len(term.split()))
    return sum(_in_section(section, longest_first) for section in re.split(r"^## .*$", body, flags=re.MULTILINE))


def _in_section(section: str, terms: Sequence[str]) -> int:
    found: set[str] = set()
    for paragraph in re.sub(r"\[\^[^\]]*\]", "", section).split("\n\n"):
        words = [word.strip(".,?").lower() for word in paragraph.split()]
        place = 0
        while place < len(words):
            term = _term_at(words[place:], terms)
            found |= {term} if term else set()
            place += len(term.split()) if term else 1
    return len(found)


def _term_at(words: Sequence[str], terms: Sequence[str]) -> str:
    for term in terms:
        parts = term.split()
        for form in (parts, [*parts[:-1], f"{parts[-1]}s"]):
            if list(words[: len(parts)]) == form:
                return term
    return ""
