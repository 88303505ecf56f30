"""The generated parts that a page can ask for: what each needs of the page, and of the browser.

Knows their names; what they show is decided in `pages`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from guide.content.guide import Guide
from guide.content.handouts import FOLDER
from guide.content.marks import NUMBER
from guide.content.page import Page
from guide.content.schema import ANSWER, HARM, ComparisonMeta, ConditionMeta, Meta, OptionMeta, PageMeta

VERBS = (NUMBER, "chart", "drawing", "part", "clinic", "fact", ANSWER, HARM)
"""What a mark can ask for: `{{ chart: key }}`; a mark without a verb asks for a number."""


@dataclass(frozen=True)
class Part:
    """`needs`: what a page must be to show it; `scripts`: what it needs of `overrides/assets/`."""

    needs: type[Meta] = Meta
    scripts: tuple[str, ...] = ()
    wide: bool = False
    """It needs the whole width of a page."""
    measured: bool = False
    """It says how all pages measure up, so it can be made only when they are measured."""
    adds: str = ""
    """What the pages are called that the build adds below the one that shows it; empty if it adds none."""


FURTHER = "further pages"
"""What a part adds that is a list: where it is long, it goes on."""

INDEX = "index.md"
"""The page that a guide, or a folder of a large one, opens with."""

QR = "qr"
"""The folder of the drawings that hold the addresses of pages."""

PARTS: dict[str, Part] = {
    "panel": Part(needs=OptionMeta),
    "timeline": Part(needs=OptionMeta),
    "comparison": Part(needs=ComparisonMeta, scripts=("choice.js",)),
    "every-option": Part(scripts=("choice.js",), wide=True),
    "worksheet": Part(scripts=("choice.js", "worksheet.js"), wide=True),
    "worksheets": Part(adds="worksheets"),
    "my-questions": Part(scripts=("questions.js",)),
    "options": Part(needs=ConditionMeta),
    "treats": Part(needs=OptionMeta),
    "without": Part(needs=OptionMeta),
    "others": Part(needs=OptionMeta),
    "members": Part(),
    "emergency": Part(),
    "questions": Part(scripts=("questions.js",)),
    "words": Part(),
    "sources": Part(),
    "glossary": Part(adds=FURTHER),
    "all-sources": Part(adds=FURTHER),
    "strengths": Part(),
    "all-numbers": Part(adds=FURTHER),
    "downloads": Part(needs=PageMeta, scripts=("pack.js",)),
    "fill-in": Part(needs=PageMeta, scripts=("fill-in-pdf.js", "fill-in.js")),
    "current": Part(scripts=("current.js",)),
    "statements": Part(),
    "a-z": Part(adds=FURTHER),
    "offline": Part(),
    "quality": Part(measured=True),
    "quality-pages": Part(measured=True, adds=FURTHER),
    "review-state": Part(),
    "regions": Part(),
    "operations": Part(),
    "conditions": Part(),
    "comparisons": Part(),
    "folder": Part(),
    "ask": Part(scripts=("ask.js",)),
    "map": Part(wide=True),
    "condition-cards": Part(),
    "option-cards": Part(),
    "doors": Part(),
}


def shows(page: Page[Meta], guide: Guide, part: str) -> bool:
    """True for a page with that generated part, by the rules of its kind or by a mark."""
    return part in page.shows("part") or any(section.part == part for section in guide.kind(page).sections)


def parts_of(page: Page[Meta], guide: Guide) -> list[Part]:
    """The generated parts that the page shows, by the rules of its kind or by its marks."""
    shown = {*page.shows("part")} | {section.part for section in guide.kind(page).sections if section.part}
    return [PARTS[name] for name in sorted(shown) if name in PARTS]


def named(page: Page[Meta], guide: Guide) -> Mapping[str, Collection[str]]:
    """What a mark on the page can name, by its verb."""
    return {
        NUMBER: page.meta.numbers,
        "chart": page.meta.numbers,
        "drawing": page.meta.drawings,
        "part": PARTS,
        "clinic": guide.clinic.texts,
        "fact": {column for column, _, _ in page.meta.every_fact()},
        ANSWER: page.meta.answers,
        HARM: page.meta.harms,
    }


def below(src: str, name: str | int) -> str:
    """The address of a page that the build adds below the page `src`: of a list that goes on, or of a worksheet."""
    return f"{src.removesuffix('.md')}-{name}.md"


def made_pages(guide: Guide) -> Iterator[tuple[re.Pattern[str], str]]:
    """The addresses that the build needs, in this guide and in any that it grows to, as patterns, and for what."""
    yield re.compile(r"404\.md"), "the page for lost addresses"
    yield re.compile(r"start-here\.md"), "the first page of the offline kit, where small letters are as good as large"
    yield re.compile(f"({QR}|{FOLDER})/.*"), "what the build puts in that folder"
    for page in guide.pages.values():
        for part in (PARTS[name] for name in page.shows("part") if name in PARTS):
            names = r"(?!1\.)[1-9]\d*" if part.adds == FURTHER else "|".join(map(re.escape, guide.conditions))
            if part.adds:
                yield re.compile(f"{re.escape(page.src[:-3])}-({names})\\.md"), f"{part.adds} of {page.src}"
