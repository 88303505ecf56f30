"""How a text says a share or a multiple without data: "one in five", "half of", "twice as many", "9 in 10".

Knows how the lists of a language are read and looked for; which numbers and forms there are stands in the words.
Numbers are found first, and a sign takes the place of each: a form is then looked for once, whatever its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from guide.ground.alike import folded

_APART = r"(?:\s+|[-\u2010\u2011])"
"""What stands between the words of a number."""
_BETWEEN = r"(?:\s+\(?|[-\u2010\u2011])"
"""What stands between the words of a form."""
_WORD = r"[\w'\u2019]+"
_ANY, _REST = "\ue000", "\uf8ff"
"""Signs in the place of a number: of its first character, and of each further one. Those between stand for the numbers
that forms name. No content may hold one."""
_SIGNED = f"[{_ANY}-\uf8fe]{_REST}*+"


@dataclass(frozen=True)
class Counting:
    """Lists with commas, as the words of the interface hold them: names of numbers; forms, with # for a number, ... for
    any word, and + after a word that a comma may follow; other forms, which are found first and say none."""

    numbers: str
    forms: str
    others: str

    def shares(self, text: str, *, figures: bool = False) -> Iterator[str]:
        """The shares and multiples that the text says in words; with `figures`, numbers may stand in figures too."""
        for found in self._forms.finditer(self._signed(text, figures=figures)):
            if found["share"]:
                yield text[found.start() : found.end()]

    def is_one(self, text: str) -> bool:
        """True for a text that is a number or a share and nothing else."""
        found = self._forms.match(signed := self._signed(text, figures=True))
        of_a_form = bool(found and found["share"] and found.end() == len(text))
        return of_a_form or bool(re.fullmatch(_SIGNED, signed))

    def _signed(self, text: str, *, figures: bool) -> str:
        """The text with signs in the place of its numbers, every other character where it was."""
        return (self._figures if figures else self._numbers).sub(self._sign, text)

    def _sign(self, number: re.Match[str]) -> str:
        return self._named.get(_phrase(number[0]), _ANY) + _REST * (len(number[0]) - 1)

    @cached_property
    def _named(self) -> Mapping[str, str]:
        """The sign of each number that a form names."""
        lists = f"{self.forms}, {self.others}"
        phrases = dict.fromkeys(_phrase(found[0]) for found in self._numbers.finditer(lists))
        return {phrase: chr(ord(_ANY) + at) for at, phrase in enumerate(phrases, 1)}

    @cached_property
    def _numbers(self) -> re.Pattern[str]:
        return self._number("")

    @cached_property
    def _figures(self) -> re.Pattern[str]:
        return self._number(r"|\d+(?:[.,]\d+)*")

    def _number(self, more: str) -> re.Pattern[str]:
        names = "|".join(_APART.join(map(re.escape, name.split())) for name in self.numbers.split(", "))
        one = f"(?:{names}{more})"
        return re.compile(rf"(?<!\w){one}(?:{_APART}{one})*(?:(?!\w)|(?=fold(?!\w)))", re.IGNORECASE)

    @cached_property
    def _forms(self) -> re.Pattern[str]:
        share, none = self._any_of(self.forms), self._any_of(self.others)
        return re.compile(rf"(?<![\w-])(?:{none}|(?P<share>{share}))(?![\w-])", re.IGNORECASE)

    def _any_of(self, listed: str) -> str:
        """One pattern for all forms of the list: what begins alike is looked for once."""
        begins: dict[str, list[str]] = {}
        for form in self._signed(listed, figures=False).split(", "):
            first, *others = map(_pattern, form.split())
            begins.setdefault(first, []).append("".join(_BETWEEN + other for other in others))
        return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in begins.items()) + ")"


@cache
def counting(numbers: str, forms: str, others: str) -> Counting:
    """The lists of a language, read once."""
    return Counting(numbers, forms, others)


def _phrase(number: str) -> str:
    return folded(number).replace("-", " ")


def _pattern(word: str) -> str:
    """The pattern for a word of a form."""
    word, comma = word.removesuffix("+"), ",?" if word.endswith("+") else ""
    known = {"#": _SIGNED, "#fold": f"{_SIGNED}fold", "...": _WORD}
    return known.get(word, re.escape(word)) + comma
