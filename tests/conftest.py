"""Shared ground of the tests: a small made-up guide, one build of it, and a browser. The real guide is in content/."""

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
from environment import BUILD_LOCK, ENGINES, ENGINES_LOCK, SetupError, python
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.exports.kit import KIT
from guide.ground import fonts
from guide.pages.maker import Maker
from guide.pages.templates import read_words
from guide.paper.handout import Printer
from web import serving

ROOT = Path(__file__).resolve().parent.parent

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as for what a shell starts in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)  # so that commands under test can be stopped by hand
SECOND = ROOT / "tests" / "second_guide"


TYPEFACE = fonts.for_paper(ROOT / ".build" / "typeface")
"""The fonts for paper, as builds keep them."""


def holding(page: Path, text: str) -> Path:
    """The page, or the evidence beside it: whichever holds the text."""
    beside = page.with_suffix(".yml")
    found = next((path for path in (page, beside) if path.is_file() and text in path.read_text("utf-8")), None)
    assert found, f"{text!r} is neither in {page} nor beside it"
    return found


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


def guide_in(project: Path) -> Guide:
    """The guide that stands in the project's folder `docs`; fails the test with its problems if it cannot be read."""
    loaded = load(Contents(project / "docs"))
    assert loaded.guide is not None, loaded.problems
    return loaded.guide


@pytest.fixture(scope="session")
def small() -> Guide:
    """The made-up guide of another specialty."""
    return guide_in(SECOND)


@pytest.fixture(scope="session")
def words() -> dict[str, str]:
    """The words of the interface."""
    return read_words(ROOT / "overrides" / "words.yml")


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
def unpacked(second_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline kit of the made-up guide, unpacked."""
    return unpack(second_site, tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="session")
def served(second_site: Site) -> Iterator[str]:
    """The made-up guide on a web server: the address of its top."""
    with serving(second_site.folder) as address:
        yield address


@pytest.fixture(scope="module", params=["web", "file"])
def top(request: pytest.FixtureRequest, second_site: Site, served: str) -> str:
    """The address of the made-up guide's top: once on a web server, once as files on a USB stick."""
    return served if request.param == "web" else second_site.folder.as_uri() + "/"


@pytest.fixture(scope="session")
def others() -> Path:
    """The interpreter of an environment with ProperDocs and Zensical, and without MkDocs."""
    try:
        interpreter = python(BUILD_LOCK, ENGINES_LOCK, folder=ENGINES)
    except SetupError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"ProperDocs and Zensical cannot be had here, so nothing was built with them: {error}")
    subprocess.run([str(interpreter), "-m", "pip", "uninstall", "--quiet", "--yes", "mkdocs"], check=True)
    return interpreter


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the made-up guide's content that a test may spoil."""
    shutil.copytree(SECOND / "docs", tmp_path / "docs")
    return tmp_path


@pytest.fixture(scope="session")
def printer(small: Guide, words: dict[str, str]) -> Printer:
    maker = Maker(small, ROOT / "overrides" / "generated", words)
    return Printer(ROOT / "overrides" / "print", maker, "")


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


# ---- tests of the generator and tests of the content ----

READS = {"open", "os.listdir", "os.scandir", "shutil.copyfile", "shutil.copytree"}
"""What Python tells of whoever looks into files."""

BROWSERS = {"browser", "newcomer"}
"""Fixtures that open one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser."""
    for item in items:
        if BROWSERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """While a test of the generator runs, nobody looks into the real guide."""
    watched.append("content" not in item.path.parts)
    try:
        return (yield)
    finally:
        watched.pop()


watched: list[bool] = []
"""Whether the test that runs must leave the real guide alone."""


BORROWED = ROOT / "docs" / "data"
"""What the benchmark makes its guides of: the kinds of page and the questions of whatever guide is there."""


def _watch(event: str, given: tuple[Any, ...]) -> None:
    if watched and watched[-1] and event in (READS | {"subprocess.Popen"}):
        own = Path(str(given[2] if event == "subprocess.Popen" else given[0])) if _named(event, given) else None
        if (
            own
            and not own.is_relative_to(BORROWED)
            and (own.is_relative_to(ROOT / "docs") or (event == "subprocess.Popen" and _builds(own, given[1])))
        ):
            raise AssertionError(f"a test of the generator looks into the real guide ({own}): use tests/second_guide")


def _named(event: str, given: tuple[Any, ...]) -> bool:
    return isinstance(given[2] if event == "subprocess.Popen" else given[0], str | Path)


def _builds(folder: Path, command: list[str]) -> bool:
    return folder == ROOT and "mkdocs" in command


sys.addaudithook(_watch)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `python3 scripts/test.py --corpus` build every spoiled guide of the corpus and not only a sample."""
    parser.addoption("--corpus", action="store_true", help="build all spoiled guides")
