"""The templates of the generated parts, and the words of the interface.

Knows how a value is printed and that nothing is compiled or made twice; not what any template shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from guide.content.document import read
from guide.ground.cache import makers
from guide.ground.problems import Place, Problem, Unreadable, refusal


def read_words(path: Path) -> dict[str, str]:
    """The words of the interface, by key. Raises BadGuide."""
    try:
        _, words = read(path, path.parents[1])
    except Unreadable as error:
        raise refusal([error.problem]) from None
    return Words(words, path.relative_to(path.parents[1]).as_posix())


class Words(dict[str, str]):
    """The words of the interface, which came from that file. Asking for one that it lacks raises BadGuide."""

    def __init__(self, words: Mapping[str, str], file: str) -> None:
        super().__init__(words)
        self.file = file

    def __missing__(self, key: str) -> str:
        place = Place(self.file)
        raise refusal([Problem(place, f'the word "{key}" is missing', f"add a line that begins with {key}:")])


def keep_compiled(templates: jinja2.Environment, folder: Path) -> None:
    """Keep what these templates are compiled to in the folder. Another text, another Jinja or another way to escape is
    compiled anew."""
    kept = folder / makers(("jinja2",), [Path(__file__)])[:16]
    kept.mkdir(parents=True, exist_ok=True)
    templates.bytecode_cache = jinja2.FileSystemBytecodeCache(str(kept))


def make_once(templates: jinja2.Environment) -> None:
    """Give the templates a `once`: what it holds is made once for all pages on which the values beside it are equal.

    What was made is remembered as long as the environment, which each build has anew.
    """
    made: dict[tuple[object, ...], str] = {}

    def once(*values: object, caller: Callable[[], str]) -> str:
        if values not in made:
            made[values] = caller()
        return made[values]

    templates.globals["once"] = once


class Templates(jinja2.Environment):
    """The templates of a folder. The values that they print are escaped, once; what a template, a macro or a block has
    put together is finished."""

    def __init__(self, folder: Path) -> None:
        loader = jinja2.FileSystemLoader(folder)
        strict: Any = jinja2.StrictUndefined
        super().__init__(
            loader=loader, undefined=strict, trim_blocks=True, lstrip_blocks=True, autoescape=True, auto_reload=False
        )

    def render(self, name: str, /, **data: Any) -> Markup:
        """What the template of that name makes of the data."""
        return Markup(self.get_template(name).render(**data))  # noqa: S704  (it escapes what it prints)
