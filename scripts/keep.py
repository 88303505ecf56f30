"""Keeps the last good site: one build at a time, each in a folder of its own, swapped in when it is whole.

Standard library only. Whenever a build is cut off, the site or its last copy is whole, and the next run heals the rest.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class Busy(Exception):
    """Another build is at work in the same folder."""


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A fresh folder in `folder` for one build, gone afterwards, and free of what other builds left. Raises Busy."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        _take(lock)
        for left in folder.glob("run-*"):
            shutil.rmtree(left, ignore_errors=True)
        own = folder / f"run-{os.getpid()}"
        own.mkdir(exist_ok=True)
        try:
            yield own
        finally:
            shutil.rmtree(own, ignore_errors=True)


def swap(new: Path, site: Path, old: Path) -> None:
    """Put `new` in the place of `site`. Cut off between the two moves, `old` is the last good site."""
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    finally:
        heal(site, old)


def heal(site: Path, old: Path) -> None:
    """Put the last good site back if a swap was cut off, and clear away what the swap left."""
    if old.exists() and not site.exists():
        old.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _take(lock: IO[str]) -> None:
    """Take the lock, which the system gives back when the process ends, however it ends."""
    try:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except (BlockingIOError, PermissionError):
        raise Busy from None
