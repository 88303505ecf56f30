"""Joins the guide to MkDocs, one event after the other. The only module that imports MkDocs; it decides nothing.

Replace MkDocs by another generator and this file is what goes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

sys.path.insert(0, str(Path(__file__).parent))

from guide.build import BadGuide, Build, open_build  # noqa: E402  (the path must be set first)
from guide.parts import keep_compiled  # noqa: E402
from guide.slim import JOINED, joined, slim, slims  # noqa: E402

_build: list[Build] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read, check and render the content; stop with every problem if there is one."""
    try:
        build = open_build(Path(config.docs_dir), Path(config.theme.custom_dir), config.site_url or "")
        build.render(config.markdown_extensions, config.mdx_configs)
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
        files.append(File.generated(config, path, content=content))
    _join_styles(files, config)
    return files


def _join_styles(files: Files, config: MkDocsConfig) -> None:
    theirs = [file for file in files if slims(file.src_uri)]
    ours = [files.src_uris[path] for path in config.extra_css]
    for sheet in theirs + ours:
        files.remove(sheet)
    style = [*(slim(sheet.content_string) for sheet in theirs), *(sheet.content_string for sheet in ours)]
    files.append(File.generated(config, JOINED, content=joined(style)))
    config.extra_css = [JOINED]


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Nothing is left to read: the page is rendered."""
    return ""


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand over the rendered page with what the theme may know of it."""
    build, src = _build[0], page.file.src_uri
    page.meta = {**build.meta(src), "search": {"exclude": True}}
    page.update_date = build.date(src)
    page.toc = get_toc(build.headings[src])
    return build.rendered[src]


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """All pages are rendered: fill what needs the whole site, make the PDFs."""
    build = _build[0]
    keep_compiled(env, build.kept / "templates" / "theme")
    try:
        build.print_paper(config.site_name)
    except BadGuide as error:
        raise PluginError(str(error)) from None
    for page in (file.page for file in files.documentation_pages()):
        if page:
            page.content = build.finished(page.file.src_uri)
            page.meta["paper"] = build.paper(page.file.src_uri)
    for path, content in build.pdfs().items():
        files.append(File.generated(config, path, content=content))
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the whole page its content policy."""
    return _whole(page.file.src_uri, output)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for a page that the theme makes, such as the one for a lost address."""
    return _whole(template_name, output) if template_name.endswith(".html") else output


def _whole(name: str, output: str) -> str:
    try:
        return _build[0].whole(name, output)
    except BadGuide as error:
        raise PluginError(str(error)) from None


@event_priority(50)
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
    """Give the search what it can find on the page, before the theme takes away the marks of what to leave out."""
    entries = _build[0].search_entries(page.file.src_uri, page.url, page.content or "")
    config.plugins["material/search"].search_index.entries += entries  # type: ignore[attr-defined]
    return context


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """After the search has written its index: pack the offline kit, leave the figures of the build."""
    _build[0].write_kit(Path(config.site_dir), config.site_name)
    _build[0].write_summary(Path(config.site_dir))
