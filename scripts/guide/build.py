"""One build of one guide: read, judge and draw up its pages, print them, frame them, and say what came of it.

The plan: each step is another module's business. Names no site generator; whoever knows one asks for the steps in turn.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from guide.checks import readability
from guide.checks.examination import Examination, examined
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.exports import kit
from guide.exports.beside import Beside
from guide.exports.finished import Finished
from guide.exports.summary import summary
from guide.exports.theme import ForTheme
from guide.ground.cache import Cache, Memory
from guide.ground.preview import Preview, state
from guide.ground.problems import BadGuide, refuse
from guide.ground.scratch import Scratch
from guide.html import links
from guide.html.frames import Framed, Frames
from guide.html.pages import Pages, linker_of
from guide.html.render import Renderer
from guide.pages.generated import with_generated
from guide.pages.maker import Maker
from guide.pages.templates import read_words
from guide.paper import downloads
from guide.paper.handout import Printer
from guide.paper.press import Press, Print
from guide.paper.printing import Shop

KEPT = Path(".build")
"""Where things are kept for the next build: PDFs and pages beside `docs/`, fonts and templates beside `overrides/`."""


@dataclass
class Build:
    """A checked guide on its way to a site. `folders` hold all it is made of, `scratch` what only this build needs."""

    pages: Pages
    shop: Shop
    frames: Frames
    beside: Beside
    theme: ForTheme
    finished: Finished
    folders: tuple[Path, ...]
    scratch: Scratch
    on_paper: bool

    @property
    def guide(self) -> Guide:
        """The guide that is built."""
        return self.pages.guide

    def print_paper(self, name: str, preview: Preview[dict[str, Print]] | None = None) -> None:
        """Make every PDF of the site of that name from the finished pages, unless the environment asks for none.

        In a preview they follow later, and those made last are shown. Raises BadGuide.
        """
        if self.on_paper:
            make = partial(self.finished.printed, name)
            self.shop.prints |= preview.of(state(self.folders), make) if preview else make()

    def frame(self, urls: Mapping[str, str], framed: Framed, settings: Path) -> list[dict[str, Any]]:
        """Put the theme around each page and keep the whole pages; what the search finds on them.

        `urls` gives the address on the site of each page, by its address among the sources; `settings` is the file of
        the generator's settings, which may change in a preview. Raises BadGuide with all that no page may hold.
        """
        theme = state(self.folders[1:]) + settings.read_text(encoding="utf-8") if self.frames.memory else ""
        contents = (partial(self.finished.content, src, url) for src, url in urls.items())
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
        top, known, size = f"{urlsplit(self.beside.site_url).path.rstrip('/')}/", self.frames.places, 0
        refuse(links.lost(known, self.guide, {*kit.files(site), kit.KIT}, top))
        if self.on_paper:
            own = kit.write(site, self.whole(kit.START, self.pages.maker.start(name)), packed=packed)
            refuse(kit.lost(site, own, known, self.guide))
            size = (site / kit.KIT).stat().st_size
        if target := os.environ.get("GUIDE_SUMMARY"):
            made = {**summary(self.pages, self.shop.prints), "kit_bytes": size, "site": str(site)}
            Path(target).write_text(json.dumps(made), encoding="utf-8")


def open_build(contents: Contents, overrides: Path, site_url: str, memory: Memory | None = None) -> Build:
    """Read a guide, judge it, and draw up its pages. `memory` is that of the builds before.

    Raises BadGuide with every problem.
    """
    if memory:
        memory.turn()
    examination = examined(contents, read_words(overrides / "words.yml"), memory)
    try:
        build = _opened(examination, (contents.docs, overrides), site_url, memory)
        build.pages.draw_up(examination, [kit.KIT])
    except BadGuide:
        raise
    except Exception:
        refuse(examination.all()[0])  # what came of them need not be told
        raise
    return build


def _opened(examination: Examination, folders: tuple[Path, Path], site_url: str, memory: Memory | None) -> Build:
    words, (docs, overrides) = examination.words, folders
    kept, tools, scratch = docs.parent / KEPT, overrides.parent / KEPT, Scratch(docs.parent / KEPT)
    readability.make_ready()
    guide = with_generated(examination.guide, words)
    maker = Maker(guide, overrides / "generated", words)
    maker.keep_compiled(tools / "templates" / "parts")
    shop = Shop(Printer(overrides / "print", maker, site_url), Press(Cache(kept / "paper"), tools / "typeface"))
    pages = Pages(guide, maker, Renderer(maker, linker_of(maker), Cache(kept / "pages")))
    theme = ForTheme(maker, site_url, shop.prints, tools)
    return Build(
        pages=pages,
        shop=shop,
        frames=Frames(guide, (*words.values(), downloads.home(guide)), memory, Cache(scratch.folder / "pages")),
        beside=Beside(maker, site_url, tools / "typeface", tools, scratch.folder),
        theme=theme,
        finished=Finished(pages, shop, theme),
        folders=folders,
        scratch=scratch,
        on_paper=os.environ.get("GUIDE_PAPER") != "none",
    )
