"""However content is spoiled, the build ends right or says where: a sample of the corpus; all of it with --corpus."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, SECOND
from corpus import PROBLEM, SPOILS, spoiled

pytestmark = pytest.mark.slow

WHOLE = 1200
SAMPLE = 2 * len(SPOILS)


def outcomes(first: int, last: int) -> list[dict[str, Any]]:
    """What became of the spoiled guides, also of those that ended the process."""
    found: list[dict[str, Any]] = []
    while first + len(found) < last:
        command = [sys.executable, str(ROOT / "tests" / "corpus.py"), str(first + len(found)), str(last)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
        found += [json.loads(line) for line in done.stdout.splitlines()]
        if done.returncode:
            number = first + len(found)
            says = f"ended with {done.returncode}: {done.stderr[-600:]}"
            found.append({"number": number, "how": "", "result": "escaped", "says": says, "seconds": 0, "memory": 0})
    return found


@pytest.mark.timeout(1800)  # all of it takes minutes
def test_nothing_escapes(request: pytest.FixtureRequest) -> None:
    found = outcomes(0, WHOLE if request.config.getoption("--corpus") else SAMPLE)
    count = Counter(outcome["result"] for outcome in found)
    slowest, most = (max(outcome[figure] for outcome in found) for figure in ("seconds", "memory"))
    print(f"{len(found)} spoiled guides: {dict(count)}, slowest {slowest} s, most memory {most / 1e6:.0f} MB")
    assert [outcome for outcome in found if outcome["result"] == "escaped"] == []
    assert count["built"]
    assert count["refused"] > count["built"]


@pytest.mark.parametrize("number", [3, 17, 22, 27])
def test_the_command_itself_ends_right_or_says_where(number: int, tmp_path: Path) -> None:
    spoiled(number, tmp_path)
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (SECOND / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", "")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path / "site")],
        cwd=tmp_path,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or PROBLEM.search(done.stderr), done.stderr
