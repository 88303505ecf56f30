"""Rules that keep content from being a program, a broken page or a mark that nobody fills in.

Prose is Markdown with a few tags; every text of the data files is plain text. What a page may hold beyond that is
decided by the templates, never by content.
"""

from __future__ import annotations

import html
import re
import string
import unicodedata
from collections.abc import Iterator

from guide.checks.rules.meant import told
from guide.checks.rules.places import Leaf, Loc, at, data, everywhere, holding, in_block, inside, word_at
from guide.content import markdown, marks
from guide.content.document import Document, hidden, named
from guide.content.guide import Guide
from guide.ground.problems import Problem, nearest, short

TAGS: dict[str, tuple[str, ...]] = {"span": ("class", "lang"), "sup": (), "sub": (), "br": ()}
"""The HTML that an author may write, and its attributes."""

WITHOUT_END = ("br",)
"""Those that hold nothing: browsers add one in the place of an end, other readers leave it out and glue the words."""

SCHEMES = ("http", "https", "mailto", "tel")
FILLED_IN = ("text", "unknown", "not_needed", "short")
"""Keys of a fact and of an answer: the texts of the data in which numbers are written out."""

Texts = list[tuple[Loc, str]]
"""Texts of data, each with where it stands."""

_ANY_TAG = re.compile(r"<(?=[A-Za-z/!?])(?:[^<>]*>)?")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z]+)(?P<attributes>(?:\s+[a-z]+=\"[^\"<>{}]*\")*)\s*/?>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_AUTOLINK = re.compile(r"<https?://[^\s<>\"]+>")
_TARGET = re.compile(r"\]\(\s*<?(?P<target>[^)\s>]*)")
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):|[/\\]{2}")
_MARK = re.compile(r"\{\{|\}\}|\[\^|\]\(|\{ ?[.#:]")
RAW = re.compile(
    r"(?P<sign>\*{2,}|`+|~~|(?<=[^\s*])\*|\*(?=[^\s*])|(?<![^\s(\"'“‘])_{1,2}(?=[^\W_])[^\n]*?(?<=[^\W_])_{1,2}(?![\w/]))"
    r"|(?P<code>&#?\w{2,};)"
)
"""What is Markdown or HTML elsewhere; a star between spaces, R&D and a line inside a name are not."""
_PLAIN = {"sign": "take the signs out: this is plain text", "code": "write the character itself, or take it out"}
_BACKSLASH = re.compile(r"\\(?=\{|\[\^)")
_LIKE = {"cite": "[^key] of a source, or remove it", "fill": "{{ name }}, or remove it"}
_BLOCKS = ("part", "chart", "drawing")
"""Verbs of markers in whose place several lines come to stand."""


def prose_holds_no_foreign_html(leaf: Leaf) -> Iterator[Problem]:
    """Prose holds the tags of the list above, each closed in its paragraph, and no others."""
    page, known = leaf.page, ", ".join(f"<{name}>" for name in TAGS)
    for text, line in holding("<", leaf):
        open_tags: list[tuple[str, int]] = []
        for found in _ANY_TAG.finditer(text):
            if _AUTOLINK.fullmatch(found[0]):
                continue
            closes = _closes(found[0], open_tags, found.start())
            opened = found[0].startswith("</") and closes and _name(found[0]) not in TAGS  # where it was opened
            if not _allowed(found[0]) and not opened:
                what = f'HTML "{_short(found[0])}" is not allowed'
                yield Problem(at(page, text, line, found.start()), what, _instead(found[0], known))
            elif not closes:
                yield Problem(at(page, text, line, found.start()), f"{found[0]} closes nothing", "remove it")
        for name, start in open_tags:
            if name in TAGS:
                what, fix = f"<{name}> is not closed", f"add </{name}> in the same paragraph"
                yield Problem(at(page, text, line, start), what, fix)


def _instead(tag: str, known: str) -> str:
    """What to write in the place of a tag that is not allowed."""
    if not _has_language(tag):
        return 'write a language as lang="es" or lang="es-MX"'
    if _name(tag) in WITHOUT_END:
        return f"write <{_name(tag)}>"
    return f"write it in Markdown, or as text with &lt;; allowed are {known}"


def marks_are_whole(leaf: Leaf) -> Iterator[Problem]:
    """No part of a mark is left when all that can be filled in is, and nothing keeps one from being read as a mark."""
    page, written = leaf.page, leaf.written.page
    for slip in told(leaf):
        if slip.kind in _LIKE and not slip.whole:
            what, fix = f'"{_short(slip.written)}" is no mark', f"write {slip.meant or _LIKE[slip.kind]}"
            yield Problem(at(written, written.document.body, 1, slip.start), what, fix)
    for text, line in leaf.stretches:
        for stray in _BACKSLASH.finditer(text) if "\\" in text else ():
            yield Problem(at(page, text, line, stray.start()), "a backslash stands before a mark", "remove it")
        for start, sign in marks.stray(text):
            fix = f"write {_LIKE['cite' if sign == '[^' else 'fill']}"
            yield Problem(at(page, text, line, start), f'stray "{sign}"', fix)


def parts_stand_alone(leaf: Leaf) -> Iterator[Problem]:
    """In the place of a marker for a part, a chart or a drawing come whole blocks: it is a paragraph of its own."""
    for block, mark in leaf.marks:
        rest = markdown.without_attributes(block.text[mark.end :]).strip()
        if mark.verb in _BLOCKS and (mark.start or rest):
            what, fix = f'"{mark.text}" stands in a text', "put it alone between two empty lines"
            yield Problem(in_block(leaf.page, block, mark.start), what, fix)


def links_are_harmless(leaf: Leaf) -> Iterator[Problem]:
    """A link leads to a page, a web address, an e-mail address or a phone, and runs no code."""
    for text, line in holding("](", leaf):
        for found in _TARGET.finditer(text):
            target = re.sub(r"[\s\x00-\x20]", "", html.unescape(found["target"])).lower()
            scheme = _SCHEME.match(target)
            if scheme and scheme["scheme"] not in SCHEMES:
                what = f'link to "{_short(found["target"])}" is not allowed'
                fix = f"start it with one of {', '.join(SCHEMES)}, or with the name of a page"
                yield Problem(at(leaf.page, text, line, found.start("target")), what, fix)


def front_matter_is_plain_text(leaf: Leaf) -> Iterator[Problem]:
    """No text of front matter holds HTML, or a character that YAML can write and no page can show."""
    yield from _not_plain(leaf.page.document, leaf.texts)


def data_is_plain_text(guide: Guide) -> Iterator[Problem]:
    """The same for data files."""
    for document, texts in _beside_pages(guide):
        yield from _not_plain(document, texts)


def no_text_ends_at_a_comment(guide: Guide) -> Iterator[Problem]:
    """What stands behind " #" is no part of a text. An author who meant it must write quotes."""
    for document in guide.documents.values():
        for place, comment in document.comments_in_texts():
            what = f'"{_short(comment)}" is a comment, and no reader sees it'
            yield Problem(place, what, "put quotes around the whole text, or the comment on a line of its own")


def _not_plain(document: Document, texts: Texts) -> Iterator[Problem]:
    whole = "\n".join(text for _, text in texts)
    if not (_ANY_TAG.search(whole) or RAW.search(whole) or hidden(whole)):
        return
    for loc, text in texts:
        if tag := _ANY_TAG.search(text):
            what = f'HTML "{_short(tag[0])}" stands in plain text'
            yield Problem(document.place(*loc), what, 'take it out, or put a space after "<"')
        if raw := RAW.search(text):
            what = f'"{_short(word_at(text, raw.start()))}" would be shown as it is'
            yield Problem(document.place(*loc), what, _PLAIN[raw.lastgroup or ""])
        if sign := hidden(text):
            what = f"holds the hidden character {named(sign)}, written as an escape"
            yield Problem(document.place(*loc), what, "remove it")


def cannot_be_printed(guide: Guide, signs: str) -> Iterator[Problem]:
    """Where the guide holds these characters, for which paper has no letters. An accent is told with its letter."""
    accents = "".join(filter(unicodedata.combining, signs))
    lettered = rf"(?:\w(?=[{accents}]))?" if accents else ""
    for place, found in everywhere(guide, re.compile(f"{lettered}[{re.escape(signs)}]+")):
        told = f", {named(found[0])}," if len(found[0]) == 1 and not found[0].isalpha() else ""
        what = f'"{_short(found[0])}"{told} cannot be printed: the typeface of paper has no such letters'
        yield Problem(place, what, "write it in other letters, or keep it off paper")


def marks_stand_where_they_are_filled_in(leaf: Leaf) -> Iterator[Problem]:
    """Markers and source marks in front matter stand only in facts."""
    yield from _misplaced(leaf.page.document, leaf.texts)


def data_holds_no_marks(guide: Guide) -> Iterator[Problem]:
    """In data files nothing is filled in. Of a page that cannot be read further, nobody knows."""
    for document, texts in _beside_pages(guide):
        if document.path in guide.files.values():
            yield from _misplaced(document, texts)


def _misplaced(document: Document, texts: Texts) -> Iterator[Problem]:
    if not _MARK.search("\n".join(text for _, text in texts)):
        return
    for loc, text in texts:
        mark = _MARK.search(marks.filled(text, lambda _: "") if _is_fact(loc) else text)
        if mark:
            what = f'"{mark[0]}" stands where nothing is filled in'
            yield Problem(document.place(*loc), what, "write the words out; name sources under cite:")


def _beside_pages(guide: Guide) -> Iterator[tuple[Document, Texts]]:
    """The texts of data files, and of the front matter of pages that could not be read any further."""
    yield from ((document, inside(guide.raw[document.path])) for document in guide.beside_pages)


def cards_can_be_filled_in(guide: Guide) -> Iterator[Problem]:
    """Braces in what an emergency card says to do name fields of the clinic."""
    known = list(guide.clinic.texts)
    for loc, text in _filled(guide):
        for name in _fields(text):
            if name not in known:
                what = f'"{{{name}}}" is not a field of the clinic{nearest(name, known)}'
                yield Problem(data(guide, "emergency", *loc), what, f"write one of {', '.join(known)}")


def _filled(guide: Guide) -> Iterator[tuple[Loc, str]]:
    """The texts of the cards that are filled from the clinic's data, with their places."""
    for key, card in guide.emergency.cards.items():
        yield ("cards", key, "heading"), card.heading
        if card.after:
            yield ("cards", key, "after", "text"), card.after.text


def _fields(text: str) -> list[str]:
    """The names in braces; an odd name where the braces do not fit together."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return ["?"]
    return [f"{name}{turn or ''}{form or ''}" for _, name, form, turn in parts if name is not None]


def _allowed(text: str) -> bool:
    tag = _TAG.fullmatch(text)
    if tag is None or tag["name"] not in TAGS:
        return False
    if tag["end"] and tag["name"] in WITHOUT_END:
        return False
    return set(_given(text)) <= set(TAGS[tag["name"]]) and _has_language(text)


def _given(text: str) -> dict[str, str]:
    """The attributes of a tag."""
    return dict(_ATTRIBUTE.findall(text))


def _has_language(text: str) -> bool:
    """False where a tag names what is no language."""
    return bool(_LANGUAGE.fullmatch(_given(text).get("lang", "en")))


def _name(tag: str) -> str:
    return (tag.strip("</>").split() or [""])[0].lower()


def _closes(tag: str, open_tags: list[tuple[str, int]], start: int) -> bool:
    """Keep the list of open tags; False for an end without a beginning. What is not allowed need not be closed."""
    name = _name(tag)
    if name in WITHOUT_END:
        return True
    if not tag.startswith("</"):
        open_tags.append((name, start))
        return True
    while open_tags and open_tags[-1][0] not in (name, *TAGS):
        open_tags.pop()
    return bool(open_tags) and open_tags.pop()[0] == name


def _is_fact(loc: Loc) -> bool:
    return (len(loc), loc[0]) in ((4, "facts"), (3, "answers")) and loc[-1] in FILLED_IN


def _short(text: str) -> str:
    return short(text, 40)
