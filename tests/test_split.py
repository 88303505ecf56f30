"""Tests of the generator never look at the guide in `docs/`: what stands there is for the tests in `content/`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from conftest import ROOT, SECOND

DOCS = ROOT / "docs"
LOOKS: dict[str, Callable[[], object]] = {
    "reads a page": lambda: (DOCS / "index.md").read_text(encoding="utf-8"),
    "reads it by the name of its path": lambda: open(str(DOCS / "index.md"), encoding="utf-8"),  # noqa: SIM115, PTH123
    "lists the pages": lambda: [*DOCS.iterdir()],
    "walks through them": lambda: [*DOCS.rglob("*.md")],
    "builds the site": lambda: subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=ROOT, check=False),
}


@pytest.mark.parametrize("how", LOOKS)
def test_a_test_of_the_generator_that_looks_at_the_real_guide_fails(how: str) -> None:
    with pytest.raises(AssertionError, match="looks into the real guide"):
        LOOKS[how]()


def test_it_may_look_at_the_made_up_guide_and_at_the_code() -> None:
    assert (SECOND / "docs" / "index.md").read_text(encoding="utf-8")
    assert (ROOT / "README.md").read_text(encoding="utf-8")
