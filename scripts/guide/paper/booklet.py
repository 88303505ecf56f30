"""Composes the booklet: every chapter, a glossary that says on which pages a word is used, and all sources.

Knows the order of the book and where its links lead; how it looks is in `overrides/print/booklet.typ`.
"""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urldefrag, urlsplit

from lxml.html import HtmlElement

from guide.checks.editions import Editions
from guide.content.guide import Guide
from guide.content.handouts import FOLDER
from guide.content.page import Page
from guide.content.schema import Edition, Meta
from guide.content.terms import PART
from guide.ground.problems import Place
from guide.paper.handout import Printer, midnight
from guide.paper.press import Job, NotSet
from guide.paper.sections import BACK, NoPaperForm, drop, without
from guide.paper.typeset import NO_TARGET, Binding, fields, literal, typst

Content = Callable[[str], HtmlElement]
"""Gives the tree of a page by its address, for one use."""


@dataclass(frozen=True)
class Volume:
    """One book: its number, how many there are, and its chapters."""

    number: int
    count: int
    chapters: Sequence[Page[Meta]]

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return f"booklet-{self.number}" if self.count > 1 else "booklet"


def volumes(guide: Guide) -> list[Volume]:
    """The guide's book, cut where it would grow too thick."""
    chapters, size = _chapters(guide), guide.paper.booklet.volume
    cut = [chapters[start : start + size] for start in range(0, len(chapters), size)]
    return [Volume(number, len(cut), part) for number, part in enumerate(cut, 1)]


def released(volume: Volume, editions: Editions) -> datetime.date | None:
    """The day of the last release of its texts; None while one of them waits for a release."""
    return editions.released_together(page.slug for page in volume.chapters)


def _chapters(guide: Guide) -> list[Page[Meta]]:
    """The single pages that the book begins with, then folder by folder."""
    first = [guide.pages[src] for src in guide.paper.booklet.pages]
    folders = [page for folder in guide.settings.folders for page in guide.folder_pages(folder)]
    return [*first, *(page for page in folders if page.src not in guide.paper.booklet.without)]


@dataclass(frozen=True)
class Binder:
    """Composes booklets from rendered pages."""

    printer: Printer
    title: str

    def jobs(self, rendered: Content) -> Iterator[tuple[str, Job]]:
        """Address on the site and job of each volume in each edition."""
        for volume in volumes(self.printer.guide):
            body = self._body(volume, rendered)
            for key in self.printer.guide.paper.booklet.editions:
                source = self._source(volume, self.printer.guide.paper.editions[key], body)
                day = released(volume, self.printer.maker.editions)
                yield f"{FOLDER}/{volume.name}-{key}.pdf", Job(f"{volume.name} ({key})", source, midnight(day))

    def _source(self, volume: Volume, edition: Edition, body: str) -> str:
        data: dict[str, object] = {
            "title": self.title,
            "short": self.title,
            "volume": f"{volume.number} / {volume.count}" if volume.count > 1 else "",
            "review": self.printer.maker.reviews(volume.chapters),
            "dated": self.printer.maker.dated(released(volume, self.printer.maker.editions)),
            "url": self.printer.site_url,
            "check": self.printer.says_where(self.printer.maker.words["current_chapters"]),
            **self.printer.clinic(),
        }
        return f"{self.printer.template(edition, 'booklet')}\n#show: booklet.with({fields(data)})\n{body}\n"

    def _body(self, volume: Volume, rendered: Content) -> str:
        folders = self.printer.guide.settings.folders
        parts = []
        for folder, pages in groupby(volume.chapters, key=lambda page: page.folder):
            heading = folders.get(folder) or self.printer.maker.words["booklet_first"]
            parts.append(f"#part({literal(heading)})")
            parts += [self._chapter(page, volume, rendered(page.src)) for page in pages]
        return "\n".join([*parts, "#metadata(none) <back>", self._glossary(volume, rendered), self._sources()])

    def _chapter(self, page: Page[Meta], volume: Volume, root: HtmlElement, shift: int = 1) -> str:
        root = drop(without(root, self._back_matter(page)), BACK)  # all of it stands once, at the book's end
        try:
            body = typst(root, self._binding(page, volume, shift))
            code = literal(self.printer.code(page))
            return f"#chapter({literal(page.meta.name)}, code: {code})\n#{body}"
        except NoPaperForm as error:
            raise NotSet(f"{Place(page.document.path)}: {error}") from None

    def _back_matter(self, page: Page[Meta]) -> list[str]:
        """Titles of the sections that the end of the book takes over."""
        return [section.title for section in self.printer.guide.kind(page).sections if not section.written]

    def _binding(self, page: Page[Meta], volume: Volume, shift: int) -> Binding:
        chapters = {chapter.src for chapter in volume.chapters}
        numbers = self._numbers()

        def target(href: str) -> str:
            if href.startswith("#source-"):
                return f"label({literal('source-' + href.removeprefix('#source-'))})"
            if urlsplit(href).scheme:
                return literal(href)
            path = posixpath.normpath(posixpath.join(page.folder, urldefrag(href)[0]))
            src = path.removesuffix(".html") + ".md"
            return f"label({literal(src)})" if src in chapters and src != page.src else NO_TARGET

        title = f"label({literal(page.src)})"
        return Binding(target=target, title=title, mark=lambda key: str(numbers[key]), shift=shift)

    def _numbers(self) -> dict[str, int]:
        """Source key -> its number in the book."""
        return {key: number for number, key in enumerate(self.printer.guide.sources, 1)}

    def _glossary(self, volume: Volume, rendered: Content) -> str:
        """The glossary is a part of its own, so its headings are one level higher than those of a chapter."""
        found = [page for page in self.printer.guide.in_order if page.asks_for(PART)]
        return "\n".join(self._chapter(page, volume, rendered(page.src), shift=0) for page in found)

    def _sources(self) -> str:
        rows = "".join(
            f"({number}, label({literal('source-' + key)}), {literal(self._entry(key))}), "
            for key, number in self._numbers().items()
        )
        return f"#sources(({rows}))"

    def _entry(self, key: str) -> str:
        source, words = self.printer.guide.sources[key], self.printer.maker.words
        copy = f", {words['seen_copy']}" if source.seen == "copy" else ""
        title = source.title.rstrip(" .")
        return f"{source.publisher.rstrip('.')}. {title}. {source.year or words['no_year']} ({source.strength}{copy})"
