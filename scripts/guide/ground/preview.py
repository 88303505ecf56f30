"""Paper while somebody writes: the page comes at once, and the PDFs follow when they are made.

Knows for which state of the content the last PDFs were made; not how they are made, nor who shows them.
"""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from guide.ground.parallel import end_helpers

T = TypeVar("T")


def state(folders: Iterable[Path]) -> str:
    """Stands for all that the files in these folders say: another file, name or byte, another state."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    named = (f"{path}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files)
    return hashlib.sha256("".join(named).encode()).hexdigest()


@dataclass
class Preview(Generic[T]):
    """Shows what was made last while something newer is being made. Calls `tell` when that is there.

    Only the newest state that was asked for is made; one that was overtaken while it waited is not.
    """

    tell: Callable[[], object] = lambda: None
    _shown: tuple[str, T] | None = None
    _wanted: tuple[str, Callable[[], T]] | None = None
    _worker: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopped: bool = False

    def of(self, state: str, make: Callable[[], T]) -> T:
        """What to show for content in this state: made now the first time, later what was made last.

        Raises what `make` raises the first time.
        """
        if self._shown is None:
            self._shown = state, make()
        with self._lock:
            self._wanted = (state, make) if self._shown[0] != state else None
        return self._shown[1]

    def follow(self) -> None:
        """Begin to make what was asked for and is not shown yet, now that nobody waits for a page.

        What goes wrong is said to the terminal, and what was made last stays.
        """
        with self._lock:
            if self._wanted and not self._worker:
                self._worker = threading.Thread(target=self._follow, daemon=True)
                self._worker.start()

    def wait(self) -> None:
        """Wait until nothing newer is being made."""
        if worker := self._worker:
            worker.join()

    def stop(self) -> None:
        """Wait for nothing that is being made, and say nothing more."""
        with self._lock:
            self._wanted, self._stopped = None, True
        end_helpers()

    def _follow(self) -> None:
        while wanted := self._next():
            state, make = wanted
            try:
                self._shown = state, make()
                self.tell()
            except Exception as error:  # noqa: BLE001  (whatever it is, it must be said, and the next one made)
                if not self._stopped:
                    print(f"The PDFs are as they were before:\n{error}", file=sys.stderr, flush=True)

    def _next(self) -> tuple[str, Callable[[], T]] | None:
        with self._lock:
            wanted, self._wanted = self._wanted, None
            if wanted is None:
                self._worker = None
            return wanted
