"""The build command: it swaps a finished site in, keeps the last good one, and says what it did."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from conftest import ROOT, SECOND
from guide.checks.examination import Examination
from guide.commands.new import skeleton
from guide.content.files import Contents
from guide.content.load import load

sys.path.insert(0, str(ROOT / "scripts"))
import build as command  # noqa: E402  (a command, not a package)
import environment  # noqa: E402
import keep  # noqa: E402


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The made-up guide as a project of its own, with the real command working on it."""
    shutil.copytree(SECOND / "docs", tmp_path / "docs")
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (SECOND / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", "")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    for name, value in {"ROOT": "", "WORK": ".build", "SITE": "site", "OLD": "site.old"}.items():
        monkeypatch.setattr(command, name, tmp_path / value)
    monkeypatch.setattr(command, "NOTES", tmp_path / ".build" / "notes.txt")
    monkeypatch.setattr(command, "python", lambda *_: Path(sys.executable))
    monkeypatch.setattr(command, "run_environment", lambda: {**os.environ, "PYTHONPATH": str(tmp_path / "scripts")})
    return tmp_path


def spoil(project: Path) -> None:
    page = project / "docs" / "procedures" / "restuffing.md"
    page.write_text(page.read_text(encoding="utf-8").replace("[handbook]", "[handbok]", 1), encoding="utf-8")


def test_a_good_build_ends_with_what_it_made_and_where(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    said = capfd.readouterr().out
    assert "Built 27 pages, 7 tables, 10 terms, 3 sources, 37 PDFs" in said
    assert f"Open {project / 'site' / 'index.html'}" in said
    assert (project / "site" / "index.html").is_file()
    assert not (project / "site.old").exists()


def test_a_failed_build_says_where_and_leaves_the_last_good_site(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    spoil(project)
    assert command.main([]) == 1
    said = capfd.readouterr().err
    assert 'docs/procedures/restuffing.md:15:14: source "handbok" is unknown (did you mean "handbook"?)' in said
    assert "Traceback" not in said
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == "the last good site"


def test_a_swap_that_was_cut_off_heals(project: Path) -> None:
    (project / "site.old").mkdir()
    (project / "site.old" / "index.html").write_text("the last good site", encoding="utf-8")
    spoil(project)
    assert command.main([]) == 1
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == "the last good site"


def test_problems_become_annotations_on_github(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    spoil(project)
    assert command.main([]) == 1
    assert "::error file=docs/procedures/restuffing.md,line=15,col=14::source" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("procedure", "docs/procedures/button-sewing.md"),
        ("condition", "docs/conditions/button-sewing.md"),
        ("comparison", "docs/compare/button-sewing.md"),
        ("term", "docs/data/glossary.yml"),
        ("source", "docs/data/sources.yml"),
    ],
)
def test_a_skeleton_fits_the_schema_and_the_build_asks_to_fill_it_in(
    project: Path, kind: str, file: str, words: dict[str, str]
) -> None:
    assert command.main(["new", kind, "Button sewing"]) == 0
    loaded = load(Contents(project / "docs"))
    assert loaded.problems == ()
    assert loaded.guide is not None
    complaints = [problem for problem in Examination(loaded.guide, words).all()[0] if problem.place.path == file]
    assert complaints
    asks = [p for p in complaints if "fill-in" in p.what or "Fill in" in p.what or "button-sewing" in p.what]
    assert asks


def test_a_skeleton_never_overwrites(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = (project / "docs" / "procedures" / "restuffing.md").read_text(encoding="utf-8")
    assert command.main(["new", "procedure", "Restuffing"]) == 1
    assert "is there already" in capfd.readouterr().err
    assert (project / "docs" / "procedures" / "restuffing.md").read_text(encoding="utf-8") == before


def test_a_python_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 1))
    with pytest.raises(environment.SetupError, match=r"Python 3\.11 to 3\.14"):
        environment.python()


def test_the_commands_need_only_the_standard_library() -> None:
    for module in (command, environment, keep):
        assert isinstance(module, ModuleType)
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        imported = {
            line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))
        }
        assert imported - {"environment", "keep", "__future__"} <= set(sys.stdlib_module_names)


def test_the_skeleton_asks_for_every_column(small: object) -> None:
    loaded = load(Contents(SECOND / "docs"))
    assert loaded.guide is not None
    text = skeleton(loaded.guide, ROOT, "procedure", "X")
    assert all(f"\n  {key}:" in text for key in loaded.guide.columns)
