"""Every key of every content file: misspelled or emptied, it ends in a message with its line, never in a traceback."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from guide.checks.examination import Examination
from guide.content.files import Contents
from guide.content.load import load
from guide.pages.templates import read_words

SECOND = Path(__file__).resolve().parent / "second_guide" / "docs"
WORDS = read_words(ROOT / "overrides" / "words.yml")
KEY = re.compile(r"^(?P<indent>[ -]*)(?P<key>[\w.\"-]+):(?P<value>.*)$")
NAMED_BY_AUTHORS = {"data/glossary.yml": "", "data/emergency.yml": "  ", "data/peers.yml": ""}
"""Files with names that an author chooses freely, and how deep these stand."""

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
}
MAY_BE_LEFT_OUT = {"order", "say", "plural", "aliases", "see", "glossary", "where", "excuses", "excused", "cite"}
MAY_BE_LEFT_OUT |= {"clinic_name", "clinic_phone", "feedback_address", "part", "facts", "written", "role", "columns"}
MAY_BE_LEFT_OUT |= {"signs", "weigh", "seen", "address", "least_facts", "term", "short", "treats"}
MAY_BE_LEFT_OUT |= {"help", "ways", "next_review", "part_of", "about", "for"}
MAY_BE_LEFT_OUT |= {"counted", "handouts", "booklet", "editions", "volume", "poster", "papers"}
LISTS_OF_AUTHORS = {"data/peers.yml", "data/glossary.yml", "data/reading.yml", "data/article.yml", "data/emergency.yml"}
OPTIONAL |= {"clinic_name", "clinic_phone", "feedback_address"}


def content(docs: Path) -> list[Path]:
    """What authors write: every file but the record that a command keeps."""
    return [path for path in sorted([*docs.rglob("*.md"), *docs.rglob("*.yml")]) if path.name != "editions.yml"]


def keys() -> list[tuple[str, int]]:
    found = []
    for path in content(SECOND):
        lines = path.read_text(encoding="utf-8").split("\n")
        end = lines.index("---", 1) if path.suffix == ".md" else len(lines)
        found += [(path.relative_to(SECOND).as_posix(), i) for i, line in enumerate(lines[:end]) if KEY.match(line)]
    return found


def real_sample() -> list[tuple[Path, int]]:
    """Some keys of the real guide's content, the same ones each time."""
    found = []
    for path in content(ROOT / "docs"):
        lines = path.read_text(encoding="utf-8").split("\n")
        end = lines.index("---", 1) if path.suffix == ".md" else len(lines)
        found += [(path, index) for index, line in enumerate(lines[:end]) if re.match(r"^ *[\w-]+:", line)]
    return random.Random(7).sample(found, 15)


@pytest.mark.parametrize(("path", "line"), real_sample(), ids=lambda value: getattr(value, "stem", str(value)))
def test_a_misspelled_key_of_the_real_guide_is_reported_by_line(path: Path, line: int, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    copy = tmp_path / path.relative_to(ROOT)
    lines = copy.read_text(encoding="utf-8").split("\n")
    lines[line] = lines[line].replace(":", "zzz:", 1)
    copy.write_text("\n".join(lines), encoding="utf-8")
    loaded = load(Contents(tmp_path / "docs"))
    found = [*loaded.problems, *(Examination(loaded.guide, WORDS).all()[0] if loaded.guide else [])]
    name = copy.relative_to(tmp_path).as_posix()
    key = lines[line].split("zzz:")[0].strip()
    assert any(problem.place.path == name or f'"{key}"' in problem.what for problem in found), lines[line]


def without(lines: list[str], line: int) -> list[str]:
    """The lines without the key at `line` and all that stands below it."""
    match = KEY.match(lines[line])
    assert match
    depth, end = len(match["indent"]), line + 1
    while end < len(lines) and lines[end].strip() not in ("", "---"):
        if len(lines[end]) - len(lines[end].lstrip(" ")) <= depth and not lines[end].startswith(" " * depth + "- "):
            break
        end += 1
    return [*lines[:line], *lines[end:]]


@pytest.mark.parametrize(("file", "line"), keys(), ids=lambda value: str(value))
def test_a_deleted_key_is_reported_unless_it_may_be_left_out(file: str, line: int, project: Path) -> None:
    path = project / "docs" / file
    lines = path.read_text(encoding="utf-8").split("\n")
    match = KEY.match(lines[line])
    assert match
    path.write_text("\n".join(without(lines, line)), encoding="utf-8")
    found, key = problems(project), match["key"].strip(' -"')
    assert found or key in MAY_BE_LEFT_OUT or file in LISTS_OF_AUTHORS, lines[line]
    assert all(re.match(r"docs/[\w./-]+:\d+:\d+: ", problem) for problem in found)


def problems(project: Path) -> list[str]:
    loaded = load(Contents(project / "docs"))
    found = list(loaded.problems)
    if loaded.guide:
        found += Examination(loaded.guide, WORDS).all()[0]
    return [str(problem) for problem in found]


@pytest.mark.parametrize(("file", "line"), keys(), ids=lambda value: str(value))
def test_a_misspelled_or_mistyped_key_is_reported_by_line(file: str, line: int, project: Path) -> None:
    path = project / "docs" / file
    original = path.read_text(encoding="utf-8").split("\n")
    match = KEY.match(original[line])
    assert match
    misspelled = [
        *original[:line],
        f"{match['indent']}{match['key'].strip(chr(34))}x:{match['value']}",
        *original[line + 1 :],
    ]
    path.write_text("\n".join(misspelled), encoding="utf-8")
    found = problems(project)
    assert found or NAMED_BY_AUTHORS.get(file) == match["indent"], original[line]
    if match["key"] in OPTIONAL or file.endswith(".md"):
        assert any(f"docs/{file}:{line + 1}:" in problem for problem in found) or "facts" in str(found), found
    if match["value"].strip():
        path.write_text(
            "\n".join([*original[:line], f"{match['indent']}{match['key']}:", *original[line + 1 :]]), "utf-8"
        )
        assert any(f"docs/{file}:{line + 1}:" in problem for problem in problems(project)) or match["key"] in OPTIONAL
