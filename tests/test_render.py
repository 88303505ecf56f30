"""Pages are rendered on all cores as on one, and a link to a place that no page has stops the build."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from guide.build import Build, open_build
from guide.content.files import Contents
from guide.content.load import load
from guide.ground import parallel
from guide.ground.problems import BadGuide
from guide.html import links, policy
from guide.html.tree import parse, text


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is shared out even if there is little of it, and whatever this machine has."""
    monkeypatch.setattr(parallel, "ENOUGH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("threading.active_count", lambda: 1)


def rendered(project: Path) -> Build:
    return open_build(Contents(project / "docs"), ROOT / "overrides", "")


def test_two_processes_render_what_one_does(
    project: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    alone = rendered(project)
    pages = {src: alone.page(src) for src in alone.guide.pages}
    shutil.rmtree(project / ".build")
    request.getfixturevalue("two_cores")
    together = rendered(project)
    assert {src: together.page(src) for src in pages} == pages
    assert together.used == alone.used
    assert any(alone.used.values())


@pytest.mark.usefixtures("two_cores")
def test_the_work_is_done_by_more_than_one_process_and_keeps_its_order() -> None:
    def done(number: int) -> tuple[int, int]:
        time.sleep(0.05)  # long enough for the other process to take some, too
        return number, os.getpid()

    found = parallel.mapped(done, range(7))
    assert [number for number, _ in found] == list(range(7))
    assert len({process for _, process in found}) == 2


@given(st.lists(st.integers(), max_size=40))
def test_work_keeps_its_order_whatever_there_is_to_do(things: list[int]) -> None:
    assert parallel.mapped(lambda thing: thing * 2, things) == [thing * 2 for thing in things]


def elsewhere(fate: Callable[[], object]) -> Callable[[int], object]:
    """Work that meets its fate in another process, which gets the time to take some."""
    here = os.getpid()
    return lambda _: time.sleep(0.2) if os.getpid() == here else fate()


@pytest.mark.usefixtures("two_cores")
def test_an_error_in_another_process_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        parallel.mapped(elsewhere(lambda: 1 // 0), [0, 1])
    assert gc.isenabled()


@pytest.mark.usefixtures("two_cores")
def test_a_process_that_the_system_ends_is_no_silent_gap() -> None:
    with pytest.raises(MemoryError, match="ended by the system"):
        parallel.mapped(elsewhere(lambda: os._exit(9)), [0, 1])


@pytest.mark.usefixtures("two_cores")
def test_work_that_was_begun_on_another_core_is_there_when_it_is_waited_for() -> None:
    here = os.getpid()
    assert parallel.begun(lambda: os.getpid())() != here
    with pytest.raises(ZeroDivisionError):
        parallel.begun(lambda: 1 // 0)()


@pytest.mark.usefixtures("two_cores")
def test_an_error_ends_what_was_begun_on_other_cores() -> None:
    parallel.begun(lambda: time.sleep(300))
    assert multiprocessing.active_children() != []
    with pytest.raises(ZeroDivisionError), parallel.leaving_nothing_at_work():
        raise ZeroDivisionError
    assert multiprocessing.active_children() == []


def test_a_link_to_a_place_that_no_page_has_is_told_by_line(project: Path) -> None:
    page = project / "docs" / "procedures" / "restuffing.md"
    text = page.read_text(encoding="utf-8").replace("Thread may break.", "[Thread](../sources.md) may [break](#risk).")
    page.write_text(text, encoding="utf-8")
    with pytest.raises(BadGuide) as caught:
        rendered(project)
    line = text[: text.index("#risk")].count("\n") + 1
    assert f'docs/procedures/restuffing.md:{line}:37: link "#risk" leads to no heading' in str(caught.value)
    assert 'did you mean "risks"?' in str(caught.value)


@pytest.mark.parametrize(
    "written",
    [
        "## See [the shop](nowhere.md)",
        "Ask [the [new] nurse](nowhere.md).",
        '!!! note "See [it](nowhere.md)"\n\n    Ask.',
    ],
)
def test_a_link_to_a_page_that_is_not_there_is_told_wherever_it_stands(project: Path, written: str) -> None:
    page = "---\nkind: page\ntitle: All\nsummary: Look.\norder: 9\nwritten: 2026-01-01\nreviewed: not yet\n---\n\n"
    (project / "docs" / "new.md").write_text(f"{page}{written}\n\nLook here.\n", encoding="utf-8")
    with pytest.raises(BadGuide) as caught:
        rendered(project)
    column = written.index("nowhere") + 1
    assert str(caught.value).startswith(
        f'1 problem in the content:\ndocs/new.md:10:{column}: link to "nowhere.md" leads nowhere'
    )


@pytest.mark.parametrize("name", ["glossary.md", "sources.md"])
def test_a_page_that_generated_parts_lead_to_is_asked_for_once(project: Path, name: str) -> None:
    (project / "docs" / name).unlink()
    with pytest.raises(BadGuide, match=rf"^1 problem .*\n.*/{name}:1:1: is missing, and a generated part of"):
        rendered(project)


def short_lists(project: Path) -> Build:
    settings = project / "docs" / "data" / "guide.yml"
    short = "\nlongest_list: 4\nlongest_uses: 1\nlongest_glossary: 2\n"
    settings.write_text(settings.read_text(encoding="utf-8") + short, encoding="utf-8")
    return rendered(project)


def glossary(build: Build) -> dict[str, str]:
    """The pages of the glossary: address and HTML."""
    first = build.guide.pages["glossary.md"]
    return {page.src: build.page(page.src).html for page in build.guide.stretches_of(first)}


def test_a_long_glossary_goes_on_on_further_pages_letter_by_letter_and_every_link_finds_its_term(project: Path) -> None:
    page = project / "docs" / "procedures" / "restuffing.md"
    last = max(load(Contents(project / "docs")).guide.terms.items(), key=lambda item: item[1].term.lower())[0]
    text = page.read_text(encoding="utf-8").replace("Thread may break.", f"[It](../glossary.md#{last}) may break.")
    page.write_text(text, encoding="utf-8")
    build = short_lists(project)
    pages = glossary(build)
    assert len(pages) > 2
    homes = {key: [src for src, html in pages.items() if f'<h3 id="{key}"' in html] for key in build.guide.terms}
    assert {len(found) for found in homes.values()} == {1}
    letters = [re.findall(r'<h2 id="letter-(.)"', html) for html in pages.values()]
    assert sorted(sum(letters, [])) == sorted({*sum(letters, [])}), "a letter stays whole"
    home = homes[last][0].replace(".md", ".html")
    assert home != "glossary.html"
    assert f'<a href="../{home}#{last}">It</a>' in build.page("procedures/restuffing.md").html
    for html in pages.values():
        assert re.findall(r'class="letters[^"]*">(.*?)</p>', html)[0].count("#letter-") == sum(map(len, letters))


def test_a_page_of_the_glossary_carries_the_meaning_of_words_that_stand_on_another(project: Path) -> None:
    for src, html in glossary(short_lists(project)).items():
        used = {tuple(link.split("#")) for link in re.findall(r'<a class="term" href="([^"]+)"', html)}
        others = {key for target, key in used if target != src.replace(".md", ".html")}
        carried = html.partition('<template class="words spare">')[2]
        assert all(f'#{key}"' in carried for key in others), src


def test_every_term_of_a_long_glossary_is_found_by_the_search_and_stands_in_the_hand_out(project: Path) -> None:
    build = short_lists(project)
    pages = {src: src.replace(".md", ".html") for src in glossary(build)}
    found = build.frame(pages, lambda content: f"<meta {policy.MARK}>{content.html}", Path())
    places = {entry["location"].partition("#")[2] for entry in found}
    assert set(build.guide.terms) <= places
    printed = build._on_paper("glossary.md")
    assert all(printed.count(f'<h3 id="{key}"') == 1 for key in build.guide.terms)


def test_a_long_list_of_all_pages_goes_on_on_a_further_page(project: Path) -> None:
    (project / "docs" / "all.md").write_text(
        "---\nkind: page\ntitle: All\nsummary: Look here.\norder: 9\nwritten: 2026-01-01\nreviewed: not yet\n---\n\n"
        "You can look here.\n\n{{ part: a-z }}\n",
        encoding="utf-8",
    )
    build = short_lists(project)
    stretches = [build.page(src).html for src in build.guide.pages if src == "all.md" or src.startswith("all-")]
    titles = [page.meta.title for page in build.guide.in_order if page.stretch == 1]
    assert len(stretches) > 2
    assert all(sum(f">{title}</a>:" in stretch for stretch in stretches) == 1 for title in titles)


def test_a_term_names_some_of_its_pages_and_counts_the_others(project: Path) -> None:
    build = short_lists(project)
    users = {key: [src for src, used in build.used.items() if key in used] for key in build.guide.terms}
    assert any(len(pages) > 2 for pages in users.values())
    entries = re.findall(r'<p class="used-on[^>]*>(.*?)</p>', build.finished("glossary.md"))
    assert all(entry.count("<a ") <= 1 for entry in entries)
    assert any("and 2 more pages" in entry or "and 3 more pages" in entry for entry in entries)


def test_an_address_that_is_text_is_no_link() -> None:
    html = '<p>Write href="a.md#b" or <a title="x" href="a.md#c">this</a>, not id="d".</p>'
    root = parse(html)
    assert links.places(root) == links.Places("", "a.md#c")
    links.resolve(root, "x/y.md")
    assert text(root) == html.replace('href="a.md#c"', 'href="a.html#c"')


@pytest.mark.parametrize("wrong", [True, False])
def test_what_a_wrong_page_brings_down_with_it_is_told_as_what_is_wrong(
    project: Path, monkeypatch: pytest.MonkeyPatch, *, wrong: bool
) -> None:
    page = project / "docs" / "procedures" / "restuffing.md"
    if wrong:
        page.write_text(page.read_text(encoding="utf-8").replace("[^handbook]", "[^handbok]", 1), encoding="utf-8")
    monkeypatch.setattr("guide.html.render.compose", lambda page, maker: {}[page.src])
    with pytest.raises(BadGuide if wrong else KeyError, match="handbok" if wrong else r"\.md"):
        rendered(project)


def test_words_that_cannot_be_read_are_told_by_line(project: Path) -> None:
    overrides = shutil.copytree(ROOT / "overrides", project / "overrides")
    (overrides / "words.yml").write_text('written_on: "Written\nreview: x\n', encoding="utf-8")
    with pytest.raises(BadGuide, match=r"overrides/words\.yml:\d+:\d+: broken YAML"):
        open_build(Contents(project / "docs"), overrides, "")
