"""The finished pages of a site: with what only the whole of it knows, on the screen, on paper and in other programs.

Knows what is filled in last, and what a finished page is given to; not how it was made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from lxml.html import HtmlElement

from guide.checks.rules import safety
from guide.exports import fill_in, plain
from guide.exports.theme import ForTheme
from guide.ground.problems import BadGuide, refuse
from guide.html import links
from guide.html.frames import Content
from guide.html.pages import Pages
from guide.html.shown import goes_on, keep
from guide.html.tree import parse, text
from guide.pages.long_lists import WHOLE
from guide.paper import current, downloads
from guide.paper.press import NoForm, NotSet, Print
from guide.paper.printing import Shop


@dataclass(frozen=True)
class Finished:
    """The pages of one site, each made anew for every use: where its terms are used, and what there is on paper."""

    pages: Pages
    shop: Shop
    theme: ForTheme

    def page(self, src: str) -> HtmlElement:
        """The tree of a page."""
        return self._finished(self.pages.page(src).html, src)

    def on_paper(self, src: str) -> HtmlElement:
        """The page as it is printed: a list that goes on on further pages is whole."""
        page = self.pages.guide.pages[src]
        if len(self.pages.guide.stretches_of(page)) == 1:
            return self.page(src)
        return self._finished(self.pages.renderer.page(replace(page, stretch=WHOLE)).html, src)

    def plain(self, src: str) -> tuple[str, links.Places]:
        """The page as plain Markdown, its places and links. Raises BadGuide where a mark is left to see."""
        root = self.page(src)
        keep(root, goes_on)
        markdown = plain.plain(root, src, self.pages.guide.pages)
        if lines := plain.marks_left(markdown):
            raise BadGuide(f"{src}:{lines[0]}: a mark is left in the exported page; every mark must be resolved")
        return markdown, links.places(root)

    def content(self, src: str, url: str) -> Content:
        """The page for its frame; `url` is its address on the site."""
        made, used = self.pages.page(src), self.pages.used[src]
        html, meta = text(self._finished(made.html, src)), self.theme.meta(src, made.sources)
        return Content(src, url, html, made.headings, used, meta)

    def printed(self, name: str) -> dict[str, Print]:
        """Every PDF of the site of that name. Raises BadGuide with all that is too long or cannot be set."""
        try:
            rendered = lambda src: parse(self.pages.page(src).html)  # noqa: E731
            prints, problems = self.shop.run(rendered, self.on_paper, name)
        except NoForm as error:
            refuse(safety.cannot_be_printed(self.pages.guide, str(error)))
            raise BadGuide(f"paper has no letters for {error}; look in overrides/words.yml and mkdocs.yml") from None
        except NotSet as error:
            raise BadGuide(str(error)) from None
        refuse(problems)
        return prints

    def papers(self) -> dict[str, str | bytes]:
        """Everything that was printed, and what the browser needs to fill it: address on the site -> content."""
        prints = self.shop.prints
        return {**{path: made.content for path, made in prints.items()}, **fill_in.scripts(self.pages.maker, prints)}

    def _finished(self, content: str, src: str) -> HtmlElement:
        root, maker, guide = parse(content), self.pages.maker, self.pages.guide
        links.used_on(root, src, guide, self.pages.used, partial(maker.fragment, "_used-on"))
        downloads.fill(root, maker, self.shop.prints)
        current.fill(root, guide.pages[src], maker, self.shop.prints)
        fill_in.fill(root, guide.pages[src], maker, self.shop.prints)
        return root
