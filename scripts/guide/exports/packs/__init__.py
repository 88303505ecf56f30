"""What a reviewer is given to read: each part of a page with what it stands on, and each source with its strength.

Knows what belongs to a part and in which order it is read; how it looks is a template's business, and what becomes of
the judgement is the command's that takes it in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby

from guide.checks import reviews
from guide.checks.passages import written
from guide.checks.reviews.elsewhere import DRAWINGS, WORDS, Read, elsewhere
from guide.content import markdown, marks
from guide.content.answers.evidence import Item as Evidence
from guide.content.answers.evidence import items as evidence_of
from guide.content.drawings import drawing
from guide.content.guide import is_statement
from guide.content.page import Page
from guide.content.schema import ANSWER, ARTICLE, HARM, RECORDS, RIGHT, Answer, Meta, Source, Standing, held
from guide.pages.maker import Maker

WORDS_A_MINUTE, PARTS_A_MINUTE = 220, 8
"""How fast a clinician reads, and decides on what was read: our guess."""


@dataclass(frozen=True)
class Said:
    """A text as a reader meets it, with the numbers of its sources in the pack; in small print, who was counted."""

    text: str
    sources: tuple[int, ...] = ()
    study: str = ""


@dataclass(frozen=True)
class Item:
    """What is judged at once: the addresses of its parts with their codes, what it is, and what it says.

    `short` is how tables say it; `stands_on` and `otherwise` hold its evidence; `before` is what was found when it was
    judged last, and `anew` says that nobody found right what it says now. `folded`: all of it was read above; `small`:
    it is a line or two, one of a run that can be found right at once.
    """

    codes: dict[str, str]
    kind: str
    name: str
    says: tuple[Said, ...]
    short: str = ""
    sure: str = ""
    why: str = ""
    stands_on: tuple[Said, ...] = ()
    otherwise: tuple[Said, ...] = ()
    before: str = ""
    anew: bool = True
    folded: bool = False
    small: bool = False
    picture: str = ""


@dataclass(frozen=True)
class Chapter:
    """One page of the guide in a pack: its file, its title, who checked it last, and what is to be judged."""

    file: str
    title: str
    state: str
    items: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        """About how long it takes to read and to judge."""
        texts = chain.from_iterable((*item.says, *item.stands_on, *item.otherwise) for item in self.items)
        words = sum(len(said.text.split()) + len(said.study.split()) for said in texts)
        return math.ceil(words / WORDS_A_MINUTE + len(self.items) / PARTS_A_MINUTE)

    @property
    def runs(self) -> list[tuple[str, list[Item]]]:
        """The items in order: small ones of one kind together, with their kind; the others each by itself."""
        keyed = groupby(enumerate(self.items), key=lambda each: each[1].kind if each[1].small else each[0])
        runs = [[item for _, item in run] for _, run in keyed]
        return [(run[0].kind if run[0].small else "", run) for run in runs]


@dataclass
class Pack:
    """The pages that a reviewer is given, and every source that they name, counted in the order of reading."""

    maker: Maker
    numbers: dict[str, int] = field(default_factory=dict)

    def chapter(self, page: Page[Meta]) -> Chapter:
        """The page, part by part."""
        return Chapter(page.document.path, page.meta.name, self.maker.review(page), tuple(_Reading(self, page).items()))

    @property
    def sources(self) -> list[tuple[int, Source]]:
        """Every source that was named so far, with its number."""
        return [(number, self.maker.guide.sources[key]) for key, number in self.numbers.items()]

    def cited(self, keys: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the sources, each once. A statement of the source article is cited as the article."""
        known = (ARTICLE if is_statement(key) else key for key in keys)
        return tuple(dict.fromkeys(self.numbers.setdefault(key, len(self.numbers) + 1) for key in known))


class _Reading:
    """The parts of one page in the order in which they are read."""

    def __init__(self, pack: Pack, page: Page[Meta]) -> None:
        self.pack, self.page, self.maker = pack, page, pack.maker
        self.words, self.codes = pack.maker.words, reviews.parts(page, pack.maker.guide)
        self.changed, self.held = {*reviews.changed(page, pack.maker.guide)}, held(page.meta.reviewed)
        found = reviews.as_found(page, self.codes)
        self.right = {address for address, each in found.items() if each.verdict.judged == RIGHT}

    def items(self) -> Iterator[Item]:
        meta = self.page.meta
        bare = [f"sections/{part.title}" for part in self.page.parts if not self._own(part.blocks)]
        message = [self._said(meta.summary, meta.cite)]
        yield self._item("summary", self.words["judge_summary"], message, meta.title, bare)
        for part in self.page.parts:
            yield from self._section(part)
        yield from self._told_nowhere()
        for column, facts in meta.facts.items():
            says = [self._evidence(each) for each in evidence_of(self.page, facts)]
            yield replace(self._item(f"facts/{column}", self.words["judge_facts"], says), small=bool(meta.answers))
        if meta.questions:
            asked = [self._said(question.text, question.cite) for question in meta.questions]
            yield self._item("questions", self.words["judge_questions"], asked)
        yield from self._lent()

    def _section(self, part: markdown.Part) -> Iterator[Item]:
        """Its answers and harms one by one, then the section as a whole."""
        lines = {block.line for block in part.blocks}
        told = [each for each in self.page.tellings if each.at.line in lines]
        for each in told:
            if standing := self.page.meta.standing.get((each.verb, each.name)):
                yield self._standing(each.verb, each.name, standing, each.blocks)
        if self._own(part.blocks):
            says = self._blocks(part.blocks)
            kind = self.words["judge_section_whole"] if told else self.words["judge_section"]
            yield replace(self._item(f"sections/{part.title}", kind, says, part.title), folded=bool(told))

    def _told_nowhere(self) -> Iterator[Item]:
        """Answers that stand in tables alone."""
        for (verb, name), standing in self.page.meta.standing.items():
            if (verb, name) not in self.page.told:
                yield self._standing(verb, name, standing, ())

    def _standing(self, verb: str, name: str, standing: Standing, blocks: Sequence[markdown.Block]) -> Item:
        level = self.maker.guide.certainty.levels.get(standing.sure or "")
        sure = f"{level.label} ({self.maker.rated_by(self.page, standing)})" if level else ""
        kind = {ANSWER: self.words["judge_answer"], HARM: self.words["judge_harm"]}[verb]
        return replace(
            self._item(f"{RECORDS[verb]}/{name}", kind, self._blocks(blocks)),
            short=self.maker.short(self.page, standing) if isinstance(standing, Answer) and standing.short else "",
            sure=sure or (self.words["not_known"] if standing.sure else ""),
            why=standing.why or "",
            stands_on=tuple(map(self._evidence, evidence_of(self.page, standing.on))),
            otherwise=tuple(map(self._evidence, evidence_of(self.page, standing.but))),
        )

    def _lent(self) -> Iterator[Item]:
        """What is shown from elsewhere; the meanings of words last."""
        for lent in sorted(elsewhere(self.page, self.maker.guide), key=lambda each: each.address.startswith(WORDS)):
            kind, _, key = lent.address.partition("/")
            word = kind == WORDS
            shown = self.words["judge_words"] if word else self.words["judge_elsewhere"]
            item = self._item(lent.address, shown, map(self._read, lent.reads))
            yield replace(item, small=word, picture=self._picture(key) if kind == DRAWINGS else "")

    def _picture(self, key: str) -> str:
        guide = self.maker.guide
        composed = drawing.compose(key, guide.drawings[key], guide.shapes, guide.inks)
        return self.maker.fragment("_drawing-alone", drawing=composed)

    def _read(self, read: Read) -> Said:
        says = self.maker.outcome(read.number) if read.number else read.text
        return Said(written(says, read.page, self.maker.guide, self.words), self.pack.cited(read.cite))

    def _own(self, blocks: Iterable[markdown.Block]) -> list[markdown.Block]:
        """The blocks with words of the author."""
        return [block for block in blocks if not markdown.only_marks(block.text)]

    def _blocks(self, blocks: Iterable[markdown.Block]) -> list[Said]:
        return [self._said(block.text, block.cites) for block in self._own(blocks)]

    def _said(self, text: str, cite: Iterable[str]) -> Said:
        """The text with its numbers written out, and its sources with those of the numbers."""
        named = [mark.name for mark in marks.marks(text) if mark.verb == marks.NUMBER]
        known = (self.page.meta.numbers[name].cite for name in named if name in self.page.meta.numbers)
        says = written(text, self.page, self.maker.guide, self.words)
        return Said(says, self.pack.cited([*cite, *chain.from_iterable(known)]))

    def _evidence(self, item: Evidence) -> Said:
        says = item.fact.says if item.fact else self.maker.outcome(item.number) if item.number else ""
        region = f"{self.maker.region(item.where)}: " if item.where in self.maker.guide.settings.regions else ""
        study = "; ".join(self._study(name) for name in item.shown)
        return Said(region + written(says, self.page, self.maker.guide, self.words), self.pack.cited(item.cite), study)

    def _study(self, name: str) -> str:
        """Who was counted in a number, and what its source does not say."""
        given, missing = self.maker.study(self.page.meta.numbers[name])
        gaps = [f"{self.words['not_given'].capitalize()}: {', '.join(missing).lower()}"] if missing else []
        return ". ".join([*(f"{label}: {says}" for label, says in given), *gaps])

    def _item(self, address: str, kind: str, says: Iterable[Said], name: str = "", also: Sequence[str] = ()) -> Item:
        codes = {each: self.codes[each] for each in (address, *also)}
        name = name or reviews.named(address, self.page, self.maker.guide, self.words).name
        return Item(codes, kind, name, tuple(says), before=self._before(codes), anew=not self.right.issuperset(codes))

    def _before(self, codes: Iterable[str]) -> str:
        """What the last review found of these parts."""
        found = [each for each in map(self.held.get, codes) if each]
        if not found:
            return ""
        verdict, review = found[0]
        says = self.words[f"judge_before_{verdict.judged}"].format(by=review.by, on=review.on)
        since = self.words["judge_changed"] if self.changed.intersection(codes) else ""
        return " ".join(filter(None, [says, f"\u201c{verdict.says}\u201d" if verdict.says else "", since]))
