"""Taking a page apart: blocks, sections, and where they stand; what the rules read is what a page shows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.checks.rules.agreement import page_is_read_one_way
from guide.content import markdown
from guide.content.document import Document

BODY = """Before any heading.

## First

One paragraph
over two lines. [^a]

- item one [^b]
- item two

```
## not a heading [^c]
```

## Second

!!! note "Box"

    Inside a box.

| Side | Share |
|---|---|
| left | {{ left }} [^d] |
"""


def disagreement(body: str) -> str:
    page: Any = SimpleNamespace(document=Document("docs/page.md", body))
    found = [*page_is_read_one_way(SimpleNamespace(page=page))]  # type: ignore[arg-type]
    return str(found[0]) if found else ""


def test_sections_start_at_level_two_headings() -> None:
    assert [part.title for part in markdown.parts(markdown.read(BODY))] == ["", "First", "Second"]


def test_every_text_that_a_reader_sees_is_a_block_and_code_is_none() -> None:
    assert [(block.kind, block.text) for block in markdown.read(BODY)] == [
        ("paragraph", "Before any heading."),
        ("heading", "## First"),
        ("paragraph", "One paragraph\nover two lines. [^a]"),
        ("item", "- item one [^b]"),
        ("item", "- item two"),
        ("heading", "## Second"),
        ("title", '!!! note "Box"'),
        ("paragraph", "    Inside a box."),
        ("head", "| Side | Share |"),
        ("row", "| left | {{ left }} [^d] |"),
    ]


def test_a_position_inside_a_block_is_a_line_and_a_column() -> None:
    block = next(block for block in markdown.read(BODY) if "two lines" in block.text)
    line, column = block.position(block.text.index("two"))
    assert BODY.split("\n")[line - 1][column - 1 :].startswith("two")


def test_a_block_lists_its_sources_and_where_its_links_lead() -> None:
    block, *_ = markdown.read("See [the [new] bear](bear.md#nose), [it](it.md). [^b] [^article:2.3]")
    assert block.cites == ["b", "article:2.3"]
    assert block.links == ("bear.md#nose", "it.md")


def test_a_wrapped_line_that_begins_with_a_number_is_no_list() -> None:
    assert [block.kind for block in markdown.read("There were\n250. They all slept.")] == ["paragraph"]


def test_plain_text_has_no_marks_targets_or_attributes() -> None:
    text = "- **Bold** [a link](page.md){ .x } {{ number }} [^key] { .no-claim }"
    assert markdown.plain(text).split() == ["Bold", "a", "link"]


def test_a_block_of_marks_alone_has_no_words_of_its_own() -> None:
    assert markdown.only_marks("{{chart:share}}")
    assert not markdown.only_marks("About {{ share }}")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=300))
def test_every_block_stands_where_it_says(body: str) -> None:
    lines = body.split("\n")
    for block in markdown.read(body):
        height = block.text.count("\n") + 1
        assert "\n".join(lines[block.line - 1 : block.line - 1 + height]) == block.text


def test_a_page_in_order_is_read_in_one_way() -> None:
    assert disagreement(BODY.replace("```", "")) == ""
    assert disagreement("- one\n\n    more of it\n\n    - inside\n\n- two\n\n1. first\n2. second\n{ .x }") == ""
    assert disagreement("A <span lang='la'>word</span>, *stressed* and **strong**.\nNext line. { .no-claim }") == ""


@pytest.mark.parametrize(
    ("body", "line", "fix"),
    [
        ("Bring:\n- a bag\n- a rag", 2, "leave an empty line before the list"),
        ("- wash\n  - with soap", 2, "indent what belongs to a list item by four spaces"),
        ("Bring:\n1. a bag", 2, "leave an empty line before the list, and number it 1. 2. 3."),
        ("1) one\n2) two", 1, "leave an empty line before the list, and number it 1. 2. 3."),
        ("Text.\n| a | b |\n|---|---|\n| c | d |", 2, "leave an empty line before the table"),
        ("Text.\n> quoted", 2, ""),
        ("A line\\\nbroken by hand", 1, "write it more plainly"),
        ("It is 5*3*2 wide", 1, ""),
        ("Text.\n## Heading", 2, ""),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_what_to_write(body: str, line: int, fix: str) -> None:
    said = disagreement(f"{body}\n")
    if fix:
        assert said.startswith(f"docs/page.md:{line}:1: ")
        assert fix in said
    else:
        assert said == ""


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("A seam<br>repair, a **re**pair", "A seam repair, a repair"),
        ("It is 𝐦𝐚𝐠𝐢𝐜 and ﬁne, R&amp;D, a&nbsp;b", "It is magic and fine, R&D, a b"),
        ("- One [^a] of {{ b }}", "One  of "),
    ],
)
def test_the_rules_read_the_words_that_a_reader_sees(written: str, seen: str) -> None:
    assert markdown.plain(written) == seen
