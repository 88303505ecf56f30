"""Which words of a page go on from the screen: to paper, into the search, into other programs.

Whoever reads a finished page asks here, so that nothing is told elsewhere that nobody is shown on the page.
"""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
from lxml.html import HtmlElement

from guide.html.tree import classes, document

UNSEEN = frozenset(("script", "style", "template"))
"""Elements that a page only keeps ready."""

CONTROLS = frozenset(("headerlink", "on-screen"))
"""Classes of what works on the guide's own pages alone."""

KIT = "data-kit"
"""Attribute of what leads to the kit that is carried where there is no internet, and does not hold itself."""

SPARE = "spare"
"""Class of what a screen shows, and other programs can use, but paper has no use for."""


def goes_on(element: HtmlElement) -> bool:
    """True for what the page shows without its scripts, and what means the same away from it."""
    unseen = not isinstance(element.tag, str) or element.tag in UNSEEN or "hidden" in element.attrib
    return not unseen and CONTROLS.isdisjoint(classes(element))


def prints(element: HtmlElement) -> bool:
    """True for what goes on paper too."""
    return goes_on(element) and SPARE not in classes(element)


def keep(root: HtmlElement, kept: Callable[[HtmlElement], bool]) -> None:
    """Leave in the tree only those elements that are `kept`, and stand in no other; text beside the others stays."""
    for child in list(root):
        if kept(child):
            keep(child, kept)
        else:
            child.drop_tree()


def leads_to_kit(page: bytes) -> bool:
    """True for a whole page on which something leads to the kit."""
    return KIT.encode() in page


def without_kit(page: bytes) -> bytes:
    """The whole page without what leads to the kit, for the kit."""
    root = document(page)
    for element in root.xpath(f"//*[@{KIT}]"):
        element.drop_tree()
    whole: bytes = lxml.html.tostring(root.getroottree(), encoding="utf-8")
    return whole
