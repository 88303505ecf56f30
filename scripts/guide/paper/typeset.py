"""Turns the HTML of a rendered page into Typst code, element by element. Every text becomes a string literal.

Knows which HTML the pages use and what each element holds; how it looks on paper is decided in `overrides/print/`,
which defines one function for each element named here. An element without one is an error that names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from guide.ground.problems import short
from guide.html.shown import keep, prints
from guide.html.tree import classes, close_up, folded, written
from guide.paper.sections import TAIL, NoPaperForm, numbered

ANNOUNCES = "announces"
"""Class of a paragraph or a bold word that ends in a colon: it is the label of what follows it."""

BY_CARD = "by-card"
"""Class of a paragraph right before a card."""

CITED = "cited"
"""Class of a fold that tells where the text above it comes from."""

SHORT = 45
"""Letters up to which the items of a list are short enough to stand in one line of text."""

INLINE = {"strong", "em", "span", "code", "sup", "sub", "mark", "abbr"}
BLOCKS = {"p", "div", "blockquote", "figure", "figcaption", "details", "summary"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}

_ANNOUNCING = re.compile(r":[\s\d]*$")
_HARD = dict.fromkeys(map(ord, "\u2007\u202f"), "\u00a0")
_OTHER_SPACE = re.compile(r"[^\S\u00a0]")
_CITED = re.compile(r"#source-(?P<key>.+)")


def _without_form(element: HtmlElement) -> NoPaperForm:
    what = f"<{element.tag}> has no form on paper: {short(' '.join(element.itertext()), 60)!r}"
    return NoPaperForm(f"{what}; leave it off pages that are printed")


NO_TARGET = "none"


def nowhere(_: str) -> str:
    """A target for no link at all: its words stay."""
    return NO_TARGET


@dataclass(frozen=True)
class Binding:
    """What changes when a page stands among others: where links lead, what others find it by, how deep headings are.

    `target` gives the Typst code of what an address leads to: `none`, a string, or a label in the same document.
    `title` is the code of the label that the page's title carries, `none` for a page alone.
    `mark` gives the text of a source mark for the key it leads to; None keeps the page's own number.
    """

    target: Callable[[str], str] = nowhere
    title: str = NO_TARGET
    mark: Callable[[str], str | None] = lambda _: None
    shift: int = 0


def typst(root: HtmlElement, binding: Binding | None = None) -> str:
    """What of the tree goes on paper, as Typst code that evaluates to content. Raises NoPaperForm."""
    keep(root, prints)
    for jump in root.xpath("//p[a[contains(@class,'help-link')]]"):
        jump.drop_tree()  # paper has no way to jump
    for fold in root.find_class(CITED):
        if fold.tag == "details":
            _in_a_line(fold)
    for tail in root.find_class(TAIL):
        tail.drop_tag()  # nor has it one to fold
    _close_gaps(root)
    close_up(root)
    return "{\n" + _Writer(binding or Binding()).inside(root) + "\n}"


def _in_a_line(fold: HtmlElement) -> None:
    """Make a fold that tells of each block where it comes from a line with all its marks, each once, in order."""
    marks = {str(mark.get("href")): mark for mark in fold.find_class("cite")}
    line = fold.makeelement("p", {"class": CITED})
    line.text = f"{''.join(fold.findtext('summary/span') or '').strip()}: "
    line.extend(sorted(marks.values(), key=lambda mark: int(mark.text_content() or 0)))
    for mark in line:
        mark.tail = " " if mark.getnext() is not None else None
    line.tail = fold.tail
    fold.getparent().replace(fold, line)


def _close_gaps(root: HtmlElement) -> None:
    """A part that was left out may leave a gap between the levels of headings, which PDF/UA does not allow."""
    last = None
    for heading in root.iter(*HEADINGS):
        level = HEADINGS[str(heading.tag)]
        last = level if last is None else min(level, last + 1)
        heading.tag = f"h{last}"


def literal(text: str) -> str:
    """The text as a Typst string: white space folded, hard spaces kept, quotes and backslashes escaped.

    The typeface has two spaces. Another one would be drawn right, but all in the file would be read as that one.
    """
    drawn = _OTHER_SPACE.sub(" ", folded(text).translate(_HARD))
    return '"' + drawn.replace("\\", "\\\\").replace('"', '\\"') + '"'


def language(element: HtmlElement) -> dict[str, object]:
    """The language that the element names, and its region; that of the text around it is none of its own."""
    code, _, region = str(element.get("lang")).partition("-")
    return {"lang": code, "region": region.lower() or None}


def fields(data: dict[str, object]) -> str:
    """A flat dictionary as Typst code."""
    return "(" + "".join(f"{literal(key)}: {_value(value)}, " for key, value in data.items()) + ")"


def array(items: Iterable[str]) -> str:
    """Pieces of Typst code as an array."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def record(**parts: str) -> str:
    """Pieces of Typst code as a dictionary."""
    return "(" + "".join(f"{key}: {code}, " for key, code in parts.items()) + ")"


def _value(value: object) -> str:
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else literal(str(value))


# ---- elements ------------------------------------------------------------------------


def _names(element: HtmlElement) -> str:
    return array(literal(name) for name in classes(element))


def _announces(element: HtmlElement) -> bool:
    return element.tag in {"p", "strong"} and bool(_ANNOUNCING.search("".join(element.itertext())))


def _stays(element: HtmlElement) -> list[str]:
    """How a line belongs to what follows: it announces it, or a card comes next."""
    following = element.getnext()
    by_card = element.tag == "p" and following is not None and "card" in classes(following)
    return [ANNOUNCES] * _announces(element) + [BY_CARD] * by_card


def _is_mark(element: HtmlElement) -> bool:
    return element.tag == "a" and "cite" in classes(element)


def _together(element: HtmlElement) -> Iterator[list[HtmlElement]]:
    """The children one by one, but source marks that follow each other as one group."""
    group: list[HtmlElement] = []
    for child in element:
        if group and not (_is_mark(group[-1]) and _is_mark(child) and not (group[-1].tail or "").strip()):
            yield group
            group = []
        group.append(child)
    if group:
        yield group


def _said(text: str) -> Iterator[str]:
    yield from [literal(text)] if text else []


@dataclass(frozen=True)
class _Writer:
    binding: Binding

    def inside(self, element: HtmlElement) -> str:
        """Code for the texts and elements inside `element`, one a line."""
        return "\n".join(self._pieces(element))

    def block(self, element: HtmlElement) -> str:
        """What is inside `element` as one piece of content."""
        return f"{{\n{self.inside(element)}\n}}"

    def _pieces(self, element: HtmlElement) -> Iterator[str]:
        """Source marks bring the space before them along."""
        text = element.text or ""
        for group in _together(element):
            cited = _is_mark(group[0])
            yield from _said(text.rstrip(" ") if cited else text)
            made = [self._element(child) for child in group]
            yield f"html-cites({array(made)})" if cited else made[0]
            text = group[-1].tail or ""
        yield from _said(text)

    def _element(self, element: HtmlElement) -> str:
        make = _MAKE.get(str(element.tag))
        if make is None:
            raise _without_form(element)
        return make(self, element)

    def plain(self, element: HtmlElement) -> str:
        if key := element.get("data-used-on"):
            return f"html-used-on({literal(key)})"
        if "chart-row" in classes(element):
            return self._chart_row(element)
        names = [*classes(element), *_stays(element)]
        made = f"html-{element.tag}({array(map(literal, names))}, {self.block(element)})"
        return f"html-lang({fields(language(element))}, {made})" if element.get("lang") else made

    def heading(self, element: HtmlElement) -> str:
        level = HEADINGS[str(element.tag)] + self.binding.shift
        name = self.binding.title if element.tag == "h1" else NO_TARGET
        return f"html-heading({level}, {name}, {self.block(element)})"

    def link(self, element: HtmlElement) -> str:
        href = str(element.get("href", ""))
        cited = _CITED.fullmatch(href)
        says = cited and "cite" in classes(element) and self.binding.mark(cited["key"])
        body = literal(says) if says else self.block(element)
        target = self.binding.target(href)
        if "term" in classes(element):
            return f"html-term({literal(href.rpartition('#')[2])}, {body})"
        if target.startswith("label(") and "cite" not in classes(element):
            return f"html-see({target}, {body})"
        return f"html-a({_names(element)}, {target}, {body})"

    def line_break(self, _: HtmlElement) -> str:
        return "linebreak()"

    def bullets(self, element: HtmlElement) -> str:
        items = list(element.iterchildren("li"))
        brief = all(len(" ".join(item.itertext())) <= SHORT and len(item) <= 1 for item in items)
        return f"html-ul({_names(element)}, {self._items(items)}, {str(brief).lower()})"

    def steps(self, element: HtmlElement) -> str:
        if "page-sources" in classes(element):
            return self._sources(element)
        if "timeline" in classes(element):
            return self._timeline(element)
        return f"html-ol({_names(element)}, {self._items(element.iterchildren('li'))})"

    def _chart_row(self, element: HtmlElement) -> str:
        """The words of one group and, beside them, its icons."""
        icons = [self.icons(child) for child in element.iterchildren("svg")]
        says = [self._element(child) for child in element if child.tag != "svg"]
        return f"html-chart-row({{\n{chr(10).join(says)}\n}}, {icons[0] if icons else NO_TARGET})"

    def _timeline(self, element: HtmlElement) -> str:
        """Each step with what is said of it."""
        steps = [[self.inside(part) for part in item.iterchildren("p")] for item in element.iterchildren("li")]
        rows = array(
            f"({{\n{step}\n}}, {array(f'{{{chr(10)}{fact}{chr(10)}}}' for fact in facts)})" for step, *facts in steps
        )
        return f"html-rows({rows})"

    def _sources(self, element: HtmlElement) -> str:
        """The page's sources, each under the number that its marks show."""
        entries = numbered(element.iterchildren("li"))
        return f"html-sources({array(f'({number}, {self.block(item)})' for number, item in entries)})"

    def _items(self, items: Iterable[HtmlElement]) -> str:
        return array(self.block(item) for item in items)

    def definitions(self, element: HtmlElement) -> str:
        """Rows of a term and its definitions, whether or not they stand in groups."""
        rows: list[tuple[str, list[str]]] = []
        for part in element.iter("dt", "dd"):
            if part.tag == "dt":
                rows.append((self.block(part), []))
            else:
                rows[-1][1].append(self.block(part))
        groups = array(f"({term}, {array(said)})" for term, said in rows)
        return f"html-dl({_names(element)}, {groups})"

    def table(self, element: HtmlElement) -> str:
        caption = next((self.block(part) for part in element.iterchildren("caption")), "none")
        repeated = _Writer(replace(self.binding, target=nowhere))  # what stands on every page may hold no link
        head = array(repeated._cells(row) for row in element.iterfind("thead/tr"))
        body = array(self._cells(row) for row in element.iterfind("tbody/tr"))
        return f"html-table({_names(element)}, {caption}, {head}, {body})"

    def _cells(self, row: HtmlElement) -> str:
        return array(self.block(cell) for cell in row.iterchildren("th", "td"))

    def drawing(self, element: HtmlElement) -> str:
        """A drawing, as it stands on the page and in words for who cannot see it, a bar, or an icon array."""
        if "drawing" in classes(element):
            says = ". ".join(str(element.findtext(tag)) for tag in ("title", "desc"))
            source = written(element)
            return f"html-drawing({literal(source)}, {literal(says)})"
        return self._bar(element) if "bar" in classes(element) else self.icons(element)

    def _bar(self, element: HtmlElement) -> str:
        """Shares of people: the lower and the higher figure, and the one of the other choice if there is one."""
        low, high, *other = element.get("data-bar", "").split()
        return f"html-bar({low}, {high}, {other[0] if other else NO_TARGET})"

    def icons(self, element: HtmlElement) -> str:
        """How many icons of each row are filled; the words stand beside the picture."""
        if "icons" not in classes(element):
            raise _without_form(element)
        return f"html-icons({array(element.get('data-filled', '').split())})"


_MAKE: dict[str, Callable[[_Writer, HtmlElement], str]] = {
    **dict.fromkeys([*BLOCKS, *INLINE], _Writer.plain),
    **dict.fromkeys(HEADINGS, _Writer.heading),
    "a": _Writer.link,
    "br": _Writer.line_break,
    "ul": _Writer.bullets,
    "ol": _Writer.steps,
    "dl": _Writer.definitions,
    "table": _Writer.table,
    "svg": _Writer.drawing,
}
