"""All pages of one guide: each is judged as it is written, rendered, and judged as it is shown.

Knows in which order that must be; what a page holds and what is asked of it is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from guide.checks.examination import Examination, Examined
from guide.content.files import MADE
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.parts import parts_of
from guide.content.schema import Meta
from guide.content.terms import meaning
from guide.ground.parallel import mapped
from guide.ground.problems import refuse
from guide.html import links
from guide.html.linker import Linker
from guide.html.render import Rendered, Renderer
from guide.html.tree import parse
from guide.pages.maker import Maker


class Drawn(NamedTuple):
    """What the other pages need to know of a rendered page: its name on the cache, its terms, its places."""

    name: str
    terms: dict[str, None]
    places: links.Places


Made = tuple[Examined | None, Drawn | None]
"""What comes of a page: how it was judged, if an author wrote it, and as what it was rendered, if it could be."""


@dataclass
class Pages:
    """The rendered pages of a guide, which are too many to hold: they are taken from where they are kept.

    A page can be had once all are drawn up.
    """

    guide: Guide
    maker: Maker
    renderer: Renderer
    used: dict[str, dict[str, None]] = field(default_factory=dict)
    """The terms on each page, by its address."""
    _names: dict[str, str] = field(default_factory=dict)
    """The name under which each page is kept."""

    def draw_up(self, examination: Examination, made: Iterable[str]) -> None:
        """Judge and render all pages, each at once and in one go; one that is not in order is not rendered.

        `made` are the addresses of files that the build adds to the site. Raises BadGuide with all that is wrong, or
        else with every link to a place that no page has.
        """
        late = [page for page in self.guide.pages.values() if any(one.measured for one in parts_of(page, self.guide))]
        drawn = self._all(examination, {page.src for page in late})
        self._judge(drawn, examination)
        for _ in range(2 if late else 0):  # what says how all pages measure up is a page that is measured
            drawn |= {page.src: self._shown(page, drawn[page.src][0], examination) for page in late}
            self._judge(drawn, examination)
        self._take_in({src: page for src, (_, page) in drawn.items() if page}, made)

    def page(self, src: str) -> Rendered:
        """The rendered page. Another build may have tidied it away since; then it is made again."""
        return self.renderer.taken(self._names[src]) or self.renderer.page(self.guide.pages[src])

    def _all(self, examination: Examination, late: set[str]) -> dict[str, Made]:
        written = examination.guide.pages

        def one(page: Page[Meta]) -> Made:
            found = examination.of(written[page.src]) if page.src in written else None
            ready = page.src not in late and not (found and found.problems)
            return self._shown(page, found, examination) if ready else (found, None)

        return dict(zip(self.guide.pages, mapped(one, list(self.guide.pages.values())), strict=True))

    def _shown(self, page: Page[Meta], found: Examined | None, examination: Examination) -> Made:
        made = self.renderer.page(page)
        root = parse(made.html)
        drawn = Drawn(made.name, made.terms, links.places(root))
        return found and examination.shown(page.src, found, root), drawn

    def _judge(self, drawn: Mapping[str, Made], examination: Examination) -> None:
        problems, self.maker.quality = examination.ended({src: found for src, (found, _) in drawn.items() if found})
        refuse(problems)

    def _take_in(self, drawn: Mapping[str, Drawn], made: Iterable[str]) -> None:
        self._names = {src: page.name for src, page in drawn.items()}
        self.renderer.tidy(self._names.values())
        self.used = {src: drawn[src].terms for src in self.guide.pages}
        places = {links.address("", src): drawn[src].places for src in self.guide.pages}
        refuse(links.lost(places, self.guide, {*self.guide.assets, *MADE, *made}))


def linker_of(maker: Maker) -> Linker:
    """What links the terms of a guide."""
    pages = {page.src: term for term, page in maker.guide.term_pages.items()}
    explained = {key: page.src for key, page in maker.places("glossary").items()}
    meanings = {key: meaning(term, maker.words) for key, term in maker.guide.terms.items()}
    own = maker.guide.clinic.named
    return Linker(maker.guide.terms, pages, explained, say_label=maker.words["say"], own=own, meanings=meanings)
