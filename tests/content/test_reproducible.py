"""The guide is equal to the byte wherever it is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Site
from content import PROJECT
from stars import STARS, another_day, assert_equal, build, digests

pytestmark = [pytest.mark.paper, pytest.mark.slow]


def test_the_guide_is_equal_to_the_byte_wherever_it_is_built(site: Site, tmp_path: Path) -> None:
    far = build(PROJECT, tmp_path / "a folder" / "far away", 0o077, PYTHONPATH=another_day(tmp_path), **STARS)
    assert_equal(digests(site.folder), digests(far))
