"""Finds glossary terms in running text: longest name first, whole words, one look-up a word.

Knows names and where they may begin and end. The cost of a text does not grow with the number of terms: each word is
looked up once in a table of first words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from guide.model import Term
from guide.verbatim import NO_BREAK

GLOSSARY = "glossary.md"
"""The page that explains the terms."""

PART = "{{ part: glossary }}"
"""What stands on every page that explains terms."""

_WORD = re.compile(r"([\w-]+)")
_SIGNS = {code: " " for code in range(128) if not _WORD.match(chr(code))}
"""What parts words in a text of English letters, which is cut much faster so."""


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


@dataclass(frozen=True)
class _Said:
    """A text as its words, as they are written and without capitals, and what stands behind each."""

    words: list[str]
    folded: list[str]
    gaps: list[str]

    def has(self, name: Name, index: int) -> bool:
        """True where the name stands from this word on, with nothing but space between its words."""
        end = index + len(name.words)
        said = self.words if name.exact else self.folded
        return tuple(said[index:end]) == name.words and all(map(str.isspace, self.gaps[index : end - 1]))


class Names:
    """All names of all terms, ready to be found."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._by_first: dict[str, list[Name]] = {}
        for key, term in terms.items():
            for text in names_of(term):
                self._add(key, text)
        for names in self._by_first.values():
            names.sort(key=lambda name: len(name.words), reverse=True)

    def may_be_in(self, text: str) -> bool:
        """False only for a text that holds no word with which a name begins; that is quickly told."""
        spaced = text.replace(NO_BREAK, " ")
        plain = spaced.isascii()
        words = spaced.lower().translate(_SIGNS).split() if plain else map(str.casefold, _WORD.findall(text))
        return not self._by_first.keys().isdisjoint(words)

    def find(self, text: str) -> Iterator[Mention]:
        """Every mention in the text, from left to right, none inside another."""
        pieces = _WORD.split(text)
        said = _Said(pieces[1::2], list(map(str.casefold, pieces[1::2])), pieces[2::2])
        ends = list(accumulate(map(len, pieces)))
        after = 0
        for index, word in enumerate(said.folded):
            if word in self._by_first and index >= after and (name := self._at(said, index)):
                after = index + len(name.words)
                yield Mention(name.key, ends[2 * index], ends[2 * after - 1])

    def _add(self, key: str, text: str) -> None:
        words = tuple(_WORD.findall(text))
        exact = any(len(word) > 1 and word.isupper() for word in words)
        folded = words if exact else tuple(word.casefold() for word in words)
        self._by_first.setdefault(words[0].casefold(), []).append(Name(key, folded, exact))

    def _at(self, said: _Said, index: int) -> Name | None:
        """The longest name that starts with this word of the text."""
        return next((name for name in self._by_first[said.folded[index]] if said.has(name, index)), None)


def names_of(term: Term) -> Iterable[str]:
    """Every way to write the term: its name, its plural and its aliases."""
    return dict.fromkeys([term.term, term.plural or f"{term.term}s", *term.aliases])
