"""The same commit gives the same bytes: in another folder, on another day, elsewhere, with files in another order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SECOND
from stars import ADDRESS, STARS, another_day, assert_equal, build, digests

pytestmark = pytest.mark.slow


def test_two_builds_under_other_stars_are_equal_to_the_byte(tmp_path: Path) -> None:
    here = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "PYTHONUTF8": "1"}
    first = digests(build(SECOND, tmp_path / "here", 0o022, SITE_URL=ADDRESS, **here))
    far = tmp_path / "a folder" / "far away"
    second = digests(build(SECOND, far, 0o077, SITE_URL=ADDRESS, PYTHONPATH=another_day(tmp_path), **STARS))
    assert {"sitemap.xml", "sitemap.xml.gz"} <= set(first)
    assert {name for name in first if name.startswith("qr/")}
    assert_equal(first, second)


def test_the_other_day_and_the_other_order_are_real(tmp_path: Path) -> None:
    code = "import os, datetime; print(datetime.datetime.now().year, os.listdir('.') != sorted(os.listdir('.')))"
    environment = {**os.environ, "PYTHONPATH": another_day(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "tests", env=environment, capture_output=True, text=True
    )
    year, shuffled = said.stdout.split()
    assert int(year) >= 2027
    assert shuffled == "True"
