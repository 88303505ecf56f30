"""Reads one content file: its values, its prose, and the place of every part of it.

Knows front matter, not what any key means. Values stay text until the schema types them, so that `on` and
`No` are words and not truth values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from guide.content.document.values import Loader, Written, cut_by_comments, values
from guide.ground.alike import composed
from guide.ground.problems import Place, Problem, Unreadable

LONGEST_LINE = 10_000
LARGEST_PAGE = 200_000
LARGEST_DATA = 2_000_000

_KINDS = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
"""Unicode's categories of what controls text and is not seen in it, or is for private use."""

_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e0fff]"
)
"""What else Unicode lets programs ignore (Default_Ignorable_Code_Point), and what is no character."""

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """One file: `path` from the project's root, `body` the prose from line `body_line` on."""

    path: str
    body: str = ""
    body_line: int = 1
    source: str = field(default="", repr=False, compare=False)
    """Its YAML as it is written."""
    yaml_line: int = 1
    evidence: Document | None = field(default=None, repr=False, compare=False)
    """What a page stands on, a file of its own."""
    written: Document | None = field(default=None, repr=False, compare=False)
    """What the author wrote, where this is what was meant: places are those of what is written."""

    @property
    def data(self) -> str:
        """All its YAML as it is written, that of its evidence included."""
        return f"{self.source}\n{self.evidence.source}" if self.evidence else self.source

    def place(self, *loc: str | int, key: bool = False) -> Place:
        """Where the value at `loc` stands (its key, with `key=True`); the nearest parent if it is missing."""
        if self.evidence and loc and self.evidence.holds(loc[0]):
            return self.evidence.place(*loc, key=key)
        node, mark = self._node, None
        for part in loc:
            found = self._child(node, part)
            if found is None:
                continue
            label, node = found
            mark = label if key else node.start_mark
        if mark is None and node is not None:
            mark = node.start_mark
        return self._at(mark)

    @property
    def beside(self) -> str:
        """The path of the file beside a page that says what it stands on, whether it is there or not."""
        return str(PurePosixPath(self.path).with_suffix(".yml"))

    def holds(self, key: str | int) -> bool:
        """True if the key stands in the file, at its top."""
        return self._child(self._node, key) is not None

    def comments_in_texts(self) -> Iterator[tuple[Place, str]]:
        """Where a comment stands right behind a text of words, and the comment."""
        return cut_by_comments(Written(self.path, self.source, self.yaml_line))

    def prose_place(self, line: int, column: int = 1) -> Place:
        """Where line `line` of the body (from 1) stands in the file."""
        if self.written:
            column = _column(self.body.split("\n")[line - 1], self.written.body.split("\n")[line - 1], column)
        return Place(self.path, self.body_line + line - 1, column)

    def _child(self, node: yaml.Node | None, part: str | int) -> tuple[Any, yaml.Node] | None:
        if isinstance(node, yaml.MappingNode):
            if id(node) not in self._keys:
                self._keys[id(node)] = {key.value: (key.start_mark, value) for key, value in node.value}
            return self._keys[id(node)].get(str(part))
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            return node.value[part].start_mark, node.value[part]
        return None

    @cached_property
    def _node(self) -> yaml.Node | None:
        """The YAML with the place of every part, read again when a place is asked for: few are, and it is large."""
        return yaml.compose(self.source, Loader=Loader)

    @cached_property
    def _keys(self) -> dict[int, dict[str, tuple[Any, yaml.Node]]]:
        """The keys of each group of keys that was looked into: long data files are asked for thousands of places."""
        return {}

    def _at(self, mark: Any) -> Place:
        if mark is None:
            return Place(self.path)
        return Place(self.path, self.yaml_line + mark.line, mark.column + 1)


def read(path: Path, root: Path) -> tuple[Document, Any]:
    """The file at `path`: all YAML, or front matter and prose if it ends in .md; and its values. Raises Unreadable."""
    name = path.relative_to(root).as_posix()
    text = read_text(path, name)
    if path.suffix != ".md":
        return Document(name, source=text), values(Written(name, text, 1))
    front = _FRONT.match(text)
    if not front:
        raise Unreadable(_front_problem(name, text))
    body, line = text[front.end() :], text.count("\n", 0, front.end()) + 1
    return Document(name, body, line, front["yaml"], yaml_line=2), values(Written(name, front["yaml"], 2))


def read_text(path: Path, name: str) -> str:
    """The file's text, its line ends and accents made alike; problems call it `name`. Raises Unreadable."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(Problem(Place(name), f"cannot be read ({error.strerror})", "check the file")) from None
    largest = LARGEST_PAGE if path.suffix == ".md" else LARGEST_DATA
    if len(raw) > largest:
        raise Unreadable(Problem(Place(name), f"is larger than {largest:,} bytes", "split the file"))
    text = composed(_decoded(raw, name).replace("\r\n", "\n").replace("\r", "\n"))
    lengths = [*map(len, text.split("\n"))]
    if max(lengths) > LONGEST_LINE:
        place = Place(name, next(number for number, length in enumerate(lengths, 1) if length > LONGEST_LINE))
        raise Unreadable(Problem(place, f"line is longer than {LONGEST_LINE:,} characters", "break the line"))
    if sign := hidden(text):
        raise Unreadable(_hidden_problem(name, text, sign))
    return text


def unseen(settings: Path) -> list[Problem]:
    """Characters that nobody sees, in the settings of a site: its name and its description are shown on every page."""
    try:
        written = Written(settings.name, read_text(settings, settings.name), 1)
    except Unreadable as error:
        return [error.problem]
    return [
        Problem(place, f"holds the hidden character {named(hidden(text))}, written as an escape", "remove it")
        for place, text in written.texts()
        if hidden(text)
    ]


def hidden(text: str) -> str:
    """The first character of a text that no page can show or no reader can see; empty if there is none."""
    return min(filter(_is_hidden, set(text)), key=text.index, default="")


def named(sign: str) -> str:
    """How a problem calls a character that nobody sees."""
    nameless = {"Cc": "a control character", "Co": "a character for private use", "Cs": "half of a character"}
    name = unicodedata.name(sign, nameless.get(unicodedata.category(sign), "no character")).lower()
    return f"U+{ord(sign):04X} ({name})"


@cache
def _is_hidden(sign: str) -> bool:
    never = ord(sign) & 0xFFFE == 0xFFFE  # the last two of each plane are no characters
    return sign not in "\n\r\t" and (never or unicodedata.category(sign) in _KINDS or bool(_IGNORED.match(sign)))


def _column(line: str, written: str, column: int) -> int:
    """The column of a line as it is written that belongs to this one of the line as it was meant."""
    for one, other, size in SequenceMatcher(None, line, written, autojunk=False).get_matching_blocks():
        if column - 1 < one + size:
            return other + max(1, column - one)
    return column


def _hidden_problem(name: str, text: str, sign: str) -> Problem:
    offset = text.index(sign)
    line = text.count("\n", 0, offset) + 1
    lines = [number for number, there in enumerate(text.split("\n"), 1) if number > line and hidden(there)]
    fix = f"remove it, and those in line {', '.join(map(str, lines))}" if lines else "remove it"
    place = Place(name, line, offset - text.rfind("\n", 0, offset))
    return Problem(place, f"holds the hidden character {named(sign)}", fix)


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        place = Place(name, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        raise Unreadable(Problem(place, "is not UTF-8 text", "save the file as UTF-8")) from None


def _front_problem(name: str, text: str) -> Problem:
    if text.startswith("---"):
        return Problem(Place(name), "front matter has no end", "close it with a line of three dashes (---)")
    return Problem(Place(name), "has no front matter", "start the file with three dashes (---), keys, three dashes")
