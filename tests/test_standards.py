"""Deliberately bad pages: each rule fails where it should, and holds on the page as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from guide.checks.standards import RULES, Finding, Sheet, Yardstick
from guide.content.guide import Guide, Page
from guide.content.schema import Meta

PAGE = "procedures/discectomy.md"
CHECKS = {rule.key: rule.check for rule in RULES if rule.check}
ALWAYS_HOLD = {"help", "numbers", "shown-twice", "sourced", "source-dates", "dated"}
"""Figures only: the schema and the rules of the build refuse what would break them, each with a golden case."""

HARD = "Institutional rehabilitation necessitates multidisciplinary consideration of organizational possibilities. "
PASSIVE = "The disc was removed. The nerve is pressed. The cut was closed. "


def body(text: str, title: str, new: str) -> str:
    """The text with the section `title` saying only `new`."""
    changed, count = re.subn(rf"(?ms)^## {re.escape(title)}\n.*?(?=^## |\Z)", f"## {title}\n\n{new}\n\n", text)
    assert count == 1
    return changed


def sheet(guide: Guide, words: dict[str, str], text: str | None = None, **meta: Any) -> Sheet:
    page = guide.pages[PAGE]
    document = page.document
    prose = document.body if text is None else text
    spoiled = replace(document, body=prose)
    changed: Page[Meta] = Page(page.src, page.meta.model_copy(update=meta), spoiled)
    return Sheet(changed, Yardstick(replace(guide, pages={**guide.pages, PAGE: changed})), words)


def finding(key: str, spoiled: Sheet) -> Finding:
    found = CHECKS[key](spoiled)
    assert found is not None
    return found


BAD: dict[str, dict[str, Any]] = {
    "reading-grade": {"text": lambda text: text + HARD * 200},
    "smog": {"text": lambda text: text + HARD * 200},
    "sentences": {"text": lambda text: text + "and so on " * 21},
    "paragraphs": {"text": lambda text: text + "\n\nIt may. It can. It does. It will."},
    "long-words": {"text": lambda text: text + "\n\nThis is occasionally so."},
    "selling-words": {"text": lambda text: text + "\n\nIt is a state-of-the-art way."},
    "one-denominator": {"text": lambda text: text + "\n\nIt fails in 1 in 20."},
    "active-voice": {"text": lambda text: text + PASSIVE * 100},
    "you": {"text": lambda _: "They go home.", "summary": "They rest.", "questions": (), "facts": {}, "drawings": {}},
    "substance": {"text": lambda text: body(text, "Anesthesia", "It depends. [^medlineplus-ency-diskectomy]")},
    "balance": {"text": lambda text: body(text, "Risks", "There are some. [^medlineplus-ency-diskectomy]")},
    "risks": {"text": lambda text: body(text, "Risks", "Ask about risks. { .no-claim }")},
    "not-for": {"text": lambda text: body(text, "Who it is not for", "Ask about this. { .no-claim }")},
    "unknown": {"text": lambda text: body(text, "What is not known", "")},
    "no-surgery": {"text": lambda text: body(text, "Other options", "Ask about them. { .no-claim }")},
    "main-message": {"summary": "One thing. And two. And three. And four."},
    "act": {"questions": ()},
    "short-sections": {"text": lambda text: body(text, "Risks", "It may bleed. " * 60)},
    "table-heads": {"short": "Taking out part of a disc"},
}


def test_every_rule_that_the_build_decides_has_a_bad_page() -> None:
    assert set(BAD) | ALWAYS_HOLD | {"choice"} == set(CHECKS)


@pytest.mark.parametrize("key", sorted(BAD))
def test_a_bad_page_breaks_the_rule_and_says_where(key: str, guide: Guide, words: dict[str, str]) -> None:
    spoil = dict(BAD[key])
    change = spoil.pop("text", None)
    text = change(guide.pages[PAGE].document.body) if change else None
    found = finding(key, sheet(guide, words, text, **spoil))
    assert not found.passes
    assert all(problem.place.path == f"docs/{PAGE}" and problem.place.line > 1 for problem in found.problems)
    assert all(problem.fix for problem in found.problems)


@pytest.mark.parametrize("key", sorted(set(CHECKS) - {"short-sections", "active-voice", "choice"}))
def test_the_page_as_it_is_keeps_the_rule(key: str, guide: Guide, words: dict[str, str]) -> None:
    assert finding(key, sheet(guide, words)).passes


def test_a_comparison_that_names_no_choice_is_refused(guide: Guide, words: dict[str, str]) -> None:
    page = guide.pages["compare/all-options.md"]
    text = body(page.document.body, "The choice", "Read on. { .no-claim }")
    spoiled: Page[Meta] = Page(page.src, page.meta, replace(page.document, body=text))
    found = CHECKS["choice"](Sheet(spoiled, Yardstick(guide), words))
    assert found is not None
    assert not found.passes


def test_a_rule_says_nothing_of_pages_that_it_is_not_for(guide: Guide, words: dict[str, str]) -> None:
    about = Sheet(guide.pages["about.md"], Yardstick(guide), words)
    assert CHECKS["balance"](about) is None
    assert CHECKS["risks"](about) is None
