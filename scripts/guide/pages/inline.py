"""Renders a line of Markdown that stands outside a page, such as a fact on a sheet of paper.

Knows no marks of the guide; they are resolved before.
"""

from __future__ import annotations

import markdown


def to_html(text: str) -> str:
    """The text as HTML, with attribute lists."""
    return markdown.markdown(text, extensions=["attr_list"])
