"""Which texts are the same to a reader, whoever typed them: signs in another dress, dashes, spaces, capitals.

Knows the signs, not what a text is about. Names that are compared, and names that are looked for, are folded here.
"""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans("’ʼ‐‑", "''--")
_DASH = re.compile("[-‒–—−]")


def composed(text: str) -> str:
    """The text with each accent on its letter: what looks the same is the same, for whoever looks for it."""
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """The text with the plain sign where one hand writes another, every character where it was."""
    return text.translate(_SAME)


def dashed(text: str, dash: str) -> str:
    """The text with this dash in the place of each."""
    return _DASH.sub(dash, text)


def has_dash(text: str) -> bool:
    """True if a dash or a hyphen stands in it."""
    return bool(_DASH.search(text))


def pattern(text: str) -> str:
    """A pattern that finds the text in whatever dress of its apostrophes, hyphens and spaces."""
    return r"\s+".join(map(_either, plain(text).split()))


def _either(word: str) -> str:
    return re.escape(word).replace("'", "['’ʼ]").replace(r"\-", "[-‐‑]")


def folded(text: str) -> str:
    """What is equal for two texts that are one to a reader."""
    return " ".join(dashed(plain(text), "-").casefold().split())
