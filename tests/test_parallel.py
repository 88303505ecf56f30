"""Work is shared out where that is safe, and what comes of it is the same where it is not.

Each of these runs in a process of its own: that of the tests has threads of many libraries.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import SPLIT, alive, gone, soon
from conftest import ROOT, SECOND
from guide.ground import parallel

pytestmark = pytest.mark.slow

HEAD = SPLIT + "import multiprocessing, os, threading, time\n"


def start(code: str) -> subprocess.Popen[str]:
    """Python code at work in a session of its own, with two cores."""
    command = [sys.executable, "-c", HEAD + textwrap.dedent(code)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)


def said(code: str) -> str:
    with start(code) as process:
        output, _ = process.communicate()
    assert process.returncode == 0
    return output.strip()


WHO = "print(len(set(parallel.mapped(lambda _: time.sleep(0.05) or os.getpid(), range(20))) - {os.getpid()}))"
"""How many other processes do the work."""


@given(st.lists(st.integers(), max_size=40))
def test_work_keeps_its_order_whatever_there_is_to_do(things: list[int]) -> None:
    assert parallel.mapped(lambda thing: thing * 2, things) == [thing * 2 for thing in things]


@pytest.mark.parametrize("count", [0, 1, 2, 15, 16, 17, 100])
def test_the_work_is_done_by_more_than_one_process_and_keeps_its_order(count: int) -> None:
    assert said(f"print(parallel.mapped(lambda number: number * 2, range({count})))") == str(
        [number * 2 for number in range(count)]
    )
    assert said(WHO) == "2"


def test_a_little_work_is_not_shared_out() -> None:
    assert said("parallel.ENOUGH = 16\n" + WHO) == "0"


@pytest.mark.parametrize(
    "with_it",
    [
        "threading.Thread(target=lambda: time.sleep(5), daemon=True).start()",
        "import typst; typst.Compiler().compile(input=b'= Bears', format='pdf'); assert threading.active_count() == 1",
        "multiprocessing.set_start_method('spawn')",
        "multiprocessing.set_start_method('forkserver')",
        "parallel.sys.platform = 'darwin'",
        "parallel.THREADS = parallel.Path('/nowhere')",
    ],
)
def test_no_process_is_split_where_that_is_not_safe(with_it: str) -> None:
    assert said(f"{with_it}\n{WHO}") == "0"


def test_an_error_in_another_process_is_raised_here_and_leaves_no_process() -> None:
    code = """
    try:
        parallel.mapped(lambda number: 1 // (number - 7), range(20))
    except ZeroDivisionError:
        print(multiprocessing.active_children())
    """
    assert said(code) == "[]"


def test_a_process_that_the_system_ends_is_no_silent_gap() -> None:
    code = """
    try:
        parallel.mapped(lambda number: number and os._exit(9), range(20))
    except MemoryError as error:
        print(error, multiprocessing.active_children())
    """
    assert said(code) == "a process that helped was ended by the system []"


@pytest.mark.parametrize("way", ["parallel.mapped", "parallel.mapped_apart"])
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_helpers_end_with_the_process_that_they_work_for(way: str, end: signal.Signals) -> None:
    with start(f"print(flush=True)\n{way}(time.sleep, [600] * 8)") as process:
        assert soon(lambda: len(alive(process.pid)) > 2)
        process.send_signal(end)
        assert gone(process.pid, 2)


def test_a_site_is_the_same_to_the_byte_where_no_process_can_be_split(tmp_path: Path) -> None:
    sites = [built(tmp_path / way, way) for way in ("fork", "spawn")]
    assert len(sites[0]) > 100
    assert sites[0] == sites[1]


def built(folder: Path, way: str) -> dict[str, str]:
    """Digests of the made-up guide's site, built by a Python that starts processes in that way."""
    command = "from mkdocs.__main__ import cli; cli(['build', '-q', '-d', 'site'])"
    folder.mkdir()
    (folder / "docs").symlink_to(SECOND / "docs")
    settings = (SECOND / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", f"{ROOT}/")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    first = f"{SPLIT}import multiprocessing; multiprocessing.set_start_method({way!r}); "
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-c", first + command], cwd=folder, env=environment, check=True)
    files = (path for path in (folder / "site").rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.suffix != ".gz"
    }
