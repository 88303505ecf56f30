"""Finds glossary terms in running text: longest name first, whole words, one look-up a word.

Knows names and where they may begin and end. The cost of a text does not grow with the number of terms: each word is
looked up once in a table of first words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guide.model import Term

GLOSSARY = "glossary.md"
"""The page that explains the terms."""

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Name:
    """One way to write a term: its words, and whether capitals matter (MRI is not mri)."""

    key: str
    words: tuple[str, ...]
    exact: bool


@dataclass(frozen=True)
class Mention:
    """A term found in a text, from `start` up to `end`."""

    key: str
    start: int
    end: int


class Names:
    """All names of all terms, ready to be found."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._by_first: dict[str, list[Name]] = {}
        for key, term in terms.items():
            for text in names_of(term):
                self._add(key, text)
        for names in self._by_first.values():
            names.sort(key=lambda name: len(name.words), reverse=True)

    def find(self, text: str) -> Iterator[Mention]:
        """Every mention in the text, from left to right, none inside another."""
        found = list(_WORD.finditer(text))
        index = 0
        while index < len(found):
            name = self._at(text, found, index)
            if name is None:
                index += 1
                continue
            last = index + len(name.words) - 1
            yield Mention(name.key, found[index].start(), found[last].end())
            index = last + 1

    def _add(self, key: str, text: str) -> None:
        words = tuple(_WORD.findall(text))
        exact = any(len(word) > 1 and word.isupper() for word in words)
        folded = words if exact else tuple(word.casefold() for word in words)
        self._by_first.setdefault(words[0].casefold(), []).append(Name(key, folded, exact))

    def _at(self, text: str, found: list[re.Match[str]], index: int) -> Name | None:
        for name in self._by_first.get(found[index][0].casefold(), ()):
            if _stands(name, text, found[index : index + len(name.words)]):
                return name
        return None


def names_of(term: Term) -> Iterable[str]:
    """Every way to write the term: its name, its plural and its aliases."""
    return dict.fromkeys([term.term, term.plural or f"{term.term}s", *term.aliases])


def _stands(name: Name, text: str, words: list[re.Match[str]]) -> bool:
    if len(words) < len(name.words):
        return False
    seen = tuple(word[0] if name.exact else word[0].casefold() for word in words)
    gaps = (text[before.end() : after.start()] for before, after in zip(words, words[1:], strict=False))
    return seen == name.words and all(gap and not gap.strip() for gap in gaps)
