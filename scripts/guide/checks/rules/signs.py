"""Rules about warning signs: each holds for a known group, and each page with the cards shows its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guide.checks.rules.places import Leaf, data, key_of
from guide.content.guide import Guide
from guide.content.parts import shows
from guide.ground.problems import Place, Problem, nearest

PART = "emergency"
"""The generated part that shows the cards."""

MOST = 5
"""Signs for one group on one card; NHS care cards have no more."""


def signs_hold_for_known_groups(guide: Guide) -> Iterator[Problem]:
    """`for_whom` of a sign, and `signs` of a kind of page, name groups that emergency.yml declares."""
    groups = guide.emergency.groups
    for key, row, sign in guide.emergency.signs:
        place = data(guide, "emergency", "cards", key, "signs", row, "for_whom")
        yield from _unknown([(sign.for_whom, place)], groups)
    for name, kind in guide.settings.kinds.items():
        places = [(group, data(guide, "settings", "kinds", name, "signs", i)) for i, group in enumerate(kind.signs)]
        yield from _unknown(places, groups)


def groups_have_signs(guide: Guide) -> Iterator[Problem]:
    """A group without a sign is a leftover, or its signs name another."""
    groups, used = guide.emergency.groups, {sign.for_whom for _, _, sign in guide.emergency.signs}
    for key in groups if used <= groups.keys() else ():  # else a sign's own line says what is wrong
        if key not in used:
            fix = f"write one with for_whom: {key}, or remove the group"
            yield Problem(key_of(guide, "emergency", "groups", key), f'group "{key}" has no sign', fix)


def pages_name_known_groups(leaf: Leaf) -> Iterator[Problem]:
    """`signs` in the front matter names groups, on a page that shows the cards."""
    document, named = leaf.page.document, leaf.page.meta.signs
    yield from _unknown(((group, document.place("signs", i)) for i, group in enumerate(named)), _groups(leaf.guide))
    meant = "help" in leaf.guide.kind(leaf.page).of_role  # what is wrong with its part is said at the kind
    if named and not meant and not shows(leaf.page, leaf.guide, PART):
        fix = "remove signs:, or show them with {{ part: emergency }}"
        yield Problem(document.place("signs", key=True), "names groups of signs, and shows no cards", fix)


def cards_are_not_empty(leaf: Leaf) -> Iterator[Problem]:
    """A page with the cards shows signs of the most urgent one: a reader who finds none there would look no further."""
    if not shows(leaf.page, leaf.guide, PART):
        return
    first = next(iter(leaf.guide.emergency.cards))
    if first not in {card.key for card in leaf.guide.cards_on(leaf.page)}:
        fix = f"name groups under signs: here, or for its kind in guide.yml; known are {', '.join(_groups(leaf.guide))}"
        yield Problem(leaf.page.document.place("title"), f'shows no sign of the card "{first}"', fix)


def lists_of_signs_are_short(guide: Guide) -> Iterator[Problem]:
    """A card has few signs for each group."""
    for key, _, signs in guide.emergency.cards_for(guide.emergency.groups):
        for group, own in signs.items():
            for sign in own[MOST:]:
                row = guide.emergency.cards[key].signs.index(sign)
                place = data(guide, "emergency", "cards", key, "signs", row)
                what = f'"{group}" has {len(own)} signs on the card "{key}"'
                yield Problem(place, what, f"keep to {MOST}: join two, or leave one to the line that catches the rest")


def _groups(guide: Guide) -> Iterable[str]:
    return guide.emergency.groups


def _unknown(named: Iterable[tuple[str, Place]], groups: Iterable[str]) -> Iterator[Problem]:
    for group, place in named:
        if group not in groups:
            known = ", ".join(groups)
            yield Problem(place, f'group "{group}" is unknown{nearest(group, groups)}', f"write one of {known}")
