"""What all commands ask and say alike: a day, a page, and what is to be done first about a guide with problems."""

from __future__ import annotations

import argparse
import datetime
import re
from pathlib import Path

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
