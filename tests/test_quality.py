"""The mirror: every rule on every page, the figures of the real guide, and nothing claimed that was not computed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from statistics import median

import lxml.html
import pytest

from conftest import Site
from guide.checks.examination import Examination
from guide.checks.gates import STANDARDS
from guide.checks.quality import Quality
from guide.checks.sheet import Sheet, Yardstick
from guide.content.guide import OWN, Guide, Page
from guide.content.schema import Meta


@pytest.fixture(scope="module")
def mirror(guide: Guide, words: dict[str, str]) -> Quality:
    return Examination(guide, words).all()[1]


def test_every_gate_on_the_page_names_its_standard_and_says_what_it_asks_for(words: dict[str, str]) -> None:
    for gate in STANDARDS:
        assert gate.standards, gate.key
        assert words[gate.word], gate.key


def test_every_gate_holds_on_the_real_guide(mirror: Quality) -> None:
    assert list(mirror.problems()) == []


def test_the_middle_page_reads_at_grade_six_or_less_and_none_above_eight(mirror: Quality) -> None:
    for name in mirror.counters:
        grades = [page[name] for page in mirror.grades.values()]
        assert len(grades) == len(mirror.guide.pages)
        assert median(grades) <= 6
        assert max(grades) <= 8


@pytest.mark.parametrize("measure_name", ["risks", "not-for", "unknown", "no-surgery"])
def test_every_operation_tells_what_peers_leave_out(mirror: Quality, guide: Guide, measure_name: str) -> None:
    held = {src for result in mirror.results if result.gate.key == measure_name for src in result.findings}
    operations = {page.src for page in guide.options.values() if page.kind != "no-surgery"}
    assert operations <= held
    assert all(mirror.finding(measure_name, guide.pages[src]).passes for src in operations)  # type: ignore[union-attr]


def test_risks_are_never_shorter_than_benefits(guide: Guide, words: dict[str, str]) -> None:
    for page in guide.in_order:
        sheet = Sheet(page, guide, Yardstick(guide), words)
        if sheet.titles("benefits"):
            assert sheet.section_words("risks") >= sheet.section_words("benefits"), sheet.page.src


def test_what_must_hold_was_looked_for_on_every_page_that_owes_it_and_holds(site: Site, guide: Guide) -> None:
    data = json.loads((site.folder / "quality.json").read_text(encoding="utf-8"))
    rules = {rule["key"]: rule for rule in data["rules"] if rule["decided_by"] == "build"}
    failing = {key: src for key, rule in rules.items() for src, page in rule["pages"].items() if not page["passes"]}
    assert not failing.keys() & {key for key, rule in rules.items() if rule["must_hold"]}
    care = {page.src for page in (*guide.options.values(), *guide.conditions.values())}
    assert set(rules["help"]["pages"]) == set(rules["no-surgery"]["pages"]) == care
    assert set(rules["dated"]["pages"]) == set(guide.pages)
    assert set(rules["shown-twice"]["pages"]) <= set(rules["numbers"]["pages"])


def test_no_page_claims_more_pictures_of_chances_than_it_has(site: Site, guide: Guide) -> None:
    data = json.loads((site.folder / "quality.json").read_text(encoding="utf-8"))
    pages = next(rule["pages"] for rule in data["rules"] if rule["key"] == "shown-twice")
    for src in pages:
        page = lxml.html.parse(str((site.folder / src).with_suffix(".html")))
        drawn = page.xpath("count(//article//figure[.//*[@role='img']])")
        assert int(pages[src]["figure"].split(" ")[0]) <= drawn, src


def test_what_a_person_must_judge_is_not_claimed(site: Site) -> None:
    data = json.loads((site.folder / "quality.json").read_text(encoding="utf-8"))
    assert all(rule["pages"] == {} for rule in data["rules"] if rule["decided_by"] == "person")
    page = lxml.html.parse(str(site.folder / "quality.html")).xpath("//article")[0]
    rows = [row.text_content() for row in page.xpath("//tr") if "needs a person" in row.text_content()]
    assert rows
    assert all("Nobody has judged this yet" in row for row in rows)


def test_the_page_and_the_file_show_the_same_figures(site: Site) -> None:
    data = json.loads((site.folder / "quality.json").read_text(encoding="utf-8"))
    text = lxml.html.parse(str(site.folder / "quality.html")).xpath("//article")[0].text_content()
    for name, grade in data["reading"]["median"].items():
        assert re.search(rf"{grade:.1f}\s+\({re.escape(name)}\)", text)
    for rule in data["rules"]:
        assert rule["asks"] in text
        for finding in rule["pages"].values() if rule["key"] == "reading-grade" else ():
            assert finding["figure"] in text
    for peer in data["peers"]:
        assert peer["figure"] in text
        assert peer["our_figure"] is None or peer["our_figure"] in text


def test_every_page_says_that_nobody_has_reviewed_it(site: Site, guide: Guide) -> None:
    for page in guide.pages.values():
        text = (site.folder / page.src).with_suffix(".html").read_text(encoding="utf-8")
        assert ("No doctor or nurse has checked this page yet." in text) == (page.meta.reviewed is None), page.src
        assert "Who pays for this guide: not stated" in text


def test_every_data_file_says_that_nobody_has_reviewed_it(guide: Guide) -> None:
    from conftest import ROOT

    for path in guide.files.values():
        head = (ROOT / path).read_text(encoding="utf-8").partition("\n\n")[0]
        assert "o clinician has reviewed this" in head, path


def test_what_is_asked_of_a_page_depends_on_no_more_of_the_others_than_their_outline(
    guide: Guide, small: Guide, words: dict[str, str]
) -> None:
    for each in (guide, small):
        bare = replace(each, pages={src: stripped(page) for src, page in each.pages.items()})
        assert bare.outline == each.outline
        whole, outlined = Examination(each, words), Examination(bare, words)
        for page in each.in_order:
            assert outlined.of(page) == whole.of(page)


def stripped(page: Page[Meta]) -> Page[Meta]:
    """The page with nothing that it says for itself."""
    bare = type(page.meta).model_construct(kind=page.kind, title="", summary="", written=page.meta.written)
    own = {name: getattr(bare, name, {}) for name in OWN if name in type(page.meta).model_fields}
    return replace(page, meta=page.meta.model_copy(update=own), document=replace(page.document, body="", source=""))
