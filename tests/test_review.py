"""Reviews: recorded by a command, listed by another, said on every page, and outlived by no text."""

from __future__ import annotations

import datetime
import re
import shutil
from itertools import chain
from pathlib import Path

import lxml.html
import pytest

from conftest import ROOT, Site
from guide.build import open_build
from guide.checks.reviews import changed, parts, told
from guide.commands import review
from guide.commands.review import due, of_all, recorded
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.content.schema import Reviewer
from guide.ground.problems import BadGuide

DAY = datetime.date(2026, 12, 1)
NEXT = datetime.date(2027, 12, 1)
PAGE = "procedures/restuffing.md"
FILE = f"docs/{PAGE}"


def read(project: Path) -> Guide:
    loaded = load(Contents(project / "docs"))
    assert loaded.problems == ()
    assert loaded.guide is not None
    return loaded.guide


def record(project: Path, by: str = "A. Reviewer", src: str = PAGE) -> Guide:
    path = project / "docs" / src
    text, guide = path.read_text(encoding="utf-8"), read(project)
    reviewer = Reviewer(by=by, role="toy mender", on=DAY)
    path.write_text(recorded(text, (of_all(guide.pages[src], guide, reviewer),), NEXT), encoding="utf-8")
    return read(project)


def edit(project: Path, old: str, new: str) -> None:
    """In the page, or in what it stands on."""
    files = [project / FILE, (project / FILE).with_suffix(".yml")]
    path = next(path for path in files if old in path.read_text(encoding="utf-8"))
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def since(project: Path) -> list[str]:
    """What changed since the review of the page."""
    guide = read(project)
    return changed(guide.pages[PAGE], guide)


def refused(project: Path) -> list[str]:
    """What a build says of the guide."""
    with pytest.raises(BadGuide) as refusal:
        open_build(Contents(project / "docs"), ROOT / "overrides", "")
    return str(refusal.value).split("\n")[1:]


def test_a_recorded_review_is_read_back(project: Path) -> None:
    meta = record(project).pages[PAGE].meta
    assert (meta.reviewed[0].by, meta.reviewed[0].role, meta.reviewed[0].on, meta.next_review) == (
        "A. Reviewer",
        "toy mender",
        DAY,
        NEXT,
    )


def test_a_second_review_takes_the_place_of_the_first(project: Path) -> None:
    record(project)
    record(project, 'B "Bear" Reviewer')
    text = (project / FILE).read_text(encoding="utf-8")
    assert text.count("reviewed:") == text.count("next_review:") == 1
    meta = record(project, 'B "Bear" Reviewer').pages[PAGE].meta
    assert meta.reviewed[0].by == 'B "Bear" Reviewer'


def test_nothing_else_in_the_file_changes(project: Path) -> None:
    before = (project / FILE).read_text(encoding="utf-8")
    record(project)
    after = (project / FILE).read_text(encoding="utf-8")
    assert re.sub(r"reviewed:\n(  .*\n)+next_review: .*\n", "reviewed: not yet\n", after) == before


def test_pages_that_were_never_reviewed_are_due(small: Guide) -> None:
    never = [page.document.path for page in small.pages.values() if not page.meta.reviewed]
    listed = [line.partition(":")[0] for line in due(small, DAY) if line.endswith("never reviewed")]
    assert sorted(listed) == sorted(never)


def test_a_review_is_due_again_on_its_day_and_when_its_text_has_changed(project: Path) -> None:
    guide = record(project)
    assert not [line for line in due(guide, DAY) if "restuffing" in line]
    assert f"{FILE}: due since 2027-12-01" in due(guide, NEXT)
    edit(project, "Thread may break.", "Thread can break.")
    assert f"{FILE}: changed since 2026-12-01: sections/Risks" in due(read(project), DAY)


# ---- what changed since ----


@pytest.mark.parametrize(
    ("old", "new", "addresses"),
    [
        ("written: 2026-01-02", "written: 2026-05-06", []),
        ("talks with the child who", "talks with the\nchild who", []),
        ("order: 10", "order: 11", []),
        ("summary: New filling", "summary: Fresh filling", ["summary"]),
        ("treats: [flat-tummy]", "treats: [flat-tummy, open-seam]", ["summary", "pages/open-seam"]),
        ("It puts new filling in.", "It puts fresh filling in.", ["facts/what", "answers/round"]),
        ("cite: [seam-count]\n\nnumbers", "cite: [handbook]\n\nnumbers",
         ["facts/risk", "answers/trouble", "harms/seam"]),
        ("in_100: 4", "in_100: 5", ["facts/risk", "answers/trouble", "harms/seam", "sections/Risks"]),
        ("Can we wait?", "May we wait?", ["questions"]),
        ("Thread may break. [^handbook]", "Thread may break. [^seam-count]", ["sections/Risks"]),
        ("Keep this card.", "Keep that card.", ["sections/When to get help"]),
    ],
)  # fmt: skip
def test_a_change_of_what_was_checked_is_known_by_its_part(
    project: Path, old: str, new: str, addresses: list[str]
) -> None:
    record(project)
    edit(project, old, new)
    assert since(project) == addresses


SEAM, TUMMY, TERMS = "procedures/seam-repair.md", "conditions/flat-tummy.md", "data/glossary.yml"
PICTURE, ANSWER = "assets/figures/seam-repair.svg", "conditions/flat-tummy.yml"
BESIDE = "procedures/restuffing.yml"


@pytest.mark.parametrize(
    ("page", "file", "old", "new", "address", "name", "section"),
    [
        (PAGE, "data/emergency.yml", "Stuffing comes out.", "Filling comes out.", "signs/now", "warning signs",
         "When to get help"),
        (PAGE, TERMS, "A thin string for", "A string for", "words/thread", "the meaning of “thread”", "Words here"),
        (PAGE, ANSWER, "flat all over in", "quite flat in", "pages/flat-tummy", "“Flat tummy” says", "If we wait"),
        (PAGE, ANSWER, "in_100: 45", "in_100: 46", "pages/flat-tummy", "“Flat tummy” says", "If we wait"),
        (PAGE, "data/columns.yml", "What is it for?", "What may it do?", "facts/what", "What it does", "In short"),
        (SEAM, PICTURE, ">Before<", ">Torn<", "drawings/seam-repair", "“A bear before and after", "In short"),
        (SEAM, PICTURE, "Left: the bear", "Here the bear", "drawings/seam-repair", "“A bear before", "In short"),
        (TUMMY, BESIDE, "It puts new filling", "It puts soft filling", "pages/restuffing", "“Restuffing” says",
         "What can be done"),
        (TUMMY, BESIDE, "in_100: 4", "in_100: 5", "pages/restuffing", "“Restuffing” says",
         "What can be done"),
        ("conditions/open-seam.md", "procedures/glue.yml", "ask the mender", "ask a mender", "pages/glue",
         "“Glue” says", "What can be done"),
        ("procedures/cloth-work.md", "procedures/patching.md", "summary: ", "summary: Now ", "pages/patching",
         "“Patching” says", "Kinds"),
        ("compare/worn-cloth-options.md", "procedures/patching.yml", "text: ", "text: Now ", "pages/patching",
         "“Patching” says", "Side by side"),
        ("glossary.md", TERMS, "people: 300", "people: 301", "words/flat", "the meaning of “flat tummy”", ""),
        ("sources.md", "data/article.yml", "says: ", "says: Now ", "statements/1.1", "statement 1.1", ""),
    ],
)  # fmt: skip
def test_what_a_page_shows_from_elsewhere_counts_as_its_own(
    page: str,
    file: str,
    old: str,
    new: str,
    address: str,
    name: str,
    section: str,
    project: Path,
    words: dict[str, str],
) -> None:
    record(project, src=page)
    path = project / "docs" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    guide = read(project)
    assert changed(guide.pages[page], guide) == [address]
    (part,) = told(guide.pages[page], guide, words)
    assert name in part.name
    assert part.section == section


def test_no_change_of_what_a_page_does_not_show_touches_its_review(project: Path) -> None:
    record(project)
    for file, old, new in (
        (TERMS, "A glass", "Glass"),
        ("data/emergency.yml", "asked: [", "asked: [other words, "),
        ("data/clinic.yml", "emergency_number: ", "emergency_number: 1"),
        ("procedures/new-eye.md", "summary: ", "summary: Now "),
        ("data/sources.yml", "publisher: ", "publisher: The "),
    ):
        path = project / "docs" / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert since(project) == []


def test_a_part_that_is_new_or_gone_counts_as_changed(project: Path) -> None:
    guide = record(project)
    page = guide.pages[PAGE]
    assert set(parts(page, guide)) >= {"summary", "questions", "facts/what", "sections/Risks"}
    fewer = {address: code for address, code in page.meta.reviewed[0].parts.items() if address != "questions"}
    other = page.meta.reviewed[0].model_copy(update={"parts": {**fewer, "answers/how-long": "CDFGHJ"}})
    spoiled = type(page)(page.src, page.meta.model_copy(update={"reviewed": (other,)}), page.document)
    assert changed(spoiled, guide) == ["questions", "answers/how-long"]


def test_a_text_that_came_back_is_the_one_that_was_checked(project: Path) -> None:
    record(project)
    edit(project, "Thread may break.", "Thread can break.")
    edit(project, "Thread can break.", "Thread may break.")
    assert since(project) == []


def test_a_page_says_what_changed_since_it_was_checked_with_links_to_it(
    second_site: Site, words: dict[str, str]
) -> None:
    page = lxml.html.parse(str(second_site.folder / "procedures" / "brushing.html"))
    (said,) = page.xpath("//p[contains(@class, 'review')]")
    assert [link.text_content() for link in said.iter("a")] == ["What it does", words["part_questions"], "Risks"]
    assert all(page.xpath(f"//*[@id='{link.get('href')[1:]}']") for link in said.iter("a"))
    assert words["changed_since"] in said.text_content()
    for name in ("patching", "restuffing"):
        assert words["changed_since"] not in (second_site.folder / "procedures" / f"{name}.html").read_text("utf-8")


def test_what_is_no_place_of_the_page_is_named_without_a_link(small: Guide, words: dict[str, str]) -> None:
    page = small.options["brushing"]
    other = page.meta.reviewed[0].model_copy(update={"parts": {}})
    spoiled = type(page)(page.src, page.meta.model_copy(update={"reviewed": (other,)}), page.document)
    named = {part.name: part.anchor for part in told(spoiled, small, words)}
    assert named["What may go wrong"] == named[words["part_summary"]] == ""
    assert named["Good sides"] == "good-sides"


def test_the_figures_count_pages_that_changed_since(second_site: Site) -> None:
    assert '"pages_changed_since_review": [\n"procedures/brushing.md"\n]' in (
        second_site.folder / "quality.json"
    ).read_text("utf-8")


# ---- what is refused ----


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("on: 2026-12-01", "on: 2027-01-01", 8, "the review was changed by hand"),
        ('by: "A. Reviewer"', 'by: "Somebody Else"', 8, "the review was changed by hand"),
        ('role: "toy mender"', 'role: "seamster"', 8, "the review was changed by hand"),
        ('"sections/Risks": "', '"sections/Risk": "', 8, "the review was changed by hand"),
        ('role: "toy mender"', 'role: "toy mander"', 9, 'role "toy mander" is unknown (did you mean "toy mender"?)'),
        ('by: "A. Reviewer"', 'by: "  "', 8, "reviewed > no. 1 > by is"),
        ('by: "A. Reviewer"', "by:", 8, "reviewed > no. 1 > by is"),
        ("next_review: 2027-12-01", "next_review: 2026-12-01", 0, "the next review is not after the last"),
    ],
)
def test_a_review_that_the_command_did_not_write_is_refused_by_line(
    project: Path, old: str, new: str, line: int, what: str
) -> None:
    record(project)
    edit(project, old, new)
    (problem,) = refused(project)
    assert what in problem
    assert problem.strip().startswith(f"{FILE}:{line}:" if line else FILE)


@pytest.fixture
def command(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command working on a copy of the made-up guide."""
    shutil.copytree(ROOT / "overrides", project / "overrides")
    monkeypatch.setattr(review, "ROOT", project)
    return project


GIVEN = {"--by": "A", "--role": "toy mender", "--on": "2026-01-03"}


@pytest.mark.parametrize(
    ("page", "given", "says"),
    [
        (FILE, {"--on": "2999-01-01"}, "--on 2999-01-01 has not come yet; record a review when it is done"),
        (FILE, {"--on": "2026-01-01"}, "is before the text was written, 2026-01-02; write a later day"),
        (FILE, {"--next": "2026-01-03"}, "--next 2026-01-03 is not after the review, 2026-01-03; write a later day"),
        (FILE, {"--role": "toy mander"}, 'role "toy mander" is unknown (did you mean "toy mender"?); write one of'),
        (FILE, {"--role": "Toy Mender"}, "is unknown"),
        (FILE, {"--by": " "}, "A review needs --by NAME"),
        (FILE, {"--by": "\u200b"}, "A review needs --by NAME"),
        (FILE, {"--by": "..."}, "A review needs --by NAME"),
        (FILE, {"--role": ""}, "A review needs --role ROLE"),
        (
            "docs/procedures/restufing.md",
            {},
            'no page of the guide; write its path (did you mean "docs/procedures/restuffing.md"?)',
        ),
        ("q" * 60, {}, "is no page of the guide; write its path, such as docs/"),
        ("README.md", {}, "README.md is no page of the guide"),
        ("../../etc/hosts", {}, "is no page of the guide"),
        ("docs", {}, "docs is no page of the guide"),
    ],
)
def test_the_command_refuses_what_is_no_review_and_says_what_to_do(
    page: str, given: dict[str, str], says: str, command: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (command / FILE).read_text(encoding="utf-8")
    assert review.main([page, *chain(*{**GIVEN, **given}.items())]) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert says in said
    assert (command / FILE).read_text(encoding="utf-8") == before


@pytest.mark.parametrize("day", ["tomorrow", "2026", "22.11.2026", "2026-02-30", "20261122", "2026-W01-1", ""])
@pytest.mark.parametrize("name", ["--on", "--next"])
def test_the_command_says_how_a_day_is_written(
    name: str, day: str, command: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        review.main([FILE, *chain(*{**GIVEN, name: day}.items())])
    assert f'argument {name}: "{day}" is no day; write it as 2026-11-22' in capsys.readouterr().err


@pytest.mark.parametrize("written", [FILE, PAGE, "procedures/restuffing", "docs/procedures/restuffing", f"./{FILE}"])
def test_a_page_is_known_however_its_path_is_written(written: str, command: Path) -> None:
    assert review.main([written, *chain(*GIVEN.items())]) == 0
    assert since(command) == []


def test_all_that_is_wrong_with_a_review_is_told_at_once(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review.main(["docs/no.md", "--by", "", "--role", "cook", "--on", "2999-01-01"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_the_command_records_and_lists(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review.main([FILE, "--by", "A", "--role", "toy mender", "--on", "2026-01-03"]) == 0
    assert since(command) == []
    assert review.main(["--on", "2026-01-04"]) == 0
    said = capsys.readouterr().out
    assert "docs/procedures/brushing.md: changed since 2026-01-04: facts/what, questions, sections/Risks" in said
    assert "docs/procedures/restuffing.md: " not in said.partition("next review")[2]
