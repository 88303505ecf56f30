"""Counts through how many modules of the core something goes: a fact to a PDF, a term to a link.

A module is passed if one of its functions gives back the marked words: as text, in a tree, or in a record or list that
holds such a text itself. Who only looks at them, changes a page somewhere else, or holds the whole guide and takes
nothing out of it, hands nothing on. Judges (`checks/`) stand beside the way. Run it to see the ways:

    PYTHONPATH=scripts python tests/walks.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

from lxml.html import HtmlElement
from pydantic import BaseModel

from guide.build import Build, open_build
from guide.content.files import Contents

ROOT = Path(__file__).resolve().parent.parent
CORE = str(ROOT / "scripts" / "guide")
SECOND = ROOT / "tests" / "second_guide" / "docs"

FACT = "zanyfluff"
TERM = "zanythread"


def holds(mark: str, value: Any, deep: int = 1) -> bool:
    """True for a value that carries the mark, itself or in what it holds."""
    if isinstance(value, str | bytes):
        return (mark if isinstance(value, str) else mark.encode()) in value
    if isinstance(value, HtmlElement):
        return any(mark in text for text in value.itertext())
    return deep > 0 and any(holds(mark, inside, deep - 1) for inside in _inside(value))


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, BaseModel):
        return vars(value).values()
    if is_dataclass(value) and not isinstance(value, type):
        return [value.__dict__[one.name] for one in fields(value) if one.name in getattr(value, "__dict__", {})]
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple | set | frozenset) else ()


def walk(mark: str, work: Callable[[], object]) -> list[str]:
    """The modules that the mark passes while the work is done, in the order in which it reaches them."""
    passed: dict[str, None] = {}

    def look(frame: FrameType, event: str, given: Any) -> None:
        path = frame.f_code.co_filename
        on_the_way = event == "return" and path.startswith(CORE) and "/checks/" not in path
        if on_the_way and path not in passed and holds(mark, given):
            passed[path] = None

    sys.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(None)
    return [path.removeprefix(f"{CORE}/").removesuffix(".py") for path in passed]


def marked(folder: Path) -> Path:
    """The made-up guide with a fact and a term that are marked: the folder of its `docs/`."""
    docs = folder / "docs"
    shutil.copytree(SECOND, docs)
    for file, old, new in (
        ("procedures/restuffing.yml", "It puts new filling in.", f"It puts new {FACT} in."),
        ("procedures/seam-repair.md", "Thread may break.", f"A {TERM} may break."),
        ("data/glossary.yml", "  term: thread\n", f"  term: {TERM}\n"),
    ):
        text = (docs / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        (docs / file).write_text(text.replace(old, new), encoding="utf-8")
    return docs


def alone(work: Callable[[Any], Any], things: Iterable[Any]) -> list[Any]:
    """What `mapped` and `mapped_apart` do, in this process, where it can be watched."""
    return [work(thing) for thing in things]


def opened(docs: Path) -> Build:
    """A build of the guide, in this process alone."""
    with mock.patch("guide.ground.parallel._cores", return_value=1):
        return open_build(Contents(docs), ROOT / "overrides", "")


def printed(docs: Path) -> None:
    """A build of the guide with its papers."""
    build = opened(docs)
    with mock.patch("guide.paper.press.mapped_apart", alone):
        build.print_paper("Bears")


def ways() -> tuple[list[str], list[str]]:
    """The way of a fact from its front matter to a PDF, and of a term to a link."""
    with tempfile.TemporaryDirectory() as folder:
        docs = marked(Path(folder))
        term = walk(TERM, lambda: opened(docs))
        shutil.rmtree(Path(folder) / ".build")
        return walk(FACT, lambda: printed(docs)), term


if __name__ == "__main__":
    for name, way in zip(("a fact to a PDF", "a term to a link"), ways(), strict=True):
        print(f"{name}: {len(way)} modules", *way, sep="\n  ")
