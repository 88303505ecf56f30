"""Makes stylesheets light: the theme's without the rules of parts that the guide never shows, all of them in one file.

Knows a stylesheet as rules and groups of rules, and the parts by their names; not what a rule looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

PARTS = """annotation author banner card code consent feedback tab tabs tag tags source select social status top version
path post pagination progress nav sidebar footer copyright meta draft clipboard button"""
UNUSED = re.compile(
    r"\.(?:admonition|annotate|arithmatex|codehilite|critic|emojione|footnote|gemoji|grid(?![\w-])|highlight|keys|linenodiv"
    rf"|md-(?:{'|'.join(PARTS.split())})(?![a-z])|mermaid|mdx-|tabbed|task-list|twemoji)"
    r"|\[data-md-color-(?:primary|accent)="
    r"|\[data-md-color-switching\]"  # set while a page loads: each element would be looked at again
)
VALUES = re.compile(r"--md-(?:annotation|clipboard|mermaid|source|status|tag|version)-")
JOINED = "assets/style.css"
"""Address of the stylesheet that holds all others."""

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
HEAD = re.compile(r"[^{};]*")
INDENT = re.compile(r"(?<=[{};,])[ \t]*\n\s*|^\s+", re.MULTILINE)  # a text in quotes has no new line
SELECTOR = re.compile(r"(?:[^,(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+")  # commas in brackets part nothing


def slims(src: str) -> bool:
    """True for the address of a stylesheet of the theme."""
    return src.startswith("assets/stylesheets/") and src.endswith(".css")


def slim(css: str) -> str:
    """The stylesheet without the rules that only unused parts would need."""
    return "".join(_kept(COMMENT.sub("", css)))


def joined(sheets: Iterable[str]) -> str:
    """The stylesheets as one, in their order, without remarks and indents: a browser asks once and gets less."""
    return INDENT.sub("", COMMENT.sub("", "\n".join(sheets)))


def _kept(css: str) -> Iterator[str]:
    for head, body in _rules(css):
        if head.startswith(("@media", "@supports")):
            if inner := slim(body):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}" if body else f"{head};"
        elif used := _used(head, body):
            yield f"{','.join(used)}{{{body}}}"


def _used(head: str, body: str) -> list[str]:
    """The rule's selectors that name a part of the guide; none if its values are pictures of other parts."""
    return [] if VALUES.match(body) else [found for found in SELECTOR.findall(head) if not UNUSED.search(found)]


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Each rule's head and body, in order; braces in a body are whole. A line such as @charset has an empty body."""
    start = 0
    while start < len(css):
        at = HEAD.match(css, start).end()  # type: ignore[union-attr]  # it matches an empty text, too
        end = _end(css, at) if css[at : at + 1] == "{" else at
        if head := css[start:at].strip():
            yield head, css[at + 1 : end]
        start = end + 1


def _end(css: str, at: int) -> int:
    """Where the brace that opens at `at` closes."""
    depth = 0
    for place in range(at, len(css)):
        depth += {"{": 1, "}": -1}.get(css[place], 0)
        if not depth:
            return place
    return len(css)
