"""Rules about forms: which Markdown an author may write, so that a page shows what was meant.

Knows the signs of the dialects that authors bring along; what a page must not do is the business of `safety`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.checks.rules.meant import known_classes, unknown_classes
from guide.checks.rules.places import Leaf, at, holding, indent
from guide.ground.problems import Problem, nearest, short

DEEPEST_LIST = 4
MOST_BRACKETS = 200
"""In one paragraph; looking for the end of each link takes longer the more of them there are."""

_BRACES = re.compile(r"(?<!\{)\{(?!\{):?(?P<body>[^{}\n]*)\}(?!\})")
_ATTRIBUTE = re.compile(r"[.#][A-Za-z][\w-]*")
_ONLY_NO_CLAIM = re.compile(r"\{:?[ ]*\.no-claim[ ]*\}")
_OPENS = re.compile(r"^[ \t>]*(?:!!!|(?:[-*+]|\d+[.)]|[?]{3}[+]?|={3}|:{3}|/{3})[ \t])")
_WORD = r"[*_]*(?:[^\W\d_]|\{\{|\[)"
"""How what an author says begins: a letter, a mark or a link, whatever its emphasis. A number may be below nought."""
_FORMS: tuple[tuple[str, re.Pattern[str], str, str], ...] = (
    (
        "",
        re.compile(r"^[ \t>]*(?:=+|-+|(?:[*_-][ \t]*){3,})[ \t]*$", re.M),
        "a line of signs",
        "write a heading with ##",
    ),
    ("```", re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?`{3}", re.M), "a block of code", "write it as text"),
    ("~~~", re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?~{3}", re.M), "a block of code", "write it as text"),
    (
        "]:",
        re.compile(r"^[ \t>*+.)\d-]*\[[^\]\n]*\]:", re.M),
        "an address apart from its link",
        "write [text](address)",
    ),
    ("![", re.compile(r"!\["), "a picture", "name it in the front matter, under drawings:"),
    ("???", re.compile(r"^[ \t>]*\?\?\?", re.M), "a box that opens", 'write !!! note "Title"'),
    (
        "|",
        re.compile(r"^[ \t>]*\|(?=[ \t:|-]*:)[ \t:|-]+\|[ \t]*$", re.M),
        "a table with aligned columns",
        "take the colons out",
    ),
    ("~~", re.compile(r"~~[^~\n]*~~"), "struck-out text", "take the signs out"),
    ("==", re.compile(r"==[^=\n]+==|==(?=[^\s=])"), "marked text", "write **bold** where it must stand out"),
    ("=== ", re.compile(r"^[ \t>]*={3}[ \t]", re.M), "a tab", "write a heading with ##"),
    ("^", re.compile(r"\^[\w-]+\^"), "raised text", "write <sup>2</sup>"),
    ("~", re.compile(r"(?<!~)~(?=\w)[^~\s]*~(?!~)"), "lowered text", "write <sub>2</sub>"),
    ("++", re.compile(r"(?<![\w+{])\+\+\w[^\n]*?\+\+"), "inserted text", "take the signs out"),
    ("||", re.compile(r"(?<!\|)\|\|(?=[^\s|])[^|\n]*\|\|"), "hidden text", "take the signs out"),
    ("$", re.compile(r"\$\$[^$\n]+\$\$|(?<![\w$])\$(?=[^\s\d$])[^$\n]*\$(?!\d)"), "a formula", "say it in words"),
    ("%%", re.compile(r"%%[^%\n]*%%"), "a comment", "leave it out"),
    ("^[", re.compile(r"\^\[(?!\^)"), "a note of another kind", "write it in the text"),
    (":", re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])"), "a picture sign by its name", "say it in words"),
    ("[", re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\]", re.M), "a box to tick", "write a plain list item"),
    ("", re.compile(r"^[ \t>]*[:~][ \t]", re.M), "a list of definitions", "write a list: - **word:** what it means"),
    ("", re.compile(r"^[ \t>]*[•·▪◦‣●○■□☐☑✓✔]", re.M), "a list with a sign of its own", "write - and a space"),
    (
        "",
        re.compile(rf"^[ \t>]*(?:[-+]|\d+[.)])(?={_WORD})", re.M),
        "a list sign without a space",
        "write a space after it",
    ),
    (
        "\n",
        re.compile(
            r"^([ \t>]*)(?:[–—]|[A-Za-z][.)]|\(\w{1,2}\))[ \t].*\n\1(?:[–—]|[A-Za-z][.)]|\(\w{1,2}\))[ \t]", re.M
        ),
        "a list with signs of its own",
        "write - and a space, or 1. 2. 3.",
    ),
    (
        "",
        re.compile(rf"(?:(?<![^\n]\n)|(?<=:\n))^[ \t>]*(?:[–—−‐‑]+|-{{2,}})[ \t]*(?={_WORD})", re.M),
        "a dash in the place of a list sign",
        "write - and a space",
    ),
    ("", re.compile(r"^[ \t>]*(?::{3}|/{3}|\+{3})", re.M), "a box of another kind", 'write !!! note "Title"'),
    ("[!", re.compile(r"^[ \t>]*\[![A-Za-z]", re.M), "a box of another kind", 'write !!! note "Title"'),
    ("[", re.compile(r"^\[{1,2}_?TOC_?\]", re.M | re.I), "a list of contents", "leave it out: the page has one"),
    ("[[", re.compile(r"!?\[\[[^\[\]\n]*\]\]"), "a link of a wiki", "write [text](address)"),
    ("][", re.compile(r"\]\[(?!\^)[^\]\n]*\]"), "a link with its address apart", "write [text](address)"),
    ("--8<--", re.compile(r"--8<--"), "a file put in", "write its text here"),
    (
        "# ",
        re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?#[ \t]", re.M),
        "a second title",
        "write ##: the title stands in the front matter",
    ),
    ("#", re.compile(r"^#(?:[A-Za-z]|#+[^\s#]|#{6})", re.M), "a heading without a space", "write ## and a space"),
    ("&", re.compile(r"&(?!(?:nbsp|amp|lt|gt);)#?\w+;"), "a character written as a code", "write the character itself"),
    ("\\", re.compile(r"^\\[a-z]+", re.M), "a command of another program", "leave it out"),
    (
        "://",
        re.compile(r"(?<![(<\[\w/\"])(?:https?|ftp)://", re.I),
        "an address that is no link",
        "write [text](address)",
    ),
    (".", re.compile(r"(?<![(<\[\w/\".])www\.(?=\w)", re.I), "an address that is no link", "write [text](address)"),
)
"""Markdown that has no place in a guide: a sign that it holds, its pattern, what it is, what to write in its place."""


def braces_hold_names(leaf: Leaf) -> Iterator[Problem]:
    """Attribute lists in prose give a class or a name, nothing that a browser acts on."""
    for text, line in holding("{", leaf):
        for found in _BRACES.finditer(text):
            if foreign := _foreign(found):
                what = f'"{short(foreign[0], 40)}" in braces is not allowed'
                place = at(leaf.page, text, line, found.start())
                yield Problem(place, what, "write only .class or #name in braces")


def braces_stand_where_they_work(leaf: Leaf) -> Iterator[Problem]:
    """An attribute list ends a heading, closes a paragraph on a line of its own, or stands right behind a mark."""
    lines = ["", *leaf.page.document.body.split("\n"), ""]
    for row, line in enumerate(lines):
        for found in _BRACES.finditer(_spared(line)) if "{" in line else ():
            if not _foreign(found) and not _works(found, lines[row - 1], lines[(row + 1) % len(lines)]):
                what = f'"{short(found[0], 40)}" would be shown as it is'
                fix = "put it at the end of a heading, or alone on the last line of its paragraph"
                yield Problem(leaf.page.document.prose_place(row, found.start() + 1), what, fix)


def classes_are_known(leaf: Leaf) -> Iterator[Problem]:
    """A class names a look that the guide has, or how a text is to be taken: of any other, nothing would come."""
    page, known = leaf.written.page, known_classes(leaf.guide)
    for start, name in unknown_classes(page.document.body, leaf.guide):
        what = f'class "{short(name, 40)}" is unknown{nearest(name, known)}'
        yield Problem(at(page, page.document.body, 1, start), what, f"write one of {', '.join(known)}")


def prose_has_only_forms_that_a_page_can_show(leaf: Leaf) -> Iterator[Problem]:
    """No Markdown that has no form on paper, or that hides from the other rules."""
    body, told = leaf.page.document.body, 0
    found = [
        (each.span(), what, fix)
        for sign, pattern, what, fix in _FORMS
        if sign in body
        for each in pattern.finditer(body)
    ]
    for (start, end), what, fix in sorted(found):
        if start >= told:  # a form inside another one is no second mistake
            yield Problem(at(leaf.page, body, 1, start), f"{what} has no place in a guide", fix)
        told = max(told, end)


def indents_belong_to_lists(leaf: Leaf) -> Iterator[Problem]:
    """What is indented belongs to a list or a box above it, a few levels deep; alone it would be code."""
    inside, blank = False, True
    for number, text in enumerate(leaf.page.document.body.split("\n"), 1):
        deep = indent(text)
        if deep >= 4 * DEEPEST_LIST or text[:deep].count(">") > 1:
            place = leaf.page.document.prose_place(number)
            yield Problem(place, "is indented too deep", f"use at most {DEEPEST_LIST} levels")
        elif deep >= 4 and blank and not inside:
            place = leaf.page.document.prose_place(number)
            yield Problem(place, "is indented, but belongs to no list", "begin it at the start of the line")
        if deep < 4 and text.strip() and (blank or _OPENS.match(text)):
            inside = bool(_OPENS.match(text))
        blank = not text.strip()


def paragraphs_have_few_brackets(leaf: Leaf) -> Iterator[Problem]:
    """A paragraph has no more links than a reader can follow."""
    for text, line in leaf.stretches:
        if text.count("[") > MOST_BRACKETS:
            what = f"a paragraph holds more than {MOST_BRACKETS} brackets"
            yield Problem(at(leaf.page, text, line, 0), what, "cut it in two")


def _foreign(braces: re.Match[str]) -> list[str]:
    """What stands in the braces and is no name."""
    return [word for word in braces["body"].split() or [""] if not _ATTRIBUTE.fullmatch(word)]


def _spared(line: str) -> str:
    """The line with blanks in the place of a list that only says that it is no claim: it never reaches the page."""
    return _ONLY_NO_CLAIM.sub(lambda found: " " * len(found[0]), line)


def _works(found: re.Match[str], above: str, below: str) -> bool:
    before, after = found.string[: found.start()], found.string[found.end() :].strip()
    if before.strip():
        return before[-1] in "*_)`" or (before.startswith("#") and not after)
    return bool(above.strip()) and not above.lstrip().startswith(("#", "|")) and not after and not below.strip()
