"""Taking a page apart: blocks, sections, marks, and where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guide.content import markdown

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
"""


def test_sections_start_at_level_two_headings() -> None:
    assert [part.title for part in markdown.parts(BODY)] == ["", "First", "Second"]


def test_paragraphs_and_list_items_are_blocks_and_code_is_not() -> None:
    texts = [block.text for block in markdown.blocks(BODY)]
    assert texts == [
        "Before any heading.",
        "One paragraph\nover two lines. [^a]",
        "- item one [^b]",
        "- item two",
        "    Inside a box.",
    ]


def test_a_block_knows_its_line() -> None:
    lines = BODY.split("\n")
    for block in markdown.blocks(BODY):
        assert lines[block.line - 1] == block.text.split("\n")[0]


def test_a_position_inside_a_block_is_a_line_and_a_column() -> None:
    block = next(block for block in markdown.blocks(BODY) if "two lines" in block.text)
    line, column = block.position(block.text.index("two"))
    assert BODY.split("\n")[line - 1][column - 1 :].startswith("two")


def test_a_block_lists_its_sources_in_order() -> None:
    assert markdown.Block("Text [^b] and [^article:2.3].", 1).cites == ["b", "article:2.3"]


def test_plain_text_has_no_marks_targets_or_attributes() -> None:
    text = "- **Bold** [a link](page.md){ .x } {{ number }} [^key] { .no-claim }"
    assert markdown.plain(text).split() == ["Bold", "a", "link"]


def test_a_block_of_markers_alone_has_no_words_of_its_own() -> None:
    assert markdown.only_markers("{{ chart: share }}")
    assert not markdown.only_markers("About {{ share }}")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=300))
def test_every_block_stands_where_it_says(body: str) -> None:
    lines = body.split("\n")
    for block in markdown.blocks(body):
        height = block.text.count("\n") + 1
        assert "\n".join(lines[block.line - 1 : block.line - 1 + height]) == block.text
