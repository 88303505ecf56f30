"""Links the first mention of each glossary term in every section of a page, and fills the page's own list of terms.

Goes through the page's tree in reading order, line of text by line of text, and touches no code, heading, link or
attribute. Knows no Markdown.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from lxml.etree import SubElement
from lxml.html import Element, HtmlElement

from guide.content.schema import Term
from guide.content.terms import GLOSSARY, Mention, Names
from guide.html.lines import Line, Stretch
from guide.html.tree import INLINE, classes

SECTION = 2
"""Headings down to this level start a section."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SKIPPED = {*HEADINGS, "a", "code", "pre", "kbd", "th", "dt", "caption", "svg", "script", "style", "template"}
OPT_OUT = "no-glossary"
CITE = "cite"
"""Class of a numbered link to a source, which says nothing."""

UNSEEN = "words spare"
"""Classes of a list of terms that only the scripts of a screen read."""

PLACE = "data-words-here"
"""Attribute of the place that a page keeps for its list of terms."""


@dataclass(frozen=True)
class Linker:
    """The names to link, and where they lead.

    `pages` gives the term that a page is about, by the page's address; `explained` the page of the glossary that
    explains a term, where that is not the first. `say_label` stands before how a term is said.
    """

    terms: Mapping[str, Term]
    pages: Mapping[str, str] = field(default_factory=dict)
    explained: Mapping[str, str] = field(default_factory=dict)
    say_label: str = ""
    own: Callable[[str], list[tuple[int, int]]] = lambda _: []
    """Where a text says a name of the clinic's own, in which nothing is a term."""

    meanings: Mapping[str, str] = field(default_factory=dict)
    """What to say of a term, where that is more than its definition."""

    @cached_property
    def names(self) -> Names:
        """The names of all terms."""
        return Names(self.terms)

    @cached_property
    def glossary(self) -> frozenset[str]:
        """Addresses of the pages that explain the terms."""
        return frozenset((GLOSSARY, *self.explained.values()))

    def mentions(self, text: str) -> list[Mention]:
        """The terms that a text mentions, but none that is a part of a longer name."""
        names = self.own(text)
        return [found for found in self.names.find(text) if not any(_is_part(found, *name) for name in names)]

    def link(self, root: HtmlElement, src: str, own: str | None = None, *, on: bool = True) -> dict[str, None]:
        """Give the page `src` its links and its list of terms, in its tree; the terms that it uses, in order.

        `own` is the term that the page is about; a page that is not `on` wants no links.
        """
        used: dict[str, None] = {}
        if len(self.glossary) > 1:
            self._move(root, src)
        if on:
            _Walk(self, src, own, used).inside(root)
        self._list(root, [key for key in used if self._home(key) != src])
        return used

    def entry(self, key: str) -> str:
        """Where a term is explained: a page of the glossary, and the place on it."""
        return f"/{self._home(key)}#{key}"

    def target(self, href: str, src: str) -> str | None:
        """The term that a link on the page `src` leads to, if it leads to one."""
        path, _, fragment = href.partition("#")
        full = _whole_path(posixpath.dirname(src), path) if path else src
        if full in self.glossary and fragment in self.terms:
            return fragment
        return self.pages.get(full)

    def _home(self, key: str) -> str:
        return self.explained.get(key, GLOSSARY)

    def _move(self, root: HtmlElement, src: str) -> None:
        """Lead each link to an entry of the glossary to the page on which that entry is."""
        for link in root.iter("a"):
            href = str(link.get("href", ""))
            term = href.partition("#")[2]
            if term in self.terms and self.target(href, src) == term:
                link.set("href", self.entry(term))

    def _list(self, root: HtmlElement, used: Iterable[str]) -> None:
        """Put the terms, and how to say them, into the place kept for them.

        A page that keeps no place gets the list out of sight at its end, so that a script can explain a term where it
        stands. The glossary explains its own terms.
        """
        terms = Element("dl")
        for key in sorted(used, key=lambda key: self.terms[key].term.lower()):
            self._explain(terms, key)
        places = root.xpath(f".//div[@{PLACE}]")
        for place in places:
            del place.attrib[PLACE]
            place.insert(0, deepcopy(terms))
        if len(terms) and not places:
            _hide(root, terms)

    def _explain(self, terms: HtmlElement, key: str) -> None:
        term = self.terms[key]
        SubElement(SubElement(terms, "dt"), "a", {"href": self.entry(key)}).text = term.term
        if term.say:
            SubElement(terms, "dd", {"class": "say"}).text = f"{self.say_label}: {term.say}."
        SubElement(terms, "dd").text = self.meanings.get(key, term.definition)


class _Walk:
    """Goes through one page in reading order, and links what it finds."""

    def __init__(self, linker: Linker, src: str, own: str | None, used: dict[str, None]) -> None:
        self.linker, self.src, self.own, self.used = linker, src, own, used
        self.seen, self.line = set[str](), Line()
        """What this section or cell has mentioned, and the line of text at hand."""
        self.muted = 0
        """Level of the heading that opted out, 0 if none did."""

    def inside(self, element: HtmlElement) -> None:
        """Link what is mentioned in the element, which is no part of a line."""
        self._into(element)
        self._end_line()

    def _into(self, element: HtmlElement) -> None:
        children = list(element)
        self.line.add(element.text, element)
        for child in children:
            if isinstance(child.tag, str):
                self._element(child)
            self.line.add(child.tail, child, behind=True)

    def _element(self, element: HtmlElement) -> None:
        opted_out = OPT_OUT in classes(element)
        skipped = opted_out or element.tag in SKIPPED
        if element.tag in INLINE:
            self._pass(element) if skipped else self._into(element)
            return
        if element.tag == "br":  # the line of text goes on, and so does a name in it
            self.line.part("\n")
            return
        self._end_line()
        if element.tag in HEADINGS:
            self._heading(HEADINGS[element.tag], opted_out)
        elif element.tag == "td" and not skipped:
            self._cell(element)
        elif not skipped:
            self.inside(element)

    def _pass(self, element: HtmlElement) -> None:
        """An element in a line of which nothing is linked."""
        if element.tag == "a" and CITE in classes(element):
            self.line.part()
        else:
            self.line.add(element.text_content(), element, linked=False)

    def _cell(self, cell: HtmlElement) -> None:
        outside, self.seen = self.seen, set()
        self.inside(cell)
        self.seen = outside

    def _heading(self, level: int, opted_out: bool) -> None:
        if level <= SECTION:
            self.seen = set()
        if level <= self.muted:
            self.muted = 0
        if opted_out:
            self.muted = level

    def _end_line(self) -> None:
        """Link what the line mentions; what an author's link leads to, or says, needs no link of ours."""
        line, self.line = self.line, Line()
        if not line.stretches:
            return
        for stretch, found in line.among(self.linker.mentions(line.text)):
            if found is None:
                self._mentioned(self.linker.target(str(stretch.owner.get("href", "")), self.src))
            elif stretch.linked:
                self._link(stretch, found)
            elif stretch.owner.tag == "a":
                self._mentioned(found.key)

    def _link(self, stretch: Stretch, found: Mention) -> None:
        if not self.muted and found.key not in self.seen and found.key != self.own:
            self._mentioned(found.key)
            stretch.wrap(found, {"class": "term", "href": self.linker.entry(found.key)})

    def _mentioned(self, key: str | None) -> None:
        if key:
            self.seen.add(key)
            self.used[key] = None


def _hide(root: HtmlElement, terms: HtmlElement) -> None:
    """Put the list of terms where only a script reads it, on a line of its own."""
    if len(root):
        root[-1].tail = f"{root[-1].tail or ''}\n"
    else:
        root.text = f"{root.text or ''}\n"
    SubElement(root, "template", {"class": UNSEEN}).append(terms)


@lru_cache(maxsize=1 << 16)
def _whole_path(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _is_part(found: Mention, start: int, end: int) -> bool:
    return start <= found.start and found.end <= end and (start, end) != (found.start, found.end)
