"""Before it is published, a guide is told what must be mended and what its readers will miss."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from conftest import ROOT
from guide.commands import check_publish
from guide.commands.check_publish import unnamed, unowned, unreviewed
from guide.commands.review import of_all, recorded
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.content.schema import Reviewer

DAY, NEXT = datetime.date(2026, 12, 1), datetime.date(2027, 12, 1)
PAGE = "procedures/restuffing.md"


def read(project: Path) -> Guide:
    guide = load(Contents(project / "docs")).guide
    assert guide is not None
    return guide


def edit(project: Path, file: str, old: str, new: str) -> None:
    path = project / "docs" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def asked(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    (project / "overrides").symlink_to(ROOT / "overrides")
    monkeypatch.setattr(check_publish, "ROOT", project)
    code = check_publish.main()
    return (code, *capsys.readouterr())


def checked(project: Path) -> None:
    path = project / "docs" / PAGE
    guide, text = read(project), path.read_text(encoding="utf-8")
    reviewer = Reviewer(by="A. Reviewer", role="toy mender", on=DAY)
    path.write_text(recorded(text, (of_all(guide.pages[PAGE], guide, reviewer),), NEXT), "utf-8")


def test_a_guide_in_order_may_be_published(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, wrong = asked(project, monkeypatch, capsys)
    assert (code, wrong) == (0, "")
    assert "Nothing stands in the way." in said
    assert "pages say that nobody has reviewed them." in said


def test_a_text_that_waits_for_its_release_stops_it_at_its_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, PAGE, "summary: ", "summary: Now. ")
    code, _, wrong = asked(project, monkeypatch, capsys)
    assert code == 1
    assert f"docs/{PAGE}:" in wrong
    assert "release --on DATE" in wrong


def test_a_guide_with_problems_is_sent_to_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "data/clinic.yml", "country:", "land:")
    code, _, wrong = asked(project, monkeypatch, capsys)
    assert code == 1
    assert "run the build" in wrong


def test_what_paper_leaves_a_line_for_is_told_with_its_line(project: Path) -> None:
    edit(project, "data/clinic.yml", read(project).clinic.clinic_phone or '""', '""')
    told = [str(problem) for problem in unnamed(read(project))]
    assert any("clinic_phone is empty" in each and each.startswith("docs/data/clinic.yml:") for each in told)


def test_what_only_the_owner_can_say_is_asked_for_until_it_is_said(project: Path) -> None:
    assert len(list(unowned(read(project)))) == 2
    edit(project, "data/guide.yml", "funding: not stated", "funding: paid by the toy shop")
    assert ["conflicts" in str(problem) for problem in unowned(read(project))] == [True]


def test_a_clinic_that_asks_for_reviews_publishes_nothing_that_nobody_checked(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "data/guide.yml", "excuses: 1", "excuses: 1\nrequire_review: true")
    code, _, wrong = asked(project, monkeypatch, capsys)
    assert code == 1
    assert f"docs/{PAGE}:7:1: was never reviewed" in wrong


def test_a_review_frees_its_page_until_its_text_changes(project: Path) -> None:
    def waiting() -> list[str]:
        return [str(problem) for problem in unreviewed(read(project)) if problem.place.path == f"docs/{PAGE}"]

    assert len(waiting()) == 1
    checked(project)
    assert waiting() == []
    edit(project, PAGE, "summary: ", "summary: Now. ")
    assert ["changed since its review: summary" in each for each in waiting()] == [True]


def test_a_list_that_the_build_makes_needs_no_review(project: Path) -> None:
    assert "docs/numbers.md" not in {problem.place.path for problem in unreviewed(read(project))}
