"""The published standards as rules that a build can decide, each naming the items it comes from.

A gate stops the build; a report is shown on the quality page; what a browser or a person must decide is listed as such.
Knows the standards, not how results are shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal, NamedTuple

from guide.checks import readability
from guide.content import markdown, marks
from guide.content.guide import Guide, Page
from guide.content.passages import Passage, passages, written
from guide.content.schema import Compare, Kind, Meta, OptionMeta, Share
from guide.content.terms import names_of
from guide.ground.problems import Problem

HIGHEST_GRADE = 8.0
TARGET_GRADE = 6.0
HIGHEST_SMOG = 10.0
LONGEST_SENTENCE = 20
MEAN_SENTENCE = 15.0
LONGEST_PARAGRAPH = 3
SHORTEST_SECTION = 20
LONGEST_SECTION = 150
LONGEST_HEADING = 4
FEWEST_QUESTIONS = 5
MOST_PASSIVE = 10.0

_ODDS = re.compile(r"\b(?:1|one) in (?!1,?0*00\b|10,000\b)\d[\d,]*")
_PERCENT = re.compile(r"\d\s*%|\bper ?cent\b", re.IGNORECASE)
_CHANCES = ("1 in ", "one in ", "%", "cent")
"""Signs of the two: a page that holds none of them, in small letters, need not be searched."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ne|ut|und)\b")

How = Literal["gate", "report", "tests", "person"]


@dataclass(frozen=True)
class Yardstick:
    """What every page of a guide is held against, worked out once."""

    guide: Guide

    @cached_property
    def known_long_words(self) -> frozenset[str]:
        """Long words that need no explanation: those of the glossary, and those on the list of allowed ones."""
        names = (name for term in self.guide.terms.values() for name in names_of(term))
        allowed = (word for group in self.guide.reading.long_words for word in group.words)
        return frozenset(word.lower() for text in (*names, *allowed) for word in readability.words(text))

    @cached_property
    def selling(self) -> re.Pattern[str]:
        """Finds the words that sell; nothing if none are listed."""
        names = "|".join(re.escape(word) for word in self.guide.reading.selling) or "(?!)"
        return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """One page, measured: its passages and the guide around it."""

    page: Page[Meta]
    yardstick: Yardstick
    words: Mapping[str, str]

    @property
    def guide(self) -> Guide:
        """The guide around the page."""
        return self.yardstick.guide

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All running text of the page."""
        return passages(self.page, self.guide, self.words)

    @cached_property
    def text(self) -> readability.Text:
        """The running text, ready to be measured."""
        return readability.Text(tuple(passage.text for passage in self.passages))

    @cached_property
    def kind(self) -> Kind:
        """The rules for this kind of page."""
        return self.guide.kind(self.page)

    @cached_property
    def lengths(self) -> list[int]:
        """How many words each passage has; a hyphen joins two words."""
        cut = zip(self.passages, self.text.cut, strict=True)
        return [
            sum(len(each.words) for each in sentences) - markdown.joined(passage.text) for passage, sentences in cut
        ]

    @cached_property
    def words_under(self) -> Counter[str]:
        """Words under each heading: the author's, and those of the facts and charts shown there."""
        found: Counter[str] = Counter()
        for passage, length in zip(self.passages, self.lengths, strict=True):
            found[passage.section] += length
        for part in self.page.parts:
            found[part.title] += sum(_shown_words(self, block) for block in part.blocks)
        return found

    def section_words(self, role: str) -> int:
        """Words under the headings that have the role."""
        return sum(self.words_under[title] for title in self.titles(role))

    def titles(self, role: str) -> frozenset[str]:
        """The titles of the sections of this kind of page that have the role."""
        return self.kind.of_role.get(role, frozenset())

    def has(self, role: str) -> bool:
        """True if this kind of page has a section of that role."""
        return role in self.kind.of_role


class Finding(NamedTuple):
    """What a rule found on one page: a figure in words, and the problems. No problem means that it passes."""

    figure: str
    problems: tuple[Problem, ...] = ()

    @property
    def passes(self) -> bool:
        """True without a problem."""
        return not self.problems


@dataclass(frozen=True)
class Rule:
    """One thing a standard asks for. `check` is None where a browser or a person decides."""

    key: str
    asks: str
    items: str
    how: How
    check: Callable[[Sheet], Finding | None] | None = None
    """Returns None where the rule does not apply to the page."""


# ---- reading ------------------------------------------------------------------------


def reading_grade(sheet: Sheet) -> Finding:
    """US school grade, by both counters, on the raw text with its terms."""
    grades = sheet.text.grades
    figure = " and ".join(f"{grade:.1f}" for grade in grades.values())
    hard = [f"{grade:.1f} by the {name}" for name, grade in grades.items() if grade > HIGHEST_GRADE]
    return _finding(figure, sheet, hard, "reading grade is", "use shorter words and sentences; grade 8 is the limit")


def smog_grade(sheet: Sheet) -> Finding:
    """SMOG grade, US formula."""
    smog = sheet.text.smog
    hard = [f"{smog:.1f}"] if smog > HIGHEST_SMOG else []
    return _finding(f"{smog:.1f}", sheet, hard, "SMOG grade is", "use fewer long words")


def sentence_length(sheet: Sheet) -> Finding:
    """No sentence is longer than 20 words, and they have fewer than 15 on average."""
    found = [
        Problem(passage.place, f'sentence of {length} words: "{_start(sentence)}"', "cut it in two; 20 is the limit")
        for passage, sentences in zip(sheet.passages, sheet.text.cut, strict=True)
        for sentence, words in sentences
        if (length := len(words)) > LONGEST_SENTENCE
    ]
    mean = sheet.text.mean_sentence
    if mean >= MEAN_SENTENCE:
        found.append(
            _on_page(sheet, f"sentences have {mean:.1f} words on average", "write shorter ones; 15 is the limit")
        )
    longest = max((len(sentence.words) for sentence in sheet.text.sentences), default=0)
    return Finding(f"{mean:.1f} on average, {longest} at most", tuple(found))


def paragraph_length(sheet: Sheet) -> Finding:
    """No paragraph has more than three sentences."""
    cut = zip(sheet.passages, sheet.text.cut, strict=True)
    counts = [(passage, len(sentences)) for passage, sentences in cut if passage.section]
    found = [
        Problem(passage.place, f"paragraph of {count} sentences", f"cut it in two; {LONGEST_PARAGRAPH} is the limit")
        for passage, count in counts
        if count > LONGEST_PARAGRAPH
    ]
    return Finding(f"{max((count for _, count in counts), default=0)} sentences at most", tuple(found))


def long_words(sheet: Sheet) -> Finding:
    """Each word of three syllables or more is in the glossary or on the list of allowed words."""
    unknown = {word for word in sheet.text.long if word.lower() not in sheet.yardstick.known_long_words}
    found: dict[str, Problem] = {}
    for passage, sentences in zip(sheet.passages, sheet.text.cut, strict=True) if unknown else ():
        for word in chain.from_iterable(sentence.words for sentence in sentences):
            if word in unknown and word.lower() not in found:
                fix = f"use a shorter word, or explain it in the glossary or in {sheet.guide.files['reading']}"
                found[word.lower()] = Problem(passage.place, f'long word "{word}" is explained nowhere', fix)
    return Finding(f"{sheet.text.long_share:.1f} in 100 words", tuple(found.values()))


def selling_words(sheet: Sheet) -> Finding:
    """No word sells instead of tells."""
    pattern = sheet.yardstick.selling
    found = tuple(
        Problem(passage.place, f'"{match[0]}" sells instead of tells', "say what was found, in how many people")
        for passage in (sheet.passages if pattern.search(sheet.text.whole) else ())
        for match in pattern.finditer(passage.text)
    )
    return Finding(f"{len(found)} found", found)


def one_way_to_put_chances(sheet: Sheet) -> Finding:
    """Chances are put as "x in 100", never as "1 in x" and never in percent."""
    found = tuple(
        Problem(passage.place, f'"{match[0]}" is another way to put a chance', 'write it as a share: "x in 100"')
        for passage in (sheet.passages if any(sign in sheet.text.whole.lower() for sign in _CHANCES) else ())
        for pattern in (_ODDS, _PERCENT)
        for match in pattern.finditer(passage.text)
    )
    return Finding(f"{len(found)} found", found)


def active_voice(sheet: Sheet) -> Finding:
    """Fewer than 10 in 100 sentences look passive (a rough count by word forms)."""
    sentences = sheet.text.sentences
    share = 100 * sum(bool(_PASSIVE.search(sentence.text)) for sentence in sentences) / max(1, len(sentences))
    much = [f"{share:.0f} in 100 sentences"] if share >= MOST_PASSIVE else []
    return _finding(f"{share:.0f} in 100 sentences", sheet, much, "look passive:", "say who does what")


def speaks_to_the_reader(sheet: Sheet) -> Finding:
    """The page says "you"."""
    count = sum(times for word, times in sheet.text.counts.items() if word.lower() in ("you", "your", "yours"))
    return _finding(f"{count} times", sheet, [] if count else ["nowhere"], '"you" is said', "speak to the reader")


# ---- content ---------------------------------------------------------------------------


def sections_have_substance(sheet: Sheet) -> Finding | None:
    """Each section of facts says something: 20 words at least, beside what the build adds."""
    titles = sheet.kind.of_facts
    if not titles:
        return None
    thin = []
    for part in (part for part in sheet.page.parts if part.title in titles):
        count = sheet.words_under[part.title]
        if count < SHORTEST_SECTION:
            place = sheet.page.document.prose_place(part.line)
            thin.append(Problem(place, f'section "{part.title}" has {count} words', "say more; 20 words are the least"))
    return Finding(f"{len(titles)} sections", tuple(thin))


def balance(sheet: Sheet) -> Finding | None:
    """Risks are told at no less length than benefits."""
    if not (sheet.has("benefits") and sheet.has("risks")):
        return None
    benefits, risks = sheet.section_words("benefits"), sheet.section_words("risks")
    short = [f"{benefits} words on benefits, {risks} on risks"] if risks < benefits else []
    figure = f"{risks / max(1, benefits):.1f} words on risks for each on benefits"
    return _finding(figure, sheet, short, "out of balance:", "tell risks at no less length")


def names_risks(sheet: Sheet) -> Finding | None:
    """Risks stand under a heading of their own, with sourced facts."""
    return _sourced_section(sheet, "risks")


def names_who_it_is_not_for(sheet: Sheet) -> Finding | None:
    """Who it is not for stands under a heading of its own, with sourced facts."""
    return _sourced_section(sheet, "not-for")


def says_what_is_not_known(sheet: Sheet) -> Finding | None:
    """What is not known stands under a heading of its own; facts that are not known are counted apart."""
    if not sheet.has("unknown"):
        return None
    facts = [fact for found in getattr(sheet.page.meta, "facts", {}).values() for fact in found]
    unknown = sum(bool(fact.unknown) for fact in facts)
    figure = f"{sheet.section_words('unknown')} words; {unknown} of {len(facts)} facts not known"
    empty = [] if sheet.section_words("unknown") else ["nothing"]
    return _finding(figure, sheet, empty, "what is not known:", "say what nobody knows yet")


def states_the_choice(sheet: Sheet) -> Finding | None:
    """A comparison says what there is to decide."""
    return _sourced_section(sheet, "choice")


def no_surgery_is_told(sheet: Sheet) -> Finding | None:
    """The page tells of care without surgery."""
    return _sourced_section(sheet, "no-surgery")


def main_message_first(sheet: Sheet) -> Finding:
    """One main message stands first: the summary, two or three sentences."""
    count = len(readability.sentences(sheet.page.meta.summary))
    long = [f"{count} sentences"] if count > LONGEST_PARAGRAPH else []
    return _finding(f"{count} sentences", sheet, long, "the summary has", "keep to the one main message")


def something_to_act_with(sheet: Sheet) -> Finding | None:
    """Printable questions to bring along."""
    if not sheet.has("questions"):
        return None
    count = len(sheet.page.meta.questions)
    few = [f"{count}"] if count < FEWEST_QUESTIONS else []
    return _finding(f"{count} questions", sheet, few, "questions to ask:", f"write at least {FEWEST_QUESTIONS}")


def help_is_near(sheet: Sheet) -> Finding | None:
    """The emergency card stands on the page, five signs at most and one line for all others."""
    if not sheet.has("help"):
        return None
    return Finding(f"{len(sheet.guide.cards)} cards")


def numbers_are_complete(sheet: Sheet) -> Finding | None:
    """Each number says how many, of whom, over what time, where and from which study, or "not given"."""
    known = sheet.page.meta.numbers.values()
    if not known:
        return None
    gaps = sum(part is None for number in known for part in (number.who, number.time, number.people))
    return Finding(f"{len(known)} numbers; {gaps} of {3 * len(known)} parts not given by the source")


def chances_are_shown_twice(sheet: Sheet) -> Finding | None:
    """Each share is told in words with both sides and drawn as a picture."""
    shares = [n for n in sheet.page.meta.numbers.values() if isinstance(n, Share) or _is_share(n)]
    return Finding(f"{len(shares)} shares, each in words and as a picture") if shares else None


def claims_are_sourced(sheet: Sheet) -> Finding | None:
    """Each block of a fact section cites a source; those marked as no claim are counted."""
    titles = sheet.kind.of_facts
    blocks = [block for part in sheet.page.parts if part.title in titles for block in part.blocks]
    if not blocks:
        return None
    marked = sum(bool(block.states_nothing) for block in blocks)
    return Finding(f"{len(blocks) - marked} blocks with a source, {marked} marked as no claim")


def sources_have_dates(sheet: Sheet) -> Finding | None:
    """How many of the page's sources give a year (reported; many web pages give none)."""
    keys = {key for key in sheet.page.cites if key in sheet.guide.sources}
    if not keys:
        return None
    dated = sum(sheet.guide.sources[key].year is not None for key in keys)
    return Finding(f"{dated} of {len(keys)} sources give a year")


def short_sections(sheet: Sheet) -> Finding:
    """Running text comes in chunks: at most 150 words before the next heading; lists are chunks already."""
    starts = [(block.line, block.title) for block in sheet.page.read if block.kind == "heading"]
    known = dict(zip((passage.block for passage in sheet.passages), sheet.lengths, strict=True))
    counts: Counter[tuple[int, str]] = Counter()
    for block in (block for part in sheet.page.parts for block in part.blocks if block.kind != "item"):
        above = bisect_left(starts, (block.line, ""))
        length = known.get(block)
        if length is None:
            length = markdown.words(written(block.text, sheet.page, sheet.guide, sheet.words))
        counts[starts[above - 1] if above else (0, "")] += length
    long = [f'{count} words under "{title}"' for (_, title), count in counts.items() if count > LONGEST_SECTION]
    figure = f"{max(counts.values(), default=0)} words at most"
    return _finding(figure, sheet, long, "a long section:", "cut it or add a heading below it")


def short_headings_in_tables(sheet: Sheet) -> Finding | None:
    """Header cells of tables have four words at most."""
    if not isinstance(sheet.page.meta, OptionMeta):
        return None
    name = sheet.page.meta.name
    long = [f'"{name}"'] if markdown.words(name) > LONGEST_HEADING else []
    return _finding(name, sheet, long, "too long for a table:", "write a name of four words at most in short:")


def is_dated(sheet: Sheet) -> Finding:
    """The page says when its text was written and whether, by whom and when it was reviewed."""
    meta = sheet.page.meta
    state = f"reviewed on {meta.reviewed.on}" if meta.reviewed else "not reviewed yet"
    due = f", next review {meta.next_review}" if meta.next_review else ""
    return Finding(f"written on {meta.written}, {state}{due}")


RULES: tuple[Rule, ...] = (
    Rule("reading-grade", "Reading grade of 8 at most, by two counters; the target is 6",
         "AMA and NIH reading grade; NHS; PEMAT 3; WCAG 3.1.5", "gate", reading_grade),
    Rule("smog", "SMOG grade (US formula) of 10 at most", "NHS content guide", "report", smog_grade),
    Rule("sentences", "Sentences of 20 words at most, under 15 on average",
         "NHS, How we write", "gate", sentence_length),
    Rule("paragraphs", "Paragraphs of three sentences at most", "NHS, How we write; PEMAT 8", "gate", paragraph_length),
    Rule("long-words", "Long words are explained, or on a list that says why not",
         "PEMAT 4; WCAG 3.1.3 and 3.1.4", "gate", long_words),
    Rule("selling-words", "No words that sell", "NHS, Accurate; DISCERN 6", "gate", selling_words),
    Rule("one-denominator", 'Chances as "x in 100", never "1 in x" or percent',
         "IPDAS risk primer; IPDASi 13; NHS numbers; PEMAT 6", "gate", one_way_to_put_chances),
    Rule("active-voice", "Few passive sentences", "NHS; PEMAT 5", "report", active_voice),
    Rule("you", "The page speaks to the reader", "PEMAT 21", "report", speaks_to_the_reader),
    Rule("substance", "Every section of facts says something",
         "IPDAS Q1 to Q5; DISCERN 8 to 13; AHRQ", "gate", sections_have_substance),
    Rule("balance", "Risks told at no less length than benefits", "IPDAS C1; IPDASi 8; DISCERN 6", "gate", balance),
    Rule("risks", "Risks under a heading of their own, sourced", "IPDAS Q5; DISCERN 11", "gate", names_risks),
    Rule("not-for", "Who it is not for, sourced", "DISCERN 14", "gate", names_who_it_is_not_for),
    Rule("unknown", "What is not known", "IPDAS C5; DISCERN 8", "gate", says_what_is_not_known),
    Rule("no-surgery", "Care without surgery is told, and is in every table", "IPDASi 4; DISCERN 12 and 14", "gate",
         no_surgery_is_told),
    Rule("choice", "The decision to be made is stated", "IPDAS Q2", "gate", states_the_choice),
    Rule("main-message", "One main message, first", "CDC Index 1 and 2; PEMAT 1 and 11", "gate", main_message_first),
    Rule("act", "Something to act with: questions to print",
         "PEMAT 20 and 23; DISCERN 15", "gate", something_to_act_with),
    Rule("help", "Emergency card on every option and condition", "NHS care cards", "gate", help_is_near),
    Rule("numbers", "Every number complete", "IPDASi 10 to 13", "gate", numbers_are_complete),
    Rule("shown-twice", "Chances in words and as a picture, both sides", "IPDASi 15 and 16", "gate",
         chances_are_shown_twice),
    Rule("sourced", "Every claim has a source", "IPDAS C2; DISCERN 4; NHS standard 2", "gate", claims_are_sourced),
    Rule("source-dates", "Sources with a year", "DISCERN 5", "report", sources_have_dates),
    Rule("table-heads", "Short headings in tables", "PEMAT 19; WCAG 1.3.1", "gate", short_headings_in_tables),
    Rule("dated", "Dates of writing and review", "IPDAS C3 and C4; DISCERN 5; NHS", "gate", is_dated),
    Rule("short-sections", "At most 150 words of running text before the next heading, lists apart",
         "PEMAT 8", "report", short_sections),
    Rule("terms", "The first mention of a medical word in each section leads to its meaning",
         "WCAG 3.1.3 and 3.1.4; PEMAT 4", "tests"),
    Rule("pictures", "Every picture has a text in its place and a caption", "WCAG 1.1.1; PEMAT 17", "tests"),
    Rule("paper-equal", "Every hand-out has all words of its page, and says its date and address",
         "NHS, PDFs", "tests"),
    Rule("made-how", "A page says how the guide was made, who it is for, and how to answer",
         "PIF TICK 1 and 8; CDC Index, opening questions", "tests"),
    Rule("contrast", "Contrast of text of 7 to 1 at least, light and dark", "WCAG 1.4.6", "tests"),
    Rule("text-blocks", "Lines of 80 characters at most, line height of 1.5 at least, not justified",
         "WCAG 1.4.8", "tests"),
    Rule("targets", "Links and controls of 24 pixels at least, or with room around them", "WCAG 2.5.8", "tests"),
    Rule("links", "Every link and anchor leads somewhere; every page has a way back", "DISCERN 7", "tests"),
    Rule("tables", "Tables with caption, header cells and scope", "WCAG 1.3.1; PEMAT 19", "tests"),
    Rule("axe", "No fault of accessibility in a browser, light and dark, on a sample of pages", "WCAG 2.2 A and AA",
         "tests"),
    Rule("small-phone", "No sideways scrolling at 320 pixels", "WCAG 1.4.10", "tests"),
    Rule("paper", "Hand-outs tagged, with title and language, 14 point, left aligned, no split words",
         "PDF/UA-1; UKAAF clear print", "tests"),
    Rule("machine-data", "Data for machines equal to the visible text", "schema.org MedicalWebPage", "tests"),
    Rule("true", "The claims are right and fairly put", "DISCERN 2, 3, 6 and 16; IPDAS Q6", "person"),
    Rule("right-message", "The main message is the right one", "CDC Index 1", "person"),
    Rule("clear-pictures", "Pictures are clear and help", "PEMAT 16 and 18", "person"),
    Rule("tried-on-readers", "Tried on people like the readers", "PIF TICK 3, 5 and 10; NHS", "person"),
    Rule("clinical-review", "Reviewed by a clinician", "IPDAS C4; NHS; PIF TICK 1", "person"),
)  # fmt: skip


# ---- helpers ------------------------------------------------------------------------------


def _finding(figure: str, sheet: Sheet, faults: list[str], what: str, fix: str) -> Finding:
    return Finding(figure, tuple(_on_page(sheet, f"{what} {fault}", fix) for fault in faults))


def _on_page(sheet: Sheet, what: str, fix: str) -> Problem:
    return Problem(sheet.page.document.place("title"), what, fix)


def _sourced_section(sheet: Sheet, role: str) -> Finding | None:
    titles = sheet.titles(role)
    if not titles:
        return None
    blocks = [block for part in sheet.page.parts if part.title in titles for block in part.blocks]
    claims = [block for block in blocks if not block.states_nothing]
    none = [] if claims else ["none"]
    return _finding(f"{len(claims)} sourced statements", sheet, none, f"sourced statements on {role}:", "write some")


def _shown_words(sheet: Sheet, block: markdown.Block) -> int:
    """Words that markers of facts and charts put into a block."""
    facts, count = getattr(sheet.page.meta, "facts", {}), 0
    for mark in marks.marks(block.text):
        if mark.verb == "fact":
            count += sum(markdown.words(fact.says) for fact in facts.get(mark.name, ()))
        elif mark.verb == "chart" and mark.name in sheet.page.meta.numbers:
            count += markdown.words(sheet.page.meta.numbers[mark.name].outcome)
    return count


def _is_share(number: object) -> bool:
    return isinstance(number, Compare) and number.opposite is not None


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:8]) + " …"
