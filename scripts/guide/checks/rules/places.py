"""Where things stand: shared by the rules to point at content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from guide.content import markdown, marks
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import RECORDS, Fact, Meta
from guide.ground.problems import Place

Loc = tuple[str | int, ...]

_NEST = re.compile(r"[ \t>]*")
_BETWEEN = re.compile(r"(\n[ \t]*\n)")


def data(guide: Guide, name: str, *loc: str | int) -> Place:
    """Where a value of a data file stands."""
    return guide.documents[guide.files[name]].place(*loc)


def key_of(guide: Guide, name: str, *loc: str | int) -> Place:
    """Where a key of a data file stands."""
    return guide.documents[guide.files[name]].place(*loc, key=True)


def is_nowhere(guide: Guide, src: str) -> bool:
    """True for the address of no page, not even of one that cannot be read."""
    return src not in guide.pages and src.rpartition("/")[2].removesuffix(".md") not in guide.broken


def in_block(page: Page[Meta], block: markdown.Block, offset: int) -> Place:
    """Where the character at `offset` of the block stands."""
    return page.document.prose_place(*block.position(offset))


@dataclass(frozen=True)
class Leaf:
    """One page of a guide, with what several rules look at on it."""

    page: Page[Meta]
    guide: Guide

    @cached_property
    def written(self) -> Leaf:
        """The page as its author wrote it; all else is asked of the page as it was meant."""
        return Leaf(self.page.written, self.guide) if self.page.written else self

    @cached_property
    def blocks(self) -> tuple[markdown.Block, ...]:
        """The blocks of the page's prose."""
        return tuple(block for part in self.page.parts for block in part.blocks)

    @cached_property
    def marks(self) -> tuple[tuple[markdown.Block, marks.Mark], ...]:
        """The markers in the prose, each with the block it stands in."""
        return tuple((block, mark) for block in self.blocks for mark in marks.marks(block.text))

    @property
    def facts(self) -> Iterator[tuple[str, str, Fact]]:
        """The facts of the page: column, name, and what is said there."""
        return self.page.meta.every_fact()

    @property
    def said(self) -> Iterator[tuple[Loc, str]]:
        """The texts of the evidence in which numbers are written out: facts, and the short forms of answers."""
        yield from ((("facts", column, name), fact.says) for column, name, fact in self.facts)
        yield from ((("answers", name, "short"), answer.says) for name, answer in self.page.meta.answers.items())

    @property
    def heads(self) -> Iterator[tuple[Loc, str]]:
        """The texts that readers meet and in which no mark is filled in, with where each stands."""
        meta = self.page.meta
        yield from ((("title",), meta.title), (("short",), meta.short or ""), (("summary",), meta.summary))
        yield from ((("questions", row, "text"), question.text) for row, question in enumerate(meta.questions))
        yield from ((("drawings", key, "caption"), drawing.caption) for key, drawing in meta.drawings.items())
        yield from (((RECORDS[verb], name, "why"), each.why or "") for (verb, name), each in meta.standing.items())

    @cached_property
    def stretches(self) -> tuple[tuple[str, int], ...]:
        """Text and first line of every paragraph, code included: what one reader takes for code another runs."""
        found, line = [], 1
        for stretch in _BETWEEN.split(self.page.document.body):
            found.append((stretch, line))
            line += stretch.count("\n")
        return tuple(found)

    @cached_property
    def texts(self) -> list[tuple[Loc, str]]:
        """Every text of the front matter and of the evidence, with where it stands. What reviewers wrote is theirs."""
        document, raw = self.page.document, self.guide.raw
        beside = inside(raw[document.evidence.path]) if document.evidence else []
        return [*inside({key: value for key, value in raw[document.path].items() if key != "reviewed"}), *beside]


def inside(value: Any, loc: Loc = ()) -> list[tuple[Loc, str]]:
    """Every text in a group of keys or a list, with where it stands."""
    if isinstance(value, str):
        return [(loc, value)]
    found: list[tuple[Loc, str]] = []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += inside(inner, (*loc, key))
    return found


def holding(sign: str, leaf: Leaf) -> Iterator[tuple[str, int]]:
    """The stretches that hold the sign."""
    if sign in leaf.page.document.body:
        yield from (stretch for stretch in leaf.stretches if sign in stretch[0])


def at(page: Page[Meta], text: str, line: int, offset: int) -> Place:
    """Where the character at `offset` of a text stands that begins in that line of the body."""
    return page.document.prose_place(line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset))


def indent(line: str) -> int:
    """How far a line that holds something is indented; marks of a quotation count."""
    if not line.startswith((" ", "\t", ">")):
        return 0
    lead = _NEST.match(line)
    return len(lead[0].expandtabs(4)) if lead and line.strip() else 0


def word_at(text: str, offset: int) -> str:
    """What stands around the character at `offset` from blank to blank."""
    before, behind = text[:offset], text[offset:]
    return before[max(map(before.rfind, " \t\n")) + 1 :] + (behind.split(None, 1) or [""])[0]


def everywhere(guide: Guide, pattern: re.Pattern[str]) -> Iterator[tuple[Place, re.Match[str]]]:
    """Each place of the content at which the pattern is found, and what it finds there; in a value, the first."""
    for path, document in guide.documents.items():
        values = ((loc, pattern.search(text)) for loc, text in inside(guide.raw[path]))
        yield from ((document.place(*loc), found) for loc, found in values if found)
        for found in pattern.finditer(document.body):
            row, column = document.body.count("\n", 0, found.start()), document.body.rfind("\n", 0, found.start())
            yield document.prose_place(row + 1, found.start() - column), found
    for element in (element for root in guide.figures.values() for element in root.every()):
        found_in = pattern.search("".join(child for child in element.children if isinstance(child, str)))
        if found_in:
            yield element.place, found_in
