"""Does the same work for many things on all cores.

There are two ways. `mapped` splits the running process, so that nothing has to be packed and sent but results; where
that is not safe, one core does it all. `mapped_apart` starts processes of its own and sends them what they need: for
work that makes threads of its own, and anywhere. Whatever ends this process, its helpers end with it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

ENOUGH = 16
"""Things for which one more process is worth its start."""

PARTS = 8
"""Parts of the work for each process that is split off: who is done sooner takes more."""

THREADS = Path("/proc/self/task")
"""Where Linux lists the threads of this process, those of Python and those of libraries."""

SCRIPTS = Path(__file__).parents[2]

_task: ContextVar[Callable[[range], Any]] = ContextVar("_task")
"""What a helper that was split off does with a part of the work."""


def mapped(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """What `work` makes of each thing, in their order. An error in any process is raised here.

    The work may be done in other processes: what comes back is the results alone.
    """
    processes = min(_cores(), len(things) // ENOUGH)
    if processes < 2 or not can_split():
        return [work(thing) for thing in things]

    def task(part: range) -> list[R]:
        return [work(things[number]) for number in part]

    size = -(-len(things) // (processes * PARTS))
    parts = [range(len(things))[start : start + size] for start in range(0, len(things), size)]
    return [*chain.from_iterable(_shared("fork", processes, _split_off, parts, task))]


def mapped_apart(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """As `mapped`, in processes that share nothing with this one: the work and the things are sent to them.

    Never in this process: a library that makes threads of its own would keep it from being split.
    """
    if str(SCRIPTS) not in sys.path:
        sys.path.append(str(SCRIPTS))  # a site generator takes it off; the helpers are given the path as it is
    return _shared("spawn", max(1, min(_cores(), len(things))), work, things)


def can_split() -> bool:
    """True where the system splits a process safely: on Linux, unless another way was chosen, with no other thread."""
    wanted = multiprocessing.get_start_method(allow_none=True) in (None, "fork")
    return sys.platform == "linux" and wanted and len([*THREADS.glob("*")]) == 1


def end_helpers() -> None:
    """End all processes that work for this one; who waits for them gets an error."""
    for process in multiprocessing.active_children():
        process.terminate()


def _cores() -> int:
    return os.cpu_count() or 1


def _shared(start: str, processes: int, work: Callable[[T], R], things: Sequence[T], *given: Any) -> list[R]:
    context = multiprocessing.get_context(start)
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=given) as pool:
        try:
            with _interrupts_waiting():
                made = [pool.submit(work, thing) for thing in things]
            return [future.result() for future in made]
        except BrokenProcessPool:
            raise MemoryError("a process that helped was ended by the system") from None
        except KeyboardInterrupt:
            end_helpers()
            raise
        except Exception:
            pool.shutdown(cancel_futures=True)
            raise


def _begin(task: Callable[[range], Any] | None = None) -> None:
    """What a helper does first."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # who stops the command stops its helpers, without a word of each
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if task:
        _task.set(task)


@contextmanager
def _interrupts_waiting() -> Iterator[None]:
    """Let Ctrl-C wait for a moment: Python swallows it while it splits a process."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _end_with_parent() -> None:
    """However the parent ends: a killed one has no time to say so."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _split_off(part: range) -> Any:
    return _task.get()(part)
