"""What a guide is made of: the records that files are read into. These types are the schema.

Knows the shape of content, not where it is stored, what it means or how it looks.
"""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

NOT_GIVEN = "not given"
ANYWHERE = ("any", "not-stated")
ARTICLE = "article"
ADDRESS = r"^https?://[^\s<>\"`{}|\\^\[\]]+$"

Strength = Literal[
    "guideline",
    "systematic review",
    "national body",
    "professional body",
    "study",
    "hospital or other",
    "publisher",
    "practice",
    "source article",
]
"""Kinds of source, the strongest first."""

STRENGTHS: tuple[str, ...] = get_args(Strength)
OptionKind = Literal["procedure", "family", "approach", "no-surgery"]
KindName = Literal["procedure", "family", "approach", "no-surgery", "condition", "comparison", "page"]
Role = Literal["choice", "benefits", "risks", "unknown", "not-for", "no-surgery", "help", "questions"]
Unit = Literal["minutes", "hours", "days", "weeks", "months", "years"]

Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Keys = tuple[Text, ...]
Color = Annotated[str, Field(pattern=r"^(#[0-9a-f]{6}|none)$")]
Date = Annotated[datetime.date, Field(ge=datetime.date(1990, 1, 1), lt=datetime.date(2100, 1, 1))]
StatementKey = Annotated[str, Field(pattern=r"^\d+\.\d+$")]


def _given(value: object) -> object:
    return None if value == NOT_GIVEN else value


NotGiven = Literal["not given"]
GivenText = Annotated[Text | None, BeforeValidator(_given, json_schema_input_type=Text | NotGiven)]
Count = Annotated[int, Field(ge=1, le=10_000_000_000)]
GivenInt = Annotated[Count | None, BeforeValidator(_given, json_schema_input_type=Count | NotGiven)]
GivenFloat = Annotated[float | None, BeforeValidator(_given, json_schema_input_type=float | NotGiven)]


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


# ---- shared data ------------------------------------------------------------


class Source(Record):
    """Where a claim comes from. `address` only where the publisher's own page is known."""

    title: Text = Field(description="Title of the page or paper")
    publisher: Text = Field(description="Who published it; for a study the journal and first author")
    year: GivenInt = Field(description='Year, or "not given"')
    strength: Strength = Field(description="How strong this kind of source is")
    address: Text | None = Field(default=None, pattern=ADDRESS, description="The publisher's own address")
    seen: Literal["original", "copy"] = Field(default="original", description="Whether a copy elsewhere was read")


class Term(Record):
    """A glossary entry. `say` is how to say it, with the stressed part in capitals."""

    term: Text = Field(description="The word as readers see it")
    definition: Text = Field(description="What it means, in plain words")
    say: Text | None = Field(default=None, description="How to say it, such as lam-in-EK-tuh-mee")
    plural: Text | None = Field(default=None, description="Its plural, if that is not term + s")
    aliases: Keys = Field(default=(), description="Other names and spellings that readers use")
    cite: Annotated[Keys, Field(min_length=1)] = Field(description="Source keys")
    see: Keys = Field(default=(), description="Keys of terms to see also")

    @property
    def letter(self) -> str:
        """The letter under which the glossary lists it."""
        return self.term[0].upper()


class Column(Record):
    """One question that is compared across options."""

    label: Text = Field(description="Short heading, at most four words")
    question: Text = Field(description="The question it answers, as a reader would ask it")
    weigh: Text | None = Field(default=None, description='What people weigh in it: "To be home soon"')


class Statement(Record):
    """One sentence of the source article, restated; `excused` says why no page uses it."""

    says: Text = Field(description="What the statement says, in our own words")
    excused: Text | None = Field(default=None, description="Why no page uses it")


class Clinic(Record):
    """What differs from place to place. An empty field prints as a line to write on."""

    country: Text
    emergency_number: Text
    emergency_place: Text
    clinic_name: str = ""
    clinic_phone: str = ""
    feedback_address: str = ""


class Sign(Record):
    """One warning sign or piece of advice on an emergency card, with its sources."""

    text: Text
    asked: Keys = Field(default=(), description="How readers may put it in a search; it brings the help page first")
    cite: Annotated[Keys, Field(min_length=1)]


class Card(Record):
    """A care card: what to do, and the signs (five at most, and one that catches the rest)."""

    heading: Text
    urgency: Literal["emergency", "urgent"]
    signs: Annotated[tuple[Sign, ...], Field(min_length=1, max_length=5)]
    catch_all: Text
    after: Sign | None = None


class Region(Record):
    """A part of the body that facts can be limited to; `mentions` are words that name it in prose."""

    label: Text
    mentions: Annotated[Keys, Field(min_length=1)]


class Section(Record):
    """One heading of a kind of page, in its place. `part` is what the build adds below the author's text."""

    title: Text
    facts: bool = Field(default=False, description="Every block states facts and needs a source")
    written: bool = Field(default=True, description="The author writes it; otherwise the build does")
    part: Text | None = Field(default=None, description="Generated part that ends the section")
    role: Role | None = Field(default=None, description="What the quality rules look for in it")
    columns: Keys = Field(default=(), description="Columns that the part shows")


class Shade(Record):
    """How an ink looks on a dark ground."""

    fill: Color = "none"
    stroke: Color = "none"


class Ink(Shade):
    """How everything of one class looks in a drawing: on paper and on a light ground, and in `dark` on a dark one."""

    width: float | None = Field(default=None, gt=0, description="Width of lines, in units of the drawing")
    dash: str | None = Field(default=None, pattern=r"^[0-9. ]+$", description="Lengths of dashes and gaps")
    dark: Shade

    @property
    def attributes(self) -> dict[str, str]:
        """The ink as attributes of an SVG element."""
        known = {"fill": self.fill, "stroke": self.stroke, "stroke-width": self.width, "stroke-dasharray": self.dash}
        return {name: str(value) for name, value in known.items() if value is not None}


class Kind(Record):
    """What one kind of page is called and which sections it must have."""

    label: Text
    plural: Text
    drawing: bool = Field(default=False, description="Each of its pages shows a drawing")
    least_facts: int = Field(default=0, description="Facts from sources other than the article, at least")
    wide: bool = Field(default=False, description="Its tables are wide: no list of contents beside them")
    sections: tuple[Section, ...] = ()

    @cached_property
    def of_facts(self) -> frozenset[str]:
        """The titles of the sections that state facts."""
        return frozenset(section.title for section in self.sections if section.facts)

    @cached_property
    def of_role(self) -> dict[str, frozenset[str]]:
        """Role -> the titles of the sections that have it."""
        roles = {section.role for section in self.sections if section.role}
        return {role: frozenset(each.title for each in self.sections if each.role == role) for role in roles}


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


class Settings(Record):
    """The guide's own vocabulary: regions, kinds of page, folders of the navigation."""

    regions: dict[Key, Region]
    kinds: dict[KindName, Kind]
    folders: dict[Key, Text] = Field(description="Folder -> its heading in the navigation, in order")
    funding: Text = Field(description='Who pays, in the owner\'s words, or "not stated"')
    conflicts: Text = Field(description='Conflicts of interest in the owner\'s words, or "not stated"')
    longest_list: int = Field(default=120, gt=0, description="Entries of a list on one page; more go on another page")
    longest_glossary: int = Field(
        default=150, gt=0, description="Terms on one page of the glossary; a letter stays whole"
    )
    longest_uses: int = Field(default=12, gt=0, description="Pages named that use a term or a source; more are counted")
    longest_menu: int = Field(default=60, gt=0, description="Pages in one menu; a larger guide gets a page a folder")
    waiting_room: int = Field(default=120, ge=30, description="Seconds until a waiting-room screen goes to its start")
    help: Text | None = Field(default=None, description='Page behind "Get help now" at the top of every page')
    longest_search: int = Field(default=250, ge=0, description="Pages up to which every word can be searched for")
    excuses: int = Field(default=3, description="How many statements of the article may be excused")


# ---- paper ------------------------------------------------------------------


class Edition(Record):
    """A size of paper and of print. Nothing on it is smaller than `size` points."""

    label: Text = Field(description="What readers choose it by")
    paper: Literal["a4", "us-letter"]
    size: int = Field(ge=14, le=36, description="Size of the text in points: 14 clear print, 18 large print")


class Handout(Record):
    """A hand-out that pages get: a sheet of what matters most, or the full page."""

    form: Literal["sheet", "full"]
    label: Text = Field(description="What readers choose it by")
    kinds: tuple[KindName, ...] = Field(default=(), description="Kinds of page that get it")
    pages: Keys = Field(default=(), description="Pages that get it, by their address in docs/")
    sides: int | None = Field(default=None, gt=0, description="Sides it must have")
    most: int | None = Field(default=None, gt=0, description="Sides it may have")
    landscape: bool = Field(default=False, description="Wide tables may stand across the page")
    without: Keys = Field(default=(), description="Titles of sections that it leaves out")
    part: str = Field(
        default="", pattern="^[a-z0-9-]*$", description="Its name in the address, if it is a part of a page"
    )
    since: str = Field(default="", description="Title of the section that the part begins with")
    until: str = Field(default="", description="Title of the section that the part ends before")
    columns: dict[Text, Text] = Field(
        default={}, description="Columns that a sheet sets side by side, with their headings"
    )

    @model_validator(mode="after")
    def one_limit(self) -> Self:
        """Its length is either fixed or limited, and somebody gets it."""
        if bool(self.sides) == bool(self.most):
            raise ValueError("give either sides or most")
        if bool(self.kinds) == bool(self.pages):
            raise ValueError("give either kinds or pages")
        return self


class Booklet(Record):
    """Everything in one book; after `volume` chapters it goes on in a further one."""

    editions: Keys = ()
    pages: Keys = Field(default=(), description="Pages at the top of docs/ that the book begins with")
    without: Keys = Field(default=(), description="Pages of folders that make sense on a screen only")
    volume: int = Field(default=100, gt=0)


class Poster(Record):
    """A page for a wall that leads to the hand-outs: paper -> what readers call it."""

    papers: dict[Literal["a3", "us-tabloid"], Text] = {}


class Paper(Record):
    """What is printed. Limits hold for the editions in `counted`."""

    editions: Annotated[dict[Key, Edition], Field(min_length=1)]
    counted: Keys = ()
    handouts: tuple[Handout, ...] = ()
    booklet: Booklet = Booklet()
    poster: Poster = Poster()


# ---- editions ---------------------------------------------------------------


Code = Annotated[str, Field(pattern=r"^[CDFGHJKLMNPQRTWXY34679]{6}$")]


class Issue(Record):
    """What the hand-outs of a page said at a release."""

    code: Code = Field(description="The code on the paper")
    says: dict[Key, Text] = Field(default={}, description="Its facts, numbers and main message in words")
    texts: dict[str, Code] = Field(default={}, description="Title of a section -> code of its text")


class Release(Record):
    """What a release gave out anew: only pages whose code changed, and only shared words that changed."""

    day: Date
    pages: dict[Key, Issue] = Field(default={}, description="Slug of the page -> what it said")
    shared: dict[Key, Text] = Field(default={}, description="Meanings of words and warning signs")


class Editions(Record):
    """The record of past editions, the oldest first."""

    releases: tuple[Release, ...] = ()

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Each release is later than the one before it."""
        days = [release.day for release in self.releases]
        if days != sorted(set(days)):
            raise ValueError("put the releases in the order of their dates, one a day")
        return self


# ---- numbers ----------------------------------------------------------------


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

# ---- pages ------------------------------------------------------------------


class Fact(Record):
    """One claim in one cell: `text` with its sources, or `unknown` with the reason, or `not_needed`."""

    text: Text | None = Field(default=None, description="The claim, in plain words")
    unknown: Text | None = Field(default=None, description="Why nothing reliable is known")
    not_needed: Text | None = Field(default=None, description="Why the question does not arise")
    where: Text = Field(default="any", description="Region it holds for, any, or not-stated")
    cite: Keys = Field(default=(), description="Source keys")

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


class Question(Record):
    """A question to bring along; `cite` where a source suggests it."""

    text: Text
    cite: Keys = ()


class Drawing(Record):
    """What stands below a drawing: what it shows, and who says that it is so."""

    caption: Text = Field(description="What to see in it, in a sentence or two")
    cite: Annotated[Keys, Field(min_length=1)] = Field(description="Sources of what it shows")


class Review(Record):
    """Who checked the page, in which role, and when."""

    by: Text
    role: Text
    on: Date


def _not_yet(value: object) -> object:
    return None if value == "not yet" else value


Reviewed = Annotated[Review | None, BeforeValidator(_not_yet, json_schema_input_type=Review | Literal["not yet"])]


class Meta(Record):
    """What every page says of itself."""

    title: Text
    summary: Text = Field(description="The page's one main message")
    order: int = Field(default=500, description="Place in the navigation: low comes first")
    written: Date = Field(description="Date of the content")
    reviewed: Reviewed = Field(description='Review, or "not yet"')
    next_review: Date | None = Field(default=None, description="When the page must be checked again")
    cite: Keys = Field(default=(), description="Sources of the main message")
    short: Text | None = Field(default=None, description="Name in tables and lists")
    aliases: Keys = Field(default=(), description="What readers may search for")
    term: Text | None = Field(default=None, description="Glossary entry that this page is about")
    glossary: bool = Field(default=True, description="false: link no terms on this page")
    numbers: dict[Key, Number] = Field(default={})
    drawings: dict[Key, Drawing] = Field(default={}, description="Drawings on the page, by the name of their file")
    questions: tuple[Question, ...] = ()

    @property
    def name(self) -> str:
        """The name for tables, lists and the navigation."""
        return self.short or self.title


class Way(Record):
    """A way into the guide: a tile on the home page."""

    to: Text = Field(description="File in docs/, or #part of the same page")
    title: Text = Field(description="What the reader looks for")
    text: Text = Field(description="What stands there, in a few words")


class PageMeta(Meta):
    """A page of plain text. `condition` is the one that its worksheet is about."""

    kind: Literal["page"]
    ways: tuple[Way, ...] = Field(default=(), description="Tiles under the main message")
    condition: Text | None = Field(default=None, description="Condition whose worksheet stands on the page")


class OptionMeta(Meta):
    """A thing that can be done: a procedure, a family of them, an approach, or no surgery."""

    kind: OptionKind
    where: Annotated[Keys, Field(min_length=1)] = Field(description="Regions it is done in")
    treats: Keys = Field(default=(), description="Conditions it is for")
    part_of: Keys = Field(default=(), description="Families and approaches it belongs to")
    facts: dict[Text, Annotated[tuple[Fact, ...], Field(min_length=1)]]


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
    "condition": ConditionMeta,
    "comparison": ComparisonMeta,
}
