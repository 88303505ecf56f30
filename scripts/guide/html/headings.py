"""Gives each heading of a page a name that a link can lead to, and lists them; names tables after their heading.

Knows how names are made; where the list is shown is the theme's business.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from markdown.extensions.toc import nest_toc_tokens, unique

from guide.content import markdown

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
            heading.set("id", unique(markdown.anchor(says), taken))
        found.append({"level": int(str(heading.tag)[1]), "id": heading.get("id"), "name": says})
        link = etree.SubElement(heading, "a", {"class": "headerlink", "href": f"#{heading.get('id')}", "title": label})
        link.text = SIGN
    return nest_toc_tokens(found)


def in_steps(root: HtmlElement) -> None:
    """Let each heading stand one step below the one that it belongs to: what the build puts on a page cannot know
    whether an author wrote a heading above it, and readers who hear a page would look for one that was left out."""
    above: list[tuple[int, int]] = []
    for heading in root.iter(*LEVELS):
        level = int(str(heading.tag)[1])
        above = [(written, shown) for written, shown in above if written < level]
        shown = min(level, above[-1][1] + 1 if above else 1)
        heading.tag = f"h{shown}"
        above.append((level, shown))


def tables(root: HtmlElement) -> None:
    """Make each table of an author's Markdown one that can be read aloud: it is named after the heading that it stands
    under, its first column heads the rows, and it scrolls by itself where it is too wide."""
    for table in root.xpath(".//table[not(caption)]"):
        (*_, above) = table.xpath("preceding::h1|preceding::h2|preceding::h3|preceding::h4") or [table]
        named = " ".join(above.text_content().replace(SIGN, "").split())
        for cell in table.iter("th"):
            cell.set("scope", "col")
        for cell in table.xpath("tbody/tr/td[1]"):
            cell.tag = "th"
            cell.set("scope", "row")
        caption = etree.Element("caption", {"class": "no-search"})
        caption.text = named
        table.insert(0, caption)
        region = etree.Element("div", {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": named})
        region.tail, table.tail = table.tail, None
        table.getparent().replace(table, region)
        region.append(table)
