"""Holds content against the JSON Schema for editors, read as an editor reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from guide.commands.schema import schemas
from guide.content.document import read
from guide.content.load import DATA


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: dates stay texts, and so do `on`, `off`, `yes` and `no`."""


TRUTH, DATE = (f"tag:yaml.org,2002:{kind}" for kind in ("bool", "timestamp"))
Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag not in (TRUTH, DATE)]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver(TRUTH, re.compile(r"^(?:true|false)$"), list("tf"))


def front_matter(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8").split("\n---\n")[0], Loader)  # noqa: S506


def misfits(project: Path) -> Iterator[str]:
    """What the schemas refuse in the guide's data files, pages and their evidence."""
    docs, known = project / "docs", schemas()
    for path in (docs / "data" / file for file, _ in DATA.values()):
        if path.exists():
            yield from refused(path, yaml.load(path.read_text(encoding="utf-8"), Loader), known[path.stem])  # noqa: S506
    for path in sorted(docs.rglob("*.md")):
        yield from refused(path, front_matter(path), known[read(path, project)[1]["kind"]])
        if (beside := path.with_suffix(".yml")).exists():
            yield from refused(beside, yaml.load(beside.read_text("utf-8"), Loader), known["evidence"])  # noqa: S506


def refused(path: Path, given: Any, schema: dict[str, Any]) -> Iterator[str]:
    try:
        jsonschema.validate(given, schema)
    except jsonschema.ValidationError as error:
        yield f"{path}: {error.message}"
