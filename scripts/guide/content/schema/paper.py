"""What is printed, and what each hand-out said at a release."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from guide.content.schema.base import Code, Date, Key, Keys, KindName, Record, Text

Block = Literal["answer", "panel", "columns", "help", "course", "own", "questions"]
"""A block of a sheet: the short answer with the picture, key facts, questions answered, when to get help, how it goes
along time, what is written in by hand, questions to ask."""


class Edition(Record):
    """A size of paper and of print. Nothing on it is smaller than `size` points."""

    label: Text = Field(description="What readers choose it by")
    paper: Literal["a4", "us-letter"]
    size: int = Field(ge=14, le=36, description="Size of the text in points: 14 clear print, 18 large print")


class Layout(Record):
    """What stands on a sheet, and in which order; lines are what is written in by hand, by what stands before each."""

    front: Annotated[tuple[Block, ...], Field(min_length=1)]
    back: tuple[Block, ...] = ()
    answer: str = Field(default="", description="Title of the section that the block answer shows")
    course: str = Field(default="", description="Title of the section that the block course shows, a step an item")
    course_title: str = Field(default="", description="Heading of the block course; that of its section if not given")
    leave_out: Keys = Field(default=(), description="Labels of items of both that another block, or the page, tells")
    head: Keys = Field(default=(), description="Lines beside the place for a label")
    phones: Keys = Field(default=(), description="Lines under the signs that call for help")
    lines: Keys = Field(default=(), description="Lines of the block own")
    levels: bool = Field(default=False, description="Levels of the page's regions, to circle, stand beside the course")
    questions: int | None = Field(default=None, gt=0, description="How many of the page's questions; all if not given")

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks in order."""
        return (*self.front, *self.back)

    @property
    def sections(self) -> tuple[str, ...]:
        """The titles of the sections that its blocks show."""
        shown: dict[Block, str] = {"answer": self.answer, "course": self.course}
        return tuple(title for block, title in shown.items() if block in self.blocks)

    @model_validator(mode="after")
    def whole(self) -> Self:
        """No block stands twice, and those that show a section name it."""
        if len(set(self.blocks)) < len(self.blocks):
            raise ValueError("name each block once")
        if not all(self.sections):
            raise ValueError("say in answer: and course: which sections these blocks show")
        return self


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
    panel: Keys = Field(default=(), description="Columns of the panel that a sheet shows; all if none is named")
    columns: dict[Text, Text] = Field(
        default={}, description="Questions that a sheet answers in short, with their headings"
    )
    layout: Layout | None = Field(default=None, description="What stands on a sheet; a full page has none")

    @property
    def name(self) -> str:
        """What tells it from the other hand-outs of a page: its form and part."""
        return "-".join(filter(None, (self.form, self.part)))

    @model_validator(mode="after")
    def one_limit(self) -> Self:
        """Its length is either fixed or limited, and somebody gets it."""
        if bool(self.sides) == bool(self.most):
            raise ValueError("give either sides or most")
        if bool(self.kinds) == bool(self.pages):
            raise ValueError("give either kinds or pages")
        if (self.form == "sheet") != bool(self.layout):
            raise ValueError("give a layout to a sheet, and to nothing else")
        return self


class Booklet(Record):
    """Everything in one book; after `volume` chapters it goes on in a further one."""

    editions: Keys = ()
    pages: Keys = Field(default=(), description="Pages at the top of docs/ that the book begins with")
    without: Keys = Field(default=(), description="Pages of folders that make sense on a screen only")
    volume: int = Field(default=100, gt=0)


class Asked(Record):
    """A question that the guide answers, and in a few words what about."""

    question: Text
    about: Text


class Poster(Record):
    """A page for a wall that invites to the guide, and a second one with the signs of danger alone."""

    papers: dict[Literal["a3", "us-tabloid"], Text] = Field(default={}, description="Paper -> what readers call it")
    title: Text | None = Field(default=None, description="What it asks passers-by; the guide's name if not given")
    invites: Text | None = Field(default=None, description="One line under the title")
    questions: tuple[Asked, ...] = Field(default=(), max_length=4)
    drawing: Text | None = Field(default=None, description="Name of the drawing beside the questions")
    signs: Keys = Field(default=(), description="Groups whose most urgent signs stand on it")
    danger: Keys = Field(default=(), description="Groups whose most urgent signs stand on the second one")


class FormPart(Record):
    """A part of a paper to write on, as tall as it has rows: lines, things to tick off, or a table."""

    heading: Text = Field(description="What it is headed by")
    says: str = Field(default="", description="How to fill it in, in a line or two")
    ticks: Keys = Field(default=(), description="What is ticked off")
    room: int = Field(default=0, ge=0, le=10, description="Lines to write on below each of the ticks")
    lines: Keys = Field(default=(), description="Lines to write on, by what stands before each")
    columns: dict[Text, Annotated[int, Field(gt=0)]] = Field(
        default={}, description="Columns of a table -> how wide each is, beside the others"
    )
    rows: int = Field(default=0, ge=0, le=40, description="Empty rows of the table")
    days: tuple[int, int] | None = Field(
        default=None, description="First and last number in the first column, a row each"
    )

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands before each row of the table."""
        if self.days is None:
            return ("",) * self.rows
        first, last = self.days
        return tuple(str(day) for day in range(first, last + 1))

    @model_validator(mode="after")
    def one_thing(self) -> Self:
        """It is one of the three, and a table has rows."""
        if sum(map(bool, (self.ticks, self.lines, self.columns))) != 1:
            raise ValueError("give one of ticks, lines and columns")
        if bool(self.columns) != bool(self.labels):
            raise ValueError("give a table rows or days, and nothing else")
        if self.room and not self.ticks:
            raise ValueError("give room to ticks only")
        return self


class Form(Record):
    """One sheet to write on at home: a diary, a list of medicines, questions."""

    title: Text
    label: Text = Field(description="What it is for, in a few words")
    says: str = Field(default="", description="What to do with it, under the title")
    head: Keys = Field(default=(), description="Lines at the top, by what stands before each")
    landscape: bool = False
    front: Annotated[tuple[FormPart, ...], Field(min_length=1)]
    back: tuple[FormPart, ...] = ()


class Forms(Record):
    """The papers to write on, by the name that each has in addresses."""

    editions: Keys = ()
    papers: dict[Key, Form] = {}


class Paper(Record):
    """What is printed. Limits hold for the editions in `counted`."""

    editions: Annotated[dict[Key, Edition], Field(min_length=1)]
    counted: Keys = ()
    handouts: tuple[Handout, ...] = ()
    booklet: Booklet = Booklet()
    poster: Poster = Poster()
    forms: Forms = Forms()


class Issue(Record):
    """What the hand-outs of a page said at a release."""

    code: Code = Field(description="The code of the whole text, on every paper without a code of its own")
    papers: dict[Key, Code] = Field(default={}, description="Paper that shows less than the text -> its own code")
    says: dict[Key, Text] = Field(default={}, description="Its facts, numbers and main message in words")
    texts: dict[str, Code] = Field(default={}, description="Title of a section -> code of its text")

    def on(self, paper: str) -> str:
        """The code on that paper of the page: its own, or that of the whole text."""
        return self.papers.get(paper, self.code)


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
