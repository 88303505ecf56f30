"""The content security policy of a page, and what in a page it would stop.

Knows what a browser may load and run: what stands beside the page, and the scripts in it that are named by their hash.
Judges the page as a tree, as a browser makes one, by a list of what is allowed: what nobody thought of is refused.
Where the policy stands in the page is a template's business.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree

from guide.ground.problems import short
from guide.html.policy.allowed import DRAWN, ELEMENTS, EVERYWHERE, FAMILIES

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
DATA = {"application/json", "application/ld+json"}
"""Types of script that hold data and run nothing."""

RUN = {"", "text/javascript"}
"""Types of script that run; modules do not where a page is opened as a file."""

_FIELDS = "button checkbox color date email month number radio range reset search submit tel text time week"
FIELDS = set(_FIELDS.split())
"""Types of fields to fill in: not pictures, which load, nor files and passwords, which no guide asks for."""

LOADED = {"apple-touch-icon", "icon", "manifest", "next", "prev", "stylesheet"}
"""What a <link> may name that a browser loads, at once or in advance."""

NAMED = {"alternate", "author", "canonical", "help", "license"}
"""What a <link> may name without loading it."""

_ABOUT = "application-name author color-scheme description generator keywords referrer robots theme-color viewport"
ABOUT = set(_ABOUT.split())
"""What a <meta> may say of the page."""

FOLLOWED = {"", "http", "https", "mailto", "tel"}
"""Schemes of addresses that a reader may follow."""

NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}

UNFILLED = {"data-used-on", "data-words-here"}
"""Attributes by which a template keeps a place for the build to fill in."""

_PLACE = """/html/*[1][self::head]/meta[@http-equiv and @content = $mark]
    [not(preceding-sibling::*[not(self::meta or self::link or self::title)])]
    [not(preceding-sibling::text()[normalize-space()])]"""
"""The policy where a browser heeds it: in the head, before every script and before all that would end the head."""

_LEFT_OUT = re.compile("[\x00-\x20]")
"""What a browser takes out of an address, or some of it, before it reads it."""

_SCHEME = re.compile(r"(?P<name>[a-z][a-z0-9+.-]*):")
_DRAWING_VALUE = re.compile(r"""(?:(?!url\()[^:/\\"'])*(?:url\(#[\w-]+\))?""")
"""A length, a color, a path or the name of a part of the same drawing: nothing that can be read as an address."""

_LEFT_OVER = re.compile(r"\{\{|\}\}|\[\^|\{ ?[.#:]")


class Judged(NamedTuple):
    """A whole page with its policy in the place kept for it, what is wrong with it, and the page as a tree."""

    html: str
    faults: list[str]
    root: Any


def judged(html: str) -> Judged:
    """The page with its policy; what the policy would stop, what loads from elsewhere, marks left over."""
    root, errors = _tree(html)
    whole = str(html).replace(MARK, _policy(root), 1)  # what a template made would escape the quotes of the policy
    return Judged(whole, list(dict.fromkeys(_faults(html, root, errors))), root)


def _faults(html: str, root: Any, errors: list[str]) -> Iterator[str]:
    if html.count(MARK) != 1 or not root.xpath(_PLACE, mark=MARK):
        yield "has no place for its content policy"
    yield from (f"is no HTML that every browser reads alike: {error}" for error in errors)
    yield from _hidden(root)
    yield from _in_elements(root)
    yield from _left_over(root)


def _tree(html: str) -> tuple[Any, list[str]]:
    """The page as a tree, read as the HTML standard says, and what is not written as it says."""
    parser = etree.HTMLParser(huge_tree=True)
    root = etree.fromstring(html, parser)
    return root, [f"{error.message} (line {error.line})" for error in parser.error_log]


# ---- the policy --------------------------------------------------------------------


def _policy(root: Any) -> str:
    hashes = " ".join(dict.fromkeys(hashed(script.text or "") for script in root.iter("script") if _runs(script)))
    named = {**DIRECTIVES, "script-src": f"{DIRECTIVES['script-src']} {hashes}".strip()}
    return "; ".join(f"{name} {value}" for name, value in named.items())


def _runs(script: Any) -> bool:
    return "src" not in script.attrib and _word(script.get("type", "")) in RUN


def hashed(text: str) -> str:
    """What a policy calls a script or a style that stands in the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# ---- what stands in the page ---------------------------------------------------------


def _hidden(root: Any) -> Iterator[str]:
    """Where a browser could see elements and the tree does not, as it takes all for text or for a remark."""
    for remark in root.xpath("//comment() | //processing-instruction()"):
        yield f"holds the remark <!--{short(remark.text.strip(), 40)}-->"
    for title in root.xpath("//title[contains(., '<')] | //textarea[contains(., '<')]"):
        if not title.xpath("parent::head and not(preceding-sibling::*[not(self::meta or self::link)])"):
            yield f"holds < in a <{title.tag}>"
    if root.xpath("/*[2]"):
        yield "goes on after </html>"
    if root.xpath("//script[contains(., '<!--') or contains(., '</')]"):
        yield "holds <!-- or </ in a <script>"


def _in_elements(root: Any) -> Iterator[str]:
    drawn = {part for drawing in root.iter("svg") for part in drawing.iter()}
    for element in root.iter(etree.Element):
        known, judge = (DRAWN, _in_drawing) if element in drawn else (ELEMENTS, _in_text)
        own = known.get(element.tag)
        if own is None:
            yield f"holds <{element.tag}>"
            continue
        for name, value in element.items():
            allowed = name in EVERYWHERE or _ours(name) or (name in own and judge(element, name, value))
            if not allowed or "</" in value:
                yield _fault(element.tag, name, value)


def _ours(name: str) -> bool:
    return name.startswith(FAMILIES) and name not in UNFILLED


def _fault(tag: str, name: str, value: str) -> str:
    if name in UNFILLED:
        return f'still holds the mark "{name}"'
    return f'holds <{tag} {name}="{short(value, 80)}">, which can run, load, send or lead elsewhere'


def _in_text(element: Any, name: str, value: str) -> bool:
    judge = _JUDGES.get((element.tag, name))
    return not judge or judge(element, value)


def _in_drawing(_: Any, name: str, value: str) -> bool:
    if name in {"href", "xlink:href"}:
        return value.startswith("#")
    return value in NAMESPACES if name.startswith("xmlns") else bool(_DRAWING_VALUE.fullmatch(value))


def _left_over(root: Any) -> Iterator[str]:
    """Marks of the guide's own that a reader would see."""
    said = "\n".join(text or "" for element in root.iter(etree.Element) for text in _texts(element))
    yield from (f'still holds the mark "{mark}"' for mark in _LEFT_OVER.findall(said))


def _texts(element: Any) -> Iterable[str | None]:
    """What an element says of itself, inside up to its first child, and after it; code is not said."""
    return (*element.values(), None if element.tag == "script" else element.text, element.tail)


# ---- what an attribute may say -------------------------------------------------------


def _word(value: str) -> str:
    return value.strip().lower()


def _scheme(address: str) -> str:
    found = _SCHEME.match(_LEFT_OUT.sub("", address).lower())
    return found["name"] if found else ""


def _followed(_: Any, address: str) -> bool:
    """True for an address that does nothing until a reader follows it, and then only leads there."""
    return _scheme(address) in FOLLOWED


def _beside(_: Any, address: str) -> bool:
    """True for an address on the same site: a browser reads a backslash as a slash, and two slashes as a host."""
    return not _scheme(address) and not _LEFT_OUT.sub("", address).replace("\\", "/").startswith("//")


def _picture(element: Any, address: str) -> bool:
    return _beside(element, address) or _LEFT_OUT.sub("", address).lower().startswith("data:image/")


def _linked(element: Any, address: str) -> bool:
    rels = set(element.get("rel", "").lower().split())
    return _beside(element, address) or (rels <= NAMED and _followed(element, address))


def _one_of(words: set[str]) -> Callable[[Any, str], bool]:
    return lambda _, value: _word(value) in words


def _says(element: Any, content: str) -> bool:
    """True for a <meta> that says what it may: nothing of what leads elsewhere, and the one policy."""
    if "http-equiv" in element.attrib:
        return content == MARK
    return _word(element.get("name", "")) != "referrer" or content == "no-referrer"


_JUDGES: Mapping[tuple[str, str], Callable[[Any, str], bool]] = {
    ("a", "href"): _followed,
    ("img", "src"): _picture,
    ("input", "type"): _one_of(FIELDS),
    ("link", "href"): _linked,
    ("link", "rel"): lambda _, rels: set(rels.lower().split()) <= LOADED | NAMED,
    ("meta", "charset"): _one_of({"utf-8"}),
    ("meta", "content"): _says,
    ("meta", "http-equiv"): _one_of({"content-security-policy"}),
    ("meta", "name"): _one_of(ABOUT),
    ("script", "src"): _beside,
    ("script", "type"): _one_of(RUN | DATA),
}
"""What the attributes say that could do harm."""
