"""The one grammar of marks: `{{ verb: name.group }}` for what the build fills in, `[^key]` for a source.

Whoever wants to know what a text asks for asks here, so that what is checked and what is shown cannot differ. Knows how
marks are written and which sentences cite alike; not what any of them stands for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

NUMBER = "number"
"""The verb of a mark that is written without one."""

_MARK = re.compile(r"\{\{[ \t]*(?:(?P<verb>[a-z-]+):[ \t]*)?(?P<name>[\w-]+)(?:\.(?P<group>[0-9]{1,9}))?[ \t]*\}\}")
_CITE = re.compile(r"\[\^(?P<key>[^\]\s]+)\]")
_JOINS = re.compile(r"[*_'\"]*(?:\s|$|[.,;:!?…)\]}”’»])|(?<=\])[—–/-]")
"""What no space stands before once the source mark before it is gone: a stop, an end, the quotation mark or emphasis
that closes there; a dash that stood right behind the mark."""

_STRAY = re.compile(r"\{\{|\}\}|\[\^")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a text asks the build to fill in, and from where to where it is written. `group` counts from 1; 0 is all."""

    verb: str
    name: str
    group: int
    text: str
    start: int
    end: int

    @property
    def counts_from_one(self) -> bool:
        """False where the group is written as 0, or as 01."""
        return ".0" not in self.text


@dataclass(frozen=True, slots=True)
class Cite:
    """A source that a text names, and from where to where it does."""

    key: str
    text: str
    start: int
    end: int


def marks(text: str) -> list[Mark]:
    """All marks of the text, in order."""
    return [_mark(found) for found in _MARK.finditer(text)] if "{{" in text else []


def cites(text: str) -> list[Cite]:
    """All source marks of the text, in order."""
    if "[^" not in text:
        return []
    return [Cite(sys.intern(found["key"]), found[0], *found.span()) for found in _CITE.finditer(text)]


def cited(text: str) -> list[str]:
    """The keys of the sources that the text names, in order."""
    return [cite.key for cite in cites(text)]


def asked(text: str, verb: str) -> list[str]:
    """The names that marks of the verb ask for, in order."""
    return [mark.name for mark in marks(text) if mark.verb == verb]


def asks(text: str, verb: str, name: str) -> bool:
    """True if a mark asks for that."""
    return name in asked(text, verb)


def filled(text: str, write: Callable[[Mark], str]) -> str:
    """The text with what `write` makes of each mark in its place."""
    return _MARK.sub(lambda found: write(_mark(found)), text) if "{{" in text else text


def uncited(text: str) -> str:
    """The text without its source marks."""
    return _CITE.sub("", text) if "[^" in text else text


def parted(text: str) -> str:
    """The text without its source marks and the space around them: one stays, but for before what joins on."""
    return _RUN.sub(lambda run: "" if _JOINS.match(text, run.end()) else " ", text)


def without(text: str) -> str:
    """The text without marks of either kind."""
    return uncited(filled(text, lambda _: ""))


def blanked(text: str) -> str:
    """The text with blanks in the place of its marks, every other character where it was."""
    return _CITE.sub(_blank, _MARK.sub(_blank, text))


def struck(text: str, sign: str) -> str:
    """The text with a sign in the place of each character of its marks but for blanks, every other where it was."""
    return "".join(one if one == other else sign for one, other in zip(text, blanked(text), strict=True))


def masked(text: str, sign: Callable[[int], str]) -> str:
    """The text with a sign in the place of each mark, numbered in order: what reads Markdown must not read marks."""
    numbers = iter(range(len(text)))
    return _BOTH.sub(lambda _: sign(next(numbers)), text)


def stray(text: str) -> list[tuple[int, str]]:
    """What is left of a mark that is not whole: where it stands, and its first or last signs."""
    if not _STRAY.search(text):
        return []
    return [(found.start(), found[0]) for found in _STRAY.finditer(blanked(text))]


def part(name: str) -> str:
    """The mark that asks for a generated part."""
    return f"{{{{ part: {name} }}}}"


def _mark(found: re.Match[str]) -> Mark:
    return Mark(found["verb"] or NUMBER, found["name"], int(found["group"] or 0), found[0], *found.span())


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


_RUN = re.compile(rf"[ \t]*(?:{re.sub(r'[?]P<[a-z]+>', '?:', _CITE.pattern)}[ \t]*)+")
_BOTH = re.compile(f"{re.sub(r'[?]P<[a-z]+>', '?:', _MARK.pattern)}|{re.sub(r'[?]P<[a-z]+>', '?:', _CITE.pattern)}")

# ---- what is cited for what ------------------------------------------------------

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
    for _, sentence in sentences(text):
        said, keys = sentence, list(cited(sentence))
        if found and (not found[-1][1] or set(found[-1][1]) == set(keys)):
            said, keys = found[-1][0] + said, [*found.pop()[1], *keys]
        found.append((said, keys))
    return found


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of a block as they are written, with the space behind them, and where each begins."""
    hidden = _WHOLE.sub(lambda whole: _STOP.sub("x", whole[0]), text)
    bounds = [0, *(end.end() for end in _END.finditer(hidden)), len(text)]
    return [(start, text[start:end]) for start, end in pairwise(bounds)]
