"""Claims cite and numbers are data on the pages beside the options too: home, about, choosing."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from guide.build import open_build
from guide.checks.examination import Examination
from guide.content.files import Contents
from guide.content.load import load
from guide.ground.problems import BadGuide
from guide.pages.templates import read_words

KEPT = "Keep the bear warm, and stay with it. [^handbook]"


def spoil(project: Path, file: str, old: str, new: str) -> None:
    path = project / "docs" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(project: Path) -> list[str]:
    try:
        open_build(Contents(project / "docs"), ROOT / "overrides", "")
    except BadGuide as error:
        return [line.strip() for line in str(error).split("\n")[1:]]
    return []


def refused(project: Path) -> bool:
    return problems(project) != []


@pytest.mark.parametrize(
    ("new", "wrong"),
    [
        (f"{KEPT}\n\nA bear heals by itself.", True),
        (f"{KEPT}\n\n- A bear heals by itself.", True),
        (f"{KEPT}\n\nA bear heals by itself. {{ .no-claim }}", False),
        (f"{KEPT}\n\n## What next\n\nAsk your mender.", False),
        (f"{KEPT} A bear heals by itself.", True),
        (f"{KEPT} Ask your mender.", False),
        (f"{KEPT} A bear heals by itself. [^handbook]", False),
        (f"{KEPT} It takes 3 days. [^handbook]", True),
        (f"{KEPT}\n\n## What next\n\nThis page has 3 parts.", True),
        (f"{KEPT}\n\n## What next\n\nThis page has 3 parts. {{ .no-claim }}", False),
        (f"{KEPT}\n\n## What next\n\nThis page is from 2026.", False),
        (f"{KEPT} It helps ½ of bears. [^handbook]", True),
        (f"{KEPT} It takes 2½ days. [^handbook]", True),
        (f"{KEPT} A 9-in-10 chance. [^handbook]", True),
        (f"{KEPT} A 6-week rest. [^handbook]", True),
        (f"{KEPT} It takes 10² stitches. [^handbook]", True),
        (f"{KEPT} A 3D picture of L4 and C5-6 with CO₂ from 1990-2001. [^handbook]", False),
        (f"{KEPT} It helped 1990 of 2000 bears. [^handbook]", True),
        (f"{KEPT} It helped 1990 out of 2000 bears. [^handbook]", True),
        (f"{KEPT} It helped 1990 in every 2000 bears. [^handbook]", True),
        (f"{KEPT} Bears of 1990, 2000 and 2010, and from 2019 to 2021. [^handbook]", False),
        (f"{KEPT} In 1990, 2000 was far off. [^handbook]", False),
        (f"{KEPT} A bear of class B12 or H90. [^handbook]", False),
        (f"{KEPT}\n\n### For 9 bears\n\nStay. [^handbook]", True),
        (f"{KEPT}\n\n### Nine in ten bears\n\nStay. [^handbook]", True),
        (f"{KEPT}\n\n| Bear | Help |\n|---|---|\n| Old | One in five [^handbook] |", True),
    ],
)
def test_a_page_beside_the_options_is_held_to_its_sources_and_numbers(project: Path, new: str, wrong: bool) -> None:
    spoil(project, HELP, KEPT, new)
    assert refused(project) is wrong


HELP, PAGE, TERMS, DRAWN = "help-now.md", "procedures/restuffing.md", "data/glossary.yml", "procedures/seam-repair.md"


@pytest.mark.parametrize(
    "number", ["9 bears", "half of the bears", "nine of ten bears", "¾ of bears", "1990 of 2000 bears"]
)
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PAGE, "title: Restuffing", "title: Restuffing {}"),
        (PAGE, "order: 10", 'order: 10\nshort: "Restuffing {}"'),
        (PAGE, "summary: New filling", "summary: For {}, new filling"),
        (PAGE, "text: Can we wait?", "text: Can {} wait?"),
        (DRAWN, "caption: The same bear", "caption: The same {}"),
        (TERMS, "definition: What fills a bear.", "definition: What fills {}."),
    ],
)
def test_no_text_that_readers_meet_holds_a_number_that_is_no_data(
    project: Path, file: str, old: str, new: str, number: str
) -> None:
    spoil(project, file, old, new.format(number))
    assert refused(project)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("Half of it", True), ("One in five", True), ("In 9 of 10 bears it", True), ("Over 40 degrees", False)],
)
def test_a_warning_sign_says_no_share_but_may_name_a_threshold(project: Path, said: str, wrong: bool) -> None:
    spoil(project, "data/emergency.yml", "text: Stuffing comes out.", f"text: {said} comes out.")
    assert refused(project) is wrong


COLUMNS, SETTINGS, CARDS = "data/columns.yml", "data/guide.yml", "data/emergency.yml"
LABELS = [
    (COLUMNS, "label: What it does", "label: {}"),
    (COLUMNS, "question: What is it for?", 'question: "For {}, what is it for?"'),
    (SETTINGS, "label: Repair", 'label: "{} repair"'),
    (CARDS, 'heading: "Call us', 'heading: "For {}, call us'),
    (PAGE, "order: 10", "order: 10\naliases: [it helps {}]"),
    (TERMS, "term: stuffing", "term: stuffing for {}"),
]


@pytest.mark.parametrize("share", ["half of bears", "9 in 10 bears", "9-in-10 bears", "90% of bears", "½ of bears"])
@pytest.mark.parametrize(("file", "old", "new"), LABELS)
def test_no_label_says_a_share_and_the_line_of_one_that_does_is_told(
    project: Path, file: str, old: str, new: str, share: str
) -> None:
    spoil(project, file, old, new.format(share))
    text = (project / "docs" / file).read_text(encoding="utf-8")
    line = text[: text.index(share)].count("\n") + 1
    told = [problem for problem in problems(project) if share.split(" bears")[0].split(" of")[0] in problem]
    assert told
    assert all(problem.startswith(f"docs/{file}:{line}:") for problem in told)


@pytest.mark.parametrize("threshold", ["over 65", "50 to 65", "L4-L5", "360"])
@pytest.mark.parametrize(("file", "old", "new"), LABELS)
def test_a_label_may_name_a_threshold(project: Path, file: str, old: str, new: str, threshold: str) -> None:
    spoil(project, file, old, new.format(threshold))
    assert [problem for problem in problems(project) if "typed" in problem] == []


@pytest.mark.parametrize("number", ["9 stitches", "half of a bear"])
def test_a_meaning_may_measure_a_thing_and_says_so(project: Path, number: str) -> None:
    new = f"definition: What fills {number}.\n  counts_nobody: true"
    spoil(project, TERMS, "definition: What fills a bear.", new)
    assert not refused(project)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("One in five bears", 1),
        ("Two out of every three bears", 1),
        ("Half of bears", 1),
        ("Almost two thirds of all bears", 1),
        ("Nine in ten bears, and a quarter of cats,", 2),
        ("One in a hundred bears", 1),
        ("Nine of ten bears", 1),
        ("Nine out of the ten bears", 1),
        ("One bear in five", 1),
        ("One-in-five bears", 1),
        ("Ninety-five percent of bears", 1),
        ("Twenty one out of thirty bears", 1),
        ("One bear for every ten", 1),
        ("A fifth of bears", 1),
        ("About a third", 1),
        ("Two-thirds of bears and nine tenths of cats", 2),
        ("Almost half", 1),
        ("Every second bear or every other person", 1),
        ("Twice as many bears", 1),
        ("Three times as many bears", 1),
        ("Five times more bears", 1),
        ("Double the bears", 1),
        ("The count doubled, then halved, so it", 2),
        ("A threefold count of bears", 1),
        ("Odds of two to one for a bear", 1),
        ("The counts differ more than tenfold, so a bear", 0),
        ("It came down to half its pain, so a bear", 0),
        ("Fifty-fifty, a bear", 1),
        ("Once in every ten repairs a bear", 1),
        ("One in a bear hug", 0),
        ("One of the two bears", 0),
        ("Three bears in one bed", 0),
        ("Twice a day a bear", 0),
        ("Cut in half, the second half of a bear", 0),
        ("An hour and a half, or a quarter of an hour,", 0),
        ("Two halves of a bear with double vision", 0),
        ("The third of May", 0),
        ("Half an hour in bed", 0),
        ("A third bear", 0),
        ("Only one of ten bears", 1),
        ("One in one hundred bears", 1),
        ("About half their bears", 1),
        ("Nine bears (out of ten)", 1),
        ("Among ten bears, nine", 1),
        ("In a hundred people, ninety", 1),
        ("Ten times fewer bears", 1),
        ("It mends ten times better, so it", 1),
        ("The risk falls in half, so it", 1),
        ("One bear of five", 1),
        ("Every tenth bear", 1),
        ("Every tenth day a bear", 0),
        ("Thrice as many bears", 1),
        ("Two bears of ten", 1),
        ("One per five", 1),
        ("A third heal, so the others", 1),
        ("Every fifth person", 1),
        ("Zero in ten bears", 1),
        ("None of ten bears", 1),
        ("A one-to-four chance", 1),
        ("Ninety pct of bears", 1),
        ("One of two bears", 0),
        ("One side of one bear", 0),
        ("Of ten bears, nine", 1),
        ("Out of every ten bears nine", 1),
        ("Of two bears with one bed, the first", 0),
        ("A tenth or an eighth", 2),
        ("The pain was cut in half, so a bear", 1),
        ("One, in two weeks, and a bear", 0),
        ("One bear in a town", 0),
        ("Bears with one in-house mender", 0),
    ],
)
def test_a_share_in_words_is_counted_as_a_number(project: Path, said: str, count: int) -> None:
    spoil(project, HELP, KEPT, f"{said} can wait. [^handbook]")
    guide = load(Contents(project / "docs")).guide
    assert guide is not None
    quality = Examination(guide, read_words(ROOT / "overrides" / "words.yml")).all()[1]
    finding = quality.finding("shares-are-data", guide.pages["help-now.md"])
    assert finding is not None
    assert len(finding.problems) == count


def test_another_language_brings_its_own_words_for_shares(project: Path) -> None:
    spoil(project, HELP, KEPT, "Einer von fünf Bären wartet. [^handbook]")
    guide = load(Contents(project / "docs")).guide
    assert guide is not None
    words = read_words(ROOT / "overrides" / "words.yml")
    german = {**words, "number_words": "einer, fünf", "shares": "# von #, die Hälfte der", "no_shares": "eine von #"}
    found = [
        Examination(guide, each).all()[1].finding("shares-are-data", guide.pages["help-now.md"])
        for each in (words, german)
    ]
    assert [len(one.problems) for one in found if one] == [0, 1]
