"""Makes the blocks of a sheet from what a page says, as Typst code; `overrides/print/sheet.typ` sets them.

Knows what each block holds. Which blocks a sheet has, and in which order, is data: `layout` in `paper.yml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from guide.content.answers import harms
from guide.content.page import Page
from guide.content.schema import Answer, Harm, Layout, Meta
from guide.html.evidence import source_marks
from guide.html.tree import classes, lead, parse
from guide.pages.maker import Maker
from guide.paper.sections import drop, named, section
from guide.paper.sheet.picture import small
from guide.paper.typeset import NO_TARGET, Binding, array, literal, record, typst

LEFT_TO_THE_PAGE = ("cite", "stands-on", "card-sources", "card-phone")
"""Classes of what a sheet leaves to the page: sources, which would take the room of signs, and lines to write on."""

PICTURE = ".//svg[contains(concat(' ', @class, ' '), ' drawing ')]"


@dataclass(frozen=True)
class Blocks:
    """The blocks of one sheet: of that page, whose tree is used up, with those columns of its panel and questions."""

    maker: Maker
    page: Page[Meta]
    layout: Layout
    panel: Sequence[str]
    columns: dict[str, str]
    root: HtmlElement
    binding: Binding

    def code(self) -> str:
        """Front and back, each a list of blocks by their names, and the lines at the head. Raises NoPaperForm."""
        pictures = [small(svg, self.maker.guide.inks) for svg in self.root.xpath(PICTURE)[:1]]
        drop(self.root, LEFT_TO_THE_PAGE)
        made = {name: _MAKE[name](self) for name in self.layout.blocks}
        sides = {"front": self.layout.front, "back": self.layout.back}
        placed = {side: array(f"({literal(name)}, {made[name]})" for name in names) for side, names in sides.items()}
        return record(**placed, head=_texts(self.layout.head), picture=pictures[0] if pictures else NO_TARGET)

    # ---- what the page says in a section of its own ----

    def _answer(self) -> str:
        found = drop(section(self.root, self.layout.answer), ["drawing"])
        items = self._kept(found.xpath("./ul/li | ./ol/li | ./p"))
        return record(title=literal(self.layout.answer), items=array(map(self._typst, items)))

    def _course(self) -> str:
        found = section(self.root, self.layout.course)
        rows = array(map(self._step, self._kept(found.xpath("./ul/li | ./ol/li | ./p"))))
        return record(title=literal(self.layout.course_title or self.layout.course), rows=rows)

    def _step(self, item: HtmlElement) -> str:
        """A step and its label, if it has one."""
        label = NO_TARGET
        if lead(item):
            label = self._typst(named(item[0]))
            item[0].drop_tree()
            item.text = (item.text or "").lstrip()
        return f"({label}, {self._typst(item)})"

    def _kept(self, items: Iterable[HtmlElement]) -> list[HtmlElement]:
        return [item for item in items if lead(item) not in self.layout.leave_out]

    def _panel(self) -> str:
        titles = (part.title for part in self.maker.guide.kind(self.page).sections if part.part == "panel")
        labels = {self.maker.guide.columns[key].label for key in self.panel}
        rows = [row for row in self.root.xpath(".//dl[contains(@class, 'panel')]/div") if _asked(row, labels)]
        said = (f"({self._typst(row.find('dt'))}, {array(self._said(row))})" for row in rows)
        return record(title=literal(next(titles, "")), rows=array(said))

    def _said(self, row: HtmlElement) -> Iterator[str]:
        yield from (self._typst(said) for said in row.findall("dd") if "on-screen" not in classes(said))

    def _questions(self) -> str:
        asked = self.page.meta.questions[: self.layout.questions]
        title = next((part.title for part in self.maker.guide.kind(self.page).sections if part.role == "questions"), "")
        return record(title=literal(title), asked=_texts(question.text for question in asked))

    # ---- when to get help ----

    def _help(self) -> str:
        cards = [self._card(card) for card in self.root.find_class("card")]
        return record(cards=array(cards), phones=_texts(self.layout.phones))

    def _card(self, card: HtmlElement) -> str:
        (heading,) = card.findall("h3")
        urgent = "card-emergency" in classes(card)
        drop(heading, ["card-urgency", "headerlink"])
        heading.text = (heading.text or "").strip()
        signs = array(self._typst(sign) for sign in card.xpath("./ul/li"))
        after = array(self._typst(said) for said in card.findall("p"))
        return record(now=_flag(urgent), heading=self._typst(heading), signs=signs, after=after)

    # ---- questions answered in short ----

    def _columns(self) -> str:
        return array(self._column(column, heading) for column, heading in self.columns.items())

    def _column(self, column: str, heading: str) -> str:
        answers = self.maker.guide.answers(self.page, column)
        rows = [self._short(answer) for answer in answers.values()] if answers else self._facts(column)
        bands = self._bands() if answers and column == self.maker.guide.harms_answer else ()
        return record(title=literal(heading), rows=array(rows), bands=array(bands))

    def _short(self, answer: Answer) -> str:
        level = self.maker.guide.certainty.levels.get(answer.sure or "")
        case = self.maker.case(answer, reasons=True, region=len(_regions(self.page)) > 1)
        says = literal(f"{self.maker.short(self.page, answer)}.")
        return record(
            case=literal(case),
            says=says,
            sure=literal(level.label if level else ""),
            squares=str(level.squares if level else 0),
        )

    def _facts(self, column: str) -> list[str]:
        told = parse(self.maker.facts_in_paragraphs(self.page, column))
        source_marks.number(told, "")
        drop(told, LEFT_TO_THE_PAGE)
        return [record(case='""', says=self._typst(said), sure='""', squares="0") for said in told.iterchildren("p")]

    def _bands(self) -> Iterator[str]:
        """Harms by how common they are: all of the first band, of the others those that are serious."""
        guide, known, called = self.maker.guide, self.page.meta.harms, harms.called(self.page)
        first = next(iter(guide.certainty.bands))
        for key, names in harms.sorted_into_bands(self.page, guide).items():
            band = guide.certainty.bands[key]
            told = [name for name in names if key == first or known[name].serious]
            rows = (
                f"({literal(self._called(called[name], known[name]))}, {_flag(known[name].serious)})" for name in told
            )
            least = NO_TARGET if band.at_least_in_1000 is None else f"{band.at_least_in_1000:g}"
            if told:
                yield record(label=literal(band.label), rule=literal(band.rule), least=least, harms=array(rows))

    def _called(self, name: str, harm: Harm) -> str:
        """A harm by its name, with the region that it holds for on a page about several."""
        regions = self.maker.guide.settings.regions
        several = len(_regions(self.page)) > 1 and harm.where in regions
        return f"{name.rstrip(': ')} ({regions[harm.where].label})" if several else name.rstrip(": ")

    # ---- what is written in by hand ----

    def _own(self) -> str:
        known = self.maker.guide.settings.regions
        regions = [known[key] for key in _regions(self.page) if self.layout.levels and key in known]
        levels = (f"({literal(region.label)}, {_texts(region.levels)})" for region in regions if region.levels)
        return record(lines=_texts(self.layout.lines), levels=array(levels))

    def _typst(self, element: HtmlElement) -> str:
        return typst(element, self.binding)


_MAKE: dict[str, Callable[[Blocks], str]] = {
    "answer": Blocks._answer,
    "panel": Blocks._panel,
    "columns": Blocks._columns,
    "help": Blocks._help,
    "course": Blocks._course,
    "own": Blocks._own,
    "questions": Blocks._questions,
}


def _texts(texts: Iterable[str]) -> str:
    return array(map(literal, texts))


def _flag(value: bool) -> str:
    return str(value).lower()


def _regions(page: Page[Meta]) -> Sequence[str]:
    return getattr(page.meta, "where", ())


def _asked(row: HtmlElement, labels: set[str]) -> bool:
    return not labels or row.findtext("dt") in labels
