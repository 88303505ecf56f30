"""The mirror: every rule on every page, the figures of the guide, and nothing claimed that was not computed."""

from __future__ import annotations

import json
from statistics import median

import lxml.html
import pytest

from conftest import Site
from content import PROJECT, address, promised, with_part
from guide.checks.examination import Examination
from guide.checks.quality import Quality
from guide.checks.sheet import Sheet, Yardstick
from guide.content.guide import Guide


@pytest.fixture(scope="module")
def mirror(guide: Guide, words: dict[str, str]) -> Quality:
    return Examination(guide, words).all()[1]


def test_every_gate_holds_on_the_guide(mirror: Quality) -> None:
    assert list(mirror.problems()) == []


def test_the_middle_page_reads_at_grade_six_or_less_and_none_above_eight(mirror: Quality) -> None:
    for name in mirror.counters:
        grades = [page[name] for page in mirror.grades.values()]
        assert len(grades) == len(mirror.guide.pages)
        assert median(grades) <= 6
        assert max(grades) <= 8


def test_the_page_counts_as_checked_only_what_somebody_checked(site: Site, guide: Guide, words: dict[str, str]) -> None:
    page = with_part(guide, "quality")
    checked = [src for src, each in guide.pages.items() if each.meta.reviewed]
    says = words["quality_reviewed"].format(checked=len(checked), pages=len(guide.pages))
    assert not page or says in (site.folder / address(page)).read_text(encoding="utf-8")


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
    for role in ("help", "no-surgery"):
        owing = {page.src for page in guide.pages.values() if role in guide.kind(page).of_role}
        assert set(rules[role]["pages"]) == owing
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


def test_the_page_says_that_nobody_has_judged_what_a_person_must(
    site: Site, guide: Guide, words: dict[str, str]
) -> None:
    home = with_part(guide, "quality")
    page = lxml.html.parse(str(site.folder / address(home))).xpath("//article")[0] if home else None
    rows = [row.text_content() for row in (page.xpath("//tr") if home else ())]
    judged = [row for row in rows if words["quality_person"] in row]
    assert bool(judged) == bool(home)
    assert [row for row in judged if words["quality_nobody"] not in row] == []


def test_the_page_and_the_file_show_the_same_figures(site: Site, guide: Guide) -> None:
    data = json.loads((site.folder / "quality.json").read_text(encoding="utf-8"))
    home = with_part(guide, "quality")
    text = lxml.html.parse(str(site.folder / address(home))).xpath("//article")[0].text_content() if home else ""
    wanted = [f"{grade:.1f} ({name})" for name, grade in data["reading"]["median"].items()]
    wanted += [rule["asks"] for rule in data["rules"]]
    wanted += [
        page["figure"] for rule in data["rules"] if rule["key"] == "reading-grade" for page in rule["pages"].values()
    ]
    wanted += [
        figure for peer in data["peers"] for figure in (peer["figure"], peer["our_figure"]) if figure is not None
    ]
    said = " ".join(text.split())
    assert not home or [one for one in wanted if one not in said] == []


def test_every_page_says_who_reviewed_it_or_that_nobody_did_and_who_pays(
    site: Site, guide: Guide, words: dict[str, str]
) -> None:
    for page in guide.pages.values():
        text = lxml.html.parse(str(site.folder / address(page))).xpath("string(//article)")
        said = " ".join(text.split())
        assert (words["not_reviewed"] in said) == (not page.meta.reviewed), page.src
        for review in page.meta.reviewed:
            assert review.by in said and review.role in said and f"{review.on}" in said, page.src  # noqa: PT018
        assert guide.settings.funding in said, page.src


def test_every_data_file_says_whether_a_clinician_has_reviewed_it(guide: Guide) -> None:
    for path in guide.files.values():
        head = (PROJECT / path).read_text(encoding="utf-8").partition("\n\n")[0]
        assert promised("data_files_say", "") in head, path
