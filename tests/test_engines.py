"""Life after MkDocs and Material: other site generators build the same guide, and say the same on every page."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from conftest import SECOND, Site
from engines import Said, by_zensical, differences, left_over, properdocs_differs, zensical_differs
from export import export
from export import main as export_command
from guide.content.guide import Guide
from guide.exports.finished import Finished
from guide.ground.problems import BadGuide
from guide.html.tree import parse

pytestmark = pytest.mark.slow


def test_the_environment_of_the_other_engines_has_no_mkdocs(others: Path) -> None:
    code = "from importlib.metadata import distributions; print(*(each.name for each in distributions()))"
    names = subprocess.run([str(others), "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"properdocs", "zensical"} <= set(names)
    assert "mkdocs" not in names


def test_properdocs_builds_the_same_bytes_from_the_same_files(others: Path, second_site: Site, tmp_path: Path) -> None:
    assert properdocs_differs(others, SECOND, second_site, tmp_path / "site") == []


@pytest.fixture(scope="module")
def zensical(others: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up guide, exported and built by Zensical."""
    return by_zensical(others, SECOND, tmp_path_factory.mktemp("plain") / "guide")


def test_zensical_builds_every_page_and_says_the_same_on_it(zensical: Path, second_site: Site) -> None:
    assert zensical_differs(second_site, zensical) == {}


def test_no_page_of_zensical_holds_a_mark_that_nobody_filled_in(zensical: Path) -> None:
    assert left_over(zensical) == {}


def test_a_difference_is_found_in_text_headings_links_tables_and_anchors() -> None:
    ours = Said(["one"], [("h2", "a", "one")], [("one", "/a.html")], [[["one"]]], ["a"])
    theirs = Said(["two"], [("h2", "b", "one")], [("one", "/b.html")], [[["two"]]], ["b"])
    assert differences(ours, ours) == []
    assert len(differences(ours, theirs)) == 10


# ---- the export itself ----


def test_a_mark_that_is_left_stops_the_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_PAPER", "none")
    monkeypatch.setattr(Finished, "page", lambda *_: parse("<h1>Title</h1><p>{{ part: panel }}</p>"))
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
