"""Which Markdown an author may write, so that a page shows what was meant: no foreign form, and none by halves."""

from __future__ import annotations

from guide.checks.rules.forms import boxes, dialects, left_over, tables

PAGE_RULES = (
    dialects.braces_hold_names,
    dialects.braces_stand_where_they_work,
    dialects.classes_are_known,
    dialects.prose_has_only_forms_that_a_page_can_show,
    dialects.indents_belong_to_lists,
    tables.rows_have_the_cells_of_their_table,
    tables.rows_stand_in_tables,
    boxes.boxes_are_of_a_known_kind,
    boxes.boxes_hold_their_text,
    left_over.no_sign_is_left_over,
)
"""What is asked of the way in which the prose of a page is written."""
