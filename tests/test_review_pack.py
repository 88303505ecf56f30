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

from conftest import ROOT
from guide.build import open_build
from guide.checks.reviews import changed, doubted, parts, state
from guide.checks.reviews.places import place_of
from guide.commands import review_import, review_pack
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
    bring(judged(project, answers__round=("unsure", "Is that so?")))
    path = project / FILE
    path.write_text(path.read_text("utf-8").replace("Thread may break.", "Thread may tear."), "utf-8")
    guide = read(project)
    root = lxml.html.document_fromstring(written(guide, [guide.pages[PAGE]], "x")["x.html"])
    before = {each.get("data-codes"): each.findtext("p[@class='before']") for each in root.find_class("item")}
    told = {address: text for codes, text in before.items() for address in json.loads(codes)}
    assert told["sections/Risks"] == WORDS["judge_changed"].format(by="T. Tester", on=DAY)
    assert "unsure" in str(told["answers/round"])
    assert "Is that so?" in str(told["answers/round"])


# ---- what comes back ----


def test_what_was_found_right_stands_in_the_page_and_nothing_else_changes(project: Path, bring: Any) -> None:
    before = (project / FILE).read_text(encoding="utf-8").split("\n---\n", 1)[1]
    good, said = bring(judged(project))
    assert good, said
    guide = read(project)
    page = guide.pages[PAGE]
    assert (project / FILE).read_text(encoding="utf-8").split("\n---\n", 1)[1] == before
    assert page.meta.reviewed is not None
    assert page.meta.reviewed.parts == parts(page, guide)
    assert page.meta.next_review == datetime.date(2027, 12, 1)
    assert changed(page, guide) == []
    assert refused(project) == []


def test_what_was_called_wrong_stops_the_build_at_its_line_until_it_is_changed(project: Path, bring: Any) -> None:
    good, said = bring(judged(project, answers__round=("wrong", "It holds longer.")))
    assert good, said
    guide = read(project)
    place = place_of("answers/round", guide.pages[PAGE], guide)
    (problem,) = refused(project)
    assert problem.startswith(f"{place}: T. Tester found this wrong on {DAY}")
    assert "It holds longer." in problem
    line = (project / FILE).read_text(encoding="utf-8").split("\n")[place.line - 1]
    assert "{{ answer: round }}" in line
    path = (project / FILE).with_suffix(".yml")
    path.write_text(path.read_text("utf-8").replace("  round:\n", "  round: # again\n", 1), "utf-8")
    assert refused(project) == [problem], "a remark changes nothing"
    told = guide.pages[PAGE].told["answer", "round"].text.split(".")[0]
    page = project / FILE
    page.write_text(page.read_text("utf-8").replace(told, f"{told} and more", 1), "utf-8")
    assert not any("found this wrong" in each for each in refused(project))


def test_what_somebody_was_unsure_of_is_listed_and_stops_nothing(project: Path, bring: Any) -> None:
    bring(judged(project, answers__round=("unsure", "Is that so?"), summary=("", "")))
    guide = read(project)
    assert {address: doubt.judged for address, doubt in doubted(guide.pages[PAGE], guide).items()} == {
        "answers/round": "unsure",
        "summary": "not judged",
    }
    assert refused(project) == []
    (line,) = (line for line in due(guide, datetime.date(2026, 12, 2)) if FILE in line)
    assert line == f"{FILE}: not found right on {DAY}: answers/round (unsure), 1 parts not judged"


def test_a_page_says_how_much_was_found_right_by_whom_and_what_they_may_gain(project: Path, bring: Any) -> None:
    form = judged(project, summary=("unsure", "Hm."))
    bring(form | {"affiliation": "Bear Clinic", "interests": "none."})
    guide = read(project)
    count = len(parts(guide.pages[PAGE], guide))
    part = WORDS["reviewed_part"].format(right=count - 1, all=count)
    says = state(guide.pages[PAGE], guide, WORDS)
    assert says.startswith(f"Checked by T. Tester, toy mender (Bear Clinic), on {DAY}. {part}. ")
    assert says.endswith(": none")


def test_what_changed_after_the_pack_was_given_out_is_not_taken_in(project: Path, bring: Any) -> None:
    form, path = judged(project), project / FILE
    path.write_text(path.read_text("utf-8").replace("Thread may break.", "Thread may tear."), "utf-8")
    good, said = bring(form)
    assert good
    assert "sections/Risks has changed since it was given to the reviewer" in said
    guide = read(project)
    assert doubted(guide.pages[PAGE], guide)["sections/Risks"].judged == "not judged"


def test_a_page_of_which_nothing_was_judged_is_left_as_it_was(project: Path, bring: Any) -> None:
    before = (project / FILE).read_bytes()
    good, said = bring(blank(project) | {"by": "T. Tester", "role": "toy mender", "on": DAY})
    assert good
    assert "nothing was judged" in said
    assert (project / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda form: form.update(role="wizard"), r'back.json:3:10: role "wizard" is unknown; write one of'),
        (lambda form: form.update(on="2098-01-01"), r"back.json:4:8: 2098-01-01 has not come yet"),
        (lambda form: form.update(on="2001-01-01"), r"back.json:4:8: docs/.*the text was written later"),
        (lambda form: form.update(by=""), r"back.json:2:8: by "),
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
    form = {key: form[key] for key in ("by", "role", "on", "pages")}
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
    page_now = read(project).pages[PAGE]
    assert page_now.meta.reviewed is not None
    (doubt,) = page_now.meta.reviewed.doubts.values()
    assert (doubt.judged, doubt.says) == ("wrong", 'It says "more" than that.')
