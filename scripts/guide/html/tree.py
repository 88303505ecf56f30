"""A page's content as one tree, which every step takes and gives back, and as text, only at the end.

Knows how HTML is read and written; not what any element means. The root of a tree is a `<div>` that is no part
of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

EMPTY = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""Elements that have no end tag, and hold nothing."""

_INLINE = """
a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr
"""
INLINE = frozenset(_INLINE.split())
"""Elements that stand in a line of text, and end no word."""

_SPACES = re.compile("[ \t\r\n\f]+")

CAPITALS = {"viewbox": "viewBox"}
"""Attributes of a drawing that HTML reads in any letters, and nothing else does."""


def parse(html: str) -> HtmlElement:
    """The HTML as a tree under one `<div>`. What browsers would mend in it is mended."""
    root: HtmlElement = lxml.html.fragment_fromstring(html, create_parent="div")
    for drawing in root.iter("svg"):
        named = {CAPITALS.get(name, name): value for name, value in drawing.items()}
        drawing.attrib.clear()
        drawing.attrib.update(named)
    return root


def document(page: bytes) -> HtmlElement:
    """A whole page as a tree, from its doctype to its end."""
    root: HtmlElement = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
    return root


def text(root: HtmlElement) -> str:
    """The HTML of all that stands under the root, as `parse` reads it back."""
    whole = written(root)
    return whole[whole.index(">") + 1 : whole.rindex("</")]


def written(element: HtmlElement) -> str:
    """The HTML of one element.

    Written as XML, so that addresses stay as they are, save that no element is cut short that HTML wants closed. The
    text of a script would not stay: content holds none.
    """
    for hollow in element.xpath("descendant-or-self::*[not(node())]"):
        if hollow.tag not in EMPTY:
            hollow.text = ""
    whole: str = lxml.html.tostring(element, encoding="unicode", method="xml", with_tail=False)
    return whole


def classes(element: HtmlElement) -> list[str]:
    """The classes that the element names."""
    return str(element.get("class", "")).split()


def lead(element: HtmlElement) -> str:
    """The bold words that an element begins with, without the sign behind them; empty where it begins otherwise."""
    begins = len(element) and element[0].tag == "strong" and not (element.text or "").strip()
    return " ".join(element[0].text_content().split()).rstrip(":,") if begins else ""


def fill(place: HtmlElement, html: str) -> None:
    """Put the HTML into the element, in place of what it holds."""
    made = parse(html)
    place.text, place[:] = made.text, list(made)


def replace(place: HtmlElement, html: str) -> None:
    """Put the HTML where the element stands."""
    fill(place, html)
    place.drop_tag()


def folded(text: str) -> str:
    """The text with one space for each run of white space. Spaces that are hard, thin or wide stay."""
    return _SPACES.sub(" ", text)


def close_up(root: HtmlElement) -> None:
    """Leave of white space what a browser shows of it: one space between words, none at either end of a line."""
    line = _Line()
    root.text = line.goes_on(root, "text")
    for child in root:
        line.over(child)
    line.ends()


@dataclass
class _Line:
    """A line of text as far as it was read: whether a space that follows would show, and whose text may end in one."""

    shows_space: bool = False
    last: tuple[HtmlElement, str] | None = None

    def over(self, element: HtmlElement) -> None:
        """Read an element with all that it holds, and the text behind it."""
        in_line = element.tag in INLINE
        if not in_line:
            self.ends()
        if element.tag != "svg":
            element.text = self.goes_on(element, "text")
            for child in element:
                self.over(child)
        if not in_line:
            self.ends()
        element.tail = self.goes_on(element, "tail")

    def goes_on(self, element: HtmlElement, end: str) -> str | None:
        """The text of the element, or the one behind it, without the spaces that do not show."""
        text = folded(getattr(element, end) or "")
        text = text if self.shows_space else text.lstrip(" ")
        if text:
            self.shows_space, self.last = not text.endswith(" "), (element, end)
        return text or None

    def ends(self) -> None:
        """The line ends here: a space before that does not show."""
        if self.last and not self.shows_space:
            element, end = self.last
            setattr(element, end, getattr(element, end).removesuffix(" ") or None)
        self.shows_space, self.last = False, None
