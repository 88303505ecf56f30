"""Folds what a page stands on under what it says: harms into their bands, source marks out of the reader's way.

Knows where answers end; how a fold looks is a template's business.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from guide.content.markdown import CLOSE
from guide.content.page import Page
from guide.content.schema import Meta
from guide.html.evidence.source_marks import MARK, close_up
from guide.html.tree import classes, lead, parse, replace, text
from guide.pages.maker import Maker

HARM = "data-harm"
"""Attribute of what marks the item of a list as a harm, with its name."""

STANDS_ON = "stands-on"
"""Class of the fold under an answer."""

LEAD = 6
"""Words of a block that tell which one its sources are for, where it has no bold ones."""


def fold(root: HtmlElement, page: Page[Meta], maker: Maker) -> None:
    """Put the page's harms in order, and its source marks into folds if its kind asks for that."""
    items = (next(mark.iterancestors("li")) for mark in root.iterfind(f".//li//*[@{HARM}]"))
    for listed in {item.getparent(): None for item in items}:
        _sort(listed, page, maker)
    if maker.guide.kind(page).folded:
        _gather(root, maker)


def _sort(listed: HtmlElement, page: Page[Meta], maker: Maker) -> None:
    """Make the list of harms what the template shows."""
    told = {}
    for mark in listed.findall(f".//*[@{HARM}]"):
        item, name = next(mark.iterancestors("li")), str(mark.get(HARM))
        mark.drop_tree()
        told[name] = text(_serious(item, page, name, maker)).strip()
    replace(listed, maker.harms(page, told))


def _serious(item: HtmlElement, page: Page[Meta], name: str, maker: Maker) -> HtmlElement:
    """The item, which says behind its bold name, before the colon, that the harm is serious if it is."""
    bold = item.find(".//strong")
    if page.meta.harms[name].serious and bold is not None:
        bold[:] = parse(maker.serious(bold.text_content()))
        bold.text = ""
    return item


def _gather(root: HtmlElement, maker: Maker) -> None:
    """Move the source marks of each stretch of text into the fold that ends it."""
    pending: list[tuple[str, list[str]]] = []
    last: HtmlElement | None = None

    def close() -> None:
        if pending and last is not None:
            last.addnext(parse(maker.cited_below(pending))[0])
        pending.clear()

    for block in list(root):
        if STANDS_ON in classes(block) and block.tag == "details":
            _add(block, pending, maker)
            pending.clear()
        elif block.tag == "h2" and last is not None and "lead" not in classes(last):
            close()  # what the summary cites is told under the first section
        elif found := list(_cited(block)):
            own = next((each for each in block.iter("details") if STANDS_ON in classes(each)), None)
            if own is not None:
                _add(own, found, maker)
            else:
                last = block
                pending.extend(found)
    close()


def _cited(block: HtmlElement) -> Iterator[tuple[str, list[str]]]:
    """What each paragraph, item and caption of the block says, and from where; it loses its marks."""
    for element in (each for each in block.iter("p", "li", "figcaption") if not _keeps(each)):
        marks = [mark for mark in element.iterfind(f".//a[@{MARK}]") if _own(mark, element)]
        if marks:
            yield from _told(element, marks)


def _told(element: HtmlElement, marks: list[HtmlElement]) -> list[tuple[str, list[str]]]:
    """What is said before each run of marks, by its first words, with the run's sources."""
    found: list[tuple[str, list[str]]] = []
    for mark in marks:
        close_up(mark)
        mark.text = CLOSE
    for mark, says in zip(marks, element.text_content().split(CLOSE), strict=False):
        if says.strip() or not found:
            found.append((_first(says.split()) if found else "", []))
        found[-1][1].append(str(mark.get(MARK)))
        mark.drop_tree()
    return [(_lead(element), found[0][1]), *found[1:]]


def _own(mark: HtmlElement, element: HtmlElement) -> bool:
    """True for a mark in the words of the element, not of an item inside it."""
    return next((above for above in mark.iterancestors("p", "li", "figcaption")), None) is element


def _keeps(element: HtmlElement) -> bool:
    """True for what stands in a fold, a table or a card: it keeps its marks."""
    return any(
        above.tag in ("details", "table") or "card" in classes(above) for above in (element, *element.iterancestors())
    )


def _add(fold: HtmlElement, pending: list[tuple[str, list[str]]], maker: Maker) -> None:
    """Name the sources of the text above in its own fold, but for those that it names already."""
    there = {str(mark.get(MARK)) for mark in fold.iterfind(f".//a[@{MARK}]")}
    new = [(lead, [key for key in dict.fromkeys(keys) if key not in there]) for lead, keys in pending]
    if cited := [(lead, keys) for lead, keys in new if keys]:
        fold.extend(parse(maker.cited_too(cited)))


def _lead(element: HtmlElement) -> str:
    """What a block is called where its sources are told: its bold name, or its first words."""
    return lead(element) or _first(element.text_content().split())


def _first(words: list[str]) -> str:
    return " ".join(words[:LEAD]) + (" …" if len(words) > LEAD else "")
