"""Gives each heading of a page a name that a link can lead to, and lists them.

Knows how names are made; where the list is shown is the theme's business.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from markdown.extensions.toc import nest_toc_tokens, slugify, unique

LEVELS = tuple(f"h{level}" for level in range(1, 7))
SIGN = "\u00b6"

Headings = Any
"""A list: the headings of a page as themes want them: level, id and name, those of lower levels inside as children."""


def name(root: HtmlElement, label: str) -> Headings:
    """Give each heading an id of its own and a link to itself, called `label`; returns the list of headings."""
    taken = {str(element.get("id")) for element in root.iter(etree.Element) if element.get("id")}
    found: Any = []
    for heading in root.iter(*LEVELS):
        says = " ".join("".join(heading.itertext()).split())
        if not heading.get("id"):
            heading.set("id", unique(slugify(says, "-"), taken))
        found.append({"level": int(str(heading.tag)[1]), "id": heading.get("id"), "name": says})
        link = etree.SubElement(heading, "a", {"class": "headerlink", "href": f"#{heading.get('id')}", "title": label})
        link.text = SIGN
    return nest_toc_tokens(found)
