"""Rules about names: what an answer or a harm names is there, and what the page tells has its record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import partial

from guide.checks.rules.places import Leaf, data, in_block
from guide.content import marks
from guide.content.answers import shares
from guide.content.answers.evidence import items, known
from guide.content.guide import Guide
from guide.content.schema import (
    ANYWHERE,
    HARM,
    NOT_KNOWN,
    RATED,
    RECORDS,
    Answer,
    ConditionMeta,
    Standing,
    TreatmentMeta,
)
from guide.ground.problems import Place, Problem, nearest


def names_of_evidence_are_unique(leaf: Leaf) -> Iterator[Problem]:
    """No two facts of a page have one name: what stands on it would not know on which."""
    counts = Counter(name for _, name, _ in leaf.facts)
    for column, name, _ in leaf.facts:
        if counts[name] > 1:
            place = leaf.page.document.place("facts", column, name, key=True)
            yield Problem(place, f'two facts are called "{name}"', "rename one of them")
            counts[name] = 0


def answers_name_what_is_there(leaf: Leaf) -> Iterator[Problem]:
    """The evidence, the question, the reasons, the region and the level of an answer are known ones."""
    for (verb, name), standing in leaf.page.meta.standing.items():
        for field, given, allowed in _named(leaf, standing):
            for row, value in enumerate(given):
                loc = (field, row) if field in _LISTS else (field,)
                place = partial(leaf.page.document.place, RECORDS[verb], name, *loc)
                yield from _unknown(_LISTS.get(field, field), value, allowed, place)


_LISTS = {"on": "evidence", "but": "evidence", "for": "reason"}
"""Key that names several -> what each of them is."""


def _named(leaf: Leaf, standing: Standing) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Each key that names something, with what it names and what it may."""
    guide, evidence = leaf.guide, [*known(leaf.page)]
    yield "on", standing.on, evidence
    yield "but", standing.but, evidence
    yield "where", (standing.where,), ["any", *guide.settings.regions]
    yield "sure", (standing.sure,) if standing.sure else (), [*guide.certainty.levels, NOT_KNOWN]
    if isinstance(standing, Answer):
        asked = "conditions" if isinstance(leaf.page.meta, ConditionMeta) else "options"
        questions = [key for key, column in guide.columns.items() if column.asked_of == asked]
        yield "question", (standing.question,), questions
        reasons = leaf.page.meta.treats if isinstance(leaf.page.meta, TreatmentMeta) else ()
        yield "for", standing.reasons, [*reasons]
        given = [shares.named(mark) for mark in marks.marks(standing.short)]
        yield "against", (standing.against,) if standing.against else (), given


def marks_name_answers(leaf: Leaf) -> Iterator[Problem]:
    """A mark for an answer or a harm names one of the page, once, and stands where it can work."""
    leaf = leaf.written
    for each in leaf.page.tellings:
        place, key = in_block(leaf.page, each.at, each.mark.start), (each.verb, each.name)
        names = [name for verb, name in leaf.page.meta.standing if verb == each.verb]
        if each.name not in names:
            what = f'{each.verb} "{each.name}" is unknown{nearest(each.name, names)}'
            fix = f"add it under {RECORDS[each.verb]}: in {leaf.page.document.beside}, or correct the name"
            yield Problem(place, what, fix)
        elif leaf.page.told[key] is not each:
            yield Problem(place, f'{each.verb} "{each.name}" stands twice on the page', "remove one of the marks")
        elif each.verb == HARM and each.at.kind != "item":
            yield Problem(place, f'harm "{each.name}" stands outside a list', "make it an item of a list")
        elif not each.blocks:
            yield Problem(place, f'answer "{each.name}" has no text', "write its sentences above the mark")


def answers_are_told(leaf: Leaf) -> Iterator[Problem]:
    """Each harm, and each answer about an effect or about how often, stands in the page in whole sentences."""
    page = leaf.page
    for (verb, name), standing in page.meta.standing.items():
        if (verb, name) not in page.told and leaf.guide.kind_of(standing) in RATED:
            place = page.document.place(RECORDS[verb], name, key=True)
            fix = f"write it in {page.document.path} and {{{{ {verb}: {name} }}}} behind it"
            yield Problem(place, f'{verb} "{name}" is told nowhere on the page', fix)


def answers_hold_for_their_region(leaf: Leaf) -> Iterator[Problem]:
    """An answer for one region stands on no evidence of another."""
    for (verb, name), standing in leaf.page.meta.standing.items():
        if standing.where in ANYWHERE:
            continue
        for field, names in (("on", standing.on), ("but", standing.but)):
            for item in items(leaf.page, names):
                if item.where not in (standing.where, *ANYWHERE):
                    what = f'{verb} "{name}" is about "{standing.where}", and "{item.name}" about "{item.where}"'
                    place = leaf.page.document.place(RECORDS[verb], name, field, names.index(item.name))
                    yield Problem(place, what, "name evidence of its own region, or take this away")


def options_answer_every_reason(leaf: Leaf) -> Iterator[Problem]:
    """For each condition that an option is for, its page says whether it helps, even if that is not known."""
    meta = leaf.page.meta
    asked = {answer.question for answer in meta.answers.values()}
    if not isinstance(meta, TreatmentMeta) or asked - {*leaf.guide.columns}:
        return
    for question in leaf.guide.effects:
        given = [answer for answer in meta.answers.values() if answer.question == question]
        for row, reason in enumerate(meta.treats):
            if not any(not answer.reasons or reason in answer.reasons for answer in given):
                what = f'no answer to "{leaf.guide.columns[question].question}" for the reason "{reason}"'
                command = f"python3 scripts/build.py new answer {leaf.page.slug} {question} {reason}"
                fix = f"`{command}` writes both halves; not-known is an answer too"
                yield Problem(leaf.page.document.place("treats", row), what, fix)


def levels_are_known(guide: Guide) -> Iterator[Problem]:
    """Every level that certainty.yml names is one of its own."""
    certainty = guide.certainty
    named: dict[tuple[str, ...], str] = {("agreeing", "level"): certainty.agreeing.level}
    named |= {("disagreeing",): certainty.disagreeing, ("summary",): certainty.summary}
    for key, design in certainty.designs.items():
        named |= {("designs", key, "effect"): design.effect, ("designs", key, "often"): design.often}
    for loc, level in named.items():
        yield from _unknown("level", level, certainty.levels, partial(data, guide, "certainty", *loc))


def designs_are_known(guide: Guide) -> Iterator[Problem]:
    """The design of a source is one of certainty.yml."""
    for key, source in guide.sources.items():
        if source.design:
            place = partial(data, guide, "sources", key, "design")
            yield from _unknown("design", source.design, guide.certainty.designs, place)


def ratings_are_known(leaf: Leaf) -> Iterator[Problem]:
    """A source's own rating of a fact or a number is one of the levels."""
    levels, document = leaf.guide.certainty.levels, leaf.page.document
    for column, name, fact in leaf.facts:
        if fact.rated:
            yield from _unknown("level", fact.rated, levels, partial(document.place, "facts", column, name, "rated"))
    for name, number in leaf.page.meta.numbers.items():
        if number.rated:
            yield from _unknown("level", number.rated, levels, partial(document.place, "numbers", name, "rated"))


def _unknown(what: str, name: str, known: Collection[str], place: Callable[[], Place]) -> Iterator[Problem]:
    if name not in known:
        one_of = f"write one of {', '.join(known)}" if known else "take it away"
        fix = "name a fact or a number of this file" if what == "evidence" else one_of
        yield Problem(place(), f'{what} "{name}" is unknown{nearest(name, known)}', fix)
