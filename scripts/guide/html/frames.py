"""Puts a frame around each page, on all cores, and keeps the whole pages until the site is written.

Knows what a whole page must not hold, what the search finds on it, and when one can be used again; the frame itself is
made by whoever knows the theme.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, TypeVar

from guide.content.guide import Guide
from guide.ground.cache import Cache, Memory, key
from guide.ground.parallel import mapped
from guide.ground.problems import Place, Problem
from guide.html import links, policy, search
from guide.html.headings import Headings
from guide.html.tree import parse

T = TypeVar("T")


class Content(NamedTuple):
    """A page for its frame: its addresses among the sources and on the site, its finished HTML, its headings, the terms
    it uses, what the theme may know of it."""

    src: str
    url: str
    html: str
    headings: Headings
    terms: Iterable[str]
    meta: dict[str, Any]


Framed = Callable[[Content], str]
"""Makes a whole page of its content."""

Made = tuple[bytes, links.Places, list[dict[str, Any]], list[Problem]]
"""A whole page, its places and links, what the search finds on it, and what is wrong with it."""


class Whole(NamedTuple):
    """What is known of a whole page, and its key in the memory."""

    src: str
    url: str
    key: str
    places: links.Places
    found: list[dict[str, Any]]
    faults: list[Problem]


@dataclass
class Frames:
    """The whole pages of one build of a guide, which are too many to hold: they lie in `cache`, which is this build's
    own. `known`: what the theme may know of the guide besides its outline."""

    guide: Guide
    known: tuple[str, ...]
    memory: Memory | None
    cache: Cache
    places: dict[str, links.Places] = field(default_factory=dict)
    """The places and links of every whole page, by its address on the site."""

    def make(
        self, contents: Iterable[Callable[[], Content]], framed: Framed, theme: str, beside: Callable[[], None]
    ) -> tuple[list[dict[str, Any]], list[Problem]]:
        """Frame each page and keep it; what the search finds on all of them, and all that no page may hold.

        `theme` stands for the theme and its settings. The work `beside` is done with that on the pages.
        """
        jobs: list[Callable[[], Whole | None]] = [
            beside,
            *(partial(self._whole, one, framed, theme) for one in contents),
        ]
        pages = [page for page in mapped(_done, jobs) if page]
        self.places |= {page.url: page.places for page in pages}
        for page in pages:
            if self.memory:
                self.memory.put(page.key, (self._taken(page.src), page.places, page.found, page.faults))
        return [entry for page in pages for entry in page.found], [fault for page in pages for fault in page.faults]

    def page(self, src: str) -> str:
        """A whole page that was framed."""
        return self._taken(src).decode()

    def _taken(self, src: str) -> bytes:
        made = self.cache.take(key(src))
        if made is None:
            raise FileNotFoundError(f"the finished page {src} was thrown away while the build was at work")
        return made

    def judged(self, src: str, html: str) -> tuple[str, links.Places, list[Problem]]:
        """A whole page with its content policy, its places and links, and what is wrong with it, whether it is one of
        the guide's or not."""
        page, whole = self.guide.pages.get(src), policy.judged(html)
        place = Place(page.document.path if page else src)
        fix = "content holds plain text and Markdown; templates put scripts and styles in files of their own"
        found = links.places(whole.root)
        return whole.html, found, [Problem(place, f"the page {fault}", fix) for fault in whole.faults]

    def _whole(self, ready: Callable[[], Content], framed: Framed, theme: str) -> Whole:
        content = ready()
        name = self._key(content, theme) if self.memory else ""
        html, *known = (self.memory.take(name) if self.memory else None) or self._made(content, framed)
        self.cache.put(key(content.src), html)
        return Whole(content.src, content.url, name, *known)

    def _made(self, content: Content, framed: Framed) -> Made:
        page = self.guide.pages[content.src]
        html, places, problems = self.judged(content.src, framed(content))
        found = search.entries(page, parse(content.html), content.url, self.guide, content.terms)
        return html.encode(), places, [entry.data() for entry in found], problems

    def _key(self, content: Content, theme: str) -> str:
        """Stands for all that decides a whole page."""
        texts = self.guide.outline, *self.known, theme, self.guide.pages[content.src].document.body
        return key("framed", *texts, json.dumps([*content[:-2], list(content.terms), content.meta], default=str))


def _done(job: Callable[[], T]) -> T:
    return job()
