"""Packs a finished site for places without internet: one zip to carry, and the list of its files with checksums.

Knows how to make the same bytes from the same files each time; not what the files say.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

KIT = "offline-kit.zip"
CHECKSUMS = "checksums.txt"
FOLDER = "guide"
START = "START-HERE.html"

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can hold: the kit's bytes do not tell when it was made."""


def write(site: Path, start: str, *, packed: bool = True) -> int:
    """Add the kit and the list of checksums to the finished site; the kit's size in bytes. `start` is its first page.

    Not `packed`, it is several times as large, and quicker made.

    The list has one line a file, as `sha256sum --check` reads it; it names neither itself nor the kit.
    """
    names = list(_names(site))
    lines = (f"{hashlib.sha256((site / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (site / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(site / KIT, "w", method, compresslevel=9) as kit:
        _put(kit, START, start.encode())
        for name in [CHECKSUMS, *names]:
            _put(kit, f"{FOLDER}/{name}", (site / name).read_bytes())
    return (site / KIT).stat().st_size


def _names(site: Path) -> Iterator[str]:
    """What a reader may open, in the order of the names; maps of scripts and the packed site map are for machines."""
    for name in sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()):
        if name not in {KIT, CHECKSUMS} and not name.endswith((".map", ".gz")):
            yield name


def _put(kit: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.create_system = 3  # Unix, on every system, so that the permissions below count
    entry.external_attr = 0o100644 << 16
    kit.writestr(entry, content, kit.compression, kit.compresslevel)
