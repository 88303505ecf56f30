"""Links the first mention of each glossary term in every section of a rendered page.

Works on the finished text, tag by tag, so it never touches code, headings, links or attributes. It also fills the
page's own list of terms, and tells which terms each page used. Knows no Markdown.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement, tostring

from guide.content.schema import Term
from guide.content.terms import GLOSSARY, Mention, Names
from guide.html.tags import behind, classes

SECTION = 2
"""Headings down to this level start a section."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SKIPPED = {*HEADINGS, "a", "code", "pre", "kbd", "th", "dt", "caption", "svg", "script", "style"}
OPT_OUT = "no-glossary"
UNSEEN = "words spare"
"""Classes of a list of terms that only the scripts of a screen read."""

_CITE = '[^<>]* class="cite"[^<>]*>'
_QUIET = "|".join(sorted(SKIPPED - {"a"}))
_STOP = re.compile(rf"<(?P<tag>/?td|a(?!{_CITE})|{_QUIET}|[a-z]+(?= [^<>]*{OPT_OUT}))\b[^<>]*>")
"""A tag that decides what is linked behind it; the others only part one text from the next."""

_MARKUP = re.compile(rf"<a{_CITE}[^<>]*</a>|<!--.*?-->|<[^<>]*>|&#?\w+;", re.DOTALL)
_HREF = re.compile(r'(?<![\w-])href="([^"]*)"')
_ENTRY = re.compile(r'(?<![\w-])href="(?P<href>[^"#]*#(?P<term>[^"]+))"')
_WORDS_HERE = re.compile(r'(<div\b[^<>]*?) data-words-here(?:="[^"]*")?([^<>]*>)')


@dataclass
class Linker:
    """The names to link and the page at hand. `used` maps a page's address to the terms found on it.

    `explained` names the page of the glossary that explains a term, where that is not the first.
    """

    terms: dict[str, Term]
    pages: dict[str, str] = field(default_factory=dict)
    explained: Mapping[str, str] = field(default_factory=dict)
    src: str = ""
    on: bool = True
    own: str | None = None
    used: dict[str, dict[str, None]] = field(default_factory=dict)
    say_label: str = ""
    _entries: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(self.terms)
        self.glossary = {GLOSSARY, *self.explained.values()}

    def open(self, src: str, own: str | None, *, on: bool) -> None:
        """Say which page comes next: its address, the term it is about, and whether it wants links."""
        self.src, self.own, self.on = src, own, on
        self.used[src] = {}

    def linked(self, html: str) -> str:
        """The page at hand, whose HTML this is, with its links and its list of terms."""
        if not self.src:
            return html
        if len(self.glossary) > 1 and (f"{GLOSSARY}#" in html or self.src in self.glossary):
            html = _ENTRY.sub(self._moved, html)
        return self._with_words(_Walk(self, html).linked() if self.on else html)

    def entry(self, key: str) -> str:
        """Where a term is explained: a page of the glossary, and the place on it."""
        return f"/{self._home(key)}#{key}"

    def _home(self, key: str) -> str:
        return self.explained.get(key, GLOSSARY)

    def target(self, href: str) -> str | None:
        """The term that a link on the page at hand leads to, if it leads to one."""
        path, _, fragment = href.partition("#")
        full = _whole_path(posixpath.dirname(self.src), path) if path else self.src
        if full in self.glossary and fragment in self.terms:
            return fragment
        return self.pages.get(full)

    def _moved(self, link: re.Match[str]) -> str:
        """A link to an entry of the glossary, to the page on which that entry is."""
        known = link["term"] in self.terms and self.target(link["href"]) == link["term"]
        return f'href="{self.entry(link["term"])}"' if known else link[0]

    def _with_words(self, html: str) -> str:
        """The page with its terms, and how to say them, in the place kept for them.

        A page that keeps no place gets the list out of sight at its end, so that a script can explain a term where it
        stands. The glossary explains its own terms.
        """
        elsewhere = (key for key in self.used[self.src] if self._home(key) != self.src)
        used = sorted(elsewhere, key=lambda key: self.terms[key].term.lower())
        items = f"<dl>{''.join(map(self._entry, used))}</dl>"
        filled, places = _WORDS_HERE.subn(lambda place: f"{place[1]}{place[2]}{items}", html)
        if places or not used:
            return filled
        return f'{html}\n<template class="{UNSEEN}">{items}</template>'

    def _entry(self, key: str) -> str:
        """A term in a list of terms, the same on every page."""
        if key not in self._entries:
            self._entries[key] = _entry(self.terms[key], self.entry(key), self.say_label)
        return self._entries[key]


class _Walk:
    """Goes through the HTML of one page, in reading order, and links what it finds."""

    def __init__(self, linker: Linker, html: str) -> None:
        self.linker, self.html, self.used = linker, html, linker.used[linker.src]
        self.done, self.out = 0, list[str]()
        self.seen, self.outside = set[str](), list[set[str]]()
        """What this section or cell has mentioned, and what was mentioned before the cell."""
        self.muted = 0
        """Level of the heading that opted out, 0 if none did."""

    def linked(self) -> str:
        """The whole page with its links."""
        at = 0
        while stop := _STOP.search(self.html, at):
            self._stretch(at, stop.start())
            at = self._after(stop)
        self._stretch(at, len(self.html))
        return "".join([*self.out, self.html[self.done :]])

    def _stretch(self, start: int, end: int) -> None:
        """Link what is mentioned from here to there, where all tags only part one text from the next."""
        if self.muted:
            return
        for mention in self._found(self.html[start:end]):
            if mention.key not in self.seen and mention.key != self.linker.own:
                self.seen.add(mention.key)
                self._link(mention.key, start + mention.start, start + mention.end)

    def _found(self, stretch: str) -> Iterable[Mention]:
        names = self.linker.names
        return names.find(_MARKUP.sub(_barrier, stretch)) if names.may_be_in(stretch) else ()

    def _link(self, key: str, start: int, end: int) -> None:
        self.used[key] = None
        link = f'<a class="term" href="{self.linker.entry(key)}">{self.html[start:end]}</a>'
        self.out += [self.html[self.done : start], link]
        self.done = end

    def _after(self, stop: re.Match[str]) -> int:
        """Where to go on: behind the tag, or behind the whole element if nothing in it is linked."""
        tag, opted_out = stop["tag"], OPT_OUT in classes(stop[0])
        skipped = opted_out or tag in SKIPPED
        end = behind(self.html, stop) if skipped else stop.end()
        if tag == "a":
            self._mentioned_by_the_author(stop, self.html[stop.end() : end])
        elif tag in HEADINGS:
            self._heading(HEADINGS[tag], opted_out)
        elif tag == "td" and not skipped:
            self.outside.append(self.seen)
            self.seen = set()
        elif tag == "/td" and self.outside:
            self.seen = self.outside.pop()
        return end

    def _heading(self, level: int, opted_out: bool) -> None:
        if level <= SECTION:
            self.seen = set()
        if level <= self.muted:
            self.muted = 0
        if opted_out:
            self.muted = level

    def _mentioned_by_the_author(self, link: re.Match[str], inside: str) -> None:
        """What a link leads to, and what it says, need no link of ours."""
        href = _HREF.search(link[0])
        for key in [self.linker.target(href[1] if href else ""), *(mention.key for mention in self._found(inside))]:
            if key:
                self.seen.add(key)
                self.used[key] = None


@lru_cache(maxsize=1 << 16)
def _whole_path(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _barrier(markup: re.Match[str]) -> str:
    """As long as the markup, and part of no name."""
    return "\0" * len(markup[0])


def _entry(term: Term, href: str, say_label: str) -> str:
    items = Element("dl")
    link = SubElement(SubElement(items, "dt"), "a", {"href": href})
    link.text = term.term
    if term.say:
        SubElement(items, "dd", {"class": "say"}).text = f"{say_label}: {term.say}."
    SubElement(items, "dd").text = term.definition
    return "".join(tostring(item, encoding="unicode", method="html") for item in items)
