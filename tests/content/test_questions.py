"""The questions of patients, as they type them, bring the page that answers them: in a real browser, from a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Site
from content import first_of_list
from finding import looking, search
from guide.content.guide import Guide, Option
from guide.content.schema import Column

FIRST, AMONG_THREE = 90, 97
"""Of a hundred questions, those whose page comes first, or among the first three."""


@pytest.fixture
def opened(browser: Any, site: Site) -> Iterator[Any]:
    with looking(browser, site.folder.as_uri() + "/", "index.html") as visit:
        yield visit


def questions(guide: Guide) -> list[dict[str, Any]]:
    """The questions to build with that this guide has pages for; none in a guide about something else."""
    asked = yaml.safe_load((Path(__file__).parent / "questions-build.yml").read_text(encoding="utf-8"))
    slugs = {page.slug for page in guide.pages.values()}
    named = {slug for each in asked for slug in each["pages"]}
    return [each for each in asked if slugs & set(each["pages"])] if len(named & slugs) > len(named) / 2 else []


def test_questions_of_patients_bring_the_page_that_answers_them(opened: Any, guide: Guide) -> None:
    if not (asked := questions(guide)):
        pytest.skip("this guide has none of the pages that the questions are about")
    page = opened()
    found = {each["ask"]: list(dict.fromkeys(map(first_of_list, search(page, each["ask"])))) for each in asked}
    pages = {each["ask"]: set(each["pages"]) for each in asked}
    later = {ask: names[:3] for ask, names in found.items() if names[0] not in pages[ask]}
    lost = {ask: names for ask, names in later.items() if not pages[ask] & set(names)}
    assert 100 - 100 * len(later) / len(asked) >= FIRST, later
    assert 100 - 100 * len(lost) / len(asked) >= AMONG_THREE, lost


def _asked(option: Option, guide: Guide) -> Column | None:
    """The first question that the page answers and readers put in words of their own."""
    asked = (guide.columns[answer.question] for answer in option.meta.answers.values())
    return next((column for column in asked if column.asked), None)


def test_a_question_gets_the_short_answer_of_the_page_under_its_name(opened: Any, guide: Guide) -> None:
    page = opened()
    answered = [(option, column) for option in guide.options.values() if (column := _asked(option, guide))]
    for option, column in answered[:3]:
        names = search(page, f"{option.meta.title} {column.asked[0]}")
        row = page.locator(".md-search-result__item").nth(names.index(option.slug))
        assert column.question in row.locator("article").first.inner_text(), option.src
