"""A line of running text, gathered from a tree across the elements that stand in it, which end no word.

Knows from which text of the tree each stretch of the line comes; not what is looked for in it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml.html import Element, HtmlElement

from guide.content.terms import NO_TEXT, Mention


@dataclass
class Stretch:
    """One text of the tree in a line, from `start` on: that at the beginning of `owner`, or that `behind` it.

    What is not `linked` may only be read: it is all that `owner` says.
    """

    text: str
    start: int
    owner: HtmlElement
    behind: bool = False
    linked: bool = True

    @property
    def end(self) -> int:
        """Where the stretch ends in its line."""
        return self.start + len(self.text)

    def wrap(self, mention: Mention, attributes: Mapping[str, str]) -> None:
        """Make a link of what is mentioned; the stretch goes on behind it."""
        start, end = mention.start - self.start, mention.end - self.start
        link = Element("a", dict(attributes))
        before, link.text, link.tail = self.text[:start], self.text[start:end], self.text[end:]
        if self.behind:
            parent = self.owner.getparent()
            self.owner.tail = before
            parent.insert(parent.index(self.owner) + 1, link)
        else:
            self.owner.text = before
            self.owner.insert(0, link)
        self.text, self.start, self.owner, self.behind = self.text[end:], mention.end, link, True


@dataclass
class Line:
    """The stretches of one line, in order."""

    stretches: list[Stretch] = field(default_factory=list)
    text: str = ""

    def add(self, text: str | None, owner: HtmlElement, *, behind: bool = False, linked: bool = True) -> None:
        """Let the line go on with a text of `owner`."""
        if text or not linked:
            self.stretches.append(Stretch(text or "", len(self.text), owner, behind, linked))
            self.text += text or ""

    def part(self, sign: str = NO_TEXT) -> None:
        """Let the line go on with something that is no text of it, and ends a word."""
        self.text += sign

    def among(self, mentions: Iterable[Mention]) -> Iterator[tuple[Stretch, Mention | None]]:
        """Each link of the author, with nothing, and each mention that stands in one stretch, in reading order."""
        left = deque(mentions)
        for stretch in self.stretches:
            end = stretch.end
            if stretch.owner.tag == "a" and not stretch.linked:
                yield stretch, None
            while left and left[0].start < end:
                mention = left.popleft()
                if mention.end <= end:
                    yield stretch, mention
