"""Rules about signs of Markdown that nothing comes of: a page would show them as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.checks.rules.places import Leaf, in_block, word_at
from guide.content import markdown
from guide.ground.problems import Problem, short

_SIGN = re.compile(r"\*{2,}|(?<=\S)\*|\*(?=\S)|`+|(?<![^\W_])_+(?=[^\W_])|(?<=[^\W_])_+(?![^\W_])")
"""What emphasis and code are written with. A star between spaces and a line inside a name are signs like others."""


def no_sign_is_left_over(leaf: Leaf) -> Iterator[Problem]:
    """Emphasis and code begin and end in one text: of a half, readers would see the sign."""
    opened = ""
    for block in leaf.page.read:
        shown = markdown.as_written(block)
        left = _SIGN.search(shown)
        if left and (left[0] != opened or not _closes(left)):  # else it is the other half of what is told above
            what = f'"{short(markdown.without_places(word_at(shown, left.start())), 40)}" would be shown as it is'
            fix = f"write {left[0]} right before and right behind the words, in one paragraph, or take it out"
            yield Problem(in_block(leaf.page, block, left.start()), what, fix)
        opened = left[0] if left and not _closes(left) else ""


def _closes(left: re.Match[str]) -> bool:
    """True where a sign stands right behind a word, as at the end of emphasis."""
    return not left.string[: left.start()][-1:].isspace() and left.start() > 0
