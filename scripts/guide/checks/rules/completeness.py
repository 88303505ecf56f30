"""Rules about what must be there: sections, facts in every cell, an alternative to surgery, the article used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from guide.checks.rules.meant import told
from guide.checks.rules.places import Leaf, at, data, in_block, inside, key_of
from guide.content import markdown, tables
from guide.content.guide import Guide, is_statement
from guide.content.page import Page
from guide.content.schema import ARTICLE, Meta, OptionMeta, Section
from guide.ground.problems import Problem, nearest

FILL_IN = "Fill in"


def sections_are_complete(leaf: Leaf) -> Iterator[Problem]:
    """A page has the sections of its kind, in their order, and no others."""
    wanted = leaf.guide.kind(leaf.page).sections
    if wanted:
        yield from _misspelled(leaf)
        yield from _sections(leaf.page, wanted)


def options_answer_every_column(leaf: Leaf) -> Iterator[Problem]:
    """Every option says something in every column, even if it is "unknown"."""
    meta = leaf.page.meta
    said = {*meta.facts, *(answer.question for answer in meta.answers.values())}
    if said - {*leaf.guide.columns} and meta.answers:
        return  # a question that is misspelled is told where it stands
    for key, column in leaf.guide.option_columns.items():
        if isinstance(meta, OptionMeta) and key not in said:
            yield Problem(
                leaf.page.document.place("facts", key=True),
                f'no fact for the column "{key}" ({column.label})',
                f"add {key}: with a text and its sources, or with unknown: and the reason",
            )


def comparisons_have_facts(guide: Guide) -> Iterator[Problem]:
    """No cell of a comparison is empty because all its facts are about another region or another condition."""
    for comparison in guide.comparisons.values():
        yield from _empty(guide, comparison, tables.comparison_table(guide, comparison))


def conditions_have_facts(guide: Guide) -> Iterator[Problem]:
    """No cell of a condition's table or worksheet is empty for that reason either."""
    for condition in guide.conditions.values():
        yield from _empty(guide, condition, tables.condition_table(guide, condition))
        yield from _empty(guide, condition, tables.worksheet_table(guide, condition))


def comparisons_compare(guide: Guide) -> Iterator[Problem]:
    """A comparison has two options or more beside no surgery."""
    for comparison in guide.comparisons.values():
        surgery = [option for option in guide.options_in(comparison) if option.kind != "no-surgery"]
        if len(surgery) < 2:
            what = f"compares {len(surgery)} option beside no surgery"
            yield Problem(comparison.document.place(), what, "name at least two options, or remove the page")


def every_condition_is_compared(guide: Guide) -> Iterator[Problem]:
    """A condition with two options or more has a comparison of its own."""
    for condition in guide.conditions.values():
        surgery = [option for option in guide.options_for(condition.slug) if option.kind != "no-surgery"]
        if len(surgery) > 1 and not guide.comparisons_of(condition.slug):
            what = f"{len(surgery)} options treat it, and no comparison sets them side by side"
            yield Problem(condition.document.place(), what, f"write a comparison with condition: {condition.slug}")


def no_surgery_is_an_option(guide: Guide) -> Iterator[Problem]:
    """There is a page that stands for "no surgery" in every table."""
    if not guide.no_surgery:
        yield Problem(
            data(guide, "settings", "kinds", "no-surgery"),
            "no page has kind: no-surgery",
            "write one; every table needs it",
        )


def enough_facts(leaf: Leaf) -> Iterator[Problem]:
    """A page has as many facts from other sources than the article as its kind asks for."""
    least = leaf.guide.kind(leaf.page).least_facts
    sourced = (keys for keys in _claims(leaf) if any(not is_statement(key) for key in keys))
    count = sum(1 for _ in islice(sourced, least))
    if count < least:
        what = f"has {count} facts from sources other than the article"
        yield Problem(leaf.page.document.place("facts", key=True), what, f"this kind of page needs {least}")


def statements_are_used(guide: Guide) -> Iterator[Problem]:
    """Each statement of the source article is used or excused, and few are excused."""
    excused = [key for key, statement in guide.statements.items() if statement.excused]
    for key, statement in guide.statements.items():
        used = f"{ARTICLE}:{key}" in guide.uses
        if not used and not statement.excused:
            fix = f"cite [^{ARTICLE}:{key}] where it is used, or say why not in excused:"
            yield Problem(key_of(guide, "statements", key), f"statement {key} is used on no page", fix)
        if used and statement.excused:
            place = data(guide, "statements", key, "excused")
            yield Problem(place, f"statement {key} is excused but used", "remove excused:")
    for key in excused[guide.settings.excuses :]:
        what = f"{len(excused)} statements are excused, at most {guide.settings.excuses} may be"
        yield Problem(data(guide, "statements", key, "excused"), what, "use it on a page")


def nothing_is_left_to_fill_in(leaf: Leaf) -> Iterator[Problem]:
    """No text of a skeleton is left over."""
    page, what = leaf.page, f'"{FILL_IN}" is left from the skeleton'
    for block in leaf.blocks:
        if (start := block.text.find(FILL_IN)) >= 0:
            yield Problem(in_block(page, block, start), what, "write the text")
    for loc, text in leaf.texts:
        if FILL_IN in text:
            yield Problem(page.document.place(*loc), what, "write the text")


def no_data_is_left_to_fill_in(guide: Guide) -> Iterator[Problem]:
    """Nor is any left in a data file."""
    for document in guide.beside_pages:
        for loc, text in inside(guide.raw[document.path]):
            if FILL_IN in text:
                yield Problem(document.place(*loc), f'"{FILL_IN}" is left from the skeleton', "write the text")


def _empty(guide: Guide, page: Page[Meta], table: tables.Table) -> Iterator[Problem]:
    for cell in table.cells.values():
        if cell.column in cell.option.meta.facts and not cell.said:
            elsewhere = guide.facts(cell.option, cell.column, table.region)
            reasons = " or ".join(f'"{reason}"' for reason in table.reasons)
            about = f"the condition {reasons}" if elsewhere else f'the region "{table.region}"'
            what = f'{cell.option.slug} has no "{cell.column}" fact for {about}'
            fix = f"{page.document.path} needs it: add one, or unknown: with the reason"
            yield Problem(cell.option.document.place("facts", cell.column, key=True), what, fix)


def _misspelled(leaf: Leaf) -> Iterator[Problem]:
    """Headings that are read as another one."""
    page = leaf.written.page
    for slip in told(leaf):
        if slip.kind == "heading":
            place, title = at(page, page.document.body, 1, slip.start), slip.meant.strip("# ")
            what, fix = f'"{slip.written}" is no section', f"write {slip.meant}"
            if slip.written.startswith("## "):
                written = markdown.without_attributes(slip.written).strip("# ")
                what, fix = f'section "{written}" is unknown (did you mean "{title}"?)', "rename or remove it"
            yield Problem(place, what, fix)


def _sections(page: Page[Meta], wanted: tuple[Section, ...]) -> Iterator[Problem]:
    titles = [section.title for section in wanted if section.written]
    found = {part.title: part for part in page.parts if part.title}
    for part in found.values():
        if part.title not in titles:
            place = page.document.prose_place(part.line)
            yield Problem(
                place, f'section "{part.title}" is unknown{nearest(part.title, titles)}', "rename or remove it"
            )
    for title in titles:
        if title not in found:
            yield Problem(page.document.place(), f'section "{title}" is missing', f"add ## {title}")
        elif not found[title].blocks:
            place = page.document.prose_place(found[title].line)
            yield Problem(place, f'section "{title}" is empty', "write at least one paragraph")
    order = [title for title in found if title in titles]
    for before, after in zip(order, order[1:], strict=False):
        if titles.index(before) > titles.index(after):
            place = page.document.prose_place(found[after].line)
            yield Problem(place, f'section "{after}" comes after "{before}"', "put it before")


def _claims(leaf: Leaf) -> Iterator[tuple[str, ...]]:
    """The sources of each claim: numbers, facts, and blocks of prose."""
    yield from (number.cite for number in leaf.page.meta.numbers.values())
    yield from (fact.cite for _, _, fact in leaf.facts)
    yield from (tuple(block.cites) for block in leaf.blocks)
