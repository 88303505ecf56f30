"""The same commit gives the same bytes: in another folder, on another day, elsewhere, with files in another order."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SECOND, Site
from guide.exports.kit import CHECKSUMS, KIT

ELSEWHERE = '''
"""Another day, and folders that list their files in another order."""
import datetime, os, random, time

DAYS = 800
now, chance = time.time, random.Random(5)
time.time = lambda: now() + DAYS * 86_400
time.gmtime = lambda seconds=None, real=time.gmtime: real(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None, real=time.localtime: real(time.time() if seconds is None else seconds)


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.UTC).replace(tzinfo=None)


datetime.datetime = Later


def shuffled(names):
    return chance.sample(names, len(names))


class Shuffled:
    def __init__(self, entries):
        self.entries = iter(shuffled(list(entries)))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.entries)

    def close(self):
        pass


os.listdir = lambda path=".", real=os.listdir: shuffled(real(path))
os.scandir = lambda path=".", real=os.scandir: Shuffled(real(path))
'''


ADDRESS = "https://bears.example/guide/"
STARS = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR", "PYTHONHASHSEED": "42"}


def build(project: Path, folder: Path, umask: int, **environment: str) -> Path:
    """The guide as a project in `folder`, built; the site's folder."""
    shutil.copytree(project / "docs", folder / "docs")
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (project / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", "")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder / "site")],
        cwd=folder,
        env={**clean, "NO_MKDOCS_2_WARNING": "1", **environment},
        umask=umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return folder / "site"


def digests(site: Path) -> dict[str, str]:
    files = [path for path in site.rglob("*") if path.is_file()]
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """The folder that makes any Python believe it is another day, and lists files in another order."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "sitecustomize.py").write_text(ELSEWHERE, encoding="utf-8")
    return str(tmp_path / "elsewhere")


def test_two_builds_under_other_stars_are_equal_to_the_byte(tmp_path: Path, elsewhere: str) -> None:
    here = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "PYTHONUTF8": "1"}
    first = digests(build(SECOND, tmp_path / "here", 0o022, SITE_URL=ADDRESS, **here))
    far = tmp_path / "a folder" / "far away"
    second = digests(build(SECOND, far, 0o077, SITE_URL=ADDRESS, PYTHONPATH=elsewhere, **STARS))
    assert {"sitemap.xml", "sitemap.xml.gz"} <= set(first)
    assert {name for name in first if name.startswith("qr/")}
    assert_equal(first, second)


def test_the_real_guide_is_equal_to_the_byte_wherever_it_is_built(site: Site, tmp_path: Path, elsewhere: str) -> None:
    far = tmp_path / "a folder" / "far away"
    assert_equal(digests(site.folder), digests(build(ROOT, far, 0o077, PYTHONPATH=elsewhere, **STARS)))


def assert_equal(first: dict[str, str], second: dict[str, str]) -> None:
    assert {KIT, CHECKSUMS, "index.html"} <= set(first)
    assert {name for name in first if name.endswith(".pdf")}
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()


def test_the_other_day_and_the_other_order_are_real(elsewhere: str) -> None:
    code = "import os, datetime; print(datetime.datetime.now().year, os.listdir('.') != sorted(os.listdir('.')))"
    environment = {**os.environ, "PYTHONPATH": elsewhere}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "tests", env=environment, capture_output=True, text=True
    )
    year, shuffled = said.stdout.split()
    assert int(year) >= 2027
    assert shuffled == "True"
