"""Makes the generated parts of a page: what each says. One method or entry a part, one template each.

Knows what belongs in a panel, a table or a list; the templates in `overrides/generated/` know how it looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, cast

import jinja2

from guide import cite, compare, drawing, numbers, prose, typeface, verbatim
from guide.document import read
from guide.editions import Editions
from guide.guide import Comparison, Condition, Guide, Option, Page, is_statement
from guide.menu import Line, listed
from guide.model import (
    ANYWHERE,
    ARTICLE,
    STRENGTHS,
    ComparisonMeta,
    ConditionMeta,
    Fact,
    Meta,
    Number,
    OptionMeta,
    PageMeta,
    Section,
)
from guide.passages import review_state
from guide.quality import Quality
from guide.shelf import makers
from guide.split import LISTS, Items, list_page, places, siblings, stretch, stretches
from guide.verbatim import Markdown, finished, shown


def read_words(path: Path) -> dict[str, str]:
    """The words of the interface, by key. Raises Unreadable."""
    _, words = read(path, path.parents[1])
    return dict(words)


def keep_compiled(templates: jinja2.Environment, folder: Path) -> None:
    """Keep what these templates are compiled to in the folder. Another text, another Jinja or another way to escape is
    compiled anew."""
    code = makers(("jinja2",), [Path(__file__), Path(verbatim.__file__)])[:16]
    kept = folder / f"{code}-{'escaped' if templates.autoescape else 'finished'}"
    kept.mkdir(parents=True, exist_ok=True)
    templates.bytecode_cache = jinja2.FileSystemBytecodeCache(str(kept))


def make_once(templates: jinja2.Environment) -> None:
    """Give the templates a `once`: what it holds is made once for all pages on which the values beside it are equal.

    What was made is remembered as long as the environment, which each build has anew.
    """
    made: dict[tuple[object, ...], str] = {}

    def once(*values: object, caller: Callable[[], str]) -> str:
        if values not in made:
            made[values] = caller()
        return made[values]

    templates.globals["once"] = once


class Templates(jinja2.Environment):
    """The templates of a folder. The values that they print are escaped, once, by `shown`; what a template, a macro or
    a block has put together is finished."""

    def __init__(self, folder: Path) -> None:
        loader = jinja2.FileSystemLoader(folder)
        strict: Any = jinja2.StrictUndefined
        super().__init__(
            loader=loader, undefined=strict, trim_blocks=True, lstrip_blocks=True, finalize=shown, auto_reload=False
        )

    @staticmethod
    def concat(pieces: Iterable[str]) -> Markdown:
        """What Jinja joins."""
        return Markdown("".join(pieces))


class Maker:
    """Renders the generated parts of one guide."""

    SOURCES_HERE = Markdown("<!-- sources -->")

    quality: Quality
    """Asked for by the `MEASURED` parts alone; there once every page is measured."""

    def __init__(self, guide: Guide, templates: Path, words: Mapping[str, str]) -> None:
        self.guide = guide
        self.words = words
        self._briefs: dict[str, Markdown] = {}
        self._cards: dict[bool, Markdown] = {}
        self._shown_on: dict[str, Page[Meta] | None] = {}
        self._cut = {name: stretches(guide, name) for name in LISTS}
        self._places = {name: places(guide, name, cut) for name, cut in self._cut.items()}
        self._templates = Templates(templates)
        self._templates.globals.update(
            guide=guide,
            words=words,
            link=link,
            marks=cite.marks,
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

    def part(self, name: str, page: Page[Meta], section: Section) -> str:
        """The generated part of that name for the page."""
        data = PARTS[name](self, page, section)
        return self._block(name, page=page, section=section, **data)

    def fragment(self, name: str, **data: Any) -> str:
        """A piece of HTML that is made after all pages are rendered."""
        return self._render(name, **data)

    def lead(self, page: Page[Meta]) -> str:
        """Title and main message."""
        return self._block("lead", page=page)

    def start(self, name: str) -> str:
        """The first page of the offline kit of the site with that name."""
        return self._render("start-here", name=name)

    def chart(self, page: Page[Meta], name: str) -> str:
        """One number as a sentence with its picture, and who was studied."""
        number = page.meta.numbers[name]
        says = numbers.outcome(number, self.words)
        return self._block("chart", page=page, number=number, says=says, bars=self.bars(number))

    def drawing(self, page: Page[Meta], key: str) -> str:
        """A drawing with its caption."""
        guide = self.guide
        composed = drawing.compose(key, guide.drawings[key], guide.shapes, guide.inks)
        return self._block("drawing", page=page, known=page.meta.drawings[key], drawing=composed)

    def style(self) -> str:
        """The style sheet of all drawings."""
        return self._templates.get_template("drawings.css").render(inks=self.guide.inks)

    def typeface(self, kept: Path) -> str:
        """The style sheet that brings the typeface. Fonts once cut are in the folder `kept`."""
        return self._templates.get_template("typeface.css").render(fonts=typeface.inlined(kept), sets=typeface.SETS)

    def sources_of(self, page: Page[Meta], notes: cite.Notes) -> str:
        """The page's own list of sources, numbered, with its dates and its numbers in full."""
        entries = [(key, self._brief(key)) for key in notes.numbers]  # a list counts them by itself
        copies = any(self.guide.sources[key].seen == "copy" for key in notes.numbers)
        statements = sorted(notes.statements)
        return self._render("page-sources", page=page, entries=entries, copies=copies, statements=statements)

    def menu(self, lines: tuple[Line, ...], base: str) -> str:
        """A menu; `base` leads to the site's root from the pages that show it."""
        return self._render("menu", lines=lines, base=base)

    def menu_line(self, page: Page[Meta], base: str) -> str:
        """The line of one page in a menu, as it stands there."""
        return self._render("_menu-line", title=page.meta.name, src=page.src, base=base)

    # ---- pieces that templates ask for ----

    def fact(self, page: Page[Meta], fact: Fact, *, label: bool = False) -> Markdown:
        """A fact as one line of Markdown: region if asked for, words, sources."""
        says = prose.MARKER.sub(lambda mark: self.number(page, mark), fact.says)
        cited = [*fact.cite, *(key for name in _named(fact) for key in page.meta.numbers[name].cite)]
        text = f"{self.words['not_known']}. {says}" if fact.unknown else says
        region = f"{self.region(fact.where)}: " if label and fact.where not in ANYWHERE else ""
        return Markdown(shown(f"{region}{text}") + cite.marks(cited))

    def facts_inline(self, page: Page[Meta], column: str) -> Markdown:
        """All facts of a column as running text."""
        option = cast(Option, page)
        several = len(option.meta.where) > 1
        return Markdown(" ".join(self.fact(page, fact, label=several) for fact in option.meta.facts.get(column, ())))

    def number(self, page: Page[Meta], mark: re.Match[str]) -> str:
        """The page's number that a marker names, or one group of it, in words."""
        return numbers.marked(mark, page.meta.numbers, self.words)

    def bars(self, number: Number) -> list[tuple[numbers.Bar, str]]:
        """What an icon array of the number shows, each bar with its other side in words."""
        return [(bar, numbers.others(bar, self.words)) for bar in numbers.bars(number, self.words)]

    def stretch(self, name: str, page: Page[Meta]) -> Items:
        """What the page shows of a long list."""
        return stretch(self._cut[name], page)

    def listed(self, name: str, key: str) -> Page[Meta] | None:
        """The page of a long list that holds the key: a source in full, or the numbers of a page."""
        return self._places[name].get(key)

    def cards(self, page: Page[Meta]) -> Markdown:
        """The emergency cards. Only on the page for emergencies does the search read them."""
        found = page is self.guide.help_page
        if found not in self._cards:
            self._cards[found] = self._render("_cards", found=found)
        return self._cards[found]

    def page_with(self, part: str) -> Page[Meta] | None:
        """The author's page that shows the part; None in a guide without it."""
        if part not in self._shown_on:
            self._shown_on[part] = list_page(self.guide, part)
        return self._shown_on[part]

    def review(self, page: Page[Meta]) -> str:
        """Who checked the page and when, in words, or that nobody has."""
        return review_state(page, self.words)

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

    def needs_label(self, fact: Fact, table: compare.Table) -> bool:
        """True where the fact's region must be named in the table."""
        return compare.needs_label(fact, table)

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

    def _brief(self, key: str) -> Markdown:
        """A source in one line, the same on every page that cites it."""
        if key not in self._briefs:
            page = self.listed("all-sources", key)
            self._briefs[key] = self._render("_source-brief", key=key, source=self.guide.sources[key], page=page)
        return self._briefs[key]

    def _block(self, template: str, /, **data: Any) -> Markdown:
        return finished(self._render(template, **data))

    def _render(self, template: str, /, **data: Any) -> Markdown:
        return Markdown(self._templates.get_template(f"{template}.html").render(**data))


def parts_of(page: Page[Meta], guide: Guide) -> set[str]:
    """The generated parts that the page shows, by the rules of its kind or by its marks."""
    marked = {mark["name"] for mark in prose.MARKER.finditer(page.document.body) if mark["verb"] == "part"}
    return marked | {section.part for section in guide.kind(page).sections if section.part}


def link(page: Page[Meta], text: str | None = None) -> Markdown:
    """A link to a page, from any part of the guide."""
    return Markdown(f'<a href="/{page.src}">{shown(text or page.meta.name)}</a>')


def address(src: str, base: str) -> str:
    """The address of a page on the site, seen from where `base` leads to the site's root."""
    target = f"{src.removesuffix('.md')}.html"
    return target if base == "." else f"{base.rstrip('/')}/{target}"


def _named(fact: Fact) -> Iterable[str]:
    return (mark["name"] for mark in prose.MARKER.finditer(fact.says))


# ---- what each part shows ------------------------------------------------------


SCRIPTS = {
    "comparison": ("choice.js",),
    "every-option": ("choice.js",),
    "worksheet": ("choice.js", "worksheet.js"),
    "questions": ("questions.js",),
    "my-questions": ("questions.js",),
    "downloads": ("pack.js",),
    "current": ("current.js",),
}
"""Generated part -> the scripts that it needs, in `overrides/assets/`."""

NEEDS: dict[str, type[Meta]] = {
    "panel": OptionMeta,
    "timeline": OptionMeta,
    "treats": OptionMeta,
    "others": OptionMeta,
    "options": ConditionMeta,
    "comparison": ComparisonMeta,
    "downloads": PageMeta,
}
"""Generated part -> what a page must be to show it; all others fit every page."""

MEASURED = {"quality", "quality-pages"}
"""Parts that say how all pages measure up."""

WIDE = {"every-option", "worksheet"}
"""Generated parts that need the whole width of a page."""

Data = dict[str, Any]


def _columns(maker: Maker, page: Page[Meta], section: Section) -> Data:
    meta = cast(OptionMeta, page.meta)
    rows = [(maker.guide.columns[key], meta.facts.get(key, ())) for key in section.columns]
    said = {fact.where for _, facts in rows for fact in facts}
    regions = said & set(maker.guide.settings.regions)
    return {"rows": rows, "label": len(meta.where) > 1, "regions": regions if len(regions) > 1 else ()}


def _comparison(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return _table(compare.comparison_table(maker.guide, cast(Comparison, page)), page)


def _every_option(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return _table(compare.every_option(maker.guide), page)


def _worksheet(maker: Maker, page: Page[Meta], _: Section) -> Data:
    condition = maker.guide.conditions[str(cast(PageMeta, page.meta).condition)]
    return _table(compare.worksheet_table(maker.guide, condition), page) | {"condition": condition, "weigh": True}


def _worksheets(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return {"sheets": [sheet for sheet in siblings(maker.guide, page) if sheet is not page]}


def _table(table: compare.Table, page: Page[Meta]) -> Data:
    return {"table": table, "title": page.meta.title}


def _options(maker: Maker, page: Page[Meta], _: Section) -> Data:
    table = compare.condition_table(maker.guide, cast(Condition, page))
    return _table(table, page) | {"worksheets": maker.worksheets.get(page.slug, ())}


def _treats(maker: Maker, page: Page[Meta], _: Section) -> Data:
    meta = cast(OptionMeta, page.meta)
    return {"conditions": [maker.guide.conditions[slug] for slug in meta.treats]}


def _others(maker: Maker, page: Page[Meta], _: Section) -> Data:
    """Options that share a condition with this one, its family, its comparisons."""
    meta, options = cast(OptionMeta, page.meta), maker.guide.options
    families = [options[slug] for slug in meta.part_of]
    no_surgery = [option for option in maker.guide.no_surgery if option.slug != page.slug]
    others = [*maker.guide.sharing(page.slug), *no_surgery]
    return {"others": others, "families": families, "comparisons": maker.guide.comparisons_with(page.slug)}


def _members(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return {"members": maker.guide.members(page.slug)}


def _glossary(maker: Maker, page: Page[Meta], _: Section) -> Data:
    letters = groupby(maker.stretch("glossary", page), key=lambda item: item[1].letter)
    return {"letters": [(letter, list(items)) for letter, items in letters]}


def _all_sources(maker: Maker, page: Page[Meta], _: Section) -> Data:
    shown = maker.stretch("all-sources", page)
    groups = [(kind, [item for item in shown if item[1].strength == kind]) for kind in STRENGTHS]
    return {"groups": [(kind, found) for kind, found in groups if found], "siblings": siblings(maker.guide, page)}


def _pages_of(name: str) -> Callable[[Maker, Page[Meta], Section], Data]:
    """What a part shows that lists pages: those of its stretch."""

    def shows(maker: Maker, page: Page[Meta], _: Section) -> Data:
        pages = [listed for _, listed in maker.stretch(name, page)]
        return {"pages": pages, "siblings": siblings(maker.guide, page)}

    return shows


def _folder(maker: Maker, page: Page[Meta], _: Section) -> Data:
    return {"pages": [(item, len(maker.guide.members(item.slug))) for item in listed(maker.guide, page.folder)]}


def _nothing(_: Maker, __: Page[Meta], ___: Section) -> Data:
    return {}


PARTS: dict[str, Callable[[Maker, Page[Meta], Section], Data]] = {
    "panel": _columns,
    "timeline": _columns,
    "comparison": _comparison,
    "every-option": _every_option,
    "worksheet": _worksheet,
    "worksheets": _worksheets,
    "my-questions": _nothing,
    "options": _options,
    "treats": _treats,
    "others": _others,
    "members": _members,
    "emergency": _nothing,
    "questions": _nothing,
    "words": _nothing,
    "sources": _nothing,
    "glossary": _glossary,
    "all-sources": _all_sources,
    "all-numbers": _pages_of("all-numbers"),
    "downloads": _nothing,
    "current": _nothing,
    "statements": _nothing,
    "a-z": _pages_of("a-z"),
    "offline": _nothing,
    "quality": _nothing,
    "quality-pages": _pages_of("quality-pages"),
    "regions": _nothing,
    "operations": _nothing,
    "conditions": _nothing,
    "comparisons": _nothing,
    "folder": _folder,
}
