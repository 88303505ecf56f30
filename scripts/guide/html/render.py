"""Renders pages: what is composed becomes a tree, its sources numbered, its terms linked, its addresses as on the site.

Knows in which order a page becomes whole, and keeps what came of it: a page is not made twice of the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from guide.content import markdown
from guide.content.page import Page
from guide.content.schema import Meta
from guide.ground.cache import Cache, key, makers
from guide.html import headings
from guide.html.evidence import source_marks
from guide.html.evidence.folds import fold
from guide.html.fill import fill
from guide.html.headings import Headings
from guide.html.linker import Linker
from guide.html.links import resolve
from guide.html.tree import parse, replace, text
from guide.pages.compose import Composed, compose, on_paper_only
from guide.pages.maker import Maker

LIBRARIES = ("markdown", "pymdown-extensions", "lxml", "jinja2")

SOURCES = "data-sources-here"
"""Attribute of the place that the part `sources` keeps for the list, which is known when all marks are numbered."""


@dataclass(frozen=True)
class Rendered:
    """A page's HTML with addresses as they are on the site, its headings, the terms it uses, the sources it lists.

    `name` is what it is kept under.
    """

    html: str
    headings: Headings
    terms: dict[str, None]
    sources: tuple[str, ...]
    name: str


class Renderer:
    """Renders the pages of one guide.

    A page is taken from the cache if it was made there by the same code and templates, of the same text and parts, in a
    guide that knows the same besides what other pages say for themselves.
    """

    def __init__(self, maker: Maker, linker: Linker, cache: Cache) -> None:
        self._maker, self.linker, self._cache = maker, linker, cache
        code = makers(LIBRARIES, sorted([*Path(__file__).parents[1].rglob("*.py"), *maker.templates.glob("*.html")]))
        self._known = key(code, maker.guide.outline, *maker.words.values())

    def page(self, page: Page[Meta]) -> Rendered:
        """The page, from its title to its sources."""
        composed = compose(page, self._maker)
        own = page.document.data, str(page.stretch), str(self._maker.changed(page))
        name = key(self._known, page.src, *own, composed.text, *composed.fills)
        kept = self.taken(name)
        if kept is None:
            kept = self._made(page, composed, name)
            head = json.dumps({"headings": kept.headings, "terms": list(kept.terms), "sources": kept.sources})
            self._cache.put(name, f"{head}\n{kept.html}".encode())
        return kept

    def taken(self, name: str) -> Rendered | None:
        """The page that is kept under that name; None if it is there no more."""
        found = self._cache.take(name)
        if found is None:
            return None
        head, _, html = found.partition(b"\n")
        data = json.loads(head)
        return Rendered(html.decode(), data["headings"], dict.fromkeys(data["terms"]), tuple(data["sources"]), name)

    def tidy(self, names: Iterable[str]) -> None:
        """Throw away all pages that are kept under other names."""
        self._cache.tidy(set(names))

    def _made(self, page: Page[Meta], composed: Composed, name: str) -> Rendered:
        words, root = self._maker.words, parse(markdown.to_html(composed.text))
        fill(root, composed)
        fold(root, page, self._maker)
        notes = source_marks.number(root, words["source"])
        for keys in on_paper_only(page, self._maker):
            notes.add(keys)
        source_marks.number_folds(root, words["source"], notes)
        for place in root.xpath(f".//*[@{SOURCES}]"):
            replace(place, self._maker.sources_of(page, notes))
        headings.in_steps(root)
        found = headings.name(root, words["heading_link"])
        headings.tables(root)
        terms = self.linker.link(root, page.src, page.meta.term, on=page.meta.glossary)
        resolve(root, page.src)
        return Rendered(text(root), found, terms, tuple(notes.numbers), name)
