"""Numbers in words: always with a denominator, a unit or what they are times of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from guide.content import numbers
from guide.content.schema import Number

STUDY = {"who": "not given", "time": "not given", "people": "not given", "where": "any", "cite": ["a"]}


def number(**fields: Any) -> Any:
    return TypeAdapter(Number).validate_python({**STUDY, **fields})


SHARE = {"kind": "share", "outcome": "had pain", "opposite": "had none"}
COMPARE = {"kind": "compare", "outcome": "had pain", "opposite": "had none"}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({**SHARE, "in_100": "9"}, "9 in 100"),
        ({**SHARE, "in_100": "3.5", "about": "true"}, "about 3.5 in 100"),
        ({**SHARE, "in_10000": "1"}, "1 in 10,000"),
        (
            {**COMPARE, "groups": [{"name": "with a disc", "in_100": 38}, {"name": "with fusion", "in_100": 15}]},
            "38 in 100 with a disc and 15 in 100 with fusion",
        ),
        (
            {
                "kind": "compare",
                "outcome": "pain",
                "unit": "points of 10",
                "groups": [{"name": "now", "value": 2.8}, {"name": "then", "value": 5.2}],
            },
            "2.8 points of 10 now and 5.2 points of 10 then",
        ),
        ({"kind": "range", "outcome": "x", "low": 14, "high": 20, "unit": "in 100"}, "14 to 20 in 100"),
        ({"kind": "difference", "outcome": "x", "value": 8.4, "unit": "points of 100"}, "8.4 points of 100"),
        ({"kind": "time", "outcome": "x", "low": 1, "high": 2, "unit": "hours"}, "1 to 2 hours"),
        ({"kind": "time", "outcome": "x", "value": 1, "unit": "weeks"}, "1 week"),
        ({"kind": "ratio", "outcome": "x", "times": 1.9, "base_in_100": "not given"}, "1.9 times as likely"),
    ],
)
def test_each_kind_is_put_in_words(fields: dict[str, Any], text: str, words: dict[str, str]) -> None:
    assert numbers.says(number(**fields), words) == text


@pytest.mark.parametrize(
    ("fields", "advice"),
    [
        (SHARE, "either in_100 or in_10000"),
        ({**COMPARE, "groups": [{"name": "a", "in_100": 1}, {"name": "b", "value": 2}]}, "measure all groups alike"),
        ({"kind": "compare", "outcome": "x", "groups": [{"name": "a", "in_100": 1}] * 2}, "opposite"),
        ({"kind": "compare", "outcome": "x", "groups": [{"name": "a", "value": 1}] * 2}, "unit"),
        ({"kind": "range", "outcome": "x", "low": 5, "high": 5, "unit": "in 100"}, "low must be lower"),
        ({"kind": "time", "outcome": "x", "low": 1, "unit": "hours"}, "both low and high"),
        ({"kind": "ratio", "outcome": "x", "times": 2}, "base_in_100"),
    ],
)
def test_an_incomplete_number_is_refused(fields: dict[str, Any], advice: str) -> None:
    with pytest.raises(ValidationError, match=advice):
        number(**fields)


def test_a_part_the_source_does_not_give_must_be_written_so() -> None:
    with pytest.raises(ValidationError, match="people"):
        TypeAdapter(Number).validate_python({**STUDY, **SHARE, "in_100": 9, "people": None} | {"people": "many"})


@given(st.floats(min_value=0, max_value=100, allow_nan=False).map(lambda value: round(value, 1)))
def test_both_sides_of_a_share_add_up(part: float) -> None:
    words = {"number_in": "{part}/{whole}", "number_about": "{text}"}
    (bar,) = numbers.bars(number(**SHARE, in_100=part), words)
    other = float(numbers.others(bar, words).split("/")[0])
    assert round(part + other, 4) == 100


@given(st.floats(min_value=0, max_value=100, allow_nan=False))
def test_a_picture_shows_the_share_and_never_none_of_some(part: float) -> None:
    (bar,) = numbers.bars(number(**SHARE, in_100=part), {"number_in": "", "number_about": ""})
    assert sum(bar.icon_rows) == bar.icons
    assert abs(bar.icons - part) <= 1
    assert bar.icons > 0 or part == 0
