"""Lists and reads the files of a guide, and names those that no guide may hold: odd names, odd kinds, ways out.

Knows names and kinds of files, not what stands in them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from guide.content.document import Document, read, unseen
from guide.ground.parallel import mapped
from guide.ground.problems import Place, Problem, Unreadable

PICTURES = (".svg", ".png", ".jpg", ".webp")
LARGEST_PICTURE = 1_000_000
DEEPEST_FOLDER = 3

MADE = ("guide.json", "guide.schema.json", "quality.json", "llms.txt")
"""Files that the build lays beside the pages, for machines: a page may link to them."""

_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]*")
_NAMES = {"page": re.compile(r"[a-z0-9][a-z0-9-]*\.md"), "data": re.compile(r"[a-z0-9][a-z0-9-]*\.yml")}
_KINDS = re.compile(rf".*(?:{'|'.join(map(re.escape, ('.md', '.yml', *PICTURES)))})")
_COPY = re.compile(r"\.[_#~]")
"""How the names of copies begin that systems and editors lay beside a file."""
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""What Windows gives no file the name of, whatever its ending: nobody could unpack the kit there."""
_PICTURE = re.compile(r"[a-z0-9][a-z0-9-]*\.[a-z]+")


class Contents:
    """The files of the folder `docs`: those that the guide may use, in order, and a problem for each other one.

    Places are named from the folder above it. `settings` is the file with the site's name, `theme` the folders of files
    that are laid beside these.
    """

    def __init__(self, docs: Path, settings: Path | None = None, theme: Sequence[Path] = ()) -> None:
        self.docs = docs
        self.files, self.strange = listed(docs)
        self.strange += [*_at_addresses_of(theme, self.files, docs), *(unseen(settings) if settings else ())]
        data = (path for path in sorted((docs / "data").glob("*.yml")) if path.is_file())
        beside = (path for path in self.files if path.suffix in {".md", ".yml"})
        self._paths = [*dict.fromkeys([*data, *beside])]

    @cached_property
    def found(self) -> Mapping[Path, tuple[Document, Any] | Problem]:
        """What is in each page, the evidence beside it and each data file, or why it cannot be read."""
        return dict(zip(self._paths, mapped(partial(_read, self.docs.parent), self._paths), strict=True))


def _read(root: Path, path: Path) -> tuple[Document, Any] | Problem:
    try:
        return read(path, root)
    except Unreadable as error:
        return error.problem


def listed(docs: Path) -> tuple[list[Path], list[Problem]]:
    """The files that the guide may use, in the order of their names, and a problem for each other file."""
    files: list[Path] = []
    problems: list[Problem] = []
    for path in _walk(docs):
        found = list(_strange(path, docs))
        problems += found
        if not found:
            files.append(path)
    return files, problems


def _walk(docs: Path) -> Iterator[Path]:
    """Every file, and every folder that is a link, but none that a program keeps for itself: their names begin with a
    dot, and those of files are no names of pages, data or pictures."""
    for folder, folders, names in os.walk(docs):
        here, shown = Path(folder), sorted(name for name in folders if not _is_hidden(name))
        folders[:] = shown
        yield from (here / name for name in shown if (here / name).is_symlink())
        meant = (name for name in names if not _is_hidden(name) or (_KINDS.fullmatch(name) and not _COPY.match(name)))
        yield from (here / name for name in sorted(meant))


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _at_addresses_of(theme: Sequence[Path], files: Iterable[Path], docs: Path) -> Iterator[Problem]:
    """Files that would take the place of one of the theme."""
    for path in files:
        src = path.relative_to(docs)
        if any((folder / src).is_file() for folder in theme):
            place = Place(path.relative_to(docs.parent).as_posix())
            yield Problem(place, "is at the address of a file of the theme", "give it another name")


def _strange(path: Path, docs: Path) -> Iterator[Problem]:
    place = Place(ascii(path.relative_to(docs.parent).as_posix())[1:-1])
    if _is_hidden(path.name):
        what = "is left out of the site, as its name begins with a dot"
        yield Problem(place, what, "take the dot away, or keep the file elsewhere")
    elif path.is_symlink():
        yield Problem(place, "is a link to another place", "put the file itself here")
    elif not path.is_file():
        yield Problem(place, "is not a file that can be read", "remove it")
    else:
        yield from _misnamed(path.relative_to(docs), place)
        yield from _astray(path, docs, place)
        if path.suffix in PICTURES and path.stat().st_size > LARGEST_PICTURE:
            yield Problem(place, f"is larger than {LARGEST_PICTURE:,} bytes", "make it smaller")


def _misnamed(path: Path, place: Place) -> Iterator[Problem]:
    *folders, name = path.parts
    wanted = _PICTURE if path.suffix in PICTURES else _NAMES["data" if path.suffix == ".yml" else "page"]
    if len(folders) > DEEPEST_FOLDER:
        yield Problem(place, f"lies deeper than {DEEPEST_FOLDER} folders", "move it up")
    if path.suffix not in {".md", ".yml", *PICTURES} or (path.suffix != ".yml" and folders == ["data"]):
        kinds = f"pages (.md), evidence beside them and data/*.yml, and pictures ({', '.join(PICTURES)})"
        yield Problem(place, "is not a kind of file that a guide holds", f"remove it; there are {kinds}")
    elif not wanted.fullmatch(name) or not all(_FOLDER.fullmatch(folder) for folder in folders):
        yield Problem(place, "has an odd name", "use small letters, digits and hyphens")
    elif any(_DEVICE.fullmatch(part.partition(".")[0]) for part in path.parts):
        yield Problem(place, "has a name that Windows keeps for itself", "give it another name")


def _astray(path: Path, docs: Path, place: Place) -> Iterator[Problem]:
    """Evidence lies beside the page that stands on it."""
    page = path.with_suffix(".md")
    if path.suffix == ".yml" and path.parent != docs / "data" and not page.is_file():
        yield Problem(place, "is evidence of no page", f"name it after the page beside it, or write {page.name}")
