"""Rules about addresses: each is held by one page or file, those that the build needs for its own stay free, the pages
that a guide cannot do without are there, and a link leads to one.

An address is refused that the build does not need yet: a guide that grows must not run into it on some later day.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from guide.checks.rules.places import Leaf, at, data, in_block, is_nowhere, key_of
from guide.content import markdown, marks
from guide.content.files import MADE
from guide.content.guide import Guide
from guide.content.handouts import Leaflet, leaflets
from guide.content.page import Page
from guide.content.parts import INDEX, PARTS, made_pages
from guide.content.schema import HOST, SITE, Meta
from guide.content.terms import GLOSSARY
from guide.ground.problems import Place, Problem, nearest, short

SOURCES = "sources.md"

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_TARGET = re.compile(r"(?<!\\)\]\(\s*<?(?P<inside>[^)\s>]*)|<(?P<alone>https?:[^\s<>]*)>")
"""The address of a link, behind its words or alone."""
_WHOLE_CODES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_CODES = re.compile(rf"{_WHOLE_CODES.pattern}|%.{{0,2}}")
"""Codes of characters in an address, and what is no whole one."""
_ON_THE_WEB = re.compile(rf"{SITE}(?:[/?#]|$)", re.IGNORECASE), "https://example.org/page"
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "http": _ON_THE_WEB,
    "https": _ON_THE_WEB,
    "mailto": (re.compile(rf"^mailto:[^@\s]+@{HOST}(?:[?]|$)", re.IGNORECASE), "mailto:name@example.org"),
    "tel": (re.compile(r"^tel:[+]?[(]?[0-9][0-9().*#-]+(?:;|$)", re.IGNORECASE), "tel:+1-555-0100"),
}
"""How an address of each kind looks, and one to follow."""


def needed_pages_are_there(guide: Guide) -> Iterator[Problem]:
    """The page that a guide opens with, and those on which its terms and its sources stand."""
    needed = {INDEX: "", GLOSSARY: "glossary" if guide.terms else "", SOURCES: "all-sources" if guide.sources else ""}
    for src, part in needed.items():
        path, page = f"{guide.docs}/{src}", guide.pages.get(src)
        if page is None and (part or src == INDEX):
            yield Problem(Place(path), "is missing, and every guide needs it", "write that page")
        elif page and part and not page.asks_for(part):
            shown = f"{{{{ part: {part} }}}}"
            yield Problem(Place(path), f'does not show "{shown}", and other pages link there', f"write {shown} on it")


def lists_have_a_page_of_their_own(guide: Guide) -> Iterator[Problem]:
    """What goes on on pages that the build adds stands on one page, beside nothing else that does."""
    seen: dict[str, Page[Meta]] = {}
    for page in guide.pages.values():
        first = ""
        for block, mark in Leaf(page, guide).marks if _adding(page) else ():
            if mark.verb == "part" and mark.name in _adding(page) and mark.text == block.text.strip():
                other = seen.setdefault(mark.name, page)
                where = f'beside "{first}"' if first else f"on {other.document.path} too" if other is not page else ""
                if where:
                    what = f'part "{mark.name}" stands {where}, and the build adds pages to it'
                    yield Problem(in_block(page, block, mark.start), what, "give it one page, of its own")
                first = first or mark.name


def _adding(page: Page[Meta]) -> list[str]:
    return [name for name in page.shows("part") if name in PARTS and PARTS[name].adds]


def addresses_of_the_build_are_free(guide: Guide) -> Iterator[Problem]:
    """No page of an author, no picture and no term stands where the build puts its own."""
    made = list(made_pages(guide))
    for src in sorted(guide.assets):
        if what := next((what for address, what in made if address.fullmatch(src)), ""):
            yield Problem(Place(f"{guide.docs}/{src}"), f"is at the address of {what}", "give it another name")
    for key in (key for key in guide.terms if key.startswith("letter-")):
        what = f'term "{key}" is at the place of a letter of the glossary'
        yield Problem(key_of(guide, "terms", key), what, "give it another key")


def papers_have_addresses_of_their_own(guide: Guide) -> Iterator[Problem]:
    """No hand-out takes the place of another."""
    seen: dict[str, Leaflet] = {}
    for leaflet in leaflets(guide):
        first = seen.setdefault(leaflet.address, leaflet)
        of_two = first.page is leaflet.page or first.page.slug != leaflet.page.slug
        if first is not leaflet and of_two and leaflet.key == next(iter(guide.paper.editions)):
            row = guide.paper.handouts.index(leaflet.handout)
            what = f"{leaflet.page.src} gets this hand-out at the address of another, {first.address}"
            yield Problem(data(guide, "paper", "handouts", row), what, "give it a part: of its own")


def links_lead_somewhere(leaf: Leaf) -> Iterator[Problem]:
    """A link to a page or a file of the guide finds it."""
    for block in leaf.page.read:
        for target in block.links:
            start, written = _as_written(block, target)
            wrong = None if _badly_coded(written) else _wrong_link(leaf, target)  # told as a form
            if wrong:
                yield Problem(in_block(leaf.page, block, start), *wrong)


def _as_written(block: markdown.Block, target: str) -> tuple[int, str]:
    """Where the address of that link stands in the block, and how it is written: with codes of characters in it."""
    written = (found for found in _TARGET.finditer(block.text) if unquote(found["inside"] or "") == target)
    found = next(written, None)
    return (found.start("inside"), found["inside"]) if found else (max(0, block.text.find(target)), target)


def links_have_an_address_and_words(leaf: Leaf) -> Iterator[Problem]:
    """A link to what is not in the guide has a whole address, and each has words that say what it leads to."""
    for text, line in leaf.stretches:
        for found in _TARGET.finditer(text) if "](" in text or "<http" in text else ():
            address = html.unescape(found["alone"] or found["inside"] or "")
            opened = text.rfind("[", 0, found.start())
            if wrong := _wrong_address(address):
                yield Problem(at(leaf.page, text, line, found.start(found.lastgroup or 0)), *wrong)
            elif not found["alone"] and _is_empty(text[opened + 1 : found.start()]):
                what = f'the link to "{short(address, 40)}" has no words'
                yield Problem(at(leaf.page, text, line, opened), what, "write between [ and ] what it leads to")


def _wrong_link(leaf: Leaf, address: str) -> tuple[str, str] | None:
    """What is wrong with a link, and what to do."""
    guide, target = leaf.guide, _target(leaf.page, address)
    known = target in guide.assets or target in MADE
    if target and not known and is_nowhere(guide, target):
        close = get_close_matches(target, guide.pages, n=1, cutoff=0.8)
        meant = [posixpath.relpath(src, leaf.page.folder or ".") for src in close]
        return f'link "{address}" leads nowhere{nearest(address, meant)}', "correct the address"
    if target == GLOSSARY and (term := address.partition("#")[2]) and not _entry(guide, term):
        return f'glossary entry "{term}" is unknown{nearest(term, guide.terms)}', "correct it or add the term"
    return None


def _wrong_address(address: str) -> tuple[str, str] | None:
    """What is wrong with the form of an address, and what to do."""
    if address in ("", "#"):
        return (
            f'link "{address}" leads nowhere',
            "write the name of a page, or an address such as https://example.org/page",
        )
    if code := _badly_coded(address):
        what = f'link "{short(address, 40)}" holds "{code}", which stands for no character'
        return what, "write the name of the page as it is, or a code of a sign in UTF-8, such as %20"
    form, example = _FORMS.get(address.partition(":")[0].lower(), (_SCHEME, ""))
    if not example or form.match(address):
        return None
    return f'link "{short(address, 40)}" leads nowhere', f"write a whole address, such as {example}"


def _badly_coded(address: str) -> str:
    """The first code with % in an address that is cut off or stands for no character; empty if there is none."""
    return next((found[0] for found in _CODES.finditer(address) if not _is_text(found[0])), "")


def _is_text(codes: str) -> bool:
    try:
        return bool(_WHOLE_CODES.fullmatch(codes)) and bool(unquote(codes, errors="strict"))
    except UnicodeDecodeError:
        return False


def _is_empty(words: str) -> bool:
    """True where the words of a link hold no letter and no digit."""
    return not any(map(str.isalnum, markdown.plain(marks.filled(words, lambda mark: mark.name))))


def _entry(guide: Guide, name: str) -> bool:
    """True for the key of a term or the mark of a letter."""
    return name in guide.terms or name.startswith("letter-")


def _target(page: Page[Meta], address: str) -> str | None:
    """The file of `docs/` that a link on the page is about; None for other sites and the page itself."""
    path = address.partition("#")[0]
    if not path or _SCHEME.match(path):
        return None
    return path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(page.folder, path))
