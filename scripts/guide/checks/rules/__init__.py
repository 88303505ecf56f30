"""Checks what no single file can know: names that lead nowhere, facts that nobody wrote, claims without a source.

One short generator a rule; each yields problems and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guide.checks.rules import (
    addresses,
    agreement,
    answers,
    claims,
    completeness,
    drawings,
    forms,
    references,
    reviews,
    safety,
    signs,
    vocabulary,
)
from guide.checks.rules.places import Leaf
from guide.content.guide import Guide
from guide.ground.problems import Problem

PageRule = Callable[[Leaf], Iterator[Problem]]
Rule = Callable[[Guide], Iterator[Problem]]

FORM_RULES: tuple[PageRule, ...] = (
    safety.prose_holds_no_foreign_html,
    *forms.PAGE_RULES,
    safety.marks_are_whole,
    safety.parts_stand_alone,
    safety.links_are_harmless,
    addresses.links_have_an_address_and_words,
)
"""What is asked of the way in which the prose of a page is written."""


def page_is_read_one_way(leaf: Leaf) -> Iterator[Problem]:
    """What is checked is what is shown. What is written in a form that no page may hold is read in more than one way,
    which need not be told as well."""
    if not any(next(rule(leaf), None) for rule in FORM_RULES):
        yield from agreement.page_is_read_one_way(leaf)


PAGE_RULES: tuple[PageRule, ...] = (
    *FORM_RULES,
    page_is_read_one_way,
    references.sources_exist,
    references.regions_exist,
    references.parts_fit_their_pages,
    references.parts_stand_once,
    signs.pages_name_known_groups,
    signs.cards_are_not_empty,
    completeness.sections_are_complete,
    completeness.options_answer_every_column,
    completeness.enough_facts,
    claims.numbers_are_data,
    claims.facts_hold_no_typed_numbers,
    claims.heads_hold_no_typed_numbers,
    references.markers_lead_somewhere,
    references.headings_hold_no_marks,
    references.fact_markers_lead_somewhere,
    claims.numbers_are_used,
    claims.regions_are_named,
    vocabulary.facts_are_for_what_is_treated,
    addresses.links_lead_somewhere,
    drawings.drawings_are_there,
    drawings.kinds_are_drawn,
    completeness.nothing_is_left_to_fill_in,
    forms.dialects.paragraphs_have_few_brackets,
    safety.front_matter_is_plain_text,
    safety.marks_stand_where_they_are_filled_in,
    vocabulary.titles_begin_with_a_letter,
    vocabulary.questions_are_asked_once,
    reviews.reviews_are_whole,
    reviews.nothing_is_wrong,
    *answers.PAGE_RULES,
)
"""What is asked of one page, whatever the others are like."""

DATA_RULES: tuple[Rule, ...] = (
    references.data_sources_exist,
    references.copies_have_no_address,
    references.help_leads_to_a_page,
    references.ways_lead_to_pages,
    references.relations_exist,
    references.paper_leads_somewhere,
    addresses.papers_have_addresses_of_their_own,
    references.related_terms_exist,
    references.sections_fit_their_parts,
    references.folders_and_kinds_are_known,
    addresses.addresses_of_the_build_are_free,
    addresses.lists_have_a_page_of_their_own,
    vocabulary.term_names_are_unique,
    vocabulary.strengths_are_known,
    vocabulary.terms_name_known_regions,
    claims.meanings_hold_no_typed_numbers,
    completeness.no_data_is_left_to_fill_in,
    completeness.comparisons_have_facts,
    completeness.conditions_have_facts,
    drawings.drawings_say_what_they_show,
    drawings.drawings_hold_only_lines_and_labels,
    drawings.labels_can_be_read,
    drawings.shapes_are_there,
    safety.data_is_plain_text,
    safety.data_holds_no_marks,
    safety.no_text_ends_at_a_comment,
    vocabulary.terms_have_names,
    safety.cards_can_be_filled_in,
    signs.signs_hold_for_known_groups,
    signs.groups_have_signs,
    signs.lists_of_signs_are_short,
    reviews.days_can_be,
    *answers.DATA_RULES,
)
"""What is asked of data files, drawings, and the relations between pages."""

GUIDE_RULES: tuple[Rule, ...] = (
    references.sources_are_used,
    vocabulary.slugs_are_unique,
    vocabulary.titles_are_unique,
    addresses.needed_pages_are_there,
    drawings.drawings_are_shown_once,
    drawings.figures_are_used,
    completeness.comparisons_compare,
    completeness.every_condition_is_compared,
    completeness.no_surgery_is_an_option,
    completeness.statements_are_used,
)
"""What needs all pages: not asked while one cannot be read."""
