"""A clinician gets pages as one file, judges them part by part, and what comes back stands in the pages, unaltered."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml

from conftest import ROOT, holding
from guide.build import open_build
from guide.checks.notes import doubts
from guide.checks.reviews import changed, counted, doubted, parts, state
from guide.checks.reviews.places import place_of
from guide.commands import review, review_import, review_pack
from guide.commands.review import due
from guide.commands.review_pack import written
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.ground.problems import BadGuide
from guide.pages.templates import read_words

WORDS = read_words(ROOT / "overrides" / "words.yml")
PAGE = "procedures/restuffing.md"
FILE = f"docs/{PAGE}"
DAY = "2026-12-01"


def read(project: Path) -> Guide:
    loaded = load(Contents(project / "docs"))
    assert loaded.problems == ()
    assert loaded.guide is not None
    return loaded.guide


def blank(project: Path, *pages: str) -> dict[str, Any]:
    """The form that is filled in by hand."""
    guide = read(project)
    form = yaml.safe_load(written(guide, [guide.pages[src] for src in pages or (PAGE,)], "x")["x.yml"])
    return {key if isinstance(key, str) else "on": value for key, value in form.items()}  # YAML 1.1 takes on for true


def judged(project: Path, **found: tuple[str, str]) -> dict[str, Any]:
    """A review of the page that finds everything right, but what is named: with the judgement, and what is said to it.
    A name is the address of a part, with two underscores for its slash and one for each hyphen."""
    form = blank(project) | {"by": "T. Tester", "role": "toy mender", "on": DAY}
    named = {name.replace("__", "/").replace("_", "-"): value for name, value in found.items()}
    assert named.keys() <= form["pages"][FILE].keys()
    for address, part in form["pages"][FILE].items():
        part["judged"], part["says"] = named.get(address, ("right", ""))
    return form


@pytest.fixture
def bring(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Take in a review; what the command says, and whether it went well."""
    monkeypatch.setattr(review_import, "ROOT", project)

    def bring(form: dict[str, Any] | str) -> tuple[bool, str]:
        path = project / "back.json"
        path.write_text(form if isinstance(form, str) else json.dumps(form, indent=1), encoding="utf-8")
        done = review_import.main([str(path)])
        said = capsys.readouterr()
        return done == 0, said.out + said.err

    return bring


def edit(project: Path, old: str, new: str, file: str = FILE) -> None:
    """In the page, or in what it stands on."""
    path = holding(project / file, old)
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def body(project: Path) -> str:
    return (project / FILE).read_text(encoding="utf-8").split("\n---\n", 1)[1]


def refused(project: Path) -> list[str]:
    """What a build says of the guide; nothing if it builds."""
    try:
        open_build(Contents(project / "docs"), ROOT / "overrides", "")
    except BadGuide as refusal:
        return [line.strip() for line in str(refusal).split("\n")[1:]]
    return []


# ---- what is given out ----


def test_a_pack_holds_every_part_of_every_page_as_it_stands(project: Path) -> None:
    known = read(project)
    for page in known.in_order:
        form = yaml.safe_load(written(known, [page], "x")["x.yml"])["pages"][page.document.path]
        assert {address: part["code"] for address, part in form.items()} == parts(page, known), page.src


def test_a_pack_shows_each_answer_with_its_level_its_evidence_and_the_strength_of_its_sources(project: Path) -> None:
    guide = read(project)
    root = lxml.html.document_fromstring(written(guide, [guide.pages[PAGE]], "x")["x.html"])
    (item,) = (each for each in root.find_class("item") if "answers/round" in each.get("data-codes"))
    says = " ".join(item.text_content().split())
    answer = guide.pages[PAGE].meta.answers["round"]
    assert guide.certainty.levels[str(answer.sure)].label in says
    assert WORDS["judge_stands_on"] in says
    cited = [mark.get("href").removeprefix("#") for mark in item.find_class("cite")]
    assert cited
    for address in cited:
        source = " ".join(root.get_element_by_id(address).text_content().split())
        assert any(kind in source for kind in guide.settings.strengths)


def test_a_pack_asks_no_network_and_runs_its_own_script_alone(project: Path) -> None:
    guide = read(project)
    made = written(guide, [guide.pages[PAGE]], "x")["x.html"]
    root = lxml.html.document_fromstring(made)
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert len(re.findall(r"'sha256-[^']+'", policy)) == 2
    assert not root.xpath("//@src | //link | //iframe | //*[@onclick]")


def test_what_was_found_before_and_what_changed_since_stand_in_the_next_pack(project: Path, bring: Any) -> None:
    bring(judged(project, answers__round=("unsure", "Is that so?"), sections__Risks=("wrong", "They tear.")))
    edit(project, "Thread may break.", "Thread may tear.")
    guide = read(project)
    root = lxml.html.document_fromstring(written(guide, [guide.pages[PAGE]], "x")["x.html"])
    before = {each.get("data-codes"): each.findtext("p[@class='before']") for each in root.find_class("item")}
    told = {address: str(text) for codes, text in before.items() for address in json.loads(codes)}
    wrong = WORDS["judge_before_wrong"].format(by="T. Tester", on=DAY)
    assert told["sections/Risks"] == f"{wrong} \u201cThey tear.\u201d {WORDS['judge_changed']}"
    assert "Is that so?" in told["answers/round"]
    assert told["summary"] == WORDS["judge_before_right"].format(by="T. Tester", on=DAY)
    anew = {address for each in root.xpath("//*[@data-anew]") for address in json.loads(each.get("data-codes"))}
    assert anew == {"sections/Risks", "answers/round"}


def test_what_a_page_shows_from_elsewhere_is_shown_as_it_is_coded(project: Path) -> None:
    guide = read(project)
    condition = next(page for page in guide.conditions.values() if parts(page, guide).keys() & {"pages/patching"})

    def shown() -> str:
        guide = read(project)
        root = lxml.html.document_fromstring(written(guide, [guide.pages[condition.src]], "x")["x.html"])
        (item,) = (each for each in root.find_class("item") if '"pages/patching"' in each.get("data-codes"))
        return " ".join(item.text_content().split())

    before, codes = shown(), parts(guide.pages[condition.src], guide)["pages/patching"]
    answer = next(each for each in guide.options["patching"].meta.answers.values() if each.short)
    text = (project / "docs/procedures/patching.yml").read_text("utf-8")
    assert answer.short in text
    (project / "docs/procedures/patching.yml").write_text(text.replace(answer.short, f"{answer.short} it may"), "utf-8")
    now = read(project)
    assert (parts(now.pages[condition.src], now)["pages/patching"] == codes) == (shown() == before)


# ---- what comes back ----


def test_what_was_found_right_stands_in_the_page_and_nothing_else_changes(project: Path, bring: Any) -> None:
    before = body(project)
    good, said = bring(judged(project))
    assert good, said
    guide = read(project)
    page = guide.pages[PAGE]
    assert body(project) == before
    (review,) = page.meta.reviewed
    assert review.parts == parts(page, guide)
    assert page.meta.next_review == datetime.date(2027, 12, 1)
    assert changed(page, guide) == []
    assert refused(project) == []


def test_line_ends_stay_as_they_are(project: Path, bring: Any) -> None:
    path = project / FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert bring(judged(project))[0]
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


def test_what_was_called_wrong_stops_the_build_at_its_line_until_it_is_changed(project: Path, bring: Any) -> None:
    good, said = bring(judged(project, answers__round=("wrong", "It holds **longer** <b>.")))
    assert good, said
    guide = read(project)
    place = place_of("answers/round", guide.pages[PAGE], guide)
    (problem,) = refused(project)
    assert problem.startswith(f"{place}: T. Tester found this wrong on {DAY}")
    assert "It holds **longer** <b>." in problem
    assert "{{ answer: round }}" in (project / FILE).read_text(encoding="utf-8").split("\n")[place.line - 1]
    edit(project, "  round:\n", "  round: # again\n")
    assert refused(project) == [problem], "a remark changes nothing"
    told = guide.pages[PAGE].told["answer", "round"].text.split(".")[0]
    edit(project, told, f"{told} and more")
    assert refused(project) == []
    says = [note.what for note in doubts(read(project))]
    assert [text for text in says if "changed since and was not judged again" in text], "it is not forgotten"


def test_a_review_that_found_nothing_right_is_read_and_told(project: Path, bring: Any) -> None:
    form = blank(project) | {"by": "T. Tester", "role": "toy mender", "on": DAY}
    form["pages"][FILE]["summary"] |= {"judged": "wrong", "says": "No."}
    good, said = bring(form)
    assert good, said
    (problem,) = refused(project)
    assert problem.startswith(f"{FILE}:4:1: T. Tester found this wrong")


def test_a_second_review_adds_to_the_first_and_takes_nothing_away(project: Path, bring: Any) -> None:
    bring(judged(project, summary=("wrong", "No."), questions=("", "")) | {"on": "2026-11-29"})
    form = blank(project) | {"by": "N. Nurse", "role": "seamster", "on": "2026-11-30"}
    form["pages"][FILE]["questions"]["judged"] = "right"
    bring(form)
    guide = read(project)
    page = guide.pages[PAGE]
    assert [review.by for review in page.meta.reviewed] == ["N. Nurse", "T. Tester"]
    count = counted(page, guide)
    assert (count.right, count.doubted, count.open) == (count.all - 1, 1, 0)
    assert "T. Tester found this wrong" in refused(project)[0]
    form["on"] = DAY
    form["pages"][FILE]["summary"]["judged"] = "right"
    bring(form)
    assert refused(project) == []
    assert counted(read(project).pages[PAGE], read(project)).right == count.all


def test_an_older_review_takes_the_place_of_no_later_one(project: Path, bring: Any) -> None:
    bring(judged(project, summary=("unsure", "Hm.")) | {"on": "2026-12-01"})
    good, said = bring(judged(project) | {"by": "E. Earlier", "on": "2026-11-30"})
    assert good
    assert "summary (right): it was judged again on a later day" in said
    guide = read(project)
    assert [doubt.held.review.by for doubt in doubted(guide.pages[PAGE], guide)] == ["T. Tester"]


def test_the_whole_page_is_not_recorded_as_right_while_a_part_is_called_wrong(
    project: Path, bring: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(judged(project, summary=("wrong", "No.")))
    monkeypatch.setattr(review, "ROOT", project)
    assert review.main([FILE, "--by", "N. Nurse", "--role", "seamster"]) == 1
    assert "T. Tester found this wrong" in capsys.readouterr().err


def test_what_somebody_was_unsure_of_is_listed_and_stops_nothing(project: Path, bring: Any) -> None:
    bring(judged(project, answers__round=("unsure", "Is that so?"), summary=("", "")))
    guide = read(project)
    assert [(doubt.address, doubt.stands) for doubt in doubted(guide.pages[PAGE], guide)] == [("answers/round", True)]
    assert refused(project) == []
    (line,) = (line for line in due(guide, datetime.date(2026, 12, 2)) if FILE in line)
    assert f"1 not judged; T. Tester found this unsure on {DAY}" in line


def test_no_word_of_a_reviewer_is_lost(project: Path, bring: Any) -> None:
    form = judged(project, summary=("right", "But add a date."), questions=("", "Too many?"))
    form["pages"][FILE]["sections/Gone"] = {"judged": "wrong", "code": "CDFGHJ", "says": "Never so."}
    said = bring(form)[1]
    assert all(word in said for word in ("But add a date.", "Too many?", "Never so.", "the page has no such part"))
    says = "\n".join(note.what for note in doubts(read(project)))
    assert all(word in says for word in ("But add a date.", "Too many?"))


def test_a_page_says_how_much_was_found_right_by_whom_and_what_they_may_gain(project: Path, bring: Any) -> None:
    form = judged(project, summary=("unsure", "Hm."))
    bring(form | {"affiliation": "Bear Clinic", "interests": "none."})
    guide = read(project)
    count = counted(guide.pages[PAGE], guide)
    part = WORDS["reviewed_part"].format(right=count.all - 1, all=count.all, doubted=1, open=0)
    says = state(guide.pages[PAGE], guide, WORDS)
    who = WORDS["reviewed_by"].format(by="T. Tester", role="toy mender (Bear Clinic)", on=DAY)
    gain = WORDS["reviewer_interests"].format(interests="none")
    assert says == f"{WORDS['reviewed_parts']}. {who}. {gain}. {part}"


def test_what_changed_after_the_pack_was_given_out_is_not_taken_in(project: Path, bring: Any) -> None:
    form = judged(project)
    edit(project, "Thread may break.", "Thread may tear.")
    good, said = bring(form)
    assert good
    assert "sections/Risks (right): it has changed since it was given to the reviewer" in said
    guide = read(project)
    assert "sections/Risks" in guide.pages[PAGE].meta.reviewed[0].open


def test_a_page_of_which_nothing_was_judged_is_left_as_it_was(project: Path, bring: Any) -> None:
    before = (project / FILE).read_bytes()
    good, said = bring(blank(project) | {"by": "T. Tester", "role": "toy mender", "on": DAY})
    assert good
    assert "nothing was judged" in said
    assert (project / FILE).read_bytes() == before


def test_of_two_pages_both_are_written_or_none(project: Path, bring: Any) -> None:
    other = "docs/procedures/patching.md"
    edit(project, "\nreviewed:", '\n"reviewed":', file=other)
    before = [(project / name).read_bytes() for name in (FILE, other)]
    form = blank(project, PAGE, "procedures/patching.md") | {"by": "T. Tester", "role": "toy mender", "on": DAY}
    for found in form["pages"].values():
        found["summary"]["judged"] = "right"
    good, said = bring(form)
    assert not good
    assert 'Nothing was recorded. The front matter needs one line that begins with "reviewed:"' in said
    assert [(project / name).read_bytes() for name in (FILE, other)] == before


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda form: form.update(role="wizard"), r'back.json:3:10: role "wizard" is unknown; write one of'),
        (lambda form: form.update(on="2098-01-01"), r"back.json:4:8: 2098-01-01 has not come yet"),
        (lambda form: form.update(on="2001-01-01"), r"back.json:4:8: docs/.*the text was written later"),
        (lambda form: form.update(by=""), r"back.json:2:8: by "),
        (lambda form: form.update(by="."), r"back.json:2:8: .*letters"),
        (lambda form: form.update(by="A <b>"), r'back.json:2:8: .*leave out "<"'),
        (lambda form: form.update(affiliation="https://a.example"), r'affiliation.*leave out "://"'),
        (lambda form: form.update(by="x" * 121), r"back.json:2:8: .*at most 120 letters"),
        (lambda form: form["pages"].update({"docs/nix.md": {}}), r'back.json:\d+:\d+: "docs/nix.md" is no page'),
        (lambda form: form["pages"][FILE]["summary"].update(judged="wrong"), r"summary is wrong, and nothing is said"),
        (lambda form: form["pages"][FILE]["summary"].update(judged="fine"), r"back.json:\d+:\d+: .*judged"),
        (lambda form: form["pages"][FILE]["summary"].pop("code"), r"back.json:\d+:\d+: .*code"),
    ],
)
def test_what_cannot_be_taken_in_is_told_at_its_line_and_nothing_is_written(
    project: Path, bring: Any, spoil: Any, says: str
) -> None:
    before, form = (project / FILE).read_bytes(), judged(project)
    form = {key: form[key] for key in ("by", "role", "on", "affiliation", "pages")}
    spoil(form)
    good, said = bring(form)
    assert not good
    assert re.search(says, said), said
    assert (project / FILE).read_bytes() == before


def test_a_file_that_is_no_review_is_refused(project: Path, bring: Any) -> None:
    assert not bring("nonsense")[0]
    assert not bring("{")[0]
    assert review_import.main([str(project / "nowhere.json")]) == 1


def test_a_review_that_was_edited_in_the_page_is_refused(project: Path, bring: Any) -> None:
    bring(judged(project, answers__round=("wrong", "It holds longer.")))
    path = project / FILE
    path.write_text(path.read_text("utf-8").replace('"wrong"', '"unsure"'), "utf-8")
    assert any("the review was changed by hand" in problem for problem in refused(project))


def test_an_unknown_page_gets_no_pack(monkeypatch: pytest.MonkeyPatch, project: Path, capsys: Any) -> None:
    monkeypatch.setattr(review_pack, "ROOT", project)
    assert review_pack.main(["docs/procedures/restufing.md", "--to", str(project / "out")]) == 1
    assert 'did you mean "procedures/restuffing.md"' in capsys.readouterr().err
    assert not (project / "out").exists()


# ---- in a browser ----


@pytest.mark.browser
def test_a_reviewer_fills_in_a_pack_from_a_file_and_hands_back_what_was_judged(
    browser: Any, project: Path, bring: Any
) -> None:
    guide = read(project)
    path = project / "pack.html"
    path.write_text(written(guide, [guide.pages[PAGE]], "pack")["pack.html"], encoding="utf-8")
    context = browser.new_context()
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    items = page.locator(".item")
    for row in range(items.count()):
        items.nth(row).locator("label.right").click()
    items.nth(1).locator("label.wrong").click()
    page.locator("#save").click()
    assert page.locator("#told").inner_text() == WORDS["judge_missing"]
    page.locator("[name=by]").fill("T. Tester")
    page.locator("[name=role]").select_option("toy mender")
    page.locator("[name=on]").fill(DAY)
    items.nth(2).locator("label.right").click()
    page.locator("#next").click()
    assert items.nth(2).locator("input").first.evaluate("field => field === document.activeElement")
    items.nth(2).locator("label.right").click()
    page.locator("#save").click()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA", "a wrong part needs a word"
    items.nth(1).locator("textarea").fill('It says "more" than that.')
    page.reload()
    assert items.nth(1).locator("textarea").input_value() == 'It says "more" than that.'
    with page.expect_download() as download:
        page.locator("#save").click()
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    context.close()
    assert asked == [path.as_uri()] * 2
    good, said = bring(saved)
    assert good, said
    (doubt,) = doubted(read(project).pages[PAGE], read(project))
    assert doubt.held.verdict.says == 'It says "more" than that.'
