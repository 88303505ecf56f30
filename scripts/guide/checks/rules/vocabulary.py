"""Rules about names: what data and facts take from the guide's own vocabulary is known there, and each name is one
thing's alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from guide.checks.rules.completeness import FILL_IN
from guide.checks.rules.places import Leaf, data, key_of
from guide.checks.rules.safety import RAW
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import ANYWHERE, Meta
from guide.content.terms import is_address, names_of
from guide.ground.alike import folded
from guide.ground.problems import Problem, nearest, short


def strengths_are_known(guide: Guide) -> Iterator[Problem]:
    """Each source is of a kind that guide.yml explains."""
    known = guide.settings.strengths
    for key, source in guide.sources.items():
        if source.strength not in known:
            what = f'{key} > strength is "{source.strength}"{nearest(source.strength, known)}'
            yield Problem(data(guide, "sources", key, "strength"), what, f"write one of {', '.join(known)}")


def terms_name_known_regions(guide: Guide) -> Iterator[Problem]:
    """How common something is holds for a region of guide.yml, any, or not-stated."""
    known = [*guide.settings.regions, *ANYWHERE]
    for key, term in guide.terms.items():
        if term.common and term.common.where not in known:
            what = f'region "{term.common.where}" is unknown{nearest(term.common.where, known)}'
            yield Problem(data(guide, "terms", key, "common", "where"), what, f"write one of {', '.join(known)}")


def facts_are_for_what_is_treated(leaf: Leaf) -> Iterator[Problem]:
    """`for` of a fact names conditions that the page says it treats."""
    treated = getattr(leaf.page.meta, "treats", ())
    for column, name, fact in leaf.facts:
        for index, reason in enumerate(fact.reasons):
            if reason not in treated:
                place = leaf.page.document.place("facts", column, name, "for", index)
                what = f'"{reason}" in for is not treated by this option{nearest(reason, treated)}'
                yield Problem(place, what, "correct it, or add it to treats:")


def titles_begin_with_a_letter(leaf: Leaf) -> Iterator[Problem]:
    """Titles are listed by their first letter."""
    if not leaf.page.meta.title[0].isalnum() and not RAW.match(leaf.page.meta.title):  # what that is, is told elsewhere
        place = leaf.page.document.place("title")
        yield Problem(place, "title begins with a sign", "begin it with a letter or a digit")


def terms_have_names(guide: Guide) -> Iterator[Problem]:
    """Terms are listed by their first letter, and found in texts by their whole name."""
    for key, term in guide.terms.items():
        names = (("term", term.term), ("plural", term.plural or ""), *(("aliases", name) for name in term.aliases))
        for field, name in names:
            if name and not name[0].isalnum() and name[0] not in "<{[" and not RAW.match(name):  # told elsewhere
                what = f'"{short(name, 40)}" begins with a sign'
                yield Problem(data(guide, "terms", key, field), what, "begin it with a letter or a digit")
            elif is_address(name):
                what = f'"{short(name, 40)}" is an address, in which no text is linked'
                yield Problem(data(guide, "terms", key, field), what, "write it without @ and ://")


def slugs_are_unique(guide: Guide) -> Iterator[Problem]:
    """Two pages that others refer to never share a file name."""
    seen: dict[str, Page[Meta]] = {}
    for page in guide.pages.values():
        first = seen.setdefault(page.slug, page)
        if first is not page:
            fix = "rename one of the two files"
            yield Problem(page.document.place(), f'file name "{page.slug}" is taken by {first.document.path}', fix)


def titles_are_unique(guide: Guide) -> Iterator[Problem]:
    """Two pages never share a title, nor the name that lists and menus give them."""
    titles: dict[str, Page[Meta]] = {}
    names: dict[str, Page[Meta]] = {}
    for page in (page for page in guide.pages.values() if not page.generated):
        if (first := titles.setdefault(folded(page.meta.title), page)) is not page:
            yield _taken(page, "title", first)
        elif (first := names.setdefault(folded(page.meta.name), page)) is not page:
            yield _taken(page, "short" if page.meta.short else "title", first)


def _taken(page: Page[Meta], field: str, first: Page[Meta]) -> Problem:
    what = f'{field} "{short(getattr(page.meta, field), 40)}" is taken by {first.document.path}'
    return Problem(page.document.place(field), what, "give each page a name of its own")


def questions_are_asked_once(leaf: Leaf) -> Iterator[Problem]:
    """A page asks no question twice."""
    seen = set[str]()
    for row, question in enumerate(leaf.page.meta.questions):
        if folded(question.text) in seen and FILL_IN not in question.text:
            place = leaf.page.document.place("questions", row, "text")
            what = f'the question "{short(question.text, 40)}" stands twice on the page'
            yield Problem(place, what, "ask another, or remove it")
        seen.add(folded(question.text))


def term_names_are_unique(guide: Guide) -> Iterator[Problem]:
    """Two glossary entries never share a name, a plural or an alias."""
    seen: dict[str, str] = {}
    for key, term in guide.terms.items():
        shared = [(name, first) for name in names_of(term) if (first := seen.setdefault(folded(name), key)) != key]
        for name, first in shared[:1]:  # its plural is shared for the same reason
            what = f'"{name}" is a name of "{first}" and of "{key}"'
            yield Problem(key_of(guide, "terms", key), what, "keep it in one of them")
