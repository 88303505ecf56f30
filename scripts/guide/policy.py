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
_CONTROL = re.compile(r"[\x00-\x20]")
_LEFT = re.compile(r"\{\{|\}\}|\[\^|\{ ?[.#:]")
_SIGNS = "{}["
"""One of these is in whatever is left over: to look for a single character costs next to nothing."""


def applied(html: str) -> str:
    """The page with its policy in the place kept for it."""
    return html.replace(MARK, _policy(html), 1)


def faults(html: str) -> Iterator[str]:
    """What is wrong with a whole page: what the policy would stop, what loads from elsewhere, marks left over."""
    if MARK not in html:
        yield "has no place for its content policy"
    text = _SCRIPT.sub("", html)
    if any(sign in text for sign in _SIGNS):
        yield from (f'still holds the mark "{left[0]}"' for left in _LEFT.finditer(text))
    yield from _in_tree(etree.HTML(html))


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
    """What is wrong with an element or an attribute. One loop over a thousand elements, as every page goes through."""
    for element in root.iter():
        tag = element.tag
        if tag in FOREIGN:
            yield f"holds <{tag}>"
        elif tag is etree.Comment and element.text.strip() in UNFILLED:
            yield f"still holds the mark {element.text.strip()}"
        for name, value in element.items():
            if name in UNFILLED:
                yield f'still holds the mark "{name}"'
            elif name == "style" or name.startswith("on"):
                yield f'holds <{tag} {name}="{value}">'
            elif name in ADDRESSES and _acts(tag, element, value):
                yield f'holds <{tag} {name}="{value}">, which runs code or loads from elsewhere'


def _acts(tag: str, element: Any, address: str) -> bool:
    """True for an address that runs code, or that a browser loads from elsewhere by itself."""
    if ":" not in address and "//" not in address and not _CONTROL.search(address):
        return False
    parts = urlsplit(_CONTROL.sub("", address).lower())
    if parts.scheme in ("javascript", "vbscript", "data"):
        return not (tag == "img" and parts.scheme == "data")
    followed = tag in SHOWN_ONLY or (tag == "link" and element.get("rel") in NOT_LOADED)
    return not followed and bool(parts.scheme or parts.netloc)
