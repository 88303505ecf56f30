"""A guide built elsewhere: in another folder, on another day, with its files in another order."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT
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


def another_day(folder: Path) -> str:
    """A folder that makes any Python believe it is another day, and lists files in another order."""
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "sitecustomize.py").write_text(ELSEWHERE, encoding="utf-8")
    return str(folder / "elsewhere")


def assert_equal(first: dict[str, str], second: dict[str, str]) -> None:
    assert {KIT, CHECKSUMS, "index.html"} <= set(first)
    assert {name for name in first if name.endswith(".pdf")}
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()
