"""The last good site outlives whatever happens to a build: a kill at any moment, a full disk, a second build."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import command
from command import LAST_GOOD, SPLIT, alive, gone, run, soon, start
from conftest import ROOT
from guide.ground.scratch import Busy, Scratch, locked

sys.path.insert(0, str(ROOT / "scripts"))
import keep  # noqa: E402  (part of a command, not of a package)

pytestmark = pytest.mark.slow

MOMENTS = 10
GRACE = 2
"""Seconds within which a build that was killed is gone, whatever it was at."""
ENDS = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The made-up guide as a project of its own, with a last good site."""
    return command.project(tmp_path / "project")


def is_whole(site: Path) -> bool:
    """True for the last good site, and for a new one to its last file."""
    if not (site / "index.html").is_file():
        return False
    last_good = (site / "index.html").read_text(encoding="utf-8") == LAST_GOOD
    return last_good or {"404.html", "guide.json", "sitemap.xml", "pdf"} <= {path.name for path in site.iterdir()}


def last_good(project: Path) -> Path:
    return project / "site" if (project / "site").exists() else project / "site.old"


def test_a_build_that_is_killed_at_any_moment_leaves_no_process_and_no_file_but_a_whole_site_and_the_next_one_heals(
    project: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    given = {"first": SPLIT, "env": {"TMPDIR": str(temporary)}}
    began, busiest = time.monotonic(), 0
    assert run(project, **given)[0] == 0
    whole = time.monotonic() - began
    for moment in range(MOMENTS):
        shutil.rmtree(project / ".build", ignore_errors=True)
        with start(project, **given) as build:
            time.sleep(whole * (moment + 0.5) / MOMENTS)
            busiest = max(busiest, len(alive(build.pid)))
            how = ENDS[moment % len(ENDS)]
            build.send_signal(how)
            if how is signal.SIGINT and not gone(build.pid, GRACE):
                build.send_signal(how)  # Python loses one that comes in a destructor: a person presses again
            assert gone(build.pid, GRACE), f"at {moment} of {MOMENTS}"
        assert is_whole(last_good(project))
        assert list(temporary.iterdir()) == []
    assert busiest > 2, "helpers were at work in some moment"
    code, said, wrong = run(project)
    assert (code, wrong) == (0, "")
    assert said.startswith("Building the site …\nBuilt ")
    assert is_whole(project / "site")
    assert not (project / "site.old").exists()
    assert not list((project / ".build").glob("run-*"))


@pytest.mark.parametrize("step", range(4))
def test_a_swap_that_is_cut_off_at_any_step_leaves_a_whole_site_that_heals(step: int, tmp_path: Path) -> None:
    site, old, new = tmp_path / "site", tmp_path / "site.old", tmp_path / "new"
    for folder, text in ((site, "old"), (new, "new")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
    code = f"""
import os, pathlib, shutil, sys
import keep
left = [{step}]
def dying(act):
    def acting(*given, **named):
        if left[0] == 0:
            os.kill(os.getpid(), 9)
        left[0] -= 1
        return act(*given, **named)
    return acting
pathlib.Path.rename, shutil.rmtree = dying(pathlib.Path.rename), dying(shutil.rmtree)
keep.swap(*map(pathlib.Path, {[str(new), str(site), str(old)]}))
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "scripts", check=False)
    assert done.returncode == -signal.SIGKILL
    keep.heal(site, old)
    assert (site / "index.html").read_text() == ("old" if step < 2 else "new")
    assert not old.exists()


def test_a_disk_that_takes_no_more_is_said_plainly_and_harms_nothing(project: Path) -> None:
    limit = 60_000

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    code, _, wrong = run(project, preexec_fn=small)
    assert code == 1
    assert "Cannot write: [Errno 27] File too large" in wrong
    assert "Traceback" not in wrong
    assert is_whole(project / "site")


@pytest.mark.parametrize(("number", "text"), [(28, "No space left on device"), (30, "Read-only file system")])
def test_a_full_or_read_only_folder_is_said_plainly(number: int, text: str, project: Path) -> None:
    first = f"""
import pathlib
def refused(*_, **__):
    raise OSError({number}, {text!r}, "site")
pathlib.Path.mkdir = refused
"""
    code, _, wrong = run(project, first=first)
    assert code == 1
    assert f"Cannot write: [Errno {number}] {text}" in wrong
    assert "Traceback" not in wrong


def test_stopping_by_hand_is_said_plainly_and_harms_nothing(project: Path) -> None:
    with start(project, first=SPLIT) as build:
        assert build.stdout
        assert "Building" in build.stdout.readline()
        soon(lambda: len(alive(build.pid)) > 2)  # as it stops, the terminal tells each of them
        os.killpg(build.pid, signal.SIGINT)
        _, wrong = build.communicate()
    assert build.returncode == 1
    assert wrong == "Stopped. The last good site is as it was.\n"
    assert is_whole(project / "site")
    assert not list((project / ".build").glob("run-*"))


def test_of_two_builds_at_once_the_second_says_so(project: Path) -> None:
    with locked(project / ".build" / "building"):
        code, _, wrong = run(project)
    assert code == 1
    assert wrong == "Another build is at work in this folder. Let it end, then try again.\n"


def test_a_lock_is_free_once_it_is_given_back(tmp_path: Path) -> None:
    with locked(tmp_path / "new" / "lock"), pytest.raises(Busy), locked(tmp_path / "new" / "lock", wait=False):
        pass
    with locked(tmp_path / "new" / "lock", wait=False):
        pass


def test_what_a_cut_off_build_left_is_cleared_away_and_what_is_in_use_is_not(tmp_path: Path) -> None:
    (tmp_path / "run-1" / "site").mkdir(parents=True)
    used, other = Scratch(tmp_path), Scratch(tmp_path)
    assert set(tmp_path.glob("run-*")) == {used.folder, other.folder}
    used.close()
    del other
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]
