"""Life after MkDocs and Material: other site generators build the same guide, and say the same on every page."""

from __future__ import annotations

import difflib
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest
from lxml.html import HtmlElement

from conftest import ROOT, SECOND, Site
from environment import BUILD_LOCK, ENGINES, ENGINES_LOCK, SetupError, python, run_environment
from export import export
from export import main as export_command
from guide.build import Build
from guide.content.guide import Guide
from guide.exports.kit import CHECKSUMS, KIT
from guide.ground.problems import BadGuide
from guide.html.tree import parse

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


@pytest.fixture(scope="module")
def engines() -> Path:
    """The interpreter of an environment with ProperDocs and Zensical, and without MkDocs."""
    try:
        interpreter = python(BUILD_LOCK, ENGINES_LOCK, folder=ENGINES)
    except SetupError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"ProperDocs and Zensical cannot be had here, so nothing was built with them: {error}")
    run(interpreter, ROOT, "pip", "uninstall", "--quiet", "--yes", "mkdocs")
    return interpreter


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


def test_the_environment_of_the_other_engines_has_no_mkdocs(engines: Path) -> None:
    code = "from importlib.metadata import distributions; print(*(each.name for each in distributions()))"
    names = subprocess.run([str(engines), "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"properdocs", "zensical"} <= set(names)
    assert "mkdocs" not in names


@pytest.mark.parametrize(("fixture", "project"), [("site", ROOT), ("second_site", SECOND)])
def test_properdocs_builds_the_same_bytes_from_the_same_files(
    fixture: str, project: Path, engines: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ours: Site = request.getfixturevalue(fixture)
    output = run(engines, project, "properdocs", "build", "-f", "mkdocs.yml", "--site-dir", str(tmp_path / "site"))
    assert "WARNING" not in output
    theirs = contents(tmp_path / "site")
    assert b"ProperDocs" in (tmp_path / "site" / "index.html").read_bytes()
    expected = contents(ours.folder)
    assert theirs.keys() == expected.keys()
    assert [name for name in expected if theirs[name] != expected[name]] == []


# ---- the plain Markdown, built by Zensical ----


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


@pytest.fixture(scope="module")
def zensical(engines: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide, exported and built by Zensical, which warns of nothing."""
    folder = tmp_path_factory.mktemp("plain") / "guide"
    export(ROOT / "mkdocs.yml", folder)
    assert "No issues found" in run(engines, folder, "zensical", "build", "--strict")
    return folder / "site"


def test_zensical_builds_every_page(zensical: Path, site: Site) -> None:
    built = {path.relative_to(zensical) for path in zensical.rglob("*.html")}
    assert built == {path.relative_to(site.folder) for path in site.pages()}


def test_zensical_says_the_same_on_every_page(zensical: Path, site: Site) -> None:
    pages = [path for path in site.pages() if path.name != "404.html"]
    found = {
        path.name: differences(said(path, site.folder), said(twin(path, site, zensical), zensical)) for path in pages
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_page_of_zensical_holds_a_mark_that_nobody_filled_in(zensical: Path) -> None:
    pages = {path.name: lxml.html.parse(str(path)).xpath("string(//article)") for path in zensical.rglob("*.html")}
    assert {name: MARK.findall(text) for name, text in pages.items() if MARK.search(text)} == {}


def twin(path: Path, site: Site, other: Path) -> Path:
    return other / path.relative_to(site.folder)


def differences(ours: Said, theirs: Said) -> list[str]:
    """What only one of the two says: minus for MkDocs, plus for Zensical."""
    lines = difflib.unified_diff(lines_of(ours), lines_of(theirs), "MkDocs", "Zensical", n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def lines_of(page: Said) -> list[str]:
    return [f"{name}: {item}" for name, items in vars(page).items() for item in items]


def test_a_difference_is_found_in_text_headings_links_tables_and_anchors() -> None:
    ours = Said(["one"], [("h2", "a", "one")], [("one", "/a.html")], [[["one"]]], ["a"])
    theirs = Said(["two"], [("h2", "b", "one")], [("one", "/b.html")], [[["two"]]], ["b"])
    assert differences(ours, ours) == []
    assert len(differences(ours, theirs)) == 10


# ---- the export itself ----


def test_a_mark_that_is_left_stops_the_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_PAPER", "none")
    monkeypatch.setattr(Build, "finished", lambda *_: parse("<h1>Title</h1><p>{{ part: panel }}</p>"))
    with pytest.raises(BadGuide, match=r"\.md:\d+: a mark is left"):
        export(SECOND / "mkdocs.yml", tmp_path / "plain")


def test_the_exported_settings_name_every_page_and_none_of_this_code(tmp_path: Path, small: Guide) -> None:
    export(SECOND / "mkdocs.yml", tmp_path / "plain")
    settings = (tmp_path / "plain" / "mkdocs.yml").read_text(encoding="utf-8")
    assert [src for src in small.pages if src not in settings] == []
    assert not re.search("hooks|custom_dir|scripts/", settings)
    written = {path.relative_to(tmp_path / "plain" / "docs").as_posix() for path in tmp_path.rglob("*.md")}
    assert written >= set(small.pages)


def test_an_export_never_writes_over_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert export_command([str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
