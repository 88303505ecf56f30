"""The guide after MkDocs and Material: other site generators say the same on every page."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Site
from content import PROJECT
from engines import by_zensical, left_over, properdocs_differs, zensical_differs

pytestmark = [pytest.mark.paper, pytest.mark.slow]


def test_properdocs_builds_the_same_bytes_of_the_guide(others: Path, site: Site, tmp_path: Path) -> None:
    assert properdocs_differs(others, PROJECT, site, tmp_path / "site") == []


def test_zensical_says_the_same_on_every_page_of_the_guide(others: Path, site: Site, tmp_path: Path) -> None:
    theirs = by_zensical(others, PROJECT, tmp_path / "guide")
    assert zensical_differs(site, theirs) == {}
    assert left_over(theirs) == {}
