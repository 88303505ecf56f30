"""Goldens: what a reader meets on the pages, papers and exports of the made-up guide, recorded word by word.

Each file in tests/goldens/ is the outline of one file of the built site, and stands at the same address. Run with
UPDATE_CASES=1 to record them anew; then read which words changed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import lxml.html
import markdown
import pytest
import yaml

import outline
from conftest import ROOT, SECOND, Site
from paper_outline import paper
from word_diff import word_diff

GOLDENS = Path(__file__).parent / "goldens"
RECORDED = (
    "*.html",
    "guide.json",
    "llms.txt",
    "search/search_index.json",
    "search/vocabulary.js",
    "pdf/*-sheet-clear-a4.pdf",
    "pdf/*-full-clear-a4.pdf",
    "pdf/patching-*-large-a4.pdf",
    "pdf/worn-cloth-full-large-a4.pdf",
    "pdf/booklet-[23]-clear-a4.pdf",
    "pdf/poster-a3.pdf",
    "pdf/poster-signs-a3.pdf",
)
"""The files of the site that are recorded: every page, and of papers that differ in size alone those that show most."""

FRAMES = ("frame/404.html", "frame/index.html", "frame/procedures/patching.html")
"""Pages whose menus, search and settings are recorded too."""

LINKED_DATA = tuple(
    f"linked-data/{page}.html"
    for page in ("help-now", "conditions/worn-cloth", "procedures/brushing", "procedures/patching")
)
"""Pages for which the data is recorded that search engines show."""

PLAIN = tuple(
    f"plain/{page}.md"
    for page in ("compare/worn-cloth-options", "help-now", "procedures/cloth-work", "procedures/patching")
)
"""Pages of the plain Markdown that are recorded as another program shows them."""

KIT = "offline-kit.zip"
START = "kit/START-HERE.html"
WIDE = 10_000
SIZE = re.compile(r"\d[\d.,]* (kB|MB)\b")
UPDATES = bool(os.environ.get("UPDATE_CASES"))
EXTENSIONS = ("admonition", "attr_list", "md_in_html", "tables", "pymdownx.details")


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up guide as plain Markdown, without paper: the folder of its pages."""
    target = tmp_path_factory.mktemp("exported") / "plain"
    command = [sys.executable, str(ROOT / "scripts" / "export.py"), str(target)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "GUIDE_PAPER": "none"}
    done = subprocess.run(command, cwd=SECOND, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return target / "docs"


def recorded() -> list[str]:
    """Addresses of what is recorded."""
    return sorted(path.relative_to(GOLDENS).as_posix().removesuffix(".txt") for path in GOLDENS.rglob("*.txt"))


def expected(site: Site) -> set[str]:
    """Addresses of what is to be recorded."""
    built = (path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*"))
    found = {address for address in built if any(fnmatch(address, pattern) for pattern in RECORDED)}
    return found | {*FRAMES, *LINKED_DATA, *PLAIN, START}


def test_everything_a_reader_may_meet_is_recorded_and_nothing_else(second_site: Site, plain: Path) -> None:
    wanted = expected(second_site)
    if UPDATES:
        for address in wanted - {*recorded()}:
            golden(address).parent.mkdir(parents=True, exist_ok=True)
            golden(address).write_text(outline_of(address, second_site, plain), encoding="utf-8")
        for address in {*recorded()} - wanted:
            golden(address).unlink()
    assert {*recorded()} == wanted, "run with UPDATE_CASES=1, and read what is recorded"


@pytest.mark.parametrize("address", recorded())
def test_a_reader_meets_what_is_recorded(
    address: str, second_site: Site, plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known, now = golden(address).read_text(encoding="utf-8"), outline_of(address, second_site, plain)
    changes = word_diff(known, now)
    if UPDATES and changes:
        golden(address).write_text(now, encoding="utf-8")
        with capsys.disabled():
            print(f"\n{address}\n{changes}")
    elif known != now:
        pytest.fail(f"{address} says something else than tests/goldens/{address}.txt\n{changes}", pytrace=False)


ESTIMATES = re.compile(
    r"(?P<about>about )?(?<![\d.,])(?:(?:12|88|23|77) in 100|(?:3|9,997) in 10,000)\b", re.IGNORECASE
)
"""What the two estimates on the page of patching count, and their other sides."""

TOLD_IN = (
    "compare/worn-cloth-options.html",
    "guide.json",
    "numbers.html",
    "pdf/booklet-2-clear-a4.pdf",
    "pdf/patching-full-clear-a4.pdf",
    "pdf/patching-sheet-clear-a4.pdf",
    "plain/procedures/patching.md",
    "procedures/patching.html",
    "search/search_index.json",
)
"""Prose, charts, tables, sheets, chapters, the list of all numbers, the search, exports: wherever a number is told."""


def test_an_estimate_is_about_wherever_it_is_told() -> None:
    told = {address: list(ESTIMATES.finditer(golden(address).read_text(encoding="utf-8"))) for address in recorded()}
    assert [address for address, found in told.items() if not all(each["about"] for each in found)] == []
    assert {*TOLD_IN} <= {address for address, found in told.items() if found}


def golden(address: str) -> Path:
    return GOLDENS / f"{address}.txt"


# ---- what is read of each kind of file ----


def outline_of(address: str, site: Site, plain: Path) -> str:
    """What is said at this address, without sizes of files: they depend on how a file is packed."""
    return SIZE.sub(r"some \1", said(address, site, plain))


def said(address: str, site: Site, plain: Path) -> str:
    """The outline of the file that has this address; folders that are not on the site name another way to read it."""
    folder, _, rest = address.partition("/")
    if folder == "plain":
        return rendered((plain / rest).read_text(encoding="utf-8"), rest)
    if folder in ASIDE:
        return ASIDE[folder](site, rest)
    content = (site.folder / address).read_bytes()
    return READ[address.rpartition(".")[2]](content, address)


def rendered(text: str, address: str) -> str:
    """A page of plain Markdown, as Python-Markdown shows it without any of this code."""
    _, front, body = text.split("---\n", 2)
    html = markdown.markdown(body, extensions=[*EXTENSIONS])
    return "".join([yaml.safe_dump(yaml.safe_load(front), width=WIDE), "\n", outline.fragment(html, address)])


def framed(site: Site, address: str) -> str:
    return outline.frame((site.folder / address).read_text(encoding="utf-8"), address)


def linked_data(site: Site, address: str) -> str:
    page = lxml.html.document_fromstring((site.folder / address).read_text(encoding="utf-8"))
    return in_lines([json.loads(text) for text in page.xpath("//script[@type='application/ld+json']/text()")])


def of_kit(site: Site, address: str) -> str:
    with zipfile.ZipFile(site.folder / KIT) as kit:
        page = lxml.html.document_fromstring(kit.read(address).decode())
    return outline.fragment(lxml.html.tostring(page.body, encoding="unicode"))


def of_data(content: bytes, address: str) -> str:
    data = json.loads(content)
    return "\n".join(of_search(data)) if "docs" in data else in_lines(data)


def of_search(index: dict[str, Any]) -> Iterator[str]:
    """What can be found: where it is, what it is called, other names for it, and what it says."""
    for entry in index["docs"]:
        names = f" (or: {', '.join(entry['tags'])})" if entry.get("tags") else ""
        yield f"{entry['title']}{names} <→ {entry['location']}>"
        yield from (f"  {text}" for text in re.findall("<p>(.*?)</p>", entry["text"]))


def in_lines(data: object) -> str:
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=WIDE))


ASIDE: dict[str, Callable[[Site, str], str]] = {"frame": framed, "linked-data": linked_data, "kit": of_kit}
READ: dict[str, Callable[[bytes, str], str]] = {
    "html": lambda content, address: outline.article(content.decode(), address),
    "pdf": lambda content, _: paper(content),
    "json": of_data,
    "js": lambda content, _: in_lines(json.loads(content.decode().partition("=")[2].rstrip("; \n"))),
    "txt": lambda content, _: content.decode(),
}
