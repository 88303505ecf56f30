"""What an author meant: a heading, a source mark or a marker that is misspelled is read as what it most likely is.

The slip itself is told where it stands, by the rules about sections and marks; everything else is asked of the page as
it was meant, so that one slip is one problem. Knows how such slips look, not what is asked of a page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from guide.checks.rules.places import Leaf
from guide.content import markdown, marks
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.parts import VERBS, named
from guide.content.schema import ARTICLE, Meta
from guide.ground.alike import folded

_HEADING = re.compile(r"^(?P<signs>#{1,6}|\*\*|__)(?P<blank>[ \t]*)(?P<title>[^#*_\n][^\n]*?)[*_]*$", re.M)
_CITE = re.compile(
    r"\[[ \t]*\^(?P<inside>[^\[\]\n]*)\]"
    r"|\^\[(?P<before>[^\[\]\n^]*)\]"
    r"|(?<![!\w\]])\[(?P<bare>[^\[\]\n^]+)\](?![(\[:])"
    r"|\[\^(?P<open>[\w:-]+(?:\.\w+)*)[)}]?"
)
"""What is like a source mark: with blanks in it, the sign before it or none, or without its end."""
_FILL = re.compile(
    r"\{[ \t]*\{(?P<inside>[^{}\n]*)\}[ \t]*\}"
    r"|\{\{(?P<open>[ \t]*(?:[\w-]+[ \t]*:[ \t]*)?[\w-]+(?:\.\d+)?)[ \t]*\}?"
    r"|(?<!\{)\{(?P<single>[ \t]*(?:[\w-]+[ \t]*[:;][ \t]*)?[\w-]+(?:\.\d+)?)[ \t]*\}{1,2}"
)
"""What is like a marker: with other signs in it, without an end, or in braces that are too few."""
_BRACES = re.compile(r"(?<!\{)\{:?[^{}\n]*\}(?!\})|<span\s[^<>\n]*>")
_CLASS, _WITH_CLASS = re.compile(r"(?<=[\s{:]\.)[A-Za-z][\w-]*"), re.compile(r"(?<=class=\")[^\"]*")
_OWN = ("no-claim", "no-glossary", "no-search")
"""Classes that say how a text is taken, not how it looks."""
_WORD = re.compile(r"[\w.-]*\w")


@dataclass(frozen=True)
class Slip:
    """What is written at the character `start` of a page's prose, and what was meant; nothing where nobody can tell.

    `kind` is heading, cite, fill or class. `whole`: it is a whole mark, which names what is not there.
    """

    kind: str
    start: int
    written: str
    meant: str
    likely: str = ""
    """What is put in its place while the rest of the page is judged."""
    whole: bool = False


def as_meant(guide: Guide) -> Guide:
    """The guide with each page as its author meant it; the same guide where nothing is misspelled."""
    pages = {src: _meant(page, guide) for src, page in guide.pages.items()}
    return guide if all(pages[src] is page for src, page in guide.pages.items()) else replace(guide, pages=pages)


def slips(page: Page[Meta], guide: Guide) -> list[Slip]:
    """What is misspelled in the page's prose, in order."""
    body = page.document.body
    found = [*_headings(page, guide), *_cites(body, guide), *_fills(body, page, guide), *_classes(body, guide)]
    return sorted(found, key=lambda slip: slip.start)


def told(leaf: Leaf) -> list[Slip]:
    """What is misspelled on a page that is judged as it was meant."""
    return slips(leaf.written.page, leaf.guide) if leaf.written is not leaf else []


def _meant(page: Page[Meta], guide: Guide) -> Page[Meta]:
    names = {key: _drawing(key, guide) for key in page.meta.drawings}
    if any(key != name for key, name in names.items()):
        drawings = {names[key]: drawing for key, drawing in page.meta.drawings.items()}
        page = replace(page, meta=page.meta.model_copy(update={"drawings": drawings}), written=page)
    body, end, text = page.document.body, 0, ""
    for slip in slips(page, guide):
        if slip.start >= end:
            text, end = text + body[end : slip.start] + (slip.likely or slip.meant), slip.start + len(slip.written)
    document = replace(page.document, body=text + body[end:], written=page.document)
    return replace(page, document=document, written=page.written or page) if end else page


def _drawing(key: str, guide: Guide) -> str:
    """The drawing that a key names, or most likely means."""
    close = [] if key in guide.drawings else get_close_matches(key, guide.drawings, n=1)
    return close[0] if close else key


# ---- headings ---------------------------------------------------------------------------


def _headings(page: Page[Meta], guide: Guide) -> Iterator[Slip]:
    """Headings of sections that the kind of page does not know, or that are no headings of sections."""
    titles = [section.title for section in guide.kind(page).sections if section.written]
    found = [(each, markdown.without_attributes(each["title"]).strip()) for each in _lines(page, titles)]
    there = {title for each, title in found if _is_section(each)}
    lacking, before = [title for title in titles if title not in there], ""
    for each, title in found:
        if title not in titles or not _is_section(each):
            meant = _title(title, lacking, _next(before, titles) if _is_section(each) else "")
            if meant:
                lacking.remove(meant)
                yield Slip("heading", each.start(), each[0], f"## {meant}")
            title = meant
        before = title or before


def _lines(page: Page[Meta], titles: Collection[str]) -> Iterable[re.Match[str]]:
    return _HEADING.finditer(page.document.body) if titles else ()


def _is_section(heading: re.Match[str]) -> bool:
    return heading["signs"] == "##" and bool(heading["blank"])


def _title(title: str, lacking: Collection[str], follows: str) -> str:
    """Which of the sections that the page lacks is meant: the one that is called nearly so, or the one due here."""
    known = {folded(each): each for each in lacking}
    close = get_close_matches(folded(title), known, n=1, cutoff=0.6 if follows else 0.85)
    return known[close[0]] if close else follows if follows in lacking else ""


def _next(before: str, titles: list[str]) -> str:
    """The title that comes after that one."""
    at = titles.index(before) + 1 if before else 0
    return titles[at] if at < len(titles) else titles[-1]


# ---- source marks -----------------------------------------------------------------------


def _cites(body: str, guide: Guide) -> Iterator[Slip]:
    if "[" not in body:
        return
    statements = {f"{ARTICLE}:{number}": each for number, each in guide.statements.items()}
    known, likely = (
        {*guide.sources, *statements},
        [*guide.sources, *(k for k, v in statements.items() if not v.excused)],
    )
    for found in _CITE.finditer(body):
        inside, sure = found[found.lastgroup or 0], found.lastgroup in ("inside", "open")
        key, whole = _exact(inside, known), found.lastgroup == "inside" and marks.cited(found[0]) == [inside]
        close = get_close_matches(_hyphened(inside), likely, n=1) if sure and not key else []
        if whole and inside not in known and (key or close):
            yield Slip("cite", found.start(), found[0], f"[^{key or close[0]}]", whole=True)
        elif not whole and (key or (sure and likely)):
            yield Slip("cite", found.start(), found[0], f"[^{key}]" if key else "", f"[^{key or [*close, *likely][0]}]")


def _exact(inside: str, known: Collection[str]) -> str:
    """The key that stands there but for its blanks; empty if it is none."""
    return next((form for form in (_hyphened(inside), re.sub(r"\s", "", inside)) if form in known), "")


def _hyphened(inside: str) -> str:
    """The key with a hyphen in the place of blanks between two words, and without others."""
    return re.sub(r"(?<=\w)[ \t]+(?=[^\W\d])", "-", re.sub(r"[ \t]*([:.])[ \t]*", r"\1", inside.strip()))


# ---- markers ----------------------------------------------------------------------------


def _fills(body: str, page: Page[Meta], guide: Guide) -> Iterator[Slip]:
    if "{" not in body:
        return
    known = named(page, guide)
    for found in _FILL.finditer(body):
        whole = next(iter(marks.marks(found[0])), None)
        if whole and whole.name in known.get(whole.verb, ()):
            continue
        likely = _mark(found[found.lastgroup or 0], known, sure=found.lastgroup != "single")
        if whole and likely:
            yield Slip("fill", found.start(), found[0], likely, whole=True)
        elif not whole and (likely or found.lastgroup == "inside"):
            yield Slip("fill", found.start(), found[0], likely, likely or " " * len(found[0]))


def _mark(inside: str, known: Mapping[str, Collection[str]], *, sure: bool) -> str:
    """The marker that the text between braces is like; empty if there is none. Unless it is `sure` to be one, every
    name must be right."""
    first, *rest = _WORD.findall(inside) or [""]
    cutoff = 0.7 if sure else 1.0
    verb = next(iter(get_close_matches(first, VERBS, n=1, cutoff=cutoff)), "") if rest else ""
    words = rest if verb else [first, *rest]
    name, dot, group = "-".join(words).partition(".")
    close = get_close_matches(name, known[verb or marks.NUMBER], n=1, cutoff=0.6 if sure else 1.0)
    said = f"{verb}: " if verb and verb != marks.NUMBER else ""
    return f"{{{{ {said}{close[0]}{dot}{group} }}}}" if close else ""


# ---- classes ----------------------------------------------------------------------------


def known_classes(guide: Guide) -> tuple[str, ...]:
    """The classes that an author may write."""
    return (*_OWN, *guide.settings.classes)


def unknown_classes(body: str, guide: Guide) -> Iterator[tuple[int, str]]:
    """The classes in the text that nothing knows, with where each stands: in braces, or in a tag."""
    known = known_classes(guide)
    for braces in _BRACES.finditer(body) if "{" in body or "<span" in body else ():
        for found in _names(braces):
            if found[0] not in known:
                yield found.start(), found[0]


def _names(braces: re.Match[str]) -> Iterator[re.Match[str]]:
    """The names of classes in braces, or in the attribute of a tag."""
    if braces[0].startswith("{"):
        yield from _CLASS.finditer(braces.string, *braces.span())
    for names in _WITH_CLASS.finditer(braces.string, *braces.span()):
        yield from re.compile(r"\S+").finditer(braces.string, *names.span())


def _classes(body: str, guide: Guide) -> Iterator[Slip]:
    for start, name in unknown_classes(body, guide):
        if close := get_close_matches(name, known_classes(guide), n=1):
            yield Slip("class", start, name, close[0])
