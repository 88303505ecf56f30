"""The guide's own vocabulary: its regions, its kinds of page with their sections, its limits."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field

from guide.content.schema.base import Key, Keys, KindName, Record, Role, Text

Share = Annotated[float, Field(ge=0, le=1)]
Clip = tuple[Share, Share, Share, Share]
"""What is shown of a drawing: its left, its top, its width and its height, as shares of the whole."""
WHOLE: Clip = (0, 0, 1, 1)


class Region(Record):
    """A part of the body that facts can be limited to; `mentions` are words that name it in prose."""

    label: Text
    mentions: Annotated[Keys, Field(min_length=1)]
    at: tuple[Share, Share] | None = Field(
        default=None, description="Where it begins and ends on the map of the home page, as shares of the map's height"
    )
    levels: Keys = Field(default=(), description="Names of its levels from the top, to circle on a sheet")


class Way(Record):
    """A way into the guide: a line of the menu on every page, with its pages, or the pages of a folder, or both."""

    title: Text
    text: Text | None = Field(default=None, description="What stands there, in a few words, for the home page")
    pages: Keys = Field(default=(), description="Files in docs/, in order")
    folder: Key | None = Field(default=None, description="Folder whose pages follow")


class Home(Record):
    """What the home page shows."""

    map: Text | None = Field(default=None, description="Drawing that readers point at to choose a region")
    map_part: Clip = Field(default=WHOLE, description="The part of it that is shown")
    card_part: Clip = Field(default=WHOLE, description="The part of a page's drawing that its card shows")
    cards: int = Field(default=8, gt=0, description="Cards of a list before the rest of them is in a fold")
    asks: Keys = Field(default=(), description="Questions under the search field, as examples")


class Section(Record):
    """One heading of a kind of page, in its place. `part` is what the build adds below the author's text."""

    title: Text
    facts: bool = Field(default=False, description="Every block states facts and needs a source")
    written: bool = Field(default=True, description="The author writes it; otherwise the build does")
    part: Text | None = Field(default=None, description="Generated part that ends the section")
    role: Role | None = Field(default=None, description="What the quality rules look for in it")
    columns: Keys = Field(default=(), description="Columns that the part shows")


class Kind(Record):
    """What one kind of page is called and which sections it must have."""

    label: Text
    plural: Text
    drawing: bool = Field(default=False, description="Each of its pages shows a drawing")
    least_facts: int = Field(default=0, description="Facts from sources other than the article, at least")
    wide: bool = Field(default=False, description="Its tables are wide: no list of contents beside them")
    folded: bool = Field(default=False, description="Its sources stand in folds under the text, not in the text")
    signs: Keys = Field(default=(), description="Groups whose warning signs each of its pages shows")
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


class Settings(Record):
    """The guide's own vocabulary: regions, kinds of page, folders of the navigation."""

    regions: dict[Key, Region]
    kinds: dict[KindName, Kind]
    folders: dict[Key, Text] = Field(description="Folder -> its heading in the navigation, in order")
    ways: tuple[Way, ...] = Field(
        default=(), description="Ways in, in order; folders that none names follow, other pages stand at the foot"
    )
    home: Home = Field(default=Home(), description="What the home page shows")
    strengths: Annotated[dict[Text, Text], Field(min_length=1)] = Field(
        description="Kind of source, the strongest first -> what counts as it"
    )
    funding: Text = Field(description='Who pays, in the owner\'s words, or "not stated"')
    conflicts: Text = Field(description='Conflicts of interest in the owner\'s words, or "not stated"')
    reviewers: Keys = Field(default=(), description="Roles of those who may check a page")
    require_review: bool = Field(default=False, description="true: nothing is published that nobody has checked")
    longest_list: int = Field(default=120, gt=0, description="Entries of a list on one page; more go on another page")
    longest_glossary: int = Field(
        default=150, gt=0, description="Terms on one page of the glossary; a letter stays whole"
    )
    longest_uses: int = Field(default=12, gt=0, description="Pages named that use a term or a source; more are counted")
    longest_menu: int = Field(default=60, gt=0, description="Pages in one menu; a larger guide gets a page a folder")
    waiting_room: int = Field(default=120, ge=30, description="Seconds until a waiting-room screen goes to its start")
    help: Text | None = Field(default=None, description='Page behind "Get help now" at the top of every page')
    same_words: tuple[Annotated[Keys, Field(min_length=2)], ...] = Field(
        default=(),
        description="What readers type for a word or a phrase, which stands first; the search takes both alike",
    )
    longest_search: int = Field(default=250, ge=0, description="Pages up to which every word can be searched for")
    classes: Keys = Field(
        default=("lead", "urgent", "on-paper", "on-screen"),
        description="Looks that an author may ask for in braces, by their class; the style sheets draw them",
    )
    excuses: int = Field(default=3, description="How many statements of the article may be excused")
