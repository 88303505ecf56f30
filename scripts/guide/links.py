"""Fills into finished pages what only the whole site can know: where each term is used.

Knows addresses inside the site, relative to the page that links.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping

from guide.guide import Guide

_ADDRESS = re.compile(r'(?P<name> (?:href|src)=")(?P<path>[^"#:?]+)(?=[#"?])')
_USED_ON = re.compile(r'(<p class="used-on[^"]*") data-used-on="(?P<key>[^"]+)">')


def used_on(content: str, src: str, guide: Guide, used: Mapping[str, dict[str, None]], words: Mapping[str, str]) -> str:
    """The page with a list of the pages that use each term, in the places kept for it."""
    if "data-used-on" not in content:
        return content
    users: dict[str, list[str]] = {}
    for page in guide.in_order:
        for key in used.get(page.src, ()):
            if page.src != src and not page.generated:
                users.setdefault(key, []).append(page.src)

    def listed(match: re.Match[str]) -> str:
        pages = [guide.pages[user] for user in users.get(match["key"], ())]
        links = ", ".join(f'<a href="{address(src, p.src)}">{html.escape(p.meta.name)}</a>' for p in pages)
        return f"{match[1]}>{words['used_on']}: {links}." if links else f"{match[1]}>{words['not_used']}."

    return _USED_ON.sub(listed, content)


def address(origin: str, target: str) -> str:
    """The address of the page `target` as seen from the page `origin`."""
    return _from(origin, target.removesuffix(".md") + ".html")


def resolved(content: str, src: str) -> str:
    """The rendered page with addresses of Markdown files, and those from the root, as they are on the site."""

    def relative(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(src), match["path"])).lstrip("/")
        return match["name"] + (address(src, target) if target.endswith(".md") else _from(src, target))

    return _ADDRESS.sub(relative, content)


def _from(origin: str, target: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(origin) or ".")
