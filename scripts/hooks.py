"""Joins the guide to MkDocs, one event after the other. The only module that imports MkDocs; it decides nothing.

Replace MkDocs by another generator and this file is what goes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

sys.path.insert(0, str(Path(__file__).parent))

from guide.content.files import Contents  # noqa: E402  (the path must be set first)
from guide.exports.stylesheet import JOINED, slims  # noqa: E402
from guide.ground.memory import Memory  # noqa: E402
from guide.ground.parallel import collect_no_more, collect_seldom  # noqa: E402
from guide.ground.preview import Preview  # noqa: E402
from guide.ground.problems import BadGuide  # noqa: E402

if TYPE_CHECKING:
    from guide.build import Build
    from guide.html.frames import Content
    from guide.paper.press import Print

FOLLOWED = "followed"
"""The file that changes when newer PDFs are there, where things are kept."""

_build: list[Build] = []
_nav: list[Navigation] = []
_preview: list[Preview[dict[str, Print]]] = []
_memory: list[Memory] = []


def on_startup(command: str, dirty: bool) -> None:
    """While somebody writes, pages come at once and PDFs follow."""
    collect_seldom()
    _preview[:], _memory[:] = ([Preview(_followed)], [Memory()]) if command == "serve" else ([], [])


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Show the site anew when the PDFs have followed."""
    _followed()
    server.watch(str(_build[0].kept / FOLLOWED))
    return server


def _followed() -> None:
    (_build[0].kept / FOLLOWED).touch()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read, check and render the content; stop with every problem if there is one."""
    contents = Contents(Path(config.docs_dir))
    from guide.build import open_build  # only now: while most of the program is loaded, the files are read

    try:
        build = open_build(contents, Path(config.theme.custom_dir), config.site_url or "", *_memory)
    except BadGuide as error:
        raise PluginError(str(error)) from None
    _build[:] = [build]
    config.nav = build.nav()
    config.markdown_extensions = []
    known = {"guide": build.guide, "words": build.maker.words, "menu": build.menu, "downloads": build.downloads_page}
    config.extra |= known
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Keep what belongs to the site: no data files, no templates for paper."""
    for file in list(files):
        if not _build[0].publishes(file.src_uri, documentation=file.is_documentation_page()):
            files.remove(file)
    for path in _build[0].further_pages():
        files.append(File.generated(config, path, content=""))
    for path, content in _build[0].files(config.site_name).items():
        given = {"abs_src_path": str(content)} if isinstance(content, Path) else {"content": content}
        files.append(File.generated(config, path, **given))
    _join_styles(files, config)
    return files


def _join_styles(files: Files, config: MkDocsConfig) -> None:
    theirs = [file for file in files if slims(file.src_uri)]
    ours = [files.src_uris[path] for path in config.extra_css]
    for sheet in theirs + ours:
        files.remove(sheet)
    style = _build[0].style([sheet.content_string for sheet in theirs], [sheet.content_string for sheet in ours])
    files.append(File.generated(config, JOINED, content=style))
    config.extra_css = [JOINED]


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Nothing is left to read: the page is rendered."""
    return ""


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say what the page is called and how old it is, for what lists it; the rest of it comes with its frame."""
    build, src = _build[0], page.file.src_uri
    page.meta = {"title": build.title(src), "search": {"exclude": True}, "template": "whole.html"}
    page.update_date = build.date(src)
    return ""


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember the navigation for the frames of the pages."""
    _nav[:] = [nav]
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """All pages are rendered: make the PDFs, and put the theme around each page, on all cores."""
    build, documents = _build[0], files.documentation_pages()
    build.equip(env)
    urls = {file.src_uri: file.url for file in documents}
    try:
        build.print_paper(config.site_name, *_preview)
        framed = partial(_framed, files, env, documents, config)
        found = build.frame(urls, framed, Path(config.config_file_path))
    except BadGuide as error:
        raise PluginError(str(error)) from None
    config.plugins["material/search"].search_index.entries += found  # type: ignore[attr-defined]
    for path, content in build.pdfs().items():
        files.append(File.generated(config, path, content=content))
    return env


def _framed(files: Files, env: Any, documents: Sequence[File], config: MkDocsConfig, content: Content) -> str:
    """The page's HTML with the theme around it. What only its frame knows of the page is forgotten after it."""
    page, nav = cast(Page, files.src_uris[content.src].page), _nav[0]
    known, bare = page.meta, page.toc
    page.active, page.toc, page.meta = True, get_toc(content.headings), {**known, **content.meta}
    context = get_context(nav, documents, config, page)
    context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
    page.content = content.html
    output = env.get_template("main.html").render(context)
    page.active, page.toc, page.meta, page.content = False, bare, known, ""
    return str(output)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Hand over the page, which is whole already."""
    return _build[0].framed(page.file.src_uri)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Give a page that the theme makes, such as the one for a lost address, its content policy."""
    try:
        return _build[0].whole(template_name, output) if template_name.endswith(".html") else output
    except BadGuide as error:
        raise PluginError(str(error)) from None


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """After the search has written its index: pack the offline kit, leave the figures, let PDFs of a preview follow."""
    _build[0].write_kit(Path(config.site_dir), config.site_name, packed=not _preview)
    _build[0].write_summary(Path(config.site_dir))
    for preview in _preview:
        preview.follow()


def on_shutdown() -> None:
    """All is done: end at once."""
    collect_no_more()
