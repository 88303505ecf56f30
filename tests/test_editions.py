"""Whether a paper still holds: codes follow what the paper says and nothing else; a command keeps the record."""

from __future__ import annotations

import datetime
import io
import re
import shutil
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, SECOND, Site, holding
from guide.build import open_build
from guide.checks.editions import Editions, Outdated
from guide.checks.extracts import LETTERS, code
from guide.commands import release, review
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.handouts import leaflets
from guide.content.load import load
from guide.content.schema import Reviewer
from guide.pages.templates import read_words

WORDS = read_words(ROOT / "overrides" / "words.yml")
FIRST = datetime.date(2026, 2, 1)
SECOND_DAY = datetime.date(2026, 3, 1)
RESTUFFING = "docs/procedures/restuffing.md"
SURGERY = {"restuffing", "seam-repair", "new-eye"}
PLAIN = st.text() | st.integers() | st.none()
CONTENT = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@pytest.fixture
def project(project: Path) -> Path:
    """The made-up guide before its first release."""
    (project / "docs" / "data" / "editions.yml").write_text("releases: []\n", encoding="utf-8")
    return project


def read(project: Path) -> Guide:
    loaded = load(Contents(project / "docs"))
    assert loaded.guide is not None, loaded.problems
    assert loaded.problems == ()
    return loaded.guide


def codes(project: Path) -> dict[str, str]:
    return {slug: saying.issue.code for slug, saying in Editions(read(project), WORDS).now.items()}


def edit(project: Path, file: str, old: str, new: str) -> None:
    path = holding(project / file, old)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def give_out(project: Path, on: datetime.date) -> str:
    """Record a release, as the command does; the text of the record."""
    text = release.record(release.recorded(read(project), WORDS, on))
    (project / "docs" / "data" / "editions.yml").write_text(text, encoding="utf-8")
    return text


def outdated(project: Path) -> dict[str, Outdated]:
    """The outdated codes of whole texts, by page."""
    return {past.slug: past for past in Editions(read(project), WORDS).outdated() if not past.paper}


def sheets(project: Path) -> dict[str, str]:
    """The codes of the sheets, by page."""
    return {slug: saying.issue.on("sheet") for slug, saying in Editions(read(project), WORDS).now.items()}


def outdated_sheet(project: Path) -> Outdated:
    """The one code of a sheet that no longer holds."""
    (past,) = (past for past in Editions(read(project), WORDS).outdated() if past.paper == "sheet")
    return past


def released(project: Path, slug: str, paper: str) -> datetime.date | None:
    return Editions(read(project), WORDS).released(slug, paper)


def give_out_as_before(project: Path, on: datetime.date) -> None:
    """Record a release as it was recorded when all papers of a page had one code."""
    path = project / "docs" / "data" / "editions.yml"
    path.write_text(re.sub(r" {8}papers:\n( {10}.*\n)+", "", give_out(project, on)), encoding="utf-8")


# ---- codes ----


@given(CONTENT)
def test_a_code_is_six_letters_that_nobody_mistakes(content: object) -> None:
    assert re.fullmatch(f"[{LETTERS}]{{6}}", code(content))
    assert code(content) == code(content)


def test_a_code_is_the_same_on_every_machine() -> None:
    assert code("bears", {"b": 1, "a": "ü"}) == code("bears", {"a": "ü", "b": 1}) == "76G9NT"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (RESTUFFING, "written: 2026-01-02", "written: 2026-05-06"),
        (RESTUFFING, "order: 10", "order: 11"),
        (RESTUFFING, "talks with the child who", "talks with the\nchild who"),
        (RESTUFFING, "{{ chart: opens }}", "{{chart: opens}}"),
        (RESTUFFING, "Keep this card.", "Keep this card.\n{ .on-paper }"),
        ("docs/data/paper.yml", "size: 14", "size: 16"),
        ("docs/data/columns.yml", "label: ", "label: The "),
    ],
)
def test_a_change_of_dates_look_or_line_breaks_keeps_every_code(project: Path, file: str, old: str, new: str) -> None:
    before = codes(project)
    edit(project, file, old, new)
    assert codes(project) == before


def test_a_review_keeps_every_code(project: Path) -> None:
    before, guide = codes(project), read(project)
    page = guide.pages["procedures/restuffing.md"]
    path = project / RESTUFFING
    reviewer = Reviewer(by="A. Reviewer", role="toy mender", on=FIRST)
    text = review.recorded(path.read_text(encoding="utf-8"), (review.of_all(page, guide, reviewer),), SECOND_DAY)
    path.write_text(text, encoding="utf-8")
    assert codes(project) == before


def test_other_words_of_the_interface_keep_every_code(small: Guide) -> None:
    other = {key: f"{text} (said otherwise)" for key, text in WORDS.items()}
    assert {slug: saying.issue.code for slug, saying in Editions(small, WORDS).now.items()} == {
        slug: saying.issue.code for slug, saying in Editions(small, other).now.items()
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "pages"),
    [
        (RESTUFFING, "It puts new filling in.", "It puts fresh filling in.", {"restuffing", "flat-tummy"}),
        (RESTUFFING, "in_100: 4", "in_100: 5", {"restuffing", "flat-tummy"}),
        (RESTUFFING, "people: 250", "people: 251", {"restuffing", "flat-tummy"}),
        (RESTUFFING, "summary: New filling", "summary: Fresh filling", {"restuffing"}),
        (RESTUFFING, "Will it look the same?", "Does it look the same?", {"restuffing"}),
        (RESTUFFING, "Thread may break. [^handbook]", "Thread can break. [^handbook]", {"restuffing"}),
        (RESTUFFING, "Thread may break. [^handbook]", "Thread may break. [^seam-count]", {"restuffing"}),
        (RESTUFFING, "title: Restuffing", "title: Filling anew", {"restuffing"}),
        ("docs/data/glossary.yml", "A line of stitches.", "A row of stitches.", {"restuffing"}),
        ("docs/data/emergency.yml", "Stuffing comes out.", "Stuffing falls out.", SURGERY),
        ("docs/data/clinic.yml", "000", "111", SURGERY),
    ],
)  # fmt: skip
def test_a_change_of_what_a_paper_says_changes_its_code(
    project: Path, file: str, old: str, new: str, pages: set[str]
) -> None:
    before = codes(project)
    edit(project, file, old, new)
    after = codes(project)
    assert pages <= {slug for slug in before if before[slug] != after[slug]}
    if file == RESTUFFING:
        assert pages == {slug for slug in before if before[slug] != after[slug]}


@pytest.mark.parametrize("column", ["what", "how-long", "risk"])
@pytest.mark.parametrize("slug", ["restuffing", "seam-repair", "new-eye"])
def test_each_fact_counts(project: Path, slug: str, column: str) -> None:
    before, file = codes(project)[slug], f"docs/procedures/{slug}.md"
    said = read(project).options[slug].meta.said(column)[0].says
    edit(project, file, said, f"Mostly so: {said}".replace(":", ""))
    assert codes(project)[slug] != before


def test_each_sentence_of_the_prose_counts(project: Path) -> None:
    page = read(project).pages["procedures/restuffing.md"]
    for block in (block for part in page.parts for block in part.blocks):
        before = codes(project)["restuffing"]
        more = "\n\nSo." if "{" in block.text else " So it is."
        edit(project, RESTUFFING, block.text, block.text + more)
        assert codes(project)["restuffing"] != before, block.text


# ---- the record ----


def test_a_release_records_every_code_once(project: Path) -> None:
    give_out(project, FIRST)
    (first,) = read(project).editions.releases
    assert {slug: issue.code for slug, issue in first.pages.items()} == codes(project)


def test_a_release_adds_only_what_changed(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, RESTUFFING, "Will it look the same?", "Does it look the same?")
    give_out(project, SECOND_DAY)
    _, second = read(project).editions.releases
    assert list(second.pages) == ["restuffing"]
    assert second.shared == {}


def test_a_release_of_the_same_text_adds_nothing(project: Path) -> None:
    first = give_out(project, FIRST)
    assert give_out(project, FIRST) == first
    assert give_out(project, SECOND_DAY) == first


def test_a_second_release_on_a_day_takes_the_place_of_the_first(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, RESTUFFING, "Will it look the same?", "Does it look the same?")
    give_out(project, FIRST)
    (only,) = read(project).editions.releases
    assert only.pages["restuffing"].code == codes(project)["restuffing"]


# ---- what changed ----


def test_nothing_is_out_of_date_right_after_a_release(project: Path) -> None:
    give_out(project, FIRST)
    assert outdated(project) == {}


def test_an_old_code_says_what_was_said_and_what_is_said_now(project: Path) -> None:
    give_out(project, FIRST)
    old = codes(project)["restuffing"]
    edit(project, RESTUFFING, "It puts new filling in.", "It puts fresh filling in.")
    edit(project, RESTUFFING, "Thread may break.", "Thread can break.")
    past = outdated(project)["restuffing"]
    (change,) = past.changes
    assert (past.code, past.on, past.until) == (old, FIRST, None)
    assert (change.old, change.new) == ("Tummy: It puts new filling in.", "Tummy: It puts fresh filling in.")
    assert past.sections == ("Risks",)


def test_a_table_says_which_fact_of_which_page_changed(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, RESTUFFING, "It puts new filling in.", "It puts fresh filling in.")
    (change,) = outdated(project)["flat-tummy"].changes
    assert (change.owner, change.key, change.old) == ("restuffing", "fact-what", "Tummy: It puts new filling in.")


def test_an_option_says_which_condition_of_those_it_is_for_has_another_course(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, "docs/conditions/flat-tummy.yml", "Went flat all over in", "Was flat all over in")
    (change,) = outdated(project)["restuffing"].changes
    assert (change.owner, change.key) == ("flat-tummy", "answer-alone")


def test_a_condition_says_what_is_said_otherwise_of_a_treatment_that_is_less_used(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, "docs/procedures/glue.yml", "Not known; ask the mender", "Not known; ask a mender")
    (change,) = outdated(project)["open-seam"].changes
    assert (change.owner, change.key) == ("glue", "answer-helps")


def test_facts_of_a_page_without_paper_are_known_too(project: Path) -> None:
    give_out(project, FIRST)
    said = read(project).options["brushing"].meta.said("what")[0].says
    edit(project, "docs/procedures/brushing.md", said, "You brush the bear each day.")
    (change,) = outdated(project)["flat-tummy"].changes
    assert change.owner == "brushing"
    assert change.new.startswith("You brush the bear each day.")
    assert said in change.old


def test_a_meaning_or_a_sign_that_changed_is_named(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, "docs/data/glossary.yml", "A line of stitches.", "A row of stitches.")
    edit(project, "docs/data/emergency.yml", "Stuffing comes out.", "Stuffing falls out.")
    keys = [change.key for change in outdated(project)["restuffing"].changes]
    assert "term-seam" in keys
    assert any(key.startswith("card-") for key in keys)


def test_a_code_tells_when_it_was_replaced(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, RESTUFFING, "Will it look the same?", "Does it look the same?")
    give_out(project, SECOND_DAY)
    assert outdated(project)["restuffing"].until == SECOND_DAY


def test_a_text_that_came_back_holds_again(project: Path) -> None:
    give_out(project, FIRST)
    first = codes(project)["restuffing"]
    edit(project, RESTUFFING, "Will it look the same?", "Does it look the same?")
    give_out(project, SECOND_DAY)
    second = codes(project)["restuffing"]
    edit(project, RESTUFFING, "Does it look the same?", "Will it look the same?")
    assert first not in {past.code for past in outdated(project).values()}
    assert second in {past.code for past in outdated(project).values()}


def test_a_page_that_is_gone_is_said_to_be_gone(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, "docs/data/editions.yml", "new-eye:", "old-eye:")
    edit(project, "docs/data/editions.yml", codes(project)["new-eye"], "CDFGHJ")
    assert outdated(project)["old-eye"].page is None


# ---- a code for each paper ----


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Thread may break.", "Thread can break."),
        ("The plush is brushed", "The plush is washed"),
        ("Not known", "Not known yet"),
    ],
)
def test_a_change_on_the_full_page_alone_leaves_the_code_of_the_sheet(project: Path, old: str, new: str) -> None:
    before, whole = sheets(project), codes(project)
    edit(project, RESTUFFING, old, new)
    assert sheets(project) == before
    assert codes(project)["restuffing"] != whole["restuffing"]


@pytest.mark.parametrize(
    ("file", "old", "new", "pages"),
    [
        (RESTUFFING, "title: Restuffing", "title: Filling anew", {"restuffing"}),
        (RESTUFFING, "summary: New filling", "summary: Fresh filling", set()),
        (RESTUFFING, "New filling probably helps", "New filling may help", {"restuffing"}),
        (RESTUFFING, "It puts new filling in.", "It puts fresh filling in.", {"restuffing"}),
        (RESTUFFING, "in_100: 4", "in_100: 5", {"restuffing"}),
        (RESTUFFING, "Will it look the same?", "Does it look the same?", {"restuffing"}),
        (RESTUFFING, "Can we wait?", "May we wait?", set()),
        ("docs/data/emergency.yml", "Stuffing comes out.", "Stuffing falls out.", SURGERY | {"patching"}),
        ("docs/data/glossary.yml", "A line of stitches.", "A row of stitches.", set()),
        ("docs/data/paper.yml", "columns: { what: What it does, risk", "columns: { risk", SURGERY | {"patching"}),
    ],
)  # fmt: skip
def test_a_change_of_what_a_sheet_says_changes_its_code(
    project: Path, file: str, old: str, new: str, pages: set[str]
) -> None:
    before, whole = sheets(project), codes(project)
    edit(project, file, old, new)
    after, now = sheets(project), codes(project)
    own = {slug for slug in SURGERY | {"patching"} if before[slug] != after[slug]}
    assert own == pages
    if file.endswith("paper.yml"):
        assert now == whole


def test_each_part_of_a_long_page_has_a_code_that_follows_what_stands_on_it(project: Path) -> None:
    parts = ["part: a-r, until: S", "part: s-z, since: S"]
    rows = [f"  - {{ form: full, label: Some words, pages: [glossary.md], most: 9, {part} }}\n" for part in parts]
    edit(project, "docs/data/paper.yml", "booklet:", f"{''.join(rows)}booklet:")

    def on_paper() -> list[str]:
        issue = Editions(read(project), WORDS).now["glossary"].issue
        return [issue.on("full-a-r"), issue.on("full-s-z")]

    first, second = on_paper()
    assert len({first, second, codes(project)["glossary"]}) == 3
    give_out(project, FIRST)
    edit(project, "docs/data/glossary.yml", "A line of stitches.", "A row of stitches.")
    after = on_paper()
    assert after[0] == first
    assert after[1] != second
    assert released(project, "glossary", "full-a-r") == FIRST
    assert released(project, "glossary", "full-s-z") is None
    (past,) = (past for past in Editions(read(project), WORDS).outdated() if past.code == second)
    assert [change.key for change in past.changes] == ["term-seam"]


def test_an_old_code_of_a_sheet_tells_only_what_the_sheet_shows(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, RESTUFFING, "Thread may break.", "Thread can break.")
    edit(project, "docs/data/glossary.yml", "A line of stitches.", "A row of stitches.")
    edit(project, RESTUFFING, "It puts new filling in.", "It puts fresh filling in.")
    past = outdated_sheet(project)
    assert [change.key for change in past.changes] == ["fact-what"]
    assert past.sections == ()


def test_a_sheet_that_did_not_change_keeps_its_day_and_its_first_release(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, RESTUFFING, "Thread may break.", "Thread can break.")
    give_out(project, SECOND_DAY)
    assert released(project, "restuffing", "sheet") == FIRST
    assert released(project, "restuffing", "full") == SECOND_DAY
    edit(project, RESTUFFING, "Will it look the same?", "Does it look the same?")
    assert (outdated_sheet(project).on, outdated_sheet(project).until) == (FIRST, None)


def test_one_code_for_all_papers_of_a_page_still_answers(project: Path) -> None:
    give_out_as_before(project, FIRST)
    old = codes(project)["restuffing"]
    assert "papers:" not in (project / "docs" / "data" / "editions.yml").read_text(encoding="utf-8")
    assert outdated(project) == {}
    assert released(project, "restuffing", "full") == FIRST
    assert released(project, "restuffing", "sheet") is None, "its own code is on no record yet"
    give_out(project, SECOND_DAY)
    assert outdated(project) == {}
    edit(project, RESTUFFING, "It puts new filling in.", "It puts fresh filling in.")
    past = outdated(project)["restuffing"]
    assert (past.code, past.on) == (old, FIRST)
    assert [change.key for change in past.changes] == ["fact-what"]


# ---- the day on paper ----


def test_a_text_has_the_day_of_its_release_and_none_before_it(project: Path) -> None:
    assert released(project, "restuffing", "full") is None
    give_out(project, FIRST)
    assert released(project, "restuffing", "full") == FIRST
    edit(project, RESTUFFING, "written: 2026-01-02", "written: 2026-05-06")
    assert released(project, "restuffing", "full") == FIRST


def test_a_text_that_changed_has_no_day_until_it_is_released(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, RESTUFFING, "Will it look the same?", "Does it look the same?")
    assert {released(project, "restuffing", paper) for paper in ("sheet", "full")} == {None}
    assert released(project, "new-eye", "sheet") == FIRST
    assert Editions(read(project), WORDS).released_together(["restuffing", "new-eye"]) is None
    give_out(project, SECOND_DAY)
    assert released(project, "restuffing", "sheet") == SECOND_DAY
    assert Editions(read(project), WORDS).released_together(["restuffing", "new-eye"]) == SECOND_DAY


def test_a_text_that_went_back_to_an_older_one_waits_for_a_release(project: Path) -> None:
    give_out(project, FIRST)
    edit(project, RESTUFFING, "Will it look the same?", "Does it look the same?")
    give_out(project, SECOND_DAY)
    edit(project, RESTUFFING, "Does it look the same?", "Will it look the same?")
    assert released(project, "restuffing", "full") is None


@pytest.mark.parametrize("form", ["sheet", "full"])
def test_paper_says_the_day_of_the_release_or_that_there_was_none(project: Path, form: str) -> None:
    def dated() -> str:
        build = open_build(Contents(project / "docs"), ROOT / "overrides", "")
        leaflet = next(one for one in leaflets(build.guide) if one.name == f"restuffing-{form}")
        job = build.shop.printer.job(leaflet, build.finished.page(leaflet.page.src))
        assert "2026-01-02" not in job.source, "the day kept by hand is not that of the paper"
        return job.source

    assert '"Text not yet released"' in dated()
    give_out(project, FIRST)
    assert '"Text of 2026-02-01"' in dated()


# ---- the command and the paper ----


@pytest.fixture
def command(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command working on a copy of the made-up guide."""
    shutil.copytree(ROOT / "overrides", project / "overrides")
    monkeypatch.setattr(release, "ROOT", project)
    return project


def test_the_command_says_what_it_recorded(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["--on", "2026-02-01"]) == 0
    said = capsys.readouterr().out
    assert f"{codes(command)['restuffing']}  restuffing" in said
    assert f"{sheets(command)['restuffing']}  restuffing sheet" in said
    assert f"Recorded {len(codes(command))} pages for 2026-02-01." in said
    assert release.main(["--on", "2026-03-01"]) == 0
    assert "nothing to record" in capsys.readouterr().out


def test_the_command_refuses_a_day_before_the_last_release(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    give_out(command, SECOND_DAY)
    assert release.main(["--on", "2026-02-01"]) == 1
    assert "later release" in capsys.readouterr().err


def test_the_command_never_asks_the_clock(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        release.main([])
    assert "--on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "place", "papers"),
    [
        ("It puts new filling in.", "It puts fresh filling in.", ("facts", "what"), "One sheet, The whole page"),
        ("in_100: 4", "in_100: 5", ("facts", "risk"), "One sheet, The whole page"),
        ("summary: New filling", "summary: Fresh filling", ("summary",), "The whole page"),
        ("Thread may break.", "Thread can break.", "## Risks", "The whole page"),
    ],
)
def test_the_check_names_each_page_that_waits_for_a_release_with_its_line(
    command: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, place: tuple[str, ...] | str, papers: str
) -> None:
    give_out(command, FIRST)
    edit(command, RESTUFFING, old, new)
    assert release.main(["--check"]) == 1
    lines = capsys.readouterr().err.splitlines()
    (own,) = [line for line in lines if line.startswith(RESTUFFING.removesuffix("md"))]
    page = read(command).pages["procedures/restuffing.md"].document
    text = (command / RESTUFFING).read_text(encoding="utf-8").splitlines()
    where = f"{RESTUFFING}:{text.index(place) + 1}:1" if isinstance(place, str) else str(page.place(*place, key=True))
    said = f"{where}: the last release, 2026-02-01, does not hold what these papers say: {papers}; "
    assert own == f"{said}{release.FIX}"
    assert all("new-eye" not in line for line in lines)


def test_the_check_passes_once_the_text_is_released(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["--check"]) == 1
    assert "docs/procedures/new-eye.md:1:1: no release holds what these papers say" in capsys.readouterr().err
    assert release.main(["--on", "2026-02-01"]) == 0
    assert release.main(["--check"]) == 0
    edit(command, RESTUFFING, "Will it look the same?", "Does it look the same?")
    assert release.main(["--check"]) == 1
    assert release.main(["--on", "2026-03-01"]) == 0
    assert release.main(["--check"]) == 0


def test_the_check_fails_where_a_release_has_something_to_record(command: Path) -> None:
    give_out_as_before(command, FIRST)
    assert release.main(["--check"]) == 1
    give_out(command, SECOND_DAY)
    assert release.main(["--check"]) == 0


def test_every_hand_out_carries_its_code(second_site: Site) -> None:
    now = Editions(read(SECOND), WORDS).now
    for path in (second_site.folder / "pdf").glob("*-*-*.pdf"):
        slug, form = (re.split(r"-(sheet|full)-", path.stem) + [""])[:2]
        if slug in now:
            pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
            text = " ".join(" ".join(page.extract_text() for page in pages).split())
            assert re.search(rf"Code( of this text:)? {now[slug].issue.on(form)}\b", text), path.name


def test_a_sheet_is_asked_about_the_answers_that_it_shows(small: Guide) -> None:
    extract = Editions(small, WORDS).now["restuffing"].extracts["sheet"]
    assert {"answer-risk", "answer-how-long"} <= extract.keys


def test_a_sheet_stays_current_when_a_fact_changes_that_only_its_page_shows(project: Path) -> None:
    before = Editions(read(project), WORDS).now["restuffing"].issue.papers["sheet"]
    edit(project, RESTUFFING, "The bear stays for {{ stay }}.", "It stays for {{ stay }}.")
    after = Editions(read(project), WORDS).now["restuffing"].issue
    assert after.papers["sheet"] == before
