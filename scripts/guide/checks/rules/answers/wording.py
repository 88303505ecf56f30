"""Rules about words: an answer shows only numbers that it stands on, is short, and says how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from guide.checks.rules.places import Leaf, in_block
from guide.content import markdown, marks
from guide.content.answers.evidence import numbers_of
from guide.content.answers.harms import figure, how_common, in_1000
from guide.content.answers.ladder import by_sources, ceiling, surer
from guide.content.schema import ANSWER, HARM, NOT_KNOWN, RATED, RECORDS, Answer, Harm, QuestionKind, Standing
from guide.ground.problems import Place, Problem

LONGEST_SHORT = 12
SHOWS = (marks.NUMBER, "chart")
"""Verbs of marks that show a number."""


def answers_show_their_own_numbers(leaf: Leaf) -> Iterator[Problem]:
    """A number in an answer, in its short form too, is one that it stands on, or that a fact brings which it stands
    on."""
    page = leaf.page
    for (verb, name), standing in page.meta.standing.items():
        own, each = numbers_of(page, standing.evidence), page.told.get((verb, name))
        strange = {*page.meta.numbers} - own
        what, fix = f'is not of what {verb} "{name}" stands on', f"name it under on: or but: of {name}"
        for block in each.blocks if each else ():
            for mark in (mark for mark in marks.marks(block.text) if mark.verb in SHOWS and mark.name in strange):
                place = in_block(page, block, mark.start)
                yield Problem(place, f'number "{mark.name}" {what}', f"{fix} in {page.document.beside}")
        for number in marks.asked(standing.short, marks.NUMBER) if isinstance(standing, Answer) else ():
            if number in strange:
                place = page.document.place(RECORDS[verb], name, "short")
                yield Problem(place, f'number "{number}" {what}', fix)


def short_forms_are_short(leaf: Leaf) -> Iterator[Problem]:
    """What tables show has twelve words at most; a number with its unit counts as one."""
    for name, answer in leaf.page.meta.answers.items():
        count = markdown.words(marks.filled(answer.short, lambda _: "number"))
        if count > LONGEST_SHORT:
            place = leaf.page.document.place(RECORDS[ANSWER], name, "short")
            yield Problem(place, f"short has {count} words", f"cut it to {LONGEST_SHORT}")


def answers_say_how_sure_they_are(leaf: Leaf) -> Iterator[Problem]:
    """Answers about an effect or about how often name a level, others none; what is not known may stand on nothing."""
    for (verb, name), standing in leaf.page.meta.standing.items():
        place, kind = partial(leaf.page.document.place, RECORDS[verb], name), leaf.guide.kind_of(standing)
        if kind in RATED and not standing.sure:
            known = ", ".join([*leaf.guide.certainty.levels, NOT_KNOWN])
            what = f'{verb} "{name}" does not say how sure it is'
            yield Problem(place(key=True), what, f"add sure: and one of {known}")
        elif standing.sure and kind and kind not in RATED:
            what = f'answer "{name}" says how sure it is, and asks for no effect and no count'
            yield Problem(place("sure", key=True), what, "remove sure:")
        elif not standing.on and standing.sure != NOT_KNOWN:
            fix = f"name facts under on:, or write {NOT_KNOWN}"
            yield Problem(place(key=True), f'{verb} "{name}" stands on nothing', fix)


def answers_are_no_surer_than_their_evidence(leaf: Leaf) -> Iterator[Problem]:
    """The level is at most the one that the ladder allows."""
    for verb, name, kind, standing in _rated(leaf):
        most = ceiling(leaf.page, standing, kind, leaf.guide)
        if surer(leaf.guide.certainty, str(standing.sure), most):
            what = f'{verb} "{name}" claims "{standing.sure}", and its evidence allows "{most}"'
            fix = f"write {most}, or name stronger evidence (design: and read: of its sources decide)"
            yield Problem(leaf.page.document.place(RECORDS[verb], name, "sure"), what, fix)


def words_claim_no_more(leaf: Leaf) -> Iterator[Problem]:
    """An answer says the words of its level, and none of a surer one; in its short form too."""
    page = leaf.page
    for verb, name, kind, standing in _rated(leaf):
        if isinstance(standing, Answer):
            yield from _words(leaf, kind, standing, standing.short, page.document.place(RECORDS[verb], name, "short"))
            if (each := page.told.get((verb, name))) and each.blocks:
                yield from _words(leaf, kind, standing, each.text, page.document.prose_place(each.blocks[0].line))


def _rated(leaf: Leaf) -> Iterator[tuple[str, str, QuestionKind, Standing]]:
    """All that is of a known level: verb, name, kind of question, and what it is."""
    for (verb, name), standing in leaf.page.meta.standing.items():
        kind = leaf.guide.kind_of(standing)
        if kind in RATED and standing.sure in leaf.guide.certainty.levels:
            yield verb, name, kind, standing


def _words(leaf: Leaf, kind: QuestionKind, answer: Answer, text: str, place: Place) -> Iterator[Problem]:
    levels, level = leaf.guide.certainty.levels, str(answer.sure)
    asked = getattr(levels[level], kind)
    if asked and not _says(text, asked):
        what = f'an answer that is "{level}" says so in its words'
        yield Problem(place, what, f"write one of: {', '.join(asked)}")
    for other in (other for other in levels if surer(leaf.guide.certainty, other, level)):
        for word in (word for word in getattr(levels[other], kind) if word not in asked and _says(text, [word])):
            what = f'"{word}" claims more than "{level}"'
            yield Problem(place, what, f"write one of: {', '.join(asked)}" if asked else "take it away")


def unknown_ends_in_what_to_do(leaf: Leaf) -> Iterator[Problem]:
    """An answer that nobody has tells the reader what to do instead."""
    to_do = leaf.guide.certainty.to_do
    for (verb, name), each in leaf.page.told.items():
        standing = leaf.page.meta.standing.get((verb, name))
        if standing and standing.sure == NOT_KNOWN and not _says(each.text, to_do):
            what = f'{verb} "{name}" is not known, and says nothing to do'
            place = leaf.page.document.prose_place(each.at.line)
            yield Problem(place, what, f"end it with one of: {', '.join(to_do)}")


def harms_have_their_figure(leaf: Leaf) -> Iterator[Problem]:
    """A harm that is counted names a share that it stands on: of its strongest sources, and of these the highest."""
    for name, harm in leaf.page.meta.harms.items():
        if harm.figure is None:
            if harm.sure not in (NOT_KNOWN, [*leaf.guide.certainty.levels][-1]):
                place = leaf.page.document.place(RECORDS[HARM], name, key=True)
                what = f'harm "{name}" says how sure it is, and names no figure'
                yield Problem(place, what, f"add figure: with a number, or write sure: {NOT_KNOWN}")
            continue
        place = leaf.page.document.place(RECORDS[HARM], name, "figure")
        number = figure(leaf.page, harm)[0]
        if how_common(leaf.page, harm) is None:
            yield Problem(place, f'figure "{harm.figure}" is no share of people', "name a share, or its group: name.1")
        elif number not in numbers_of(leaf.page, harm.on):
            yield Problem(place, f'harm "{name}" does not stand on its figure', f"add {number} under on:")
        else:
            yield from _better_figure(leaf, name, harm)


def _better_figure(leaf: Leaf, name: str, harm: Harm) -> Iterator[Problem]:
    """The figure is of the strongest sources among the shares that the harm stands on."""
    own, known = figure(leaf.page, harm)[0], leaf.page.meta.numbers
    mine = by_sources(known[own].cite, "often", leaf.guide)
    for other in sorted(number for number in numbers_of(leaf.page, harm.on) if in_1000(known[number]) is not None):
        if surer(leaf.guide.certainty, by_sources(known[other].cite, "often", leaf.guide), mine):
            what = f'harm "{name}" is placed by "{own}", and "{other}" has a stronger source'
            yield Problem(leaf.page.document.place(RECORDS[HARM], name, "figure"), what, f"write figure: {other}")


def charts_tell_no_half(leaf: Leaf) -> Iterator[Problem]:
    """No picture stands in an answer whose evidence disagrees: it would show one side."""
    for (verb, name), each in leaf.page.told.items():
        standing = leaf.page.meta.standing.get((verb, name))
        for block in each.blocks if standing and standing.but else ():
            for mark in (mark for mark in marks.marks(block.text) if mark.verb == "chart"):
                what = f'{verb} "{name}" has evidence against it, and a chart of one side'
                yield Problem(in_block(leaf.page, block, mark.start), what, "put the figure in words, beside the other")


def _says(text: str, words: Iterable[str]) -> bool:
    said = rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"
    return bool(re.search(said, " ".join(text.split()), re.IGNORECASE))
