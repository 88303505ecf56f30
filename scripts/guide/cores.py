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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

ENOUGH = 16
"""Things for which one more process is worth its start."""


HELPER = "helper of a build"
"""What the processes are called that are split off."""

SELDOM = (100_000, 50, 50)
"""New things after which the collector looks for waste: nearly all that a build makes is kept until its end."""


def collect_seldom() -> None:
    """Let the collector of this process look for waste a hundred times less often than Python does by itself."""
    gc.set_threshold(*SELDOM)


def collect_no_more() -> None:
    """Spare the collector a last look through all that is there: it goes with the process, which ends sooner."""
    gc.freeze()


def mapped(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """What `work` makes of each thing, in their order. An error in any process is raised here."""
    count = _processes(len(things))
    shares = [things[start::count] for start in range(count)]
    with still(), _frozen():
        others = [_split(work, share) for share in shares[1:]]
        made = [[work(thing) for thing in shares[0]], *map(_received, others)]
    return [made[index % count][index // count] for index in range(len(things))]


def begun(work: Callable[[], R]) -> Callable[[], R]:
    """Begin the work on another core; what is returned waits for it and gives what it made, once.

    Where one core does everything, the work is done when it is waited for.
    """
    if _cores() == 1:
        return work
    with _frozen():
        pipe = _split(lambda _: work(), [None])
    return lambda: _received(pipe)[0]


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
    """Keep the collector from touching, and so copying, memory that the processes share, even as they end."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _split(work: Callable[[T], R], share: Sequence[T]) -> Connection:
    context: Any = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    context.Process(name=HELPER, target=_send, args=(there, work, share), daemon=True).start()
    there.close()
    return here  # type: ignore[no-any-return]


def _send(pipe: Connection, work: Callable[[T], R], share: Sequence[T]) -> None:
    try:
        pipe.send([work(thing) for thing in share])
    except Exception as error:  # noqa: BLE001  (whatever it is, it is raised again where the work was asked for)
        pipe.send(error)


def _received(pipe: Connection) -> list[Any]:
    try:
        found = pipe.recv()
    except EOFError:
        raise MemoryError("a process that helped was ended by the system") from None
    if isinstance(found, Exception):
        raise found
    return list(found)
