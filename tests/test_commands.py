"""The build command: it swaps a finished site in, keeps the last good one, and says what it did."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

import command
from command import LAST_GOOD, run
from conftest import ROOT, SECOND
from guide.checks.examination import Examination
from guide.commands import new
from guide.commands.new import skeleton
from guide.content.files import Contents
from guide.content.load import load

sys.path.insert(0, str(ROOT / "scripts"))
import environment  # noqa: E402  (a command, not a package)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The made-up guide as a project of its own, with a last good site."""
    return command.project(tmp_path / "project")


def spoil(project: Path) -> None:
    page = project / "docs" / "procedures" / "restuffing.yml"
    page.write_text(page.read_text(encoding="utf-8").replace("[handbook]", "[handbok]", 1), encoding="utf-8")


def test_a_good_build_ends_with_what_it_made_and_where(project: Path) -> None:
    code, said, wrong = run(project)
    assert (code, wrong) == (0, "")
    assert "Built 29 pages, 7 tables, 10 terms, 5 sources, 41 PDFs" in said
    assert f"Open {project / 'site' / 'index.html'}" in said
    assert LAST_GOOD not in (project / "site" / "index.html").read_text(encoding="utf-8")
    assert not (project / "site.old").exists()


def test_a_failed_build_says_each_problem_once_and_leaves_the_last_good_site(project: Path) -> None:
    spoil(project)
    code, _, wrong = run(project)
    assert code == 1
    problem = 'docs/procedures/restuffing.yml:36:14: source "handbok" is unknown (did you mean "handbook"?)'
    assert wrong.count(problem) == 1
    assert wrong.endswith("\n\nNot built. The last good site is as it was.\n")
    assert "Traceback" not in wrong
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == LAST_GOOD


def test_settings_that_are_wrong_are_told_without_a_traceback(project: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("  name: material", "  name: paper"), "utf-8")
    code, _, wrong = run(project)
    assert code == 1
    assert "Unrecognised theme name: 'paper'" in wrong
    assert "Traceback" not in wrong


def test_a_swap_that_was_cut_off_heals(project: Path) -> None:
    (project / "site").rename(project / "site.old")
    spoil(project)
    assert run(project)[0] == 1
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == LAST_GOOD


def test_problems_become_annotations_on_github(project: Path) -> None:
    spoil(project)
    code, _, wrong = run(project, env={"GITHUB_ACTIONS": "true"})
    assert code == 1
    assert "::error file=docs/procedures/restuffing.yml,line=36,col=14::source" in wrong


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
    assert run(project, "new", kind, "Button sewing")[0] == 0
    loaded = load(Contents(project / "docs"))
    assert loaded.problems == ()
    assert loaded.guide is not None
    complaints = [problem for problem in Examination(loaded.guide, words).all()[0] if problem.place.path == file]
    assert complaints
    asks = [p for p in complaints if "fill-in" in p.what or "Fill in" in p.what or "button-sewing" in p.what]
    assert asks


def test_a_skeleton_never_overwrites(project: Path) -> None:
    before = (project / "docs" / "procedures" / "restuffing.md").read_text(encoding="utf-8")
    code, _, wrong = run(project, "new", "procedure", "Restuffing")
    assert code == 1
    assert "is there already" in wrong
    assert (project / "docs" / "procedures" / "restuffing.md").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("kind", ["procedure", "term", "source"])
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Head/Neck work", "head-neck-work"),
        ("Émile's été", "emile-s-ete"),
        ("E\u0301mile", "emile"),
        ("Łódź Straße Ærø", "lodz-strasse-aero"),
        ("  Two   words\n", "two-words"),
        ("C5: a test", "c5-a-test"),
        ("#hash", "hash"),
        ('He said "no"', "he-said-no"),
        ("Yes", "yes"),
        ("2", "2"),
        ("../../evil", "evil"),
    ],
)
def test_a_name_with_any_sign_gets_a_plain_address_and_stays_as_it_is(
    kind: str, name: str, key: str, named: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new.main([kind, name]) == 0, capsys.readouterr().err
    loaded = load(Contents(named / "docs"))
    assert loaded.problems == ()
    assert loaded.guide is not None
    said = " ".join(unicodedata.normalize("NFC", name).split())
    found = {
        "procedure": lambda: loaded.guide.pages[f"procedures/{key}.md"].meta.title,
        "term": lambda: loaded.guide.terms[key].term,
        "source": lambda: loaded.guide.sources[key].title,
    }
    assert found[kind]() == said


@pytest.mark.parametrize("kind", ["procedure", "condition", "comparison", "term", "source"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "holds no letter from a to z and no digit. Write one"),
        ("  ", "holds no letter from a to z and no digit. Write one"),
        ("???", "holds no letter from a to z and no digit. Write one"),
        ("中文", "holds no letter from a to z and no digit. Write one"),
        ("x" * 300, "is longer than 80 signs. Write one"),
        ("A {{ mark }}", 'holds "{{", and a name is plain text. Leave it out.'),
        ("A <b>tag</b>", 'holds "<", and a name is plain text. Leave it out.'),
        ("A source[^x]", 'holds "[^", and a name is plain text. Leave it out.'),
    ],
)
def test_a_name_that_can_be_no_address_or_no_title_is_refused_with_what_to_do(
    kind: str, name: str, says: str, named: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in named.rglob("docs/**/*") if path.is_file()}
    assert new.main([kind, name]) == 1
    assert says in capsys.readouterr().err
    assert {path: path.read_bytes() for path in named.rglob("docs/**/*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("procedure", "index", "is there already; choose another name"),
        ("condition", "Restuffing", "is there already; choose another name"),
        ("procedure", "RESTUFFING!", "is there already; choose another name"),
        ("term", "Thread", "is there already; choose another name"),
        ("term", "Letter A", "is the place of a letter of the glossary; choose another name"),
        ("procedure", "Restuffing 2", "is the address of further pages"),
    ],
)
def test_a_name_that_is_taken_or_kept_for_the_build_is_refused(
    kind: str, name: str, says: str, named: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if "further" in says:
        page = named / "docs" / "procedures" / "restuffing.md"
        page.write_text(page.read_text(encoding="utf-8") + "\n{{ part: a-z }}\n", encoding="utf-8")
    assert new.main([kind, name]) == 1
    assert says in capsys.readouterr().err


@pytest.fixture
def named(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command that writes skeletons, working on the project."""
    monkeypatch.setattr(new, "ROOT", project)
    return project


def test_a_python_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 1))
    with pytest.raises(environment.SetupError, match=r"Python 3\.11 to 3\.14"):
        environment.python()


def test_the_environment_of_another_checkout_is_not_emptied_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "made-for").write_text("another checkout", encoding="utf-8")
    (tmp_path / ".venv").symlink_to("theirs")
    with pytest.raises(environment.SetupError, match="is a link to the environment of another checkout"):
        environment.python(folder=tmp_path / ".venv")
    assert (tmp_path / "theirs" / "made-for").read_text(encoding="utf-8") == "another checkout"


@pytest.mark.parametrize("script", ["build", "test", "bench"])
def test_a_command_begins_with_nothing_installed(script: str) -> None:
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); import {script}"]
    subprocess.run(command, cwd=ROOT / "scripts", check=True)


def test_a_command_goes_on_in_its_environment_as_the_same_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(environment, "python", lambda *_: tmp_path / "python")
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment.sys, "orig_argv", ["python3", "scripts/build.py", "--serve"])
    monkeypatch.setattr(environment.os, "execve", lambda _, command, __: became.append(command))
    environment.enter()
    assert became == [[str(tmp_path / "python"), "scripts/build.py", "--serve"]]
    monkeypatch.setattr(environment.sys, "prefix", str(tmp_path))
    environment.enter()
    assert len(became) == 1


def test_the_skeleton_asks_for_every_column(small: object) -> None:
    loaded = load(Contents(SECOND / "docs"))
    assert loaded.guide is not None
    text = skeleton(loaded.guide, ROOT, "procedure", "X", "evidence")
    assert all(f"\n  {key}:" in text for key in loaded.guide.option_columns)


def test_an_answer_is_begun_in_both_of_its_places(project: Path, words: dict[str, str]) -> None:
    code, said, _ = run(project, "new", "answer", "seam-repair", "helps", "flat-tummy")
    assert code == 0
    assert 'the answer "helps-flat-tummy"' in said
    guide = load(Contents(project / "docs")).guide
    assert guide is not None
    page = guide.pages["procedures/seam-repair.md"]
    assert page.meta.answers["helps-flat-tummy"].reasons == ("flat-tummy",)
    told = page.told["answer", "helps-flat-tummy"]
    assert told.text.startswith("Fill in: Will it help my bear?")
    assert [part.title for part in page.parts if part.line < told.at.line][-1] == "Good sides"
    assert any("Fill in" in problem.what for problem in Examination(guide, words).all()[0])
    assert run(project, "new", "answer", "seam-repair", "helps", "flat-tummy")[0] == 1


@pytest.mark.parametrize(("page", "question"), [("seam-repare", "helps"), ("seam-repair", "help")])
def test_an_answer_of_nobody_or_to_nothing_is_not_begun(project: Path, page: str, question: str) -> None:
    code, _, wrong = run(project, "new", "answer", page, question)
    assert code == 1
    assert "did you mean" in wrong


SCRIPTS = sorted(path for path in (ROOT / "scripts").glob("*.py") if "__main__" in path.read_text(encoding="utf-8"))


def called(script: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, str(script), *arguments]
    return subprocess.run(run, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_every_command_says_what_it_can_be_told_and_does_nothing_else(script: Path, tmp_path: Path) -> None:
    done = called(script, tmp_path, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: {script.name}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", [(), ("--folder",), ("one", "two"), ("--", "one", "two")])
def test_an_export_names_one_folder(given: tuple[str, ...], tmp_path: Path) -> None:
    done = called(ROOT / "scripts" / "export.py", tmp_path, *given)
    assert done.returncode == 2
    assert "usage: export.py" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["review", "review-pack", "review-import"])
def test_a_command_that_reads_its_own_options_says_them(name: str, project: Path) -> None:
    code, said, wrong = run(project, name, "--help")
    assert (code, wrong) == (0, "")
    assert said.startswith(f"usage: build.py {name} ")
