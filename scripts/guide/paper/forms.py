"""Composes the papers to write on: a diary, a list of medicines, questions; one sheet each.

Knows what stands on each; how it looks is in `overrides/print/form.typ`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.checks.rules.places import key_of
from guide.content.handouts import FOLDER
from guide.content.schema import Edition, Form, FormPart
from guide.paper.handout import Printer, midnight
from guide.paper.press import Job
from guide.paper.typeset import array, fields, literal, record


def address(name: str, edition: str) -> str:
    """Where the paper of that name in that edition is on the site."""
    return f"{FOLDER}/form-{name}-{edition}.pdf"


@dataclass(frozen=True)
class FormMaker:
    """Composes the papers to write on; the guide's name is the `title`."""

    printer: Printer
    title: str

    def jobs(self) -> Iterator[tuple[str, Job]]:
        """Address on the site and job of each paper in each edition."""
        guide, forms = self.printer.guide, self.printer.guide.paper.forms
        for name, form in forms.papers.items():
            place = key_of(guide, "paper", "forms", "papers", name)
            for key in forms.editions:
                edition = guide.paper.editions[key]
                yield address(name, key), Job(f"{place}: {edition.label}", self._source(form, edition), midnight(None))

    def _source(self, form: Form, edition: Edition) -> str:
        about: dict[str, object] = {
            "title": form.title,
            "guide": self.title,
            "says": form.says,
            **self.printer.clinic(),
        }
        sides = {"front": form.front, "back": form.back}
        made = record(
            head=array(map(literal, form.head)), **{name: array(map(_part, parts)) for name, parts in sides.items()}
        )
        template = self.printer.template(edition, "form", landscape=form.landscape)
        return f"{template}\n#form({fields(about)}, {made})\n"


def _part(part: FormPart) -> str:
    columns = (f"({literal(name)}, {wide})" for name, wide in part.columns.items())
    return record(
        heading=literal(part.heading),
        says=literal(part.says),
        ticks=array(map(literal, part.ticks)),
        room=str(part.room),
        lines=array(map(literal, part.lines)),
        columns=array(columns),
        rows=array(map(literal, part.labels)),
    )
