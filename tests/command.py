"""The build command, run as a process of its own on a copy of the made-up guide, and what lives in its session."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conftest import ROOT, SECOND

RUN = "import sys, build; build.enter = lambda *_: None; sys.exit(build.main())"
"""The command in the environment of the tests."""

SPLIT = "from guide.ground import parallel; parallel.ENOUGH = 1; parallel.os.cpu_count = lambda: 2; "
"""Work is shared out even if there is little of it, and whatever this machine has."""

LAST_GOOD = "the last good site"


def project(folder: Path, of: Path = SECOND) -> Path:
    """The guide of a project, the made-up one if none is named, as a project in `folder`, with a last good site."""
    shutil.copytree(of / "docs", folder / "docs")
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (of / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", "")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text(LAST_GOOD, encoding="utf-8")
    return folder


def start(folder: Path, *arguments: str, first: str = "", **more: Any) -> subprocess.Popen[str]:
    """The command, at work on the project in `folder` after the Python code `first`. It leads a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", first + RUN, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "scripts"), "NO_MKDOCS_2_WARNING": "1", **more.pop("env", {})},
        encoding="utf-8",
        start_new_session=True,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
    )


def run(folder: Path, *arguments: str, **more: Any) -> tuple[int, str, str]:
    """Its exit code, what it said, and what it said is wrong."""
    with start(folder, *arguments, **more) as process:
        said, wrong = process.communicate()
    return process.returncode, said, wrong


def content_part(folder: Path, marks: str = "not browser and not paper and not slow", name: str = "") -> str:
    """What the tests of the content say of the guide in that project, all or those so named: nothing, if they pass."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", marks, "-k", name, "tests/content"],
        cwd=ROOT,
        env={**os.environ, "GUIDE_PROJECT": str(folder), "GUIDE_PAPER": "none" if "not paper" in marks else ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def alive(session: int) -> list[int]:
    """The processes of the session that are still at work."""
    found = {int(path.parent.name): _fields(path) for path in Path("/proc").glob("[0-9]*/stat")}
    return [process for process, fields in found.items() if fields[3:4] == [str(session)] and fields[0] != "Z"]


def _fields(stat: Path) -> list[str]:
    try:
        return stat.read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:  # it has ended since
        return []


def gone(session: int, seconds: float) -> bool:
    """Whether all processes of the session have ended within that time; those that have not are ended now."""
    ended = soon(lambda: not alive(session), seconds)
    for process in alive(session):
        os.kill(process, signal.SIGKILL)
    return ended


def soon(holds: Callable[[], object], seconds: float = 60) -> bool:
    """Whether it holds within that time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
