"""Does the same work for many things on all cores.

Splits the running process, so that nothing has to be packed and sent but the results. That is safe on Linux alone, and
only while no other thread runs; everywhere else one core does the work.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import FileIO
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FORK: Any = multiprocessing.get_context("fork") if sys.platform == "linux" else None

ENOUGH = 16
"""Things for which one more process is worth its start."""


HELPER = "helper of a build"
"""What the processes are called that are split off."""

SIZE = array("Q").itemsize
"""Bytes of a number in a file."""

SELDOM = (20_000, 10, 50)
"""New things after which the collector looks for waste: nearly all that a build makes is kept until its end."""


def collect_seldom() -> None:
    """Let the collector of this process look for waste some twenty times less often than Python does by itself."""
    gc.set_threshold(*SELDOM)


def collect_no_more() -> None:
    """Spare the collector a last look through all that is there: it goes with the process, which ends sooner."""
    gc.freeze()


def mapped(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """What `work` makes of each thing, in their order. An error in any process is raised here."""
    return shared(work, things)()


def shared(work: Callable[[T], R], things: Sequence[T]) -> Callable[[], list[R]]:
    """Begin the work on the other cores; what is returned joins in, and gives what `mapped` gives."""
    helpers = _processes(len(things)) - 1
    tickets = _Tickets(len(things)) if helpers else range(len(things))

    def share() -> dict[int, R]:
        return {number: work(things[number]) for number in tickets}

    others = [_split(share) for _ in range(helpers)]

    def joined() -> list[R]:
        with _frozen():
            made = share()
            for pipe in others:
                made |= _received(pipe)
        return [made[number] for number in range(len(things))]

    return joined


def begun(work: Callable[[], R]) -> Callable[[], R]:
    """Begin the work on another core; what is returned waits for it and gives what it made, once.

    Where one core does everything, the work is done when it is waited for.
    """
    if _cores() == 1:
        return work
    pipe = _split(work)
    return lambda: _received(pipe)


@contextmanager
def leaving_nothing_at_work() -> Iterator[None]:
    """Where an error ends the work, end what was begun for it on other cores, too: nobody will wait for it."""
    try:
        yield
    except BaseException:
        for process in multiprocessing.active_children():
            if process.name == HELPER:
                process.terminate()
                process.join()
        raise


def _processes(things: int) -> int:
    return max(1, min(_cores(), things // ENOUGH))


def _cores() -> int:
    can_split = sys.platform == "linux" and threading.active_count() == 1
    return os.cpu_count() or 1 if can_split else 1


@contextmanager
def still() -> Iterator[None]:
    """Keep the collector from looking for waste, again and again, among things that are all kept."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def _frozen() -> Iterator[None]:
    """Keep the collector from looking at, and so copying where processes share memory, all that is there already."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class _Tickets:
    """The numbers from 0 on, each for one of the processes that take them: who is done sooner takes more.

    They stand in a file that all of them read on from where the last one stopped. There is no lock that a process could
    keep when the system ends it.
    """

    def __init__(self, count: int) -> None:
        self._file = FileIO(os.memfd_create("tickets"), "r+")
        self._file.write(array("Q", range(count)).tobytes())
        self._file.seek(0)

    def __iter__(self) -> Iterator[int]:
        while number := self._file.read(SIZE):
            yield int.from_bytes(number, sys.byteorder)


def _split(work: Callable[[], R]) -> Connection:
    here, there = _FORK.Pipe(duplex=False)
    with _frozen():
        _FORK.Process(name=HELPER, target=_send, args=(there, work), daemon=True).start()
    there.close()
    return here  # type: ignore[no-any-return]


def _send(pipe: Connection, work: Callable[[], R]) -> None:
    try:
        pipe.send(work())
    except Exception as error:  # noqa: BLE001  (whatever it is, it is raised again where the work was asked for)
        pipe.send(error)


def _received(pipe: Connection) -> Any:
    try:
        found = pipe.recv()
    except EOFError:
        raise MemoryError("a process that helped was ended by the system") from None
    if isinstance(found, Exception):
        raise found
    return found
