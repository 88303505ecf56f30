"""What all commands ask and say alike: a day, a page, and what is to be done first about a guide with problems."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from pathlib import Path

from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load

BROKEN = "The guide has problems; run the build to see them, mend them, then try again."

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def day(text: str) -> datetime.date:
    """The day as it is written everywhere in a guide; for `type=` of an argument."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no day; write it as 2026-11-22') from None


def source(given: str, root: Path) -> str:
    """The address in `docs/` of the page that was given, by its path from the project, from `docs/` or from the top."""
    path = Path(given.removesuffix("/"))
    path = path.relative_to(root) if path.is_relative_to(root) else path
    inside = Path(*path.parts[1:] if path.parts[:1] == ("docs",) else path.parts)
    return f"{inside.as_posix().removesuffix('.md')}.md"


def refused(*faults: str) -> int:
    """Tell what is wrong; the exit code of a command that did nothing."""
    print("\n".join(faults), file=sys.stderr)
    return 1


def whole_guide(root: Path) -> Guide | None:
    """The guide of the project, if nothing in it is broken; if something is, that is told."""
    loaded = load(Contents(root / "docs"))
    if loaded.guide is None or loaded.problems:
        refused(BROKEN)
        return None
    return loaded.guide
