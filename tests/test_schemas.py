"""The JSON Schema for editors accepts what the build accepts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from conftest import ROOT, SECOND
from guide.commands.schema import schemas
from guide.content.document import read
from guide.content.load import DATA

FILES = [docs / "data" / file for docs in (ROOT / "docs", SECOND / "docs") for file, _ in DATA.values()]
PAGES = [*(ROOT / "docs").rglob("*.md"), *(SECOND / "docs").rglob("*.md")]


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


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-4]}-{path.stem}")
def test_a_data_file_fits_its_schema(path: Path) -> None:
    jsonschema.validate(yaml.load(path.read_text(encoding="utf-8"), Loader), schemas()[path.stem])  # noqa: S506


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_fits_the_schema_of_its_kind(path: Path) -> None:
    kind = read(path, ROOT)[1]["kind"]
    jsonschema.validate(front_matter(path), schemas()[kind])


def test_the_schema_refuses_a_misspelled_key() -> None:
    with pytest.raises(jsonschema.ValidationError, match="publsher"):
        jsonschema.validate(
            {"a": {"title": "T", "publsher": "P", "year": 1, "strength": "study"}}, schemas()["sources"]
        )


def test_every_key_has_its_place_in_the_schema_explained() -> None:
    fields = schemas()["glossary"]["$defs"]["Term"]["properties"]
    assert all("description" in field for field in fields.values())
