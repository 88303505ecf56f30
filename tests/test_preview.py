"""A preview: the page comes at once, the PDFs follow, and nothing old stays."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

import pytest

import command
from command import soon
from conftest import ROOT, SECOND, holding
from guide.ground.preview import Preview, state

pytestmark = pytest.mark.slow

PATIENCE = 60
PAGE, PDF = "procedures/restuffing.html", "pdf/restuffing-full-clear-a4.pdf"


def test_what_was_made_last_shows_while_something_newer_is_made() -> None:
    told, go = [], threading.Event()
    preview = Preview[str](lambda: told.append("newer"))
    assert preview.of("one", lambda: "first") == "first"
    assert preview.of("two", lambda: "second" if go.wait(PATIENCE) else "") == "first"
    preview.follow()
    assert told == []
    go.set()
    preview.wait()
    assert told == ["newer"]
    assert preview.of("two", lambda: pytest.fail("was made again")) == "second"


def test_a_state_that_was_overtaken_while_it_waited_is_not_made() -> None:
    made, go = [], threading.Event()
    preview = Preview[str](lambda: None)
    preview.of("one", lambda: "first")
    preview.of("two", lambda: "second" if go.wait(PATIENCE) else "")
    preview.follow()
    preview.of("three", lambda: made.append("third") or "third")
    preview.of("four", lambda: made.append("fourth") or "fourth")
    go.set()
    preview.wait()
    assert made == ["fourth"]
    assert preview.of("four", lambda: pytest.fail("was made again")) == "fourth"


def test_back_at_the_state_that_is_shown_nothing_is_made() -> None:
    go, made = threading.Event(), []
    preview = Preview[str](lambda: None)
    preview.of("one", lambda: "first")
    preview.of("two", lambda: "second" if go.wait(PATIENCE) else "")
    preview.follow()
    preview.of("three", lambda: made.append("third") or "third")
    preview.of("one", lambda: pytest.fail("was made again"))
    go.set()
    preview.wait()
    assert made == []


def test_a_fault_is_said_and_what_was_made_last_stays(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    preview = Preview[str](lambda: told.append("newer"))
    preview.of("one", lambda: "first")

    def fail() -> str:
        raise ValueError("page.md:1:1: is too long")

    preview.of("two", fail)
    preview.follow()
    preview.wait()
    assert "page.md:1:1: is too long" in capsys.readouterr().err
    assert preview.of("two", lambda: "second") == "first"
    preview.follow()
    preview.wait()
    assert told == ["newer"]


def test_a_fault_of_the_first_stops_the_build() -> None:
    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Preview[str](lambda: None).of("one", fail)


@pytest.mark.parametrize("change", ["another byte", "another name", "another file"])
def test_any_change_of_the_content_is_another_state(tmp_path: Path, change: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page.md").write_text("one")
    before = state([tmp_path])
    assert state([tmp_path]) == before
    if change == "another byte":
        (tmp_path / "a" / "page.md").write_text("two")
    elif change == "another name":
        (tmp_path / "a" / "page.md").rename(tmp_path / "a" / "other.md")
    else:
        (tmp_path / "picture.bin").write_bytes(b"\xff")
    assert state([tmp_path]) != before


# ---- the real thing ---------------------------------------------------------------


@dataclass
class Live:
    """A live preview of a guide: its project, its process, the address of its top, and the file of all that it said."""

    project: Path
    process: subprocess.Popen[str]
    address: str
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def got(self, path: str) -> bytes:
        """What is shown there, be it a page or what is wrong; nothing while nobody answers."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            return error.read()
        except (URLError, ConnectionError):
            return b""

    def shows(self, path: str, text: bytes) -> bool:
        """Whether it does so before long."""
        return soon(lambda: text in self.got(path), PATIENCE)

    def save(self, old: str, new: str) -> None:
        """Change the page that the tests look at."""
        page = self.project / PAGE_FILE
        page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The made-up guide as a project of its own."""
    return command.project(tmp_path / "project")


@contextmanager
def preview(project: Path, **environment: str) -> Iterator[Live]:
    """A live preview of that project."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = project / "log.txt"
    with log.open("w") as said:
        arguments = "--serve", "--port", str(port)
        process = command.start(project, *arguments, env=environment, stdout=said, stderr=subprocess.STDOUT)
    try:
        yield Live(project, process, f"http://127.0.0.1:{port}/", log)
    finally:
        process.terminate()
        ended = command.gone(process.pid, 2)
        process.wait()
    assert ended


def test_a_change_shows_on_the_page_and_then_on_paper(project: Path) -> None:
    with preview(project) as live:
        assert live.shows(PAGE, b" may break.")
        before = live.got(PDF)
        assert before.startswith(b"%PDF")
        live.save("Thread may break.", "Thread can break.")
        assert live.shows(PAGE, b" can break.")
        assert soon(lambda: live.got(PDF) not in (b"", before), PATIENCE)
        assert live.got(PDF).startswith(b"%PDF")


def test_a_preview_starts_with_a_broken_guide_shows_what_is_wrong_and_recovers(project: Path) -> None:
    text = (project / PAGE_FILE).read_text("utf-8")
    (project / PAGE_FILE).write_text(text.replace("^handbook]", "^handbok]", 1), "utf-8")
    before = text[: text.index("[^handbook]")].split("\n")
    place = f"{PAGE_FILE}:{len(before)}:{len(before[-1]) + 1}"
    problem = f"{place}: source &#34;handbok&#34; is unknown".encode()
    with preview(project, GUIDE_PAPER="none") as live:
        assert live.shows(PAGE, problem)
        assert problem in live.got("")
        assert b"http-equiv" in live.got(PAGE), "the page asks for itself until it is there"
        live.save("^handbok]", "^handbook]")
        assert live.shows(PAGE, b" may break.")
        live.save("^handbook]", "^handbok]")
        assert live.shows(PAGE, problem)
        assert "Traceback" not in live.said


def test_the_same_mistake_is_told_each_time_it_is_saved(project: Path) -> None:
    with preview(project, GUIDE_PAPER="none") as live:
        assert live.shows(PAGE, b" may break.")
        live.save("^handbook]", "^handbok]")
        for times in (1, 2, 3):
            assert soon(lambda: live.said.count('source "handbok" is unknown') == times, PATIENCE)  # noqa: B023
            live.save("Thread may break.", f"Thread may break, {times}.")
        assert "Traceback" not in live.said


def test_a_folder_that_is_taken_away_is_told_and_another_in_its_place_is_followed(project: Path) -> None:
    with preview(project, GUIDE_PAPER="none") as live:
        assert live.shows(PAGE, b" may break.")
        for before, after in pairwise(["may break.", "can break.", "could break."]):
            (project / "docs").rename(project / "other")
            assert live.shows(PAGE, b"project/docs"), "what is missing is told"
            shutil.copytree(project / "other", project / "docs")
            shutil.rmtree(project / "other")
            assert live.shows(PAGE, before.encode())
            live.save(before, after)
            assert live.shows(PAGE, after.encode())
        assert "Traceback" not in live.said


def test_a_preview_and_builds_at_once_do_not_break_each_other(project: Path) -> None:
    with preview(project) as live:
        for before, after in pairwise(["may break.", "may break soon.", "may break late.", "may break now."]):
            with command.start(project) as build:
                assert live.shows(PAGE, before.encode())
                live.save(before, after)
                assert live.shows(PAGE, after.encode())
                assert build.communicate()[1] == ""
            assert build.returncode == 0
        shutil.rmtree(project / ".build" / "pages")
        live.save("may break now.", "may break.")
        assert live.shows(PAGE, b"may break.")
        assert live.got(PDF).startswith(b"%PDF")
        assert "Traceback" not in live.said


def test_a_port_in_use_is_said_with_what_to_do(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as used:
        port = used.getsockname()[1]
        code, _, wrong = command.run(project, "--serve", "--port", str(port))
    assert code == 1
    assert f"The preview cannot be shown at port {port}: Address already in use." in wrong
    assert f"python3 scripts/build.py --serve --port {port % 65535 + 1}" in wrong
    assert "Traceback" not in wrong


@pytest.mark.parametrize("port", ["0", "65536", "-1", "x"])
def test_what_is_no_port_is_refused(project: Path, port: str) -> None:
    code, _, wrong = command.run(project, "--serve", "--port", port)
    assert code == 2
    assert "--port" in wrong
    assert "Traceback" not in wrong


def test_a_preview_stops_at_once_while_pdfs_are_still_being_made_and_leaves_nothing(project: Path) -> None:
    with preview(project) as live:
        assert live.shows(PAGE, b" may break.")
        live.save("Thread may break.", "Thread can break.")
        assert live.shows(PAGE, b" can break.")
        assert soon(lambda: len(command.alive(live.process.pid)) > 1), "helpers set the PDFs"
        live.process.send_signal(signal.SIGINT)
        assert command.gone(live.process.pid, 15)
        assert live.process.wait() == 0
        assert "Traceback" not in live.said
        assert "as they were before" not in live.said
    assert not list((project / ".build").glob("run-*"))


# ---- what is remembered from one build to the next -----------------------------------


def changed(name: str, before: str, after: str) -> Callable[[Path], object]:
    """A change of one file: the first place that says `before` says `after`."""

    def change(project: Path) -> None:
        path = holding(project / name, before)
        path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")

    return change


PAGE_FILE = "docs/procedures/restuffing.md"
CHANGES = {
    "the prose of a page": changed(PAGE_FILE, "Thread may break.", "Thread can break."),
    "its title": changed(PAGE_FILE, "title: ", "title: New "),
    "its main message": changed(PAGE_FILE, "summary: ", "summary: Now "),
    "a fact, which tables on other pages show": changed(PAGE_FILE, "It puts new", "It puts soft"),
    "what a page that was reviewed borrows": changed(
        "docs/procedures/brushing.yml", "plush soft.", "plush soft.\n      rated: low"
    ),
    "a number": changed(PAGE_FILE, "in_100: 4", "in_100: 5"),
    "a term": changed("docs/data/glossary.yml", "definition: ", "definition: Now "),
    "the clinic": changed("docs/data/clinic.yml", "emergency_number: ", "emergency_number: 1"),
    "a word of the templates": changed("overrides/words.yml", "written_on: ", "written_on: Now "),
    "a template of the theme": changed("overrides/partials/footer.html", "{{ config.copyright }}", "Now."),
    "the name of the site": changed("mkdocs.yml", "site_name: ", "site_name: New "),
    "a part that other pages lead to": changed("docs/current.md", "{{ part: current }}", ""),
    "the order of the pages": changed(PAGE_FILE, "order: 10", "order: 999"),
}


@pytest.fixture(scope="session")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up guide with templates of its own, so that those can change, too."""
    project = tmp_path_factory.mktemp("previewed")
    shutil.copytree(SECOND / "docs", project / "docs")
    shutil.copytree(ROOT / "overrides", project / "overrides")
    settings = (SECOND / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("../../overrides", "overrides").replace("../../", f"{ROOT}/")
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return project


SHOWN = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
first = load_config("mkdocs.yml")
first.plugins.on_startup(command=sys.argv[1], dirty=False)
for target in sys.argv[2:]:
    input()
    build(load_config("mkdocs.yml", site_dir=target), serve_url="http://x.example/")
    print("built", flush=True)
"""


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_remembered_never_shows_what_is_no_more(change: str, previewed: Path, tmp_path: Path) -> None:
    project = shutil.copytree(previewed, tmp_path / "project")
    environment = {**os.environ, "GUIDE_PAPER": "none", "NO_MKDOCS_2_WARNING": "1"}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", SHOWN, "serve", *(str(tmp_path / name) for name in ("first", "second"))]
    with subprocess.Popen(command, cwd=project, env=environment, **pipes) as preview:
        for _ in range(2):
            preview.stdin.write("\n")
            preview.stdin.flush()
            while preview.stdout.readline().strip() != "built":
                assert preview.poll() is None
            if not (tmp_path / "second").exists():
                CHANGES[change](project)
    shutil.rmtree(project / ".build")
    clean = [sys.executable, "-c", SHOWN, "build", str(tmp_path / "clean")]
    subprocess.run(clean, cwd=project, env=environment, input="\n", text=True, check=True, capture_output=True)
    assert contents(tmp_path / "second") == contents(tmp_path / "clean")
    assert contents(tmp_path / "first") != contents(tmp_path / "clean")


def contents(site: Path) -> dict[str, bytes]:
    """Every file of the site but the map, which is packed with the time."""
    files = (path for path in site.rglob("*") if path.is_file() and path.suffix != ".gz")
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}
