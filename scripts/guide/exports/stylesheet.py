"""Makes stylesheets light: the theme's without the rules of parts that the guide never shows, all of them in one file.

Knows the parts of the theme by their names, and which of them no guide shows; not what a rule looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import tinycss2

_FAMILIES = """admonition annotate arithmatex codehilite critic emojione footnote gemoji highlight keys linenodiv mdx-
mermaid tabbed task-list twemoji"""
FAMILIES = tuple(_FAMILIES.split())
"""How the classes of parts begin that are never shown."""

_PARTS = """annotation author banner button card clipboard code consent copyright draft feedback footer meta nav
pagination path post progress select sidebar social source status tab tabs tag tags top version"""
PARTS = set(_PARTS.split())
"""Parts of the theme that are never shown: their classes begin with `md-` and this word."""

UNSET = {"data-md-color-primary", "data-md-color-accent", "data-md-color-switching"}
"""Attributes that choose nothing here. The last is set while a page loads: each element would be looked at again."""

VALUES = tuple(f"--md-{part}-" for part in ("annotation", "clipboard", "mermaid", "source", "status", "tag", "version"))
"""How the names of values begin that are pictures of parts that are never shown."""

GROUPS = {"media", "supports", "container", "layer"}
"""What holds rules for some readers or devices."""

JOINED = "assets/style.css"
"""Address of the stylesheet that holds all others."""

Tokens = list[Any]
"""A piece of a stylesheet as its words and signs."""

Chosen = Callable[[Tokens, Tokens], list[Tokens]]
"""Gives the selectors of a rule that are kept, from what stands before its braces and in them."""


def slims(src: str) -> bool:
    """True for the address of a stylesheet of the theme."""
    return src.startswith("assets/stylesheets/") and src.endswith(".css")


def slim(css: str) -> str:
    """The stylesheet without the rules that only unused parts would need."""
    return "".join(_written(_rules(css), _shown))


def joined(sheets: Iterable[str]) -> str:
    """The stylesheets as one, in their order, without remarks and indents: a browser asks once and gets less."""
    return "".join(text for css in sheets for text in _written(_rules(css), _all))


def _rules(css: str | Tokens) -> Tokens:
    return tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True)


# ---- which selectors are kept --------------------------------------------------------


def _all(prelude: Tokens, _: Tokens) -> list[Tokens]:
    """The selectors, which commas part; those in brackets part nothing. None if a browser would not read them."""
    if any(token.type == "error" for token in prelude):
        return []
    selectors: list[Tokens] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _shown(prelude: Tokens, content: Tokens) -> list[Tokens]:
    """The selectors that name nothing but what is shown; none if the rule's values are pictures of other parts."""
    first = next((token.value for token in content if token.type == "ident"), "")
    if first.startswith(VALUES):
        return []
    return [selector for selector in _all(prelude, content) if not any(map(_unshown, _names(selector)))]


def _names(tokens: Tokens) -> Iterator[str]:
    """The classes in a selector, with their dot, and the names of its attributes, those in brackets included."""
    before = None
    for token in tokens:
        if token.type == "ident" and before == ".":
            yield f".{token.value}"
        elif token.type == "[] block":
            yield from (part.value for part in token.content if part.type == "ident")
        elif token.type in ("function", "() block"):
            yield from _names(token.arguments if token.type == "function" else token.content)
        before = token


def _unshown(name: str) -> bool:
    if not name.startswith("."):
        return name in UNSET
    theme, _, part = name[1:].replace("_", "-").partition("-")
    return name == ".grid" or name[1:].startswith(FAMILIES) or (theme == "md" and part.split("-")[0] in PARTS)


# ---- how they are written ------------------------------------------------------------


def _written(rules: Tokens, chosen: Chosen) -> Iterator[str]:
    """Each rule in as few signs as it needs. What is no rule is left out, as every browser does."""
    for rule in rules:
        if rule.type == "at-rule":
            yield from _at(rule, chosen)
        elif rule.type == "qualified-rule" and (selectors := chosen(rule.prelude, rule.content)):
            yield f"{','.join(map(_text, selectors))}{{{_body(rule.content)}}}"


def _at(rule: Any, chosen: Chosen) -> Iterator[str]:
    head = f"@{rule.at_keyword} {_text(rule.prelude)}".strip()
    if rule.content is None:
        yield f"{head};"
    elif rule.lower_at_keyword not in GROUPS:
        yield f"{head}{{{_body(rule.content)}}}"
    elif inner := "".join(_written(_rules(rule.content), chosen)):
        yield f"{head}{{{inner}}}"


def _body(content: Tokens) -> str:
    """What stands between the braces of a rule: what it sets, and rules inside it."""
    parts = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    written = (_set(part) if part.type == "declaration" else "".join(_written([part], _all)) for part in parts)
    return "".join(written).removesuffix(";")


def _set(part: Any) -> str:
    return f"{part.name}:{_text(part.value)}{'!important' if part.important else ''};"


def _text(tokens: Tokens) -> str:
    return tinycss2.serialize([token for token in tokens if token.type != "comment"]).strip()
