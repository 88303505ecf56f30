"""Where things stand: shared by the rules to point at content."""

from __future__ import annotations

from collections.abc import Iterator

from guide import prose
from guide.guide import Guide, Page
from guide.model import Meta
from guide.problems import Place


def data(guide: Guide, name: str, *loc: str | int) -> Place:
    """Where a value of a data file stands."""
    return guide.documents[guide.files[name]].place(*loc)


def key_of(guide: Guide, name: str, *loc: str | int) -> Place:
    """Where a key of a data file stands."""
    return guide.documents[guide.files[name]].place(*loc, key=True)


def blocks(page: Page[Meta]) -> Iterator[prose.Block]:
    """The blocks of a page's prose."""
    for part in page.parts:
        yield from part.blocks


def in_block(page: Page[Meta], block: prose.Block, offset: int) -> Place:
    """Where the character at `offset` of the block stands."""
    return page.document.prose_place(*block.position(offset))


def texts(page: Page[Meta]) -> Iterator[str]:
    """Every text of a page that may hold markers: prose and facts."""
    yield from (block.text for block in blocks(page))
    for facts in getattr(page.meta, "facts", {}).values():
        yield from (fact.says for fact in facts)
