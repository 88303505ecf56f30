"""Runs commands one after the other and measures them: seconds, processor seconds, peak memory.

Knows what each contender is called on the command line, not what is compared with what.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

SCRIPTS = Path(__file__).resolve().parents[1]
PDF = "import sys, weasyprint\nfor path in sys.argv[1:]:\n    weasyprint.HTML(path).write_pdf(path + '.pdf')"


@dataclass(frozen=True)
class Run:
    """What one run took: seconds on the clock, processor seconds of all its processes, peak memory in MB."""

    seconds: float
    processor: float
    memory: float


class Failed(Exception):
    """A contender did not finish; the text says why."""


def measured(command: Sequence[str], folder: Path, **environment: str) -> Run:
    """Run the command in the folder. Raises Failed with the end of what it printed."""
    started = time.monotonic()
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **environment}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # the peers were compiled as they were installed, and ours may be
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as target:
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=target, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed("\n".join(log.read_text(encoding="utf-8").splitlines()[-5:]))
    return Run(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_turn(contenders: Mapping[str, Callable[[], Run]], times: int) -> dict[str, Run | str]:
    """The median run of each contender, or why it did not run. All run in turn: a busy minute hits all of them."""
    found: dict[str, list[Run]] = {name: [] for name in contenders}
    failed: dict[str, str] = {}
    for _ in range(times):
        for name, run in contenders.items():
            try:
                found[name].append(run())
            except (Failed, OSError) as error:
                failed[name] = str(error) or type(error).__name__
    return {name: failed[name] if name in failed else _median(runs) for name, runs in found.items()}


def ours(python: Path, project: Path, *, paper: bool = False) -> Run:
    """Build a project with this generator, from nothing that an earlier run kept of it."""
    _move_aside(project / ".build", project / "site")
    command = [str(python), "-m", "mkdocs", "build", "--site-dir", str(project / "site")]
    return measured(command, project, PYTHONPATH=str(SCRIPTS), GUIDE_PAPER="all" if paper else "none")


def material(python: Path, project: Path) -> Run:
    """Build a project with Material for MkDocs."""
    _move_aside(project / "site")
    return measured([str(python), "-m", "mkdocs", "build", "--site-dir", str(project / "site")], project)


def zensical(python: Path, project: Path) -> Run:
    """Build a project with Zensical, from nothing."""
    _move_aside(project / "site")
    return measured([str(python.with_name("zensical")), "build", "--clean"], project)


def _move_aside(*made: Path) -> None:
    """Get what an earlier run made out of the way. A file system is slow to make files just after it deleted many."""
    for path in made:
        if path.exists():
            aside = path.parents[1] / "aside"
            aside.mkdir(exist_ok=True)
            path.rename(aside / str(time.monotonic_ns()))


def weasyprint(python: Path, pages: Sequence[Path]) -> Run:
    """Make a PDF of each page in one process."""
    return measured([str(python), "-c", PDF, *map(str, pages)], pages[0].parent)


def machine() -> str:
    """The machine and the versions of what runs on it."""
    cpu = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.*)", cpu.read_text(encoding="utf-8")) if cpu.exists() else None
    names = ("mkdocs", "mkdocs-material", "Markdown")
    return ", ".join(
        [
            f"{os.cpu_count()} cores ({model[1] if model else platform.machine()})",
            f"{platform.system()}, Python {platform.python_version()}",
            *(f"{name} {version(name)}" for name in names),
        ]
    )


def _median(runs: Sequence[Run]) -> Run:
    return Run(*(median(getattr(run, name) for run in runs) for name in ("seconds", "processor", "memory")))
