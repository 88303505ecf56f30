"""Every key of every content file: misspelled or emptied, it ends in a message with its line, never in a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide.load import load
from guide.rules import check

SECOND = Path(__file__).resolve().parent / "second_guide" / "docs"
KEY = re.compile(r"^(?P<indent>[ -]*)(?P<key>[\w.\"-]+):(?P<value>.*)$")
NAMED_BY_AUTHORS = {"data/glossary.yml", "data/emergency.yml", "data/peers.yml"}
"""Files whose top-level keys are names that an author chooses freely."""

OPTIONAL = {"order", "term", "see", "aliases", "say", "plural", "questions", "treats", "excuses", "glossary", "excused"}
OPTIONAL |= {"clinic_name", "clinic_phone", "feedback_address"}


def keys() -> list[tuple[str, int]]:
    found = []
    for path in sorted([*SECOND.rglob("*.md"), *SECOND.rglob("*.yml")]):
        lines = path.read_text(encoding="utf-8").split("\n")
        end = lines.index("---", 1) if path.suffix == ".md" else len(lines)
        found += [(path.relative_to(SECOND).as_posix(), i) for i, line in enumerate(lines[:end]) if KEY.match(line)]
    return found


def problems(project: Path) -> list[str]:
    loaded = load(project / "docs")
    found = [*loaded.problems, *(check(loaded.guide) if loaded.guide else [])]
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
    assert found or (file in NAMED_BY_AUTHORS and not match["indent"]), original[line]
    if match["key"] in OPTIONAL or file.endswith(".md"):
        assert any(f"docs/{file}:{line + 1}:" in problem for problem in found) or "facts" in str(found), found
    if match["value"].strip():
        path.write_text(
            "\n".join([*original[:line], f"{match['indent']}{match['key']}:", *original[line + 1 :]]), "utf-8"
        )
        assert any(f"docs/{file}:{line + 1}:" in problem for problem in problems(project)) or match["key"] in OPTIONAL
