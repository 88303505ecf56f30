"""Tells text from Markdown and both from finished HTML, where all three stand on one page.

What data files say is text, and shows on the page as the characters that it is made of. Knows which characters mean
something to Markdown and HTML; not who wrote them.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

NO_BREAK = "\u00a0"
"""A space at which no line ends."""

_SPECIAL = re.compile(r"[#*_`~|\[\]{}\\\ue000\ue001]")
_OPENING = re.compile(r"^(?:\d+(?=[.)](?:\s|$))|[-+](?=\s|$)|--|==|\?{3}|!{3})")
"""What makes a list, a heading, a rule or a box of a line that starts with it."""


PLACE, _CLOSE = "\ue000", "\ue001"
"""Characters for private use, which no text holds: what stands between them is HTML, or the mark of its place."""

_FINISHED = re.compile(f"({PLACE}[^{_CLOSE}]*{_CLOSE})")

_MARKDOWN_SIGN = re.compile("&#(?!(?:34|38|39|60|62);)([0-9]+);")
"""A character that was written as a number though it means nothing in HTML."""


class Markdown(str):
    """Text that is meant as Markdown or HTML: templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What template engines ask of text that is not to be escaped."""
        return str(self)


def shown(value: object) -> Markdown:
    """The value so that a reader sees exactly its characters, in a line of Markdown as in an attribute of HTML."""
    if isinstance(value, Markdown):
        return value
    return Markdown(value.__html__()) if hasattr(value, "__html__") else _escaped(str(value))


@lru_cache(maxsize=1 << 14)
def _escaped(text: str) -> Markdown:
    line = re.sub(r"\s*\n\s*", " ", text)
    escaped = _SPECIAL.sub(lambda special: _entity(special[0]), html.escape(line).replace("&#x27;", "'"))
    return Markdown(_entity(escaped[0]) + escaped[1:] if _OPENING.match(escaped) else escaped)


def finished(html: str) -> Markdown:
    """A block of HTML for a place between blocks of Markdown."""
    return Markdown(f"\n\n{PLACE}{html}{_CLOSE}\n\n")


def pieces(text: str) -> list[str]:
    """The text cut at its finished blocks, those included: Markdown and HTML in turn, Markdown first and last."""
    return _FINISHED.split(text)


def content(block: str) -> str:
    """The HTML of a finished block as `pieces` gives it, without the care that only Markdown asks for."""
    return _MARKDOWN_SIGN.sub(lambda sign: chr(int(sign[1])), block.removeprefix(PLACE).removesuffix(_CLOSE))


def kept_place(number: int | str) -> str:
    """What stands for a finished block while the Markdown around it is rendered."""
    return f"{PLACE}{number}{_CLOSE}"


def _entity(character: str) -> str:
    return f"&#{ord(character)};"
