"""One page of a guide: its address, its front matter, its prose, and what both cite."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from guide.content import markdown, marks
from guide.content.answers import prose
from guide.content.document import Document
from guide.content.schema import Fact, Meta

M = TypeVar("M", bound=Meta, covariant=True)


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page: its address in `docs/`, its front matter and its prose."""

    src: str
    meta: M
    document: Document
    stretch: int = 1
    """1 for a page of the author; the pages that the build adds to it are counted on."""
    generated: bool = False
    """True for a page that the build adds: it has no file of its own."""
    written: Page[M] | None = None
    """The page as its author wrote it, where this is what was meant."""

    @property
    def slug(self) -> str:
        """The file's name without its ending; unique among pages that others refer to."""
        return self.src.rpartition("/")[2].removesuffix(".md")

    @property
    def file(self) -> str:
        """Its address on the site, from the top."""
        return f"{self.src.removesuffix('.md')}.html"

    @property
    def folder(self) -> str:
        """The folder in `docs/`, empty at the top."""
        return self.src.rpartition("/")[0]

    @property
    def kind(self) -> str:
        """procedure, family, approach, no-surgery, less-used, condition, comparison or page."""
        return str(getattr(self.meta, "kind", "page"))

    @cached_property
    def parts(self) -> tuple[markdown.Part, ...]:
        """The prose cut at its level-two headings."""
        return markdown.parts(self.read)

    @cached_property
    def read(self) -> tuple[markdown.Block, ...]:
        """All blocks of the prose, headings included."""
        return markdown.read(self.document.body)

    @cached_property
    def told(self) -> dict[tuple[str, str], prose.Told]:
        """The answers and harms that the prose tells, by verb and name; of one that is told twice, the first."""
        return {(each.verb, each.name): each for each in reversed(self.tellings)}

    @cached_property
    def tellings(self) -> tuple[prose.Told, ...]:
        """All that the prose tells as an answer or a harm, in order."""
        return prose.told(self.read)

    @cached_property
    def answered(self) -> frozenset[int]:
        """The lines at which blocks begin that need no source of their own: an answer says what they stand on."""
        return frozenset(block.line for each in self.tellings for block in each.blocks)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts that the page stands on, by name."""
        return {name: fact for _, name, fact in self.meta.every_fact()}

    @cached_property
    def cites(self) -> tuple[str, ...]:
        """Every source key that the page cites, in front matter and prose."""
        return (*(key for _, keys in self.meta.citing() for key in keys), *marks.cited(self.document.body))

    def sources_of(self, fact: Fact) -> tuple[str, ...]:
        """Every source of the fact: its own, and those of the numbers in its words."""
        named = marks.asked(fact.says, marks.NUMBER)
        return tuple(dict.fromkeys([*fact.cite, *(key for name in named for key in self.meta.numbers[name].cite)]))

    def shows(self, verb: str) -> tuple[str, ...]:
        """What the markers of that verb in the prose name, in order."""
        return tuple(marks.asked(self.document.body, verb))

    def asks_for(self, part: str) -> bool:
        """True if the prose asks for that generated part."""
        return part in self.shows("part")
