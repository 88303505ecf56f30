"""A preview: the page comes at once, the PDFs follow, and nothing old stays."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from conftest import ROOT, SECOND
from guide.preview import Preview, state

PATIENCE = 120
PAGE, PDF = "procedures/restuffing.html", "pdf/restuffing-full-clear-a4.pdf"


def test_what_was_made_last_shows_while_something_newer_is_made() -> None:
    told, go = [], threading.Event()
    preview = Preview[str](lambda: told.append("newer"))
    assert preview.of("one", lambda: "first") == "first"
    assert preview.of("two", lambda: "second" if go.wait(PATIENCE) else "") == "first"
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
    preview.wait()
    assert "page.md:1:1: is too long" in capsys.readouterr().err
    assert preview.of("two", lambda: "second") == "first"
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


@pytest.fixture
def served(project: Path) -> Iterator[str]:
    """The made-up guide in a live preview; the address of its top."""
    settings = (SECOND / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("../../", f"{ROOT}/")
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-q", "-a", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=project) as server:
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def got(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - an address of this machine
            return bytes(answer.read())
    except (URLError, ConnectionError):
        return b""


def soon(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_change_shows_on_the_page_and_then_on_paper(project: Path, served: str) -> None:
    soon(lambda: b" may break." in got(served + PAGE))
    before = got(served + PDF)
    assert before.startswith(b"%PDF")
    page = project / "docs" / "procedures" / "restuffing.md"
    page.write_text(page.read_text("utf-8").replace("Thread may break.", "Thread can break."), "utf-8")
    soon(lambda: b" can break." in got(served + PAGE))
    soon(lambda: got(served + PDF) not in (b"", before))
    assert got(served + PDF).startswith(b"%PDF")
