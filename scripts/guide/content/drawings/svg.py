"""Reads an SVG file into elements that know their place. It reads; it judges and draws nothing.

Knows XML, not what a drawing may hold: that is for `rules.drawings`; composing it is the business of `drawing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn, Union
from xml.parsers import expat

from guide.content.document import hidden, named
from guide.content.document.values import DEEPEST
from guide.ground.problems import Place, Problem, Unreadable

Node = Union["Element", str]


@dataclass(frozen=True)
class Element:
    """One element: its tag and attributes as written, what stands inside it, and where it starts."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Node, ...]
    place: Place = field(compare=False)

    @property
    def elements(self) -> Iterator[Element]:
        """The elements directly inside."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def text(self) -> str:
        """All text inside, white space folded."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            yield child if isinstance(child, str) else child.text

    def child(self, tag: str) -> Element | None:
        """The first element of that tag directly inside."""
        return next((child for child in self.elements if child.tag == tag), None)

    def every(self) -> Iterator[Element]:
        """This element and all inside it, in reading order."""
        yield self
        for child in self.elements:
            yield from child.every()


def parse(text: str, path: str) -> Element:
    """The root element of the file. Raises Unreadable."""
    reader = _Reader(path)
    try:
        reader.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        what = f"broken SVG: {expat.ErrorString(error.code)}"
        place = Place(path, error.lineno, error.offset + 1)
        raise Unreadable(Problem(place, what, "check the tags and quotes around here")) from None
    return reader.root


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.open: list[tuple[str, dict[str, str], list[Node], Place]] = [("", {}, [], Place(path))]
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._said
        self.parser.StartDoctypeDeclHandler = lambda *_: self._refuse("a document type", "remove the <!DOCTYPE> line")

    @property
    def root(self) -> Element:
        (root,) = (child for child in self.open[0][2] if isinstance(child, Element))
        return root

    @property
    def here(self) -> Place:
        return Place(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) > DEEPEST:
            self._refuse(f"nesting deeper than {DEEPEST} levels", "make it flatter")
        self._seen("".join(attributes.values()))
        self.open.append((tag, attributes, [], self.here))

    def _said(self, text: str) -> None:
        self._seen(text)
        self.open[-1][2].append(text)

    def _seen(self, text: str) -> None:
        if sign := hidden(text):
            self._refuse(f"the hidden character {named(sign)}", "remove it")

    def _end(self, _: str) -> None:
        tag, attributes, children, place = self.open.pop()
        self.open[-1][2].append(Element(tag, attributes, tuple(children), place))

    def _refuse(self, what: str, fix: str) -> NoReturn:
        raise Unreadable(Problem(self.here, f"{what} is not allowed in a drawing", fix))
