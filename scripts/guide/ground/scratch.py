"""Folders for what lasts no longer than one run, and locks that end with the process that holds them.

They lie in the project's own `.build/`: what a killed run leaves there, the next clears away. Standard library only,
for the command needs it before anything is installed.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK = "lock"
PREFIX = "run-"


class Busy(Exception):
    """Another process holds the lock."""


class Scratch:
    """A fresh `folder` inside of another, gone when it is closed, forgotten or its process ends.

    Any number of processes may have one each. What killed ones left is cleared away: nobody holds its lock.
    """

    def __init__(self, inside: Path) -> None:
        with locked(inside / LOCK):  # so that nobody clears away a folder before it has its own lock
            for left in inside.glob(f"{PREFIX}*"):
                _clear(left)
            self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=inside))
            lock = (self.folder / LOCK).open("a")
            _take(lock, wait=False)
        self.close = weakref.finalize(self, _end, self.folder, lock)


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock of that file. The system gives it back when the process ends, however it ends.

    Raises Busy where another process holds it and one does not `wait`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        _take(lock, wait=wait)
        yield


def _take(lock: IO[str], *, wait: bool) -> None:
    try:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except (BlockingIOError, PermissionError):
        raise Busy from None


def _clear(left: Path) -> None:
    """Throw the folder away unless somebody is at work in it."""
    try:
        with locked(left / LOCK, wait=False):
            pass
    except Busy:
        return
    shutil.rmtree(left, ignore_errors=True)


def _end(folder: Path, lock: IO[str]) -> None:
    lock.close()
    shutil.rmtree(folder, ignore_errors=True)
