"""What is kept is handed out only while all that went into it is the same, and a kept page equals one made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from guide.build import Build, open_build
from guide.content.files import Contents
from guide.ground import cache
from guide.ground.cache import Cache, key
from guide.html.linker import Linker


def test_what_was_put_is_taken_and_what_nobody_wants_is_thrown_away(tmp_path: Path) -> None:
    kept = Cache(tmp_path / "new")
    assert kept.take("a") is None
    kept.put("a", b"one\ntwo")
    kept.put("b", b"")
    assert (kept.take("a"), kept.take("b")) == (b"one\ntwo", b"")
    kept.tidy({"a"})
    assert [path.name for path in kept.folder.iterdir()] == ["a"]


@given(st.binary(max_size=60), st.integers(min_value=0))
def test_what_is_damaged_counts_as_missing(tmp_path_factory: pytest.TempPathFactory, content: bytes, at: int) -> None:
    kept = Cache(tmp_path_factory.mktemp("cache"))
    kept.put("a", content)
    raw = bytearray((kept.folder / "a").read_bytes())
    raw[at % len(raw)] ^= 1
    (kept.folder / "a").write_bytes(raw)
    assert kept.take("a") is None


@given(st.lists(st.text()), st.lists(st.text()))
def test_other_parts_have_another_key(some: list[str], others: list[str]) -> None:
    assert (key(*some) == key(*others)) == (some == others)


def rendered(project: Path) -> Build:
    return open_build(Contents(project / "docs"), ROOT / "overrides", "")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are made and not taken from the cache, in one process."""
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    pages: list[str] = []
    link = Linker.link
    monkeypatch.setattr(
        Linker, "link", lambda self, root, src, *rest, **more: pages.append(src) or link(self, root, src, *rest, **more)
    )
    return pages


def spoil(project: Path, name: str, old: str, new: str) -> None:
    path = project / "docs" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_build_from_the_cache_equals_a_clean_one(project: Path, made: list[str]) -> None:
    clean = rendered(project)
    assert sorted(made) == sorted(clean.guide.pages)
    pages = {src: clean.pages.page(src) for src in clean.guide.pages}
    made.clear()
    again = rendered(project)
    assert made == []
    assert {src: again.pages.page(src) for src in clean.guide.pages} == pages
    assert again.pages.used == clean.pages.used


def test_a_changed_page_is_made_again_and_the_cache_lets_go_of_the_old_one(project: Path, made: list[str]) -> None:
    before = rendered(project)
    made.clear()
    spoil(project, "procedures/restuffing.md", "Thread may break.", "Thread can break.")
    after = rendered(project)
    assert made == ["procedures/restuffing.md"]
    assert " can break." in after.pages.page("procedures/restuffing.md").html
    assert len(list((project / ".build" / "pages").iterdir())) == len(before.guide.pages)


def test_a_changed_definition_is_shown_on_every_page_that_explains_the_word(project: Path, made: list[str]) -> None:
    before = rendered(project)
    term = next(key for key in before.guide.terms if 0 < len(users(before, key)) < len(before.guide.pages) - 1)
    made.clear()
    definition = before.guide.terms[term].definition
    spoil(project, "data/glossary.yml", definition, f"{definition} Yes")
    after = rendered(project)
    assert set(users(after, term)) <= set(made)
    assert all(f"{definition} Yes" in after.pages.page(page).html for page in users(after, term))


def test_a_page_that_another_build_has_tidied_away_is_made_again(project: Path, made: list[str]) -> None:
    build = rendered(project)
    pages = {src: build.pages.page(src) for src in build.guide.pages}
    made.clear()
    shutil.rmtree(project / ".build" / "pages")
    assert {src: build.pages.page(src) for src in build.guide.pages} == pages
    assert sorted(made) == sorted(pages)


def users(build: Build, term: str) -> list[str]:
    return [src for src, used in build.pages.used.items() if term in used]


def test_a_new_name_of_a_term_or_new_code_makes_every_page_again(
    project: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = sorted(rendered(project).guide.pages)
    made.clear()
    monkeypatch.setattr(cache, "version", lambda library: "another")
    rendered(project)
    assert sorted(made) == pages
    made.clear()
    term = next(iter(rendered(project).guide.terms.values())).term
    made.clear()
    spoil(project, "data/glossary.yml", f"term: {term}\n", f"term: {term}\n  aliases: [zzyzx]\n")
    rendered(project)
    assert sorted(made) == pages
