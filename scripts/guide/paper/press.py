"""The press: sets many documents in type, on all cores, and keeps what it made.

Knows what is worth keeping, and that Typst makes threads: it never works in the process that builds. Knows neither what
Typst is told nor what stands on the paper.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from guide.ground import fonts
from guide.ground.cache import Cache, key, makers
from guide.ground.parallel import mapped_apart

BATCH = 128
"""Jobs after which the processes make room for new ones, because Typst remembers all it has set."""


class NotSet(Exception):
    """A document that cannot be set; the text says what is wrong."""


class NoForm(NotSet):
    """Documents hold characters that the typeface does not have; the text is these characters."""


@dataclass(frozen=True)
class Job:
    """One document: its Typst source, the time it carries (seconds since 1970), what to call it in a complaint."""

    name: str
    source: str
    time: int


@dataclass(frozen=True)
class Print:
    """A finished PDF; `blanks` is what to know of it to fill its fields, and empty for one without any."""

    content: bytes
    pages: int
    blanks: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Press:
    """Sets jobs. Finished PDFs are kept in `cache`; `fonts` is the folder of the fonts that were cut."""

    cache: Cache
    fonts: Path

    def run(self, jobs: Iterable[Job]) -> Iterator[Print]:
        """The PDFs in the order of the jobs.

        Raises NoForm before it sets any, if letters are lacking, or NotSet with every job that cannot be set.
        """
        named = [(key(_makers(), str(job.time), job.source), job) for job in jobs]
        kept = {name: self.cache.take(name) for name, _ in named}
        prints = {name: _print(content) for name, content in kept.items() if content}
        prints |= self._made([(name, job) for name, job in dict(named).items() if name not in prints])
        self.cache.tidy(prints)
        yield from (prints[name] for name, _ in named)

    def _made(self, named: Sequence[tuple[str, Job]]) -> dict[str, Print]:
        if lacking := fonts.without_form(job.source for _, job in named):
            raise NoForm(lacking)
        cut = fonts.for_paper(self.fonts) if named else self.fonts
        batches = (named[start : start + BATCH] for start in range(0, len(named), BATCH))
        made = [done for batch in batches for done in mapped_apart(partial(_made, self.cache, cut), batch)]
        if complaints := [done for done in made if isinstance(done, str)]:
            raise NotSet("\n".join(dict.fromkeys(complaints)))
        return {name: done for (name, _), done in zip(named, made, strict=True) if isinstance(done, Print)}


@cache
def _makers() -> str:
    libraries = ("typst", "pikepdf", "fonttools", "fontpkg-atkinson-hyperlegible")
    names = ("press.py", "setter.py", "finish/__init__.py", "finish/fields.py", "finish/blanks.py")
    return makers(libraries, (*map(Path(__file__).parent.joinpath, names), Path(fonts.__file__)))


def _made(cache: Cache, fonts: Path, named: tuple[str, Job]) -> Print | str:
    """Set the job and keep it under its name, with what is known of it; what is wrong where it cannot be set."""
    name, job = named
    try:
        done = set_in_type(job, fonts)
    except NotSet as error:
        return str(error)
    cache.put(name, b"%d\n%b\n%b" % (done.pages, json.dumps(done.blanks).encode(), done.content))
    return done


def _print(kept: bytes) -> Print:
    """What `_made` kept."""
    pages, blanks, content = kept.split(b"\n", 2)
    return Print(content, int(pages), json.loads(blanks))


def set_in_type(job: Job, fonts: Path) -> Print:
    """The job as PDF/UA-1 and PDF/A-2a, with the fonts of that folder alone. Raises NotSet."""
    from guide.paper import setter  # loads Typst, which nothing needs where no PDF has changed

    try:
        return Print(*setter.pdf(job.source, job.time, fonts))
    except setter.Broken as error:
        raise NotSet(f"{job.name}: {error}") from None
