"""The press: Typst code in, an accessible, archival and small PDF out. Keeps what it made.

Knows Typst and the inside of a PDF, not what stands on the paper.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import typst

from guide import packing, typeface

STANDARDS: list[Any] = ["a-2a", "ua-1"]

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
    """Sets jobs.

    `shelf` is the folder in which finished PDFs are kept under the hash of all that went into them, `fonts` that of
    the fonts that were cut.
    """

    shelf: Path
    fonts: Path

    def run(self, jobs: Iterable[Job]) -> Iterator[Print]:
        """The PDFs in the order of the jobs. Raises NotSet with every job that cannot be set."""
        keyed = [(self._key(job), job) for job in jobs]
        missing = {key: job for key, job in keyed if not (self.shelf / key).is_file()}
        self.shelf.mkdir(parents=True, exist_ok=True)
        complaints = [said for said in self._make(missing) if said]
        if complaints:
            raise NotSet("\n".join(complaints))
        self._tidy({key for key, _ in keyed})
        yield from (self._take(key) for key, _ in keyed)

    def _make(self, jobs: dict[str, Job]) -> Iterable[str]:
        fonts = typeface.for_paper(self.fonts) if jobs else self.fonts
        tasks = [(job, self.shelf / key, fonts) for key, job in jobs.items()]
        if len(tasks) <= FEW:
            return [_to_shelf(*task) for task in tasks]
        batches = [tasks[start : start + BATCH] for start in range(0, len(tasks), BATCH)]
        return [said for batch in batches for said in _at_once(batch)]

    def _key(self, job: Job) -> str:
        return hashlib.sha256(f"{_makers()}\n{job.time}\n{job.source}".encode()).hexdigest()

    def _take(self, key: str) -> Print:
        head, _, content = (self.shelf / key).read_bytes().partition(b"\n")
        about = json.loads(head)
        if hashlib.sha256(content).hexdigest() != about["digest"]:
            (self.shelf / key).unlink()
            raise NotSet("a kept PDF was damaged and has been thrown away; build again")
        return Print(content, about["pages"])

    def _tidy(self, wanted: set[str]) -> None:
        """Throw away what no document of this guide needs any more."""
        for path in self.shelf.iterdir():
            if path.name not in wanted:
                path.unlink(missing_ok=True)


@cache
def _makers() -> str:
    """All that decides the bytes beside the source: libraries, the modules, the typeface."""
    libraries = ("typst", "pikepdf", "fonttools", "fontpkg-atkinson-hyperlegible")
    modules = ("press", "packing", "shorthand", "typeface")
    own = [Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8") for name in modules]
    return "\n".join([*(f"{name} {version(name)}" for name in libraries), *own])


def _at_once(tasks: list[tuple[Job, Path, Path]]) -> list[str]:
    """The tasks on all cores, in processes of their own."""
    spawn = multiprocessing.get_context("spawn")
    with _importable(), ProcessPoolExecutor(os.cpu_count(), mp_context=spawn) as pool:
        return list(pool.map(_to_shelf, *zip(*tasks, strict=True)))


@contextmanager
def _importable() -> Iterator[None]:
    """A site generator may have taken this package's folder off the path; new processes get the path as it is."""
    before, sys.path[:] = list(sys.path), [str(Path(__file__).parents[1]), *sys.path]
    yield
    sys.path[:] = before


def _to_shelf(job: Job, place: Path, fonts: Path) -> str:
    """Set the job and put it on the shelf whole; returns what is wrong, or nothing."""
    try:
        done = set_in_type(job, fonts)
    except NotSet as error:
        return str(error)
    about = {"pages": done.pages, "digest": hashlib.sha256(done.content).hexdigest()}
    unfinished = place.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(json.dumps(about).encode() + b"\n" + done.content)
    unfinished.replace(place)
    return ""


def set_in_type(job: Job, fonts: Path) -> Print:
    """The job as PDF/UA-1 and PDF/A-2a, with the fonts of that folder alone. Raises NotSet."""
    try:
        content, warnings = _compiler(fonts).compile_with_warnings(
            input=job.source.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=job.time
        )
    except typst.TypstError as error:
        raise NotSet(f"{job.name}: {error.message} {error.hints}\n{error.diagnostic}") from None
    if warnings:
        raise NotSet(f"{job.name}: {warnings[0].message} {warnings[0].hints}")
    return Print(*packing.packed(cast(bytes, content)))


@cache
def _compiler(fonts: Path) -> typst.Compiler:
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts]))
