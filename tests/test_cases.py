"""Golden cases: the made-up guide with one thing changed, and what the build must say about it.

Each file in tests/cases/ names changes and the problems they cause. Run with UPDATE_CASES=1 to write the problems
anew, then read what changed.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from guide.build import open_build
from guide.content.files import Contents
from guide.ground import parallel
from guide.ground.problems import BadGuide
from judging import problems_in, spoil

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_build_says_what_is_wrong_and_where(case: Path, project: Path) -> None:
    data = yaml.safe_load(case.read_text(encoding="utf-8"))
    for change in data["changes"]:
        spoil(project, change)
    found = problems_in(project)
    if os.environ.get("UPDATE_CASES"):
        data["problems"] = found
        case.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=200), encoding="utf-8")
    assert found == data["problems"]


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_a_build_says_the_same_on_any_number_of_cores(
    processes: int, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "ENOUGH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: processes)
    for case in ("several-problems-at-once", "script-in-prose", "unused-number"):
        data = yaml.safe_load((CASES[0].parent / f"{case}.yml").read_text(encoding="utf-8"))
        docs = shutil.copytree(project / "docs", project / case / "docs")
        for change in data["changes"]:
            spoil(docs.parent, change)
        with pytest.raises(BadGuide) as refusal:
            open_build(Contents(docs), ROOT / "overrides", "")
        assert str(refusal.value).split("\n")[1:] == data["problems"], case


def test_the_made_up_guide_has_no_problems(project: Path) -> None:
    assert problems_in(project) == []
