"""A guide that grows: around each limit, and at any size, every link of every page leads somewhere."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, SECOND
from guide.build import Build, open_build
from guide.content.files import MADE, Contents
from guide.content.guide import Guide
from guide.content.parts import PARTS
from guide.exports.kit import KIT
from guide.html import links, policy
from guide.pages.long_lists import LISTS, stretches

pytestmark = pytest.mark.slow

PAGE = "---\nkind: page\ntitle: Note {1}\nsummary: A note.\norder: 70\nwritten: 2026-01-02\nreviewed: not yet\n---\n\n"
SAID = "This is about a {1}ling. [^book-{0}]\n"
SOURCE = "book-{0}:\n  title: Book {0}\n  publisher: Not known\n  year: 2020\n  strength: study\n  seen: copy\n"
TERM = "kind-{0}:\n  term: {1}ling\n  definition: A kind of bear.\n  cite: [book-{0}]\n"
SIZES = sorted(random.Random(14).sample(range(30, 201), 3))
NEAR = range(-2, 3)


def letters(number: int) -> str:
    """The number in letters, the last digit first, so that names begin with ten letters."""
    return "".join("abcdefghij"[int(digit)] for digit in reversed(f"{number:03}"))


def grown(project: Path, more: int) -> Build:
    """The made-up guide with so many pages more, each a note or a repair, with a term and a source of its own."""
    docs = project / "docs"
    repair = (docs / "procedures" / "new-eye.md").read_text(encoding="utf-8")
    for number in range(more):
        says = SAID.format(number, letters(number))
        note = PAGE.format(number, letters(number)) + says
        other = repair.replace("title: ", f"title: {letters(number)} ", 1).replace("\n## Risks", f"{says}\n## Risks", 1)
        name, text = (f"note-{number}", note) if number % 2 else (f"procedures/repair-{number}", other)
        (docs / f"{name}.md").write_text(text, encoding="utf-8")
        if text is other:
            shutil.copyfile(docs / "procedures" / "new-eye.yml", docs / f"{name}.yml")
    append(docs / "data" / "sources.yml", *(SOURCE.format(number) for number in range(more)))
    append(docs / "data" / "glossary.yml", *(TERM.format(number, letters(number)) for number in range(more)))
    return opened(project)


def append(path: Path, *texts: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "".join(texts), encoding="utf-8")


def opened(project: Path, **limits: int) -> Build:
    append(project / "docs" / "data" / "guide.yml", "\n", *(f"{name}: {value}\n" for name, value in limits.items()))
    return open_build(Contents(project / "docs"), ROOT / "overrides", "")


def framed(build: Build, content: Any) -> str:
    """The page with its menu, as any theme shows it."""
    place = f'<meta http-equiv="Content-Security-Policy" content="{policy.MARK}">'
    base = "/".join([".."] * content.src.count("/")) or "."
    return f"<html><head>{place}</head><body>{''.join(build.theme.menu(content.src, base))}{content.html}</body></html>"


def dead(build: Build) -> list[str]:
    """Every link of every whole page that leads nowhere."""
    urls = {src: links.address("", src) for src in build.guide.pages}
    build.frame(urls, lambda content: framed(build, content), ROOT / "mkdocs.yml")
    there = {*build.guide.assets, *MADE, KIT}
    return [str(problem) for problem in links.lost(build.frames.places, build.guide, there)]


def in_turn(entries: list[Any]) -> Iterator[str]:
    for target in (target for entry in entries for target in entry.values()):
        if isinstance(target, str):
            yield target
        else:
            yield from in_turn([one if isinstance(one, dict) else {"": one} for one in target])


def holds(build: Build) -> None:
    assert dead(build) == []
    assert sorted(in_turn(build.theme.nav())) == sorted(build.guide.pages)


@pytest.mark.parametrize("off", NEAR)
def test_every_link_holds_around_the_longest_menu(off: int, project: Path) -> None:
    pages = len(opened(project).guide.pages)
    build = opened(project, longest_menu=pages + off)
    assert build.guide.large == (off < 0)
    holds(build)


@pytest.mark.parametrize("off", NEAR)
def test_every_link_holds_around_the_length_of_each_list(off: int, project: Path) -> None:
    """Terms, sources and pages that use them: each list is cut just here, or just not."""
    guide = opened(project).guide
    limits = {"longest_list": len(guide.sources), "longest_glossary": len(guide.terms), "longest_uses": 3}
    build = opened(project, **{name: max(1, limit + off) for name, limit in limits.items()})
    assert ("glossary-2.md" in build.guide.pages) == ("sources-2.md" in build.guide.pages) == (off < 0)
    holds(build)


def test_a_list_a_little_too_long_is_cut_in_the_middle_and_not_before_its_last_entry(small: Guide) -> None:
    count = len(small.sources)
    settings = small.settings.model_copy(update={"longest_list": count - 1})
    (first, second) = map(len, stretches(replace(small, settings=settings), "all-sources"))
    assert first + second == count
    assert abs(first - second) <= 1


@pytest.mark.parametrize("off", NEAR)
def test_every_page_is_found_around_the_longest_search(off: int, project: Path) -> None:
    pages = len(opened(project).guide.pages)
    build = opened(project, longest_search=pages + off)
    holds(build)
    urls = {src: links.address("", src) for src in build.guide.pages}
    found = build.frame(urls, lambda content: framed(build, content), ROOT / "mkdocs.yml")
    assert {entry["location"].partition("#")[0] for entry in found} >= {
        links.address("", page.src) for page in build.guide.pages.values() if not page.generated
    }


@pytest.mark.parametrize("size", SIZES)
def test_every_link_holds_at_any_size(size: int, project: Path) -> None:
    own = len([*(SECOND / "docs").rglob("*.md")])
    build = grown(project, size - own)
    assert len([page for page in build.guide.pages.values() if not page.generated]) == size
    assert build.guide.large == (size > build.guide.settings.longest_menu)
    holds(build)


def test_a_part_that_is_a_list_goes_on_where_addresses_are_kept_free_for_it() -> None:
    assert {*LISTS, "worksheets"} == {name for name, part in PARTS.items() if part.adds}


def test_a_link_that_only_a_template_makes_is_told_once_with_what_is_missing(project: Path) -> None:
    build = opened(project)
    spoiled = '<a href="missing.html">x</a><img src="no.png"><a href="lists.html?x#nowhere">x</a></body>'
    build.frame(
        {"index.md": "index.html"},
        lambda content: framed(build, content).replace("</body>", spoiled),
        Path("mkdocs.yml"),
    )
    files = {*build.guide.assets, *map(partial(links.address, ""), build.guide.pages), *MADE, KIT}
    build.frames.places["lists.html"] = links.Places("box", "")
    assert sorted(map(str, links.lost(build.frames.places, build.guide, files))) == [
        'docs/index.md:1:1: link "lists.html?x#nowhere" leads to no heading or place of lists.md; '
        "use the name in the address that the sign beside its heading gives",
        "docs/missing.md:1:1: is missing, and a generated part of docs/index.md leads to it; write that page",
        "docs/no.png:1:1: is missing, and a generated part of docs/index.md leads to it; put it there",
    ]
