"""Joins the guide to MkDocs, one event after the other. It decides nothing.

Replace MkDocs by another generator and this file is what goes, with `engine.py`, which runs it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

sys.path.insert(0, str(Path(__file__).parent))

from guide.build import Build, open_build  # noqa: E402  (the path must be set first)
from guide.content.files import Contents  # noqa: E402
from guide.exports.stylesheet import JOINED, slims  # noqa: E402
from guide.ground.cache import Memory  # noqa: E402
from guide.ground.preview import Preview  # noqa: E402
from guide.ground.problems import BadGuide  # noqa: E402
from guide.html.frames import Content  # noqa: E402

FOLLOWED = Path(".build/followed")
"""The file, beside `docs/`, that changes when the PDFs of a preview have followed."""


class Site:
    """One guide in one run of MkDocs, which may build it again and again."""

    build: Build
    nav: Navigation
    preview: Preview[Any] | None = None
    memory: Memory | None = None

    def on_startup(self, command: str, dirty: bool) -> None:
        """While somebody writes, pages come at once and PDFs follow."""
        if command == "serve":
            self.preview, self.memory = Preview(), Memory()

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> None:
        """Show the site anew when the PDFs have followed."""
        followed = Path(config.docs_dir).parent / FOLLOWED
        followed.touch()
        server.watch(str(followed))
        self.preview.tell = followed.touch

    def on_shutdown(self) -> None:
        """Wait for no PDFs that are still being made."""
        if self.preview:
            self.preview.stop()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and render the content; stop with every problem if there is one."""
        docs, overrides = Contents(Path(config.docs_dir)), Path(config.theme.custom_dir)
        self.build = build = _asked(open_build, docs, overrides, config.site_url or "", self.memory)
        config.nav = build.theme.nav()
        config.markdown_extensions = []
        config.extra |= build.theme.known
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Keep what belongs to the site: no data files, no templates for paper."""
        for file in list(files):
            if not self.build.theme.publishes(file.src_uri, documentation=file.is_documentation_page()):
                files.remove(file)
        made = dict.fromkeys(self.build.theme.further_pages(), "") | self.build.beside.all(config.site_name)
        for path, content in made.items():
            given = {"abs_src_path": str(content)} if isinstance(content, Path) else {"content": content}
            files.append(File.generated(config, path, **given))
        self._join_styles(files, config)
        return files

    def _join_styles(self, files: Files, config: MkDocsConfig) -> None:
        theirs = [file for file in files if slims(file.src_uri)]
        ours = [files.src_uris[path] for path in config.extra_css]
        for sheet in theirs + ours:
            files.remove(sheet)
        texts = [[sheet.content_string for sheet in sheets] for sheets in (theirs, ours)]
        files.append(File.generated(config, JOINED, content=self.build.beside.style(*texts)))
        config.extra_css = [JOINED]

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str:
        """Nothing is left to read: the page is rendered."""
        return ""

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say what the page is called and how old it is, for what lists it; the rest of it comes with its frame."""
        src = page.file.src_uri
        page.meta = {"title": self.build.theme.title(src), "search": {"exclude": True}, "template": "whole.html"}
        page.update_date = self.build.theme.date(src)
        return ""

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Remember the navigation for the frames of the pages."""
        self.nav = nav

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered: make the PDFs, and put the theme around each page."""
        documents = files.documentation_pages()
        self.build.theme.equip(env)
        _asked(self.build.print_paper, config.site_name, self.preview)
        framed = partial(self._framed, files, env, documents, config)
        urls = {file.src_uri: file.url for file in documents}
        found = _asked(self.build.frame, urls, framed, Path(config.config_file_path))
        config.plugins["material/search"].search_index.entries += found  # type: ignore[attr-defined]
        for path, made in self.build.shop.prints.items():
            files.append(File.generated(config, path, content=made.content))

    def _framed(self, files: Files, env: Any, pages: Sequence[File], config: MkDocsConfig, content: Content) -> str:
        """The page's HTML with the theme around it. What only its frame knows of the page is forgotten after it."""
        page = cast(Page, files.src_uris[content.src].page)
        known, bare = page.meta, page.toc
        page.active, page.toc, page.meta = True, get_toc(content.headings), {**known, **content.meta}
        context = get_context(self.nav, pages, config, page)
        context = config.plugins.on_page_context(context, page=page, config=config, nav=self.nav)
        page.content = content.html
        output = env.get_template("main.html").render(context)
        page.active, page.toc, page.meta, page.content = False, bare, known, ""
        return str(output)

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Hand over the page, which is whole already."""
        return self.build.frames.page(page.file.src_uri)

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """Give a page that the theme makes, such as the one for a lost address, its content policy."""
        return _asked(self.build.whole, template_name, output) if template_name.endswith(".html") else output

    @event_priority(-200)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """After the search has written its index: pack the kit, leave the figures, let PDFs of a preview follow."""
        _asked(partial(self.build.end, packed=not self.preview), Path(config.site_dir), config.site_name)
        if self.preview:
            self.preview.follow()


def _asked(step: Any, *given: Any) -> Any:
    """What a step of the build gives. What is wrong with the guide is told the way of MkDocs, without a traceback."""
    try:
        return step(*given)
    except BadGuide as error:
        raise PluginError(str(error)) from None


_site = Site()
globals().update({name: getattr(_site, name) for name in dir(Site) if name.startswith("on_")})
