"""Holds what the rules read against what a page shows: a block that the two see differently is refused.

Knows how rendered HTML is put together; which of the two readings the author meant, it cannot know, and asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from urllib.parse import unquote

import lxml.html
from lxml.html import HtmlElement

from guide.checks.rules.places import Leaf
from guide.content import markdown
from guide.content.markdown import Leaf as Read
from guide.ground.problems import Problem, short

HEADINGS = tuple(f"h{level}" for level in range(1, 7))
CONTAINERS = ("ul", "ol", "table", "thead", "tbody", "blockquote")
NUMBERED = ("li", "tr", "th", "td")
QUIET = ("span", "sup", "sub")
"""Tags that an author may write: neither reader takes them for Markdown."""

_FIX = {
    ("ul", ""): "leave an empty line before the list",
    ("ol", ""): "leave an empty line before the list, and number it 1. 2. 3.",
    ("table", ""): "leave an empty line before the table, and begin and end each of its lines with |",
    ("box", ""): "leave an empty line before the box, and indent what stands in it by four spaces",
    ("", "code"): "begin the line at its start",
}
"""What the two readers see -> what to write instead."""

NESTED = "indent what belongs to a list item by four spaces, and leave an empty line before and after a list"
PLAIN = "write it more plainly: no signs that could be Markdown, or a backslash before them"


def page_is_read_one_way(leaf: Leaf) -> Iterator[Problem]:
    """What is checked is what is shown: both readers find the same blocks, nested alike, with the same words."""
    body = leaf.page.document.body
    read, shown = (
        markdown.outline(body),
        [*shown_in(markdown.to_html(markdown.masked(markdown.without_no_claim(body))))],
    )
    yield from _halves_of_links(leaf, read)
    for number, (one, other) in enumerate(zip_longest(read, shown)):
        if other != (one and (one.path, one.says)):
            run_on = one and other and one.path == other[0] and len(other[1]) > len(one.says)
            one = read[min(number + bool(run_on), len(read) - 1)] if read else None
            yield _problem(leaf, one, other) if one else _nothing(leaf)
            return  # what follows is shifted, and would say the same again


def _halves_of_links(leaf: Leaf, read: list[Read]) -> Iterator[Problem]:
    for half in (half for half in read if "](" in half.says):
        place = leaf.page.document.prose_place(half.line)
        yield Problem(
            place, f'"{_words(half)}" holds half of a link', "write [text](address), or take the brackets out"
        )


def _words(one: Read) -> str:
    return short(" ".join(markdown.plain(markdown.without_places(one.says)).split()), 40)


def _problem(leaf: Leaf, one: Read, other: tuple[tuple[str, ...], str] | None) -> Problem:
    path, says = other or ((), "")
    words = _words(one)
    what = f'"{words}" can be read in two ways: as {_name(one.path)} or as {_name(path)}'
    if one.path == path:
        what = f'"{words}" can be read in two ways'
    return Problem(leaf.page.document.prose_place(one.line), what, _fix(one.path, path))


def _nothing(leaf: Leaf) -> Problem:
    return Problem(leaf.page.document.prose_place(1), "what stands here can be read in two ways", PLAIN)


def _fix(read: tuple[str, ...], shown: tuple[str, ...]) -> str:
    if read == shown:
        return PLAIN
    first, other = (path[0] if path else "" for path in (read, shown))
    return _FIX.get((first, other)) or _FIX.get(("", other)) or NESTED


def _name(path: tuple[str, ...]) -> str:
    names = {"ul": "a list", "ol": "a numbered list", "box": "a box", "table": "a table", "code": "code"}
    names |= dict.fromkeys(HEADINGS, "a heading") | {"blockquote": "a quotation", "title": "a title"}
    found = [names[part] for part in path if part in names]
    return " in ".join(reversed(found)) if found else "a paragraph"


def shown_in(html: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Path and words of each block of a rendered page, as `outline` names them."""
    if html.strip():
        yield from _inside(lxml.html.fragment_fromstring(html, create_parent="div"), ())


def _inside(element: HtmlElement, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    own, blocks = _split(element)
    if own.strip() or (not blocks and path):
        yield path, " ".join(own.split())
    for number, child in enumerate(blocks, 1):
        yield from _inside(child, (*path, *_step(child, number)))


def _split(element: HtmlElement) -> tuple[str, list[HtmlElement]]:
    """The words of the element itself, and the blocks inside it."""
    own, blocks = [element.text or ""], []
    for child in element:
        if _is_block(child):
            blocks.append(child)
            own.append(" ")
        else:
            own.append(_inline(child))
        own.append(child.tail or "")
    return "".join(own), blocks


def _is_block(element: HtmlElement) -> bool:
    return str(element.tag) in {"p", "div", "pre", "hr", *CONTAINERS, *NUMBERED, *HEADINGS}


def _step(element: HtmlElement, number: int) -> tuple[str, ...]:
    tag, classes = str(element.tag), (element.get("class") or "").split()
    if tag in NUMBERED:
        return (f"{tag}{number}",)
    if "admonition-title" in classes:
        return ("title",)
    named = {"div": "box", "pre": "code"}.get(tag, tag)
    return () if named == "p" else (named,)


def _inline(element: HtmlElement) -> str:
    tag = str(element.tag)
    if tag == "br":
        return " "
    inside = (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)
    return inside if tag in QUIET else f"<{tag} {unquote(element.get('href') or '')}>{inside}</{tag}>"
