"""What a guide says to a question, and how sure it may be: answers, harms, and the ladders that both are held to."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from guide.content.schema.base import Keys, Record, Text
from guide.content.schema.numbers import is_none

_CASE = re.compile(r"[^:.{]{3,45}: ")

QuestionKind = Literal["effect", "often", "practical", "advice"]
"""What a question asks: what good something does, how often something happens, how things go, what is advised."""

RATED: tuple[QuestionKind, ...] = ("effect", "often")
"""Kinds of question whose answers say how sure they are."""

ANSWER, HARM = "answer", "harm"
"""What stands on evidence; a mark for one has this verb."""

RECORDS = {ANSWER: "answers", HARM: "harms"}
"""Where the records of each stand in the evidence."""

NOT_KNOWN = "not-known"
"""Stands for an answer that nobody has: it needs no evidence, and ends in what to do."""


class Standing(Record):
    """What stands on evidence: the names of facts and numbers of its page, and how sure they let us be."""

    where: Text = Field(default="any", description="Region it holds for, or any")
    sure: Text | None = Field(
        default=None, description=f'Level of certainty.yml, or "{NOT_KNOWN}"; not for usual times and advice'
    )
    on: Keys = Field(default=(), description="Facts and numbers that it stands on")
    but: Keys = Field(default=(), description="Facts and numbers that say otherwise")
    why: Text | None = Field(default=None, description="Why we are not surer, in a sentence")

    @property
    def evidence(self) -> tuple[str, ...]:
        """The names of all that it stands on or against, each once."""
        return tuple(dict.fromkeys((*self.on, *self.but)))

    @property
    def explained(self) -> bool:
        """True where there is more to tell of it than how sure it is."""
        return bool(self.evidence or self.why)


class Answer(Standing):
    """What the page says to a question, for some reasons and one region. Its sentences stand in the page, before the
    mark with its name; `short` is what tables show."""

    question: Text = Field(description="Key of the question in columns.yml")
    reasons: Keys = Field(default=(), alias="for", description="Conditions it holds for; none: for all")
    advice: Text | None = Field(default=None, description="Whose advice it is and how strong, in a few words")
    short: Text = Field(description="The answer in twelve words or fewer, for tables")
    against: Text | None = Field(
        default=None,
        description="Number of the short form, or group of one (trial.2), of the other choice: a line in the bar",
        exclude_if=is_none,  # codes of old papers hold
    )

    @property
    def says(self) -> str:
        """What tables show, as a fact says it."""
        return self.short

    @property
    def explained(self) -> bool:
        """True where there is more to tell of it than how sure it is."""
        return super().explained or bool(self.advice)

    @property
    def names_its_case(self) -> bool:
        """True where the short form begins with the case that it is about, and a colon."""
        return bool(_CASE.match(self.short))


class Harm(Standing):
    """Something that can go wrong. Its sentence is the list item of the page with its mark; its figure puts it in its
    place among the others."""

    figure: Text | None = Field(
        default=None, description="Number, or group of one (trial.2), that says how common it is; none: not known"
    )
    serious: bool = Field(default=False, description="It can end a life or leave lasting harm")


class Level(Record):
    """How sure evidence lets us be, and which words say so. Words of a surer level claim too much."""

    label: Text
    squares: int = Field(ge=0, le=4, description="How many of four squares are filled")
    effect: Keys = Field(default=(), description="An answer about an effect says one of these")
    often: Keys = Field(default=(), description="An answer about how often says one of these")


class Design(Record):
    """One way to find out, and how sure one such study can make us."""

    what: Text = Field(description="What counts as it")
    effect: Text = Field(description="Level that it reaches for what good something does")
    often: Text = Field(description="Level that it reaches for how often something happens")
    trial: bool = Field(default=False, description="Several that agree reach a higher level for an effect")


class Agreement(Record):
    """What several trials that agree are worth: how many there must be, with how many people together."""

    trials: int = Field(ge=2)
    people: int = Field(ge=1)
    level: Text


class Band(Record):
    """One group of harms: those at least so common."""

    label: Text
    rule: Text = Field(description="What it takes to be in it, in words")
    at_least_in_1000: float | None = Field(default=None, ge=0, description="None: how often is not known")


class Certainty(Record):
    """The ladders: what each design is worth, what brings evidence up or down, and the words that say it."""

    cite: Annotated[Keys, Field(min_length=1)] = Field(description="Where the ladders come from")
    levels: Annotated[dict[Text, Level], Field(min_length=2)] = Field(description="The surest first")
    designs: Annotated[dict[Text, Design], Field(min_length=1)]
    agreeing: Agreement
    disagreeing: Text = Field(description="Highest level where evidence says otherwise")
    summary: Text = Field(description="Highest level of an effect that was read about in a summary only")
    to_do: Annotated[Keys, Field(min_length=1)] = Field(description="What an answer that nobody has ends in")
    bands: Annotated[dict[Text, Band], Field(min_length=1)] = Field(description="The most common first")
