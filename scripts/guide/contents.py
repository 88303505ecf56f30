"""Reads all files of a guide's folder, on the other cores, while the rest of the program is loaded on this one.

Knows which files are read, and needs nothing but what reads them: the schema alone takes longer to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path

from guide import files
from guide.cores import shared
from guide.document import Document, Packed, Unreadable, read
from guide.problems import Problem


class Contents:
    """The files of the folder `docs`: those that the guide may use, in order, and a problem for each other one.

    Places are named from the folder above it. Reading begins at once.
    """

    def __init__(self, docs: Path) -> None:
        self.docs = docs
        self.files, self.strange = files.listed(docs)
        data = (path for path in sorted((docs / "data").glob("*.yml")) if path.is_file())
        self._paths = [*data, *(path for path in self.files if path.suffix == ".md")]
        self._read = shared(partial(_read, docs.parent), self._paths)

    @cached_property
    def found(self) -> Mapping[Path, tuple[Document, Packed] | Problem]:
        """What is in each page and each data file, or why it cannot be read."""
        return dict(zip(self._paths, self._read(), strict=True))


def _read(root: Path, path: Path) -> tuple[Document, Packed] | Problem:
    try:
        document, values = read(path, root)
    except Unreadable as error:
        return error.problem
    return document, Packed.of(values)
