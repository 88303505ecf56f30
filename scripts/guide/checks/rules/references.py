"""Rules about names: every key, region and marker leads to something that is there, and only one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any

from guide.checks.rules.completeness import FILL_IN
from guide.checks.rules.places import Leaf, data, in_block, is_nowhere, key_of
from guide.content import marks
from guide.content.guide import Guide, is_statement
from guide.content.page import Page
from guide.content.parts import PARTS, VERBS, made_pages, named
from guide.content.schema import ANSWER, ANYWHERE, ARTICLE, HARM, ComparisonMeta, ConditionMeta, Meta, TreatmentMeta
from guide.ground.problems import Place, Problem, nearest


def sources_exist(leaf: Leaf) -> Iterator[Problem]:
    """Each source key stands in sources.yml, each statement in article.yml."""
    leaf = leaf.written
    if not any(_lacks(leaf.guide, key) for key in set(leaf.page.cites)):
        return
    every = ((key, (*loc, "cite", index)) for loc, keys in leaf.page.meta.citing() for index, key in enumerate(keys))
    for key, loc in every:
        yield from _source(leaf.guide, key, partial(leaf.page.document.place, *loc))
    for block in (block for block in leaf.blocks if FILL_IN not in block.text):  # else the rest is a skeleton's too
        for cite in marks.cites(block.text):
            yield from _source(leaf.guide, cite.key, partial(in_block, leaf.page, block, cite.start))


def data_sources_exist(guide: Guide) -> Iterator[Problem]:
    """What the data files cite exists: glossary entries, emergency cards, findings about peers."""
    for name, loc, keys in _citing_data(guide):
        for index, source in enumerate(keys):
            yield from _source(guide, source, partial(data, guide, name, *loc, "cite", index))


def sources_are_used(guide: Guide) -> Iterator[Problem]:
    """A source that nobody cites is a leftover."""
    cited = {ARTICLE if is_statement(key) else key for key in guide.uses}
    cited |= {key for _, _, keys in _citing_data(guide) for key in keys}
    for key in guide.sources:
        if key not in cited:
            yield Problem(key_of(guide, "sources", key), f'source "{key}" is cited nowhere', "cite it or remove it")


def copies_have_no_address(guide: Guide) -> Iterator[Problem]:
    """A copy's address is a lead, not a link."""
    for key, source in guide.sources.items():
        if source.seen == "copy" and source.address:
            place = data(guide, "sources", key, "address")
            yield Problem(place, f'source "{key}" was seen in a copy but has an address', "leave the address out")


def paper_leads_somewhere(guide: Guide) -> Iterator[Problem]:
    """What paper.yml names is there: editions, pages, columns, titles of sections."""
    editions = list(guide.paper.editions)
    titles = [section.title for kind in guide.settings.kinds.values() for section in kind.sections]
    named: list[tuple[str, tuple[str | int, ...], Iterable[str], Iterable[str]]] = [
        ("edition", ("counted",), guide.paper.counted, editions),
        ("edition", ("booklet", "editions"), guide.paper.booklet.editions, editions),
        ("edition", ("forms", "editions"), guide.paper.forms.editions, editions),
        ("page", ("booklet", "pages"), guide.paper.booklet.pages, guide.pages),
        ("page", ("booklet", "without"), guide.paper.booklet.without, guide.pages),
        ("group", ("poster", "signs"), guide.paper.poster.signs, guide.emergency.groups),
        ("group", ("poster", "danger"), guide.paper.poster.danger, guide.emergency.groups),
    ]
    for row, handout in enumerate(guide.paper.handouts):
        named += [
            ("page", ("handouts", row, "pages"), handout.pages, guide.pages),
            ("section", ("handouts", row, "without"), handout.without, titles),
            ("column", ("handouts", row, "columns"), handout.columns, guide.columns),
            ("column", ("handouts", row, "panel"), handout.panel, guide.columns),
            ("section", ("handouts", row, "layout"), handout.layout.sections if handout.layout else (), titles),
        ]
    for what, loc, names, known in named:
        for index, name in enumerate(names):
            if name not in known and (what != "page" or is_nowhere(guide, name)):
                place = data(guide, "paper", *loc, name if loc[-1] == "columns" else index)
                yield Problem(place, f'{what} "{name}" is unknown{nearest(name, known)}', "correct the name")


def regions_exist(leaf: Leaf) -> Iterator[Problem]:
    """`where` names a region of guide.yml, any, or not-stated."""
    known = [*leaf.guide.settings.regions, *ANYWHERE]
    for where, loc in _wheres(leaf):
        if where not in known:
            place = leaf.page.document.place(*loc)
            fix = f"write one of {', '.join(known)}"
            yield Problem(place, f'region "{where}" is unknown{nearest(where, known)}', fix)


def help_leads_to_a_page(guide: Guide) -> Iterator[Problem]:
    """The way to help leads to a page that is there."""
    if guide.settings.help and is_nowhere(guide, guide.settings.help):
        yield _no_page(guide, data(guide, "settings", "help"), guide.settings.help)


def ways_lead_to_pages(guide: Guide) -> Iterator[Problem]:
    """Ways in lead to pages that are there."""
    for index, way in enumerate(guide.settings.ways):
        for row, src in enumerate(way.pages):
            if is_nowhere(guide, src):
                yield _no_page(guide, data(guide, "settings", "ways", index, "pages", row), src)


def _no_page(guide: Guide, place: Place, src: str) -> Problem:
    return Problem(place, f'no page "{src}"{nearest(src, guide.pages)}', "name a file in docs/")


def relations_exist(guide: Guide) -> Iterator[Problem]:
    """Conditions, families, options, columns and terms that a page names are there."""
    groups = [slug for slug, page in guide.options.items() if page.kind in ("family", "approach")]
    known: dict[str, Mapping[str, Any]] = {
        "treats": dict.fromkeys([*guide.conditions, *guide.broken]),
        "part_of": dict.fromkeys([*groups, *guide.broken]),
        "options": dict.fromkeys([*guide.options, *guide.broken]),
        "condition": dict.fromkeys([*guide.conditions, *guide.broken]),
        "reasons": dict.fromkeys([*guide.conditions, *guide.broken]),
        "columns": guide.columns,
        "term": guide.terms,
        "facts": guide.columns,
    }
    for page in guide.pages.values():
        for name, names in known.items():
            yield from _named(page, name, names)


def related_terms_exist(guide: Guide) -> Iterator[Problem]:
    """`see` of a glossary entry names another entry."""
    for key, term in guide.terms.items():
        for index, other in enumerate(term.see):
            if other not in guide.terms or other == key:
                place = data(guide, "terms", key, "see", index)
                yield Problem(place, f'term "{other}" is unknown{nearest(other, guide.terms)}', "correct or remove it")


def sections_fit_their_parts(guide: Guide) -> Iterator[Problem]:
    """guide.yml names parts and columns that exist."""
    for kind, rules in guide.settings.kinds.items():
        for row, section in enumerate(rules.sections):
            loc = ("kinds", kind, "sections", row)
            if section.part and section.part not in PARTS:
                place = data(guide, "settings", *loc, "part")
                yield Problem(place, f'part "{section.part}" is unknown{nearest(section.part, PARTS)}', "correct it")
            for index, key in enumerate(section.columns):
                if key not in guide.columns:
                    place = data(guide, "settings", *loc, "columns", index)
                    yield Problem(place, f'column "{key}" is unknown{nearest(key, guide.columns)}', "correct it")


def parts_fit_their_pages(leaf: Leaf) -> Iterator[Problem]:
    """The sections of a kind end in parts that its pages have something to show in."""
    page = leaf.page
    for row, section in enumerate(leaf.guide.kind(page).sections):
        if section.part in PARTS and (misfit := _misfit(page, section.part)):
            place = data(leaf.guide, "settings", "kinds", page.kind, "sections", row, "part")
            yield Problem(place, *misfit)


def parts_stand_once(leaf: Leaf) -> Iterator[Problem]:
    """A part has places that links lead to: it is on a page once, where its author or its kind puts it."""
    seen = [section.part for section in leaf.guide.kind(leaf.page).sections]
    for block, mark in leaf.marks:
        if mark.verb == "part" and mark.name in seen:
            fix = "remove it here: once is enough"
            yield Problem(in_block(leaf.page, block, mark.start), f'part "{mark.name}" stands twice on the page', fix)
        seen += [mark.name] if mark.verb == "part" else []


def _unknown_folders_of_ways(guide: Guide) -> Iterator[Problem]:
    known = guide.settings.folders
    for index, way in enumerate(guide.settings.ways):
        if way.folder and way.folder not in known:
            what = f'no folder "{way.folder}"{nearest(way.folder, known)}'
            yield Problem(data(guide, "settings", "ways", index, "folder"), what, "name one of folders: above")


def folders_and_kinds_are_known(guide: Guide) -> Iterator[Problem]:
    """Each folder of the navigation has pages, each folder with pages is in it, each kind of page has its rules."""
    yield from _unknown_folders_of_ways(guide)
    settings, folders = guide.settings, {page.folder: page for page in reversed(guide.pages.values()) if page.folder}
    astray = set(folders) - set(settings.folders)
    for folder in settings.folders:
        if folder not in folders and not guide.broken:
            place = key_of(guide, "settings", "folders", folder)
            yield Problem(place, f'folder "{folder}" has no pages{nearest(folder, astray)}', "correct or remove it")
            astray -= {*get_close_matches(folder, astray, n=1)}
    kept = [address for address, _ in made_pages(guide)]  # told as such, and no guide may name them
    for folder in (each for each in astray if not any(address.match(f"{each}/") for address in kept)):
        what = f'folder "{folder}" is not in the navigation{nearest(folder, settings.folders)}'
        yield Problem(Place(folders[folder].document.path), what, f"add it to folders: in {guide.files['settings']}")
    for page in guide.pages.values():
        if page.kind != "page" and not guide.kind(page).sections:
            fix = f"say which sections it has under kinds: in {guide.files['settings']}"
            yield Problem(page.document.place("kind"), f'kind "{page.kind}" has no sections', fix)


def markers_lead_somewhere(leaf: Leaf) -> Iterator[Problem]:
    """Every {{ marker }} names a number, a part, a column or a field of the clinic."""
    for block, mark in leaf.written.marks:
        yield from _marker(leaf, mark, partial(in_block, leaf.written.page, block, mark.start))


def headings_hold_no_marks(leaf: Leaf) -> Iterator[Problem]:
    """A heading shows no numbers and cites no source: marks are written out only below it."""
    for block in leaf.page.read:
        if block.kind in ("heading", "title"):
            found = [*(mark.text for mark in marks.marks(block.text)), *(cite.text for cite in marks.cites(block.text))]
            for text in found[:1]:
                place = leaf.page.document.prose_place(block.line)
                yield Problem(place, f'"{text}" stands in a heading', "move it to the text below")


def fact_markers_lead_somewhere(leaf: Leaf) -> Iterator[Problem]:
    """A {{ marker }} in a fact, or in the short form of an answer, names a number of the same page."""
    for loc, text in leaf.said:
        for mark in marks.marks(text):
            yield from _marker(leaf, mark, partial(leaf.page.document.place, *loc))


def _lacks(guide: Guide, key: str) -> bool:
    """True if nothing has that source key."""
    if is_statement(key):
        return key.partition(":")[2] not in guide.statements or ARTICLE not in guide.sources
    return key not in guide.sources


def _source(guide: Guide, key: str, place: Callable[[], Place]) -> Iterator[Problem]:
    """What is wrong with a source's key; its place is looked up only then."""
    if not _lacks(guide, key):
        return
    number = key.partition(":")[2]
    if not is_statement(key):
        statements = [f"{ARTICLE}:{each}" for each in guide.statements if "." in key]
        what = f'source "{key}" is unknown{nearest(key, [*guide.sources, *statements])}'
        yield Problem(place(), what, f"correct it or add it to {guide.files['sources']}")
    elif number not in guide.statements:
        yield Problem(place(), f"the article has no statement {number}", "correct the number")
    else:
        yield Problem(place(), f'source "{ARTICLE}" is missing', f"add it to {guide.files['sources']}")


def _citing_data(guide: Guide) -> Iterator[tuple[str, tuple[str | int, ...], tuple[str, ...]]]:
    """Data file, place in it and source keys of everything in the data files that cites."""
    for key, term in guide.terms.items():
        yield "terms", (key,), term.cite
        if term.common:
            yield "terms", (key, "common"), term.common.cite
    yield from (("peers", (key,), peer.cite) for key, peer in guide.peers.items())
    yield from (("emergency", ("cards", key, "signs", row), sign.cite) for key, row, sign in guide.emergency.signs)
    for key, card in guide.emergency.cards.items():
        if card.after:
            yield "emergency", ("cards", key, "after"), card.after.cite
    yield "certainty", (), guide.certainty.cite


def _wheres(leaf: Leaf) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    meta = leaf.page.meta
    if isinstance(meta, ComparisonMeta):
        yield meta.where, ("where",)
    elif isinstance(meta, TreatmentMeta | ConditionMeta):
        yield from ((where, ("where", index)) for index, where in enumerate(meta.where))
    yield from ((number.where, ("numbers", name, "where")) for name, number in meta.numbers.items())
    yield from ((fact.where, ("facts", column, name, "where")) for column, name, fact in leaf.facts)


def _named(page: Page[Meta], name: str, known: Mapping[str, Any]) -> Iterator[Problem]:
    given = getattr(page.meta, name, None) or ()
    values = [given] if isinstance(given, str) else list(given)
    for index, value in enumerate(values):
        if value not in known:
            loc = (name,) if isinstance(given, str) else (name, value if isinstance(given, dict) else index)
            place = page.document.place(*loc, key=isinstance(given, dict))
            yield Problem(place, f'"{value}" in {name} is unknown{nearest(value, known)}', "correct or remove it")


def _marker(leaf: Leaf, mark: marks.Mark, place: Callable[[], Place]) -> Iterator[Problem]:
    page, verb, name = leaf.page, mark.verb, mark.name
    if verb in (ANSWER, HARM):
        return  # what they name is asked by the rules for answers
    known = {each for one in (page, leaf.written.page) for each in named(one, leaf.guide).get(verb, ())}
    if verb not in VERBS:
        yield Problem(place(), f'marker "{verb}:" is unknown{nearest(verb, VERBS)}', f"write one of {', '.join(VERBS)}")
    elif name not in known:
        yield Problem(place(), f'{verb} "{name}" is unknown{nearest(name, known)}', "correct or remove the marker")
    elif verb == "part" and (misfit := _misfit(page, name)):
        yield Problem(place(), *misfit)
    elif not mark.counts_from_one or mark.group > len(getattr(page.meta.numbers.get(name), "groups", ())):
        written = mark.text.strip("{} \t").partition(".")[2]
        yield Problem(place(), f'"{name}" has no group {written}', "write the number of one of its groups, from 1")


def _misfit(page: Page[Meta], part: str) -> tuple[str, str] | None:
    """Why the page has nothing to show in the part, and what to do."""
    if part == "worksheet" and not getattr(page.meta, "condition", None):
        return "a worksheet needs a condition", "add condition: to the front matter"
    if not isinstance(page.meta, PARTS[part].needs):
        return f'part "{part}" has nothing to show on a page of kind "{page.kind}"', "remove it, or choose another"
    return None
