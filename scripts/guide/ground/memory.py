"""Remembers, while somebody writes, what the build before made of the same things.

Knows neither pages nor what is made of them: a key must stand for all that decides what comes of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Memory:
    """What was made, by its key. What a build did not keep again is forgotten with the next one."""

    _before: dict[str, Any] = field(default_factory=dict)
    _now: dict[str, Any] = field(default_factory=dict)

    def turn(self) -> None:
        """Begin the next build."""
        if self._now:  # a build that was refused at once kept nothing, and the one after it can use what was before
            self._before, self._now = self._now, {}

    def of(self, key: str) -> Any | None:
        """What was kept under the key, in this build or the one before."""
        return self._now.get(key, self._before.get(key))

    def keep(self, key: str, made: Any) -> None:
        """Keep what was made."""
        self._now[key] = made
