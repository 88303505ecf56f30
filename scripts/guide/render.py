"""Renders whole pages: Markdown in, HTML with its headings and its terms out.

Knows Python-Markdown and that all pages share one instance of it; not what stands on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markdown import Markdown

from guide.linker import GlossaryExtension, Linker
from guide.links import resolved
from guide.quick import QuickExtension
from guide.splice import SpliceExtension


@dataclass(frozen=True)
class Rendered:
    """A page's HTML with addresses as they are on the site, its headings as `toc` tells them, the terms it uses."""

    html: str
    headings: list[dict[str, Any]]
    terms: dict[str, None]


class Renderer:
    """Renders the pages of one guide.

    `extensions` are names that Python-Markdown knows, `settings` their options by name. To them come the linker of
    glossary terms, what brings the generated parts, and what makes the others quicker.
    """

    def __init__(self, linker: Linker, extensions: Iterable[str], settings: Mapping[str, Any]) -> None:
        self._linker, self._splice = linker, SpliceExtension()
        own = [GlossaryExtension(linker), self._splice, QuickExtension()]
        self._markdown = Markdown(extensions=[*extensions, *own], extension_configs={**settings})

    def page(self, src: str, own: str | None, text: str, *, links: bool) -> Rendered:
        """The page `src` from its Markdown. `own`: the term it is about; `links`: whether it wants links to terms."""
        self._linker.open(src, own, on=links)
        html = resolved(self._markdown.reset().convert(self._splice.markdown_of(text)), src)
        return Rendered(html, self._markdown.toc_tokens, self._linker.used[src])  # type: ignore[attr-defined]
