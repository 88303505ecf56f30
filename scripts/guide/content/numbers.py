"""Says a number in words, always with its denominator, and counts what its pictures show.

Knows how each kind of number is put; the words themselves stand in the interface's word file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from guide.content.marks import Mark
from guide.content.schema import Compare, Difference, Number, Range, Ratio, Share, Time

Words = Mapping[str, str]

ICONS, ROW = 100, 20
"""Icons of a picture, and of each of its rows."""

_PLURAL = re.compile(r"(?:(?<=[cs]h|ss)e|(?<=x)e)?(?<!s)s(?= of |$)")
"""The ending of a unit in the plural: days, stitches, points of 10."""


@dataclass(frozen=True)
class Bar:
    """One group for a picture: how many of `whole` had the outcome, in `words`, and how many `others` had not."""

    name: str
    part: float
    whole: int
    words: str
    others: str

    @property
    def drawn(self) -> bool:
        """True where icons can show it: a few of ten thousand are less than one of them."""
        return self.whole <= ICONS

    @property
    def icons(self) -> int:
        """How many icons are filled: the share, rounded, but never none of some, or all of fewer."""
        if self.part in (0, self.whole):
            return int(self.part == self.whole) * ICONS
        return min(ICONS - 1, max(1, round(self.part / self.whole * ICONS)))

    @property
    def icon_rows(self) -> list[int]:
        """The filled icons of each row."""
        return [max(0, min(ROW, self.icons - row * ROW)) for row in range(ICONS // ROW)]


def plain(value: float) -> str:
    """A number as people write it: 9, 3.5, 1,739."""
    return f"{value:,.10g}"


def says(number: Number, words: Words) -> str:
    """The number in words for the middle of a sentence: "9 in 100". Each group of an estimate is "about"."""
    if isinstance(number, Compare):
        groups = [f"{says_group(number, at, words)} {group.name}" for at, group in enumerate(number.groups, 1)]
        return words["list_and"].format(first=", ".join(groups[:-1]), last=groups[-1])
    return _estimated(number, _SAYS[type(number)](number, words), words)


def marked(mark: Mark, known: Mapping[str, Number], words: Words) -> str:
    """What a marker such as {{ share }} or {{ trial.2 }} prints; nothing for a number that is not known."""
    number = known.get(mark.name)
    if number is None:
        return ""
    if isinstance(number, Compare) and 0 < mark.group <= len(number.groups):
        return says_group(number, mark.group, words)
    return says(number, words)


def measured(mark: Mark, known: Mapping[str, Number]) -> str:
    """What a marker stands for, as it was measured: equal where two markers print the same, in any language."""
    number = known.get(mark.name)
    source: BaseModel | None = number
    if isinstance(number, Compare) and 0 < mark.group <= len(number.groups):
        source = number.groups[mark.group - 1]
    measure = source.model_dump(include=_MEASURES, exclude_none=True) if source else {}
    unit = getattr(number, "unit", None) or ""
    return f"{measure}{unit}{'about' if number and number.about else ''}"


_MEASURES = {"in_100", "in_10000", "in_100000", "value", "low", "high", "times", "base_in_100", "groups"}
"""Keys of a number that say how much was measured."""


def says_group(number: Compare, index: int, words: Words) -> str:
    """What was measured in one group of a comparison, from 1: "15 in 100"."""
    group = number.groups[index - 1]
    score = _of(group.value or 0, number.unit or "")
    return _estimated(number, score if group.in_100 is None else _in(group.in_100, 100, words), words)


def outcome(number: Number, words: Words) -> str:
    """The number with what it counts, as the start of a sentence."""
    text = words[f"number_{number.kind}_outcome"].format(says=says(number, words), outcome=number.outcome)
    if isinstance(number, Ratio):
        base = number.base_in_100
        share = words["not_given"] if base is None else _estimated(number, _in(base, 100, words), words)
        text += words["number_base"].format(share=share)
    return text[:1].upper() + text[1:]


def bars(number: Number, words: Words) -> tuple[Bar, ...]:
    """What an icon array shows: one bar a share, none for numbers that are not shares."""
    if isinstance(number, Share):
        return (_bar(number, "", *number.of, words),)
    if isinstance(number, Compare) and number.opposite:
        return tuple(_bar(number, group.name, group.in_100 or 0, 100, words) for group in number.groups)
    return ()


def _bar(number: Number, name: str, part: float, whole: int, words: Words) -> Bar:
    sides = part, round(whole - part, 4)
    return Bar(name, part, whole, *(_estimated(number, _in(side, whole, words), words) for side in sides))


def _estimated(number: Number, text: str, words: Words) -> str:
    return words["number_about"].format(text=text) if number.about else text


def _in(part: float, whole: int, words: Words) -> str:
    says = words["number_none"] if not part else words["number_all"] if part == whole else words["number_in"]
    return says.format(part=plain(part), whole=plain(whole))


def _of(value: float, unit: str) -> str:
    """The value with its unit, which is in the plural but for one."""
    return f"{plain(value)} {_PLURAL.sub('', unit, count=1) if value == 1 else unit}"


def _share_says(number: Share, words: Words) -> str:
    return _in(*number.of, words)


def _span(low: float, high: float, words: Words) -> str:
    return words["number_to"].format(low=plain(low), high=plain(high))


def _range_says(number: Range, words: Words) -> str:
    return f"{_span(number.low, number.high, words)} {number.unit}"


def _difference_says(number: Difference, _: Words) -> str:
    return _of(number.value, number.unit)


def _time_says(number: Time, words: Words) -> str:
    if number.low:
        return f"{_span(number.low, number.high or 0, words)} {number.unit}"
    length = _of(number.value or number.high or 0, number.unit)
    return length if number.value else words["number_up_to"].format(length=length)


def _ratio_says(number: Ratio, words: Words) -> str:
    return words["number_times"].format(times=plain(number.times))


_SAYS: dict[type, Callable[..., str]] = {
    Share: _share_says,
    Range: _range_says,
    Difference: _difference_says,
    Time: _time_says,
    Ratio: _ratio_says,
}
