"""Comparison tables: who is in them, which facts, which way round."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import lxml.html

from conftest import ROOT
from guide.build import open_build
from guide.content import tables
from guide.content.answers import shares
from guide.content.files import Contents
from guide.content.guide import Guide, Option
from guide.html.links import Places, lost


def test_no_surgery_is_in_every_table(small: Guide) -> None:
    for comparison in small.comparisons.values():
        assert tables.comparison_table(small, comparison).options[-1].kind == "no-surgery"
    for condition in small.conditions.values():
        assert tables.condition_table(small, condition).options[-1].kind == "no-surgery"


def test_a_fact_of_another_region_stays_out(small: Guide) -> None:
    table = tables.table(small, tuple(small.options.values()), ["what"], "tummy")
    assert table.cell(small.options["new-eye"], "what").facts == ()
    assert table.cell(small.options["restuffing"], "what").facts


def test_a_fact_for_another_condition_stays_out_of_a_conditions_table_worksheet_and_comparison(small: Guide) -> None:
    flat, open_seam = small.conditions["flat-tummy"], small.conditions["open-seam"]
    says = "It helps a flat bear to look round again."
    for condition, told in ((flat, True), (open_seam, False)):
        (comparison,) = small.comparisons_of(condition.slug)
        for table in (tables.condition_table(small, condition), tables.comparison_table(small, comparison)):
            facts = table.cell(small.options["brushing"], "what").facts
            assert (says in [fact.says for fact in facts]) is told, condition.slug
    weighed = tables.worksheet_table(small, open_seam)
    assert says not in [fact.says for cell in weighed.cells.values() for fact in cell.facts]


def test_a_table_about_no_one_condition_holds_what_is_said_of_any(small: Guide) -> None:
    brushing = small.options["brushing"]
    assert len(tables.every_option(small).cell(brushing, "what").facts) == 2
    assert len(tables.table(small, [brushing], ["what"], "any").cell(brushing, "what").facts) == 2


def test_a_condition_shows_only_columns_that_differ(small: Guide) -> None:
    table = tables.condition_table(small, small.conditions["flat-tummy"])
    assert list(table.columns) == ["what", "risk"]


def test_few_options_stand_side_by_side_and_many_get_a_block_a_question(small: Guide) -> None:
    options = tuple(small.options.values())
    assert not tables.table(small, options[:3], ["what"], "any").many
    assert tables.table(small, options * 2, ["what"], "any").many


def test_a_table_about_the_whole_body_knows_which_regions_its_facts_part_by(small: Guide) -> None:
    repair = small.options["restuffing"]
    assert tables.table(small, [repair], ["what"], "any").regions == {"tummy"}
    assert tables.table(small, [repair], ["what"], "tummy").regions == frozenset()


def test_each_comparison_of_a_condition_is_named_in_a_paragraph_of_its_own(project: Path) -> None:
    compared = project / "docs" / "compare"
    text = (compared / "open-seam-options.md").read_text(encoding="utf-8")
    again = re.sub(r"(?m)^title: .*$", "title: Once more", text)
    (compared / "open-seam-again.md").write_text(again, encoding="utf-8")
    build = open_build(Contents(project / "docs"), ROOT / "overrides", "")
    page = lxml.html.fragment_fromstring(build.pages.page("conditions/open-seam.md").html, create_parent=True)
    named = [paragraph.xpath("count(a)") for paragraph in page.xpath("//p[starts-with(., 'Compare side by side')]")]
    assert named == [1, 1]


def _saying(option: Option, short: str, **numbers: float) -> Option:
    """The option with one answer to "risk", whose numbers are shares of a hundred."""
    share = option.meta.numbers["opens"]
    known = {name: share.model_copy(update={"in_100": value}) for name, value in numbers.items()}
    answer = next(iter(option.meta.answers.values())).model_copy(
        update={"question": "risk", "short": short, "where": "any", "reasons": ()}
    )
    meta = option.meta.model_copy(update={"answers": {"trouble": answer}, "numbers": known})
    return replace(option, meta=meta)


def _risks(small: Guide, *told: tuple[str, dict[str, float]]) -> tables.Table:
    option = small.options["restuffing"]
    named = [replace(_saying(option, short, **numbers), src=f"{at}.md") for at, (short, numbers) in enumerate(told)]
    return tables.table(small, named, ["risk"], "any")


def test_options_that_say_the_same_words_with_other_numbers_are_not_alike(small: Guide) -> None:
    assert not _risks(small, ("In {{ a }}", {"a": 4}), ("In {{ a }}", {"a": 9})).alike("risk")


def test_options_that_say_the_same_number_by_another_name_are_alike(small: Guide) -> None:
    table = _risks(small, ("In {{ a }}", {"a": 4}), ("In {{ b }}", {"b": 4}))
    assert table.alike("risk")
    assert [table.saying(cell, said) for cell in table.row("risk") for said in cell.answers.values()] == [0, 0]


def test_answers_about_two_parts_of_the_body_are_not_alike(small: Guide) -> None:
    table = _risks(small, ("In {{ a }}", {"a": 4}), ("In {{ a }}", {"a": 4}))
    first, second = table.row("risk")
    there = {name: answer.model_copy(update={"where": "head"}) for name, answer in second.answers.items()}
    moved = replace(table, cells={**table.cells, (second.option.slug, "risk"): replace(second, answers=there)})
    assert table.alike("risk")
    assert not moved.alike("risk")
    assert first.said != replace(second, answers=there).said


def test_a_bar_goes_from_the_lowest_to_the_highest_share_of_an_answer(small: Guide) -> None:
    option = _saying(small.options["restuffing"], "{{ a }} at first, {{ b }} later", a=4, b=9)
    assert shares.shares(option, option.meta.answers["trouble"]) == shares.Shares(4, 9, None)


def test_the_share_of_the_other_choice_is_a_line_in_the_bar_and_no_end_of_it(small: Guide) -> None:
    option = small.options["restuffing"]
    assert shares.shares(option, option.meta.answers["round"]) == shares.Shares(80, 80, 35)


def test_an_answer_without_a_share_of_people_has_no_bar(small: Guide) -> None:
    option = small.options["restuffing"]
    assert shares.shares(option, option.meta.answers["stay"]) is None


def test_what_is_counted_as_a_harm_has_another_ink_than_a_benefit(small: Guide) -> None:
    risk = small.columns["risk"]
    assert shares.ink(risk, "procedure") == "harm"
    assert shares.ink(small.columns["helps"], "procedure") == "benefit"
    assert shares.ink(risk.model_copy(update={"no_harm_for": ("no-surgery",)}), "no-surgery") == "neutral"


def test_a_link_may_name_a_choice_where_a_table_is_chosen_from_and_nowhere_else(small: Guide) -> None:
    choice = Places("", "../pick.html#options=patching\n../plain.html#options=patching")
    known = {"a/b.html": choice, "pick.html": Places("choose-more", ""), "plain.html": Places("top", "")}
    (problem,) = lost(known, small, ())
    assert '"../plain.html#options=patching"' in problem.what
