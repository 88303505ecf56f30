"""Leads from page to page: addresses as they are on the site, places that do not exist, where each term is used.

Knows addresses inside the site, relative to the page that links.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from guide.content.guide import Guide, Page
from guide.content.schema import Meta
from guide.ground.problems import Place, Problem, nearest
from guide.html.tags import opened

_ADDRESSES = [re.compile(rf' {name}="(?P<path>[^"#:?]+)(?=[#"?])') for name in ("href", "src")]
_TO_A_PLACE = re.compile(r' href="(?P<path>[^"#:?]*)#(?P<id>[^"]+)"')
_ID = re.compile(r' id="(?P<id>[^"]+)"')
_USED_ON = re.compile(r'(<p class="used-on[^"]*") data-used-on="(?P<key>[^"]+)">')


def used_on(content: str, src: str, guide: Guide, used: Mapping[str, dict[str, None]], words: Mapping[str, str]) -> str:
    """The page with a list of the pages that use each term, in the places kept for it."""
    if "data-used-on" not in content:
        return content
    users: dict[str, list[str]] = {}
    own = guide.pages[src].document.path
    for page in guide.in_order:
        for key in used.get(page.src, ()):
            if page.document.path != own and not page.generated:
                users.setdefault(key, []).append(page.src)

    def listed(match: re.Match[str]) -> str:
        pages = [guide.pages[user] for user in users.get(match["key"], ())]
        named, more = pages[: guide.settings.longest_uses], len(pages) - guide.settings.longest_uses
        links = ", ".join(f'<a href="{address(src, p.src)}">{html.escape(p.meta.name)}</a>' for p in named)
        links += f" {words['used_on_more'].format(count=more)}" if more > 0 else ""
        return f"{match[1]}>{words['used_on']}: {links}." if links else f"{match[1]}>{words['not_used']}."

    return _USED_ON.sub(listed, content)


@dataclass(frozen=True)
class Places:
    """The places of a page that a link can lead to, and those that its own links lead to, as path and place.

    Both are one text with a line for each: a large guide has a hundred thousand, and every page is held here at once.
    """

    own: str
    wanted: str


def places(content: str, src: str) -> Places:
    """What the HTML of the page `src` offers and asks for. Links to what the page itself has are left out."""
    own = dict.fromkeys(found["id"] for found in _ID.finditer(content) if opened(found))
    links = (found for found in _TO_A_PLACE.finditer(content) if opened(found).startswith("<a "))
    wanted = dict.fromkeys(f"{link['path']}#{link['id']}" for link in links if link["path"] or link["id"] not in own)
    return Places("\n".join(own), "\n".join(wanted))


def lost(known: Mapping[str, Places], guide: Guide) -> Iterator[Problem]:
    """Links to a place that its page does not have. `known` holds each page's places by its address."""
    there: dict[str, set[str]] = {}
    for src, page in known.items():
        folder = posixpath.dirname(src)
        for link in page.wanted.splitlines():
            path, _, name = link.partition("#")
            target = _page(folder, path) if path else src
            if target in known and target not in there:
                there[target] = set(known[target].own.splitlines())
            if name not in there.get(target, {name}):
                what = f'link "{link}" leads to no heading or place of {target}'
                fix = "use the name in the address that the sign beside its heading gives"
                yield Problem(_written(guide.pages[src], name), f"{what}{nearest(name, there[target])}", fix)


@lru_cache(maxsize=1 << 16)
def _page(folder: str, path: str) -> str:
    """The source of the page to which `path` leads from a page in the folder."""
    return posixpath.normpath(posixpath.join(folder, path)).removesuffix(".html") + ".md"


def _written(page: Page[Meta], name: str) -> Place:
    """Where the page names that place; its first line if a generated part does."""
    for line, text in enumerate(page.document.body.split("\n"), 1):
        if f"#{name}" in text:
            return page.document.prose_place(line, text.index(f"#{name}") + 1)
    return Place(page.document.path)


def address(origin: str, target: str) -> str:
    """The address of the page `target` as seen from the page `origin`."""
    return _on_site(posixpath.dirname(origin), f"/{target}")


def resolved(content: str, src: str) -> str:
    """The rendered page with addresses of Markdown files, and those from the root, as they are on the site."""
    folder = posixpath.dirname(src)

    def written(attribute: re.Match[str]) -> str:
        name = attribute[0].removesuffix(attribute["path"])
        return name + _on_site(folder, attribute["path"]) if opened(attribute) else attribute[0]

    for pattern in _ADDRESSES:
        content = pattern.sub(written, content)
    return content


@lru_cache(maxsize=1 << 16)
def _on_site(folder: str, path: str) -> str:
    target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    return posixpath.relpath(f"{target.removesuffix('.md')}.html" if target.endswith(".md") else target, folder or ".")
