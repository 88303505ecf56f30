"""How much of everything a build made, and what it noticed, for the command that tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guide.checks.notes import broken_words, doubts, no_claims, unshown_groups, unused_terms
from guide.html.pages import Pages
from guide.paper.press import Print


def summary(pages: Pages, prints: Mapping[str, Print]) -> dict[str, Any]:
    """The figures by name; what deserves a second look as lines."""
    guide, glossary = pages.guide, pages.renderer.linker.glossary
    return {
        "pages": len(guide.pages),
        "tables": len(guide.comparisons) + len(guide.conditions),
        "terms": len(guide.terms),
        "sources": len(guide.sources),
        "pdfs": len(prints),
        "pdf_bytes": sum(len(made.content) for made in prints.values()),
        "doubts": [str(note) for note in doubts(guide)],
        "unshown_groups": [str(note) for note in unshown_groups(guide)],
        "broken_words": [str(note) for note in broken_words(guide)],
        "no_claims": [str(note) for note in no_claims(guide)],
        "unused_terms": [str(note) for note in unused_terms(guide, pages.used, glossary)],
    }
