"""Composes the hand-outs: the page as it was rendered, or a sheet of what matters most, ready for the press.

Knows what belongs on which hand-out; how it looks is in `overrides/print/`, which page gets which in `leaflets`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from guide.content.guide import Guide
from guide.content.handouts import Leaflet
from guide.content.page import Page
from guide.content.schema import Edition, Meta
from guide.ground import qr
from guide.ground.problems import Place
from guide.html.shown import keep, prints
from guide.pages.maker import Maker
from guide.paper.press import Job, NotSet
from guide.paper.sections import FOLD, NoPaperForm, apart, early, part, without
from guide.paper.sheet.blocks import Blocks
from guide.paper.typeset import NO_TARGET, Binding, fields, literal, typst

BACK_PARTS = ("words", "sources")
"""Generated parts whose sections end a page: they go with what it stands on."""

_WORD = re.compile(r"\bwords\.(\w+)")


@dataclass(frozen=True)
class Printer:
    """Composes hand-outs. `site_url` may be empty: then paper has a line to write the address on."""

    templates: Path
    maker: Maker
    site_url: str

    @property
    def guide(self) -> Guide:
        """The guide that is printed."""
        return self.maker.guide

    def job(self, leaflet: Leaflet, root: HtmlElement) -> Job:
        """The hand-out for the press, of the page's tree, which is used up. Raises NotSet."""
        try:
            compose = {"full": self._full, "sheet": self._sheet}[leaflet.handout.form]
            source = compose(leaflet, root)
        except NoPaperForm as error:
            raise NotSet(f"{Place(leaflet.page.document.path)}: {error}") from None
        name = f"{leaflet.page.document.path} ({leaflet.address})"
        return Job(name, source, midnight(self.released(leaflet.page, leaflet.handout.name)))

    def template(self, edition: Edition, *names: str, landscape: bool = False) -> str:
        """The edition, the words of the interface that the templates use, and the templates.

        In a `landscape` hand-out wide tables may stand across the page.
        """
        text = "\n".join(self._file(name) for name in ("breaks", "elements", *names))
        across = str(landscape).lower()
        size = f"(paper: {literal(edition.paper)}, size: {edition.size}pt, landscape: {across})"
        return self._with_words(f"#let edition = {size}\n", text)

    def poster_template(self, paper: str) -> str:
        """The words and the template of a poster."""
        text = "\n".join(map(self._file, ("breaks", "poster")))
        return self._with_words(f"#let paper-size = {literal(paper)}\n", text)

    def url(self, page: Page[Meta]) -> str:
        """The page's address on the web; empty while the site has none."""
        return f"{self.site_url.rstrip('/')}/{page.src.removesuffix('.md')}.html" if self.site_url else ""

    def code(self, page: Page[Meta], paper: str = "") -> str:
        """The code of the page's text on that paper; empty for a page or a guide without codes."""
        saying = self.maker.editions.now.get(page.slug)
        return saying.issue.on(paper) if saying and self.maker.page_with("current") else ""

    def released(self, page: Page[Meta], paper: str = "") -> datetime.date | None:
        """The day of the release that gave the text on that paper; None while none has."""
        editions = self.maker.editions
        return editions.released(page.slug, paper) if page.slug in editions.now else None

    def says_where(self, sentence: str) -> str:
        """The sentence with the title of the page that answers to codes; empty where none does."""
        asked = self.maker.page_with("current")
        return sentence.format(title=asked.meta.title) if asked else ""

    def asks(self, page: Page[Meta], paper: str = "") -> str:
        """The address on the web that says whether the paper still holds; empty where there is none."""
        asked = self.maker.page_with("current")
        return f"{self.url(asked)}#{page.slug}={self.code(page, paper)}" if asked and self.site_url else ""

    def clinic(self) -> dict[str, object]:
        """Name and phone of the clinic, which may be empty."""
        clinic = self.guide.clinic
        return {"clinic": clinic.clinic_name, "phone": clinic.clinic_phone}

    def _full(self, leaflet: Leaflet, root: HtmlElement) -> str:
        handout, page = leaflet.handout, leaflet.page
        body = part(without(root, handout.without), handout.since, handout.until)
        binding = Binding(target=self._target(page))
        template = self.template(leaflet.edition, "full", landscape=handout.landscape)
        if not self.guide.kind(page).folded or not body.xpath(f".//details[contains(@class, '{FOLD}')]"):
            return f"{template}\n#handout({self._data(leaflet)}, {typst(body, binding)}, none)\n"
        back = [section.title for section in self.guide.kind(page).sections if section.part in BACK_PARTS]
        keep(body, prints)
        help_first = early(body, self.guide.kind(page).of_role.get("help", ()))
        top, behind = apart(help_first, back)
        return f"{template}\n#handout({self._data(leaflet)}, {typst(top, binding)}, {typst(behind, binding)})\n"

    def _sheet(self, leaflet: Leaflet, root: HtmlElement) -> str:
        handout, page = leaflet.handout, leaflet.page
        assert handout.layout  # as the schema demands of a sheet
        binding = Binding(target=self._target(page), shift=-1)
        blocks = Blocks(self.maker, page, handout.layout, handout.panel, handout.columns, root, binding)
        call = f"#sheet({self._data(leaflet)}, {blocks.code()})"
        return f"{self.template(leaflet.edition, 'sheet')}\n{call}\n"

    def _data(self, leaflet: Leaflet) -> str:
        page, paper = leaflet.page, leaflet.handout.name
        url, asks = self.url(page), self.asks(page, paper)
        return fields(
            {
                "title": page.meta.title,
                "short": f"{page.meta.name}, {leaflet.handout.label}" if leaflet.handout.part else page.meta.name,
                "part": leaflet.handout.label if leaflet.handout.part else "",
                "dated": self.maker.dated(self.released(page, paper)),
                "review": self.maker.review(page),
                "url": url,
                "code": self.code(page, paper),
                "asks": asks,
                "current": self.says_where("“{title}”"),
                "check": "" if asks else self.says_where(self.maker.words["current_where"]),
                "qr": qr.svg(asks or url) if url else "",
                **self.clinic(),
            }
        )

    def _target(self, page: Page[Meta]) -> Callable[[str], str]:
        """Links lead to the web: outside addresses as they are, the guide's own pages where the site has an address.

        An entry of one of the guide's lists (a word, a source) gets none: the paper itself holds it.
        """
        base = self.url(page)

        def target(href: str) -> str:
            if urlsplit(href).scheme in {"http", "https"}:
                return literal(href)
            return literal(urljoin(base, href)) if base and "#" not in href else NO_TARGET

        return target

    def _with_words(self, start: str, text: str) -> str:
        """Only the words that the text uses, so that a change of others makes no PDF anew."""
        words = {key: self.maker.words[key] for key in dict.fromkeys(_WORD.findall(text))}
        return f"{start}#let words = {fields(dict(words))}\n{text}"

    @cached_property
    def _files(self) -> dict[str, str]:
        return {path.stem: path.read_text(encoding="utf-8") for path in sorted(self.templates.glob("*.typ"))}

    def _file(self, name: str) -> str:
        return self._files[name]


def midnight(date: datetime.date | None) -> int:
    """The start of the day of a release in seconds since 1970, so that nothing on paper depends on the clock.

    An archival PDF must bear a time. A text without a release bears the first of all, which nobody takes for its day.
    """
    if date is None:
        return 0
    return int(datetime.datetime.combine(date, datetime.time(), datetime.UTC).timestamp())
