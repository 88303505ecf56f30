"""What nobody is shown on a page is told nowhere: on no paper, not by the search, in no data and no other program."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import lxml.html
import pypdf
import pytest
from lxml.html import HtmlElement

from conftest import Site
from guide.html.shown import goes_on, keep

ON_SCREENS = ("{no_fact_for_region}", "{not_used}", "{used_on}: ")
"""Sentences of the interface that no paper says."""

ONLY_WITH_LINKS = re.compile(r"(?i)list at the top of this page|these drawings show|use a sheet on|\b(tap|click)\b")
"""What is no help to who holds a paper."""


@pytest.fixture(scope="module")
def papers(site: Site) -> Mapping[str, str]:
    """Each PDF of the guide by its name, with its words in one line."""
    return {path.name: _said(path) for path in sorted((site.folder / "pdf").glob("*.pdf"))}


@pytest.fixture(scope="module")
def hidden(site: Site) -> set[str]:
    """The letters of all that is said in what the pages hide or keep for screens, and that no page shows. A field of a
    form has the name of the line on paper that it fills."""
    trees = [tree for path in sorted(site.folder.rglob("*.html")) for tree in _articles(path)]
    named = {_letters(label.text_content()) for tree in trees for label in tree.iter("label")}
    found = {said for tree in trees for said in _hidden(tree)} - named
    for tree in trees:
        keep(tree, goes_on)
    shown = _letters("".join(said for tree in trees for said in tree.itertext()))
    return {said for said in found if said not in shown}


@pytest.mark.paper
def test_no_paper_says_what_a_page_hides(papers: Mapping[str, str], hidden: set[str]) -> None:
    letters = {name: _letters(paper) for name, paper in papers.items()}
    assert {said: name for name, paper in letters.items() for said in hidden if said in paper} == {}


@pytest.mark.paper
def test_no_paper_says_what_only_a_screen_can_mean(papers: Mapping[str, str], words: dict[str, str]) -> None:
    sentences = [_line(one.format(**words)) for one in ON_SCREENS]
    assert {said: name for name, paper in papers.items() for said in sentences if said in paper} == {}
    assert {found[0]: name for name, paper in papers.items() if (found := ONLY_WITH_LINKS.search(paper))} == {}


def test_neither_the_search_nor_data_say_what_a_page_hides(site: Site, hidden: set[str]) -> None:
    trees = (tree for path in sorted(site.folder.rglob("*.html")) for tree in _articles(path))
    folded = _letters("".join(fold.text_content() for tree in trees for fold in tree.iter("details")))
    unseen = [said for said in hidden if said not in folded]  # a fold for screens alone is not hidden from readers
    for name in ("search/search_index.json", "guide.json", "llms.txt"):
        data = _letters((site.folder / name).read_text(encoding="utf-8"))
        assert [said for said in unseen if said in data] == [], name


def _articles(path: Path) -> Iterator[HtmlElement]:
    yield from lxml.html.parse(str(path)).xpath("//article")


def _hidden(tree: HtmlElement) -> Iterator[str]:
    """Each text in what does not go on from the page, that is more than a word or two."""
    for element in tree.iter():
        if any(not goes_on(around) for around in (element, *element.iterancestors()) if around is not tree):
            yield from (_letters(said) for said in element.xpath("text()") if len(said.split()) > 2)


def _said(path: Path) -> str:
    return _line(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages))


def _line(said: str) -> str:
    return " ".join(said.split())


def _letters(said: str) -> str:
    return re.sub(r"[\W_]", "", said)
