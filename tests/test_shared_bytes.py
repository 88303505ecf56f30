"""Files that are alike are packed so that what they share stands once, and come out as they went in."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from guide.exports.shared_bytes import LEAST, packed, unpacked

LINES = st.lists(st.sampled_from([b"a", b"\n", b"\r", b">", b"<x>", b"same line " * 9, b"another " * 8, b"\0\xff"]))
FILES = st.lists(LINES.map(b"".join), max_size=4)


@given(LINES.map(b"".join), FILES)
def test_every_file_comes_out_as_it_went_in(ground: bytes, files: list[bytes]) -> None:
    assert unpacked(ground, packed(ground, files)) == files


@given(st.binary(), st.lists(st.binary(max_size=300), max_size=4))
def test_any_bytes_do_too(ground: bytes, files: list[bytes]) -> None:
    assert unpacked(ground, packed(ground, files)) == files


def test_what_is_shared_stands_once() -> None:
    chance = random.Random(1)
    shared, own = chance.randbytes(20_000), [chance.randbytes(500) for _ in range(3)]
    files = [b"%b\nstream\n%b\nendstream\n" % (each, shared) for each in own]
    pack = packed(files[0], files)
    assert len(pack.own) < sum(map(len, own)) + 3 * LEAST
    assert pack.runs[0] == [[0, len(files[0])]]
    assert packed(files[0], files) == pack
