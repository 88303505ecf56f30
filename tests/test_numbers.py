"""Numbers in words: always with a denominator, a unit or what they are times of."""

from __future__ import annotations

import re
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


def test_a_group_of_an_estimate_is_about(words: dict[str, str]) -> None:
    groups = [{"name": "by one way", "value": 43}, {"name": "by another", "value": 105}]
    counted = number(kind="compare", outcome="pictures", unit="pictures", groups=groups, about="true")
    assert numbers.says_group(counted, 1, words) == "about 43 pictures"


SHARE = {"kind": "share", "outcome": "had pain", "opposite": "had none"}
COMPARE = {"kind": "compare", "outcome": "had pain", "opposite": "had none"}
SCORES = {"kind": "compare", "outcome": "pain"}


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
        ({"kind": "time", "outcome": "x", "low": 0, "high": 1, "unit": "weeks"}, "up to 1 week"),
        ({"kind": "ratio", "outcome": "x", "times": 1.9, "base_in_100": "not given"}, "1.9 times as likely"),
        ({**SHARE, "in_100": "0"}, "none of 100"),
        ({**SHARE, "in_10000": "0"}, "none of 10,000"),
        ({**SHARE, "in_100": "100"}, "all 100"),
        ({"kind": "difference", "outcome": "x", "value": 1, "unit": "points of 10"}, "1 point of 10"),
        ({"kind": "difference", "outcome": "x", "value": 1, "unit": "stitches"}, "1 stitch"),
        ({"kind": "difference", "outcome": "x", "value": 1, "unit": "boxes"}, "1 box"),
        ({"kind": "difference", "outcome": "x", "value": 1, "unit": "kg of moss"}, "1 kg of moss"),
        ({"kind": "difference", "outcome": "x", "value": 1, "unit": "kg of socks"}, "1 kg of socks"),
        ({"kind": "difference", "outcome": "x", "value": 1, "unit": "points (of 10)"}, "1 point (of 10)"),
        ({"kind": "difference", "outcome": "x", "value": 1, "unit": "threads in each 100"}, "1 thread in each 100"),
        ({"kind": "difference", "outcome": "x", "value": 1, "unit": "in 100 bears"}, "1 in 100 bears"),
        ({"kind": "difference", "outcome": "x", "value": 1, "unit": "callus"}, "1 callus"),
        ({"kind": "time", "outcome": "x", "low": 0.5, "high": 1, "unit": "days"}, "0.5 to 1 day"),
        ({"kind": "range", "outcome": "x", "low": 0, "high": 1, "unit": "threads"}, "0 to 1 thread"),
        ({"kind": "range", "outcome": "x", "low": 1, "high": 2, "unit": "threads"}, "1 to 2 threads"),
        (
            {"kind": "range", "outcome": "x", "low": 3, "high": 90, "unit": "visits in 2 years"},
            "3 to 90 visits in 2 years",
        ),
        ({"kind": "difference", "outcome": "x", "value": 40, "unit": "SF-36 points"}, "40 SF-36 points"),
        ({"kind": "difference", "outcome": "x", "value": 40, "unit": "kg/m2"}, "40 kg/m2"),
        (
            {**COMPARE, "about": "true", "groups": [{"name": "a", "in_100": 0}, {"name": "b", "in_100": 15}]},
            "none of 100 a and about 15 in 100 b",
        ),
        (
            {
                "kind": "compare",
                "outcome": "x",
                "unit": "points",
                "groups": [{"name": "a", "value": -3}, {"name": "b", "value": 0}],
            },
            "-3 points a and 0 points b",
        ),
    ],
)
def test_each_kind_is_put_in_words(fields: dict[str, Any], text: str, words: dict[str, str]) -> None:
    assert numbers.says(number(**fields), words) == text


@pytest.mark.parametrize(
    ("fields", "advice"),
    [
        (SHARE, "give one of in_100, in_10000 and in_100000"),
        ({**COMPARE, "groups": [{"name": "a", "in_100": 1}, {"name": "b", "value": 2}]}, "measure all groups alike"),
        ({"kind": "compare", "outcome": "x", "groups": [{"name": "a", "in_100": 1}] * 2}, "opposite"),
        ({"kind": "compare", "outcome": "x", "groups": [{"name": "a", "value": 1}] * 2}, "unit"),
        ({"kind": "range", "outcome": "x", "low": 5, "high": 5, "unit": "in 100"}, "low must be lower"),
        ({"kind": "time", "outcome": "x", "low": 1, "unit": "hours"}, "both low and high"),
        ({"kind": "ratio", "outcome": "x", "times": 2}, "base_in_100"),
        ({"kind": "time", "outcome": "x", "low": 5, "high": 2, "unit": "days"}, "low must be lower"),
        ({"kind": "time", "outcome": "x", "low": 2, "high": 2, "unit": "days"}, "a single length as value"),
        ({"kind": "ratio", "outcome": "x", "times": 1, "base_in_100": 3}, "no difference"),
        ({"kind": "ratio", "outcome": "x", "times": 3, "base_in_100": 40}, "must be 100 at most"),
        ({"kind": "ratio", "outcome": "x", "times": 3, "base_in_100": 400}, "less than or equal to 100"),
        ({"kind": "difference", "outcome": "x", "value": -0.3, "unit": "points"}, "greater than 0"),
        ({"kind": "difference", "outcome": "x", "value": 12, "unit": "points of 10"}, "above 10, the whole"),
        ({"kind": "range", "outcome": "x", "low": 5, "high": 500, "unit": "in 100"}, "above 100, the whole"),
        ({"kind": "range", "outcome": "x", "low": 5, "high": 1500, "unit": "in 1,000"}, "above 1,000, the whole"),
        ({"kind": "range", "outcome": "x", "low": 0, "high": 150, "unit": "in 100 bears"}, "above 100, the whole"),
        ({"kind": "difference", "outcome": "x", "value": 150, "unit": "in 100 bears"}, "above 100, the whole"),
        ({"kind": "difference", "outcome": "x", "value": 15, "unit": "points (of 10)"}, "above 10, the whole"),
        ({"kind": "difference", "outcome": "x", "value": 15, "unit": "points (0-10)"}, "above 10, the whole"),
        ({"kind": "difference", "outcome": "x", "value": 15, "unit": "points of 10, 0 is best"}, "above 10, the whole"),
        ({"kind": "difference", "outcome": "x", "value": 15, "unit": "points/10"}, "above 10, the whole"),
        ({"kind": "difference", "outcome": "x", "value": 15, "unit": "of 10 in 2 years"}, "above 10, the whole"),
        (
            {**SCORES, "unit": "in 100 bears", "groups": [{"name": "a", "value": 1}, {"name": "b", "value": 101}]},
            "above 100, the whole",
        ),
        (
            {"kind": "range", "outcome": "x", "low": 0, "high": 1, "unit": "in 1.000"},
            '"1.000" in the unit must be a whole',
        ),
        ({"kind": "range", "outcome": "x", "low": 0, "high": 1, "unit": "in 1 000 bears"}, '"1 000" in the unit'),
        ({"kind": "range", "outcome": "x", "low": 0, "high": 1, "unit": "in 10.5"}, '"10.5" in the unit'),
        ({"kind": "range", "outcome": "x", "low": 0, "high": 1, "unit": "in 10,00"}, '"10,00" in the unit'),
        ({"kind": "range", "outcome": "x", "low": 0, "high": 1, "unit": "in １０"}, '"１０" in the unit'),
        ({"kind": "range", "outcome": "x", "low": 0, "high": 1, "unit": "in 0"}, "must be more than 0"),
        (
            {**SCORES, "unit": "points of 10", "groups": [{"name": "a", "value": -3}, {"name": "b", "value": 3}]},
            "below 0: the unit names a whole of 10",
        ),
        (
            {**COMPARE, "groups": [{"name": "by\u00a0hand", "in_100": 1}, {"name": "By hand", "in_100": 2}]},
            'two are called "By hand"',
        ),
        ({**SHARE, "in_100": 0, "about": "true"}, "leave about: out"),
        ({**SHARE, "in_10000": 0, "about": "true"}, "leave about: out"),
        ({**SHARE, "in_100": 100, "about": "true"}, "leave about: out"),
        (
            {**COMPARE, "about": "true", "groups": [{"name": "a", "in_100": 0}, {"name": "b", "in_100": 100}]},
            "leave about: out",
        ),
        ({**SHARE, "in_100": "33.333333"}, "two digits after"),
        ({**COMPARE, "people": 9, "groups": [{"name": "a", "in_100": 1, "people": 5}] * 2}, "as many people as"),
        ({**COMPARE, "groups": [{"name": "a", "in_100": 1}, {"name": "b", "in_100": 101}]}, "equal to 100"),
        (
            {"kind": "compare", "outcome": "x", "unit": "out of 10", "groups": [{"name": "a", "value": 11}] * 2},
            "above 10, the whole",
        ),
    ],
)
def test_an_incomplete_number_is_refused(fields: dict[str, Any], advice: str) -> None:
    with pytest.raises(ValidationError, match=advice):
        number(**fields)


def test_a_part_the_source_does_not_give_must_be_written_so() -> None:
    with pytest.raises(ValidationError, match="people"):
        TypeAdapter(Number).validate_python({**STUDY, **SHARE, "in_100": 9, "people": None} | {"people": "many"})


HUNDREDTHS = st.integers(0, 10_000).map(lambda value: value / 100)
PLAIN = {"number_in": "{part}/{whole}", "number_none": "0/{whole}", "number_all": "{whole}/{whole}"}


@given(HUNDREDTHS)
def test_both_sides_of_a_share_add_up(part: float) -> None:
    (bar,) = numbers.bars(number(**SHARE, in_100=part), PLAIN)
    other = float(bar.others.split("/")[0])
    assert round(part + other, 4) == 100


@given(HUNDREDTHS)
def test_a_picture_shows_the_share_and_never_none_of_some_or_all_of_fewer(part: float) -> None:
    (bar,) = numbers.bars(number(**SHARE, in_100=part), PLAIN)
    assert sum(bar.icon_rows) == bar.icons
    assert abs(bar.icons - part) <= 1
    assert (bar.icons == 0) == (part == 0)
    assert (bar.icons == 100) == (part == 100)


FIGURE = st.integers(-200, 20_000).map(lambda value: value / 100) | st.sampled_from([0, 1, 100, 99.96, 1e7])
UNIT = st.sampled_from(
    ["points of 10", "points (of 10)", "in 100", "in 100 bears", "stitches", "boxes", "kg", "losses"]
)
KINDS = st.one_of(
    st.fixed_dictionaries({**{key: st.just(value) for key, value in SHARE.items()}, "in_100": FIGURE}),
    st.fixed_dictionaries({"kind": st.just("range"), "low": FIGURE, "high": FIGURE, "unit": UNIT}),
    st.fixed_dictionaries({"kind": st.just("difference"), "value": FIGURE, "unit": UNIT}),
    st.fixed_dictionaries({"kind": st.just("time"), "unit": st.just("weeks")}, optional={"value": FIGURE})
    | st.fixed_dictionaries({"kind": st.just("time"), "low": FIGURE, "high": FIGURE, "unit": st.just("weeks")}),
    st.fixed_dictionaries({"kind": st.just("ratio"), "times": FIGURE, "base_in_100": FIGURE}),
)


@given(KINDS)
def test_whatever_is_given_what_is_said_is_in_order_and_inside_its_whole(words: dict[str, str], fields: Any) -> None:
    try:
        says = numbers.says(number(**{"outcome": "x", **fields}), words)
    except ValidationError:
        return
    figures = [float(figure.replace(",", "")) for figure in re.findall(r"-?\d[\d,.]*", says)]
    whole = figures.pop() if re.search(r"(in|of|all) [\d,]+(\)| bears)?$", says) else 1e7
    assert figures == sorted(set(figures))
    assert all(0 <= figure <= whole for figure in figures)
    assert not re.search(r"(?<![\d.,])1 (?!to |in )\w+(?<!s)s\b|^0 in|e[+-]", says)
