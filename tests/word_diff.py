"""Which words differ between two outlines, each with the line and the heading that it stands under."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

AROUND = 8
"""Words that are shown before and after a change."""


def word_diff(old: str, new: str) -> str:
    """The changes, `[-gone-]` and `{+come+}`; empty if there are none."""
    before, after = old.splitlines(), new.splitlines()
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return "\n".join(
        f"line {start + 1}{_under(before, start)}: {_words(before[start:end], after[first:last])}"
        for kind, start, end, first, last in changes
        if kind != "equal"
    )


def _under(lines: list[str], at: int) -> str:
    headings = [line.strip("# ") for line in lines[:at] if re.match(r" *#+ ", line)]
    return f" (under “{headings[-1]}”)" if headings else ""


def _words(old: list[str], new: list[str]) -> str:
    before, after = (re.findall(r"\S+|\n", "\n".join(lines)) for lines in (old, new))
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    parts = [
        _same(before[start:end], start == 0, end == len(before))
        if kind == "equal"
        else " ".join(_changed(before[start:end], after[first:last]))
        for kind, start, end, first, last in changes
    ]
    return re.sub(r" ?\n ?", "\n    ", " ".join(parts))


def _same(words: list[str], at_start: bool, at_end: bool) -> str:
    if len(words) <= 2 * AROUND:
        return " ".join(words)
    head = [] if at_start else words[:AROUND]
    return " ".join([*head, "…", *([] if at_end else words[-AROUND:])])


def _changed(old: list[str], new: list[str]) -> Iterator[str]:
    if old:
        yield f"[-{' '.join(old)}-]"
    if new:
        yield f"{{+{' '.join(new)}+}}"
