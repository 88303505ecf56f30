"""Renders whole pages: Markdown in, HTML with its headings and its terms out. Keeps what it made.

Knows Python-Markdown and that all pages share one instance of it; not what stands on a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Markdown

from guide.content.terms import names_of
from guide.ground.cache import Cache, key, makers
from guide.html.linker import Linker
from guide.html.links import resolved
from guide.html.quick import QuickExtension
from guide.html.splice import SpliceExtension

LIBRARIES = ("markdown", "pymdown-extensions")


Headings = list[dict[str, Any]]
"""What `toc` says of the headings of a page, those of lower levels inside."""


@dataclass(frozen=True)
class Rendered:
    """A page's HTML with addresses as they are on the site, its headings as `toc` tells them, the terms it uses.

    `name` is what it is kept under.
    """

    html: str
    headings: Headings
    terms: dict[str, None]
    name: str


class Renderer:
    """Renders the pages of one guide.

    `extensions` are names that Python-Markdown knows, `settings` their options by name. To them come the linker of
    glossary terms, what brings the generated parts, and what makes the others quicker. A page is taken from the cache
    if it was made there from the same text, by the same code, with the same names of terms to link, and if the terms
    that it uses still mean the same.
    """

    def __init__(self, linker: Linker, extensions: Iterable[str], settings: Mapping[str, Any], cache: Cache) -> None:
        self._linker, self._splice, self._cache = linker, SpliceExtension(), cache
        self._sayings: dict[str, str] = {}
        given, own = list(extensions), [self._splice, QuickExtension()]
        self._markdown = Markdown(extensions=[*given, *own], extension_configs={**settings})
        code = makers(LIBRARIES, sorted(Path(__file__).parents[1].rglob("*.py")))
        self._makers = key(code, json.dumps([given, settings], default=str), _names(linker))

    def page(self, src: str, own: str | None, text: str, *, links: bool) -> Rendered:
        """The page `src` from its Markdown. `own`: the term it is about; `links`: whether it wants links to terms."""
        name = key(self._makers, src, own or "", str(links), text)
        kept = self.taken(name)
        if kept is None:
            self._linker.open(src, own, on=links)
            html = self._linker.linked(self._markdown.reset().convert(self._splice.markdown_of(text)))
            headings: Headings = self._markdown.toc_tokens  # type: ignore[attr-defined]
            kept = Rendered(resolved(html, src), headings, self._linker.used[src], name)
            self._put(kept)
        return kept

    def taken(self, name: str) -> Rendered | None:
        """The page that is kept under that name; None if it is there no more, or its terms mean something else now."""
        found = self._cache.take(name)
        if found is None:
            return None
        head, _, html = found.partition(b"\n")
        data = json.loads(head)
        if data["meanings"] != self._meanings(data["terms"]):
            return None
        return Rendered(html.decode(), data["headings"], dict.fromkeys(data["terms"]), name)

    def tidy(self, names: Iterable[str]) -> None:
        """Throw away all pages that are kept under other names."""
        self._cache.tidy(set(names))

    def _put(self, made: Rendered) -> None:
        terms = list(made.terms)
        head = json.dumps({"headings": made.headings, "terms": terms, "meanings": self._meanings(terms)})
        self._cache.put(made.name, f"{head}\n{made.html}".encode())

    def _meanings(self, terms: Iterable[str]) -> str:
        """Stands for what a page says of its terms."""
        return key(*(self._saying(term) for term in terms))

    def _saying(self, term: str) -> str:
        if term not in self._sayings:
            self._sayings[term] = self._linker.terms[term].model_dump_json()
        return self._sayings[term]


def _names(linker: Linker) -> str:
    """All that decides what is linked, and where to."""
    names = {term: list(names_of(known)) for term, known in linker.terms.items()}
    return json.dumps([names, linker.pages, dict(linker.explained), linker.say_label])
