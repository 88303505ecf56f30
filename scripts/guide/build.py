"""One build of one guide: read, judge and draw up its pages, print them, frame them, and say what came of it.

The plan: each step is another module's business. Names no site generator; whoever knows one asks for the steps in turn.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from guide.checks import readability
from guide.checks.examination import Examination
from guide.checks.notes import broken_words, no_claims, unshown_groups, unused_terms
from guide.checks.rules import safety
from guide.content.document import Unreadable
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.exports import kit
from guide.exports.beside import Beside
from guide.exports.theme import ForTheme
from guide.ground.cache import Cache, Memory
from guide.ground.preview import Preview, state
from guide.ground.problems import BadGuide, refusal, refuse
from guide.ground.scratch import Scratch
from guide.html import links
from guide.html.frames import Content, Framed, Frames
from guide.html.pages import Pages, linker_of
from guide.html.render import Renderer
from guide.html.tree import document, parse, text
from guide.pages import menu
from guide.pages.long_lists import WHOLE, split
from guide.pages.maker import Maker
from guide.pages.templates import read_words
from guide.pages.worksheets import with_worksheets
from guide.paper import current, downloads
from guide.paper.handout import Printer
from guide.paper.press import NoForm, NotSet, Press, Print
from guide.paper.printing import Shop

KEPT = Path(".build")
"""Where things are kept for the next build: PDFs and pages beside `docs/`, fonts and templates beside `overrides/`."""


@dataclass
class Build:
    """A checked guide on its way to a site, its pages drawn up.

    `folders` hold all that it is made of; what only this build needs lies in `scratch`.
    """

    pages: Pages
    shop: Shop
    frames: Frames
    beside: Beside
    theme: ForTheme
    folders: tuple[Path, ...]
    scratch: Scratch
    kit_size: int = 0

    @property
    def guide(self) -> Guide:
        """The guide that is built."""
        return self.pages.guide

    def finished(self, src: str) -> HtmlElement:
        """The page with what only the whole site knows: where its terms are used, what there is on paper."""
        return self._finished(self.pages.page(src).html, src)

    def print_paper(self, name: str, preview: Preview[dict[str, Print]] | None = None) -> None:
        """Make every PDF from the finished pages, unless the environment asks for none.

        In a preview they follow later, and those made last are shown. Raises BadGuide with all that is too long or
        cannot be set.
        """
        if not _without_paper():
            make = partial(self._printed, name)
            self.shop.prints |= preview.of(state(self.folders), make) if preview else make()

    def frame(self, urls: Mapping[str, str], framed: Framed, settings: Path) -> list[dict[str, Any]]:
        """Put the theme around each page and keep the whole pages; what the search finds on them.

        `urls` gives the address on the site of each page, by its address among the sources; `settings` is the file of
        the generator's settings, which may change in a preview. Raises BadGuide with all that no page may hold.
        """
        theme = state(self.folders[1:]) + settings.read_text(encoding="utf-8") if self.frames.memory else ""
        contents = (partial(self._content, src, url) for src, url in urls.items())
        found, problems = self.frames.make(contents, framed, theme, self.beside.write_for_machines)
        refuse(problems)
        return found

    def whole(self, name: str, html: str) -> str:
        """A page that is none of the guide's, as it is published, with its content policy. Raises BadGuide."""
        whole, self.frames.places[name], problems = self.frames.judged(name, html)
        refuse(problems)
        return whole

    def end(self, site: Path, name: str, *, packed: bool = True) -> None:
        """Add the offline kit to the finished site of that name, and leave the figures where the command finds them.

        A build without paper has no kit. To pack it small takes time, which a preview spares. Raises BadGuide with
        every link of the site, and of the kit, that leads nowhere.
        """
        top = f"{urlsplit(self.beside.site_url).path.rstrip('/')}/"
        refuse(links.lost(self.frames.places, self.guide, {*kit.files(site), kit.KIT}, top))
        if not _without_paper():
            start = self.whole(kit.START, self.pages.maker.start(name))
            own = kit.write(site, start, packed=packed)
            refuse(links.lost(self._in_kit(own, inside := kit.inside(site)), self.guide, inside))
            self.kit_size = (site / kit.KIT).stat().st_size
        if target := os.environ.get("GUIDE_SUMMARY"):
            Path(target).write_text(json.dumps(self.summary(site)), encoding="utf-8")

    def summary(self, site: Path) -> dict[str, Any]:
        """How much of everything the build made."""
        guide, used = self.guide, self.pages.used
        return {
            "pages": len(guide.pages),
            "tables": len(guide.comparisons) + len(guide.conditions),
            "terms": len(guide.terms),
            "sources": len(guide.sources),
            "pdfs": len(self.shop.prints),
            "pdf_bytes": sum(len(made.content) for made in self.shop.prints.values()),
            "kit_bytes": self.kit_size,
            "unshown_groups": [str(note) for note in unshown_groups(guide)],
            "broken_words": [str(note) for note in broken_words(guide)],
            "no_claims": [str(note) for note in no_claims(guide)],
            "unused_terms": [str(note) for note in unused_terms(guide, used, self.pages.renderer.linker.glossary)],
            "site": str(site),
        }

    def _in_kit(self, own: Mapping[str, bytes], inside: set[str]) -> dict[str, links.Places]:
        """The places and links of the pages `inside` the kit, some of them in a form of its `own`."""
        known = self.frames.places | {name: links.places(document(page)) for name, page in own.items()}
        pages = {f"{kit.FOLDER}/{name}": places for name, places in known.items()}
        return {name: places for name, places in pages.items() if name in inside} | {kit.START: known[kit.START]}

    def _printed(self, name: str) -> dict[str, Print]:
        try:
            rendered = lambda src: parse(self.pages.page(src).html)  # noqa: E731
            prints, problems = self.shop.run(rendered, self._on_paper, name)
        except NoForm as error:
            refuse(safety.cannot_be_printed(self.guide, str(error)))
            raise BadGuide(f"paper has no letters for {error}; look in overrides/words.yml and mkdocs.yml") from None
        except NotSet as error:
            raise BadGuide(str(error)) from None
        refuse(problems)
        return prints

    def _on_paper(self, src: str) -> HtmlElement:
        """The page as it is printed: a list that goes on on further pages is whole."""
        page = self.guide.pages[src]
        if len(self.guide.stretches_of(page)) == 1:
            return self.finished(src)
        return self._finished(self.pages.renderer.page(replace(page, stretch=WHOLE)).html, src)

    def _finished(self, content: str, src: str) -> HtmlElement:
        root, maker = parse(content), self.pages.maker
        links.used_on(root, src, self.guide, self.pages.used, partial(maker.fragment, "_used-on"))
        downloads.fill(root, maker, self.shop.prints)
        current.fill(root, self.guide.pages[src], maker, self.shop.prints)
        return root

    def _content(self, src: str, url: str) -> Content:
        made, used = self.pages.page(src), self.pages.used[src]
        html, meta = text(self._finished(made.html, src)), self.theme.meta(src, made.sources)
        return Content(src, url, html, made.headings, used, meta)


def _without_paper() -> bool:
    return os.environ.get("GUIDE_PAPER") == "none"


def open_build(contents: Contents, overrides: Path, site_url: str, memory: Memory | None = None) -> Build:
    """Read a guide, judge it, and draw up its pages. `memory` is that of the builds before.

    Raises BadGuide with every problem.
    """
    if memory:
        memory.turn()
    examination = _examined(contents, overrides, memory)
    try:
        build = _opened(examination, (contents.docs, overrides), site_url, memory)
        build.pages.draw_up(examination, [kit.KIT])
    except BadGuide:
        raise
    except Exception:
        refuse(examination.all()[0])  # what came of them need not be told
        raise
    return build


def _examined(contents: Contents, overrides: Path, memory: Memory | None) -> Examination:
    """What the pages are examined with, of a guide that can be read and is in order apart from them."""
    try:
        words = read_words(overrides / "words.yml")
    except Unreadable as error:
        raise refusal([error.problem]) from None
    loaded = load(contents)
    if loaded.guide is None:
        raise refusal(loaded.problems)
    examination = Examination(loaded.guide, words, memory)
    if loaded.problems or examination.between:
        refuse([*loaded.problems, *examination.all()[0]])
    return examination


def _opened(examination: Examination, folders: tuple[Path, Path], site_url: str, memory: Memory | None) -> Build:
    words, (docs, overrides) = examination.words, folders
    kept, tools, scratch = docs.parent / KEPT, overrides.parent / KEPT, Scratch(docs.parent / KEPT)
    readability.make_ready()
    guide = split(menu.with_folder_pages(with_worksheets(examination.guide, words), words), words)
    maker = Maker(guide, overrides / "generated", words)
    maker.keep_compiled(tools / "templates" / "parts")
    shop = Shop(Printer(overrides / "print", maker, site_url), Press(Cache(kept / "paper"), tools / "typeface"))
    return Build(
        pages=Pages(guide, maker, Renderer(maker, linker_of(maker), Cache(kept / "pages"))),
        shop=shop,
        frames=Frames(guide, (*words.values(), downloads.home(guide)), memory, Cache(scratch.folder / "pages")),
        beside=Beside(maker, site_url, tools / "typeface", tools, scratch.folder),
        theme=ForTheme(maker, site_url, shop.prints, tools),
        folders=folders,
        scratch=scratch,
    )
