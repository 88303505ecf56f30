"""The guide for machines: linked data on each page, all facts in one file, and a plain index for language tools.

Knows the form of llmstxt.org; that of schema.org stands in a template. What it says is what the visible text says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from guide.checks import reviews
from guide.checks.passages import written
from guide.content import numbers
from guide.content.answers import evidence, harms
from guide.content.files import MADE
from guide.content.guide import Guide, Treatment
from guide.content.page import Page
from guide.content.schema import ANSWER, HARM, ConditionMeta, Fact, Meta, Sign, TreatmentMeta
from guide.pages.maker import Maker

VERSION = 3
"""That of `overrides/guide.schema.json`, which says what `everything` holds."""

ALL, SCHEMA, QUALITY, INDEX = MADE
"""What stands at the top of the site for machines: all that is known, its schema, quality; a plain index."""


def address(page: Page[Meta], site: str) -> str:
    """Where the page is on the web; relative to the site's root while it has no address."""
    return f"{site.rstrip('/')}/{page.file}" if site else page.file


def linked_data(page: Page[Meta], maker: Maker, site: str, sources: Iterable[str]) -> Markup:
    """The page as schema.org data, which can stand inside an HTML script element. `sources` are those it lists."""
    guide, related = maker.guide, list[Page[Any]]()
    if isinstance(page.meta, TreatmentMeta):
        related = [guide.conditions[slug] for slug in page.meta.treats]
    elif isinstance(page.meta, ConditionMeta):
        related = [*guide.options_for(page.slug)]
    cited = [guide.sources[key] for key in sources]
    return maker.linked_data(page, url=address(page, site), sources=cited, related=related)


def everything(guide: Guide, words: Mapping[str, str], site: str) -> dict[str, Any]:
    """All that the guide says, with the review state and what the guide is not; for `in_lines`."""
    return {
        "version": VERSION,
        "$schema": SCHEMA,
        "disclaimer": words["disclaimer"],
        "options": (_treatment_data(page, guide, words, site) for page in guide.treatments.values()),
        "conditions": (_page_data(page, guide, words, site) for page in guide.conditions.values()),
        "comparisons": (_page_data(page, guide, words, site) for page in guide.comparisons.values()),
        "columns": {key: column.model_dump() for key, column in guide.columns.items()},
        "warning_signs": [_sign(key, sign, guide) for key, _, sign in guide.emergency.signs],
        "terms": {key: term.model_dump(mode="json") for key, term in guide.terms.items()},
        "sources": {key: source.model_dump(mode="json") for key, source in guide.sources.items()},
        "statements": {key: statement.model_dump() for key, statement in guide.statements.items()},
    }


def index(guide: Guide, words: Mapping[str, str], name: str, site: str) -> str:
    """The guide in the form of llms.txt: what it is, what it is not, and every page with its main message."""
    lines = [f"# {name}", "", f"> {words['disclaimer']}", "", words["machines_note"]]
    for heading, folder in [("", ""), *((heading, folder) for folder, heading in guide.settings.folders.items())]:
        pages = [page for page in guide.folder_pages(folder) if page.stretch == 1]
        lines += ["", f"## {heading or words['machines_pages']}", ""]
        for page in pages:
            lines += [_entry(page, guide, words, site), *_in_brief(page, guide, words)]
    return "\n".join(lines) + "\n"


def _entry(page: Page[Meta], guide: Guide, words: Mapping[str, str], site: str) -> str:
    state = reviews.state(page, guide, words)
    return f"- [{page.meta.title}]({address(page, site)}): {page.meta.summary} ({state})"


def _in_brief(page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> Iterator[str]:
    """Each answer of the page that says how sure it is, in its short form."""
    for name, answer in page.meta.answers.items():
        if answer.sure:
            data, region = _answer(name, page, guide, words), guide.settings.regions.get(answer.where)
            about = [guide.conditions[slug].meta.name for slug in answer.reasons] + ([region.label] if region else [])
            asked = f"{data['question']} ({', '.join(about)})" if about else data["question"]
            yield f"    - {asked} {data['short']}. {words['how_sure']}: {data['how_sure']}."


def to_json(data: Mapping[str, Any]) -> str:
    """The data as JSON with a record a line, so that two versions can be compared; the same bytes each time."""
    return "".join(in_lines(data))


def in_lines(data: Mapping[str, Any]) -> Iterator[str]:
    """The pieces of `to_json`. A list may be a generator: no more than one of its records is there at a time."""
    before = "{\n"
    for name, value in data.items():
        yield f"{before}{_line(name)}: "
        yield from _lines(value)
        before = ",\n"
    yield "\n}\n"


def _lines(value: object) -> Iterator[str]:
    """A list or a group with each member on a line of its own; anything else on one line."""
    if isinstance(value, dict):
        yield from _members("{}", (f"{_line(str(key))}: {_line(member)}" for key, member in value.items()))
    elif isinstance(value, list | Iterator):
        yield from _members("[]", map(_line, value))
    else:
        yield _line(value)


def _members(brackets: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"{brackets[0]}\n{next(lines, '')}"
    yield from (f",\n{line}" for line in lines)
    yield f"\n{brackets[1]}"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _page_data(page: Page[Meta], guide: Guide, words: Mapping[str, str], site: str) -> dict[str, Any]:
    figures = page.meta.numbers.items()
    return {
        "title": page.meta.title,
        "address": address(page, site),
        "summary": page.meta.summary,
        "written": page.meta.written.isoformat(),
        "review": reviews.state(page, guide, words),
        "numbers": {k: {"says": numbers.outcome(n, words), **n.model_dump(mode="json")} for k, n in figures},
        "answers": {name: _answer(name, page, guide, words) for name in page.meta.answers},
        "harms": {name: _harm(name, page, guide, words) for name in page.meta.harms},
    }


def _answer(name: str, page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> dict[str, Any]:
    """An answer in short and in its sentences, how sure it is, and what it stands on."""
    answer = page.meta.answers[name]
    return {
        "question": guide.columns[answer.question].question,
        "for": list(answer.reasons),
        "short": written(answer.short, page, guide, words),
        **_standing(ANSWER, name, page, guide, words),
    }


def _harm(name: str, page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> dict[str, Any]:
    """A harm in its sentences: its band, whether it is serious, how sure that is, and what it stands on."""
    harm = page.meta.harms[name]
    band = guide.certainty.bands[harms.band(guide, harms.how_common(page, harm))]
    return {
        "how_common": f"{band.label}: {band.rule}",
        "serious": harm.serious,
        **_standing(HARM, name, page, guide, words),
    }


def _standing(verb: str, name: str, page: Page[Meta], guide: Guide, words: Mapping[str, str]) -> dict[str, Any]:
    standing = page.meta.standing[verb, name]
    level, each = guide.certainty.levels.get(str(standing.sure)), page.told.get((verb, name))
    text = " ".join(written(block.text, page, guide, words) for block in (each.blocks if each else ()))
    sources = (key for item in evidence.items(page, standing.evidence) for key in item.cite)
    return {
        "text": text,
        "where": standing.where,
        "how_sure": level.label if level else words["not_known"] if standing.sure else None,
        "stands_on": list(standing.on),
        "says_otherwise": list(standing.but),
        "sources": list(dict.fromkeys(sources)),
    }


def _treatment_data(option: Treatment, guide: Guide, words: Mapping[str, str], site: str) -> dict[str, Any]:
    facts = {
        column: [_fact(fact, option, guide, words) for fact in found.values()]
        for column, found in option.meta.facts.items()
    }
    own = {"kind": option.kind, "where": list(option.meta.where), "treats": list(option.meta.treats), "facts": facts}
    return {**_page_data(option, guide, words, site), **own}


def _sign(card: str, sign: Sign, guide: Guide) -> dict[str, Any]:
    """A warning sign: whom to call for it, and those for whom it holds."""
    shown = guide.emergency.cards[card]
    return {
        "text": sign.text,
        "card": shown.heading.format(**guide.clinic.model_dump()),
        "urgency": shown.urgency,
        "for_whom": guide.emergency.groups[sign.for_whom].label,
        "our_choice": sign.our_choice,
        "sources": list(sign.cite),
    }


def _fact(fact: Fact, option: Treatment, guide: Guide, words: Mapping[str, str]) -> dict[str, Any]:
    known = "yes" if fact.text else "no" if fact.unknown else "not needed"
    text = written(fact.says, option, guide, words)
    sources = list(option.sources_of(fact))
    return {"text": text, "known": known, "where": fact.where, "for": list(fact.reasons), "sources": sources}
