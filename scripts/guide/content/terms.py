"""Finds glossary terms in running text: longest name first, whole words, one look-up a word.

Knows names and where they may begin and end. The cost of a text does not grow with the number of terms: each word is
looked up once in a table of first words, and only where one stands is more read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guide.content.schema import Term

GLOSSARY = "glossary.md"
"""The page that explains the terms."""

PART = "glossary"
"""The generated part of every page that explains terms."""

NO_BREAK = "\u00a0"
"""A space at which no line ends."""

_WORD = re.compile(r"[\w-]+")
_NEXT = re.compile(r"\s*([\w-]+)")
_NO_WORD = re.compile(r"[^\w-]")
_SIGNS = {code: " " for code in range(128) if _NO_WORD.match(chr(code))}


@dataclass(frozen=True)
class Name:
    """One way to write a term: its words, and whether capitals matter (MRI is not mri)."""

    key: str
    words: tuple[str, ...]
    exact: bool

    def end(self, text: str, start: int) -> int | None:
        """Where the name ends that starts there, with nothing but space between its words; None if none does."""
        end = start
        for word in self.words:
            said = _NEXT.match(text, end)
            if said is None or (said[1] if self.exact else _small(said[1])) != word:
                return None
            end = said.end()
        return end


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

    def may_be_in(self, text: str) -> bool:
        """False only for a text that holds no word with which a name begins; that is quickly told."""
        return not self._by_first.keys().isdisjoint(_only_words(text).split())

    def find(self, text: str) -> Iterator[Mention]:
        """Every mention in the text, from left to right, none inside another."""
        after = 0
        for start, word in sorted(self._starts(f" {_only_words(text)} ")):
            found = self._at(text, start, word) if start >= after else None
            if found:
                after = found.end
                yield found

    def _add(self, key: str, text: str) -> None:
        words = tuple(_WORD.findall(text))
        exact = any(len(word) > 1 and word.isupper() for word in words)
        said = words if exact else tuple(map(_small, words))
        self._by_first.setdefault(_small(words[0]), []).append(Name(key, said, exact))

    def _starts(self, spaced: str) -> Iterator[tuple[int, str]]:
        """Where the text has a word with which a name begins. `spaced` is the text between two spaces."""
        for word in self._by_first.keys() & spaced.split():
            at = spaced.find(f" {word} ")
            while at >= 0:
                yield at, word
                at = spaced.find(f" {word} ", at + 1)

    def _at(self, text: str, start: int, word: str) -> Mention | None:
        """The longest name that starts here, with this word."""
        for name in self._by_first[word]:
            if end := name.end(text, start):
                return Mention(name.key, start, end)
        return None


def _only_words(text: str) -> str:
    """The text in small letters, with a space in the place of each sign that is part of no word."""
    spaced = _small(text.replace(NO_BREAK, " "))
    return spaced.translate(_SIGNS) if spaced.isascii() else _NO_WORD.sub(" ", spaced)


def _small(text: str) -> str:
    """The text in small letters, each in its place: a few capitals have two small letters."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(letter.lower()[0] for letter in text)


def names_of(term: Term) -> Iterable[str]:
    """Every way to write the term: its name, its plural and its aliases."""
    return dict.fromkeys([term.term, term.plural or f"{term.term}s", *term.aliases])
