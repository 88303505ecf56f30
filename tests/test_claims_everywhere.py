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


def change(project: Path, old: str, new: str) -> None:
    path = project / "docs" / "help-now.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def refused(project: Path) -> bool:
    try:
        open_build(Contents(project / "docs"), ROOT / "overrides", "")
    except BadGuide:
        return True
    return False


@pytest.mark.parametrize(
    ("new", "wrong"),
    [
        (f"{KEPT}\n\nA bear heals by itself.", True),
        (f"{KEPT}\n\n- A bear heals by itself.", True),
        (f"{KEPT}\n\nA bear heals by itself. {{ .no-claim }}", False),
        (f"{KEPT}\n\n## What next\n\nAsk your mender.", False),
        (f"{KEPT} It takes 3 days.", True),
        (f"{KEPT}\n\n## What next\n\nThis page has 3 parts.", True),
        (f"{KEPT}\n\n## What next\n\nThis page has 3 parts. {{ .no-claim }}", False),
        (f"{KEPT}\n\n## What next\n\nThis page is from 2026.", False),
    ],
)
def test_a_page_beside_the_options_is_held_to_its_sources_and_numbers(project: Path, new: str, wrong: bool) -> None:
    change(project, KEPT, new)
    assert refused(project) is wrong


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("One in five bears", 1),
        ("Two out of every three bears", 1),
        ("Half of bears", 1),
        ("Almost two thirds of all bears", 1),
        ("Nine in ten bears, and a quarter of cats,", 2),
        ("One in a hundred bears", 1),
        ("One in a bear hug", 0),
        ("Half an hour in bed", 0),
        ("A third bear", 0),
        ("One bear in a town", 0),
        ("Bears with one in-house mender", 0),
    ],
)
def test_a_share_in_words_is_counted_as_a_number(project: Path, said: str, count: int) -> None:
    change(project, KEPT, f"{said} can wait. [^handbook]")
    guide = load(Contents(project / "docs")).guide
    assert guide is not None
    quality = Examination(guide, read_words(ROOT / "overrides" / "words.yml")).all()[1]
    finding = quality.finding("shares-are-data", guide.pages["help-now.md"])
    assert finding is not None
    assert len(finding.problems) == count


def test_another_language_brings_its_own_words_for_shares(project: Path) -> None:
    change(project, KEPT, "Einer von fünf Bären wartet. [^handbook]")
    guide = load(Contents(project / "docs")).guide
    assert guide is not None
    words = read_words(ROOT / "overrides" / "words.yml")
    german = {**words, "shares_first": "einer, fünf", "shares_in": "von", "shares_of": "die Hälfte der"}
    found = [
        Examination(guide, each).all()[1].finding("shares-are-data", guide.pages["help-now.md"])
        for each in (words, german)
    ]
    assert [len(one.problems) for one in found if one] == [0, 1]
