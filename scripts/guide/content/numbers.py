"""Says a number in words, always with its denominator, and counts what its pictures show.

Knows how each kind of number is put; the words themselves stand in the interface's word file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from guide.content.marks import Mark
from guide.content.schema import Compare, Difference, Number, Range, Ratio, Share, Time

Words = Mapping[str, str]

ICONS, ROW = 100, 20
"""Icons of a picture, and of each of its rows."""

_COUNTED = re.compile(r".*?(?=(?:^|\s+)(?:of|in|out|per|on|at|for|from|with|to)\b|\s*[(/,]|$)")
"""What a unit counts: the points of "points of 10"; nothing in "in 100 bears"."""
_PLURAL = re.compile(r"(?:(?<=[cs]h|ss)e|(?<=x)e)?(?<![sui])s$")
"""The ending of what is counted in the plural: days, stitches, points."""


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
    """What a marker such as {{ share }} or {{ trial.2 }} prints; nothing for a number or a group that is not known."""
    number = known.get(mark.name)
    if number is None or not mark.counts_from_one:
        return ""
    if not mark.group:
        return says(number, words)
    of_a_group = isinstance(number, Compare) and mark.group <= len(number.groups)
    return says_group(cast(Compare, number), mark.group, words) if of_a_group else ""


def measured(mark: Mark, known: Mapping[str, Number]) -> str:
    """What a marker stands for, as it was measured: equal where two markers print the same, in any language."""
    number = known.get(mark.name)
    if number is None:
        return ""
    of_a_group = isinstance(number, Compare) and 0 < mark.group <= len(number.groups)
    source = cast(Compare, number).groups[mark.group - 1] if of_a_group else number
    measure = source.model_dump(include=_MEASURES, exclude_none=True)
    return f"{measure}{getattr(number, 'unit', None) or ''}{'about' if number.about else ''}"


_MEASURES = {"in_100", "in_10000", "in_100000", "value", "low", "high", "times", "base_in_100", "groups"}
"""Keys of a number that say how much was measured."""


def says_group(number: Compare, index: int, words: Words) -> str:
    """What was measured in one group of a comparison, from 1: "15 in 100"."""
    group = number.groups[index - 1]
    if group.in_100 is not None:
        return _share(number, group.in_100, 100, words)
    return _estimated(number, _of(group.value or 0, number.unit or ""), words)


def outcome(number: Number, words: Words) -> str:
    """The number with what it counts, as the start of a sentence."""
    text = words[f"number_{number.kind}_outcome"].format(says=says(number, words), outcome=number.outcome)
    if isinstance(number, Ratio):
        base = number.base_in_100
        share = words["not_given"] if base is None else _share(number, base, 100, words)
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
    return Bar(name, part, whole, *(_share(number, side, whole, words) for side in sides))


def _share(number: Number, part: float, whole: int, words: Words) -> str:
    """A share of the number; none and all are no estimates."""
    says = _in(part, whole, words)
    return says if part in (0, whole) else _estimated(number, says, words)


def _estimated(number: Number, text: str, words: Words) -> str:
    return words["number_about"].format(text=text) if number.about else text


def _in(part: float, whole: int, words: Words) -> str:
    says = words["number_none"] if not part else words["number_all"] if part == whole else words["number_in"]
    return says.format(part=plain(part), whole=plain(whole))


def _of(value: float, unit: str) -> str:
    """The value with its unit, which is in the plural but for one."""
    return f"{plain(value)} {_after(value, unit)}"


def _after(value: float, unit: str) -> str:
    """The unit as it stands behind the value, of a range the last: 2 points of 10, 0.5 to 1 point of 10."""
    counted = _COUNTED.match(unit)
    if value != 1 or not counted:
        return unit
    return _PLURAL.sub("", counted[0]) + unit[counted.end() :]


def _share_says(number: Share, words: Words) -> str:
    return _in(*number.of, words)


def _span(low: float, high: float, words: Words) -> str:
    return words["number_to"].format(low=plain(low), high=plain(high))


def _range_says(number: Range, words: Words) -> str:
    return f"{_span(number.low, number.high, words)} {_after(number.high, number.unit)}"


def _difference_says(number: Difference, _: Words) -> str:
    return _of(number.value, number.unit)


def _time_says(number: Time, words: Words) -> str:
    if number.low:
        return f"{_span(number.low, number.high or 0, words)} {_after(number.high or 0, number.unit)}"
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
