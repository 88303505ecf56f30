"""What runs on GitHub may do little, runs only code that was looked at, and installs only what is locked."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.config import load_config

from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PUBLISH = ROOT / ".github" / "workflows" / "publish.yml"
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


@dataclass(frozen=True)
class Event:
    """What makes GitHub run a workflow: its kind, its branch, and the address of the pages of the repository."""

    name: str
    ref: str = "refs/heads/main"
    base_url: str = "https://owner.github.io/guide"

    def value(self, name: str, done: Collection[str]) -> str:
        """What a name in an expression stands for, once the steps in `done` ran; what nobody set is empty."""
        known = {"github.event_name": self.name, "github.ref": self.ref}
        known |= {"steps.pages.outputs.base_url": self.base_url} if "pages" in done else {}
        return name.strip("'") if name.startswith("'") else known.get(name, "")

    def filled(self, text: str, done: Collection[str]) -> str:
        """The text with its expressions worked out."""
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: self.value(found[1], done), text)

    def holds(self, condition: str, done: Collection[str]) -> bool:
        """Whether a condition of names, `==`, `!=` and `&&` holds."""
        for part in condition.split(" && "):
            left, how, right = re.fullmatch(r"(\S+)(?: (==|!=) (\S+))?", part).groups()  # type: ignore[union-attr]
            one, other = self.value(left, done), self.value(right or "''", done)
            if (one == other) != (how == "=="):
                return False
        return True


EVENTS = {
    "push": Event("push"),
    "push to a fork": Event("push", base_url="https://clinic.example/"),
    "pull request": Event("pull_request", "refs/pull/7/merge"),
    "branch by hand": Event("workflow_dispatch", "refs/heads/draft"),
    "week": Event("schedule"),
}
STUB = """#!/bin/bash
[ "$PWD" -ef "$(dirname "$RAN")" ] || exit 1
printf '%s\\t%s\\n' "$(basename "$0") $*" "${SITE_URL-unset}" >> "$RAN"
[ "$(basename "$0")" != "$FAILING" ]
"""


def triggers(workflow: dict[Any, Any]) -> dict[str, Any]:
    """What makes GitHub run the workflow, and on which branches; YAML reads `on` as true."""
    return dict(workflow[True])


def ran(event: Event, workflow: Path, folder: Path) -> list[tuple[str, str]]:
    """What each step's shell runs in that event, job after job, each with the address that it was given."""
    assert passed(event, workflow, folder)
    lines = (folder / "ran").read_text(encoding="utf-8").splitlines()
    return [(command, address) for command, _, address in (line.partition("\t") for line in lines)]


def passed(event: Event, workflow: Path, folder: Path, failing: str = "") -> set[str]:
    """The jobs that pass in that event. One ends where a step fails, as those do that run the program `failing`; jobs
    that need it do not begin."""
    for program in ("python3", "pip-audit", ".ci/run"):
        (folder / program).parent.mkdir(exist_ok=True, parents=True)
        (folder / program).write_text(STUB, encoding="utf-8")
        (folder / program).chmod(0o755)
    (folder / "requirements.lock").touch()
    (folder / "ran").touch()
    data, done = yaml.safe_load(workflow.read_text(encoding="utf-8")), set[str]()
    for name, job in data["jobs"].items() if event.name in triggers(data) else ():
        begins = {*needs(job)} <= done and ("if" not in job or event.holds(job["if"], ()))
        if begins and (_run_job(event, data, job, folder, failing) or job.get("continue-on-error")):
            done.add(name)
    return done


def needs(job: dict[str, Any]) -> list[str]:
    """The jobs that must have passed before it begins."""
    named = job.get("needs", [])
    return [named] if isinstance(named, str) else named


def _run_job(event: Event, workflow: dict[Any, Any], job: dict[str, Any], folder: Path, failing: str) -> bool:
    """Whether all of its steps passed."""
    kept, done = folder / "env", set[str]()
    kept.write_text("", encoding="utf-8")
    for step in job["steps"]:
        if "if" in step and not event.holds(step["if"], done):
            continue
        done.add(step.get("id", ""))
        variables = dict(line.split("=", 1) for line in kept.read_text(encoding="utf-8").splitlines())
        given = workflow.get("env", {}) | job.get("env", {}) | variables | step.get("env", {})
        told = {name: event.filled(str(said), done) for name, said in given.items()}
        theirs = {"PATH": f"{folder}:/usr/bin:/bin", "CI": "true", "GITHUB_ENV": str(kept), "RAN": str(folder / "ran")}
        place = folder / _folder(workflow, job, step)
        if not place.is_dir():
            return False
        shell = ["bash", "-e", "-c", step.get("run", ":")]
        ended = subprocess.run(shell, env={**theirs, "FAILING": failing, **told}, cwd=place, check=False)
        if ended.returncode and not step.get("continue-on-error"):
            return False
    return True


def _folder(*levels: dict[Any, Any]) -> str:
    """Where a step runs: the folder that it names itself, or else its job or its workflow."""
    *outer, step = levels
    named = [level.get("defaults", {}).get("run", {}).get("working-directory", "") for level in outer]
    return next(filter(None, [step.get("working-directory", ""), *reversed(named)]), ".")


@pytest.mark.parametrize(
    ("event", "address", "released"),
    [
        ("push", "https://owner.github.io/guide/", True),
        ("push to a fork", "https://clinic.example/", True),
        ("branch by hand", "https://owner.github.io/guide/", True),
        ("pull request", "unset", False),
    ],
)
def test_each_event_builds_the_site_for_its_own_address_or_for_none(
    event: str, address: str, released: bool, tmp_path: Path
) -> None:
    """Nothing is published before its texts are released, and a pull request needs no release."""
    commands = ran(EVENTS[event], PUBLISH, tmp_path)
    checks = [("python3 scripts/build.py check-publish", "unset")] * released
    assert commands == [("run ", "unset"), *checks, ("python3 scripts/build.py", address)]
    given = {} if address == "unset" else {"SITE_URL": address}
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("SITE_URL", raising=False)
        for name, value in given.items():
            environment.setenv(name, value)
        assert load_config(str(ROOT / "mkdocs.yml")).site_url == given.get("SITE_URL", "")


def test_a_change_of_main_and_each_pull_request_are_tested_and_built() -> None:
    on = triggers(yaml.safe_load(PUBLISH.read_text(encoding="utf-8")))
    assert on == {"push": {"branches": ["main"]}, "pull_request": None, "workflow_dispatch": None}


@pytest.mark.parametrize(("event", "deployed"), [("push", True), ("pull request", False), ("branch by hand", False)])
def test_only_main_is_deployed(event: str, deployed: bool, tmp_path: Path) -> None:
    assert passed(EVENTS[event], PUBLISH, tmp_path) == {"test", "build"} | ({"deploy"} if deployed else set())


@pytest.mark.parametrize("event", ["push", "pull request"])
def test_tests_that_fail_fail_their_job_and_nothing_is_deployed(event: str, tmp_path: Path) -> None:
    assert passed(EVENTS[event], PUBLISH, tmp_path, failing="run") == {"build"}


@pytest.mark.parametrize("event", EVENTS)
def test_the_report_of_vulnerabilities_looks_at_every_lock_file_whatever_the_event(event: str, tmp_path: Path) -> None:
    install, *audits = ran(EVENTS[event], ROOT / ".github" / "workflows" / "vulnerabilities.yml", tmp_path)
    assert "--require-hashes" in install[0]
    assert [command for command, _ in audits] == ["pip-audit --disable-pip --require-hashes -r requirements.lock"]


def test_publishing_never_waits_for_the_report_of_vulnerabilities() -> None:
    publish = yaml.safe_load((PUBLISH).read_text(encoding="utf-8"))
    assert publish["jobs"]["deploy"]["needs"] == ["test", "build"]
    assert not any("audit" in step.get("run", "") for step in steps(PUBLISH))


def test_the_version_is_that_of_the_newest_notes() -> None:
    noted = re.findall(
        r"^## \[(\d[^]]*)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert noted[0] == version
    assert f"version {version}" in (ROOT / "README.md").read_text("utf-8")
