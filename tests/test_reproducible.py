"""The same commit gives the same bytes: in another folder, on another day, elsewhere, with files in another order."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, SECOND

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


def build(folder: Path, umask: int, **environment: str) -> Path:
    """The made-up guide as a project in `folder`, built; the site's folder."""
    shutil.copytree(SECOND / "docs", folder / "docs")
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (SECOND / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", "")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder / "site")],
        cwd=folder,
        env={**clean, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://bears.example/guide/", **environment},
        umask=umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return folder / "site"


def digests(site: Path) -> dict[str, str]:
    files = [path for path in site.rglob("*") if path.is_file()]
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_builds_under_other_stars_are_equal_to_the_byte(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "sitecustomize.py").write_text(ELSEWHERE, encoding="utf-8")
    here = build(tmp_path / "here", 0o022, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1", PYTHONUTF8="1")
    there = build(
        tmp_path / "a folder" / "far away",
        0o077,
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="tr_TR",
        PYTHONHASHSEED="42",
        PYTHONPATH=str(tmp_path / "elsewhere"),
    )
    first, second = digests(here), digests(there)
    assert {name for name in first if name.endswith(".pdf")}
    assert {"sitemap.xml", "sitemap.xml.gz"} <= set(first)
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()


def test_the_other_day_and_the_other_order_are_real(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(ELSEWHERE, encoding="utf-8")
    code = "import os, datetime; print(datetime.datetime.now().year, os.listdir('.') != sorted(os.listdir('.')))"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "tests", env=environment, capture_output=True, text=True
    )
    year, shuffled = said.stdout.split()
    assert int(year) >= 2027
    assert shuffled == "True"
