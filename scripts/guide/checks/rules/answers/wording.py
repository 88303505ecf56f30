"""Rules about words: an answer shows only numbers that it stands on, is short, and says how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guide.checks.rules.answers.names import kind_of
from guide.checks.rules.claims import typed_numbers
from guide.checks.rules.places import Leaf, in_block
from guide.content import markdown, marks
from guide.content.answers.evidence import numbers_of
from guide.content.answers.harms import figure, how_common, in_1000
from guide.content.answers.ladder import ceiling, surer, surest, worth
from guide.content.answers.prose import ANSWER, HARM, Told, told
from guide.content.schema import NOT_KNOWN, RATED, Answer, Harm, QuestionKind, Standing
from guide.ground.problems import Place, Problem

LONGEST_SHORT = 12


def answers_show_their_own_numbers(leaf: Leaf) -> Iterator[Problem]:
    """A number in an answer is one that it stands on, or that a fact brings which it stands on."""
    for each in told(leaf.page):
        standing = _standing(leaf, each)
        own = numbers_of(leaf.page, standing.evidence) if standing else set()
        for block in each.blocks if standing else ():
            for mark in marks.marks(block.text):
                if (
                    mark.verb in (marks.NUMBER, "chart")
                    and mark.name in leaf.page.meta.numbers
                    and mark.name not in own
                ):
                    what = f'number "{mark.name}" is not of what {each.verb} "{each.name}" stands on'
                    fix = f"name it under on: or but: of {each.name} in {leaf.page.document.beside}"
                    yield Problem(in_block(leaf.page, block, mark.start), what, fix)
    yield from _numbers_of_short_forms(leaf)


def _numbers_of_short_forms(leaf: Leaf) -> Iterator[Problem]:
    for name, answer in leaf.page.meta.answers.items():
        place = leaf.page.document.place("answers", name, "short")
        own = numbers_of(leaf.page, answer.evidence)
        for mark in marks.marks(answer.short):
            if mark.verb != marks.NUMBER or mark.name not in leaf.page.meta.numbers:
                yield Problem(place, f'"{mark.text}" names no number of this file', "correct the name")
            elif mark.name not in own:
                what = f'number "{mark.name}" is not of what answer "{name}" stands on'
                yield Problem(place, what, "name it under on: or but:")
        for match in typed_numbers(answer.short):
            fix = "put it under numbers: and write {{ its-name }} here"
            yield Problem(place, f'number "{match[0]}" is typed by hand', fix)


def short_forms_are_short(leaf: Leaf) -> Iterator[Problem]:
    """What tables show has twelve words at most; a number with its unit counts as one."""
    for name, answer in leaf.page.meta.answers.items():
        count = markdown.words(marks.filled(answer.short, lambda _: "number"))
        if count > LONGEST_SHORT:
            place = leaf.page.document.place("answers", name, "short")
            yield Problem(place, f"short has {count} words", f"cut it to {LONGEST_SHORT}")


def answers_say_how_sure_they_are(leaf: Leaf) -> Iterator[Problem]:
    """Answers about an effect or about how often name a level, others none; what is not known may stand on nothing."""
    for key, name, standing in leaf.page.meta.standing:
        place, rated = leaf.page.document.place(key, name, key=True), kind_of(leaf, standing) in RATED
        if rated and not standing.sure:
            known = ", ".join([*leaf.guide.certainty.levels, NOT_KNOWN])
            yield Problem(place, f'{key[:-1]} "{name}" does not say how sure it is', f"add sure: and one of {known}")
        elif standing.sure and not rated and kind_of(leaf, standing):
            place = leaf.page.document.place(key, name, "sure", key=True)
            what = f'answer "{name}" says how sure it is, and asks for no effect and no count'
            yield Problem(place, what, "remove sure:")
        elif not standing.on and standing.sure != NOT_KNOWN:
            yield Problem(
                place, f'{key[:-1]} "{name}" stands on nothing', f"name facts under on:, or write {NOT_KNOWN}"
            )


def answers_are_no_surer_than_their_evidence(leaf: Leaf) -> Iterator[Problem]:
    """The level is at most the one that the ladder allows."""
    certainty = leaf.guide.certainty
    for key, name, standing in leaf.page.meta.standing:
        kind = kind_of(leaf, standing)
        if kind not in RATED or standing.sure not in certainty.levels:
            continue
        most = ceiling(leaf.page, standing, _rated(kind), leaf.guide)
        if surer(certainty, str(standing.sure), most):
            place = leaf.page.document.place(key, name, "sure")
            what = f'{key[:-1]} "{name}" claims "{standing.sure}", and its evidence allows "{most}"'
            fix = f"write {most}, or name stronger evidence (design: and read: of its sources decide)"
            yield Problem(place, what, fix)


def words_claim_no_more(leaf: Leaf) -> Iterator[Problem]:
    """An answer says the words of its level, and none of a surer one; in its short form too."""
    texts = {(each.verb, each.name): each for each in told(leaf.page)}
    for name, answer in leaf.page.meta.answers.items():
        kind = kind_of(leaf, answer)
        if kind not in RATED or answer.sure not in leaf.guide.certainty.levels:
            continue
        place = leaf.page.document.place("answers", name, "short")
        yield from _words(leaf, _rated(kind), str(answer.sure), answer.short, place)
        if (each := texts.get((ANSWER, name))) and each.blocks:
            place = leaf.page.document.prose_place(each.blocks[0].line)
            yield from _words(leaf, _rated(kind), str(answer.sure), each.text, place)


def _words(leaf: Leaf, kind: QuestionKind, level: str, text: str, place: Place) -> Iterator[Problem]:
    levels = leaf.guide.certainty.levels
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
    for each in told(leaf.page):
        standing = _standing(leaf, each)
        if standing and standing.sure == NOT_KNOWN and not _says(each.text, leaf.guide.certainty.to_do):
            what = f'{each.verb} "{each.name}" is not known, and says nothing to do'
            fix = f"end it with one of: {', '.join(leaf.guide.certainty.to_do)}"
            yield Problem(leaf.page.document.prose_place(each.at.line), what, fix)


def harms_have_their_figure(leaf: Leaf) -> Iterator[Problem]:
    """A harm that is counted names a share that it stands on: of its strongest sources, and of these the highest."""
    for name, harm in leaf.page.meta.harms.items():
        if harm.figure is None:
            if harm.sure not in (NOT_KNOWN, [*leaf.guide.certainty.levels][-1]):
                place = leaf.page.document.place("harms", name, key=True)
                what = f'harm "{name}" says how sure it is, and names no figure'
                yield Problem(place, what, f"add figure: with a number, or write sure: {NOT_KNOWN}")
            continue
        place = leaf.page.document.place("harms", name, "figure")
        number = figure(leaf.page, harm)[0]
        if how_common(leaf.page, harm) is None:
            yield Problem(place, f'figure "{harm.figure}" is no share of people', "name a share, or its group: name.1")
        elif number not in numbers_of(leaf.page, harm.on):
            yield Problem(place, f'harm "{name}" does not stand on its figure', f"add {number} under on:")
        else:
            yield from _better_figure(leaf, name, harm)


def _better_figure(leaf: Leaf, name: str, harm: Harm) -> Iterator[Problem]:
    own, number, _ = figure(leaf.page, harm)
    others = sorted(numbers_of(leaf.page, harm.on) - {own})
    mine = _level(leaf, own)
    for other in others:
        counted = in_1000(leaf.page.meta.numbers[other])
        if number and counted is not None and surer(leaf.guide.certainty, _level(leaf, other), mine):
            what = f'harm "{name}" is placed by "{own}", and "{other}" has a stronger source'
            yield Problem(leaf.page.document.place("harms", name, "figure"), what, f"write figure: {other}")


def _level(leaf: Leaf, number: str) -> str:
    known = (leaf.guide.sources[key] for key in leaf.page.meta.numbers[number].cite if key in leaf.guide.sources)
    return surest(leaf.guide.certainty, [worth(source, "often", leaf.guide.certainty) for source in known])


def charts_tell_no_half(leaf: Leaf) -> Iterator[Problem]:
    """No picture stands in an answer whose evidence disagrees: it would show one side."""
    for each in told(leaf.page):
        standing = _standing(leaf, each)
        for block in each.blocks if standing and standing.but else ():
            for mark in (mark for mark in marks.marks(block.text) if mark.verb == "chart"):
                what = f'{each.verb} "{each.name}" has evidence against it, and a chart of one side'
                yield Problem(in_block(leaf.page, block, mark.start), what, "put the figure in words, beside the other")


def _standing(leaf: Leaf, each: Told) -> Standing | None:
    meta = leaf.page.meta
    known: dict[str, Answer] | dict[str, Harm] = meta.harms if each.verb == HARM else meta.answers
    return known.get(each.name)


def _rated(kind: str) -> QuestionKind:
    return "effect" if kind == "effect" else "often"


def _says(text: str, words: Iterable[str]) -> bool:
    return bool(
        re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", " ".join(text.split()), re.IGNORECASE)
    )
