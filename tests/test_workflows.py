"""What runs on GitHub may do little, runs only code that was looked at, and installs only what is locked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAY_WRITE = {("publish", "deploy"): {"pages", "id-token"}}
"""Jobs that may change something, and what."""


def steps(workflow: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_only_read_and_the_one_job_that_publishes_may_do_just_that(workflow: Path) -> None:
    data = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert data["permissions"] == {"contents": "read"}
    for name, job in data["jobs"].items():
        writes = {what for what, how in job.get("permissions", {}).items() if how != "read"}
        assert writes == MAY_WRITE.get((workflow.stem, name), set())


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_commit_and_says_its_version(workflow: Path) -> None:
    used = re.findall(r"uses: (.*)", workflow.read_text(encoding="utf-8"))
    assert used
    assert [use for use in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_no_step_keeps_the_token_or_runs_text_from_outside(workflow: Path) -> None:
    assert "pull_request_target" not in workflow.read_text(encoding="utf-8")
    for step in steps(workflow):
        assert "${{" not in step.get("run", "")
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_everything_that_is_installed_is_locked_by_hash() -> None:
    runs = [step["run"] for workflow in WORKFLOWS for step in steps(workflow) if "pip install" in step.get("run", "")]
    assert all("--require-hashes --no-deps" in run for run in runs)
    for lock in ROOT.glob("requirements*.lock"):
        packages = re.split(r"^(?=\S)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert [package for package in packages if "==" in package and "--hash=sha256:" not in package] == [], lock


def test_nothing_is_published_before_its_texts_are_released_and_a_pull_request_needs_no_release() -> None:
    publish = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    runs = [(step["run"], step.get("if")) for step in publish["jobs"]["build"]["steps"] if "run" in step]
    assert runs == [
        ("python3 scripts/build.py release --check", "github.event_name != 'pull_request'"),
        ("python3 scripts/build.py", None),
    ]


def test_publishing_never_waits_for_the_report_of_vulnerabilities() -> None:
    publish = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    assert publish["jobs"]["deploy"]["needs"] == ["test", "build"]
    assert not any("audit" in step.get("run", "") for step in steps(ROOT / ".github" / "workflows" / "publish.yml"))
