"""One build of one guide, as a site generator sees it: read, check, hand out pages, take back what was rendered.

Knows the order of things; what happens in each step is the business of the other modules. Names no site generator.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from guide.checks import readability
from guide.checks.examination import Examination, Examined
from guide.checks.notes import no_claims, unshown_groups, unused_terms
from guide.content.document import Unreadable
from guide.content.drawings import drawing
from guide.content.files import Contents
from guide.content.guide import Guide, Page
from guide.content.load import load
from guide.content.parts import parts_of
from guide.content.schema import Meta
from guide.content.terms import meaning
from guide.exports import kit, linked_data, stylesheet
from guide.ground import fonts, qr
from guide.ground.cache import Cache, Memory, key, makers
from guide.ground.parallel import mapped
from guide.ground.preview import Preview, state
from guide.ground.problems import BadGuide, Problem, report
from guide.ground.scratch import Scratch
from guide.html import links, policy, search
from guide.html.frames import Content, Framed, Frames
from guide.html.linker import Linker
from guide.html.render import Rendered, Renderer
from guide.html.tree import parse, text
from guide.pages import menu
from guide.pages.long_lists import WHOLE, split
from guide.pages.maker import Maker
from guide.pages.templates import keep_compiled, make_once, read_words
from guide.pages.worksheets import with_worksheets
from guide.paper import current, downloads
from guide.paper.handout import Printer
from guide.paper.press import NotSet, Press, Print
from guide.paper.printing import Shop

STYLE = "assets/drawings.css"
"""Address of the style sheet that is made from the inks."""

KEPT = Path(".build")
"""Where things are kept for the next build: PDFs and pages beside `docs/`, fonts and templates beside `overrides/`."""

TYPEFACE = "assets/typeface.css"
"""Address of the style sheet that brings the fonts."""


class Drawn(NamedTuple):
    """What the other pages need to know of a rendered page: its name on the cache, its terms, its places."""

    name: str
    terms: dict[str, None]
    places: links.Places


Made = tuple[Examined | None, Drawn | None]
"""What comes of a page: how it was judged, if an author wrote it, and as what it was rendered, if it could be."""


@dataclass
class Build:
    """A checked guide on its way to a site.

    `folders` hold all that it is made of. What is made of it is kept for its next build in the folder `kept`; what is
    made of templates and libraries alone in `tools`, for every guide: fonts, compiled templates. What only this build
    needs lies in `scratch`. A page can be had from `page` once it is drawn up, and whole from `framed`.
    """

    guide: Guide
    maker: Maker
    linker: Linker
    shop: Shop
    folders: tuple[Path, ...]
    kept: Path
    tools: Path
    scratch: Scratch
    frames: Frames
    _renderer: Renderer = field(init=False)
    kit_size: int = 0
    used: dict[str, dict[str, None]] = field(default_factory=dict)
    """The terms on each page, by its address, once all are drawn up."""
    _names: dict[str, str] = field(default_factory=dict)
    """The name under which each page is kept."""
    _menus: dict[tuple[str, str, str], str] = field(default_factory=dict)

    @property
    def site_url(self) -> str:
        """Where the site will be; empty for a local or offline copy."""
        return self.shop.printer.site_url

    @property
    def downloads_page(self) -> str:
        """Address of the page that lists everything on paper; empty in a guide without it."""
        return downloads.home(self.guide)

    def equip(self, theme: Any) -> None:
        """Give the templates of the theme, a Jinja environment, what makes them quick."""
        keep_compiled(theme, self.tools / "templates" / "theme")
        make_once(theme)

    def style(self, theirs: Sequence[str], ours: Sequence[str]) -> bytes:
        """The stylesheets of the theme, made light, and ours, as one."""
        cache, sheets = Cache(self.tools / "style"), [*theirs, "", *ours]
        name = key(makers((), [Path(stylesheet.__file__)]), *sheets)
        made = cache.take(name)
        if made is None:
            made = stylesheet.joined([*map(stylesheet.slim, theirs), *ours]).encode()
            cache.put(name, made)
            cache.tidy({name})
        return made

    def nav(self) -> list[Any]:
        """The navigation: all pages in the order in which one leads to the next."""
        return menu.navigation(self.guide)

    def menu(self, src: str, base: str) -> tuple[str, str, str]:
        """The menu before the line of the page, that line (empty if it has none there), and the menu after it.

        `base` leads to the site's root from the page."""
        page = self.guide.pages.get(src)
        folder, family = menu.surroundings(self.guide, page) if page else ("", "")
        whole = self._menus.get((folder, family, base))
        if whole is None:
            lines = menu.menu(self.guide, folder, family)
            whole = self._menus[folder, family, base] = self.maker.menu(lines, base)
        return whole.partition(self.maker.menu_line(page, base)) if page else (whole, "", "")

    def further_pages(self) -> list[str]:
        """Addresses of pages that have no file of their own."""
        return [page.src for page in self.guide.in_order if page.generated]

    def publishes(self, src: str, *, documentation: bool) -> bool:
        """True for files that belong on the site."""
        if documentation:
            return src in self.guide.pages
        kept_back = ("data/", "generated/", "print/", "skeletons/", f"{drawing.FOLDER}/")
        return not src.startswith(kept_back) and src != "words.yml"

    def title(self, src: str) -> str:
        """The title of a page, for HTML."""
        return escape(self.guide.pages[src].meta.title)

    def meta(self, src: str) -> dict[str, Any]:
        """What the theme may know of a page, once the PDFs are made."""
        page = self.guide.pages[src]
        known: dict[str, Any] = {"title": self.title(src), "description": escape(page.meta.summary)}
        known["paper"] = downloads.rows(self.guide, page, self.shop.prints)
        parts = parts_of(page, self.guide)
        if self.guide.kind(page).wide or any(part.wide for part in parts):
            known["hide"] = ["toc"]
        known["linked_data"] = linked_data.to_script(
            linked_data.linked_data(page, self.guide, self.maker.words, self.site_url)
        )
        known["scripts"] = sorted({script for part in parts for script in part.scripts})
        if self.site_url:
            known["code"] = _code(page)
        return known

    def date(self, src: str) -> str:
        """The date of the page's content."""
        return self.guide.pages[src].meta.written.isoformat()

    def draw_up(self, examination: Examination, renderer: Renderer) -> None:
        """Examine and render all pages, each at once and in one go; one that is not in order is not rendered.

        Raises BadGuide with all that is wrong, or else with every link to a place that no page has.
        """
        self._renderer = renderer
        written = examination.guide.pages
        late = {
            src: page
            for src, page in self.guide.pages.items()
            if any(part.measured for part in parts_of(page, self.guide))
        }

        def one(page: Page[Meta]) -> Made:
            found = examination.of(written[page.src]) if page.src in written else None
            ready = page.src not in late and not (found and found.problems)
            return self._shown(page, found, examination) if ready else (found, None)

        made = dict(zip(self.guide.pages, mapped(one, list(self.guide.pages.values())), strict=True))
        self._judge(made, examination)
        for _ in range(2 if late else 0):  # what says how all pages measure up is a page that is measured
            again = [self._shown(page, made[src][0], examination) for src, page in late.items()]
            made |= zip(late, again, strict=True)
            self._judge(made, examination)
        self._take_in({src: drawn for src, (_, drawn) in made.items() if drawn})

    def _shown(self, page: Page[Meta], found: Examined | None, examination: Examination) -> Made:
        made = self._rendered(page)
        root = parse(made.html)
        drawn = Drawn(made.name, made.terms, links.places(root))
        return found and examination.shown(page.src, found, root), drawn

    def _judge(self, made: Mapping[str, Made], examination: Examination) -> None:
        problems, self.maker.quality = examination.ended({src: found for src, (found, _) in made.items() if found})
        if problems:
            raise BadGuide(_refusal(problems))

    def _take_in(self, drawn: Mapping[str, Drawn]) -> None:
        self._names = {src: page.name for src, page in drawn.items()}
        self._renderer.tidy(self._names.values())
        self.used = {src: drawn[src].terms for src in self.guide.pages}
        known = {src: drawn[src].places for src in self.guide.pages}
        if problems := list(links.lost(known, self.guide, [kit.KIT])):
            raise BadGuide(_refusal(problems))

    def _rendered(self, page: Page[Meta]) -> Rendered:
        return self._renderer.page(page)

    def page(self, src: str) -> Rendered:
        """The rendered page, from where it is kept: a large guide has too many to hold them all.

        Another build may have tidied it away since; then it is made again.
        """
        return self._renderer.taken(self._names[src]) or self._rendered(self.guide.pages[src])

    def files(self, name: str) -> dict[str, str | bytes | Path]:
        """What stands beside the pages, for browsers, machines and cameras: address on the site -> content, or a file.

        `name` is the name of the site. Those for machines are there once `frame` has made the pages.
        """
        words = self.maker.words
        index = linked_data.index(self.guide, words, name, self.site_url)
        find = linked_data.to_json(search.for_the_browser(self.guide, words["find_skip"]))
        known = {linked_data.INDEX: index, search.WORDS: f"var __find = {find}"}
        kept = self.shop.press.fonts
        styles = {STYLE: self.maker.style(), TYPEFACE: self.maker.typeface(kept)}
        machines = {name: self.scratch.folder / name for name in linked_data.FILES}
        return {**machines, **known, **styles, **fonts.files(kept), **self._codes()}

    def write_for_machines(self) -> None:
        """Write the files with all that is known, for machines. In a large guide they are too large to hold."""
        everything = linked_data.everything(self.guide, self.maker.words, self.site_url)
        for name, data in zip(
            linked_data.FILES, (everything, linked_data.schema(), self.maker.quality.data()), strict=True
        ):
            with (self.scratch.folder / name).open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(linked_data.in_lines(data))

    def _codes(self) -> dict[str, str]:
        """The code of each page's address, once the site has one."""
        if not self.site_url:
            return {}
        site = self.site_url
        return {_code(page): qr.svg(linked_data.address(page, site), framed=True) for page in self.guide.in_order}

    def print_paper(self, name: str, preview: Preview[dict[str, Print]] | None = None) -> None:
        """Make every PDF from the finished pages, unless the environment asks for none.

        In a preview they follow later, and those made last are shown. Raises BadGuide with all that is too long or
        cannot be set.
        """
        if _without_paper():
            return
        make = partial(self._printed, name)
        self.shop.prints = preview.of(state(self.folders), make) if preview else make()

    def _printed(self, name: str) -> dict[str, Print]:
        try:
            prints, problems = self.shop.run(lambda src: self.page(src).html, self._on_paper, name)
        except NotSet as error:
            raise BadGuide(str(error)) from None
        if problems:
            raise BadGuide(_refusal(problems))
        return prints

    def finished(self, src: str) -> str:
        """The page's HTML with what only the whole site knows."""
        return self._finished(self.page(src).html, src)

    def _on_paper(self, src: str) -> str:
        """The page as it is printed: a list that goes on on further pages is whole."""
        page = self.guide.pages[src]
        if len(self.guide.stretches_of(page)) == 1:
            return self.finished(src)
        return self._finished(self._rendered(replace(page, stretch=WHOLE)).html, src)

    def _finished(self, content: str, src: str) -> str:
        root = parse(content)
        links.used_on(root, src, self.guide, self.used, partial(self.maker.fragment, "_used-on"))
        downloads.fill(root, self.maker, self.shop.prints)
        current.fill(root, self.guide.pages[src], self.maker, self.shop.prints)
        return text(root)

    def pdfs(self) -> dict[str, bytes]:
        """Everything on paper: address on the site and content."""
        return {address: made.content for address, made in self.shop.prints.items()}

    def frame(self, urls: Mapping[str, str], framed: Framed, settings: Path) -> list[dict[str, Any]]:
        """Put the theme around each page and keep the whole pages; what the search finds on them.

        `urls` gives the address on the site of each page, by its address among the sources; `settings` is the file of
        the generator's settings, which may change in a preview. Raises BadGuide with all that no page may hold.
        """
        theme = state(self.folders[1:]) + settings.read_text(encoding="utf-8") if self.frames.memory else ""
        contents = (partial(self._content, src, url) for src, url in urls.items())
        found, problems = self.frames.make(contents, framed, theme, self.write_for_machines)
        if problems:
            raise BadGuide(_refusal(problems))
        return found

    def _content(self, src: str, url: str) -> Content:
        made = self.page(src)
        return Content(src, url, self._finished(made.html, src), made.headings, self.used[src], self.meta(src))

    def framed(self, src: str) -> str:
        """The whole page as `frame` made it."""
        return self.frames.page(src)

    def whole(self, name: str, html: str) -> str:
        """A page that is none of the guide's, as it is published, with its content policy. Raises BadGuide."""
        if problems := self.frames.faults(name, html):
            raise BadGuide(_refusal(problems))
        return policy.applied(html)

    def write_kit(self, site: Path, name: str, *, packed: bool = True) -> None:
        """Add the offline kit to the finished site with that name; a build without paper has none. Raises BadGuide.

        To pack it small takes time, which a preview spares.
        """
        if not _without_paper():
            self.kit_size = kit.write(site, self.whole(kit.START, self.maker.start(name)), packed=packed)

    def write_summary(self, site: Path) -> None:
        """Write the figures of the build beside the site, where the command line finds them."""
        if target := os.environ.get("GUIDE_SUMMARY"):
            Path(target).write_text(json.dumps(self.summary(site)), encoding="utf-8")

    def summary(self, site: Path) -> dict[str, Any]:
        """How much of everything the build made."""
        return {
            "pages": len(self.guide.pages),
            "tables": len(self.guide.comparisons) + len(self.guide.conditions),
            "terms": len(self.guide.terms),
            "sources": len(self.guide.sources),
            "pdfs": len(self.shop.prints),
            "pdf_bytes": sum(len(made.content) for made in self.shop.prints.values()),
            "kit_bytes": self.kit_size,
            "unshown_groups": [str(note) for note in unshown_groups(self.guide)],
            "no_claims": [str(note) for note in no_claims(self.guide)],
            "unused_terms": [str(note) for note in unused_terms(self.guide, self.used, self.linker.glossary)],
            "site": str(site),
        }


def _without_paper() -> bool:
    return os.environ.get("GUIDE_PAPER") == "none"


def _code(page: Page[Meta]) -> str:
    """Where the drawing of a page's address is on the site."""
    return f"qr/{page.src.removesuffix('.md')}.svg"


def open_build(
    contents: Contents,
    overrides: Path,
    site_url: str,
    memory: Memory | None = None,
) -> Build:
    """Check and render a guide.

    `memory` is that of the builds before. Raises BadGuide with every problem.
    """
    if memory:
        memory.turn()
    examination = _examination(contents, overrides, memory)
    try:
        build = _opened(examination, contents.docs, overrides, site_url, memory)
        build.draw_up(examination, Renderer(build.maker, build.linker, Cache(build.kept / "pages")))
    except BadGuide:
        raise
    except Exception:
        if problems := examination.all()[0]:  # what came of them need not be told
            raise BadGuide(_refusal(problems)) from None
        raise
    return build


def _examination(contents: Contents, overrides: Path, memory: Memory | None) -> Examination:
    """What the pages are examined with, of a guide that can be read and is in order apart from them."""
    try:
        words = read_words(overrides / "words.yml")
    except Unreadable as error:
        raise BadGuide(_refusal([error.problem])) from None
    loaded = load(contents)
    if loaded.guide is None:
        raise BadGuide(_refusal(loaded.problems))
    examination = Examination(loaded.guide, words, memory)
    if loaded.problems or examination.between:
        raise BadGuide(_refusal([*loaded.problems, *examination.all()[0]]))
    return examination


def _opened(examination: Examination, docs: Path, overrides: Path, site_url: str, memory: Memory | None) -> Build:
    words, kept, tools = examination.words, docs.parent / KEPT, overrides.parent / KEPT
    readability.make_ready()
    guide = split(with_worksheets(menu.with_folder_pages(examination.guide, words), words), words)
    maker = Maker(guide, overrides / "generated", words)
    maker.keep_compiled(tools / "templates" / "parts")
    shop = Shop(Printer(overrides / "print", maker, site_url), Press(Cache(kept / "paper"), tools / "typeface"))
    scratch = Scratch(kept)
    frames = Frames(guide, (*words.values(), downloads.home(guide)), memory, Cache(scratch.folder / "pages"))
    return Build(guide, maker, _linker(maker), shop, (docs, overrides), kept, tools, scratch, frames)


def _linker(maker: Maker) -> Linker:
    pages = {page.src: term for term, page in maker.guide.term_pages.items()}
    explained = {key: page.src for key, page in maker.places("glossary").items()}
    meanings = {key: meaning(term, maker.words) for key, term in maker.guide.terms.items()}
    return Linker(maker.guide.terms, pages, explained, say_label=maker.words["say"], meanings=meanings)


def _refusal(found: Iterable[Problem]) -> str:
    annotations = os.environ.get("GITHUB_ACTIONS") == "true"
    problems = set(found)
    count = len(problems)
    return f"{count} problem{'s' if count != 1 else ''} in the content:\n" + report(problems, annotations=annotations)
