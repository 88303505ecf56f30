"""Numbers as data: who was studied, over what time, how many, where, and which source says so."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from guide.content.schema.base import Count, GivenFloat, GivenInt, GivenText, Keys, Record, Text, Unit


class Study(Record):
    """What every number carries: who was studied, for how long, how many, where it holds and who says so."""

    who: GivenText = Field(description='People in the study, or "not given"')
    time: GivenText = Field(description='Over what time, or "not given"')
    people: GivenInt = Field(description='How many people, or "not given"')
    where: Text = Field(description="Region it holds for, any, or not-stated")
    cite: Annotated[Keys, Field(min_length=1)] = Field(description="Source keys")
    about: bool = Field(default=False, description="The source gives it as an estimate")


class Share(Study):
    """A share of people: in 100, or in 10,000 when it is rarer than 1 in 100."""

    kind: Literal["share"]
    outcome: Text = Field(description='What happened to them: "had another operation"')
    opposite: Text = Field(description='What happened to the others: "did not"')
    in_100: float | None = Field(default=None, ge=0, le=100)
    in_10000: float | None = Field(default=None, ge=0, lt=100)

    @model_validator(mode="after")
    def one_denominator(self) -> Self:
        """Exactly one of in_100 and in_10000 is given."""
        if (self.in_100 is None) == (self.in_10000 is None):
            raise ValueError("give either in_100 or in_10000")
        return self


class Group(Record):
    """One side of a comparison: a share of it, or a score."""

    name: Text = Field(description='"with a new disc"')
    in_100: float | None = Field(default=None, ge=0, le=100)
    value: float | None = None
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
        return self


class Range(Study):
    """Studies that differ: from the lowest to the highest."""

    kind: Literal["range"]
    outcome: Text
    low: float = Field(ge=0)
    high: float = Field(ge=0)
    unit: Text = Field(description='"in 100", or a unit')

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """The range has two different ends."""
        if self.low >= self.high:
            raise ValueError("low must be lower than high")
        return self


class Difference(Study):
    """How far two groups were apart."""

    kind: Literal["difference"]
    outcome: Text = Field(description='What differs and for whom: "less blood lost with small cuts"')
    value: float
    unit: Text


class Time(Study):
    """How long something takes: a length, or from `low` to `high`."""

    kind: Literal["time"]
    outcome: Text = Field(description='What takes this long: "in the hospital"')
    value: float | None = Field(default=None, gt=0)
    low: float | None = Field(default=None, ge=0)
    high: float | None = Field(default=None, gt=0)
    unit: Unit

    @model_validator(mode="after")
    def one_length(self) -> Self:
        """Either one length is given or both ends."""
        whole, ends = self.value is not None, (self.low is not None, self.high is not None)
        if whole == any(ends) or (any(ends) and not all(ends)):
            raise ValueError("give either value, or both low and high")
        return self


class Ratio(Study):
    """How many times as likely; never alone: `base_in_100` is the share it multiplies, or "not given"."""

    kind: Literal["ratio"]
    outcome: Text
    times: float = Field(gt=0)
    base_in_100: GivenFloat


Number = Annotated[Share | Compare | Range | Difference | Time | Ratio, Field(discriminator="kind")]
