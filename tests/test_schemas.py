"""The JSON Schema for editors accepts what the build accepts."""

from __future__ import annotations

import jsonschema
import pytest

from conftest import SECOND
from fitting import misfits
from guide.commands.schema import schemas


def test_all_of_the_made_up_guide_fits_its_schemas() -> None:
    assert list(misfits(SECOND)) == []


def test_the_schema_refuses_a_misspelled_key() -> None:
    with pytest.raises(jsonschema.ValidationError, match="publsher"):
        jsonschema.validate(
            {"a": {"title": "T", "publsher": "P", "year": 1, "strength": "study"}}, schemas()["sources"]
        )


def test_every_key_has_its_place_in_the_schema_explained() -> None:
    fields = schemas()["glossary"]["$defs"]["Term"]["properties"]
    assert all("description" in field for field in fields.values())
