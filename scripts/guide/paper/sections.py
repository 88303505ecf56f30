"""What of a rendered page goes on a paper: its sections, or some of them, with the words and sources that they use.

Knows which parts a page has, by its level-two headings and by classes; not how anything looks on paper, nor which of
its words are for a screen alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml.html import HtmlElement

from guide.html.shown import keep, prints
from guide.html.tree import classes, lead, parse

TAIL = "tail"
"""Class of a fold around what ends a page."""

BACK = ("page-sources", "copy-note", "review", TAIL)
"""Classes of what ends a page: whose it is and what it rests on."""


FOLD = "stands-on"
"""Class of a fold with what the text above it stands on."""

SURE = "how-sure"
"""Class of the line that stays in place of such a fold: how sure the text above it is."""


CARD = "card-sources"
"""Class of a fold with the sources of a card."""


class NoPaperForm(Exception):
    """What cannot be put on paper; the text says why."""


def section(root: HtmlElement, title: str) -> HtmlElement:
    """What stands under the level-two heading of that title, under one new element. Raises NoPaperForm."""
    found, inside, known = parse(""), False, False
    for child in list(root):
        if child.tag == "h2":
            inside = _title(child) == title
            known = known or inside
        elif inside:
            found.append(child)
    if not known:
        raise _no_section(title)
    return found


def numbered(entries: Iterable[HtmlElement]) -> list[tuple[int, HtmlElement]]:
    """The entries of a list, each with the number that it shows: its own, or how many stand before it and itself."""
    return [(int(entry.get("value", place)), entry) for place, entry in enumerate(entries, 1)]


def without(root: HtmlElement, titles: Iterable[str]) -> HtmlElement:
    """The page without the level-two sections of these titles, and without the words and sources only they use."""
    gone, dropping = set(titles), False
    for child in list(root):
        if child.tag == "h2":
            dropping = _title(child) in gone
        if dropping:
            root.remove(child)
    if gone:
        _prune(root)
    return root


def part(root: HtmlElement, since: str, until: str) -> HtmlElement:
    """The page from the level-two section `since` up to the section `until`, either of which may be empty.

    What stands above the first section and what ends the page is in every part. Raises NoPaperForm.
    """
    wanted = {since, until} - {""}
    found = {title for child in root.iterchildren("h2") if (title := _title(child)) in wanted}
    if missing := sorted(wanted - found):
        raise _no_section(missing[0])
    inside, above = not since, True
    for child in list(root):
        if child.tag == "h2":
            inside, above = (inside or _title(child) == since) and _title(child) != until, False
        if not (inside or above or set(BACK) & set(classes(child))):
            root.remove(child)
    if wanted:
        _prune(root)
    return root


def _no_section(title: str) -> NoPaperForm:
    return NoPaperForm(f"there is no section {title!r}; name one that the page has")


def early(root: HtmlElement, titles: Iterable[str]) -> HtmlElement:
    """The page with the sections of these titles right after its first one, so that nobody has to look for them."""
    wanted, heads = set(titles), list(root.iterchildren("h2"))
    moving, inside = list[HtmlElement](), False
    for child in list(root):
        inside = _title(child) in wanted if child.tag == "h2" else inside
        if inside:
            moving.append(child)
    if moving and len(heads) > 1 and heads[0] not in moving:
        for child in moving:
            heads[1].addprevious(child)
    return root


def apart(root: HtmlElement, back: Iterable[str]) -> tuple[HtmlElement, HtmlElement]:
    """The page without what it stands on, and that under headings of its own, section by section: the folds, of which
    only how sure a text is stays in its place, and at the end the sections of these titles, which all of it ends in."""
    behind, end, ends = parse(""), parse(""), set(back)
    head: HtmlElement | None = None
    for child in list(root):
        head = child if child.tag == "h2" else head
        if head is not None and _title(head) in ends:
            end.append(child)
        elif folds := _folds(child):
            _head(behind, head)
            for fold in folds:
                behind.extend(_moved(fold))
    behind.extend(list(end))
    return root, behind


def _folds(block: HtmlElement) -> list[HtmlElement]:
    """The folds in a block, or that it is: what texts stand on, and the sources of cards."""
    return [each for each in block.iter("details") if {FOLD, CARD} & {*classes(each)}]


def _head(behind: HtmlElement, section: HtmlElement | None) -> None:
    """The heading of a section, unless it is the one that has just begun."""
    if section is not None:
        head = named(section)
        head.tag = "h3"
        if [_title(each) for each in behind.iterchildren("h3")][-1:] != [_title(head)]:
            behind.append(head)


def _moved(fold: HtmlElement) -> Iterator[HtmlElement]:
    """What a fold holds, after the words that it is about. How sure they are stays in its place; what else the fold
    says of them, as that they are a usual range, follows their name."""
    rated, cited = fold.find("summary/span"), "cited" in classes(fold)
    if rated is not None:
        rated.tail = None
    name, about = fold.makeelement("p", {"class": "announces"}), _about(fold)
    if about is not None:
        about.tail = " "
        name.append(about)
    if not cited and rated is not None:
        stays = rated.find("strong") is not None
        place = fold.makeelement("p", {"class": SURE}) if stays else name
        place.append(rated)
        if stays:
            fold.addprevious(place)
    if len(name):
        yield name
    fold.tail = None
    fold.getparent().remove(fold)
    if cited:
        yield fold  # a line of marks
    else:
        yield from (child for child in list(fold) if child.tag != "summary")


def _about(fold: HtmlElement) -> HtmlElement | None:
    """The bold words that the text above a fold begins with, or the heading above it; None right under a section."""
    for before in fold.itersiblings(preceding=True):
        if before.tag == "h2":
            return None
        if before.tag in {"h3", "h4"}:
            return named(before)
        if before.tag == "p" and lead(before):
            return named(before[0])
        if before.tag == "details" or SURE in classes(before):
            return None
    return None


def named(label: HtmlElement) -> HtmlElement:
    """What an element says, in bold elsewhere: as it is written, without the sign behind it."""
    bold = deepcopy(label)
    keep(bold, prints)
    bold.tag, bold.tail = "strong", None
    bold.attrib.clear()
    _drop_sign(bold)
    return bold


def _drop_sign(element: HtmlElement) -> None:
    last = element[-1] if len(element) else None
    if last is None:
        element.text = (element.text or "").rstrip(" :,")
    elif rest := (last.tail or "").rstrip(" :,"):
        last.tail = rest
    else:
        last.tail = None
        _drop_sign(last)


def longest(root: HtmlElement) -> list[str]:
    """The titles of the page's level-two sections, the longest first."""
    found, title = dict[str, int](), ""
    for child in root:
        title = _title(child) if child.tag == "h2" else title
        found[title] = found.get(title, 0) + len("".join(_spoken(child)).split())
    found.pop("", None)
    return sorted(found, key=lambda title: -found[title])


def drop(root: HtmlElement, names: Iterable[str]) -> HtmlElement:
    """The page without the elements of these classes."""
    for name in names:
        for element in root.find_class(name):
            element.drop_tree()
    return root


def _title(heading: HtmlElement) -> str:
    return "".join(_spoken(heading)).strip()


def _spoken(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if prints(child):
            yield from _spoken(child)
        yield child.tail or ""


def _prune(root: HtmlElement) -> None:
    """Drop words that no text uses any more, and sources that no mark leads to; the others keep their numbers."""
    keep(root, prints)
    used = {str(link.get("href")).rpartition("#")[2] for link in root.find_class("term")}
    for word in root.xpath("//div[contains(@class,'words')]//dt[a]"):
        if str(word.find("a").get("href")).rpartition("#")[2] not in used:
            _drop_word(word)
    cited = {str(link.get("href")) for link in root.find_class("cite")}
    for number, entry in numbered(root.xpath("//ol[contains(@class,'page-sources')]/li")):
        entry.set("value", str(number))
        if f"#{entry.get('id')}" not in cited:
            entry.drop_tree()


def _drop_word(word: HtmlElement) -> None:
    following = word.getnext()
    while following is not None and following.tag == "dd":
        following.drop_tree()
        following = word.getnext()
    word.drop_tree()
