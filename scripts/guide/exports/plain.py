"""Writes a rendered page as plain Markdown, for any renderer: nothing is left that only this program understands.

What plain Markdown can say (headings, text, links, lists) is Markdown, with links to the Markdown files. All else
(tables, panels, pictures) is an HTML block as it was rendered, with links to the pages: renderers pass it on unchanged.
Knows CommonMark, and what Python-Markdown reads in another way.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urlsplit

from lxml.etree import Element
from lxml.html import HtmlElement

from guide.html.shown import goes_on, keep
from guide.html.tree import classes, written

HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
LISTS = {"ul", "ol"}
CONTAINERS = {"div", "section", "aside", "details"}
EMPHASIS = {"em": "*", "strong": "**"}
FLOW = {*CONTAINERS, "p", "ul", "ol", "dl", "table", "figure", "blockquote", "pre", "hr", "form", "summary", "nav"}
"""Elements that every renderer takes for a block of their own."""

_SPECIAL = re.compile(r"[\\`*_\[\]{}]")
_STARTS_A_BLOCK = re.compile(r"^(?:(?=[-+#>])|(\d+)(?=[.)]))")
_MARK = re.compile(r"\{\\?\{|\}\\?\}|\[\^")
_LINE_ENDS = re.compile(r"\n(?!\n)")
_BLANK_LINES = re.compile(r"\n\s*\n")

EXTENSIONS: tuple[Any, ...] = (
    "admonition",
    "attr_list",
    "md_in_html",
    "tables",
    {"toc": {"permalink": True}},
    "pymdownx.details",
    "pymdownx.superfences",
)
"""What Python-Markdown needs for the exported pages, and those that are written after them."""


def plain(root: HtmlElement, src: str, pages: Collection[str]) -> str:
    """What the page `src` shows, as Markdown. `pages` are the addresses of all Markdown files."""
    shown = deepcopy(root)
    keep(shown, goes_on)
    return "\n\n".join(_Writer(src, pages).blocks(shown)) + "\n"


def marks_left(markdown: str) -> list[int]:
    """The lines, from 1, that still hold a mark of this program (`{{ … }}`, `[^key]`) for a reader to see."""
    return [number for number, line in enumerate(markdown.split("\n"), 1) if _MARK.search(line)]


@dataclass(frozen=True)
class _Writer:
    src: str
    pages: Collection[str]

    def blocks(self, parent: HtmlElement) -> Iterator[str]:
        """What stands in `parent`, block by block."""
        if text := (parent.text or "").strip():
            yield _guarded(_escaped(text))
        for child in parent.iterchildren(tag=Element):
            yield self._block(child)
            if text := (child.tail or "").strip():
                yield _guarded(_escaped(text))

    def _block(self, element: HtmlElement) -> str:
        if element.tag in HEADINGS:
            return self._heading(element)
        if element.tag == "p" and not element.attrib:
            return _guarded(self._line(element))
        if self._is_plain_list(element):
            return self._list(element)
        if element.tag in CONTAINERS and element.xpath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6"):
            return self._container(element)
        return _html(element)

    def _heading(self, element: HtmlElement) -> str:
        name = f" {{#{element.get('id')}}}" if element.get("id") else ""
        return f"{HEADINGS[element.tag]} {self._line(element)}{name}"

    def _container(self, element: HtmlElement) -> str:
        """An HTML block with Markdown inside, so that its headings count; CommonMark asks for the empty lines."""
        opened, closed = _tags(element.tag, {**element.attrib, "markdown": "1"})
        return "\n\n".join([opened, *self.blocks(element), closed])

    # ---- lists ----

    def _is_plain_list(self, element: HtmlElement) -> bool:
        items = [element] if element.tag in LISTS else []
        return bool(items) and not element.attrib and all(self._is_plain_item(item) for item in element)

    def _is_plain_item(self, item: HtmlElement) -> bool:
        inside = [child for child in item if child.tag in FLOW]
        return not item.attrib and all(
            self._is_plain_list(child) or (child.tag == "p" and not child.attrib) for child in inside
        )

    def _list(self, element: HtmlElement) -> str:
        ordered, loose = element.tag == "ol", element.find("li/p") is not None
        items = (self._item(item, f"{number}." if ordered else "-") for number, item in enumerate(element, 1))
        return ("\n\n" if loose else "\n").join(items)

    def _item(self, item: HtmlElement, mark: str) -> str:
        """The item with what it holds four characters in, where every renderer expects it."""
        text = _guarded(self._line(item, stop=FLOW))
        parts = [text] * bool(text) + [self._block(child) for child in item if child.tag in FLOW]
        tight = not any(child.tag == "p" for child in item)
        return mark.ljust(4) + _LINE_ENDS.sub("\n    ", ("\n" if tight else "\n\n").join(parts))

    # ---- running text ----

    def _line(self, element: HtmlElement, stop: Collection[str] = ()) -> str:
        """The text and inline elements of `element` in one line, without children whose tag is in `stop`."""
        return "".join(self._pieces(element, stop)).replace("![", "\\![").strip()

    def _pieces(self, element: HtmlElement, stop: Collection[str]) -> Iterator[str]:
        yield _escaped(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in stop:
                yield self._inline(child)
            yield _escaped(child.tail)

    def _inline(self, element: HtmlElement) -> str:
        write = _INLINE.get(element.tag, _Writer._tagged)
        return write(self, element)

    def _tagged(self, element: HtmlElement) -> str:
        opened, closed = _tags(element.tag, element.attrib)
        return f"{opened}{''.join(self._pieces(element, ()))}{closed}"

    def _emphasis(self, element: HtmlElement) -> str:
        inside = "".join(self._pieces(element, ()))
        mark = EMPHASIS[element.tag]
        return f"{mark}{inside}{mark}" if _stands_apart(element, inside) else self._tagged(element)

    def _code(self, element: HtmlElement) -> str:
        code = Element("code")
        code.text = element.text_content()
        return written(code)

    def _link(self, element: HtmlElement) -> str:
        """A Markdown link. The mark of a source stands raised, and its label for the ear is its title."""
        if "href" not in element.attrib:
            return self._tagged(element)
        label = element.get("aria-label") or element.get("title")
        title = ' "{}"'.format(label.replace('"', "'")) if label else ""
        link = f"[{''.join(self._pieces(element, ()))}]({self._address(element.get('href', ''))}{title})"
        return link.join(_tags("sup")) if "cite" in classes(element) else link

    def _address(self, href: str) -> str:
        """The address with the Markdown file in place of the page that is made of it."""
        path, fragment = urldefrag(href)
        file = path.removesuffix(".html") + ".md"
        full = posixpath.normpath(posixpath.join(posixpath.dirname(self.src), file))
        if urlsplit(href).scheme or not path.endswith(".html") or full not in self.pages:
            return f"<{href}>" if re.search(r"[\s()]", href) else href
        return f"{file}#{fragment}" if fragment else file


_INLINE: dict[str, Callable[[_Writer, HtmlElement], str]] = {
    "em": _Writer._emphasis,
    "strong": _Writer._emphasis,
    "code": _Writer._code,
    "a": _Writer._link,
}


def _escaped(text: str | None) -> str:
    """The text with nothing in it that Markdown would read as a mark; white space folded, hard spaces kept."""
    folded = re.sub(r"[ \t\r\n]+", " ", text or "")
    return _SPECIAL.sub(r"\\\g<0>", html.escape(folded, quote=False).replace("&gt;", ">"))


def _guarded(line: str) -> str:
    """The line with its first mark escaped if it would open a list, a heading or a quotation."""
    return _STARTS_A_BLOCK.sub(lambda match: f"{match[1] or ''}\\", line, count=1)


def _stands_apart(element: HtmlElement, inside: str) -> bool:
    """True if stars around `inside` are read as emphasis: nothing but space or a stop may touch them."""
    before = element.getprevious()
    left = (before.tail if before is not None else element.getparent().text) or ("x" if before is not None else "")
    right = element.tail or ("x" if element.getnext() is not None else "")
    touching = left[-1:].isalnum() or right[:1].isalnum()
    return bool(inside) and inside == inside.strip() and not touching


def _tags(name: str, attributes: Mapping[str, str] | None = None) -> tuple[str, str]:
    """How an element opens and closes around what is Markdown; it closes with nothing if it can hold nothing."""
    text = written(Element(name, dict(attributes or {})))
    opened, bracket, rest = text.rpartition("</")
    return (opened, bracket + rest) if bracket else (text, "")


def _html(element: HtmlElement) -> str:
    """The element as it is, without the empty lines that would end an HTML block."""
    for inside in element.iter() if element.tag != "pre" else ():
        inside.text = inside.text and _BLANK_LINES.sub("\n", inside.text)
        inside.tail = inside.tail and _BLANK_LINES.sub("\n", inside.tail)
    text = written(element)
    return text if element.tag in FLOW else f"\n{text}\n".join(_tags("div"))
