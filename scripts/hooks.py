"""Joins the guide to MkDocs, one event after the other. It decides nothing.

Replace MkDocs by another generator and this file is what goes, with `themed.py` and `engine.py`, which runs it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).parent))

import themed  # noqa: E402  (the path must be set first)
from guide.build import Build, open_build  # noqa: E402
from guide.content.files import Contents  # noqa: E402
from guide.ground.cache import Memory  # noqa: E402
from guide.ground.preview import Preview  # noqa: E402


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
        self.preview.tell = themed.watched(server, config)

    def on_shutdown(self) -> None:
        """Wait for no PDFs that are still being made."""
        if self.preview:
            self.preview.stop()

    def on_config(self, config: MkDocsConfig) -> None:
        """Read, check and render the content; stop with every problem if there is one."""
        docs = Contents(Path(config.docs_dir), Path(config.config_file_path), [*map(Path, config.theme.dirs)])
        self.build = build = open_build(docs, Path(config.theme.custom_dir), config.site_url or "", self.memory)
        config.nav, config.markdown_extensions = build.theme.nav(), []
        config.extra |= build.theme.known

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Keep what belongs to the site: no data files, no templates for paper."""
        return themed.published(files, config, self.build)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str:
        """Say what the page is called and how old it is, for what lists it; the rest of it comes with its frame."""
        return themed.head(page, self.build)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Remember the navigation for the frames of the pages."""
        self.nav = nav

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered: make the PDFs, and put the theme around each page."""
        self.build.theme.equip(env)
        self.build.print_paper(config.site_name, self.preview)
        themed.frame(files, self.nav, env, config, self.build)

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Hand over the page, which is whole already."""
        return self.build.frames.page(page.file.src_uri)

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """Give a page that the theme makes, such as the one for a lost address, its content policy."""
        return self.build.whole(template_name, output) if template_name.endswith(".html") else output

    @event_priority(-200)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """After the search has written its index: pack the kit, leave the figures, let PDFs of a preview follow."""
        self.build.end(Path(config.site_dir), config.site_name, packed=not self.preview)
        if self.preview:
            self.preview.follow()


globals().update(themed.events(Site()))
