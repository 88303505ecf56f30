"""Draws an address as a code that a phone's camera reads, as SVG, for paper and for the screen.

Knows the drawing, not where it stands.
"""

from __future__ import annotations

import io

QUIET = 4
"""Modules of white that the standard (ISO/IEC 18004) asks for around a code."""


def svg(address: str, *, framed: bool = False) -> str:
    """The code. `framed` puts it on white with its quiet zone, where the ground around it may be dark."""
    import segno  # not before: it takes long to load, and a site without an address shows no codes

    image = io.BytesIO()
    ground = {"border": QUIET, "light": "#fff"} if framed else {"border": 0}
    segno.make(address, error="m").save(image, kind="svg", xmldecl=False, svgns=True, **ground)
    return image.getvalue().decode()
