"""Keeps what was made under the hash of all that went into it, so that nothing is made twice and nothing is outdated.

Knows neither pages nor PDFs. What is damaged counts as missing.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Cache:
    """A folder of kept things. Several builds may use it at once: what one of them has tidied away since is missing."""

    folder: Path

    def take(self, key: str) -> bytes | None:
        """What is kept under the key; None if nothing is, or nothing whole."""
        try:
            digest, _, content = (self.folder / key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return content if digest == _digest(content) else None

    def put(self, key: str, content: bytes) -> None:
        """Keep the content, in one step: no one finds half of it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f"{key}.{os.getpid()}"
        with suppress(FileNotFoundError):  # another build tidies up in this moment
            unfinished.write_bytes(_digest(content) + b"\n" + content)
            unfinished.replace(self.folder / key)

    def tidy(self, wanted: Collection[str]) -> None:
        """Throw away all that is kept under other keys."""
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name not in wanted:
                path.unlink(missing_ok=True)


@dataclass
class Memory:
    """What a preview remembers of the build before, by its key. What a build did not put again is forgotten with the
    next one."""

    _before: dict[str, Any] = field(default_factory=dict)
    _now: dict[str, Any] = field(default_factory=dict)

    def turn(self) -> None:
        """Begin the next build."""
        if self._now:  # a build that was refused at once put nothing, and the one after it can use what was before
            self._before, self._now = self._now, {}

    def take(self, key: str) -> Any | None:
        """What was put under the key, in this build or the one before."""
        return self._now.get(key, self._before.get(key))

    def put(self, key: str, made: Any) -> None:
        """Remember what was made."""
        self._now[key] = made


def key(*parts: str) -> str:
    """A name for all that goes into a thing: another part, another name."""
    return hashlib.sha256("\0".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()


def makers(libraries: Iterable[str], modules: Iterable[Path]) -> str:
    """Stands for all that makes a thing, whatever it is made of: Python, libraries, our own modules."""
    versions = (f"{library} {version(library)}" for library in libraries)
    return key(platform.python_version(), *versions, *(path.read_text(encoding="utf-8") for path in modules))


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
