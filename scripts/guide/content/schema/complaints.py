"""The schema's complaints as sentences: what is wrong with a key or value, where it stands, and what to write instead.

Knows the schema's ways of complaining, not what any key means.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from guide.content.document import Document
from guide.content.schema.pages import Evidence
from guide.ground.problems import Problem, nearest

MISSING, UNKNOWN = "missing", "extra_forbidden"


def explain(error: ValidationError, document: Document, values: Any, shape: Any) -> list[Problem]:
    """One problem for each complaint of the schema, at the place of the key or value it is about."""
    found = error.errors(include_url=False)
    complaints = [details for details in found if not _echo(details, found)]
    meant = _meant(complaints)
    return [
        _explained(one, document, values, shape)
        for one in complaints
        if one["type"] != MISSING or one["loc"] not in meant
    ]


def _meant(complaints: list[ErrorDetails]) -> set[tuple[str | int, ...]]:
    """The keys that are missing because they are misspelled: what is said of the misspelled one is enough."""
    found = set[tuple[str | int, ...]]()
    for *group, key in (details["loc"] for details in complaints if details["type"] == UNKNOWN):
        missing = {str(one["loc"][-1]) for one in complaints if one["type"] == MISSING and [*one["loc"][:-1]] == group}
        found |= {(*group, name) for name in get_close_matches(str(key), missing, n=1)}
    return found


def _echo(details: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """True for "too short" of a list with bad entries, each of which has its own complaint."""
    inside = len(details["loc"])
    return details["type"] == "too_short" and any(
        one["loc"][:inside] == details["loc"] and len(one["loc"]) > inside for one in found
    )


def _explained(details: ErrorDetails, document: Document, values: Any, shape: Any) -> Problem:
    loc = _real(details["loc"], values)
    if details["type"] == "union_tag_invalid":
        loc = (*loc, "kind")
    name = _name(loc) if loc else "the file"
    sentence = SENTENCES.get(details["type"], _other)
    what, fix = sentence(name, details, shape)
    if loc and loc[0] in Evidence.model_fields and not document.evidence:
        fix = f"write it in {document.beside}, beside the page"
    on_key = details["type"] == UNKNOWN or "[key]" in details["loc"]
    return Problem(document.place(*loc, key=on_key), what, fix)


def _real(loc: tuple[str | int, ...], data: Any) -> tuple[str | int, ...]:
    """The location without the schema's own labels: the kind of a number, the mark of a key."""
    path: list[str | int] = []
    unlabeled = True
    for part in loc:
        if unlabeled and path and isinstance(data, dict) and part == data.get("kind"):
            unlabeled = False
            continue
        if part != "[key]":
            path.append(part)
        data, unlabeled = _inside(data, part), True
    return tuple(path)


def _inside(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(str(part))
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def _name(loc: tuple[str | int, ...]) -> str:
    return " > ".join(f"no. {part + 1}" if isinstance(part, int) else part for part in loc)


Sentence = Callable[[str, ErrorDetails, Any], tuple[str, str]]


def _missing(name: str, _: ErrorDetails, __: Any) -> tuple[str, str]:
    return f"{name} is missing", f"add {name.rpartition(' > ')[2]}:"


def _unknown_key(name: str, details: ErrorDetails, shape: Any) -> tuple[str, str]:
    known = sorted(_field_names(shape))
    key = str(details["loc"][-1])
    if key in known:
        return f'key "{key}" does not belong here', "remove it, or correct the kind of this"
    return f'key "{key}" is unknown{nearest(key, known)}', "correct or remove it"


def _choice(name: str, details: ErrorDetails, _: Any) -> tuple[str, str]:
    context = details.get("ctx", {})
    raw = str(context.get("expected") or context.get("expected_tags") or "")
    given = details["input"] if isinstance(details["input"], str) else context.get("tag", "")
    options = re.findall(r"'([^']*)'", raw)
    return f'{name} is "{given}"{nearest(str(given), options)}', f"write one of {', '.join(options)}"


def _no_tag(name: str, _: ErrorDetails, __: Any) -> tuple[str, str]:
    return f"{name} has no kind", "add kind: share, compare, range, difference, time or ratio"


def _of_type(wanted: str) -> Sentence:
    def sentence(name: str, details: ErrorDetails, _: Any) -> tuple[str, str]:
        given = details["input"]
        seen = f'"{given}"' if isinstance(given, str) and given else _describe(given)
        return f"{name} is {seen}", f"write {wanted}"

    return sentence


def _describe(value: Any) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    return "a list" if isinstance(value, list | tuple) else "empty"


def _own(name: str, details: ErrorDetails, _: Any) -> tuple[str, str]:
    given = details["input"]
    what = f'{name} is "{given}"' if isinstance(given, str) else f"{name} does not fit together"
    return what, str(details.get("ctx", {}).get("error", details["msg"]))


def _length(name: str, details: ErrorDetails, _: Any) -> tuple[str, str]:
    context, given = details["ctx"], details["input"]
    least = context.get("min_length")
    wanted = f"at least {least}" if least else f"at most {context.get('max_length')}"
    entries = "entry" if least == 1 else "entries"
    return f"{name} has {len(given)} of them" if given else f"{name} is empty", f"write {wanted} {entries}"


def _bound(name: str, details: ErrorDetails, _: Any) -> tuple[str, str]:
    return f'{name} is "{details["input"]}"', details["msg"].replace("Input should be", "it should be")


def _pattern(name: str, details: ErrorDetails, _: Any) -> tuple[str, str]:
    wanted = next((form for part, form in PATTERNS.items() if part in details["msg"]), "another text")
    return f'{name} is "{details["input"]}"', f"write {wanted}"


PATTERNS = {
    "http": "an address that starts with https:// and a site, such as https://example.org/page",
    "a-z": "small letters, digits and hyphens",
    "a-f": "a color such as #1d2a2e, or none",
    "0-9. ": "lengths such as 4 3",
    "CDF": "a code of six letters, as the release command gives it",
    r"\d": "the number of a statement, such as 2.3",
}


def _other(name: str, details: ErrorDetails, _: Any) -> tuple[str, str]:
    return f"{name}: {details['msg']}", "correct it"


_NUMBER, _WHOLE, _LIST = _of_type("a number"), _of_type("a whole number"), _of_type("a list, one - a line")
_DATE, _GROUP, _TEXT = _of_type("a date such as 2026-11-22"), _of_type("keys, each with a value"), _of_type("a text")

SENTENCES: dict[str, Sentence] = {
    MISSING: _missing,
    UNKNOWN: _unknown_key,
    "literal_error": _choice,
    "union_tag_invalid": _choice,
    "union_tag_not_found": _no_tag,
    "string_type": _TEXT,
    "string_too_short": _TEXT,
    "string_pattern_mismatch": _pattern,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "bool_parsing": _of_type("true or false"),
    "bool_type": _of_type("true or false"),
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
    "tuple_type": _LIST,
    "too_short": _length,
    "too_long": _length,
    "dict_type": _GROUP,
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "value_error": _own,
    "greater_than": _bound,
    "greater_than_equal": _bound,
    "less_than": _bound,
    "less_than_equal": _bound,
    "finite_number": _NUMBER,
    "int_parsing_size": _WHOLE,
    "date_from_datetime_inexact": _DATE,
}


def _field_names(shape: Any, seen: set[Any] | None = None) -> set[str]:
    """The names of all keys that can stand anywhere in the shape."""
    seen = set() if seen is None else seen
    if shape in seen:
        return set()
    seen.add(shape)
    inner = list(getattr(shape, "__args__", ()))
    names: set[str] = set()
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        names |= set(shape.model_fields)
        inner += [item.annotation for item in shape.model_fields.values()]
    return names.union(*(_field_names(item, seen) for item in inner)) if inner else names
