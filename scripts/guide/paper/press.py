"""The press: sets many documents in type, on all cores, and keeps what it made.

Knows what is worth keeping and how many processes to use, neither Typst nor what stands on the paper.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from guide.ground import fonts
from guide.ground.cache import Shelf, key, makers

FEW = 3
"""Jobs that are set at once rather than by further processes, which take time to start."""
BATCH = 128
"""Jobs after which the processes make room for new ones, because Typst remembers all it has set."""


class NotSet(Exception):
    """A document that cannot be set; the text says what is wrong."""


@dataclass(frozen=True)
class Job:
    """One document: its Typst source, the time it carries (seconds since 1970), what to call it in a complaint."""

    name: str
    source: str
    time: int


@dataclass(frozen=True)
class Print:
    """A finished PDF."""

    content: bytes
    pages: int


@dataclass(frozen=True)
class Press:
    """Sets jobs. Finished PDFs are kept on `shelf`; `fonts` is the folder of the fonts that were cut."""

    shelf: Shelf
    fonts: Path

    def run(self, jobs: Iterable[Job]) -> Iterator[Print]:
        """The PDFs in the order of the jobs. Raises NotSet with every job that cannot be set."""
        named = [(key(_makers(), str(job.time), job.source), job) for job in jobs]
        kept = {name: self.shelf.take(name) for name, _ in named}
        complaints = [said for said in self._make({name: job for name, job in named if kept[name] is None}) if said]
        if complaints:
            raise NotSet("\n".join(complaints))
        self.shelf.tidy(kept)
        yield from (_print(kept[name] or self.shelf.take(name)) for name, _ in named)

    def _make(self, jobs: dict[str, Job]) -> Iterable[str]:
        cut = fonts.for_paper(self.fonts) if jobs else self.fonts
        tasks = [(job, name, self.shelf, cut) for name, job in jobs.items()]
        if len(tasks) <= FEW:
            return [_to_shelf(*task) for task in tasks]
        batches = [tasks[start : start + BATCH] for start in range(0, len(tasks), BATCH)]
        return [said for batch in batches for said in _at_once(batch)]


@cache
def _makers() -> str:
    libraries = ("typst", "pikepdf", "fonttools", "fontpkg-atkinson-hyperlegible")
    modules = (*(Path(__file__).with_name(f"{name}.py") for name in ("press", "setter", "finish")),)
    return makers(libraries, (*modules, Path(fonts.__file__)))


def _at_once(tasks: list[tuple[Job, str, Shelf, Path]]) -> list[str]:
    """The tasks on all cores, in processes of their own."""
    spawn = multiprocessing.get_context("spawn")
    with _importable(), ProcessPoolExecutor(os.cpu_count(), mp_context=spawn) as pool:
        return list(pool.map(_to_shelf, *zip(*tasks, strict=True)))


@contextmanager
def _importable() -> Iterator[None]:
    """A site generator may have taken this package's folder off the path; new processes get the path as it is."""
    before, sys.path[:] = list(sys.path), [str(Path(__file__).parents[2]), *sys.path]
    yield
    sys.path[:] = before


def _to_shelf(job: Job, name: str, shelf: Shelf, fonts: Path) -> str:
    """Set the job and put it on the shelf with its number of pages; returns what is wrong, or nothing."""
    try:
        done = set_in_type(job, fonts)
    except NotSet as error:
        return str(error)
    shelf.put(name, b"%d\n%b" % (done.pages, done.content))
    return ""


def _print(kept: bytes | None) -> Print:
    """What `_to_shelf` put there."""
    pages, _, content = (kept or b"").partition(b"\n")
    return Print(content, int(pages))


def set_in_type(job: Job, fonts: Path) -> Print:
    """The job as PDF/UA-1 and PDF/A-2a, with the fonts of that folder alone. Raises NotSet."""
    from guide.paper import (
        setter,  # not before: what it needs takes a tenth of a second to load, and most builds set nothing
    )

    try:
        return Print(*setter.pdf(job.source, job.time, fonts))
    except setter.Broken as error:
        raise NotSet(f"{job.name}: {error}") from None
