"""A guide in memory: all pages and data of `docs/`, with the relations between them.

Knows how the parts refer to each other, not how they are written down or shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from guide.content.document import Document
from guide.content.drawings.svg import Element
from guide.content.page import Page
from guide.content.schema import (
    ANYWHERE,
    ARTICLE,
    Answer,
    CardOfGroups,
    Certainty,
    Clinic,
    Column,
    ComparisonMeta,
    ConditionMeta,
    Editions,
    Emergency,
    Fact,
    Harm,
    Ink,
    Kind,
    KindName,
    LessUsedMeta,
    Meta,
    OptionMeta,
    Paper,
    Peer,
    QuestionKind,
    ReadingRules,
    Settings,
    Source,
    Standing,
    Statement,
    Term,
    TreatmentMeta,
)
from guide.content.terms import Names
from guide.ground import cache

OWN = {"summary", "cite", "numbers", "facts", "answers", "harms", "questions", "drawings", "aliases"}
OWN |= {"written", "reviewed", "next_review"}
"""What a page says for itself: what is asked of another page, and what stands around it, never depends on it."""

P = TypeVar("P", bound=Page[Meta])
Treatment = Page[TreatmentMeta]
Option = Page[OptionMeta]
Condition = Page[ConditionMeta]
Comparison = Page[ComparisonMeta]


@dataclass(frozen=True)
class Guide:
    """All of the content. Dictionaries are keyed by slug or key and stand in reading order."""

    settings: Settings
    clinic: Clinic
    pages: dict[str, Page[Meta]]
    sources: dict[str, Source]
    terms: dict[str, Term]
    columns: dict[str, Column]
    statements: dict[str, Statement]
    emergency: Emergency
    reading: ReadingRules
    peers: dict[str, Peer]
    inks: dict[str, Ink]
    paper: Paper
    editions: Editions
    certainty: Certainty
    documents: dict[str, Document] = field(repr=False)
    raw: dict[str, Any] = field(default_factory=dict, repr=False)
    """Path of a file -> its YAML as plain texts."""
    files: dict[str, str] = field(default_factory=dict)
    """Field of the guide -> path of the data file it was read from."""
    broken: frozenset[str] = frozenset()
    """Slugs of pages that are there but could not be read."""
    assets: frozenset[str] = frozenset()
    """Every page and picture of `docs/`, by its address."""
    figures: dict[str, Element] = field(default_factory=dict, repr=False)
    """The root of each readable SVG file of the drawings' folder, by its address in that folder."""
    large: bool = False
    """True where each folder has a page that lists what is in it, and a menu shows only what stands near its page."""

    @property
    def docs(self) -> str:
        """The name of the folder that all of it stands in."""
        return self.files["settings"].partition("/")[0]

    @cached_property
    def outline(self) -> str:
        """Stands for all that the rules of a page, and the frame around it, may know of the rest of the guide.

        That is the data files, the figures, and of each page what is not `OWN`: another word in them, another outline.
        """
        data = (f"{document.path}\n{document.source}" for document in self.beside_pages)
        known = (f"{page.src}\n{page.meta.model_dump_json(exclude=OWN)}" for page in self.pages.values())
        figures = (f"{file}\n{root!r}" for file, root in self.figures.items())
        return cache.key(*data, "", *known, "", *figures, "", *sorted(self.assets), "", *sorted(self.broken))

    @cached_property
    def beside_pages(self) -> tuple[Document, ...]:
        """The files that belong to no page: data files, and what is left of pages that could not be read."""
        own = (page.document for page in self.pages.values())
        taken = {document.path for page in own for document in (page, page.evidence) if document}
        return tuple(document for path, document in self.documents.items() if path not in taken)

    @cached_property
    def drawings(self) -> dict[str, Element]:
        """The drawings that pages can show, by key; files in folders hold shapes that they share."""
        return {file.removesuffix(".svg"): root for file, root in self.figures.items() if "/" not in file}

    @cached_property
    def shapes(self) -> dict[str, Element]:
        """Everything in the figures that has an id, as file#id."""
        return {
            f"{file}#{element.attributes['id']}": element
            for file, root in self.figures.items()
            for element in root.every()
            if "id" in element.attributes
        }

    @cached_property
    def options(self) -> dict[str, Option]:
        """Everything that can be done, by slug; what is not surgery comes last."""
        found = [cast(Option, page) for page in self.in_order if isinstance(page.meta, OptionMeta)]
        return {page.slug: page for page in sorted(found, key=lambda page: page.kind == "no-surgery")}

    @cached_property
    def less_used(self) -> dict[str, Page[LessUsedMeta]]:
        """The treatments that stand in no table, by slug."""
        return {p.slug: cast(Page[LessUsedMeta], p) for p in self.in_order if isinstance(p.meta, LessUsedMeta)}

    @cached_property
    def treatments(self) -> dict[str, Treatment]:
        """All that can be done about conditions, by slug: the options, then what is less used."""
        return cast(dict[str, Treatment], {**self.options, **self.less_used})

    @cached_property
    def lenders(self) -> dict[str, Page[Meta]]:
        """The pages whose answers and facts other pages show, by slug."""
        return {**self.treatments, **self.conditions}

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """The reasons for care, by slug."""
        return {p.slug: cast(Condition, p) for p in self.in_order if isinstance(p.meta, ConditionMeta)}

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """The comparison pages, by slug."""
        return {p.slug: cast(Comparison, p) for p in self.in_order if isinstance(p.meta, ComparisonMeta)}

    @cached_property
    def no_surgery(self) -> tuple[Option, ...]:
        """What stands in every comparison beside the operations."""
        return tuple(page for page in self.options.values() if page.kind == "no-surgery")

    def kind(self, page: Page[Meta]) -> Kind:
        """The rules for this kind of page."""
        return self.settings.kinds.get(cast(KindName, page.kind)) or Kind(label=page.kind, plural=page.kind)

    def options_for(self, condition: str) -> tuple[Option, ...]:
        """The options that say they treat the condition, no surgery last."""
        return self._with_no_surgery(self._treating.get(condition, ()))

    def less_used_for(self, condition: str) -> tuple[Page[LessUsedMeta], ...]:
        """What is less used for the condition."""
        return tuple(page for page in self.less_used.values() if condition in page.meta.treats)

    def sharing(self, option: str) -> list[Option]:
        """The other operations that share a condition with the option."""
        conditions = self.options[option].meta.treats
        found = {page.slug for condition in conditions for page in self._treating[condition]} - {option}
        surgery = (slug for slug in found if self.options[slug].kind != "no-surgery")
        return [self.options[slug] for slug in sorted(surgery, key=self._rank.__getitem__)]

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {slug: rank for rank, slug in enumerate(self.options)}

    @cached_property
    def _treating(self) -> dict[str, list[Option]]:
        return _grouped((slug, page) for page in self.options.values() for slug in page.meta.treats)

    def options_in(self, comparison: Comparison) -> tuple[Option, ...]:
        """The options that the comparison sets side by side, no surgery last."""
        if comparison.meta.condition:
            return self.options_for(comparison.meta.condition)
        return self._with_no_surgery(self.options[slug] for slug in comparison.meta.options if slug in self.options)

    def comparisons_with(self, option: str) -> tuple[Comparison, ...]:
        """The comparisons that the option is in."""
        return tuple(self._comparing.get(option, ()))

    @cached_property
    def _comparing(self) -> dict[str, list[Comparison]]:
        return _grouped((option.slug, c) for c in self.comparisons.values() for option in self.options_in(c))

    def comparisons_of(self, condition: str) -> tuple[Comparison, ...]:
        """The comparisons made for the condition."""
        return tuple(self._comparisons_of.get(condition, ()))

    @cached_property
    def _comparisons_of(self) -> dict[str, list[Comparison]]:
        return _grouped((c.meta.condition, c) for c in self.comparisons.values() if c.meta.condition)

    def members(self, group: str) -> tuple[Option, ...]:
        """The options that belong to the family or approach."""
        return tuple(self._members.get(group, ()))

    @cached_property
    def _members(self) -> dict[str, list[Option]]:
        return _grouped((slug, page) for page in self.options.values() for slug in page.meta.part_of)

    def facts(
        self, option: Option, column: str, region: str = "any", reasons: Collection[str] = ()
    ) -> tuple[Fact, ...]:
        """What the option's page says in the column, without facts that hold only elsewhere or for other conditions.

        `reasons` are the conditions that are asked about; none: whatever the reason.
        """
        return tuple(fact for fact in option.meta.said(column) if _holds(fact, region, reasons))

    def reasons_in(self, comparison: Comparison) -> tuple[str, ...]:
        """The conditions that the comparison is about: its own, or those that all its operations are for."""
        if comparison.meta.condition:
            return (comparison.meta.condition,)
        if comparison.meta.reasons:
            return comparison.meta.reasons
        treated = [option.meta.treats for option in self.options_in(comparison) if option.kind != "no-surgery"]
        return tuple(slug for slug in self.conditions if treated and all(slug in treats for treats in treated))

    def answers(
        self, page: Page[Meta], column: str, region: str = "any", reasons: Collection[str] = ()
    ) -> dict[str, Answer]:
        """What the page answers to the question, by name, without what holds only elsewhere or for other conditions."""
        asked = {name: answer for name, answer in page.meta.answers.items() if answer.question == column}
        return {name: answer for name, answer in asked.items() if _holds(answer, region, reasons)}

    def kind_of(self, standing: Standing) -> QuestionKind | None:
        """The kind of question that it answers; a harm says how often. None for a question that is unknown."""
        if isinstance(standing, Harm):
            return "often"
        column = self.columns.get(standing.question) if isinstance(standing, Answer) else None
        return column.kind if column else None

    @cached_property
    def option_columns(self) -> dict[str, Column]:
        """The questions that are asked of options."""
        return {key: column for key, column in self.columns.items() if column.asked_of == "options"}

    @cached_property
    def effects(self) -> tuple[str, ...]:
        """The questions of options that ask whether it helps."""
        return tuple(key for key, column in self.option_columns.items() if column.kind == "effect")

    @cached_property
    def harms_answer(self) -> str:
        """The question that is answered by what can go wrong: the first of options that asks how often."""
        return next((key for key, column in self.option_columns.items() if column.kind == "often"), "")

    @cached_property
    def uses(self) -> dict[str, tuple[Page[Meta], ...]]:
        """Source key (or article:2.3) -> the pages that cite it."""
        found: dict[str, dict[str, Page[Meta]]] = {}
        for page in self.in_order:
            for key in page.cites:
                found.setdefault(key, {})[page.src] = page
        return {key: tuple(pages.values()) for key, pages in found.items()}

    @cached_property
    def term_pages(self) -> dict[str, Page[Meta]]:
        """Term key -> the page that is about it."""
        return {page.meta.term: page for page in self.in_order if page.meta.term}

    @cached_property
    def names(self) -> Names:
        """All names of all terms, ready to be found in a text."""
        return Names(self.terms)

    @cached_property
    def help_page(self) -> Page[Meta] | None:
        """The page for emergencies: the plain page that shows the emergency cards."""
        plain = (page for page in self.in_order if page.kind == "page")
        return next((page for page in plain if page.asks_for("emergency")), None)

    def groups_of(self, page: Page[Meta]) -> tuple[str, ...]:
        """The groups whose warning signs the page shows, in their order; a page for emergencies, which names none,
        shows all."""
        named = {*self.kind(page).signs, *page.meta.signs}
        everyone = not named and page.asks_for("emergency")
        return tuple(key for key in self.emergency.groups if everyone or key in named)

    def cards_on(self, page: Page[Meta]) -> list[CardOfGroups]:
        """The emergency cards that hold signs for the page's groups."""
        return self.emergency.cards_for(self.groups_of(page))

    def folder_pages(self, folder: str) -> tuple[Page[Meta], ...]:
        """The pages of one folder in the order of the navigation."""
        return tuple(self._in_folders.get(folder, ()))

    @cached_property
    def _in_folders(self) -> dict[str, list[Page[Meta]]]:
        return _grouped((page.folder, page) for page in self.in_order)

    def stretches_of(self, page: Page[Meta]) -> list[Page[Meta]]:
        """The pages that a long list is spread over, in order; of any other page, itself."""
        return self._by_document[page.document.path]

    @cached_property
    def _by_document(self) -> dict[str, list[Page[Meta]]]:
        return _grouped((page.document.path, page) for page in self.in_order)

    def _with_no_surgery(self, options: Iterable[Option]) -> tuple[Option, ...]:
        surgery = [option for option in options if option.kind != "no-surgery"]
        return (*surgery, *self.no_surgery)

    @cached_property
    def in_order(self) -> tuple[Page[Meta], ...]:
        """All pages in the order of the navigation."""
        return tuple(sorted(self.pages.values(), key=lambda p: (p.meta.order, p.document.path, p.stretch, p.src)))


def _holds(said: Fact | Answer, region: str, reasons: Collection[str]) -> bool:
    """True unless it is about another region, or about other reasons than those."""
    here = region in ANYWHERE or said.where in (region, *ANYWHERE)
    return here and (not (reasons and said.reasons) or bool({*reasons} & {*said.reasons}))


def _grouped(pairs: Iterable[tuple[str, P]]) -> dict[str, list[P]]:
    """The pages that share a key, each once, in the order in which they come."""
    found: dict[str, dict[str, P]] = {}
    for key, page in pairs:
        found.setdefault(key, {})[page.src] = page
    return {key: list(pages.values()) for key, pages in found.items()}


def is_statement(key: str) -> bool:
    """True for a key that names a statement of the source article, such as article:2.3."""
    return key.startswith(f"{ARTICLE}:")
