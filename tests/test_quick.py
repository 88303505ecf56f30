"""The quicker parts of Markdown make what Python-Markdown makes, byte for byte."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from guide.html.quick import SIGNS, QuickExtension

USUAL: list[Any] = [
    "admonition",
    "attr_list",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
]
PIECES = [
    *(
        "word",
        " ",
        "\n\n",
        "  \n",
        "*",
        "**",
        "_",
        "`",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "&amp;",
        "&",
        "|",
        "#",
    ),
    '[3](#source-a-b){.cite aria-label="Source 3"}',
    "[A page](/procedures/a-page.md)",
    "[A word](/glossary.md#a-word)",
    "<b>bold</b>",
    "https://example.org",
    "\n{ .no-glossary }\n",
]

BLOCKS = [
    *("word", "Words", "\ue0000\ue001", " ", "\n", "\n\n", "\n\n    ", "#", "*", "_", "\\*", "\\", "[TOC]"),
    *("- ", "\n2. ", "\n> ", "\n!!! note\n    ", "\n??? note\n    ", "| a | b", "\n|---|---|\n", "\n---\n", "\n===\n"),
    *(
        "\n## Heading\n",
        "\n{ .no-glossary }\n",
        "[a]: /b.md",
        '<div title="\\*" markdown>\n\n',
        "\n</div>\n",
        "[TOC]",
        "\t",
    ),
]


def rendered(text: str, *more: Any) -> str:
    return Markdown(extensions=[*USUAL, *more]).convert(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join).filter(lambda text: "\\[3]" not in text))
def test_any_text_comes_out_the_same(text: str) -> None:
    """But for a backslash before a source link: behind it Python-Markdown reads attributes up to the last brace."""
    assert rendered(text, QuickExtension()) == rendered(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(BLOCKS), max_size=14).map("".join))
def test_any_blocks_come_out_the_same(text: str) -> None:
    assert rendered(text, QuickExtension()) == rendered(text)


@pytest.mark.parametrize(
    "text",
    [
        'See.[3](#source-a){.cite aria-label="Source 3"}\u00a0[4](#source-b){.cite aria-label="Source 4"}',
        "A [page](/a/b.md), ![picture](/a/b.png), [*slanted*](/a/b.md) and `[code](/a/b.md)`.",
        "[Other](https://example.org) and [Title](/a.md 'words').",
        r"\[not a link\](/a/b.md) and [a](/b.md){ .help-link }",
    ],
)
def test_links_come_out_the_same(text: str) -> None:
    assert rendered(text, QuickExtension()) == rendered(text)


def test_every_pattern_of_python_markdown_but_emphasis_has_its_sign() -> None:
    markdown = Markdown(extensions=[*USUAL, QuickExtension()])
    unsigned = [
        pattern
        for pattern in markdown.inlinePatterns
        if all(markdown.inlinePatterns[name] is not pattern for name in SIGNS if name in markdown.inlinePatterns)
    ]
    assert [type(pattern).__name__ for pattern in unsigned] == ["DelimiterProcessor"]
