"""A clinic's own names: no rule on reading counts them, and no term is linked inside one."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from conftest import ROOT
from guide.build import open_build
from guide.content.files import Contents
from guide.ground.problems import BadGuide

HARD = "The Interdisciplinary Rehabilitation Institute of Saint Apollinaris and the Holy Brothers of Mercy at Seam Lane"
PHONE = "1-800-REHABILITATION"
CLINIC = "data/clinic.yml"
PROFESSOR, VILLAGE = "Professor Featherstonehaugh-Cholmondeley", "Llanfairpwllgwyngyll"
PATCHING = "procedures/patching.md"


def build(project: Path, file: str, old: str, new: str, *more: str) -> list[str]:
    """What a build says of the guide with these changes: file, old and new text in turn."""
    for name, was, now in zip(*[iter((file, old, new, *more))] * 3, strict=True):
        path = project / "docs" / name
        text = path.read_text(encoding="utf-8")
        assert was in text
        path.write_text(text.replace(was, now, 1), encoding="utf-8")
    try:
        open_build(Contents(project / "docs"), ROOT / "overrides", "")
    except BadGuide as refusal:
        return str(refusal).split("\n")[1:]
    return []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('clinic_name: ""', f'clinic_name: "{HARD}"'),
        ('clinic_phone: ""', f'clinic_phone: "{PHONE}"'),
        ("country: Toyland", "country: Extraterritorial Administration"),
        ("emergency_place: night desk", "emergency_place: emergency department"),
    ],
)
def test_a_name_of_the_clinic_where_a_page_asks_for_it_is_no_hard_word(project: Path, old: str, new: str) -> None:
    field = old.partition(":")[0]
    mark = (PATCHING, "Our phone: {{ clinic: clinic_phone }}", f"Our own: {{{{ clinic: {field} }}}}")
    assert build(project, CLINIC, old, new, *mark) == []


@pytest.mark.parametrize("typed", [HARD, HARD.upper(), PROFESSOR, VILLAGE])
def test_a_name_that_is_typed_in_a_text_is_no_hard_word_once_the_clinic_names_it(project: Path, typed: str) -> None:
    text = ("procedures/restuffing.md", "Thread may break.", f"Thread may break. Ask {typed} why.")
    named = f"names: [{PROFESSOR}, {VILLAGE}]\nclinic_name: {HARD}"
    assert build(project, CLINIC, 'clinic_name: ""', named, *text) == []


@pytest.mark.parametrize("name", ["Ward 12 at 3 Seam Lane", "House of One in Ten"])
def test_a_name_may_hold_numbers_and_words_that_no_text_may(name: str, project: Path) -> None:
    text = ("procedures/restuffing.md", "Thread may break.", f"Thread may break. Ask {name}\u2019s mender at {name}.")
    assert build(project, CLINIC, 'clinic_name: ""', f'clinic_name: "{name}"', *text) == []
    assert build(project, CLINIC, f'clinic_name: "{name}"', 'clinic_name: "Bears"') != []


def test_a_name_is_known_in_whatever_dress_it_is_typed(project: Path) -> None:
    text = (
        "procedures/restuffing.md",
        "Thread may break.",
        "Thread may break. Ask St. Apollinaris’s Ward‑12\u00a0team.",
    )
    assert build(project, CLINIC, 'clinic_name: ""', 'clinic_name: "St. Apollinaris\'s Ward-12 team"', *text) == []


@pytest.mark.parametrize("name", ["9", "half", "night desk", "Half", "Nine", "9 In 10", "Two Thirds"])
def test_a_number_and_a_plain_word_are_no_names(name: str, project: Path) -> None:
    found = build(project, CLINIC, 'clinic_name: ""', f'clinic_name: ""\nnames:\n  - Seam Lane\n  - "{name}"')
    line = (project / "docs" / CLINIC).read_text("utf-8").split("\n").index(f'  - "{name}"') + 1
    assert [problem.strip().startswith(f"docs/data/clinic.yml:{line}:5: ") for problem in found] == [True]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Half of Bears", "Half of bears wait"),
        ("Ward 9", "Ask at Ward 9.5 of it"),
        ("Ward 9", "At Ward 9% wait"),
        ("Ward 9", "At Ward 9, 9 wait"),
    ],
)
def test_a_name_hides_no_number_outside_it(name: str, said: str, project: Path) -> None:
    text = ("procedures/restuffing.md", "Thread may break.", f"Thread may break. {said}.")
    assert build(project, CLINIC, 'clinic_name: ""', f'clinic_name: ""\nnames: [{name}]', *text) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [("title: Restuffing", "title: {}"), ("summary: New", "summary: {}. New"), ("Can we wait?", "Can we wait at {}?")],
)
def test_a_name_may_stand_at_the_head_of_a_page_and_in_a_question(old: str, new: str, project: Path) -> None:
    text = ("procedures/restuffing.md", old, new.format(PROFESSOR))
    assert build(project, CLINIC, 'clinic_name: ""', f'clinic_name: ""\nnames: [{PROFESSOR}]', *text) == []


def test_a_hard_word_beside_a_name_is_told_where_it_stands(project: Path) -> None:
    text = ("procedures/restuffing.md", "Thread may break.", "Rehabilitation takes long.")
    named = f'clinic_name: "{HARD}"'
    (problem,) = build(project, CLINIC, 'clinic_name: ""', named, *text)
    line = (
        (project / "docs/procedures/restuffing.md")
        .read_text("utf-8")
        .split("\n")
        .index("Rehabilitation takes long. [^handbook]")
    )
    assert problem.strip().startswith(f'docs/procedures/restuffing.md:{line + 1}:1: long word "Rehabilitation"')


def test_no_term_is_linked_inside_a_name(project: Path) -> None:
    text = (PATCHING, "Our phone: {{ clinic: clinic_phone }}", "Ask {{ clinic: clinic_name }} to mend the seam.")
    assert build(project, CLINIC, 'clinic_name: ""', 'clinic_name: "Plush Seam House"', *text) == []
    made = open_build(Contents(project / "docs"), ROOT / "overrides", "").pages.page(PATCHING).html
    (line,) = [
        p for p in lxml.html.fragment_fromstring(made, create_parent=True).iter("p") if "House" in p.text_content()
    ]
    assert [link.text for link in line.iter("a")] == ["seam"]


def test_no_term_is_linked_in_the_name_of_a_reviewer(project: Path) -> None:
    assert build(project, "data/glossary.yml", "term: thread", "term: needle") == []
    made = open_build(Contents(project / "docs"), ROOT / "overrides", "").pages.page(PATCHING).html
    (line,) = lxml.html.fragment_fromstring(made, create_parent=True).xpath(".//p[contains(@class, 'review')]")
    assert "Nan Needle" in line.text_content()
    assert line.xpath(".//a") == []


def test_names_are_no_field_that_a_mark_can_ask_for(project: Path) -> None:
    mark = (PATCHING, "{{ clinic: clinic_phone }}", "{{ clinic: names }}")
    (problem,) = build(project, CLINIC, 'clinic_name: ""', 'clinic_name: ""\nnames: [A B]', *mark)
    assert "names" in problem
