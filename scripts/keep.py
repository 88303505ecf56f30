"""Keeps the last good site: a new one is swapped in when it is whole.

Whenever a build is cut off, the site or its last copy is whole, and the next run heals the rest.
"""

from __future__ import annotations

import shutil
from pathlib import Path


def swap(new: Path, site: Path, old: Path) -> None:
    """Put `new` in the place of `site`. Cut off between the two moves, `old` is the last good site."""
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    finally:
        heal(site, old)


def heal(site: Path, old: Path) -> None:
    """Put the last good site back if a swap was cut off, and clear away what the swap left."""
    if old.exists() and not site.exists():
        old.rename(site)
    shutil.rmtree(old, ignore_errors=True)
