"""Makes a drawing small enough to stand beside text: without the names of its parts, which would be too small to read.

Knows which inks explain (`explains` in `inks.yml`). What a drawing shows is told in words too.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml.html import HtmlElement

from guide.content.schema import Ink
from guide.html.tree import classes, written
from guide.paper.typeset import array, literal, record

BOLD = "700"
"""Weight of the words at the head of a drawing that say what each part of it shows. They stay, as text above it."""

LETTERS = 14 / 320
"""Height of a drawing's letters as a share of its width."""


def small(svg: HtmlElement, inks: Mapping[str, Ink]) -> str:
    """The drawing without the names of its parts and the room that they took, as Typst code: with its words, and with
    those at its head."""
    says = ". ".join(str(svg.findtext(tag)) for tag in ("title", "desc"))
    drawn = deepcopy(svg)
    heads = [text for text in drawn.iter("text") if text.get("font-weight") == BOLD]
    _shorten(drawn, heads)
    named = array(literal(text.text_content()) for text in sorted(heads, key=_from_left))
    for element in list(drawn.iter()):
        if element.tag == "text" or any(name in inks and inks[name].explains for name in classes(element)):
            element.drop_tree()
    return record(svg=literal(written(drawn)), says=literal(says), heads=named)


def _from_left(text: HtmlElement) -> float:
    return float(text.get("x", "0"))


def _shorten(svg: HtmlElement, heads: list[HtmlElement]) -> None:
    """Cut off what holds nothing but words: above the drawing those at its head, below it the names of its parts."""
    left, top, width, height = (float(part) for part in str(svg.get("viewBox")).split())
    letter, middle = width * LETTERS, top + height * 0.7
    low = [float(text.get("y", "0")) for text in svg.iter("text") if float(text.get("y", "0")) > middle]
    start = max((float(text.get("y", "0")) + letter / 4 for text in heads), default=top)
    end = min(low, default=top + height) - (letter if low else 0)
    svg.set("viewBox", f"{left:g} {start:g} {width:g} {end - start:g}")
