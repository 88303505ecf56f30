"""Says what the search finds: in a guide of common size every section with its words, in a large one every page.

Knows the form of the index that the theme's search reads. The words of a thousand pages would be more than a phone
should load before its first search, so the index of a large guide has titles, messages, other names and terms only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guide.guide import Guide, Page
from guide.model import Meta

_HEADING = re.compile(r'<(?P<tag>h[1-6])\b[^>]*?\bid="(?P<id>[^"]*)"[^>]*>(?P<title>.*?)</(?P=tag)>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>')
_LEFT_OUT = re.compile(
    r"<(script|style|object|template)\b.*?</\1>|<([a-z]+)\b[^>]*\bdata-search-exclude\b.*?</\2>", re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")
_OTHER_TAG = re.compile(r"<(?!/?(?:p|li|ol|ul|code|pre|sub|sup)\b)[^>]*>")
_INLINE_TAG = re.compile(r"</?(?:a|b|em|i|span|strong)\b[^>]*>")
_ATTRIBUTES = re.compile(r"<(\w+)\s[^>]*>")
_EMPTY = re.compile(r"<(p|li)>\s*</\1>")
_SPACE = re.compile(r"\s+")
_NAMED = re.compile(r"&[#\w]+;")


@dataclass(frozen=True)
class Entry:
    """What the search can find: an address, its title, and the text that is searched and shown, with a few tags."""

    location: str
    title: str
    text: str


def entries(page: Page[Meta], content: str, url: str, guide: Guide, used: Iterable[str]) -> Iterator[Entry]:
    """All that can be found on the page. `content`: its HTML; `used`: the keys of the terms on it."""
    if len(guide.pages) <= guide.settings.longest_search:
        yield from _sections(page, content, url)
    else:
        yield _whole(page, url, (guide.terms[key].term for key in used))


def _sections(page: Page[Meta], content: str, url: str) -> Iterator[Entry]:
    """The text before the first heading of a section, and each section under its heading."""
    content = _LEFT_OUT.sub("", content)
    marks = [*_HEADING.finditer(content)]
    ends = [*(mark.start() for mark in marks), len(content)]
    if _plain(content[: ends[0]]):
        yield Entry(url, html.escape(page.meta.title, quote=False), _text(content[: ends[0]]))
    for index, mark in enumerate(marks):
        anchor = f"#{mark['id']}" if mark["tag"] != "h1" else ""
        yield Entry(url + anchor, _plain(mark["title"]), _text(content[mark.end() : ends[index + 1]]))


def _whole(page: Page[Meta], url: str, terms: Iterable[str]) -> Entry:
    """The page as one entry: its message, its other names and its terms."""
    names = ", ".join(dict.fromkeys([*page.meta.aliases, *terms]))
    text = f"<p>{html.escape(page.meta.summary, quote=False)}</p>"
    return Entry(url, html.escape(page.meta.title, quote=False), text + f"<p>{html.escape(names, quote=False)}</p>")


def _plain(piece: str) -> str:
    """The words of a piece of HTML on one line."""
    return _characters(_TAG.sub("", _PERMALINK.sub("", piece)))


def _text(piece: str) -> str:
    """A piece of HTML with its paragraphs, lists and code, and no other tags."""
    kept = _ATTRIBUTES.sub(r"<\1>", _OTHER_TAG.sub(" ", _INLINE_TAG.sub("", piece)))
    return _characters(_EMPTY.sub("", kept))


def _characters(text: str) -> str:
    """The text on one line, its characters written as themselves but for the three that HTML needs."""
    spelled = _NAMED.sub(lambda name: html.escape(html.unescape(name[0]), quote=False), text)
    return _SPACE.sub(" ", spelled).strip()
