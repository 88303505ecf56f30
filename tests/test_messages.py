"""What an author is told: no advice names a key that no file can hold, at the one place that is wrong."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from conftest import ROOT
from guide.content.load import DATA
from guide.content.schema import METAS, Evidence

CORE = sorted((ROOT / "scripts" / "guide").rglob("*.py"))
NAMED = re.compile(r"(?:\b(?:under|add|in|at|with|say|name|to|or|either|write|give)|,) ([a-z][a-z0-9_]*):(?=[ ,;]|$)")
"""A key that a sentence names: under cite: or add condition: to a page."""
JOINED = re.compile(r"\b[a-z]+_[a-z0-9_]+\b")
"""A word that can only be a key."""
NO_KEYS = {"ask", "it", "list", "points", "them"}
"""Words before a colon that name no key, but what follows."""


def keys(shape: Any) -> Iterator[str]:
    """Every key that can stand in the shape, by the name that authors write."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        for name, field in shape.model_fields.items():
            yield field.alias or name
            yield from keys(field.annotation)
    for inner in getattr(shape, "__args__", ()):
        yield from keys(inner)


OF_PAGES = {key for meta in (*METAS.values(), Evidence) for key in keys(meta)}
KNOWN = OF_PAGES | {key for _, shape in DATA.values() for key in keys(shape)}


def said(path: Path) -> list[tuple[int, str]]:
    """Every text of a module that is no docstring, with its line; what is filled in is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [(node.lineno, str(node.value)) for node in texts if id(node) not in told]


def test_every_key_that_a_message_names_is_one_that_a_file_can_hold() -> None:
    found = {(path.name, line, key): text for path in CORE for line, text in said(path) for key in NAMED.findall(text)}
    assert len(found) > 15
    assert {place: text for place, text in found.items() if place[2] not in KNOWN | NO_KEYS} == {}


def test_a_key_that_a_message_puts_in_the_front_matter_is_one_of_a_page() -> None:
    texts = [text for path in CORE for _, text in said(path) if "front matter" in text]
    named = [(key, text) for text in texts for key in NAMED.findall(text)]
    assert named
    assert [(key, text) for key, text in named if key not in OF_PAGES] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "scripts" / "guide" / "content" / "schema").glob("*.py")), ids=lambda p: p.stem
)
def test_what_the_schema_asks_for_names_its_own_keys(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    raised = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    texts = [part.value for node in raised for part in ast.walk(node) if isinstance(part, ast.Constant)]
    assert [word for text in texts for word in JOINED.findall(str(text)) if word not in KNOWN] == []
