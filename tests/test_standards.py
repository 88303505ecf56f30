"""Gates that can fail: for each gate of the registry the made-up guide holds, and a guide that breaks it and no other.

What breaks a gate stands in tests/gates/<its key>.yml: guides, each with its changes to the made-up guide, the pages
on which the gate then fails, and what a build prints; `by: schema` where the file cannot even be read. A gate that a
golden case breaks is named in tests/gates/cases.yml instead. Run with UPDATE_CASES=1 to write pages and problems anew,
then read what changed.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import SECOND
from guide.build import KEPT
from guide.checks.gate import Gate
from guide.checks.gates import GATES, STANDARDS
from judging import Verdict, spoil, verdict

TESTS = Path(__file__).parent
FOLDER = TESTS / "gates"
CASES: dict[str, str] = yaml.safe_load((FOLDER / "cases.yml").read_text(encoding="utf-8"))
BUILT = {gate.key: gate for gate in GATES if gate.how in ("gate", "report")}
"""What the build judges itself."""
NO_LINE = re.compile(r"(\.md|/data/[\w-]+\.yml):1:1: ")
"""A place that names no line: only evidence begins with what a problem can be about."""


def guides(key: str) -> list[dict[str, Any]]:
    """The guides that break a gate."""
    path = FOLDER / f"{key}.yml"
    if path.exists():
        return list(yaml.safe_load(path.read_text(encoding="utf-8")))
    if key in CASES:
        return [yaml.safe_load((TESTS / "cases" / f"{CASES[key]}.yml").read_text(encoding="utf-8"))]
    return []


def spoiled(changes: list[dict[str, Any]], folder: Path, kept: Path | None = None) -> Verdict:
    """What a build says of the made-up guide with these changes, laid out in the folder.

    `kept`: what a build of the guide as it is has kept; pages that do not change are taken from there.
    """
    shutil.copytree(SECOND / "docs", folder / "docs")
    if kept:
        shutil.copytree(kept, folder / KEPT)
    for change in changes:
        spoil(folder, change)
    return verdict(folder)


def broken(found: Verdict, good: Verdict) -> dict[str, list[str]]:
    """What fails that did not fail before: gate -> pages, none for a gate of the whole guide."""
    new = {key: pages - good.fails.get(key, frozenset()) for key, pages in found.fails.items()}
    return {key: sorted(pages) for key, pages in new.items() if pages or key not in good.fails}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the made-up guide as it is, with what its build keeps."""
    return tmp_path_factory.mktemp("good")


@pytest.fixture(scope="module")
def good(kept: Path) -> Verdict:
    """What a build says of the made-up guide as it is."""
    return spoiled([], kept)


@pytest.mark.parametrize("key", BUILT)
def test_a_guide_breaks_the_gate_and_no_other(key: str, good: Verdict, kept: Path, tmp_path: Path) -> None:
    known, told = guides(key), []
    assert known, f"no guide breaks the gate {key}: write tests/gates/{key}.yml"
    assert BUILT[key].schema or any("by" not in guide for guide in known), "nothing breaks what judges it"
    for row, guide in enumerate(known):
        found = spoiled(guide["changes"], tmp_path / str(row), kept / KEPT)
        pages = broken(found, good)
        assert set(pages) == (set() if "by" in guide else {key}), guide
        assert bool(found.problems) == (BUILT[key].how == "gate"), "a gate stops the build, a report does not"
        assert not (pages.get(key) and any(map(NO_LINE.search, found.problems))), "told without a line"
        told.append({**guide, "pages": pages.get(key, []), "problems": found.problems})
    _compare(FOLDER / f"{key}.yml", known, told)


def _compare(path: Path, known: list[dict[str, Any]], told: list[dict[str, Any]]) -> None:
    """What the file says is what was found; a golden case says no pages."""
    if os.environ.get("UPDATE_CASES") and path.exists():
        path.write_text(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=4000), encoding="utf-8")
    elif not os.environ.get("UPDATE_CASES"):
        assert known == [{key: guide[key] for key in known[row]} for row, guide in enumerate(told)]


def test_the_made_up_guide_breaks_nothing_that_must_hold(good: Verdict) -> None:
    assert good.problems == []
    assert all(BUILT[key].how == "report" for key in good.fails)


@pytest.mark.parametrize("key", [gate.key for gate in STANDARDS if gate.page or gate.look])
def test_a_gate_is_judged_and_holds_on_pages_of_the_made_up_guide(key: str, good: Verdict) -> None:
    assert good.holds.get(key), f"no page of the made-up guide keeps {key}"


def test_each_gate_has_a_key_of_its_own_and_one_judge() -> None:
    assert len({gate.key for gate in GATES}) == len(GATES)
    for gate in GATES:
        judges = [judge for judge in (gate.page, gate.look, gate.guide, gate.grades) if judge]
        assert len(judges) == (gate.how in ("gate", "report")), gate.key
        assert bool(gate.tests) == (gate.how == "tests"), gate.key


def test_what_no_gate_names_breaks_none() -> None:
    names = {path.stem for path in FOLDER.glob("*.yml")} - {"cases"}
    assert names <= set(BUILT)
    assert set(CASES) <= set(BUILT) - names


@pytest.mark.parametrize("gate", [gate for gate in STANDARDS if gate.how == "tests"], ids=lambda gate: gate.key)
def test_what_tests_judge_names_tests_that_are_there_and_run(gate: Gate) -> None:
    for name in gate.tests:
        assert name in _tests(), f"{gate.key}: no test {name}"
        assert "skip" not in _tests()[name], name


@cache
def _tests() -> dict[str, str]:
    """Every test, with what stands above it."""
    found = {}
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found[node.name] = " ".join(ast.unparse(mark) for mark in node.decorator_list)
    return found


def test_a_gate_says_nothing_of_pages_that_it_is_not_for(good: Verdict) -> None:
    for key in ("balance", "risks", "help", "act"):
        assert "index.md" not in good.holds[key] | good.fails.get(key, frozenset())


def test_an_estimate_that_is_drawn_counts_as_shown(good: Verdict, kept: Path, tmp_path: Path) -> None:
    page, evidence = "procedures/restuffing.md", "procedures/restuffing.yml"
    change = {"file": evidence, "replace": {"in_100: 4": "in_100: 4\n    about: true"}}
    found = spoiled([change], tmp_path, kept / KEPT)
    assert page in good.holds["shown-twice"] & found.holds["shown-twice"]
