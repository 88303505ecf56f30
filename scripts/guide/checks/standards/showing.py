"""What a page shows once it is rendered: the emergency card, chances as pictures, dates, no surgery in its tables.

Looks at what a reader meets, not at what ought to come of the content.
"""

from __future__ import annotations

from collections.abc import Iterator

from guide.checks import reviews
from guide.checks.gate import Finding, finding, on_page
from guide.checks.looks import Look, Tree, says
from guide.checks.sheet import Sheet
from guide.content import numbers
from guide.content.numbers import Bar
from guide.content.schema import CardOfGroups, Clinic, ComparisonMeta, ConditionMeta, Number, TreatmentMeta
from guide.ground.problems import Problem


def help_is_near(look: Look) -> Finding | None:
    """Each emergency card stands on the page: its heading, all signs of those whom the page is for, and the line for
    all others."""
    sheet, guide = look.sheet, look.sheet.guide
    if not isinstance(sheet.page.meta, TreatmentMeta | ConditionMeta):
        return None
    cards = guide.cards_on(sheet.page)
    lost = [shown.key for shown in cards if not all(look.tells([line]) for line in _lines(shown, guide.clinic))]
    figure = sheet.words["found_cards"].format(count=len(cards) - len(lost), cards=len(cards))
    if not cards:
        none = on_page(sheet, "shows no warning signs", f"add some to {guide.files['emergency']}", "kind")
        return Finding(figure, (none,))
    fix = f"end a section of its kind with part: emergency in {guide.files['settings']}"
    return Finding(figure, tuple(on_page(sheet, f'lacks the emergency card "{key}"', fix, "kind") for key in lost))


def _lines(shown: CardOfGroups, clinic: Clinic) -> Iterator[str]:
    card, known = shown.card, clinic.model_dump()
    yield card.heading.format(**known)
    yield from (sign.text for signs in shown.signs.values() for sign in signs)
    yield card.catch_all
    if card.after:
        yield card.after.text.format(**known)


def chances_are_shown_twice(look: Look) -> Finding | None:
    """Each share of people is told in words with both sides, beside a picture of it, on the page itself."""
    sheet = look.sheet
    shares = {key: n for key, n in sheet.page.meta.numbers.items() if numbers.bars(n, sheet.words)}
    if not shares:
        return None
    bare = [key for key, number in shares.items() if not _drawn(number, look)]
    figure = sheet.words["found_shares"].format(count=len(shares) - len(bare), shares=len(shares))
    problems = (_in_words_alone(look, key) for key in bare)
    return Finding(figure, tuple(problems))


def _in_words_alone(look: Look, key: str) -> Problem:
    place = look.sheet.page.document.place("numbers", key, key=True)
    return Problem(place, f'"{key}" is not shown as a picture', f"write {{{{ chart: {key} }}}} in a section")


def _drawn(number: Number, look: Look) -> bool:
    """True where each group of the number has a picture of its own, with both sides in words beside it."""
    bars = numbers.bars(number, look.sheet.words)
    return all(any(_shows(picture, bar, number, look) for picture in look.pictures) for bar in bars)


def _shows(picture: Tree, bar: Bar, number: Number, look: Look) -> bool:
    """True for a picture of that group; its name and the other side stand beside it, its share in the same figure."""
    row = picture.getparent()
    label, whole = picture.get("aria-label", ""), next(picture.iterancestors("figure"), row)
    others = f"{bar.others} {getattr(number, 'opposite', '')}"
    small = str.casefold  # a share may begin a sentence
    beside, around = small(says(row)), small(says(whole))
    told = small(bar.name) in beside and small(others) in beside and small(bar.words) in around
    return told and bar.words in label and number.outcome in label


def says_its_dates(look: Look) -> Finding:
    """The page tells its reader when its text was written and whether, by whom and when it was reviewed."""
    sheet, meta = look.sheet, look.sheet.page.meta
    told = look.tells(
        (reviews.state(sheet.page, sheet.guide, sheet.words), f"{sheet.words['written_on']} {meta.written}")
    )
    due = f", {sheet.words['next_review']}: {meta.next_review}" if meta.next_review else ""
    fix = f"end a section of its kind with part: sources in {sheet.guide.files['settings']}"
    faults = [] if told else ["its dates"]
    return finding(_dates(sheet) + due, sheet, faults, "the page does not say", fix)


def _dates(sheet: Sheet) -> str:
    words, meta = sheet.words, sheet.page.meta
    state = words["found_unreviewed"]
    if meta.reviewed:
        count = reviews.counted(sheet.page, sheet.guide)
        state = words["found_reviewed"].format(on=meta.reviewed[0].on, right=count.right, all=count.all)
    return words["found_dated"].format(written=meta.written, state=state)


def no_surgery_is_in_tables(look: Look) -> Finding | None:
    """Each table of options has a column for care without surgery; a comparison has such a table."""
    sheet, guide = look.sheet, look.sheet.guide
    tables = [heads & {page.src for page in guide.options.values()} for heads in look.compared]
    tables = [options for options in tables if options]
    if not tables and not isinstance(sheet.page.meta, ComparisonMeta):
        return None
    always = {page.src for page in guide.no_surgery}
    lacking = sum(not always <= options for options in tables)
    faults = [f"{lacking} of {len(tables)} tables"] if lacking else [] if tables else ["the page, as it has no table"]
    figure = sheet.words["found_tables"].format(count=len(tables) - lacking, tables=len(tables))
    fix = f"end a section of its kind with a table of options in {guide.files['settings']}"
    return finding(figure, sheet, faults, "care without surgery is missing in", fix)
