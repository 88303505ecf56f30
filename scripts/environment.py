"""Sets up the project's own Python environment on first use, from hash-locked files. Standard library only.

Knows how to make and fill `.venv`, and a second one beside it for the other site generators; not what is done there.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
ENGINES = ROOT / ".venv-engines"
BUILD_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
ENGINES_LOCK = ROOT / "requirements-engines.lock"


class SetupError(Exception):
    """The environment cannot be made; the text says why and what mends it."""


def python(*locks: Path, folder: Path = VENV) -> Path:
    """The interpreter of the environment in `folder`, with everything in `locks` installed. Raises SetupError."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        raise SetupError(f"this needs Python 3.11 to 3.14, and {sys.executable} is {sys.version.split()[0]}")
    if not _current(folder / "made-for", _interpreter()):
        _make(folder)
    for lock in locks:
        if not _current(_stamp(folder, lock), _digest(lock)):
            _install(folder, lock)
    return _executable(folder)


def enter(*locks: Path) -> None:
    """Go on as the same command inside the environment: at once where it runs there already. Raises SetupError.

    On Windows a command cannot become another one: there it waits for one of its own, and ends with it.
    """
    interpreter = python(*locks)
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    command = [str(interpreter), *sys.orig_argv[1:]]
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.run(command, env=run_environment(), check=False).returncode)
    os.execve(interpreter, command, run_environment())


def run_environment() -> dict[str, str]:
    """Environment variables for commands in the environment: the core can be imported, notices are off."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def _make(folder: Path) -> None:
    if folder.is_symlink():  # to make one anew would empty what the link leads to
        raise SetupError(f"{folder} is a link to the environment of another checkout; remove the link and try again")
    print(f"Setting up {folder.name} (first use only) …", flush=True)
    try:
        venv.create(folder, clear=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        hint = "on Debian or Ubuntu: apt install python3-venv"
        raise SetupError(f"cannot make {folder}: {error}; is Python's venv module there? ({hint})") from None
    (folder / "made-for").write_text(_interpreter(), encoding="utf-8")


def _install(folder: Path, lock: Path) -> None:
    count = lock.read_text(encoding="utf-8").count("==")
    print(f"Installing {count} packages from {lock.name} (about a minute) …", flush=True)
    started = time.monotonic()
    command = [str(_executable(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--require-hashes", "--no-deps", "-r", str(lock)], check=False)
    if done.returncode:
        raise SetupError(f"pip could not install {lock.name} (see above); check the network and run the command again")
    _stamp(folder, lock).write_text(_digest(lock), encoding="utf-8")
    print(f"Installed in {time.monotonic() - started:.0f} seconds.", flush=True)


def _executable(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _interpreter() -> str:
    return f"{sys.version} {ROOT}"


def _stamp(folder: Path, lock: Path) -> Path:
    return folder / f"installed-{lock.stem}"


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _current(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == value
