"""Reads `docs/` into a Guide and says, all at once, what does not fit the schema.

Knows where things are stored and how the schema's complaints become sentences. What no single file can know is
checked in `rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from guide.content.document import Document, read, read_text
from guide.content.drawings import svg
from guide.content.drawings.drawing import FOLDER
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import (
    METAS,
    Certainty,
    Clinic,
    Column,
    Editions,
    Emergency,
    Evidence,
    Ink,
    Key,
    Meta,
    Paper,
    Peer,
    ReadingRules,
    Settings,
    Source,
    Statement,
    StatementKey,
    Term,
)
from guide.content.schema.complaints import explain
from guide.ground.problems import Place, Problem, Unreadable, nearest, refusal

DATA: dict[str, tuple[str, Any]] = {
    "settings": ("guide.yml", Settings),
    "clinic": ("clinic.yml", Clinic),
    "sources": ("sources.yml", dict[Key, Source]),
    "terms": ("glossary.yml", dict[Key, Term]),
    "columns": ("columns.yml", dict[Key, Column]),
    "statements": ("article.yml", dict[StatementKey, Statement]),
    "emergency": ("emergency.yml", Emergency),
    "reading": ("reading.yml", ReadingRules),
    "peers": ("peers.yml", dict[Key, Peer]),
    "inks": ("inks.yml", dict[Key, Ink]),
    "paper": ("paper.yml", Paper),
    "editions": ("editions.yml", Editions),
    "certainty": ("certainty.yml", Certainty),
}
"""What the files of `docs/data/` hold: field of the guide -> file and shape."""


EVIDENCE = tuple(Evidence.model_fields)
"""What is said of a page beside it."""


@dataclass(frozen=True)
class Loaded:
    """What could be read: the guide if its data files are whole, and every problem met."""

    guide: Guide | None
    problems: tuple[Problem, ...]


@dataclass
class _Reader:
    root: Path
    found: Mapping[Path, tuple[Document, Any] | Problem]
    """What is in each file, or why it cannot be read."""
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)

    def document(self, path: Path) -> Document | None:
        found = self.found[path]
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        document, values = found
        self.documents[document.path], self.raw[document.path] = document, values
        return document

    def typed(self, document: Document, values: Any, shape: Any) -> Any | None:
        try:
            return _adapter(shape).validate_python(values)
        except ValidationError as error:
            self.problems += explain(error, document, values, shape)
            return None


def load(contents: Contents) -> Loaded:
    """The guide that these files hold."""
    docs = contents.docs
    paths = [path for path in contents.files if path.suffix == ".md"]
    reader = _Reader(docs.parent, contents.found)
    data: dict[str, Any] = {name: _data(reader, docs / "data" / file, shape) for name, (file, shape) in DATA.items()}
    reader.problems += contents.strange
    pages = dict(_pages(reader, docs, paths))
    whole = all(value is not None for value in data.values())
    broken = frozenset(path.stem for path in paths) - {page.slug for page in pages.values()}
    known: dict[str, Any] = {
        "pages": pages,
        "documents": reader.documents,
        "raw": reader.raw,
        "files": {name: f"{docs.name}/data/{file}" for name, (file, _) in DATA.items()},
        "broken": broken,
        "assets": frozenset(path.relative_to(docs).as_posix() for path in contents.files if path.suffix != ".yml"),
        "figures": dict(_figures(reader, docs / FOLDER)),
    }
    return Loaded(Guide(**known, **data) if whole else None, tuple(reader.problems))


def read_as(path: Path, shape: Any) -> tuple[Document, Any]:
    """A file that is none of the guide's, in the shape asked for. Raises BadGuide with all that does not fit."""
    try:
        document, values = read(path, path.parent)
        return document, _adapter(shape).validate_python(values)
    except Unreadable as error:
        raise refusal([error.problem]) from None
    except ValidationError as error:
        raise refusal(explain(error, document, values, shape)) from None


def _data(reader: _Reader, path: Path, shape: Any) -> Any | None:
    if path not in reader.found:
        place = Place(path.relative_to(reader.root).as_posix())
        reader.problems.append(
            Problem(place, "is missing", "create it; `python3 scripts/build.py schema` writes down its form")
        )
        return None
    document = reader.document(path)
    return reader.typed(document, reader.raw[document.path], shape) if document else None


def _pages(reader: _Reader, docs: Path, paths: Iterable[Path]) -> Iterable[tuple[str, Page[Meta]]]:
    for path in paths:
        document = reader.document(path)
        beside = path.with_suffix(".yml")
        evidence = reader.document(beside) if beside in reader.found else None
        readable = document and (evidence or beside not in reader.found)
        document = replace(document, evidence=evidence) if document and readable else None
        meta = _meta(reader, document) if document else None
        if document and meta:
            src = path.relative_to(docs).as_posix()
            yield src, Page(src, meta, document)


def _figures(reader: _Reader, folder: Path) -> Iterable[tuple[str, svg.Element]]:
    for path in sorted(folder.rglob("*.svg")):
        name = path.relative_to(reader.root).as_posix()
        try:
            yield path.relative_to(folder).as_posix(), svg.parse(read_text(path, name), name)
        except Unreadable as error:
            reader.problems.append(error.problem)


def _meta(reader: _Reader, document: Document) -> Meta | None:
    values = reader.raw[document.path]
    kind = values.get("kind") if isinstance(values, dict) else None
    if not isinstance(kind, str) or kind not in METAS:
        known = ", ".join(METAS)
        what = f'kind "{kind}" is unknown{nearest(str(kind), METAS)}' if kind else "kind is missing"
        reader.problems.append(Problem(document.place("kind"), what, f"write kind: and one of {known}"))
        return None
    if astray := [*_astray(document, values)]:
        reader.problems += astray
        return None
    meta: Meta | None = reader.typed(document, values | _evidence(reader, document), METAS[kind])
    return meta


def _astray(document: Document, values: dict[str, Any]) -> Iterable[Problem]:
    """Evidence has one home, which is not the page."""
    for key in EVIDENCE:
        if key in values:
            what = f"{key} stands in the page, not beside it"
            yield Problem(document.place(key, key=True), what, f"move it to {document.beside}")


def _evidence(reader: _Reader, document: Document) -> dict[str, Any]:
    """What the page stands on, of the keys that belong there; any other is a problem, and is read as it was meant."""
    beside = document.evidence
    values = reader.raw[beside.path] if beside else {}
    if not beside or not isinstance(values, dict):
        return {}
    for key in set(values) - {*EVIDENCE}:
        name = next(iter(get_close_matches(key, {*EVIDENCE} - {*values}, n=1)), "")
        what = f'key "{key}" is unknown{nearest(key, EVIDENCE)}'
        reader.problems.append(Problem(beside.place(key, key=True), what, f"write {' or '.join(EVIDENCE)}"))
        values = {name if other == key else other: value for other, value in values.items()} if name else values
    reader.raw[beside.path] = values
    return {key: value for key, value in values.items() if key in EVIDENCE}


@lru_cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)
