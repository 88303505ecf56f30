"""Numbers the source marks of a page.

Knows the places that templates keep for marks; the look of a source's entry is a template's business.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from guide.content.guide import is_statement
from guide.content.schema import ARTICLE
from guide.content.terms import NO_BREAK
from guide.html.tree import classes
from guide.pages.citations import Notes

MARK = "data-source"
"""Attribute of the place of a mark, which names the source."""


FOLDED = "studies"
"""Class of the row of a table that folds away what the row above it stands on."""


def number(root: HtmlElement, label: str) -> Notes:
    """Make each mark of the page a small link to its list of sources; says which these are, in order.

    Marks that stand together are put in the order of their numbers, and each source is named once. Those in the folds
    of tables wait for `number_folds`.
    """
    notes = Notes()
    _number([run for run in _runs(root) if not _folded(run)], label, notes)
    return notes


def number_folds(root: HtmlElement, label: str, notes: Notes) -> None:
    """The same for the marks in the folds of tables. Sources that only these name come last: paper leaves them out."""
    notes.printed = len(notes.numbers)
    _number([run for run in _runs(root) if _folded(run)], label, notes)


def _folded(run: list[HtmlElement]) -> bool:
    return any(FOLDED in classes(row) for row in run[0].iterancestors("tr"))


def _number(runs: list[list[HtmlElement]], label: str, notes: Notes) -> None:
    for run in runs:
        close_up(run[0])
        keys = [str(mark.attrib.pop(MARK)) for mark in run]
        targets = {notes.number(key): ARTICLE if is_statement(key) else key for key in keys}
        for mark, which in zip(run, sorted(targets), strict=False):
            mark.attrib.update({"href": f"#source-{targets[which]}", "aria-label": f"{label} {which}"})
            mark.text = str(which)
        _join(run, len(targets))


def close_up(mark: HtmlElement) -> None:
    """No space stands before a mark."""
    before, above = mark.getprevious(), mark.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip()
    else:
        above.text = (above.text or "").rstrip()


def _join(run: list[HtmlElement], count: int) -> None:
    """Leave the first marks of a run, with a space between them at which no line ends."""
    end = run[-1].tail
    for mark in run[count:]:
        mark.getparent().remove(mark)
    for mark in run[: count - 1]:
        mark.tail = NO_BREAK
    run[count - 1].tail = end


def _runs(root: HtmlElement) -> Iterator[list[HtmlElement]]:
    """The marks that stand together, in the order of the page."""
    run: list[HtmlElement] = []
    for mark in root.iterfind(f".//a[@{MARK}]"):
        if run and (run[-1].tail or mark.getprevious() is not run[-1]):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run
