"""The tables of the guide: who is in them, which facts, which way round."""

from __future__ import annotations

from guide.content import tables
from guide.content.guide import Guide


def test_no_surgery_is_in_every_table(guide: Guide) -> None:
    for comparison in guide.comparisons.values():
        assert tables.comparison_table(guide, comparison).options[-1].kind == "no-surgery"
    for condition in guide.conditions.values():
        assert tables.condition_table(guide, condition).options[-1].kind == "no-surgery"


def test_every_cell_says_something(guide: Guide) -> None:
    for comparison in guide.comparisons.values():
        table = tables.comparison_table(guide, comparison)
        assert all(cell.said for cell in table.cells.values()), comparison.src


def test_a_comparison_of_operations_is_about_the_conditions_that_all_of_them_are_for(guide: Guide) -> None:
    for comparison in guide.comparisons.values():
        if not (comparison.meta.condition or comparison.meta.reasons):
            options = [guide.options[slug] for slug in comparison.meta.options]
            shared = set.intersection(*(set(option.meta.treats) for option in options))
            assert set(guide.reasons_in(comparison)) == shared


def test_no_condition_is_told_of_another_ones_deaths(guide: Guide) -> None:
    for condition in guide.conditions.values():
        cells = [
            *tables.condition_table(guide, condition).cells.values(),
            *tables.worksheet_table(guide, condition).cells.values(),
        ]
        for cell in (cell for cell in cells if cell.option.kind == "no-surgery"):
            for fact in cell.facts:
                assert not fact.reasons or condition.slug in fact.reasons, (condition.slug, fact.says)


def test_a_fact_of_one_part_of_the_body_never_stands_in_a_table_of_another(guide: Guide) -> None:
    for comparison in guide.comparisons.values():
        table = tables.comparison_table(guide, comparison)
        others = set(guide.settings.regions) - {table.region} if table.region in guide.settings.regions else set()
        assert not [fact for cell in table.cells.values() for fact in cell.facts if fact.where in others]


def test_the_table_to_choose_from_holds_every_option_and_every_column(guide: Guide) -> None:
    table = tables.every_option(guide)
    assert [option.slug for option in table.options] == list(guide.options)
    assert table.columns == guide.option_columns


def test_a_worksheet_asks_only_what_people_weigh(guide: Guide) -> None:
    for condition in guide.conditions.values():
        table = tables.worksheet_table(guide, condition)
        assert table.columns
        assert all(column.weigh for column in table.columns.values())
        assert table.options == guide.options_for(condition.slug)


def test_links_run_both_ways(guide: Guide) -> None:
    for option in guide.options.values():
        for condition in option.meta.treats:
            assert option in guide.options_for(condition)
        for comparison in guide.comparisons_with(option.slug):
            assert option in guide.options_in(comparison)
