"""Packs a finished site for places without internet: one zip to carry, and the list of its files with checksums.

Knows how to make the same bytes from the same files each time; not what the files say.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from guide.content.guide import Guide
from guide.ground.problems import Problem
from guide.html import links
from guide.html.shown import leads_to_kit, without_kit
from guide.html.tree import document

KIT = "offline-kit.zip"
CHECKSUMS = "checksums.txt"
FOLDER = "guide"
START = "START-HERE.html"
LOST = "404.html"

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can hold: the kit's bytes do not tell when it was made."""


def write(site: Path, start: str, *, packed: bool = True) -> dict[str, bytes]:
    """Add the kit and the list of checksums to the finished site. `start` is the kit's first page.

    Returns the pages that the kit holds in a form of their own, by address. Not `packed`, it is several times as large,
    and quicker made. A list of checksums has one line a file, as `sha256sum --check` reads it; it names neither itself
    nor the kit.
    """
    names, own = files(site), _own(site)
    sums = {name: _sum((site / name).read_bytes()) for name in names}
    (site / CHECKSUMS).write_text(_lines(sums), encoding="utf-8")
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(site / KIT, "w", method, compresslevel=9) as kit:
        _put(kit, START, start.encode())
        _put(kit, f"{FOLDER}/{CHECKSUMS}", _lines(sums | {name: _sum(page) for name, page in own.items()}).encode())
        for name in names:
            _put(kit, f"{FOLDER}/{name}", own.get(name) or (site / name).read_bytes())
    return own


def files(site: Path) -> list[str]:
    """What a reader may open, in the order of the names; maps of scripts and the packed site map are for machines, and
    the page for lost addresses is for web servers."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return [name for name in found if name not in {KIT, CHECKSUMS, LOST} and not name.endswith((".map", ".gz"))]


def lost(site: Path, own: Mapping[str, bytes], known: Mapping[str, links.Places], guide: Guide) -> Iterator[Problem]:
    """Links of the kit that lead to nothing in it. `known`: the places of each page of the site; `own`: what `write`
    gave back."""
    inside = {f"{FOLDER}/{name}" for name in files(site)}
    known = {**known, **{name: links.places(document(page)) for name, page in own.items()}}
    pages = {f"{FOLDER}/{name}": places for name, places in known.items()}
    packed = {name: places for name, places in pages.items() if name in inside} | {START: known[START]}
    return links.lost(packed, guide, inside)


def _own(site: Path) -> dict[str, bytes]:
    """The pages that lead to the kit, without what does."""
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*.html"))}
    return {name: without_kit(page) for name, page in pages.items() if leads_to_kit(page)}


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _lines(sums: Mapping[str, str]) -> str:
    return "".join(f"{value}  {name}\n" for name, value in sums.items())


def _put(kit: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.create_system = 3  # Unix, on every system, so that the permissions below count
    entry.external_attr = 0o100644 << 16
    kit.writestr(entry, content, kit.compression, kit.compresslevel)
