"""The registry of gates, and on what a page's verdict depends."""

from __future__ import annotations

from dataclasses import replace

from guide.checks.examination import Examination
from guide.checks.gates import STANDARDS
from guide.content.guide import OWN, Guide
from guide.content.page import Page
from guide.content.schema import Meta


def test_every_gate_on_the_page_names_its_standard_and_says_what_it_asks_for(words: dict[str, str]) -> None:
    for gate in STANDARDS:
        assert gate.standards, gate.key
        assert words[gate.word], gate.key


def test_what_is_asked_of_a_page_depends_on_no_more_of_the_others_than_their_outline(
    small: Guide, words: dict[str, str]
) -> None:
    bare = replace(small, pages={src: stripped(page) for src, page in small.pages.items()})
    assert bare.outline == small.outline
    whole, outlined = Examination(small, words), Examination(bare, words)
    for page in small.in_order:
        assert outlined.of(page) == whole.of(page)


def stripped(page: Page[Meta]) -> Page[Meta]:
    """The page with nothing that it says for itself."""
    bare = type(page.meta).model_construct(kind=page.kind, title="", summary="", written=page.meta.written)
    own = {name: getattr(bare, name, {}) for name in OWN if name in type(page.meta).model_fields}
    return replace(page, meta=page.meta.model_copy(update=own), document=replace(page.document, body="", source=""))


def test_what_a_source_does_not_give_of_its_numbers_is_counted(small: Guide, words: dict[str, str]) -> None:
    page = small.pages["procedures/patching.md"]
    parts = [part for number in page.meta.numbers.values() for part in (number.who, number.time, number.people)]
    assert None in parts
    found = Examination(small, words).of(page).findings["numbers"]
    wanted = {"count": len(page.meta.numbers), "gaps": parts.count(None), "parts": len(parts)}
    assert found.figure == words["found_numbers"].format(**wanted)
