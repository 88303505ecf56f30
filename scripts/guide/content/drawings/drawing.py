"""Composes a drawing for a page: its own lines, the shared shapes it uses, and the look that each ink gives them.

Knows how a drawing is put together; what it may hold is checked in `rules.drawings`, where it stands in the page and
how it is captioned is up to the templates. The same result is drawn on the page and on paper.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urldefrag
from xml.etree import ElementTree

from markupsafe import Markup

from guide.content.drawings.svg import Element
from guide.content.schema import Clip, Ink

FOLDER = "assets/figures"
"""Where drawings stand in `docs/`. Files in folders below it hold shared shapes."""

LABEL = 14 / 320
"""Height of a label's letters as a share of the drawing's width: 12 pixels on a small phone, 20 points on paper."""

WORDS = ("title", "desc")


@dataclass(frozen=True)
class Composed:
    """A drawing ready for a page: every shape in its place, every ink written out, nothing left to look up."""

    key: str
    box: str
    title: str
    description: str
    label: float
    """Height of the letters in units of the drawing."""
    body: Markup


def address(href: str, file: str) -> str:
    """The shape that `href` in `file` means, as file#id; files are named from the drawings' folder."""
    path, fragment = urldefrag(href)
    found = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
    return f"{found}#{fragment}"


def box(root: Element) -> tuple[float, ...]:
    """The four numbers of the drawing's viewBox. Raises ValueError."""
    return tuple(float(part) for part in root.attributes.get("viewBox", "").replace(",", " ").split())


def label_size(root: Element) -> float:
    """How high letters are at least, in units of the drawing."""
    return round(box(root)[2] * LABEL, 2)


def used(element: Element, file: str) -> Iterator[tuple[Element, str]]:
    """Every element that draws a shared shape, with the shape's address."""
    for inside in element.every():
        if inside.tag == "use":
            yield inside, address(inside.attributes.get("href", ""), file)


def words(root: Element) -> tuple[str, str]:
    """Title and description of a drawing, empty where it has none."""
    title, description = (root.child(tag) for tag in WORDS)
    return (title.text if title else "", description.text if description else "")


def compose(key: str, root: Element, shapes: Mapping[str, Element], inks: Mapping[str, Ink]) -> Composed:
    """The drawing `key`, whose root is `root`, for a page. Shapes are copied in: styles reach into no <use>."""
    writer = _Writer(shapes, inks)
    drawn = (writer.drawn(child, f"{key}.svg") for child in root.elements if child.tag not in WORDS)
    body = "".join(ElementTree.tostring(part, encoding="unicode", short_empty_elements=False) for part in drawn)
    return Composed(key, root.attributes["viewBox"], *words(root), label_size(root), Markup(body))  # noqa: S704


def picture(
    key: str, root: Element, shapes: Mapping[str, Element], inks: Mapping[str, Ink], part: Clip
) -> tuple[tuple[float, ...], Markup]:
    """That part of the drawing as a small picture, without what explains it: its viewBox, and its shapes."""
    plain = replace(root, children=tuple(_drawn_only(root, inks)))
    left, top, width, height = box(root)
    x, y, wide, high = part
    body = compose(key, plain, shapes, inks).body
    return (left + x * width, top + y * height, wide * width, high * height), body


def _drawn_only(element: Element, inks: Mapping[str, Ink]) -> Iterator[Element]:
    """The children of the element without those that explain; none of them is a text."""
    for child in element.elements:
        ink = inks.get(child.attributes.get("class", ""))
        if child.tag not in WORDS and not (ink and ink.explains):
            yield replace(child, children=tuple(_drawn_only(child, inks)))


@dataclass(frozen=True)
class _Writer:
    shapes: Mapping[str, Element]
    inks: Mapping[str, Ink]

    def drawn(self, element: Element, file: str) -> ElementTree.Element:
        if element.tag == "use":
            return self._copied(element, file)
        ink = self.inks.get(element.attributes.get("class", ""))
        own = {name: value for name, value in element.attributes.items() if name != "id"}
        made = ElementTree.Element(element.tag, {**(ink.attributes if ink else {}), **own})
        for child in element.children:
            if isinstance(child, Element):
                made.append(self.drawn(child, file))
            elif child.strip():
                _say(made, re.sub(r"\s+", " ", child))
        return made

    def _copied(self, use: Element, file: str) -> ElementTree.Element:
        name = address(use.attributes["href"], file)
        x, y = (use.attributes.get(axis, "0") for axis in "xy")
        moves = [use.attributes.get("transform", ""), f"translate({x} {y})" if (x, y) != ("0", "0") else ""]
        group = ElementTree.Element("g", {"transform": " ".join(filter(None, moves))} if any(moves) else {})
        group.append(self.drawn(self.shapes[name], name.partition("#")[0]))
        return group


def _say(element: ElementTree.Element, text: str) -> None:
    """Add the text at the end of what the element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
