"""The content security policy of a page, and what in a page it would stop.

Knows what a browser may load and run: what stands beside the page, and the scripts in it that are named by their hash.
Where the policy stands in the page is a template's business.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

MARK = "POLICY-OF-THIS-PAGE"
"""What the template writes in the place of the policy, which is known only when the page is whole."""

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
DATA = ("application/json", "application/ld+json")
"""Types of script that hold data and run nothing."""

FOREIGN = {"applet", "base", "embed", "object", "portal", "style"}
ADDRESSES = {"action", "data", "formaction", "href", "poster", "src", "srcset"}
SHOWN_ONLY = {"a", "area"}
"""Elements whose address is followed only by a reader."""

NOT_LOADED = {"alternate", "canonical", "next", "prev"}
"""What a <link> may name without loading it."""

UNFILLED = {"sources", "data-used-on", "data-words-here"}
"""Comments and attributes by which a template keeps a place for the build to fill in."""

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_TYPE = re.compile(r"\btype=[\"']?(?P<type>[^\"'\s>]+)")
_SURE = re.compile(
    rf"(?!(?:{'|'.join(sorted(FOREIGN))})\b)[a-z][a-z0-9-]*"
    r'(?: (?!style|on|data-used|data-words)[a-z][a-z-]*(?:="(?:[^"&:/\x00-\x1f]|/(?![/ ]))*")?)* ?/?'
)
"""Most tags: no address of theirs can lead elsewhere, as none holds a colon or two slashes."""

_ANY = re.compile(r"<([^<>]*)>")
_VALUE = r'(?:[^"&\x00-\x08\x0b-\x1f]|&(?:amp|quot|lt|gt);)*'
_TAG = re.compile(rf'(?P<name>[a-z][a-z0-9-]*)(?P<attributes>(?:\s+[a-zA-Z][\w:.-]*(?:="{_VALUE}")?)*)\s*/?')
_ATTRIBUTE = re.compile(r'([a-zA-Z][\w:.-]*)(?:="([^"]*)")?')
_CONTROL = re.compile(r"[\x00-\x20]")
_LEFT = re.compile(r"\{\{|\}\}|\[\^|\{ ?[.#:]")
_SIGNS = "{}["
"""What is left over begins with one of these: to look for a single character costs next to nothing."""

_HARMLESS: set[str] = set()
"""Tags that were found to be harmless: nearly all tags of a page are on other pages, too."""

MANY = 1 << 13
"""Tags that are remembered."""


def applied(html: str) -> str:
    """The page with its policy in the place kept for it."""
    return html.replace(MARK, _policy(html), 1)


def faults(html: str) -> Iterator[str]:
    """What is wrong with a whole page: what the policy would stop, what loads from elsewhere, marks left over."""
    if MARK not in html:
        yield "has no place for its content policy"
    text = _SCRIPT.sub(_without_text, html)
    yield from (f'still holds the mark "{mark}"' for mark in _left_over(text))
    tags = _ANY.findall(text)
    new = set(tags) - _HARMLESS
    if len(tags) != text.count("<") or not all(map(_harmless, new)):
        yield from _in_tree(etree.HTML(html))
    elif len(_HARMLESS) < MANY:
        _HARMLESS.update(new)


def _left_over(text: str) -> Iterator[str]:
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            if left := _LEFT.match(text, at):
                yield left[0]
            at = text.find(sign, at + 1)


def _without_text(script: re.Match[str]) -> str:
    return f"<script{script['attributes']}></script>"


def _harmless(tag: str) -> bool:
    """True for a tag, or a comment, that has nothing of what `_in_tree` looks for, and in which nothing is hidden.

    A tree of every page would take most of the time of its frame. What is not written as our templates and libraries
    write tags (a bracket in a value, another kind of quotes) is left to a real parser.
    """
    if tag.startswith("/") or tag == "!doctype html" or _SURE.fullmatch(tag):
        return True
    known = _TAG.fullmatch(tag)
    if not known or known["name"] in FOREIGN:
        return False
    attributes = [(name.lower(), value) for name, value in _ATTRIBUTE.findall(known["attributes"])]
    rel = next((value for name, value in attributes if name == "rel"), None)
    return not any(_of_attribute(known["name"], *attribute, rel) for attribute in attributes)


def _policy(html: str) -> str:
    hashes = " ".join(dict.fromkeys(_hash(script["text"]) for script in _SCRIPT.finditer(html) if _runs(script)))
    named = {**DIRECTIVES, "script-src": f"{DIRECTIVES['script-src']} {hashes}".strip()}
    return "; ".join(f"{name} {value}" for name, value in named.items())


def _runs(script: re.Match[str]) -> bool:
    kind = _TYPE.search(script["attributes"])
    return " src=" not in script["attributes"] and not (kind and kind["type"] in DATA)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _in_tree(root: Any) -> Iterator[str]:
    """What is wrong with an element or an attribute."""
    for element in root.iter():
        tag = element.tag
        if tag in FOREIGN:
            yield f"holds <{tag}>"
        elif tag is etree.Comment and element.text.strip() in UNFILLED:
            yield f"still holds the mark {element.text.strip()}"
        for name, value in element.items():
            if fault := _of_attribute(tag, name, value, element.get("rel")):
                yield fault


def _of_attribute(tag: str, name: str, value: str, rel: str | None) -> str:
    """What is wrong with an attribute of an element that has this `rel`; empty if nothing is."""
    if name in UNFILLED:
        return f'still holds the mark "{name}"'
    if name == "style" or name.startswith("on"):
        return f'holds <{tag} {name}="{value}">'
    if name in ADDRESSES and _acts(tag, rel, value):
        return f'holds <{tag} {name}="{value}">, which runs code or loads from elsewhere'
    return ""


def _acts(tag: str, rel: str | None, address: str) -> bool:
    """True for an address that runs code, or that a browser loads from elsewhere by itself."""
    if ":" not in address and "//" not in address and not _CONTROL.search(address):
        return False
    parts = urlsplit(_CONTROL.sub("", address).lower())
    if parts.scheme in ("javascript", "vbscript", "data"):
        return not (tag == "img" and parts.scheme == "data")
    followed = tag in SHOWN_ONLY or (tag == "link" and rel in NOT_LOADED)
    return not followed and bool(parts.scheme or parts.netloc)
