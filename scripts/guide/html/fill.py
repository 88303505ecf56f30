"""Puts what a page is composed of into the places that its Markdown kept.

Knows where places are and how a tree is changed; not what fills them.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from guide.content import markdown
from guide.html.tree import parse
from guide.pages.compose import Composed

_PLACE = re.compile(f"{markdown.OPEN}([0-9]+){markdown.CLOSE}")


def fill(root: HtmlElement, composed: Composed) -> None:
    """Put everything in its place. A paragraph that is nothing but a place makes way for what stands in it."""
    for element in list(root.iter(etree.Element)):
        if markdown.OPEN in (element.tail or ""):
            _fill_behind(element, composed)
        if markdown.OPEN not in (element.text or ""):
            continue
        alone = element.tag == "p" and not len(element) and _PLACE.fullmatch((element.text or "").strip())
        if alone:
            _take_the_place(element, parse(composed.fills[int(alone[1])]))
        else:
            _fill_inside(element, composed)


def _take_the_place(paragraph: HtmlElement, made: HtmlElement) -> None:
    """Put what was made where the paragraph stands, if it is more than a line of text."""
    if (made.text or "").strip() or not len(made):
        paragraph.text, paragraph[:] = made.text, list(made)
        return
    above, tail = paragraph.getparent(), paragraph.tail
    at = above.index(paragraph)
    above[at : at + 1] = list(made)
    above[at + len(made) - 1].tail = (above[at + len(made) - 1].tail or "") + (tail or "")


def _fill_inside(element: HtmlElement, composed: Composed) -> None:
    pieces = _PLACE.split(element.text or "")
    element.text = pieces[0]
    for at, child in enumerate(_made(pieces[1:], composed, element)):
        element.insert(at, child)


def _fill_behind(element: HtmlElement, composed: Composed) -> None:
    pieces = _PLACE.split(element.tail or "")
    element.tail = pieces[0]
    above = element.getparent()
    at = above.index(element) + 1
    for place, child in enumerate(_made(pieces[1:], composed, None, element), at):
        above.insert(place, child)


def _made(
    pieces: list[str], composed: Composed, element: HtmlElement | None, before: HtmlElement | None = None
) -> list[HtmlElement]:
    """The elements that fill places. `pieces` are their numbers and the text behind each, in turn; a text that comes
    before the first element is added to `element`, or behind `before`."""
    made: list[HtmlElement] = []

    def say(text: str) -> None:
        last = made[-1] if made else before
        if last is not None:
            last.tail = (last.tail or "") + text
        elif element is not None:
            element.text = (element.text or "") + text

    for number, behind in zip(pieces[::2], pieces[1::2], strict=True):
        fill = parse(composed.fills[int(number)])
        say(fill.text or "")
        made.extend(fill)
        say(behind)
    return made
