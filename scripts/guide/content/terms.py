"""Finds glossary terms in running text: longest name first, whole words, one look-up a word.

Knows names, whatever signs they hold, and where they may begin and end. The cost of a text does not grow with the
number of terms: each word is looked up once in a table of first words, and only where one stands is more read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from guide.content import numbers
from guide.content.schema import Term
from guide.ground.alike import dashed, has_dash, plain

GLOSSARY = "glossary.md"
"""The page that explains the terms."""

PART = "glossary"
"""The generated part of every page that explains terms."""

NO_BREAK = "\u00a0"
"""A space at which no line ends."""

NO_TEXT = "\0"
"""A sign that is part of no word, and of no name."""

_LETTERS = r"\w\u0300-\u036f-"
"""What words are made of: an accent that no letter carries is part of one too."""
_WORD = re.compile(rf"[{_LETTERS}]+")
_PIECE = re.compile(rf"(?P<space>\s+)|(?P<word>[{_LETTERS}]+)|.", re.DOTALL)
_NO_WORD = re.compile(rf"[^{_LETTERS}]")
_CONSONANT_Y = re.compile("[^aeiou]y$")
_HISSES = re.compile("(?:s|x|z|ch|sh)$")
_ADDRESS = re.compile(r"\S*(?:://|@)\S*")
_SIGNS = {code: " " for code in range(128) if _NO_WORD.match(chr(code))}


@dataclass(frozen=True)
class Name:
    """One way to write a term: the signs before its first word, and all from that word on."""

    key: str
    before: str
    rest: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All from the first word on, with any space in the place of a space, and no part of a word behind it."""
        return re.compile("".join(map(_pattern, _PIECE.finditer(self.rest))) + rf"(?![{_LETTERS}])")

    def found(self, text: str, first: int) -> Mention | None:
        """The mention whose first word starts there; None if there is none."""
        start, rest = first - len(self.before), self.pattern.match(text, first)
        return Mention(self.key, start, rest.end()) if rest and text[max(start, 0) : first] == self.before else None


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
            for written in dict.fromkeys(way for name in names_of(term) for way in _ways(name)):
                self._add(key, written)
        for names in self._by_first.values():
            names.sort(key=lambda name: len(name.rest), reverse=True)

    def find(self, written: str) -> Iterator[Mention]:
        """Every mention in the text, from left to right, none inside another and none inside an address."""
        if "://" in written or "@" in written:
            written = _ADDRESS.sub(lambda address: NO_TEXT * len(address[0]), written)
        text, after = plain(written), 0
        for first, word in sorted(self._starts(f" {_only_words(text)} ")):
            found = self._at(text, first, word) if first >= after else None
            if found and found.start >= after:
                after = found.end
                yield found

    def _add(self, key: str, name: str) -> None:
        """A name without a word is none: nothing could be looked up."""
        if first := _WORD.search(name):
            known = self._by_first.setdefault(_small(first[0]), [])
            known.append(Name(key, name[: first.start()], name[first.start() :]))

    def _starts(self, spaced: str) -> Iterator[tuple[int, str]]:
        """Where the text has a word with which a name begins. `spaced` is the text between two spaces."""
        for word in self._by_first.keys() & spaced.split():
            at = spaced.find(f" {word} ")
            while at >= 0:
                yield at, word
                at = spaced.find(f" {word} ", at + 1)

    def _at(self, text: str, first: int, word: str) -> Mention | None:
        """The longest name whose first word, this one, starts there."""
        return next((found for name in self._by_first[word] if (found := name.found(text, first))), None)


def _ways(name: str) -> Iterator[str]:
    """The name as it is looked for: as it is, and with the short dash or the hyphen that another hand writes in it."""
    said = plain(name)
    yield said
    if has_dash(said):
        yield said.replace("–", "-")
        yield from (dashed(said, dash) for dash in "-–")


def _pattern(piece: re.Match[str]) -> str:
    """What stands in a text for a space, a word or a sign of a name."""
    if piece["space"]:
        return r"\s+"
    said = re.escape(piece[0])
    return f"(?i:{said})" if piece["word"] and not _in_capitals(piece[0]) else said


def _in_capitals(word: str) -> bool:
    """True for MRI, and for its plural: it is not mri."""
    letters = word.removesuffix("s")
    return len(letters) > 1 and letters.isupper()


def _only_words(text: str) -> str:
    """The text in small letters, with a space in the place of each sign that is part of no word."""
    small = _small(text)
    return small.translate(_SIGNS) if small.isascii() else _NO_WORD.sub(" ", small)


def _small(text: str) -> str:
    """The text in small letters, each in its place: a few capitals have two small letters."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(letter.lower()[0] for letter in text)


def meaning(term: Term, words: Mapping[str, str]) -> str:
    """What the term means, and how common it is where that is known."""
    return f"{term.definition} {numbers.outcome(term.common, words)}." if term.common else term.definition


def is_address(text: str) -> bool:
    """True for what no mention is found in."""
    return bool(_ADDRESS.search(text))


def names_of(term: Term) -> Iterable[str]:
    """Every way to write the term: its name, its plural and its aliases."""
    return dict.fromkeys([term.term, term.plural or _plural(term.term), *term.aliases])


def _plural(name: str) -> str:
    """The regular plural of a name."""
    if _CONSONANT_Y.search(name):
        return f"{name[:-1]}ies"
    return f"{name}es" if _HISSES.search(name) else f"{name}s"
