"""Gives MkDocs the files of a site and takes the theme's frame around each page; asked by `hooks.py`.

Knows how MkDocs holds files, pages and themes; neither what they say nor when they are due.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import Any, cast

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from guide.build import Build
from guide.exports.stylesheet import JOINED, slims
from guide.ground.problems import BadGuide
from guide.html.frames import Content

FOLLOWED = Path(".build/followed")
"""The file, beside `docs/`, that changes when the PDFs of a preview have followed."""


def events(site: object) -> dict[str, Callable[..., Any]]:
    """What the object does at each event of MkDocs, by the event's name."""
    return {name: _told(getattr(site, name)) for name in dir(site) if name.startswith("on_")}


def _told(event: Callable[..., Any]) -> Callable[..., Any]:
    """The event, which tells what is wrong with the guide the way of MkDocs, without a traceback."""

    @wraps(event)
    def asked(*given: Any, **named: Any) -> Any:
        try:
            return event(*given, **named)
        except BadGuide as error:
            raise PluginError(str(error)) from None

    return asked


def watched(server: Any, config: MkDocsConfig) -> Callable[[], object]:
    """Let the server show the site anew whenever what is given back is called."""
    followed = Path(config.docs_dir).parent / FOLLOWED
    followed.touch()
    server.watch(str(followed))
    return followed.touch


def published(files: Files, config: MkDocsConfig, build: Build) -> Files:
    """The files of the site: no data files, no templates for paper, but what the build makes."""
    for file in list(files):
        if not build.theme.publishes(file.src_uri, documentation=file.is_documentation_page()):
            files.remove(file)
    made = dict.fromkeys(build.theme.further_pages(), "") | build.beside.all(config.site_name)
    for path, content in made.items():
        given = {"abs_src_path": str(content)} if isinstance(content, Path) else {"content": content}
        files.append(File.generated(config, path, **given))
    _join_styles(files, config, build)
    return files


def _join_styles(files: Files, config: MkDocsConfig, build: Build) -> None:
    theirs = [file for file in files if slims(file.src_uri)]
    ours = [files.src_uris[path] for path in config.extra_css]
    for sheet in theirs + ours:
        files.remove(sheet)
    texts = [[sheet.content_string for sheet in sheets] for sheets in (theirs, ours)]
    files.append(File.generated(config, JOINED, content=build.beside.style(*texts)))
    config.extra_css = [JOINED]


def head(page: Page, build: Build) -> str:
    """The page as MkDocs is to read it: nothing but what lists it needs to know."""
    src = page.file.src_uri
    page.update_date = build.theme.date(src)
    meta = {"title": build.theme.title(src), "search": {"exclude": True}, "template": "whole.html"}
    return f"---\n{json.dumps(meta)}\n---\n"


def frame(files: Files, nav: Navigation, env: Any, config: MkDocsConfig, build: Build) -> None:
    """Put the theme around each page, what the search finds into its index, and the PDFs among the files."""
    documents = files.documentation_pages()
    framed = partial(_framed, files, documents, nav, env, config)
    urls = {file.src_uri: file.url for file in documents}
    found = build.frame(urls, framed, Path(config.config_file_path))
    config.plugins["material/search"].search_index.entries += found  # type: ignore[attr-defined]
    for path, paper in build.finished.papers().items():
        files.append(File.generated(config, path, content=paper))


def _framed(
    files: Files, pages: Sequence[File], nav: Navigation, env: Any, config: MkDocsConfig, content: Content
) -> str:
    """The page's HTML with the theme around it. What only its frame knows of the page is forgotten after it."""
    page = cast(Page, files.src_uris[content.src].page)
    known, bare = page.meta, page.toc
    page.active, page.toc, page.meta = True, get_toc(content.headings), {**known, **content.meta}
    context = get_context(nav, pages, config, page)
    context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
    page.content = content.html
    output = env.get_template("main.html").render(context)
    page.active, page.toc, page.meta, page.content = False, bare, known, ""
    return str(output)
