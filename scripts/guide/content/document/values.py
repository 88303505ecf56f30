"""Reads YAML as plain text values, and says in an author's words what is wrong with it, where that begins.

Knows YAML's signs, not what any key means. Most of what YAML calls broken is a text that should stand in quotes: it is
told where that text stands, not where a reader of YAML gives up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from guide.ground.alike import composed
from guide.ground.problems import Place, Problem, Unreadable

DEEPEST = 20
MANY_BRACKETS = 1_000
"""So many can be nested without harm while they are read; with more of them the depth is counted first."""

Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every value as text. The one in C reads the same ten times as fast, where PyYAML was built with it."""

Fault = tuple[int, str, str]
"""Where in a line something is wrong, from 0, what that is, and what to do."""

_LINE = re.compile(r"(?P<lead>[ ]*(?:- +)*(?:(?P<key>[\w.-]+|\"[^\"]*\")[ ]*:(?=[ \n]|$)[ ]*)?)(?P<value>.*)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_BEGINS = re.compile(r"[\[\]{},*&!%@`|>]|[?-](?= )")
"""What has a meaning of its own where a text begins."""
_COMMENT = re.compile(r"[ \t]+#.*")
_BEFORE_A_COMMENT = re.compile(r"[^\s#][ \t]+#")
_GLUED = re.compile(r"[ ]*(?:- +)*[\w-]+(?P<colon>:)(?=[^\s/])")


@dataclass(frozen=True)
class Written:
    """YAML as it is written: in which file, and from which of its lines on."""

    path: str
    text: str
    line: int

    def at(self, row: int, column: int) -> Place:
        """Where the character at `column` of a line stands, both from 0."""
        return Place(self.path, self.line + row, column + 1)

    def mark(self, mark: Any) -> Place:
        """The same of a place as YAML names it."""
        return self.at(mark.line, mark.column)

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Every text, keys included, and where each begins."""
        tokens = (token for token in yaml.scan(self.text, Loader=Loader) if isinstance(token, yaml.ScalarToken))
        yield from ((self.mark(token.start_mark), token.value) for token in tokens)


def values(written: Written) -> Any:
    """What is said there, as texts, lists and groups of keys. Raises Unreadable."""
    node = _composed(written)
    return _plain(written, node, 0) if node is not None else {}


def cut_by_comments(written: Written) -> Iterator[tuple[Place, str]]:
    """The comments behind a text of words on its own line: the author may have meant them to belong to it. Behind a
    list, a number or a name in small letters they are remarks."""
    lines = written.text.split("\n") if _BEFORE_A_COMMENT.search(written.text) else []
    for token in yaml.scan(written.text, Loader=Loader) if lines else ():
        if isinstance(token, yaml.ScalarToken) and token.plain and (" " in token.value or token.value[:1].isupper()):
            mark: Any = token.end_mark
            comment = _COMMENT.match(lines[mark.line], mark.column) if mark.line < len(lines) else None
            if comment:
                yield written.at(mark.line, lines[mark.line].index("#", mark.column)), comment[0].strip()


def _composed(written: Written) -> yaml.Node | None:
    try:
        _refuse_aliases(written)
        _refuse_depth(written)
        return yaml.compose(written.text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_broken(written, error)) from None
    except yaml.YAMLError as error:
        place = written.at(written.text[: getattr(error, "position", 0)].count("\n"), 0)
        raise Unreadable(Problem(place, "broken YAML: a character YAML does not allow", "remove it")) from None


def _refuse_aliases(written: Written) -> None:
    if not any(mark in written.text for mark in "&*!"):
        return
    for token in yaml.scan(written.text, Loader=Loader):
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
            mark: Any = token.start_mark
            raise Unreadable(_begins(written.mark(mark), written.text.split("\n")[mark.line][mark.column]))


def _refuse_depth(written: Written) -> None:
    """Count brackets before they are read: reading a hundred thousand nested ones ends the process."""
    if written.text.count("[") + written.text.count("{") <= MANY_BRACKETS:
        return
    depth = 0
    for event in yaml.parse(written.text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST + 1:
            raise Unreadable(_deep(written.mark(event.start_mark)))


def _deep(place: Place) -> Problem:
    return Problem(place, f"is nested deeper than {DEEPEST} levels", "make it flatter")


def _begins(place: Place, sign: str) -> Problem:
    return Problem(place, f'a text that begins with "{sign}" must stand in quotes', "put quotes around the whole text")


def _plain(written: Written, node: yaml.Node, depth: int) -> Any:
    if depth > DEEPEST:
        raise Unreadable(_deep(written.mark(node.start_mark)))
    if isinstance(node, yaml.ScalarNode):
        return composed(node.value)
    if isinstance(node, yaml.MappingNode):
        return _mapping(written, node, depth)
    return [_plain(written, item, depth + 1) for item in node.value]


def _mapping(written: Written, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in node.value:
        place = written.mark(key.start_mark)
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable(_no_word(written, node, place))
        if key.value in result:
            raise Unreadable(Problem(place, f'key "{key.value}" stands twice', "remove or rename one"))
        result[key.value] = _plain(written, value, depth + 1)
    return result


def _no_word(written: Written, node: yaml.MappingNode, place: Place) -> Problem:
    """A key that is no word: inside braces, of a text that begins with them, as marks do."""
    if node.flow_style:
        return _begins(written.mark(node.start_mark), "{")
    return Problem(place, "a key must be a word", "write a plain key")


# ---- what is broken, and where it begins ------------------------------------------------


def _broken(written: Written, error: yaml.MarkedYAMLError) -> Problem:
    """What an author wrote wrongly, in the first of the lines that may be the cause."""
    lines, marks = [*written.text.split("\n"), ""], (error.problem_mark, error.context_mark)
    problem, context = ((mark.line, mark.column) if mark else (0, 0) for mark in marks)
    if "mapping values" in (error.problem or ""):
        return _told(written, problem[0], _colon(lines[problem[0]], problem[1]))
    for row in _suspects(written, error, problem[0], context[0]):
        for find in _FAULTS:
            if found := find(lines[row]):
                return _told(written, row, found)
    if "expected key" in (error.problem or "") and (found := _astray(lines[problem[0]])):
        return _told(written, problem[0], found)
    fix = "check the indent, the quotes and the colons around here"
    return Problem(written.at(*(problem if error.problem_mark else context)), f"broken YAML: {error.problem}", fix)


def _told(written: Written, row: int, fault: Fault) -> Problem:
    column, what, fix = fault
    return Problem(written.at(row, column), what, fix)


def _suspects(written: Written, error: yaml.MarkedYAMLError, problem: int, context: int) -> Iterator[int]:
    """The lines in which the cause may stand, the most likely first."""
    yield from _quotes_that_run_on(written.text, problem)
    if (error.context or "").startswith(("while scanning", "while parsing a flow")):
        yield context
    yield from (problem, max(0, problem - 1))


def _quotes_that_run_on(text: str, row: int) -> Iterator[int]:
    """The line in which a quote begins that ends in that one, some lines below."""
    try:
        for token in yaml.scan(text, Loader=Loader):
            start, end = token.start_mark.line, token.end_mark.line
            if isinstance(token, yaml.ScalarToken) and not token.plain and start < end == row:
                yield start
    except yaml.YAMLError:
        return


def _astray(line: str) -> Fault | None:
    found = _LINE.match(line)
    if not found or not found["key"]:
        return None
    what = f'key "{found["key"]}" is indented unlike the keys around it'
    return found.start("key"), what, "begin it below the key before it, or put quotes around a text of several lines"


def _colon(line: str, column: int) -> Fault:
    """A colon in a text, or one behind a key that stands where no key can."""
    astray = _astray(line) if line.find(":") == column else None
    if astray:
        return astray
    return column, 'a text that holds ": " must stand in quotes', "put quotes around the whole text"


def _tab(line: str) -> Fault | None:
    at = len(line) - len(line.lstrip(" -\t"))
    tab = line.find("\t", 0, at)
    return (tab, "a tab stands before a key", "write blanks in its place") if tab >= 0 else None


def _glued(line: str) -> Fault | None:
    found = _GLUED.match(line)
    return (found.start("colon"), "no blank stands behind a colon", "write a blank behind it") if found else None


def _open_quote(line: str) -> Fault | None:
    at, value = _value(line)
    quoted = _QUOTED.match(value)
    rest = value[quoted.end() :] if quoted else ""
    if value[:1] in ("'", '"') and not quoted:
        return at, f"a quote begins with {value[0]} and has no end", f"write {value[0]} behind the text too"
    if quoted and rest.strip() and not rest.lstrip().startswith(("#", ",", ":", "]", "}")):
        where = at + quoted.end()
        return where, f"a text goes on behind its {value[0]}", 'put "…" around all of it, and take out those inside'
    return None


def _open_list(line: str) -> Fault | None:
    at, value = _value(line)
    ends = {"[": "]", "{": "}"}.get(value[:1], "")
    comment = _COMMENT.search(value)
    if comment and ends and ends in comment[0]:
        return _comment(line)
    if ends and ends not in value:
        what = f'"{value[0]}" has no end'
        return at, what, f"close the list with {ends}, or put quotes around a text that begins with {value[0]}"
    return None


def _sign(line: str) -> Fault | None:
    at, value = _value(line)
    if _BEGINS.match(value) and (value[0] in "-?" or not _is_whole(value)):
        problem = _begins(Place(""), value[0])
        return at, problem.what, problem.fix
    return None


def _comment(line: str) -> Fault | None:
    at, value = _value(line)
    comment = _COMMENT.search(value)
    where = at + comment.start() + 1 if comment else 0
    return (where, '" #" begins a comment', "put quotes around the text that holds it") if comment else None


def _is_whole(value: str) -> bool:
    """True for a list, or what else can stand behind a key."""
    try:
        return yaml.compose(value, Loader=Loader) is not None
    except yaml.YAMLError:
        return False


def _value(line: str) -> tuple[int, str]:
    found = _LINE.match(line)
    return (found.start("value"), found["value"]) if found else (0, "")


_FAULTS: tuple[Callable[[str], Fault | None], ...] = (_tab, _open_quote, _open_list, _sign, _glued, _comment)
"""What may be wrong with a line, each told with its place in it."""
