"""Life after MkDocs and Material: other site generators build the same guide, and say the same on every page."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, SECOND, Site
from environment import ENGINES, ENGINES_LOCK, SetupError, python, run_environment

GENERATOR = b'<meta name="generator" content="'


@pytest.fixture(scope="module")
def engines() -> Path:
    """The interpreter of an environment with ProperDocs and Zensical, and without MkDocs."""
    try:
        return python(ENGINES_LOCK, folder=ENGINES)
    except SetupError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"ProperDocs and Zensical cannot be had here, so nothing was built with them: {error}")


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
    """Every file of a site by its address, without the line that names the site generator."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): unsigned(path.read_bytes()) for path in files}


def unsigned(content: bytes) -> bytes:
    return b"\n".join(line for line in content.split(b"\n") if not line.strip().startswith(GENERATOR))


def test_the_environment_of_the_other_engines_has_no_mkdocs(engines: Path) -> None:
    code = "import importlib.metadata as m; print([d.name for d in m.distributions() if d.name in ('mkdocs', 'properdocs')])"
    said = subprocess.run([str(engines), "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "['properdocs']"


@pytest.mark.parametrize(("fixture", "project"), [("site", ROOT), ("second_site", SECOND)])
def test_properdocs_builds_the_same_bytes_from_the_same_files(
    fixture: str, project: Path, engines: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ours: Site = request.getfixturevalue(fixture)
    said = run(engines, project, "properdocs", "build", "-f", "mkdocs.yml", "--site-dir", str(tmp_path / "site"))
    assert "WARNING" not in said
    theirs = contents(tmp_path / "site")
    assert b"ProperDocs" in (tmp_path / "site" / "index.html").read_bytes()
    expected = contents(ours.folder)
    assert theirs.keys() == expected.keys()
    assert [name for name in expected if theirs[name] != expected[name]] == []
