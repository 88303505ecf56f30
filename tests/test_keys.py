"""Every key of every content file: left out, misspelled or emptied, it ends in a message with its line, never in a
traceback. A key that stands below the same key in several files of a kind is tried where it stands first.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from conftest import ROOT, SECOND
from guide.checks.examination import Examination
from guide.content.document import read
from guide.content.files import Contents
from guide.content.load import load
from guide.ground.cache import Memory
from guide.ground.problems import Unreadable
from guide.pages.templates import read_words

WORDS = read_words(ROOT / "overrides" / "words.yml")
KEY = re.compile(r"^(?P<indent>[ -]*)(?P<key>[\w.\"-]+):(?P<value>.*)$")
NAMED_BY_AUTHORS = {
    "data/glossary.yml": "",
    "data/emergency.yml": "  ",
    "data/peers.yml": "",
    "data/certainty.yml": "  ",
}
"""Files with names that an author chooses freely, and how deep these stand."""

OF_ENTRIES = {f"data/{name}.yml" for name in ("glossary", "sources", "columns", "article", "peers", "inks")}
"""Files whose entries are alike."""
NAME_OF_A_FACT = "    "
"""How deep the names stand that an author chooses in the evidence beside a page."""

OPTIONAL = {
    "order",
    "weigh",
    "term",
    "see",
    "aliases",
    "say",
    "plural",
    "questions",
    "treats",
    "excuses",
    "glossary",
    "excused",
    "says",
}
MAY_BE_LEFT_OUT = {"order", "say", "plural", "aliases", "see", "glossary", "where", "excuses", "excused", "cite"}
MAY_BE_LEFT_OUT |= {"clinic_name", "clinic_phone", "feedback_address", "part", "facts", "written", "role", "columns"}
MAY_BE_LEFT_OUT |= {"signs", "weigh", "seen", "address", "least_facts", "term", "short", "treats"}
MAY_BE_LEFT_OUT |= {
    "numbers",
    "help",
    "ways",
    "home",
    "map",
    "map_part",
    "cards",
    "asks",
    "at",
    "next_review",
    "part_of",
    "about",
    "for",
}
MAY_BE_LEFT_OUT |= {"counted", "handouts", "booklet", "editions", "volume", "poster", "papers"}
MAY_BE_LEFT_OUT |= {"sure", "on", "but", "why", "advice", "serious", "figure", "rated", "design", "read", "trial"}
MAY_BE_LEFT_OUT |= {"effect", "often", "at_least_in_1000", "kind", "asked_of", "answers", "harms", "folded", "reasons"}
MAY_BE_LEFT_OUT |= {"levels", "head", "phones", "lines", "questions", "back"}
MAY_BE_LEFT_OUT |= {"forms", "says", "room", "same_words"}
MAY_BE_LEFT_OUT |= {"against", "no_harm_for", "asked", "danger", "drawing"}
MAY_BE_LEFT_OUT_OF = {("data/paper.yml", "title")}  # of a poster, which has the name of the guide then
LISTS_OF_AUTHORS = {"data/peers.yml", "data/glossary.yml", "data/reading.yml", "data/article.yml", "data/emergency.yml"}
LISTS_OF_AUTHORS |= {"data/certainty.yml"}
ANSWERED = {"risk", "how-long"}
"""Columns whose facts may be left out, as the page answers their questions."""
MAY_BE_LEFT_OUT |= ANSWERED
OPTIONAL |= {"course"}  # told where its layout stands
OPTIONAL |= {"clinic_name", "clinic_phone", "feedback_address"}
BY_COMMAND = "editions.yml"
"""The record that a command keeps."""


@dataclass(frozen=True)
class Spot:
    """A line with a key in a content file."""

    file: str
    line: int
    lines: tuple[str, ...]

    @property
    def match(self) -> re.Match[str]:
        return cast(re.Match[str], KEY.match(self.lines[self.line]))

    @property
    def key(self) -> str:
        return self.match["key"].strip(' -"')

    @property
    def names_a_fact(self) -> bool:
        """True for the name of a fact, of a part of a number or of an answer, in the evidence beside a page."""
        top = next((line for line in reversed(self.lines[: self.line]) if line[:1].strip()), "")
        depth = "  " if top in ("answers:", "harms:") else NAME_OF_A_FACT
        return self.file not in NAMED_BY_AUTHORS and "data/" not in self.file and self.match["indent"] == depth

    def without(self) -> str:
        """The text without the key and all that stands below it."""
        depth, end = len(self.match["indent"]), self.line + 1
        while end < len(self.lines) and self.lines[end].strip() not in ("", "---"):
            line = self.lines[end]
            if len(line) - len(line.lstrip(" ")) <= depth and not line.startswith(" " * depth + "- "):
                break
            end += 1
        return "\n".join([*self.lines[: self.line], *self.lines[end:]])

    def saying(self, line: str) -> str:
        """The text with another line in the key's place."""
        return "\n".join([*self.lines[: self.line], line, *self.lines[self.line + 1 :]])


def spots() -> Iterator[Spot]:
    seen = set()
    docs = SECOND / "docs"
    for path in sorted([*docs.rglob("*.md"), *docs.rglob("*.yml")]):
        if path.name != BY_COMMAND:
            for spot, place in in_file(path.relative_to(docs).as_posix(), path.read_text(encoding="utf-8").split("\n")):
                if place not in seen:
                    seen.add(place)
                    yield spot


def in_file(file: str, lines: list[str]) -> Iterator[tuple[Spot, tuple[object, ...]]]:
    """Each key of the file with its place: the kind of file, how deep it stands, and the key above it."""
    end = lines.index("---", 1) if file.endswith(".md") else len(lines)
    kind = next((line for line in lines if line.startswith("kind: ")), "") if file.endswith(".md") else file
    above: list[tuple[int, str]] = []
    for number, line in enumerate(lines[:end]):
        if match := KEY.match(line):
            depth = len(match["indent"])
            above = [*(each for each in above if each[0] < depth), (depth, match["key"])]
            if "parts" not in {key.strip(" ") for _, key in above[:-1]}:  # the addresses that a command wrote
                yield Spot(file, number, tuple(lines)), (kind, depth, *named([key for _, key in above[-3:]], file))


def named(above: list[str], file: str) -> list[str]:
    """The key and the one above it, if that one's name is the schema's and not the author's."""
    chosen = file in OF_ENTRIES or above[0] in {"numbers", "facts", "drawings", "groups", "regions", "kinds"}
    return above[-1:] if chosen else above[-2:]


class Forever(Memory):
    """Remembers what came of every page ever examined."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}

    def take(self, key: str) -> Any:
        return self.known.get(key)

    def put(self, key: str, value: Any) -> None:
        self.known[key] = value


class Desk:
    """The made-up guide, in which one file at a time says something else; what did not change is not read again."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(SECOND / "docs", folder / "docs")
        self.contents, self.memory = Contents(folder / "docs"), Forever()

    def problems(self, spot: Spot, text: str) -> list[str]:
        """What is wrong with the guide if the file says this."""
        path = self.contents.docs / spot.file
        path.write_text(text, encoding="utf-8")
        try:
            now: Any = read(path, self.contents.docs.parent)
        except Unreadable as error:
            now = error.problem
        path.write_text("\n".join(spot.lines), encoding="utf-8")
        known = SimpleNamespace(**{**vars(self.contents), "found": {**self.contents.found, path: now}})
        loaded = load(cast(Contents, known))
        examination = Examination(loaded.guide, WORDS, self.memory) if loaded.guide else None
        found = [*loaded.problems, *(examination.between if examination else ())]
        if examination and not found:  # going through all pages takes longest
            found = examination.all()[0]
        return [str(problem) for problem in found]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("keys"))


def test_a_key_that_is_left_out_is_reported_unless_it_may_be(desk: Desk) -> None:
    unsaid = []
    for spot in spots():
        found = desk.problems(spot, spot.without())
        assert all(re.match(r"docs/[\w./-]+:\d+:\d+: ", problem) for problem in found), found
        may = spot.key in MAY_BE_LEFT_OUT or (spot.file, spot.key) in MAY_BE_LEFT_OUT_OF
        if not (found or may or spot.file in LISTS_OF_AUTHORS or spot.names_a_fact):
            unsaid.append(f"{spot.file}:{spot.line + 1}: {spot.key}")
    assert unsaid == []


def test_a_misspelled_key_is_reported_with_its_line(desk: Desk) -> None:
    unsaid = []
    for spot in spots():
        found = desk.problems(
            spot, spot.saying(f"{spot.match['indent']}{spot.match['key'].strip(chr(34))}x:{spot.match['value']}")
        )
        here = any(f"docs/{spot.file}:{spot.line + 1}:" in problem for problem in found) or "facts" in str(found)
        must = spot.match["key"] in OPTIONAL or spot.file.endswith(".md")
        if spot.names_a_fact:
            continue
        if not (here if must else found or NAMED_BY_AUTHORS.get(spot.file, NAME_OF_A_FACT) == spot.match["indent"]):
            unsaid.append(f"{spot.file}:{spot.line + 1}: {spot.key}")
    assert unsaid == []


def test_a_misspelled_key_of_the_schema_is_one_problem(desk: Desk) -> None:
    told = {}
    for spot in spots():
        key = spot.match["key"].strip('"')
        found = desk.problems(spot, spot.saying(f"{spot.match['indent']}{key}x:{spot.match['value']}"))
        if len(found) > 1 and any(f'key "{key}x" is unknown' in problem for problem in found):
            told[f"{spot.file}:{spot.line + 1}"] = found
    assert told == {}


def test_a_key_without_its_value_is_reported_with_its_line(desk: Desk) -> None:
    unsaid = []
    for spot in (spot for spot in spots() if spot.match["value"].strip() and spot.match["key"] not in OPTIONAL):
        found = desk.problems(spot, spot.saying(f"{spot.match['indent']}{spot.match['key']}:"))
        if not any(f"docs/{spot.file}:{spot.line + 1}:" in problem for problem in found):
            unsaid.append(f"{spot.file}:{spot.line + 1}: {spot.key}")
    assert unsaid == []
