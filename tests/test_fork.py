"""A fork: another guide in `docs/`, under its own name. What is asked of any guide holds for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import content_part, project

pytestmark = pytest.mark.slow


def test_the_tests_of_the_content_pass_on_the_guide_of_a_fork_and_its_paper(tmp_path: Path) -> None:
    assert content_part(project(tmp_path), "not browser and not slow") == ""


@pytest.mark.browser
@pytest.mark.timeout(900)
def test_they_pass_in_a_browser_too(tmp_path: Path) -> None:
    assert content_part(project(tmp_path), "browser and not slow") == ""


def test_they_fail_where_the_guide_of_a_fork_breaks_a_promise(tmp_path: Path) -> None:
    fork = project(tmp_path)
    (fork / "docs" / "data" / "promises.yml").write_text("says: {lists: [A bear is happy]}\n", encoding="utf-8")
    said = content_part(fork)
    assert "test_a_page_says_how_the_guide_was_made_for_whom_and_how_to_answer" in said
    assert "A bear is happy" in said


def test_a_promise_about_a_page_that_is_gone_is_told_by_line_with_what_to_do(tmp_path: Path) -> None:
    fork = project(tmp_path)
    promises = 'says:\n  about-us: [A bear]\nfound:\n  "torn seam": seam-repaired\n'
    (fork / "docs" / "data" / "promises.yml").write_text(promises, encoding="utf-8")
    said = content_part(fork, name="what_is_promised")
    assert 'docs/data/promises.yml:2:3: no page "about-us"' in said
    assert 'docs/data/promises.yml:4:16: no page "seam-repaired" (did you mean "seam-repair"?); name a page in' in said
