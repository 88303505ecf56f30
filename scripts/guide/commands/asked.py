"""What all commands ask and say alike: a day, and what is to be done first about a guide with problems."""

from __future__ import annotations

import argparse
import datetime
import re

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
