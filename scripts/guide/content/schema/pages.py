"""What each kind of page says of itself in its front matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from guide.content.schema.answers import ANSWER, HARM, Answer, Harm, Standing
from guide.content.schema.base import Date, Key, Keys, OptionKind, Record, Text
from guide.content.schema.numbers import Number, is_none
from guide.content.schema.reviews import Review


class Fact(Record):
    """One claim in one cell: `text` with its sources, or `unknown` with the reason, or `not_needed`."""

    text: Text | None = Field(default=None, description="The claim, in plain words")
    unknown: Text | None = Field(default=None, description="Why nothing reliable is known")
    not_needed: Text | None = Field(default=None, description="Why the question does not arise")
    where: Text = Field(default="any", description="Region it holds for, any, or not-stated")
    reasons: Keys = Field(default=(), alias="for", description="Conditions it holds for; none: for all")
    cite: Keys = Field(default=(), description="Source keys")
    rated: Text | None = Field(
        default=None, description="How sure the source itself is of this, by its own rating", exclude_if=is_none
    )

    @model_validator(mode="after")
    def one_form(self) -> Self:
        """A fact is exactly one of known, unknown and not needed; a known one has a source."""
        if sum(bool(form) for form in (self.text, self.unknown, self.not_needed)) != 1:
            raise ValueError("give exactly one of text, unknown and not_needed")
        if self.text and not self.cite:
            raise ValueError("say where this is from in cite")
        return self

    @property
    def says(self) -> str:
        """The words of the fact, whatever its form."""
        return self.text or self.unknown or self.not_needed or ""


Facts = dict[Text, Annotated[dict[Key, Fact], Field(min_length=1)]]
Numbers = dict[Key, Number]
Answers = dict[Key, Answer]
Harms = dict[Key, Harm]


class Evidence(Record):
    """What a page answers, and what it stands on, in a file beside it."""

    answers: Answers = Field(default={}, description="Name of the answer -> what it stands on, and how sure it is")
    harms: Harms = Field(default={}, description="Name of the harm -> how common it is, and what says so")
    facts: Facts = Field(default={}, description="Column -> name of the fact -> what is said there")
    numbers: Numbers = Field(default={}, description="Name of the number -> what was counted")


class Question(Record):
    """A question to bring along; `cite` where a source suggests it."""

    text: Text
    cite: Keys = ()


class Drawing(Record):
    """What stands below a drawing: what it shows, and who says that it is so."""

    caption: Text = Field(description="What to see in it, in a sentence or two")
    cite: Annotated[Keys, Field(min_length=1)] = Field(description="Sources of what it shows")


def _not_yet(value: object) -> object:
    return () if value == "not yet" else value


Reviews = tuple[Review, ...]
Reviewed = Annotated[Reviews, BeforeValidator(_not_yet, json_schema_input_type=Reviews | Literal["not yet"])]


class Meta(Record):
    """What every page says of itself."""

    title: Text
    summary: Text = Field(description="The page's one main message")
    order: int = Field(default=500, description="Place in the navigation: low comes first")
    written: Date = Field(description="Date of the content")
    reviewed: Reviewed = Field(description='Reviews, the latest first, or "not yet"')
    next_review: Date | None = Field(default=None, description="When the page must be checked again")
    cite: Keys = Field(default=(), description="Sources of the main message")
    short: Text | None = Field(default=None, description="Name in tables and lists")
    aliases: Keys = Field(default=(), description="What readers may search for")
    term: Text | None = Field(default=None, description="Glossary entry that this page is about")
    glossary: bool = Field(default=True, description="false: link no terms on this page")
    signs: Keys = Field(default=(), description="Further groups whose warning signs the page shows")
    answers: Answers = {}
    harms: Harms = {}
    facts: Facts = {}
    numbers: Numbers = {}
    drawings: dict[Key, Drawing] = Field(default={}, description="Drawings on the page, by the name of their file")
    questions: tuple[Question, ...] = ()

    @property
    def name(self) -> str:
        """The name for tables, lists and the navigation."""
        return self.short or self.title

    def citing(self) -> Iterator[tuple[tuple[str | int, ...], Keys]]:
        """All that the page cites beside its prose, with where it stands."""
        yield (), self.cite
        yield from ((("numbers", name), number.cite) for name, number in self.numbers.items())
        yield from ((("drawings", key), drawing.cite) for key, drawing in self.drawings.items())
        yield from ((("questions", row), question.cite) for row, question in enumerate(self.questions))
        yield from ((("facts", column, name), fact.cite) for column, name, fact in self.every_fact())

    def said(self, column: str) -> tuple[Fact, ...]:
        """The facts of a column."""
        return tuple(self.facts.get(column, {}).values())

    def every_fact(self) -> Iterator[tuple[str, str, Fact]]:
        """Every fact that the page stands on, with its column and its name."""
        return ((column, name, fact) for column, facts in self.facts.items() for name, fact in facts.items())

    @property
    def standing(self) -> dict[tuple[str, str], Standing]:
        """All that stands on evidence, by the verb of its mark and its name."""
        answers = {(ANSWER, name): answer for name, answer in self.answers.items()}
        return {**answers, **{(HARM, name): harm for name, harm in self.harms.items()}}


class PageMeta(Meta):
    """A page of plain text. `condition` is the one that its worksheet is about."""

    kind: Literal["page"]
    condition: Text | None = Field(default=None, description="Condition whose worksheet stands on the page")


class TreatmentMeta(Meta):
    """A thing that can be done about conditions."""

    where: Annotated[Keys, Field(min_length=1)] = Field(description="Regions it is done in")
    treats: Keys = Field(default=(), description="Conditions it is for")


class OptionMeta(TreatmentMeta):
    """A treatment that tables compare: a procedure, a family of them, an approach, or no surgery."""

    kind: OptionKind
    part_of: Keys = Field(default=(), description="Families and approaches it belongs to")
    facts: Facts


class LessUsedMeta(TreatmentMeta):
    """A treatment that readers may hear of and that is seldom used: it is listed, and stands in no table."""

    kind: Literal["less-used"]


class ConditionMeta(Meta):
    """A reason for care. Its options are found by their `treats`."""

    kind: Literal["condition"]
    where: Annotated[Keys, Field(min_length=1)]
    columns: Annotated[Keys, Field(min_length=1)] = Field(description="What its table of options shows")


class ComparisonMeta(Meta):
    """Options x columns. The options are listed, or are those of a condition; no surgery is always added."""

    kind: Literal["comparison"]
    options: Keys = ()
    condition: Text | None = None
    reasons: Keys = Field(default=(), description="Conditions it is about; none: those that all its options are for")
    where: Text = Field(default="any", description="Leave out facts of other regions")
    columns: Annotated[Keys, Field(min_length=1)]

    @model_validator(mode="after")
    def one_choice(self) -> Self:
        """Options are listed or found, not both."""
        if bool(self.options) == bool(self.condition):
            raise ValueError("give either options or condition")
        return self


METAS: dict[str, type[Meta]] = {
    "page": PageMeta,
    "procedure": OptionMeta,
    "family": OptionMeta,
    "approach": OptionMeta,
    "no-surgery": OptionMeta,
    "less-used": LessUsedMeta,
    "condition": ConditionMeta,
    "comparison": ComparisonMeta,
}
