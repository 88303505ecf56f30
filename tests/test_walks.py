"""The way of a fact to a PDF and of a term to a link grows no longer."""

from __future__ import annotations

import pytest

from walks import ways

pytestmark = pytest.mark.slow

LONGEST_OF_A_FACT = 24
LONGEST_OF_A_TERM = 16
"""Modules that are passed today. Where a change makes a way shorter, write the lower number here."""


@pytest.fixture(scope="module")
def walked() -> tuple[list[str], list[str]]:
    return ways()


def test_a_fact_reaches_a_pdf_through_no_more_modules_than_today(walked: tuple[list[str], list[str]]) -> None:
    fact, _ = walked
    assert fact[0].startswith("content/document")
    assert "paper/press" in fact, "the way was not seen to its end"
    assert len(fact) <= LONGEST_OF_A_FACT, fact


def test_a_term_becomes_a_link_through_no_more_modules_than_today(walked: tuple[list[str], list[str]]) -> None:
    _, term = walked
    assert term[0].startswith("content/document")
    assert "html/linker" in term, "the way was not seen to its end"
    assert len(term) <= LONGEST_OF_A_TERM, term
