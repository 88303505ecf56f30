"""Runs every check of the project: lint, types, unit and golden tests, one real build, and the browser tests.

    python3 scripts/test.py             everything
    python3 scripts/test.py --quick     what needs no browser and builds neither the real guide nor anything for long
    python3 scripts/test.py -k name     what pytest selects, after lint and types

Nothing is skipped in silence: without a browser the run fails and says what mends it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from environment import BUILD_LOCK, ROOT, TEST_LOCK, SetupError, python, run_environment

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
OTHERS = {("firefox-esr", "firefox"): ["firefox-esr"], ("WebKitWebDriver",): ["webkit2gtk-driver", "xvfb"]}
"""Programs of other browsers, in which readers' journeys are tried too, and the packages that bring them."""
APT = ["apt-get", "-qq", "install", "-y", "--no-install-recommends"]
QUICK = ["--ignore=tests/content", "-m", "not browser and not slow"]
MORE = "Whatever else is given goes to pytest: files, -k name, --durations=20, --corpus."
PARTS = {"tests of the content": ["tests/content"], "tests of the generator": ["--ignore=tests/content"]}
"""They share nothing that they build, so they run side by side."""
NO_BROWSER = "No browser found, and none could be installed. Install Chromium or Chrome, then run this again."


def main(arguments: list[str]) -> int:
    """Run all steps; the exit code is 0 when every one passed."""
    started = time.monotonic()
    parser = argparse.ArgumentParser(description="Run every check of the project.", allow_abbrev=False, epilog=MORE)
    parser.add_argument("--quick", action="store_true", help="leave out browsers, the real guide and what takes long")
    options, rest = parser.parse_known_args(arguments)
    quick, arguments = options.quick, [*(QUICK if options.quick else ()), *rest]
    try:
        interpreter = python(BUILD_LOCK, TEST_LOCK)
        browser = "" if quick else _browsers(interpreter)
    except SetupError as error:
        print(f"Cannot set up: {error}", file=sys.stderr)
        return 1
    environment = {**run_environment(), "GUIDE_BROWSER": browser}
    failed = [name for step in _steps(interpreter, arguments) for name in _failed(step, environment)]
    seconds = time.monotonic() - started
    print(f"\n{'Failed: ' + ', '.join(failed) if failed else 'All checks passed'} ({seconds:.0f} seconds).")
    return 1 if failed else 0


def _steps(interpreter: Path, arguments: Sequence[str]) -> Iterator[dict[str, list[str]]]:
    """One after the other; the commands of a step, by name, run side by side."""
    run = [str(interpreter), "-m"]
    yield {"lint": [*run, "ruff", "check", "scripts", "tests"]}
    yield {"format": [*run, "ruff", "format", "--check", "scripts", "tests"]}
    yield {"types": [*run, "mypy"]}
    tests = [*run, "pytest", *arguments]
    yield {"tests": tests} if arguments else {name: [*tests, *only] for name, only in PARTS.items()}


def _failed(step: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> list[str]:
    """The commands of the step that did not pass. What the others say beside the first is told after it."""
    first, *others = step
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        told = {name: stack.enter_context((folder / name).open("wb")) for name in others}
        running = {
            name: subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told.get(name), stderr=told.get(name))
            for name, command in step.items()
        }
        print(f"\n--- {first}", flush=True)
        running[first].wait()
        for name in others:
            print(f"\n--- {name}", flush=True)
            _follow(running[name], stack.enter_context((folder / name).open("rb")))
    return [name for name, process in running.items() if process.returncode]


def _follow(process: subprocess.Popen[bytes], said: BinaryIO) -> None:
    """Print what the process has said so far, and goes on to say until it ends."""
    ended = False
    while not ended:
        ended = process.poll() is not None
        sys.stdout.buffer.write(said.read())
        sys.stdout.buffer.flush()
        time.sleep(0 if ended else 0.2)


def _browser(interpreter: Path) -> str:
    """The program of a Chromium-like browser; installs one where it can. Raises SetupError."""
    found = _installed() or _of_playwright(interpreter)
    if found:
        return found
    for command in _installers(interpreter):
        print(f"Installing a browser: {' '.join(command)}", flush=True)
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        found = _installed() or _of_playwright(interpreter)
        if found:
            return found
    raise SetupError(NO_BROWSER)


def _browsers(interpreter: Path) -> str:
    """The program of a Chromium-like browser, and the others where they can be had: tests that miss one of these are
    skipped, and say so. Raises SetupError."""
    found = _browser(interpreter)
    for programs, packages in OTHERS.items():
        if not any(map(shutil.which, programs)) and _is_debian_root():
            print(f"Installing another browser: {' '.join(packages)}", flush=True)
            subprocess.run([*APT, *packages], check=False, stdout=subprocess.DEVNULL)
    return found


def _installed() -> str:
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


def _of_playwright(interpreter: Path) -> str:
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    done = subprocess.run([str(interpreter), "-c", code], capture_output=True, text=True, check=False)
    path = done.stdout.strip()
    return path if path and Path(path).is_file() else ""


def _installers(interpreter: Path) -> Iterator[list[str]]:
    if _is_debian_root():
        yield ["apt-get", "-qq", "update"]
        yield [*APT, "chromium"]
    yield [str(interpreter), "-m", "playwright", "install", "chromium"]


def _is_debian_root() -> bool:
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
