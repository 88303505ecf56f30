"""Turns the HTML of a rendered page into Typst code, element by element. Every text becomes a string literal.

Knows which HTML the pages use and what each element holds; how it looks on paper is decided in `overrides/print/`,
which defines one function for each element named here. An element without one is an error that names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import lxml.etree
import lxml.html
from lxml.etree import _Comment
from lxml.html import HtmlElement

SKIPPED = {"headerlink", "spare", "on-screen"}
"""Classes of elements that only a screen needs."""

ICON = 10
"""Width of an icon in an icon array, as the web's template draws it."""

_ROW_ENDS = re.compile(r"H(\d+)")

INLINE = {"strong", "em", "span", "code", "sup", "sub"}
BLOCKS = {"p", "div", "li", "dd", "blockquote", "figure", "figcaption"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}


class NoPaperForm(Exception):
    """An element that has no form on paper."""

    def __init__(self, element: HtmlElement) -> None:
        super().__init__(f"<{element.tag}> has no form on paper: {' '.join(element.itertext())[:60]!r}")


def typst(html: str) -> str:
    """The fragment as Typst code that evaluates to content. Raises NoPaperForm."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return "{\n" + _inside(root) + "\n}"


def literal(text: str) -> str:
    """The text as a Typst string: white space folded, nothing to escape but quotes and backslashes."""
    folded = re.sub(r"\s+", " ", text)
    return '"' + folded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _inside(element: HtmlElement) -> str:
    return "\n".join(_pieces(element))


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Code for the texts and elements inside `element`, one a line."""
    if _says(element.text, element):
        yield literal(element.text or "")
    for child in element:
        if not isinstance(child, _Comment) and not SKIPPED & set(_classes(child)):
            yield _element(child)
        if _says(child.tail, element):
            yield literal(child.tail or "")


def _says(text: str | None, parent: HtmlElement) -> bool:
    """True for text that is to be set; white space counts only inside a line of text."""
    if not text:
        return False
    return bool(text.strip()) or (_runs(parent) and "\n" not in text)


def _runs(element: HtmlElement) -> bool:
    """True for an element whose children stand in a line."""
    return element.tag in {"p", "li", "dd", "dt", "td", "th", "a", "figcaption", "caption", *INLINE, *HEADINGS}


def _element(element: HtmlElement) -> str:
    make = _MAKE.get(str(element.tag))
    if make is None:
        raise NoPaperForm(element)
    return make(element)


def _classes(element: HtmlElement) -> list[str]:
    return str(element.get("class", "")).split()


def _classes_code(element: HtmlElement) -> str:
    return _array(literal(name) for name in _classes(element))


def _array(items: Iterable[str]) -> str:
    return "(" + "".join(f"{item}, " for item in items) + ")"


def _call(name: str, element: HtmlElement) -> str:
    return f"{name}({_classes_code(element)}, {{\n{_inside(element)}\n}})"


def _plain(element: HtmlElement) -> str:
    return _call(f"html-{element.tag}", element)


def _heading(element: HtmlElement) -> str:
    return f"html-heading({HEADINGS[str(element.tag)]}, {{\n{_inside(element)}\n}})"


def _link(element: HtmlElement) -> str:
    return f"html-a({_classes_code(element)}, {literal(element.get('href', ''))}, {{\n{_inside(element)}\n}})"


def _break(_: HtmlElement) -> str:
    return "linebreak()"


def _list(element: HtmlElement) -> str:
    items = _array(f"{{\n{_inside(item)}\n}}" for item in element.iterchildren("li"))
    return f"html-{element.tag}({_classes_code(element)}, {items})"


def _definitions(element: HtmlElement) -> str:
    """Rows of a term and its definitions, whether or not they stand in groups."""
    rows: list[tuple[str, list[str]]] = []
    for part in element.iter("dt", "dd"):
        code = f"{{\n{_inside(part)}\n}}"
        if part.tag == "dt":
            rows.append((code, []))
        else:
            rows[-1][1].append(code)
    groups = _array(f"({term}, {_array(definitions)})" for term, definitions in rows)
    return f"html-dl({_classes_code(element)}, {groups})"


def _table(element: HtmlElement) -> str:
    caption = next((f"{{\n{_inside(part)}\n}}" for part in element.iterchildren("caption")), "none")
    head = _array(_cells(row) for row in element.iterfind("thead/tr"))
    body = _array(_cells(row) for row in element.iterfind("tbody/tr"))
    return f"html-table({_classes_code(element)}, {caption}, {head}, {body})"


def _cells(row: HtmlElement) -> str:
    return _array(f"{{\n{_inside(cell)}\n}}" for cell in row.iterchildren("th", "td"))


def _svg(element: HtmlElement) -> str:
    return _drawing(element) if "drawing" in _classes(element) else _icons(element)


def _drawing(element: HtmlElement) -> str:
    """A drawing as it stands on the page, in the case that XML wants, and the words for who cannot see it."""
    says = ". ".join(str(element.findtext(tag)) for tag in ("title", "desc"))
    source = lxml.etree.tostring(element, encoding="unicode", with_tail=False)
    return f"html-drawing({literal(source.replace(' viewbox=', ' viewBox=', 1))}, {literal(says)})"


def _icons(element: HtmlElement) -> str:
    """An icon array: how many icons of each row are filled. Its words stand beside it."""
    if "icons" not in _classes(element):
        raise NoPaperForm(element)
    drawn = {str(path.get("class")): _ROW_ENDS.findall(path.get("d", "")) for path in element.iter("path")}
    filled = [(int(end) + ICON // 2) // ICON for end in drawn.get("on", ())]
    rows = [*filled, *[0] * (len(drawn.get("off", ())) - len(filled))]
    return f"html-icons({_array(str(filled) for filled in rows)})"


_MAKE: dict[str, Callable[[HtmlElement], str]] = {
    **dict.fromkeys([*BLOCKS - {"li", "dd"}, *INLINE], _plain),
    **dict.fromkeys(HEADINGS, _heading),
    "a": _link,
    "br": _break,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "table": _table,
    "svg": _svg,
}
