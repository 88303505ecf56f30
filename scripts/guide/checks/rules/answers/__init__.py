"""What answers and harms are held to: names that lead somewhere, words that claim no more than evidence allows."""

from __future__ import annotations

from guide.checks.rules.answers import names, wording

PAGE_RULES = (
    names.names_of_evidence_are_unique,
    names.ratings_are_known,
    names.answers_name_what_is_there,
    names.marks_name_answers,
    names.answers_are_told,
    names.answers_hold_for_their_region,
    names.options_answer_every_reason,
    wording.answers_show_their_own_numbers,
    wording.short_forms_are_short,
    wording.answers_say_how_sure_they_are,
    wording.answers_are_no_surer_than_their_evidence,
    wording.words_claim_no_more,
    wording.unknown_ends_in_what_to_do,
    wording.harms_have_their_figure,
    wording.charts_tell_no_half,
)
"""What is asked of the answers of one page."""

DATA_RULES = (names.levels_are_known, names.designs_are_known)
"""What is asked of the ladders, and of what stands on them."""
