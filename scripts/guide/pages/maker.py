"""Makes the generated parts of a page, one template each, and the pieces that templates ask for.

Knows the words, the templates and what was made before; what belongs in a part is decided in `parts`, how it looks in
`overrides/generated/`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from markupsafe import Markup, escape

from guide.checks import reviews
from guide.checks.editions import Editions
from guide.checks.quality import Quality
from guide.content import numbers, tables
from guide.content.drawings import drawing
from guide.content.guide import Guide, Option, is_statement
from guide.content.marks import Mark, filled
from guide.content.page import Page
from guide.content.schema import ANYWHERE, ARTICLE, Answer, Fact, Meta, Number, PageMeta, Section
from guide.ground import fonts
from guide.pages.answers import AnswerMaker
from guide.pages.citations import Notes
from guide.pages.long_lists import LISTS, Items, list_page, places, stretch, stretches
from guide.pages.menu import Line
from guide.pages.parts import SHOWN
from guide.pages.templates import Templates, keep_compiled


class Maker(AnswerMaker):
    """Renders the generated parts of one guide."""

    quality: Quality
    """Asked for by the `MEASURED` parts alone; there once every page is measured."""

    def __init__(self, guide: Guide, templates: Path, words: Mapping[str, str]) -> None:
        self.guide, self.words, self.templates = guide, words, templates
        self._briefs: dict[str, Markup] = {}
        self._cards: dict[tuple[bool, tuple[str, ...]], Markup] = {}
        self._shown_on: dict[str, Page[Meta] | None] = {}
        self._cut = {name: stretches(guide, name) for name in LISTS}
        self._places = {name: places(guide, name, cut) for name, cut in self._cut.items()}
        self._templates = Templates(templates)
        self._templates.globals.update(
            guide=guide,
            words=words,
            link=self.link,
            marks=self.marks,
            maker=self,
            plain=numbers.plain,
            address=address,
        )

    def keep_compiled(self, folder: Path) -> None:
        """Keep the compiled templates in the folder, so that the next build need not compile them again."""
        keep_compiled(self._templates, folder)

    @cached_property
    def editions(self) -> Editions:
        """The codes of today's texts, and what earlier releases said."""
        return Editions(self.guide, self.words)

    @cached_property
    def worksheets(self) -> dict[str, list[Page[Meta]]]:
        """The worksheets for each condition."""
        found: dict[str, list[Page[Meta]]] = {}
        for page in self.guide.in_order:
            if isinstance(page.meta, PageMeta) and page.meta.condition:
                found.setdefault(page.meta.condition, []).append(page)
        return found

    # ---- whole parts ----

    def part(self, name: str, page: Page[Meta], section: Section) -> Markup:
        """The generated part of that name for the page."""
        data = SHOWN[name](self, page, section) if name in SHOWN else {}
        return self._render(name, page=page, section=section, **data)

    def fragment(self, name: str, **data: Any) -> Markup:
        """A piece of HTML that is made after all pages are rendered."""
        return self._render(name, **data)

    def lead(self, page: Page[Meta]) -> Markup:
        """Title and main message."""
        return self._render("lead", page=page)

    def start(self, name: str) -> Markup:
        """The first page of the offline kit of the site with that name."""
        return self._render("start-here", name=name)

    def chart(self, page: Page[Meta], name: str) -> Markup:
        """One number as a sentence with its picture, and who was studied."""
        number = page.meta.numbers[name]
        says = numbers.outcome(number, self.words)
        return self._render("chart", page=page, number=number, says=says, bars=self.bars(number))

    def drawing(self, page: Page[Meta], key: str) -> Markup:
        """A drawing with its caption."""
        guide = self.guide
        composed = drawing.compose(key, guide.drawings[key], guide.shapes, guide.inks)
        return self._render("drawing", page=page, known=page.meta.drawings[key], drawing=composed)

    def style(self) -> Markup:
        """The style sheet of all drawings."""
        return self._templates.render("drawings.css", inks=self.guide.inks)

    def typeface(self, kept: Path) -> str:
        """The style sheet that brings the typeface. Fonts once cut are in the folder `kept`."""
        return self._templates.render("typeface.css", fonts=fonts.inlined(kept), sets=fonts.SETS)

    def sources_of(self, page: Page[Meta], notes: Notes) -> Markup:
        """The page's own list of sources, numbered, with its dates and its numbers in full."""
        entries = [(key, self._brief(key)) for key in notes.numbers]  # a list counts them by itself
        copies = any(self.guide.sources[key].seen == "copy" for key in notes.numbers)
        statements = sorted(notes.statements)
        printed = len(entries) if notes.printed is None else notes.printed
        data = {"entries": entries, "printed": printed, "copies": copies, "statements": statements}
        return self._render("page-sources", page=page, **data)

    def menu(self, lines: tuple[Line, ...], base: str) -> Markup:
        """A menu; `base` leads to the site's root from the pages that show it."""
        return self._render("menu", lines=lines, base=base)

    def menu_line(self, line: Line, base: str, *, here: bool = False) -> str:
        """The line of one page in a menu, as it stands there; `here`: the page at hand is it."""
        return str(self._render("_menu-line", title=line.title, src=line.src, base=base, here=here))

    def linked_data(self, page: Page[Meta], **data: Any) -> Markup:
        """What search engines are told of the page."""
        return self._templates.render("linked-data.json", page=page, **data)

    # ---- pieces that templates ask for ----

    def link(self, page: Page[Meta], text: str | None = None) -> Markup:
        """A link to a page, from any part of the guide."""
        return self._render("_link", src=page.src, text=text or page.meta.name)

    def fact(self, page: Page[Meta], fact: Fact, *, label: bool = False) -> Markup:
        """A fact as one line of Markdown: region if asked for, words, sources."""
        says = filled(fact.says, lambda mark: self.number(page, mark))
        text = f"{self.words['not_known']}. {says}" if fact.unknown else says
        region = f"{self.region(fact.where)}: " if label and fact.where not in ANYWHERE else ""
        return escape(f"{region}{text}") + self.marks(page.sources_of(fact))

    def facts_inline(self, page: Page[Meta], column: str) -> Markup:
        """All facts of a column as running text."""
        option = cast(Option, page)
        several = len(option.meta.where) > 1
        return Markup(" ").join(self.fact(page, fact, label=several) for fact in option.meta.said(column))

    def facts_in_paragraphs(self, page: Page[Meta], column: str) -> Markup:
        """All facts of a column, a paragraph each."""
        option = cast(Option, page)
        return self._render("_facts", page=page, facts=option.meta.said(column), label=len(option.meta.where) > 1)

    def marks(self, keys: Iterable[str]) -> Markup:
        """The places of source marks for the keys; each is numbered when the page is whole."""
        return self._render("_marks", keys=tuple(dict.fromkeys(keys)))

    def number(self, page: Page[Meta], mark: Mark) -> str:
        """The page's number that a marker names, or one group of it, in words."""
        return numbers.marked(mark, page.meta.numbers, self.words)

    def bars(self, number: Number) -> tuple[numbers.Bar, ...]:
        """What an icon array of the number shows."""
        return numbers.bars(number, self.words)

    def stretch(self, name: str, page: Page[Meta]) -> Items:
        """What the page shows of a long list."""
        return stretch(self._cut[name], page)

    def listed(self, name: str, key: str) -> Page[Meta] | None:
        """The page of a long list that holds the key: a source in full, or the numbers of a page."""
        return self._places[name].get(key)

    def cards(self, page: Page[Meta]) -> Markup:
        """The emergency cards with the page's own signs. Only on the page for emergencies does the search read them."""
        shown = (page is self.guide.help_page, self.guide.groups_of(page))
        if shown not in self._cards:
            self._cards[shown] = self._render("_cards", found=shown[0], cards=self.guide.cards_on(page))
        return self._cards[shown]

    def for_clinic(self, text: str) -> str:
        """A text of a card with its braces filled from the clinic's data."""
        return text.format(**self.guide.clinic.model_dump())

    def page_with(self, part: str) -> Page[Meta] | None:
        """The author's page that shows the part; None in a guide without it."""
        if part not in self._shown_on:
            self._shown_on[part] = list_page(self.guide, part)
        return self._shown_on[part]

    def dated(self, day: datetime.date | None) -> str:
        """Which text a paper holds: that of a release, or one that no release has given out."""
        return self.words["released_on"].format(on=day) if day else self.words["not_released"]

    def review(self, page: Page[Meta]) -> str:
        """Who checked the page and when, in words, or that nobody has."""
        return reviews.state(page, self.guide, self.words)

    def checked(self, page: Page[Meta]) -> str:
        """Who checked the page and when, how much of it they found right, and what they may gain, in words."""
        return reviews.checked(page, self.guide, self.words)

    def found_right(self, page: Page[Meta]) -> bool:
        """True for a page of which every part says what somebody found right."""
        count = reviews.counted(page, self.guide)
        return count.right == count.all

    def changed(self, page: Page[Meta]) -> list[reviews.Part]:
        """What of the page has changed since it was checked."""
        return reviews.told(page, self.guide, self.words)

    def reviews(self, pages: Sequence[Page[Meta]]) -> str:
        """How many of the pages are as somebody checked them, in words."""
        count = sum(self.found_right(page) for page in pages if page.meta.reviewed)
        says = self.words["reviewed_pages"] if count else self.words["not_reviewed_book"]
        return says.format(count=count, all=len(pages))

    def anchor(self, page: Page[Meta]) -> str:
        """The id of a page's own part in a list of all pages."""
        return page.src.removesuffix(".md").replace("/", "-")

    def outcome(self, number: Number) -> str:
        """The number in words with what it counts."""
        return numbers.outcome(number, self.words)

    def study(self, number: Number) -> tuple[list[tuple[str, str]], list[str]]:
        """Who was counted, how many, over what time and where, by label; and the labels of what is not given."""
        words = self.words
        where = None if number.where == "not-stated" else self.region(number.where)
        people = numbers.plain(number.people) if number.people else None
        parts = {words["who"]: number.who, words["people"]: people}
        parts |= {words["over_time"]: number.time, words["holds_for"]: where}
        given = [(label, says) for label, says in parts.items() if says]
        return given, [label for label, says in parts.items() if not says]

    def region(self, where: str) -> str:
        """The name of a region, or the words for "any" and "not stated"."""
        if where in ANYWHERE:
            return self.words["where_any" if where == "any" else "where_not_stated"]
        return self.guide.settings.regions[where].label

    def needs_label(self, said: Fact | Answer, table: tables.Table) -> bool:
        """True where the region of a fact or an answer must be named in the table."""
        return tables.needs_label(said, table)

    def letters(self, page: Page[Meta]) -> dict[str, str]:
        """The letters of the glossary, each with the address of its page as this one's links need it."""
        return {letter: "" if src == page.src else f"/{src}" for letter, src in self._letters.items()}

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {self.guide.terms[key].letter: at.src for key, at in self.places("glossary").items()}

    def places(self, name: str) -> dict[str, Page[Meta]]:
        """Key -> the page that shows it, of a long list."""
        return self._places[name]

    def users(self, key: str) -> tuple[Page[Meta], ...]:
        """The pages that cite a source or a statement."""
        if key != ARTICLE:
            return self.guide.uses.get(key, ())
        users = {p.src: p for used, pages in self.guide.uses.items() if is_statement(used) for p in pages}
        return tuple(users.values())

    def _brief(self, key: str) -> Markup:
        """A source in one line, the same on every page that cites it."""
        if key not in self._briefs:
            page = self.listed("all-sources", key)
            self._briefs[key] = self._render("_source-brief", key=key, source=self.guide.sources[key], page=page)
        return self._briefs[key]

    def _render(self, template: str, /, **data: Any) -> Markup:
        return self._templates.render(f"{template}.html", **data)


def address(src: str, base: str) -> str:
    """The address of a page on the site, seen from where `base` leads to the site's root."""
    target = f"{src.removesuffix('.md')}.html"
    return target if base == "." else f"{base.rstrip('/')}/{target}"
