"""A link to a place that no page has stops the build, and a long list goes on on further pages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from guide.build import Build, open_build
from guide.content.files import Contents
from guide.content.load import load
from guide.ground.problems import BadGuide
from guide.html import headings, links, policy
from guide.html.tree import parse, text


def rendered(project: Path) -> Build:
    return open_build(Contents(project / "docs"), ROOT / "overrides", "")


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
    assert f'1 problem in the content:\ndocs/new.md:10:{column}: link "nowhere.md" leads nowhere' in str(caught.value)


@pytest.mark.parametrize("name", ["glossary.md", "sources.md", "index.md"])
def test_a_page_that_no_guide_can_do_without_is_asked_for_once(project: Path, name: str) -> None:
    (project / "docs" / name).unlink()
    settings = project / "docs" / "data" / "guide.yml"
    settings.write_text(settings.read_text("utf-8").replace(f"pages: [{name}]", "pages: []"), encoding="utf-8")
    for page in (project / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(rf"\[([^\]]*)\]\([./]*{name}[^)]*\)", r"\1", text), encoding="utf-8")
    with pytest.raises(BadGuide, match=rf"^1 problem .*\n.*/{name}:1:1: is missing, and every guide needs it"):
        rendered(project)


def short_lists(project: Path) -> Build:
    settings = project / "docs" / "data" / "guide.yml"
    short = "\nlongest_list: 4\nlongest_uses: 1\nlongest_glossary: 2\n"
    settings.write_text(settings.read_text(encoding="utf-8") + short, encoding="utf-8")
    return rendered(project)


def glossary(build: Build) -> dict[str, str]:
    """The pages of the glossary: address and HTML."""
    first = build.guide.pages["glossary.md"]
    return {page.src: build.pages.page(page.src).html for page in build.guide.stretches_of(first)}


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
    assert f'<a href="../{home}#{last}">It</a>' in build.pages.page("procedures/restuffing.md").html
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
    place = f'<meta http-equiv="Content-Security-Policy" content="{policy.MARK}">'
    found = build.frame(pages, lambda content: f"<html><head>{place}</head><body>{content.html}</body></html>", Path())
    places = {entry["location"].partition("#")[2] for entry in found}
    assert set(build.guide.terms) <= places
    printed = text(build.finished.on_paper("glossary.md"))
    assert all(printed.count(f'<h3 id="{key}"') == 1 for key in build.guide.terms)


def test_a_long_list_of_all_pages_goes_on_on_a_further_page(project: Path) -> None:
    lists = project / "docs" / "lists.md"
    text, heading, part = lists.read_text(encoding="utf-8").rpartition("## By name")
    (project / "docs" / "all.md").write_text(
        "---\nkind: page\ntitle: All\nsummary: Look here.\norder: 9\nwritten: 2026-01-01\nreviewed: not yet\n---\n\n"
        f"You can look here.\n\n{heading}{part}",
        encoding="utf-8",
    )
    lists.write_text(text.replace("#by-name", "all.md"), encoding="utf-8")
    build = short_lists(project)
    stretches = [build.pages.page(src).html for src in build.guide.pages if src == "all.md" or src.startswith("all-")]
    titles = [page.meta.title for page in build.guide.in_order if page.stretch == 1]
    assert len(stretches) > 2
    assert all(sum(f">{title}</a>:" in stretch for stretch in stretches) == 1 for title in titles)


def test_a_term_names_some_of_its_pages_and_counts_the_others(project: Path) -> None:
    build = short_lists(project)
    users = {key: [src for src, used in build.pages.used.items() if key in used] for key in build.guide.terms}
    assert any(len(pages) > 2 for pages in users.values())
    entries = re.findall(r'<p class="used-on[^>]*>(.*?)</p>', text(build.finished.page("glossary.md")))
    assert all(entry.count("<a ") <= 1 for entry in entries)
    assert any(re.search(r"and \d+ more pages", entry) for entry in entries)


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
    with pytest.raises(BadGuide, match=r"overrides/words\.yml:1:13: a quote begins with"):
        open_build(Contents(project / "docs"), overrides, "")


def test_harms_stand_in_their_bands_however_their_list_is_written(project: Path) -> None:
    page = project / "docs" / "procedures" / "restuffing.md"
    tight = rendered(project).pages.page("procedures/restuffing.md").html
    page.write_text(page.read_text(encoding="utf-8").replace("\n- **An open", "\n\n- **An open"), encoding="utf-8")
    loose = rendered(project).pages.page("procedures/restuffing.md").html
    bands = [
        [band.get("data-band") for band in parse(html).find_class("band") if "seam" in band.text_content()]
        for html in (tight, loose)
    ]
    assert bands[0] == bands[1]
    assert "less-common" in bands[0]


def test_no_heading_is_left_out_above_what_the_build_puts_on_a_page(project: Path) -> None:
    """Whether an author wrote a heading above it or not."""
    for name in ("numbers.md", "sources.md"):
        path = project / "docs" / name
        bare = rendered(project).pages.page(name).html
        path.write_text(path.read_text("utf-8").replace("{{ part: all-", "## All of it\n\n{{ part: all-"), "utf-8")
        under = rendered(project).pages.page(name).html
        assert levels(bare)[:2] == [1, 2], name
        assert levels(under)[:3] == [1, 2, 3], name


@pytest.mark.parametrize(
    ("written", "shown"),
    [("1 3 3", "1 2 2"), ("1 2 4 4 2", "1 2 3 3 2"), ("1 4 3 2", "1 2 2 2"), ("1 2 3", "1 2 3"), ("3 6", "1 2")],
)
def test_each_heading_stands_one_step_below_its_own(written: str, shown: str) -> None:
    root = parse("".join(f"<h{level}>x</h{level}>" for level in written.split()))
    headings.in_steps(root)
    assert levels(text(root)) == [int(level) for level in shown.split()]


def levels(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h(\d)", html)]
