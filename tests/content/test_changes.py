"""What an author may do to the guide without any test of the generator or of the content standing in the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from command import content_part, project, run
from content import PROJECT
from guide.content.guide import Guide

pytestmark = pytest.mark.slow

LONG_NAME = "Center of the University Hospital at the Lake"
"""A clinic may have one like it; paper has room for it in place of the line to write on."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The guide as a project of its own, to change."""
    return project(tmp_path, PROJECT)


def test_after_a_review_and_a_page_more_a_page_less_and_one_renamed_the_content_holds(copy: Path, guide: Guide) -> None:
    option, condition = (next(iter(pages.values())) for pages in (guide.options, guide.conditions))
    given = ["--by", "A. Reviewer", "--role", guide.settings.reviewers[0], "--on", str(option.meta.written)]
    assert run(copy, "review", f"docs/{option.src}", *given)[0] == 0
    add(copy, option.src, next(slug for slug in guide.conditions if guide.comparisons_of(slug)))
    rename(copy, condition.src, condition.slug, f"{condition.slug}-again")
    remove(copy, next(slug for slug, page in guide.comparisons.items() if not page.meta.condition))
    assert content_part(copy) == ""


@pytest.mark.paper
def test_a_clinic_puts_a_long_name_of_its_own_on_every_paper(copy: Path) -> None:
    clinic = copy / "docs" / "data" / "clinic.yml"
    named = re.sub(r"(?m)^clinic_name: .*$", f'clinic_name: "{LONG_NAME}"', clinic.read_text(encoding="utf-8"))
    clinic.write_text(re.sub(r"(?m)^clinic_phone: .*$", 'clinic_phone: "555-0100-4711"', named), encoding="utf-8")
    code, _, wrong = run(copy)
    assert (code, wrong) == (0, "")


def texts(copy: Path) -> list[Path]:
    """Every file of text but the record of releases, which only a command writes."""
    files = (path for path in (copy / "docs").rglob("*") if path.suffix in {".md", ".yml"})
    return [path for path in files if path.name != "editions.yml"]


def change(copy: Path, old: str, new: str) -> None:
    """Replace what matches in all texts."""
    for path in texts(copy):
        path.write_text(re.sub(old, new, path.read_text(encoding="utf-8")), encoding="utf-8")


def add(copy: Path, src: str, treated: str) -> None:
    """One page more: the same text under another title, without names that only one page may have."""
    text = (copy / "docs" / src).read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(aliases|short|term|reviewed|next_review):.*\n(?:[ \t]+.*\n)*", "", text)
    text = re.sub(r"(?m)^title: .*$", "title: One more way\nreviewed: not yet", text)
    text = re.sub(r"(?m)^treats: .*$", f"treats: [{treated}]", text)
    (copy / "docs" / src).with_name("one-more-way.md").write_text(text, encoding="utf-8")
    stands_on = (copy / "docs" / src).with_suffix(".yml")
    every_reason = re.sub(r"(?m)^ +for: .*\n", "", stands_on.read_text(encoding="utf-8"))
    stands_on.with_name("one-more-way.yml").write_text(every_reason, encoding="utf-8")


def rename(copy: Path, src: str, old: str, new: str) -> None:
    """The page and all that names it."""
    for path in (copy / "docs" / src).parent.glob(f"{old}.*"):
        path.rename(path.with_stem(new))
    change(copy, rf"(?<![\w-]){old}\.md", f"{new}.md")
    change(copy, rf"(?m)^( *(?:treats|condition|for|reasons|\".*\"): .*)(?<![\w-]){old}(?![\w-])", rf"\g<1>{new}")


def remove(copy: Path, slug: str) -> None:
    """The page, and the links that lead to it."""
    for path in (path for path in texts(copy) if path.stem == slug):
        path.unlink()
    change(copy, rf"\[([^\]]*)\]\([^)]*\b{slug}\.md[^)]*\)", r"\1")
    change(copy, rf"(?m)^.*\b{slug}(\.md)?\b.*\n", "")
