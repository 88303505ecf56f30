"""Reviews: recorded by a command, listed by another, and said on every page."""

from __future__ import annotations

import datetime
from pathlib import Path

from guide.commands.review import due, recorded
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load

DAY = datetime.date(2026, 12, 1)
NEXT = datetime.date(2027, 12, 1)


def record(project: Path, by: str = "A. Reviewer") -> Guide:
    path = project / "docs" / "procedures" / "restuffing.md"
    path.write_text(recorded(path.read_text(encoding="utf-8"), by, "toy mender", DAY, NEXT), encoding="utf-8")
    loaded = load(Contents(project / "docs"))
    assert loaded.problems == ()
    assert loaded.guide is not None
    return loaded.guide


def test_a_recorded_review_is_read_back(project: Path) -> None:
    meta = record(project).pages["procedures/restuffing.md"].meta
    assert meta.reviewed is not None
    assert (meta.reviewed.by, meta.reviewed.role, meta.reviewed.on, meta.next_review) == (
        "A. Reviewer",
        "toy mender",
        DAY,
        NEXT,
    )


def test_a_second_review_takes_the_place_of_the_first(project: Path) -> None:
    record(project)
    record(project, 'B "Bear" Reviewer')
    text = (project / "docs" / "procedures" / "restuffing.md").read_text(encoding="utf-8")
    assert text.count("reviewed:") == text.count("next_review:") == 1
    meta = record(project, 'B "Bear" Reviewer').pages["procedures/restuffing.md"].meta
    assert meta.reviewed is not None
    assert meta.reviewed.by == 'B "Bear" Reviewer'


def test_nothing_else_in_the_file_changes(project: Path) -> None:
    path = project / "docs" / "procedures" / "restuffing.md"
    before = [line for line in path.read_text(encoding="utf-8").split("\n") if "review" not in line]
    record(project)
    after = [line for line in path.read_text(encoding="utf-8").split("\n") if "review" not in line]
    assert before == after


def test_pages_that_were_never_reviewed_are_due(small: Guide) -> None:
    never = [page.document.path for page in small.pages.values() if not page.meta.reviewed]
    assert sorted(line.partition(":")[0] for line in due(small, DAY)) == sorted(never)


def test_a_review_is_due_again_on_its_day(project: Path) -> None:
    guide = record(project)
    assert not [line for line in due(guide, DAY) if "restuffing" in line]
    assert "docs/procedures/restuffing.md: due since 2027-12-01" in due(guide, NEXT)
