"""The last good site outlives whatever happens to a build: a kill at any moment, a full disk, a second build."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT, SECOND

sys.path.insert(0, str(ROOT / "scripts"))
import keep  # noqa: E402  (part of a command, not of a package)

RUN = """
import sys
from pathlib import Path
import build, environment
root = Path.cwd()
build.ROOT, build.WORK, build.SITE, build.OLD = root, root / ".build", root / "site", root / "site.old"
build.NOTES = root / ".build" / "notes.txt"
build.python = lambda *_: Path(sys.executable)
sys.exit(build.main([]))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The made-up guide as a project of its own, with a last good site."""
    shutil.copytree(SECOND / "docs", tmp_path / "docs")
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (SECOND / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", "")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    return tmp_path


def start(project: Path, code: str = RUN, **more: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "scripts")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        **more,  # type: ignore[call-overload]
    )


def is_whole(site: Path) -> bool:
    """True for the last good site, and for a new one to its last file."""
    if not (site / "index.html").is_file():
        return False
    last_good = (site / "index.html").read_text(encoding="utf-8") == "the last good site"
    return last_good or {"404.html", "guide.json", "sitemap.xml", "pdf"} <= {path.name for path in site.iterdir()}


def last_good(project: Path) -> Path:
    return project / "site" if (project / "site").exists() else project / "site.old"


def test_a_build_that_is_killed_at_any_moment_leaves_a_whole_site_and_the_next_one_heals(project: Path) -> None:
    moments = random.Random(7)
    for _ in range(5):
        build = start(project)
        time.sleep(moments.uniform(0.05, 5))
        os.killpg(build.pid, signal.SIGKILL) if build.poll() is None else None
        build.communicate()
        assert is_whole(last_good(project))
    done = start(project)
    said, wrong = done.communicate()
    assert done.returncode == 0, wrong
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

    build = start(project, preexec_fn=small)
    _, wrong = build.communicate()
    assert build.returncode == 1
    assert "Cannot write: [Errno 27] File too large" in wrong
    assert "Traceback" not in wrong
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == "the last good site"


@pytest.mark.parametrize(("number", "text"), [(28, "No space left on device"), (30, "Read-only file system")])
def test_a_full_or_read_only_folder_is_said_plainly(number: int, text: str, project: Path) -> None:
    code = f"""
import pathlib
def refused(*_, **__):
    raise OSError({number}, {text!r}, "site")
pathlib.Path.mkdir = refused
{RUN}"""
    build = start(project, code)
    _, wrong = build.communicate()
    assert build.returncode == 1
    assert f"Cannot write: [Errno {number}] {text}" in wrong
    assert "Traceback" not in wrong


def test_stopping_by_hand_is_said_plainly_and_harms_nothing(project: Path) -> None:
    build = start(project)
    assert build.stdout
    assert "Building" in build.stdout.readline()
    time.sleep(1)
    os.killpg(build.pid, signal.SIGINT)
    _, wrong = build.communicate()
    assert build.returncode == 1
    assert "Stopped. The last good site is as it was." in wrong
    assert "Traceback" not in wrong
    assert is_whole(project / "site")


def test_of_two_builds_at_once_the_second_says_so(project: Path) -> None:
    with keep.workplace(project / ".build"):
        second = start(project)
        _, wrong = second.communicate()
    assert second.returncode == 1
    assert wrong == "Another build is at work in this folder. Let it end, then try again.\n"


def test_what_a_cut_off_build_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "run-1" / "site").mkdir(parents=True)
    with keep.workplace(tmp_path) as own:
        assert [path.name for path in tmp_path.glob("run-*")] == [own.name]
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]
