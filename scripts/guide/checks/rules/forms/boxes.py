"""Rules about boxes: each is of a kind that has a look, and holds the text that belongs into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.checks.rules.places import Leaf, indent
from guide.ground.problems import Problem, nearest, short

KINDS = (
    *("note", "info", "tip", "success", "question", "warning"),
    *("danger", "failure", "example", "quote", "abstract", "bug"),
)
"""The boxes that have a color and a picture sign of their own; of any other, readers would see no meaning."""

_BOX = re.compile(r"[ \t>]*!{3}(?P<head>.*)")
_HEAD = re.compile(r'[ ]+(?P<kind>[\w-]+)(?:[ ]+"[^"]*")?[ ]*')


def boxes_are_of_a_known_kind(leaf: Leaf) -> Iterator[Problem]:
    """A box names its kind, then its title in quotes."""
    for row, found in _boxes(leaf):
        place, head = leaf.page.document.prose_place(row, found.start("head") - 2), _HEAD.fullmatch(found["head"])
        if not head:
            yield Problem(place, f'"{short(found[0], 40)}" begins no box', 'write !!! note "Title"')
        elif head["kind"].lower() not in KINDS:
            what = f'box "{short(head["kind"], 40)}" is unknown{nearest(head["kind"].lower(), KINDS)}'
            yield Problem(place, what, f"write one of {', '.join(KINDS)}")


def boxes_hold_their_text(leaf: Leaf) -> Iterator[Problem]:
    """What follows a box is indented below it: else the box would be empty, and its text stand outside."""
    lines = leaf.page.document.body.split("\n")
    for row, found in _boxes(leaf):
        below = next((line for line in lines[row:] if line.strip(" \t>")), "")
        if indent(below) < indent(found[0]) + 4:
            place = leaf.page.document.prose_place(row, found.start("head") - 2)
            yield Problem(place, "a box holds nothing", "indent its text by four spaces")


def _boxes(leaf: Leaf) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that begin a box, with their number from 1."""
    if "!!!" in leaf.page.document.body:
        for row, line in enumerate(leaf.page.document.body.split("\n"), 1):
            if found := _BOX.fullmatch(line):
                yield row, found
