"""The benchmark measures what it says: its guides come from a seed, build without a problem, and its count is right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmark import linking, reference, synthetic
from benchmark.synthetic import Recipe, author_of, files, peer, project
from conftest import ROOT, SECOND
from guide.build import open_build
from guide.content.files import Contents

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of page and columns are those of the made-up guide."""
    monkeypatch.setattr(synthetic, "DATA", SECOND / "docs" / "data")


PROSE, FULL = Recipe(pages=6, terms=20), Recipe(pages=6, terms=20, full=True)


@pytest.mark.parametrize("recipe", [PROSE, FULL], ids=lambda recipe: recipe.name)
def test_a_made_up_guide_keeps_every_rule_and_is_the_same_each_time(recipe: Recipe, tmp_path: Path) -> None:
    assert dict(files(recipe)) == dict(files(recipe))
    assert dict(files(recipe)) != dict(files(Recipe(recipe.pages, recipe.terms, recipe.full, seed=9)))
    build = open_build(Contents(project(recipe, tmp_path) / "docs"), ROOT / "overrides", "")
    assert len(build.guide.terms) == recipe.terms


def test_the_peers_get_the_same_words_without_our_marks(tmp_path: Path) -> None:
    docs = peer(PROSE, tmp_path) / "docs"
    plain = (docs / "pages" / "page-0003.md").read_text(encoding="utf-8")
    own = dict(files(PROSE))["pages/page-0003.md"]
    assert "[^" not in plain
    assert plain.count("## ") == own.count("## ")
    assert len(plain.split()) > 600


def test_more_terms_leave_the_first_ones_as_they_are() -> None:
    few, many = author_of(Recipe(1, 50)).terms, author_of(Recipe(1, 100)).terms
    assert many[:50] == few


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("A bora here. A bora there.", 1),
        ("A bora here.\n\n## Next\n\nA bora there.", 2),
        ("Two Boras. [^bora]", 1),
        ("One bora tilmek is not a bora and not a tilmek.", 3),
        ("Boran is another word.", 0),
    ],
)
def test_the_obvious_count_counts_each_term_once_in_a_section(body: str, count: int) -> None:
    assert reference.links(body, ["bora", "tilmek", "bora tilmek"]) == count


def test_the_linker_makes_as_many_links_as_the_obvious_count_says(tmp_path: Path) -> None:
    expected, found = linking.counted(tmp_path, Path(sys.executable))
    assert found == expected > 500
