"""The generated parts that a page can ask for: what each needs of the page, and of the browser.

Knows their names; what they show is decided in `pages`.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.content.guide import Guide, Page
from guide.content.marks import NUMBER
from guide.content.schema import ComparisonMeta, ConditionMeta, Meta, OptionMeta, PageMeta

VERBS = (NUMBER, "chart", "drawing", "part", "clinic", "fact")
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


PARTS: dict[str, Part] = {
    "panel": Part(needs=OptionMeta),
    "timeline": Part(needs=OptionMeta),
    "comparison": Part(needs=ComparisonMeta, scripts=("choice.js",)),
    "every-option": Part(scripts=("choice.js",), wide=True),
    "worksheet": Part(scripts=("choice.js", "worksheet.js"), wide=True),
    "worksheets": Part(),
    "my-questions": Part(scripts=("questions.js",)),
    "options": Part(needs=ConditionMeta),
    "treats": Part(needs=OptionMeta),
    "others": Part(needs=OptionMeta),
    "members": Part(),
    "emergency": Part(),
    "questions": Part(scripts=("questions.js",)),
    "words": Part(),
    "sources": Part(),
    "glossary": Part(),
    "all-sources": Part(),
    "strengths": Part(),
    "all-numbers": Part(),
    "downloads": Part(needs=PageMeta, scripts=("pack.js",)),
    "current": Part(scripts=("current.js",)),
    "statements": Part(),
    "a-z": Part(),
    "offline": Part(),
    "quality": Part(measured=True),
    "quality-pages": Part(measured=True),
    "regions": Part(),
    "operations": Part(),
    "conditions": Part(),
    "comparisons": Part(),
    "folder": Part(),
}


def shows(page: Page[Meta], guide: Guide, part: str) -> bool:
    """True for a page with that generated part, by the rules of its kind or by a mark."""
    return part in page.shows("part") or any(section.part == part for section in guide.kind(page).sections)


def parts_of(page: Page[Meta], guide: Guide) -> list[Part]:
    """The generated parts that the page shows, by the rules of its kind or by its marks."""
    shown = {*page.shows("part")} | {section.part for section in guide.kind(page).sections if section.part}
    return [PARTS[name] for name in sorted(shown) if name in PARTS]
