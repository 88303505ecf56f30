"""Which warning signs a page shows: those of the groups that its kind and its own front matter name.

Knows for whom signs hold, not how they look.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from guide.content.guide import Guide, Page
from guide.content.schema import Card, Emergency, Meta, Sign

PART = "emergency"
"""The generated part that shows the cards."""


class Shown(NamedTuple):
    """A card as a page shows it: with the signs of each group that the page is for, by the key of the group."""

    key: str
    card: Card
    signs: dict[str, list[Sign]]

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources of all that the card says there, each once."""
        said = [sign.cite for signs in self.signs.values() for sign in signs]
        after = [self.card.after.cite] if self.card.after else []
        return tuple(dict.fromkeys(key for keys in (*said, *after) for key in keys))


def has_cards(page: Page[Meta], guide: Guide) -> bool:
    """True for a page that shows the cards, by the rules of its kind or by a mark."""
    return PART in page.shows("part") or any(section.part == PART for section in guide.kind(page).sections)


def groups_of(page: Page[Meta], guide: Guide) -> tuple[str, ...]:
    """The groups whose signs the page shows, in the order of the data; on the page for emergencies, all."""
    everyone = guide.help_page is not None and guide.help_page.src == page.src
    named = {*guide.kind(page).signs, *page.meta.signs}
    return tuple(key for key in guide.emergency.groups if everyone or key in named)


def cards_for(groups: Iterable[str], emergency: Emergency) -> list[Shown]:
    """The cards that hold signs for the groups, each with those signs."""
    shown = [Shown(key, card, _by_group(card, groups)) for key, card in emergency.cards.items()]
    return [one for one in shown if one.signs]


def _by_group(card: Card, groups: Iterable[str]) -> dict[str, list[Sign]]:
    found = {group: [sign for sign in card.signs if sign.for_whom == group] for group in groups}
    return {group: signs for group, signs in found.items() if signs}
