"""What a page tells: both sides of a choice, at fair length, under headings of their own, and something to act with.

Knows what each kind of page owes its reader, whatever sections the guide gives it; not whether it is true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps

from guide.checks import readability
from guide.checks.gate import Finding, PageJudge, finding, on_page
from guide.checks.rules.completeness import FILL_IN
from guide.checks.rules.places import data
from guide.checks.sheet import Sheet
from guide.checks.standards.reading import LONGEST_PARAGRAPH
from guide.content import markdown
from guide.content.guide import Guide
from guide.content.schema import ComparisonMeta, ConditionMeta, OptionMeta, TreatmentMeta
from guide.ground.problems import Problem

SHORTEST_SECTION = 20
LONGEST_HEADING = 4
FEWEST_QUESTIONS = 5

OPTIONS = (OptionMeta,)
TREATMENTS = (TreatmentMeta,)
CARE = (OptionMeta, ConditionMeta)
CHOICES = (ComparisonMeta,)
ALL = (TreatmentMeta, ConditionMeta, ComparisonMeta)
"""Kinds of page that owe a reader the same thing."""


def sections_have_substance(sheet: Sheet) -> Finding | None:
    """Each section of facts says something: 20 words at least, beside what the build adds. One that is still
    to be filled in is told as that."""
    titles = sheet.kind.of_facts
    if not titles:
        return None
    thin = []
    for part in (part for part in sheet.page.parts if part.title in titles):
        count = sheet.words_under[part.title]
        if count < SHORTEST_SECTION and not any(FILL_IN in block.text for block in part.blocks):
            place = sheet.page.document.prose_place(part.line)
            thin.append(Problem(place, f'section "{part.title}" has {count} words', "say more; 20 words are the least"))
    return Finding(sheet.words["found_sections"].format(count=len(titles)), tuple(thin))


def _owed(kinds: tuple[type, ...], *roles: str) -> Callable[[Callable[[Sheet], Finding]], PageJudge]:
    """A judge of pages of these kinds alone: it fails where the guide gives such a page no section of a role. Of a
    section that is not on the page the rules about sections tell."""

    def judge_of(judge: Callable[[Sheet], Finding]) -> PageJudge:
        @wraps(judge)
        def judged(sheet: Sheet) -> Finding | None:
            if not isinstance(sheet.page.meta, kinds) or _left_out(sheet, roles):
                return None
            return _lacking(sheet, roles) or judge(sheet)

        return judged

    return judge_of


def _left_out(sheet: Sheet, roles: tuple[str, ...]) -> bool:
    """True where the page does not have the sections that a role asks for."""
    there = {part.title for part in sheet.page.parts}
    return any(titles and not titles & there for titles in map(sheet.titles, roles))


def _lacking(sheet: Sheet, roles: tuple[str, ...]) -> Finding | None:
    lost = [f"role: {role}" for role in roles if not sheet.titles(role)]
    what = f'kind "{sheet.page.kind}" has no section with'
    fix = f"add one to the sections of this kind in {sheet.guide.files['settings']}"
    problems = tuple(on_page(sheet, f"{what} {role}", fix, "kind") for role in lost)
    return Finding(sheet.words["found_no_section"], problems) if problems else None


@_owed(TREATMENTS, "benefits", "risks")
def balance(sheet: Sheet) -> Finding:
    """Risks are told at no less length than benefits."""
    benefits, risks = sheet.section_words("benefits"), sheet.section_words("risks")
    short = [f"{benefits} words on benefits, {risks} on risks"] if risks < benefits else []
    figure = sheet.words["found_balance"].format(ratio=f"{risks / max(1, benefits):.1f}")
    return finding(figure, sheet, short, "out of balance:", "tell risks at no less length")


def _sourced(kinds: tuple[type, ...], role: str) -> PageJudge:
    """A judge of pages of these kinds: what has that role stands under headings of its own, with sourced facts."""

    def judge(sheet: Sheet) -> Finding:
        blocks = sheet.blocks_under(sheet.titles(role))
        claims = [block for block in blocks if sheet.sourced(block) and not block.states_nothing]
        figure = sheet.words["found_statements"].format(count=len(claims))
        return finding(figure, sheet, [] if claims else ["none"], f"sourced statements on {role}:", "write some")

    return _owed(kinds, role)(judge)


names_risks = _sourced(TREATMENTS, "risks")
names_who_it_is_not_for = _sourced(OPTIONS, "not-for")
no_surgery_is_told = _sourced(CARE, "no-surgery")
states_the_choice = _sourced(CHOICES, "choice")


@_owed(ALL, "unknown")
def says_what_is_not_known(sheet: Sheet) -> Finding:
    """What is not known stands under a heading of its own; facts that are not known are counted apart."""
    facts, count = [fact for _, _, fact in sheet.facts], sheet.section_words("unknown")
    unknown = sum(bool(fact.unknown) for fact in facts)
    figure = sheet.words["found_unknown"].format(count=count, unknown=unknown, facts=len(facts))
    return finding(figure, sheet, [] if count else ["nothing"], "what is not known:", "say what nobody knows yet")


def main_message_first(sheet: Sheet) -> Finding:
    """One main message stands first: the summary, two or three sentences."""
    count = len(readability.sentences(sheet.page.meta.summary))
    long = [f"{count} sentences"] if count > LONGEST_PARAGRAPH else []
    figure = sheet.words["found_summary"].format(count=count)
    return finding(figure, sheet, long, "the summary has", "keep to the one main message")


@_owed(ALL, "questions")
def something_to_act_with(sheet: Sheet) -> Finding:
    """Printable questions to bring along."""
    count = len(sheet.page.meta.questions)
    few = [f"{count}"] if count < FEWEST_QUESTIONS else []
    figure = sheet.words["found_questions"].format(count=count)
    return finding(figure, sheet, few, "questions to ask:", f"write at least {FEWEST_QUESTIONS}")


def short_headings_in_tables(sheet: Sheet) -> Finding | None:
    """The name of an option, which heads a column of tables, has four words at most."""
    if not isinstance(sheet.page.meta, OptionMeta):
        return None
    name = sheet.page.meta.name
    long = [f'"{name}"'] if markdown.words(name) > LONGEST_HEADING else []
    return finding(name, sheet, long, "too long for a table:", "write a name of four words at most in short:")


def short_questions_in_tables(guide: Guide) -> Iterator[Problem]:
    """The label of a column, which heads a row of tables, has four words at most."""
    for key, column in guide.columns.items():
        if markdown.words(column.label) > LONGEST_HEADING:
            what = f'"{column.label}" is too long for a table'
            yield Problem(data(guide, "columns", key, "label"), what, "use four words at most")
