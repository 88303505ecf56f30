"""What a reader meets on a page of the site, as an outline in plain text.

It says the words in their order, and what each stands for: headings with their level, items of lists, cells with their
column and row, cards, sides of a chart with the icons that are drawn and filled, marks with the source they lead to,
links with their target, what is hidden, and which words scripts keep ready. Class names and markup never reach it.

    “…” a name that is heard      <→ …> where a link leads      {…} what a script knows the thing by, or may say

Knows the HTML of the guide, and of its classes only those that decide what something is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement

UNREAD = {"script", "style", "link", "meta", "noscript", "article"}
"""What is not read where it stands; the text of a page is read by itself."""
BLOCKS = {"p", "div", "ul", "ol", "li", "dl", "table", "figure", "figcaption", "details", "form", "fieldset"}
BLOCKS |= {"template", "section", "header", "footer", "nav", "main", "aside", "blockquote", "legend", "label"}
BLOCKS |= {f"h{level}" for level in range(1, 7)}
SIGNS = {"strong": "**", "em": "*", "sup": "^", "sub": "_"}

SIGN_BESIDE_A_HEADING, SOURCE_MARK, ICONS, ICONS_DRAWN, ICONS_FILLED = "headerlink", "cite", "icons", "off", "on"
GROUPS = {"card-emergency": "card, emergency", "card-urgent": "card, urgent", "admonition": "box"}
GROUPS |= {"chart": "chart", "chart-row": "side", "drawing": "drawing"}
PARTS = {"nav": "menu", "form": "form", "template": "kept for scripts"}
LIMITS = {"on-screen": "screen only", "on-paper": "paper only"}
"""Classes that decide what something is, or where it is seen."""

TOLD_APART = {"data-label", "data-option", "data-row", "data-filled"}
SITE = "https://site/"
ICON = 10
"""Width of an icon in an icon array."""

_DOTS = re.compile(r"M([\d.]+) [\d.]+H([\d.]+)")


def article(html: str, here: str) -> str:
    """The text of a page, with what stands in its window's title; `here` is its address on the site."""
    root = lxml.html.document_fromstring(html)
    (text,) = root.xpath("//article")
    described = root.xpath("string(//meta[@name='description']/@content)")
    above = [f"title: {root.findtext('.//title')}", *([f"described as: {described}"] if described else [])]
    return _text([*above, *_Page(here, root).lines(text)])


def frame(html: str, here: str) -> str:
    """What stands around the text of a page."""
    root = lxml.html.document_fromstring(html)
    return _text(_Page(here, root).lines(root.body))


def fragment(html: str, here: str = "") -> str:
    """A piece of a page."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return _text(_Page(here, root).lines(root))


def under(label: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines behind the label if they are one, else below it, set in."""
    first, *more = list(lines) or [""]
    if more:
        yield from (label, *_in([first, *more]))
    else:
        yield f"{label} {first}".rstrip()


def item(mark: str, lines: Iterable[str]) -> Iterator[str]:
    """An item of a list: its mark, and all that it holds set in as far as the mark is wide."""
    first, *more = list(lines) or [""]
    yield f"{mark} {first}".rstrip()
    yield from _in(more, len(mark) + 1)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(f"\n{line}" if line.startswith(("# ", "## ")) else line for line in lines).lstrip("\n") + "\n"


def _in(lines: Iterable[str], by: int = 2) -> Iterator[str]:
    yield from (" " * by + line for line in lines)


def _classes(element: HtmlElement) -> list[str]:
    return str(element.get("class", "")).split()


def _folded(text: str) -> str:
    return " ".join(text.split())


def _is_read(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in UNREAD and SIGN_BESIDE_A_HEADING not in _classes(element)


def _is_block(element: HtmlElement) -> bool:
    return any(inner.tag in BLOCKS or (inner.tag == "svg" and inner.get("role") == "img") for inner in element.iter())


def _kept(element: HtmlElement) -> list[str]:
    """What scripts know the element by or may say, from its data; a flag by its name."""
    names = (name for name in element.attrib if name.startswith("data-") and not name.startswith("data-md-"))
    return [element.get(name) or name.removeprefix("data-") for name in names if name not in TOLD_APART]


def _notes(element: HtmlElement) -> str:
    """How the element differs from plain text that everybody sees."""
    known = ["hidden"] * ("hidden" in element.attrib) + [LIMITS[name] for name in _classes(element) if name in LIMITS]
    known += ["unheard"] * (element.get("aria-hidden") == "true") + ["status"] * (element.get("role") == "status")
    known += ["current"] * ("aria-current" in element.attrib) + ["pressed"] * (element.get("aria-pressed") == "true")
    said = f"({', '.join(known)}) " if known else ""
    return said + (f"{{{'; '.join(_kept(element))}}} " if _kept(element) else "")


@dataclass(frozen=True)
class _Page:
    here: str
    root: HtmlElement

    # ---- blocks ----

    def lines(self, element: HtmlElement, but: str = "") -> Iterator[str]:
        """All that stands in the element but what has that tag, a line for each paragraph and any other block."""
        run = [element.text or ""]
        for child in element:
            if child.tag == but:
                pass
            elif _is_read(child) and _is_block(child):
                yield from self._said(run)
                run = []
                yield from self._block(child)
            elif _is_read(child):
                run.append(self._inline(child))
            run.append(child.tail or "")
        yield from self._said(run)

    def _said(self, run: list[str]) -> Iterator[str]:
        if text := _folded("".join(run)):
            yield text

    def _block(self, element: HtmlElement) -> Iterator[str]:
        first, *more = list(_BLOCK.get(element.tag, _Page._container)(self, element)) or [""]
        if line := (_notes(element) + first).rstrip():
            yield from (line, *more)

    def _container(self, element: HtmlElement) -> Iterator[str]:
        """What is one thing to a reader, by sight or by ear, is set in under what it is."""
        what = next((GROUPS[name] for name in _classes(element) if name in GROUPS), "")
        heard = self._label(element)
        if what or heard or _notes(element) or element.tag in PARTS:
            name = what or element.get("role") or PARTS.get(element.tag, "part")
            yield from (f"{name} “{heard}”:" if heard else f"{name}:", *_in(self.lines(element)))
        else:
            yield from self.lines(element)

    def _heading(self, element: HtmlElement) -> Iterator[str]:
        yield f"{'#' * int(element.tag[1:])} {' '.join(self.lines(element))}"

    def _list(self, element: HtmlElement) -> Iterator[str]:
        start = int(element.get("start", "1"))
        for number, child in enumerate(element.iterchildren("li"), start):
            yield from item(f"{number}." if element.tag == "ol" else "-", self._block(child))

    def _definitions(self, element: HtmlElement) -> Iterator[str]:
        for part in element.iter("dt", "dd"):
            said = [*self.lines(part)] or [""]
            said[0] = _notes(part) + said[0]
            yield from [f"{said[0]}:"] if part.tag == "dt" else _in(item("=", said))

    def _caption(self, element: HtmlElement) -> Iterator[str]:
        yield from under("caption:", self.lines(element))

    def _fold(self, element: HtmlElement) -> Iterator[str]:
        summary = " ".join(" ".join(self.lines(head)) for head in element.iterchildren("summary"))
        yield f"fold, {'open' if 'open' in element.attrib else 'closed'}: {summary}"
        yield from _in(self.lines(element, but="summary"))

    def _choices(self, element: HtmlElement) -> Iterator[str]:
        yield f"choices “{' '.join(' '.join(self.lines(head)) for head in element.iterchildren('legend'))}”:"
        yield from _in(self.lines(element, but="legend"))

    # ---- tables ----

    def _table(self, element: HtmlElement) -> Iterator[str]:
        columns = [cell for row in element.iterfind("thead/tr") for cell in row for _ in range(_width(cell))]
        caption = "".join(_folded(part.text_content()) for part in element.iterchildren("caption"))
        heads = [" ".join(self.lines(cell)) + _named(cell, "data-option") for cell in columns]
        yield f"table: {caption}".rstrip()
        yield f"  columns: {' | '.join(heads)}"
        on_phones = bool(element.xpath(".//td[@data-label]"))
        for row in (row for row in element.iter("tr") if row.getparent().tag != "thead"):
            yield f"  row: {' '.join(self._row_head(row))}{_named(row, 'data-row')}".rstrip()
            yield from _in(self._cells(row, columns, on_phones), 4)

    def _row_head(self, row: HtmlElement) -> Iterator[str]:
        for cell in row.iterchildren("th"):
            yield from self.lines(cell)

    def _cells(self, row: HtmlElement, columns: list[HtmlElement], on_phones: bool) -> Iterator[str]:
        place = 0
        for cell in row:
            heads, place = columns[place : place + _width(cell)], place + _width(cell)
            if cell.tag == "td":
                name = ", ".join(_folded(head.text_content()) for head in heads)
                yield from under(f"{name}{_astray(cell, heads, name, on_phones)}:", self.lines(cell))

    # ---- pictures ----

    def _picture(self, element: HtmlElement) -> Iterator[str]:
        if ICONS in _classes(element):
            drawn, filled = (_dots(element, name) for name in (ICONS_DRAWN, ICONS_FILLED))
            yield f"icons: {filled} of {drawn} filled, “{self._label(element)}”"
        elif element.get("role") == "img":
            labels = [_folded(text.text_content()) for text in element.iter("text")]
            yield f"picture “{self._label(element)}”, in it: {' | '.join(labels)}"

    def _label(self, element: HtmlElement) -> str:
        """What a screen reader calls it."""
        named = (self._at(name) for name in str(element.get("aria-labelledby", "")).split())
        texts = [" ".join(self.lines(found)) if found is not None else "?" for found in named]
        return _folded(element.get("aria-label", "") or ". ".join(texts))

    def _at(self, name: str) -> HtmlElement | None:
        return next(iter(self.root.xpath("//*[@id=$name]", name=name)), None)

    # ---- in a line ----

    def _inline(self, element: HtmlElement) -> str:
        text = _INLINE.get(element.tag, _Page._plain)(self, element)
        return _notes(element) + text

    def _plain(self, element: HtmlElement) -> str:
        mark = SIGNS.get(element.tag, "")
        inside = (element.text or "") + "".join(self._child(child) for child in element)
        return f"{mark}{inside}{mark}" if inside.strip() else inside

    def _child(self, child: HtmlElement) -> str:
        return (self._inline(child) if _is_read(child) else "") + (child.tail or "")

    def _line_break(self, _: HtmlElement) -> str:
        return " / "

    def _link(self, element: HtmlElement) -> str:
        said, heard, href = self._plain(element), element.get("aria-label", ""), element.get("href")
        if SOURCE_MARK in _classes(element):
            return f" [{_heard(said, heard)} → {self._source(said.strip(), str(href))}]"
        name = f"{_heard(said, heard)}{_tip(element)}"
        return f"{name} <→ {self._target(href)}>" if href is not None else name

    def _source(self, number: str, href: str) -> str:
        """The entry in the list of sources that a mark leads to, with its place there if the mark says another."""
        entry = self._at(href.removeprefix("#"))
        if entry is None:
            return f"{href}, which is not on this page"
        place = str([*entry.getparent()].index(entry) + 1)
        name = _folded(entry.text_content()).partition(" (")[0]
        return name if place == number else f"{place}. {name}"

    def _target(self, href: str) -> str:
        if href.startswith("#"):
            there = href == "#" or self._at(href[1:]) is not None
            return href if there else f"{href}, which is not on this page"
        return urljoin(SITE + self.here, href).removeprefix(SITE)

    def _image(self, element: HtmlElement) -> str:
        return f"[picture “{element.get('alt', '')}”]"

    def _field(self, element: HtmlElement) -> str:
        kind, on = element.get("type", "text"), "x" if "checked" in element.attrib else " "
        box = {"checkbox": f"[{on}]", "radio": f"({on})"}.get(kind, f"[{kind}: ____]")
        value, heard = element.get("value"), self._label(element)
        return f" {box}{f' “{heard}”' if heard else ''}{f' {{{value}}}' if value is not None else ''} "

    def _button(self, element: HtmlElement) -> str:
        value, said = element.get("value"), _folded(_heard(self._plain(element), element.get("aria-label", "")))
        return f" [button: {said}{f' {{{value}}}' if value is not None else ''}] "

    def _select(self, element: HtmlElement) -> str:
        options = (f"{option.text} {{{option.get('value')}}}" for option in element.iter("option"))
        return f"[choose: {' | '.join(options)}]"


def _width(cell: HtmlElement) -> int:
    return int(cell.get("colspan", "1"))


def _named(element: HtmlElement, attribute: str) -> str:
    return f" {{{element.get(attribute)}}}" if element.get(attribute) else ""


def _astray(cell: HtmlElement, heads: list[HtmlElement], name: str, on_phones: bool) -> str:
    """How a phone, which sets each cell under its own label, and scripts would place the cell elsewhere."""
    label, option = cell.get("data-label"), cell.get("data-option")
    if len(heads) != 1:
        return ""
    found = [f"on phones “{label or ''}”"] if on_phones and label != name else []
    found += [f"for scripts {option}"] if option != heads[0].get("data-option") else []
    return f" ({', '.join(found)})" if found else ""


def _heard(said: str, heard: str) -> str:
    """What is seen; and what is heard instead, if that says more than what is seen at its end."""
    if not heard or heard == said.strip():
        return said
    return heard if heard.split()[-1] == said.strip() else f"{said} (“{heard}”)"


def _tip(element: HtmlElement) -> str:
    return f" (“{element.get('title')}”)" if element.get("title") else ""


def _dots(icons: HtmlElement, name: str) -> int:
    """How many icons the lines of dots of that kind make."""
    paths = "".join(path.get("d", "") for path in icons.iter("path") if name in _classes(path))
    return sum(round((float(end) - float(start)) // ICON) + 1 for start, end in _DOTS.findall(paths))


_BLOCK: dict[str, Callable[[_Page, HtmlElement], Iterator[str]]] = {
    **dict.fromkeys(["p", "li", "summary", "label"], _Page.lines),
    **dict.fromkeys([f"h{level}" for level in range(1, 7)], _Page._heading),
    **dict.fromkeys(["ul", "ol"], _Page._list),
    "dl": _Page._definitions,
    "figcaption": _Page._caption,
    "details": _Page._fold,
    "fieldset": _Page._choices,
    "table": _Page._table,
    "svg": _Page._picture,
}

_INLINE: dict[str, Callable[[_Page, HtmlElement], str]] = {
    "a": _Page._link,
    "br": _Page._line_break,
    "img": _Page._image,
    "input": _Page._field,
    "button": _Page._button,
    "select": _Page._select,
    "svg": lambda *_: "",
}
