"""The offline kit of the guide fits an old stick and a slow line."""

from __future__ import annotations

import pytest

from conftest import Site
from guide.exports import kit

LARGEST = 30_000_000
"""Bytes that the kit may have."""


@pytest.mark.paper
def test_the_kit_of_the_guide_keeps_to_its_size(site: Site) -> None:
    assert (site.folder / kit.KIT).stat().st_size == site.summary["kit_bytes"] < LARGEST
