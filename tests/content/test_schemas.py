"""The JSON Schema for editors accepts the guide that the build accepts."""

from __future__ import annotations

from content import PROJECT
from fitting import misfits


def test_all_of_the_guide_fits_its_schemas() -> None:
    assert list(misfits(PROJECT)) == []
