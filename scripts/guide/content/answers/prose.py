"""Which sentences of a page are an answer: those from a heading, or from the answer before, down to its mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guide.content import marks
from guide.content.markdown import Block
from guide.content.schema import ANSWER, HARM


@dataclass(frozen=True)
class Told:
    """An answer or a harm in the prose: its name, the mark, the block that holds it, and the blocks that say it."""

    verb: str
    name: str
    mark: marks.Mark
    at: Block
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The sentences as they are written."""
        return "\n\n".join(block.text for block in self.blocks)


def told(blocks: Iterable[Block]) -> tuple[Told, ...]:
    """All answers and harms that the blocks of a page tell, in order."""
    found, since = list[Told](), list[Block]()
    for block in blocks:
        if block.kind == "heading":
            since = []
            continue
        for mark in marks.marks(block.text):
            if mark.verb == HARM:
                found.append(Told(HARM, mark.name, mark, block, (block,)))
            elif mark.verb == ANSWER:
                found.append(Told(ANSWER, mark.name, mark, block, tuple(since)))
                since = []
                break
        else:
            since.append(block)
    return tuple(found)
