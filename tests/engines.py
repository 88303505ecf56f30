"""Other site generators, and what a page says whoever rendered it."""

from __future__ import annotations

import difflib
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement

from conftest import Site
from environment import run_environment
from export import export
from guide.exports.kit import CHECKSUMS, KIT

ALLOWED = {
    "the sign that links a heading to itself": ".//a[contains(@class, 'headerlink')]",
    "what only a script of the guide shows": ".//template | .//*[@hidden]",
    "what works on the guide's own pages alone": ".//*[contains(concat(' ', @class, ' '), ' on-screen ')]",
    "what the theme of MkDocs adds below the text: the hand-out, sharing": ".//div[@class='page-tools']",
    "Zensical's mark for its skip link": ".//a[@id='__skip']",
}
"""All that may differ between the two sites, and where it stands."""

MARK = re.compile(r"\{\{|\}\}|\[\^|\{ ?[.#:]")
"""What only the program reads: markers, marks of sources, attribute lists."""

GENERATOR = b'<meta name="generator" content="'


def run(interpreter: Path, project: Path, *command: str) -> str:
    """What the command printed; fails the test if it failed."""
    done = subprocess.run(
        [str(interpreter), "-m", *command],
        cwd=project,
        env=run_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a site by its address, without the line that names the site generator and what is made of it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in {KIT, CHECKSUMS})
    return {path.relative_to(folder).as_posix(): unsigned(path.read_bytes()) for path in files}


def unsigned(content: bytes) -> bytes:
    return b"\n".join(line for line in content.split(b"\n") if not line.strip().startswith(GENERATOR))


def properdocs_differs(interpreter: Path, project: Path, ours: Site, folder: Path) -> list[str]:
    """The files that ProperDocs builds with other bytes than MkDocs, or that only one of them builds."""
    output = run(interpreter, project, "properdocs", "build", "-f", "mkdocs.yml", "--site-dir", str(folder))
    assert "WARNING" not in output
    assert b"ProperDocs" in (folder / "index.html").read_bytes()
    theirs, expected = contents(folder), contents(ours.folder)
    return sorted(name for name in theirs.keys() | expected.keys() if theirs.get(name) != expected.get(name))


def by_zensical(interpreter: Path, project: Path, folder: Path) -> Path:
    """The project's guide, exported and built by Zensical, which warns of nothing; the folder of the site."""
    export(project / "mkdocs.yml", folder)
    assert "No issues found" in run(interpreter, folder, "zensical", "build", "--strict")
    return folder / "site"


def zensical_differs(ours: Site, theirs: Path) -> dict[str, list[str]]:
    """Page -> what only one of the two says."""
    built = {path.relative_to(theirs) for path in theirs.rglob("*.html")}
    assert built == {path.relative_to(ours.folder) for path in ours.pages()}
    pages = [path for path in ours.pages() if path.name != "404.html"]
    found = {path.name: differences(said(path, ours.folder), said(twin(path, ours, theirs), theirs)) for path in pages}
    return {name: lines for name, lines in found.items() if lines}


def left_over(theirs: Path) -> dict[str, list[str]]:
    """Page -> marks on it that nobody filled in."""
    pages = {path.name: lxml.html.parse(str(path)).xpath("string(//article)") for path in theirs.rglob("*.html")}
    return {name: MARK.findall(text) for name, text in pages.items() if MARK.search(text)}


@dataclass(frozen=True)
class Said:
    """What a page says, whoever rendered it."""

    text: list[str]
    headings: list[tuple[str, str | None, str]]
    links: list[tuple[str, str]]
    tables: list[list[list[str]]]
    anchors: list[str]


def said(path: Path, site: Path) -> Said:
    article = lxml.html.parse(str(path)).xpath("//article")[0]
    for extra in article.xpath(" | ".join(ALLOWED.values())):
        if extra.getparent() is not None:  # not gone with what it stood in
            extra.drop_tree()
    return Said(
        words(article).split(),
        [(each.tag, each.get("id"), words(each)) for each in article.xpath(".//h1 | .//h2 | .//h3 | .//h4")],
        [(words(each), target(each.get("href"), path, site)) for each in article.xpath(".//a[@href]")],
        [[[words(cell) for cell in row] for row in table.iter("tr")] for table in article.iter("table")],
        sorted(each.get("id") for each in article.xpath(".//*[@id]")),
    )


def words(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def target(href: str, path: Path, site: Path) -> str:
    """The address of a link as seen from the top of the site."""
    return urljoin(f"/{path.relative_to(site).as_posix()}", href)


def twin(path: Path, site: Site, other: Path) -> Path:
    return other / path.relative_to(site.folder)


def differences(ours: Said, theirs: Said) -> list[str]:
    """What only one of the two says: minus for MkDocs, plus for Zensical."""
    lines = difflib.unified_diff(lines_of(ours), lines_of(theirs), "MkDocs", "Zensical", n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def lines_of(page: Said) -> list[str]:
    return [f"{name}: {item}" for name, items in vars(page).items() for item in items]
