"""Tells text from Markdown: what data files say is text, and shows on the page as the characters that it is made of.

Knows which characters mean something to Markdown and HTML; not who wrote them.
"""

from __future__ import annotations

import html
import re

_SPECIAL = re.compile(r"[#*_`~|\[\]{}\\]")
_OPENING = re.compile(r"^(?:\d+(?=[.)](?:\s|$))|[-+](?=\s|$)|--|==|\?{3}|!{3})")
"""What makes a list, a heading, a rule or a box of a line that starts with it."""


class Markdown(str):
    """Text that is meant as Markdown or HTML: templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What template engines ask of text that is not to be escaped."""
        return str(self)


def shown(value: object) -> Markdown:
    """The value so that a reader sees exactly its characters, in a line of Markdown as in an attribute of HTML."""
    if hasattr(value, "__html__"):
        return Markdown(value.__html__())
    line = re.sub(r"\s*\n\s*", " ", str(value))
    escaped = _SPECIAL.sub(lambda special: _entity(special[0]), html.escape(line).replace("&#x27;", "'"))
    return Markdown(_entity(escaped[0]) + escaped[1:] if _OPENING.match(escaped) else escaped)


def _entity(character: str) -> str:
    return f"&#{ord(character)};"
