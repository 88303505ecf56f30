"""Numbers as data: who was studied, over what time, how many, where, and which source says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from guide.content.schema.base import Count, GivenBase, GivenInt, GivenText, Keys, Measure, Record, Text, Unit
from guide.ground.alike import folded

_FIGURE = re.compile(r"(?<!\w)(?<![^\W\d]-)\d(?:[.,'’\s]?\d)*+(?!-?[^\W\d])")
"""A number that a unit says, as in "in 100", "points (of 10)" or "in 100 bears"; SF-36 and m2 are names."""
_OF_TIME = re.compile(rf"[\s-]+(?:{'|'.join(get_args(Unit))})\b")
_WHOLE = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0", re.ASCII)
"""A whole number as people write it: 10, 1000, 1,000."""


def _whole(unit: str) -> int:
    """The whole that a unit names, the largest of its numbers: no value is larger. 0 if it names none; a number of
    days or years is none. Raises ValueError for a number that could be read in two ways."""
    figures = [found[0] for found in _FIGURE.finditer(unit) if not _OF_TIME.match(unit, found.end())]
    for figure in figures:
        if not _WHOLE.fullmatch(figure):
            raise ValueError(f'"{figure}" in the unit must be a whole number, written as 10, 100 or 1,000')
    if figures and not any(figure != "0" for figure in figures):
        raise ValueError("the whole that the unit names must be more than 0")
    return max((int(figure.replace(",", "")) for figure in figures), default=0)


def _within(unit: str | None, *values: float) -> None:
    """Raises ValueError if a value lies outside the whole that its unit names."""
    whole = _whole(unit or "")
    if whole and max(values) > whole:
        raise ValueError(f"write no value above {whole:,}, the whole that the unit names")
    if whole and min(values) < 0:
        raise ValueError(f"write no value below 0: the unit names a whole of {whole:,}")


def _not_about(about: bool, shares: Iterable[bool]) -> None:
    """Raises ValueError if all that is called an estimate is none or all."""
    if about and all(shares):
        raise ValueError("leave about: out, as none of them and all of them are no estimates")


def _in_order(low: float, high: float, otherwise: str) -> None:
    """Raises ValueError, with what to write `otherwise`, unless the ends are apart and in order."""
    if low >= high:
        raise ValueError(f"low must be lower than high; {otherwise}")


def is_none(value: object) -> bool:
    """True for what is not given: a key that is left out changes no code of an older text."""
    return value is None


class Study(Record):
    """What every number carries: who was studied, for how long, how many, where it holds and who says so."""

    who: GivenText = Field(description='People in the study, or "not given"')
    time: GivenText = Field(description='Over what time, or "not given"')
    people: GivenInt = Field(description='How many people, or "not given"')
    where: Text = Field(description="Region it holds for, any, or not-stated")
    cite: Annotated[Keys, Field(min_length=1)] = Field(description="Source keys")
    about: bool = Field(default=False, description="The source gives it as an estimate")
    rated: Text | None = Field(
        default=None, description="How sure the source itself is of this, by its own rating", exclude_if=is_none
    )


class Share(Study):
    """A share of people: in 100, or of more where it is rarer: in 10,000 or in 100,000."""

    kind: Literal["share"]
    outcome: Text = Field(description='What happened to them: "had another operation"')
    opposite: Text = Field(description='What happened to the others: "did not"')
    in_100: Measure | None = Field(default=None, ge=0, le=100)
    in_10000: Measure | None = Field(default=None, ge=0, lt=100)
    in_100000: Measure | None = Field(default=None, ge=0, lt=10, exclude_if=is_none)  # codes of old papers hold

    @model_validator(mode="after")
    def one_denominator(self) -> Self:
        """Exactly one of the denominators is given."""
        if sum(part is not None for part in self._parts.values()) != 1:
            raise ValueError("give one of in_100, in_10000 and in_100000")
        _not_about(self.about, [self.of[0] in (0, self.of[1])])
        return self

    @property
    def _parts(self) -> dict[int, float | None]:
        return {100: self.in_100, 10_000: self.in_10000, 100_000: self.in_100000}

    @property
    def of(self) -> tuple[float, int]:
        """How many, and of how many."""
        return next((part, whole) for whole, part in self._parts.items() if part is not None)


class Group(Record):
    """One side of a comparison: a share of it, or a score."""

    name: Text = Field(description='"with a new disc"')
    in_100: Measure | None = Field(default=None, ge=0, le=100)
    value: Measure | None = None
    people: Count | None = None

    @model_validator(mode="after")
    def one_measure(self) -> Self:
        """A group is a share or a score."""
        if (self.in_100 is None) == (self.value is None):
            raise ValueError("give either in_100 or value")
        return self


class Compare(Study):
    """Two or more groups measured alike. `unit` is needed for scores, `opposite` for shares."""

    kind: Literal["compare"]
    outcome: Text
    opposite: Text | None = None
    unit: Text | None = None
    groups: Annotated[tuple[Group, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def one_measure(self) -> Self:
        """All groups are measured alike, and the measure is complete."""
        shares = [group.in_100 is not None for group in self.groups]
        if any(shares) != all(shares):
            raise ValueError("measure all groups alike: in_100 for all, or value for all")
        if all(shares) and not self.opposite:
            raise ValueError("say what happened to the others in opposite")
        if not any(shares) and not self.unit:
            raise ValueError("say the unit of the values in unit")
        _not_about(self.about, [group.in_100 in (0, 100) for group in self.groups])
        return self

    @model_validator(mode="after")
    def inside_the_whole(self) -> Self:
        """No value is above the whole that the unit names, and the groups are people of the study."""
        _within(self.unit, *(group.value or 0 for group in self.groups))
        if self.people and sum(group.people or 0 for group in self.groups) > self.people:
            raise ValueError("write as many people as the groups have together, or more")
        return self

    @model_validator(mode="after")
    def names_apart(self) -> Self:
        """No two groups have one name."""
        seen = set[str]()
        for name in (group.name for group in self.groups):
            if folded(name) in seen:
                raise ValueError(f'give each group a name of its own, as two are called "{name}"')
            seen.add(folded(name))
        return self


class Range(Study):
    """Studies that differ: from the lowest to the highest."""

    kind: Literal["range"]
    outcome: Text
    low: Measure = Field(ge=0)
    high: Measure = Field(ge=0)
    unit: Text = Field(description='"in 100", or a unit')

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """The range has two different ends, both inside the whole that the unit names."""
        _in_order(self.low, self.high, "a single figure is of another kind: share, time or difference")
        _within(self.unit, self.high)
        return self


class Difference(Study):
    """How far two groups were apart."""

    kind: Literal["difference"]
    outcome: Text = Field(description='What differs and for whom: "less blood lost with small cuts"')
    value: Measure = Field(gt=0)
    unit: Text

    @model_validator(mode="after")
    def inside_the_whole(self) -> Self:
        """No difference is larger than the whole that the unit names."""
        _within(self.unit, self.value)
        return self


class Time(Study):
    """How long something takes: a length, or from `low` to `high`."""

    kind: Literal["time"]
    outcome: Text = Field(description='What takes this long: "in the hospital"')
    value: Measure | None = Field(default=None, gt=0)
    low: Measure | None = Field(default=None, ge=0)
    high: Measure | None = Field(default=None, gt=0)
    unit: Unit

    @model_validator(mode="after")
    def one_length(self) -> Self:
        """Either one length is given or both ends, in order."""
        whole, ends = self.value is not None, (self.low is not None, self.high is not None)
        if whole == any(ends) or (any(ends) and not all(ends)):
            raise ValueError("give either value, or both low and high")
        if self.low is not None and self.high is not None:
            _in_order(self.low, self.high, "write a single length as value")
        return self


class Ratio(Study):
    """How many times as likely; never alone: `base_in_100` is the share it multiplies, or "not given"."""

    kind: Literal["ratio"]
    outcome: Text
    times: Measure = Field(gt=0)
    base_in_100: GivenBase

    @model_validator(mode="after")
    def makes_a_difference(self) -> Self:
        """Once as likely is no ratio, and the share that comes of it is a share."""
        if self.times == 1:
            raise ValueError("1 times as likely is no difference; say so in words, without a number")
        if self.times * (self.base_in_100 or 0) > 100:
            raise ValueError("times, of base_in_100, must be 100 at most")
        return self


Number = Annotated[Share | Compare | Range | Difference | Time | Ratio, Field(discriminator="kind")]
