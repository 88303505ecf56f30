"""Packs files that are alike: what one of them shares with the others, or with a common ground, stands once.

Knows nothing of what the files are. Each is told as runs, which stretches of one long text come one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

Run = list[int]
"""Where a stretch begins, and how many bytes it has."""

LEAST = 40
"""Bytes of a piece that is worth looking for: a run takes about a dozen to tell."""


class Packed(NamedTuple):
    """What the files have that the ground has not, and each file as runs of the ground with that behind it."""

    own: bytes
    runs: list[list[Run]]


def packed(ground: bytes, files: Iterable[bytes]) -> Packed:
    """The files, so that `unpacked` gives them back."""
    whole, known = bytearray(ground), dict[bytes, int]()
    at = 0
    for piece in _pieces(ground):
        known.setdefault(piece, at)
        at += len(piece)
    runs = [_runs(file, whole, known) for file in files]
    return Packed(bytes(whole[len(ground) :]), runs)


def unpacked(ground: bytes, pack: Packed) -> list[bytes]:
    """The files again; a browser does the same."""
    whole = ground + pack.own
    return [b"".join(whole[start : start + length] for start, length in runs) for runs in pack.runs]


def _runs(file: bytes, whole: bytearray, known: dict[bytes, int]) -> list[Run]:
    """The file as runs. What is in it and not in the whole yet comes to stand at its end."""
    runs: list[Run] = [[0, 0]]
    for piece in _pieces(file):
        end = sum(runs[-1])
        if whole[end : end + len(piece)] == piece:
            runs[-1][1] += len(piece)
            continue
        at = known.get(piece, len(whole)) if len(piece) >= LEAST else len(whole)
        if at == len(whole):
            known[piece] = at
            whole += piece
        if at == end:
            runs[-1][1] += len(piece)
        else:
            runs.append([at, len(piece)])
    return [run for run in runs if run[1]]


def _pieces(file: bytes) -> Iterator[bytes]:
    """The file cut where files that are alike often begin to be, or end: behind lines, and behind marks of XML."""
    for line in file.splitlines(keepends=True):
        *marks, rest = line.split(b">")
        yield from (mark + b">" for mark in marks)
        if rest:
            yield rest
