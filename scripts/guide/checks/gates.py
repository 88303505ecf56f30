"""The registry of gates: all that is asked of a guide, each with its key, who judges it, and the function that does.

What a gate asks for, in words, stands with the words of the interface; what the guide's grammar asks for is said by
the functions themselves. Every gate has a guide that breaks it, in `tests/gates`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from guide.checks.gate import Gate, from_rule
from guide.checks.rules import DATA_RULES, GUIDE_RULES, PAGE_RULES
from guide.checks.standards import evidence, reading, showing, telling


def _named(rule: Callable[..., Any]) -> str:
    return rule.__name__.replace("_", "-")


GRAMMAR: tuple[Gate, ...] = (
    *(Gate(_named(rule), page=from_rule(rule), first=True) for rule in PAGE_RULES),
    *(Gate(_named(rule), guide=rule) for rule in DATA_RULES),
    *(Gate(_named(rule), guide=rule, whole=True) for rule in GUIDE_RULES),
)
"""What keeps content whole: names that lead somewhere, facts in every cell, prose that a page can show."""

STANDARDS: tuple[Gate, ...] = (
    Gate("reading-grade", "gate", "AMA and NIH reading grade; NHS; PEMAT 3; WCAG 3.1.5", page=reading.reading_grade),
    Gate("middle-page", "gate", "AMA and NIH reading grade", grades=reading.middle_page_is_easy),
    Gate("talk", "report", "NHS, How we write; PEMAT 5", page=reading.reads_like_talk),
    Gate("smog", "report", "NHS content guide", page=reading.smog_grade),
    Gate("sentences", "gate", "NHS, How we write", page=reading.sentence_length),
    Gate("paragraphs", "gate", "NHS, How we write; PEMAT 8", page=reading.paragraph_length),
    Gate("long-words", "gate", "PEMAT 4; WCAG 3.1.3 and 3.1.4", page=reading.long_words),
    Gate("selling-words", "gate", "NHS, Accurate; DISCERN 6", page=reading.selling_words),
    Gate("one-denominator", "gate", "IPDAS risk primer; IPDASi 13; NHS numbers; PEMAT 6",
         page=reading.one_way_to_put_chances),
    Gate("active-voice", "report", "NHS; PEMAT 5", page=reading.active_voice),
    Gate("you", "report", "PEMAT 21", page=reading.speaks_to_the_reader),
    Gate("substance", "gate", "IPDAS Q1 to Q5; DISCERN 8 to 13; AHRQ", page=telling.sections_have_substance),
    Gate("balance", "gate", "IPDAS C1; IPDASi 8; DISCERN 6", page=telling.balance),
    Gate("risks", "gate", "IPDAS Q5; DISCERN 11", page=telling.names_risks),
    Gate("not-for", "gate", "DISCERN 14", page=telling.names_who_it_is_not_for),
    Gate("unknown", "gate", "IPDAS C5; DISCERN 8", page=telling.says_what_is_not_known),
    Gate("no-surgery", "gate", "IPDASi 4; DISCERN 12 and 14", page=telling.no_surgery_is_told),
    Gate("no-surgery-tables", "gate", "IPDASi 4; DISCERN 12", look=showing.no_surgery_is_in_tables),
    Gate("choice", "gate", "IPDAS Q2", page=telling.states_the_choice),
    Gate("main-message", "gate", "CDC Index 1 and 2; PEMAT 1 and 11", page=telling.main_message_first),
    Gate("act", "gate", "PEMAT 20 and 23; DISCERN 15", page=telling.something_to_act_with),
    Gate("help", "gate", "NHS care cards", look=showing.help_is_near),
    Gate("numbers", "gate", "IPDASi 10 to 13", page=evidence.numbers_are_complete, schema=True),
    Gate("shares-are-data", "gate", "IPDASi 10 to 13", page=evidence.shares_are_data),
    Gate("shown-twice", "report", "IPDASi 15 and 16", look=showing.chances_are_shown_twice),
    Gate("sourced", "gate", "IPDAS C2; DISCERN 4; NHS standard 2", page=evidence.claims_are_sourced),
    Gate("evidence-used", "report", "GRADE 26; IPDASi 10 to 13", page=evidence.evidence_is_used),
    Gate("source-dates", "report", "DISCERN 5", page=evidence.sources_have_dates),
    Gate("table-heads", "gate", "PEMAT 19; WCAG 1.3.1", page=telling.short_headings_in_tables),
    Gate("table-rows", "gate", "PEMAT 19; WCAG 1.3.1", guide=telling.short_questions_in_tables),
    Gate("dated", "gate", "IPDAS C3 and C4; DISCERN 5; NHS", look=showing.says_its_dates),
    Gate("short-sections", "report", "PEMAT 8", page=reading.short_sections),
    Gate("terms", "tests", "WCAG 3.1.3 and 3.1.4; PEMAT 4", tests=(
        "test_the_first_mention_in_a_section_is_linked",
        "test_every_page_carries_the_meaning_of_every_word_it_links")),
    Gate("pictures", "tests", "WCAG 1.1.1; PEMAT 17", tests=(
        "test_every_picture_has_a_text_in_its_place_and_a_caption",)),
    Gate("paper-equal", "tests", "NHS, PDFs", tests=(
        "test_every_word_of_a_page_is_in_its_full_hand_out",
        "test_each_says_its_date_and_its_review_and_a_full_page_has_room_for_notes",
        "test_an_address_prints_as_text_and_code")),
    Gate("made-how", "tests", "PIF TICK 1 and 8; CDC Index, opening questions", tests=(
        "test_a_page_says_how_the_guide_was_made_for_whom_and_how_to_answer",)),
    Gate("contrast", "tests", "WCAG 1.4.6", tests=("test_a_page_breaks_no_rule_of_accessibility",)),
    Gate("text-blocks", "tests", "WCAG 1.4.8", tests=("test_lines_are_short_and_open_and_never_justified",)),
    Gate("targets", "tests", "WCAG 2.5.8", tests=("test_a_page_breaks_no_rule_of_accessibility",)),
    Gate("links", "tests", "DISCERN 7", tests=(
        "test_every_link_and_anchor_inside_the_site_leads_somewhere",
        "test_every_page_has_a_way_back_to_the_start")),
    Gate("tables", "tests", "WCAG 1.3.1; PEMAT 19", tests=(
        "test_tables_have_a_caption_header_cells_with_scope_and_a_labelled_scroll_region",)),
    Gate("axe", "tests", "WCAG 2.2 A and AA", tests=("test_a_page_breaks_no_rule_of_accessibility",)),
    Gate("small-phone", "tests", "WCAG 1.4.10", tests=("test_a_page_breaks_no_rule_of_accessibility",)),
    Gate("paper", "tests", "PDF/UA-1; UKAAF clear print", tests=(
        "test_every_pdf_is_accessible_and_archival",
        "test_every_pdf_has_language_title_tags_and_fonts_of_its_own",
        "test_nothing_on_paper_is_smaller_than_its_edition_says",
        "test_no_word_is_split_at_the_end_of_a_line")),
    Gate("machine-data", "tests", "schema.org MedicalWebPage", tests=(
        "test_every_page_has_linked_data_that_says_what_the_page_says",
        "test_facts_in_the_file_are_the_facts_on_the_page")),
    Gate("true", "person", "DISCERN 2, 3, 6 and 16; IPDAS Q6"),
    Gate("right-message", "person", "CDC Index 1"),
    Gate("clear-pictures", "person", "PEMAT 16 and 18"),
    Gate("tried-on-readers", "person", "PIF TICK 3, 5 and 10; NHS"),
    Gate("clinical-review", "person", "IPDAS C4; NHS; PIF TICK 1"),
)  # fmt: skip
"""What published standards ask for: each is on the quality page, whoever judges it."""

GATES = GRAMMAR + STANDARDS
