"""Lays things by until they are asked for, out of memory: the pages of a large guide are too many to hold.

Knows neither pages nor what becomes of them. All that one process lays by goes into one file, for files take long to
make, and longer just after others were thrown away.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True)
class Lain:
    """Where something lies: the name of its file, and its place in it in bytes."""

    name: str
    start: int
    size: int


@dataclass
class Desk:
    """A desk that is cleared at the end. Several processes may lay things by at once."""

    _folder: TemporaryDirectory[str] = field(default_factory=TemporaryDirectory)

    def file(self, name: str) -> Path:
        """Where a file of its own can lie."""
        return Path(self._folder.name) / name

    def lay(self, content: bytes) -> Lain:
        """Lay the content by; says where it lies."""
        name = str(os.getpid())
        with self.file(name).open("ab") as pile:
            start = pile.tell()
            pile.write(content)
        return Lain(name, start, len(content))

    def take(self, lain: Lain) -> bytes:
        """What lies there."""
        with self.file(lain.name).open("rb") as pile:
            pile.seek(lain.start)
            return pile.read(lain.size)
