"""Makes the index of the search: what each section says, and the other names that readers know things by.

Knows which text is worth finding: what a page repeats from elsewhere (sources, tables, words) is found at its home. The
words of a thousand pages would be more than a phone should load, so in a large guide each page is one entry.
How a query is corrected and what comes first is decided in the browser, by `overrides/assets/find.js` and `rank.js`.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import Element, HtmlElement

from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import Answer, Meta
from guide.content.terms import PART, names_of
from guide.ground.alike import plain
from guide.html.shown import goes_on
from guide.html.tree import INLINE, classes, written

WORDS = "search/vocabulary.js"
"""Address of the words by which the browser corrects a query and knows an emergency."""

HEADINGS = {f"h{level}" for level in range(1, 7)}
BLOCKS = {"p", "li", "dt", "dd", "div", "td", "th", "blockquote", "figcaption", "caption", "summary", "pre"}
APART = BLOCKS | HEADINGS
UNREAD = "svg"
UNREAD_CLASSES = frozenset(("no-search", "cite"))
"""Classes of what is found elsewhere, and of marks."""


@dataclass(frozen=True)
class Entry:
    """What the search can find: an address, its title, the text that is searched and shown, and other names."""

    location: str
    title: str
    text: str
    tags: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """The entry in the form that the theme's search reads."""
        known: dict[str, Any] = {"location": self.location, "title": self.title, "text": self.text}
        return {**known, "tags": self.tags} if self.tags else known


@dataclass
class Section:
    """A heading's id (empty for the page itself), its words, the blocks below it, and its level.

    `leads`: a heading that is read stands right below it, and further down.
    """

    id: str
    title: str
    blocks: list[str] = field(default_factory=list)
    level: str = ""
    leads: bool = False


def entries(page: Page[Meta], root: HtmlElement, url: str, guide: Guide, used: Iterable[str]) -> Iterator[Entry]:
    """All that can be found on the page. `root`: its tree; `used`: the keys of the terms on it."""
    if len(guide.pages) <= guide.settings.longest_search:
        yield from _sections(page, root, url, guide)
    elif page.stretch == 1:
        yield _whole(page, url, guide, used)


def _whole(page: Page[Meta], url: str, guide: Guide, used: Iterable[str]) -> Entry:
    """The page as one entry: its message, its other names and its terms."""
    terms = ", ".join(guide.terms[key].term for key in used)
    return _entry(
        url, Section("", page.meta.title, [page.meta.summary, *([terms] if terms else [])]), _names(page, guide)
    )


def _sections(page: Page[Meta], root: HtmlElement, url: str, guide: Guide) -> Iterator[Entry]:
    """The page itself and each of its sections that says something; of a further page, its name, under which the search
    lists what is on it, and the terms it explains."""
    explains = page.asks_for(PART)
    if page.stretch > 1 and not explains:
        return
    first, *others = sections(root, page.meta.title)
    own = (first, _names(page, guide)) if page.stretch == 1 else (Section("", page.meta.title), ())
    yield _entry(url, *own)
    for section in others:
        term = guide.terms.get(section.id) if explains else None
        if (section.blocks or (section.leads and not explains)) and (term or page.stretch == 1):
            yield _entry(url, section, term.aliases if term else ())


def _entry(url: str, section: Section, names: Iterable[str]) -> Entry:
    tags = tuple(plain(name) for name in dict.fromkeys(names) if name.casefold() != section.title.casefold())
    text = "".join(map(_paragraph, section.blocks))
    title = html.escape(section.title, quote=False)
    return Entry(f"{url}#{section.id}" if section.id else url, plain(title), plain(text), tags)


def _paragraph(text: str) -> str:
    """The text as the theme's search wants it."""
    paragraph = Element("p")
    paragraph.text = text
    return written(paragraph)


def _names(page: Page[Meta], guide: Guide) -> Iterator[str]:
    """Other names of a page: its own, and those of the term it is about."""
    yield from page.meta.aliases
    if page.meta.short:
        yield page.meta.short
    if page.meta.term:
        yield from names_of(guide.terms[page.meta.term])


def sections(root: HtmlElement, title: str) -> list[Section]:
    """The page whose tree this is, cut at its headings; the first section is the page itself, under its title."""
    found = [Section("", title)]
    for element in _read(root):
        text = " ".join("".join(_own(element)).split()) if element.tag in APART else ""
        if element.tag in HEADINGS and element.tag != "h1" and element.get("id"):
            found[-1].leads = bool(found[-1].id) and not found[-1].blocks and found[-1].level < element.tag
            found.append(Section(str(element.get("id")), text, level=element.tag))
        elif text and element.tag in BLOCKS:
            found[-1].blocks.append(text)
    return found


def _is_read(element: HtmlElement) -> bool:
    """True for what the search reads with all that is inside it, but for what it does not read there."""
    return goes_on(element) and element.tag != UNREAD and UNREAD_CLASSES.isdisjoint(classes(element))


def _read(root: HtmlElement) -> Iterator[HtmlElement]:
    """All elements below the root that the search reads, in order."""
    for child in filter(_is_read, root):
        yield child
        yield from _read(child)


def _own(element: HtmlElement) -> Iterator[str]:
    """The text of the element without that of blocks and headings inside it. What stands in a line parts no word."""
    yield element.text or ""
    for child in element:
        apart = "" if child.tag in INLINE or not isinstance(child.tag, str) else " "
        yield apart
        if _is_read(child) and child.tag not in APART:
            yield from _own(child)
        yield f"{apart}{child.tail or ''}"


# ---- for the browser ------------------------------------------------------------


Short = Callable[[Page[Meta], Answer], str]
"""Says the short form of a page's answer, its numbers written out."""


def for_the_browser(guide: Guide, skip: str, short: Short) -> dict[str, Any]:
    """The words that a query is corrected to, those it can spare, those that readers type for others, the signs of an
    emergency as readers put them, and the answers of all pages in their short form, if the pages are few enough that
    all their words are found."""
    page = guide.help_page
    return {
        "words": " ".join(_vocabulary(guide)),
        "skip": skip,
        "same": [[plain(word) for word in words] for words in guide.settings.same_words],
        "help": page.file if page else "",
        "signs": list(_signs(guide)) if page else [],
        "answers": list(_answers(guide, short)) if len(guide.pages) <= guide.settings.longest_search else [],
    }


def _vocabulary(guide: Guide) -> list[str]:
    names = [name for page in guide.in_order for name in (page.meta.title, *_names(page, guide))]
    names += [name for term in guide.terms.values() for name in names_of(term)]
    names += [asked for _, _, sign in guide.emergency.signs for asked in sign.asked]
    return sorted({word for name in names for word in plain(name).casefold().split()})


def _answers(guide: Guide, short: Short) -> Iterator[dict[str, Any]]:
    for page in guide.in_order:
        for answer in page.meta.answers.values():
            column = guide.columns.get(answer.question)
            if column and answer.short:
                reasons = [guide.conditions[slug].meta.name for slug in answer.reasons]
                asked = " ".join((column.question, column.label, *column.asked, *reasons))
                says = f"{column.question} {short(page, answer)}"
                yield {"page": page.file, "asked": plain(asked), "says": plain(says)}


def _signs(guide: Guide) -> Iterator[dict[str, Any]]:
    clinic = guide.clinic.model_dump()
    for key, _, sign in guide.emergency.signs:
        card, lead = guide.emergency.cards[key], guide.emergency.groups[sign.for_whom].lead
        says = f"{lead}: {sign.text}" if lead else sign.text
        if sign.asked:
            known = {"card": card.heading.format(**clinic), "sign": says, "urgency": card.urgency}
            yield {**known, "asked": list(sign.asked)}
