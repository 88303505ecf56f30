"""Links the first mention of each glossary term in every section, while Markdown is rendered.

Works on the tree that Python-Markdown has built, so it never touches code, headings, links or attributes. It also
fills the page's own list of terms, and tells which terms each page used.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from guide.glossary import GLOSSARY, Mention, Names
from guide.model import Term

PRIORITY = 6
"""After inline text and the table of contents are made, before MkDocs resolves and checks links (0)."""

SECTIONS = {"h1", "h2"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SKIPPED = {*HEADINGS, "a", "code", "pre", "kbd", "th", "dt", "caption", "svg", "script", "style"}
OPT_OUT = "no-glossary"
CITE = "cite"
UNSEEN = "words spare"
"""Classes of a list of terms that only the scripts of a screen read."""
RAW = "\x02wzxhzdk:"
"""How Python-Markdown marks a piece of raw HTML that it has set aside."""

_RAW_MARK = re.compile("\x02wzxhzdk:([0-9]+)\x03")


@dataclass
class Linker:
    """The names to link and the page at hand. `used` maps a page's address to the terms found on it."""

    terms: dict[str, Term]
    pages: dict[str, str] = field(default_factory=dict)
    glossary: str = GLOSSARY
    src: str = ""
    on: bool = True
    own: str | None = None
    used: dict[str, dict[str, None]] = field(default_factory=dict)
    say_label: str = ""

    def __post_init__(self) -> None:
        self.names = Names(self.terms)

    def open(self, src: str, own: str | None, *, on: bool) -> None:
        """Say which page comes next: its address, the term it is about, and whether it wants links."""
        self.src, self.own, self.on = src, own, on
        self.used[src] = {}

    def target(self, href: str) -> str | None:
        """The term that a link on the page at hand leads to, if it leads to one."""
        path, fragment = urldefrag(href)
        folder = posixpath.dirname(self.src)
        full = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") if path else self.src
        if full == self.glossary and fragment in self.terms:
            return fragment
        return self.pages.get(full)


class GlossaryExtension(Extension):
    """Adds the linker to a Markdown instance."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.linker = linker

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the tree processor `guide_glossary` at priority 6; keep captions out of paragraphs."""
        md.block_level_elements.append("caption")
        md.treeprocessors.register(_Processor(md, self.linker), "guide_glossary", PRIORITY)


class _Processor(Treeprocessor):
    def __init__(self, md: Markdown, linker: Linker) -> None:
        super().__init__(md)
        self.linker = linker

    def run(self, root: Element) -> None:
        if self.linker.src:
            walk = _Walk(self.linker, self.md.htmlStash.rawHtmlBlocks)
            if self.linker.on:
                walk.children(root)
            _fill_words(root, self.linker)


@dataclass
class _Walk:
    linker: Linker
    raw: list[str | Element]
    """Pieces of raw HTML, which stand in the text as numbered marks."""
    seen: set[str] = field(default_factory=set)
    muted: int = 0
    """Level of the heading that opted out, 0 if none did."""

    def children(self, parent: Element) -> None:
        """Visit all that stands in `parent`, in reading order."""
        inside = list(parent)
        self._text(parent, None, parent.text)
        for child in inside:
            if child.tag in SECTIONS:
                self.seen = set()
            self._heading(child)
            self._element(child)
            self._text(parent, child, child.tail)

    def _element(self, element: Element) -> None:
        if element.tag == "a":
            if element.get("class") != CITE:
                self._author_link(element)
        elif element.tag == "td" and not _quiet(element):
            before, self.seen = self.seen, set()
            self.children(element)
            self.seen = before
        elif not _quiet(element):
            self.children(element)

    def _heading(self, element: Element) -> None:
        if level := HEADINGS.get(element.tag):
            if self.muted and level <= self.muted:
                self.muted = 0
            if OPT_OUT in element.get("class", "").split():
                self.muted = level

    def _author_link(self, element: Element) -> None:
        key = self.linker.target(element.get("href", ""))
        mentioned = [mention.key for mention in self.linker.names.find("".join(element.itertext()))]
        for term in [key, *mentioned]:
            if term:
                self.seen.add(term)
                self.linker.used[self.linker.src][term] = None

    def _text(self, parent: Element, after: Element | None, text: str | None) -> None:
        """Link what is mentioned in the text of `parent` that follows its child `after`."""
        if not text or self.muted or isinstance(text, AtomicString):
            return
        end, last = 0, after
        for mention in self._wanted(text):
            _put(parent, last, text[end : mention.start])
            link = self._link(mention, text)
            parent.insert(_following(parent, last), link)
            last, end = link, mention.end
        if last is not after:
            _put(parent, last, text[end:])

    def _wanted(self, text: str) -> Iterator[Mention]:
        quiet = _quiet_spans(text, self.raw) if RAW in text else []
        for mention in self.linker.names.find(text):
            if mention.key in self.seen or mention.key == self.linker.own:
                continue
            if any(start <= mention.start < end for start, end in quiet):
                continue
            self.seen.add(mention.key)
            yield mention

    def _link(self, mention: Mention, text: str) -> Element:
        self.linker.used[self.linker.src][mention.key] = None
        link = Element("a", {"class": "term", "href": f"/{self.linker.glossary}#{mention.key}"})
        link.text = AtomicString(text[mention.start : mention.end])
        return link


def _following(parent: Element, child: Element | None) -> int:
    return 0 if child is None else list(parent).index(child) + 1


def _put(parent: Element, after: Element | None, text: str) -> None:
    if after is None:
        parent.text = text
    else:
        after.tail = text


def _quiet(element: Element) -> bool:
    return element.tag in SKIPPED or OPT_OUT in element.get("class", "").split()


def _quiet_spans(text: str, raw: list[str | Element]) -> list[tuple[int, int]]:
    """Where the text stands inside a raw <span> that opts out."""
    spans: list[tuple[int, int]] = []
    open_at: list[int | None] = []
    for mark in _RAW_MARK.finditer(text):
        tag = str(raw[int(mark[1])]) if int(mark[1]) < len(raw) else ""
        if tag.startswith("<span"):
            open_at.append(mark.end() if OPT_OUT in tag else None)
        elif tag == "</span>" and open_at:
            start = open_at.pop()
            spans += [(start, mark.start())] if start is not None else []
    return spans


def _fill_words(root: Element, linker: Linker) -> None:
    """Write the terms of the page, with how to say them, into the place kept for them.

    A page that keeps no place gets the list out of sight at its end, so that a script can explain a term where it
    stands. The glossary explains its own terms.
    """
    places = [place for place in root.iter("div") if place.get("data-words-here") is not None]
    used = linker.used[linker.src]
    if not places and used and linker.src != linker.glossary:
        places = [SubElement(root, "template", {"class": UNSEEN, "data-words-here": ""})]
    for place in places:
        del place.attrib["data-words-here"]
        items = SubElement(place, "dl")
        for key in sorted(used, key=lambda key: linker.terms[key].term.lower()):
            _word(items, key, linker)


def _word(items: Element, key: str, linker: Linker) -> None:
    term = linker.terms[key]
    link = SubElement(SubElement(items, "dt"), "a", {"href": f"/{linker.glossary}#{key}"})
    link.text = AtomicString(term.term)
    if term.say:
        SubElement(items, "dd", {"class": "say"}).text = AtomicString(f"{linker.say_label}: {term.say}.")
    SubElement(items, "dd").text = AtomicString(term.definition)
