"""Shared ground of the tests: the real guide, one real build of it, a small made-up guide, and a browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import browsers
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.exports.kit import KIT
from guide.pages.templates import read_words
from web import serving

ROOT = Path(__file__).resolve().parent.parent

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as for what a shell starts in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)  # so that commands under test can be stopped by hand
SECOND = ROOT / "tests" / "second_guide"


@dataclass(frozen=True)
class Site:
    """A built site: its folder, its summary, and what the build printed."""

    folder: Path
    summary: dict[str, Any]
    output: str

    def pages(self) -> list[Path]:
        """Every HTML page."""
        return sorted(self.folder.rglob("*.html"))


def build_site(project: Path, target: Path, **environment: str) -> Site:
    """Build `project` with plain `mkdocs build`; fails the test with what it printed if that fails."""
    summary = target.parent / f"{target.name}.json"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(target)],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "GUIDE_SUMMARY": str(summary), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Site(target, json.loads(summary.read_text(encoding="utf-8")), done.stderr)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The real guide."""
    loaded = load(Contents(ROOT / "docs"))
    assert loaded.guide is not None, loaded.problems
    return loaded.guide


@pytest.fixture(scope="session")
def small() -> Guide:
    """The made-up guide of another specialty."""
    loaded = load(Contents(SECOND / "docs"))
    assert loaded.guide is not None, loaded.problems
    return loaded.guide


@pytest.fixture(scope="session")
def words() -> dict[str, str]:
    """The words of the interface."""
    return read_words(ROOT / "overrides" / "words.yml")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real guide, built once."""
    return build_site(ROOT, tmp_path_factory.mktemp("real") / "site")


@pytest.fixture(scope="session")
def second_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made-up guide, built once."""
    return build_site(SECOND, tmp_path_factory.mktemp("second") / "site")


def unpack(site: Site, folder: Path) -> Path:
    """The offline kit of the site, unpacked there in a folder with an awkward name."""
    with zipfile.ZipFile(site.folder / KIT) as packed:
        packed.extractall(folder / "a ward's stick #1")
    return folder / "a ward's stick #1"


@pytest.fixture(scope="session")
def unpacked(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline kit of the real guide, unpacked."""
    return unpack(site, tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="session")
def served(site: Site) -> Iterator[str]:
    """The real guide on a web server: the address of its top."""
    with serving(site.folder) as address:
        yield address


@pytest.fixture(scope="module", params=["web", "file"])
def top(request: pytest.FixtureRequest, site: Site, served: str) -> str:
    """The address of the guide's top: once on a web server, once as files on a USB stick."""
    return served if request.param == "web" else site.folder.as_uri() + "/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the made-up guide's content that a test may spoil."""
    shutil.copytree(SECOND / "docs", tmp_path / "docs")
    return tmp_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium without network of its own."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("GUIDE_BROWSER")
    assert program, "GUIDE_BROWSER names no browser; run the tests with python3 scripts/test.py"
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=quiet)
        yield running
        running.close()


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def newcomer(request: pytest.FixtureRequest) -> Iterator[Callable[[], browsers.Reader]]:
    """Call a new reader with a profile of their own: once in each browser. Says which browser is not there."""
    name = request.param
    if name != "chromium" and not browsers.program(name):
        pytest.skip(browsers.MISSING[name])
    chromium = request.getfixturevalue("browser") if name == "chromium" else None
    with ExitStack() as opened:
        yield lambda: browsers.reader(name, opened, chromium)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `python3 scripts/test.py --corpus` build every spoiled guide of the corpus and not only a sample."""
    parser.addoption("--corpus", action="store_true", help="build all spoiled guides")
