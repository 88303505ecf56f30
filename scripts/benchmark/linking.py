"""Holds the linker against the slow and obvious count, and times it with a small and a large glossary."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from benchmark import runs
from benchmark.reference import links
from benchmark.synthetic import Recipe, author_of, files, project
from guide.content.schema import Term
from guide.content.terms import Names

SMALL = Recipe(pages=20, terms=60, seed=7)
TEXTS = 400
ROUNDS = 30
"""Times that all texts are looked through for each run that is asked for."""


def counted(folder: Path, python: Path) -> tuple[int, int]:
    """Links that the pages of a small guide must have, and those that the built site has."""
    own, terms = project(SMALL, folder), author_of(SMALL).terms
    runs.ours(python, own)
    pages = {path: text for path, text in files(SMALL) if path.startswith("pages/page-")}
    expected = sum(links(text.split("\n---\n", 1)[1], terms) for text in pages.values())
    built = (own / "site" / path.replace(".md", ".html") for path in pages)
    return expected, sum(path.read_text(encoding="utf-8").count('<a class="term"') for path in built)


def slowdown(few: int, many: int, times: int) -> float:
    """How many times as long it takes to find terms in the same made-up text with the larger glossary.

    Both are timed in turn, in short rounds: a busy moment hits one of them, and the median round is another.
    """
    wrote = author_of(Recipe(pages=1, terms=1_000))
    texts = [wrote.paragraph() for _ in range(TEXTS)]
    small, large = _names(few), _names(many)
    return median(_once(large, texts) / _once(small, texts) for _ in range(times * ROUNDS))


def _names(count: int) -> Names:
    known = author_of(Recipe(pages=1, terms=count)).terms
    return Names({term: Term(term=term, definition="x", cite=("x",)) for term in known})


def _once(names: Names, texts: list[str]) -> float:
    started = time.process_time()
    for text in texts:
        for _ in names.find(text):
            pass
    return time.process_time() - started
