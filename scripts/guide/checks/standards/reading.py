"""How a page reads: grades, sentences, paragraphs, words, the way chances are put.

Knows the thresholds; how words and syllables are counted is the business of `readability`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from statistics import median

from guide.checks.gate import Finding, Grades, finding, on_page
from guide.checks.passages import written
from guide.checks.sheet import Sheet
from guide.content import markdown
from guide.content.guide import Guide
from guide.ground.alike import folded
from guide.ground.problems import Place, Problem

HIGHEST_GRADE = 8.0
TARGET_GRADE = 7.0
LOWEST_GRADE = 4.5
HIGHEST_SMOG = 10.0
LONGEST_SENTENCE = 25
MEAN_SENTENCE = 15.0
LONGEST_PARAGRAPH = 3
LONGEST_SECTION = 150
MOST_PASSIVE = 10.0

_ODDS = re.compile(r"\b(?:1|one) in (?!1,?0*00\b|10,000\b)\d[\d,]*")
_PERCENT = re.compile(r"\d\s*%|\bper ?cent\b", re.IGNORECASE)
_CHANCES = ("1 in ", "one in ", "%", "cent")
"""Signs of the two: a page that holds none of them, in small letters, need not be searched."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ne|ut|und)\b")


def reading_grade(sheet: Sheet) -> Finding:
    """US school grade, by both counters, on the raw text with its terms."""
    grades = sheet.top.grades
    *first, last = (f"{grade:.1f}" for grade in grades.values())
    figure = sheet.words["list_and"].format(first=", ".join(first), last=last)
    hard = [f"{grade:.1f} by the {name}" for name, grade in grades.items() if grade > HIGHEST_GRADE]
    return finding(figure, sheet, hard, "reading grade is", "use shorter words and sentences; grade 8 is the limit")


def middle_page_is_easy(guide: Guide, grades: Grades) -> Iterator[Problem]:
    """The page in the middle reads at grade 7 or less, by each counter."""
    for name in next(iter(grades.values()), {}):
        middle = median(page[name] for page in grades.values())
        if middle > TARGET_GRADE:
            what = f"the median page reads at grade {middle:.1f} by the {name}"
            yield Problem(Place(guide.files["settings"]), what, "make pages easier; grade 7 is the limit")


def reads_like_talk(sheet: Sheet) -> Finding | None:
    """On pages that fold their evidence, paragraphs hold whole thoughts: no counter puts them below grade 4.5."""
    if not sheet.kind.folded or not sheet.paragraphs.sentences:
        return None
    grade = min(sheet.paragraphs.grades.values())
    short = [f"grade {grade:.1f}"] if grade < LOWEST_GRADE else []
    fix = "join thoughts with because, so and but: sentences of 12 to 14 words"
    return finding(f"{grade:.1f}", sheet, short, "paragraphs fall apart:", fix)


def smog_grade(sheet: Sheet) -> Finding:
    """SMOG grade, US formula."""
    smog = sheet.text.smog
    hard = [f"{smog:.1f}"] if smog > HIGHEST_SMOG else []
    return finding(f"{smog:.1f}", sheet, hard, "SMOG grade is", "use fewer long words")


def sentence_length(sheet: Sheet) -> Finding:
    """No sentence is longer than 25 words, and they have fewer than 15 on average."""
    found = [
        Problem(passage.place, f'sentence of {length} words: "{_start(sentence)}"', "cut it in two; 25 is the limit")
        for passage, sentences in zip(sheet.passages, sheet.text.cut, strict=True)
        for sentence, words in sentences
        if (length := len(words)) > LONGEST_SENTENCE
    ]
    mean = sheet.top.mean_sentence
    if mean >= MEAN_SENTENCE:
        what = f"sentences have {mean:.1f} words on average"
        found.append(on_page(sheet, what, "write shorter ones; 15 is the limit"))
    longest = max((len(sentence.words) for sentence in sheet.text.sentences), default=0)
    return Finding(sheet.words["found_sentences"].format(mean=f"{mean:.1f}", longest=longest), tuple(found))


def paragraph_length(sheet: Sheet) -> Finding:
    """No paragraph has more than three sentences."""
    cut = zip(sheet.passages, sheet.text.cut, strict=True)
    counts = [(passage, len(sentences)) for passage, sentences in cut if passage.section]
    found = [
        Problem(passage.place, f"paragraph of {count} sentences", f"cut it in two; {LONGEST_PARAGRAPH} is the limit")
        for passage, count in counts
        if count > LONGEST_PARAGRAPH
    ]
    most = max((count for _, count in counts), default=0)
    return Finding(sheet.words["found_paragraphs"].format(count=most), tuple(found))


def long_words(sheet: Sheet) -> Finding:
    """Each word of three syllables or more is in the glossary or on the list of allowed words."""
    unknown = {word for word in sheet.text.long if folded(word) not in sheet.yardstick.known_long_words}
    found: dict[str, Problem] = {}
    for passage, sentences in zip(sheet.passages, sheet.text.cut, strict=True) if unknown else ():
        for word in chain.from_iterable(sentence.words for sentence in sentences):
            if word in unknown and word.lower() not in found:
                fix = f"use a shorter word, or explain it in the glossary or in {sheet.guide.files['reading']}"
                found[word.lower()] = Problem(passage.place, f'long word "{word}" is explained nowhere', fix)
    share = f"{sheet.text.long_share:.1f}"
    return Finding(sheet.words["found_long_words"].format(share=share), tuple(found.values()))


def selling_words(sheet: Sheet) -> Finding:
    """No word sells instead of tells."""
    pattern = sheet.yardstick.selling
    found = tuple(
        Problem(passage.place, f'"{match[0]}" sells instead of tells', "say what was found, in how many people")
        for passage in (sheet.passages if pattern.search(sheet.text.whole) else ())
        for match in pattern.finditer(passage.text)
    )
    return Finding(sheet.words["found_words"].format(count=len(found)), found)


def one_way_to_put_chances(sheet: Sheet) -> Finding:
    """Chances are put as "x in 100", never as "1 in x" and never in percent."""
    found = tuple(
        Problem(passage.place, f'"{match[0]}" is another way to put a chance', 'write it as a share: "x in 100"')
        for passage in (sheet.passages if any(sign in sheet.text.whole.lower() for sign in _CHANCES) else ())
        for pattern in (_ODDS, _PERCENT)
        for match in pattern.finditer(passage.text)
    )
    return Finding(sheet.words["found_words"].format(count=len(found)), found)


def active_voice(sheet: Sheet) -> Finding:
    """Fewer than 10 in 100 sentences look passive (a rough count by word forms)."""
    sentences = sheet.text.sentences
    share = 100 * sum(bool(_PASSIVE.search(sentence.text)) for sentence in sentences) / max(1, len(sentences))
    much = [f"{share:.0f} in 100 sentences"] if share >= MOST_PASSIVE else []
    figure = sheet.words["found_passive"].format(share=f"{share:.0f}")
    return finding(figure, sheet, much, "look passive:", "say who does what")


def speaks_to_the_reader(sheet: Sheet) -> Finding:
    """The page says "you"."""
    count = sum(times for word, times in sheet.text.counts.items() if word.lower() in ("you", "your", "yours"))
    figure = sheet.words["found_you"].format(count=count)
    return finding(figure, sheet, [] if count else ["nowhere"], '"you" is said', "speak to the reader")


def short_sections(sheet: Sheet) -> Finding:
    """Running text comes in chunks: at most 150 words before the next heading; lists are chunks already."""
    starts = [(block.line, block.title) for block in sheet.page.read if block.kind == "heading"]
    known = dict(zip((passage.block for passage in sheet.passages), sheet.lengths, strict=True))
    counts: Counter[tuple[int, str]] = Counter()
    for block in (block for block in sheet.blocks if block.kind != "item"):
        above = bisect_left(starts, (block.line, ""))
        length = known.get(block)
        if length is None:
            length = markdown.words(written(block.text, sheet.page, sheet.guide, sheet.words))
        counts[starts[above - 1] if above else (0, "")] += length
    long = [f'{count} words under "{title}"' for (_, title), count in counts.items() if count > LONGEST_SECTION]
    figure = sheet.words["found_longest"].format(count=max(counts.values(), default=0))
    return finding(figure, sheet, long, "a long section:", "cut it or add a heading below it")


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:8]) + " …"
