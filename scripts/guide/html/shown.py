"""Which words of a page go on from the screen: to paper, into the search, into other programs.

Whoever reads a finished page asks here, so that nothing is told elsewhere that nobody is shown on the page.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml.html import HtmlElement

from guide.html.tree import classes

UNSEEN = frozenset(("script", "style", "template"))
"""Elements that a page only keeps ready."""

CONTROLS = frozenset(("headerlink", "on-screen"))
"""Classes of what works on the guide's own pages alone."""

SPARE = "spare"
"""Class of what a screen shows, and other programs can use, but paper has no use for."""


def goes_on(element: HtmlElement) -> bool:
    """True for what the page shows without its scripts, and what means the same away from it."""
    unseen = not isinstance(element.tag, str) or element.tag in UNSEEN or "hidden" in element.attrib
    return not unseen and CONTROLS.isdisjoint(classes(element))


def prints(element: HtmlElement) -> bool:
    """True for what goes on paper too."""
    return goes_on(element) and SPARE not in classes(element)


def keep(root: HtmlElement, kept: Callable[[HtmlElement], bool]) -> HtmlElement:
    """The tree with only those elements that are `kept`, and stand in no other; text beside the others stays."""
    for child in list(root):
        if kept(child):
            keep(child, kept)
        else:
            child.drop_tree()
    return root
