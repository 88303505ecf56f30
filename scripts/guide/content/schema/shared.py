"""Records of what all pages share: sources, terms, questions, warning signs, the clinic, words that are watched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, Field, model_validator

from guide.content.schema.answers import QuestionKind
from guide.content.schema.base import ADDRESS, Color, GivenYear, Key, Keys, Record, Text
from guide.content.schema.numbers import Number
from guide.ground.alike import pattern


class Source(Record):
    """Where a claim comes from. `address` only where the publisher's own page is known."""

    title: Text = Field(description="Title of the page or paper")
    publisher: Text = Field(description="Who published it; for a study the journal and first author")
    year: GivenYear = Field(description='Year, or "not given"')
    strength: Text = Field(description="What kind of source it is: one of the strengths of guide.yml")
    address: Text | None = Field(default=None, pattern=ADDRESS, description="The publisher's own address")
    seen: Literal["original", "copy"] = Field(default="original", description="Whether a copy elsewhere was read")
    design: Text | None = Field(default=None, description="How it was found out: one of the designs of certainty.yml")
    read: Literal["full", "summary"] = Field(default="summary", description="Whether all of it was read")


class Term(Record):
    """A glossary entry. `say` is how to say it, with the stressed part in capitals."""

    term: Text = Field(description="The word as readers see it")
    definition: Text = Field(description="What it means, in plain words")
    say: Text | None = Field(default=None, description="How to say it, such as lam-in-EK-tuh-mee")
    plural: Text | None = Field(default=None, description="Its plural, if that is not term + s")
    aliases: Keys = Field(default=(), description="Other names and spellings that readers use")
    cite: Annotated[Keys, Field(min_length=1)] = Field(description="Source keys")
    see: Keys = Field(default=(), description="Keys of terms to see also")
    counts_nobody: bool = Field(default=False, description="true: a number in its meaning measures a thing, not people")
    common: Number | None = Field(default=None, description="How common it is in people whom it does not trouble")

    @property
    def letter(self) -> str:
        """The letter under which the glossary lists it."""
        return self.term[0].upper()


class Column(Record):
    """One question that is compared across options."""

    label: Text = Field(description="Short heading, at most four words")
    question: Text = Field(description="The question it answers, as a reader would ask it")
    kind: QuestionKind = Field(default="practical", description="What it asks")
    asked_of: Literal["options", "conditions"] = Field(default="options", description="Whose pages answer it")
    asked: Keys = Field(default=(), description="Words in which readers ask it in the search")
    weigh: Text | None = Field(default=None, description='What people weigh in it: "To be home soon"')
    no_harm_for: Keys = Field(default=(), description="Kinds of page on which what it counts is no harm")


class Statement(Record):
    """One sentence of the source article, restated; `excused` says why no page uses it."""

    says: Text = Field(description="What the statement says, in our own words")
    excused: Text | None = Field(default=None, description="Why no page uses it")


def _proper(name: str) -> str:
    """The name, which holds a capital letter, or one of a script that has none."""
    if not any(letter.isalpha() and not letter.islower() for letter in name):
        raise ValueError("write a name with a capital letter: what no rule counts must not be a number or a plain word")
    return name


ProperName = Annotated[Text, AfterValidator(_proper)]


class Clinic(Record):
    """What differs from place to place. An empty field prints as a line to write on."""

    country: Text
    emergency_number: Text
    emergency_place: Text
    clinic_name: str = ""
    clinic_phone: str = ""
    feedback_address: str = ""
    names: tuple[ProperName, ...] = Field(
        default=(), description="Names of people and places here, which no rule on reading counts"
    )

    @property
    def texts(self) -> dict[str, str]:
        """What marks and cards can be filled with."""
        return self.model_dump(exclude={"names"})

    @cached_property
    def as_name(self) -> re.Pattern[str]:
        """Finds what is the clinic's own: its name, phone and address, the country, places and people. Each is found as
        it is written, at the start of a sentence, or all in capitals, and not where it is the start of a number."""
        own = (self.clinic_name, self.clinic_phone, self.feedback_address, self.country, self.emergency_place)
        named = sorted(filter(None, (*own, *self.names)), key=len, reverse=True)
        forms = dict.fromkeys(form for name in named for form in (name, name[0].upper() + name[1:], name.upper()))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(pattern, forms))})(?!\w|[.,]\d|\s*%)")

    def named(self, text: str) -> list[tuple[int, int]]:
        """Where the text says such a name."""
        return [match.span() for match in self.as_name.finditer(text)]


class Advice(Record):
    """What an emergency card says to do, with its sources. Braces are filled from the clinic's data."""

    text: Text
    cite: Keys
    our_choice: bool = Field(default=False, description="Our own choice of the safer way; no source says all of it")

    @model_validator(mode="after")
    def someone_says_it(self) -> Self:
        """It has a source, or is marked as our choice."""
        if not self.cite and not self.our_choice:
            raise ValueError("cite names no source; name one, or mark it with our_choice: true")
        return self


class Sign(Record):
    """One warning sign on an emergency card: for whom it holds, and its sources."""

    text: Text
    for_whom: Text = Field(description="Group that it holds for")
    asked: Keys = Field(default=(), description="How readers may put it in a search; it brings the help page first")
    our_choice: bool = Field(
        default=False, description="Its card is our own choice of the safer one: no source names it, or they differ"
    )
    cite: Annotated[Keys, Field(min_length=1)]


class SignGroup(Record):
    """Those for whom signs hold: everybody, or people after one kind of care."""

    label: Text = Field(description="Who they are, above their signs where all groups are shown")
    lead: Text | None = Field(default=None, description="Begins each of their signs on a page that others read too")


class Card(Record):
    """A care card, one tier of urgency: what to do, its signs, and one line that catches the rest."""

    heading: Text
    urgency: Literal["emergency", "urgent", "today"]
    signs: Annotated[tuple[Sign, ...], Field(min_length=1)]
    catch_all: Text
    after: Advice | None = None

    def signs_for(self, group: str) -> list[Sign]:
        """Its signs that hold for the group."""
        return [sign for sign in self.signs if sign.for_whom == group]


class CardOfGroups(NamedTuple):
    """A card as a page shows it: with the signs of each group that the page is for, by the key of the group."""

    key: str
    card: Card
    signs: dict[str, list[Sign]]

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources of all that the card says there, each once."""
        said = [sign.cite for signs in self.signs.values() for sign in signs]
        after = [self.card.after.cite] if self.card.after else []
        return tuple(dict.fromkeys(key for keys in (*said, *after) for key in keys))


class Emergency(Record):
    """All warning signs. Pages show groups and cards in the order in which they stand here, the most urgent first."""

    groups: Annotated[dict[Key, SignGroup], Field(min_length=1)]
    cards: Annotated[dict[Key, Card], Field(min_length=1)]

    @property
    def signs(self) -> Iterator[tuple[str, int, Sign]]:
        """Every sign, with the key of its card and its row there."""
        yield from ((key, row, sign) for key, card in self.cards.items() for row, sign in enumerate(card.signs))

    def cards_for(self, groups: Iterable[str]) -> list[CardOfGroups]:
        """The cards that hold signs for the groups, each with those signs."""
        found = {key: {group: card.signs_for(group) for group in groups} for key, card in self.cards.items()}
        kept = {key: {group: own for group, own in signs.items() if own} for key, signs in found.items()}
        return [CardOfGroups(key, self.cards[key], signs) for key, signs in kept.items() if signs]


class Shade(Record):
    """How an ink looks on a dark ground."""

    fill: Color = "none"
    stroke: Color = "none"


class Ink(Shade):
    """How everything of one class looks in a drawing: on paper and on a light ground, and in `dark` on a dark one."""

    width: float | None = Field(default=None, gt=0, description="Width of lines, in units of the drawing")
    dash: str | None = Field(default=None, pattern=r"^[0-9. ]+$", description="Lengths of dashes and gaps")
    dark: Shade
    explains: bool = Field(default=False, description="It explains what is drawn: a small picture leaves it out")

    @property
    def attributes(self) -> dict[str, str]:
        """The ink as attributes of an SVG element."""
        known = {"fill": self.fill, "stroke": self.stroke, "stroke-width": self.width, "stroke-dasharray": self.dash}
        return {name: str(value) for name, value in known.items() if value is not None}


class Allowed(Record):
    """Long words that may stand in the text, and why."""

    why: Text
    words: Annotated[Keys, Field(min_length=1)]


class ReadingRules(Record):
    """Words that sell, which no text may use, and long words that every text may."""

    selling: Keys
    long_words: tuple[Allowed, ...]


class Peer(Record):
    """A published finding about other guides, beside which our own figure stands."""

    finding: Text = Field(description="What was measured, of whom")
    figure: Text = Field(description="What they found, as published")
    ours: Text = Field(description="Name of our measure")
    differs: Text = Field(description="Why the two are not quite alike")
    cite: Annotated[Keys, Field(min_length=1)]
