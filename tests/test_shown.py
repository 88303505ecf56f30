"""What nobody is shown on a page goes nowhere; what only paper has no use for goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml.html import HtmlElement

from guide.html.shown import goes_on, keep, prints
from guide.html.tree import parse, text


def left(html: str, kept: Callable[[HtmlElement], bool]) -> str:
    """What is left of the HTML, as text."""
    root = parse(html)
    keep(root, kept)
    return text(root)


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>Gone.</p>",
        '<dl><dd hidden="">Gone.</dd></dl>',
        "<table><tr><td hidden>Gone.</td></tr></table>",
        '<div class="on-screen"><p>Gone.</p></div>',
        '<a class="headerlink" href="#a">Gone.</a>',
        "<template><p>Gone.</p></template>",
        "<!-- Gone. -->",
    ],
)
def test_what_is_hidden_or_works_on_a_screen_alone_goes_nowhere(html: str) -> None:
    assert "Gone" not in left(f"<p>A</p>{html}<p>B</p>", goes_on)
    assert "Gone" not in left(f"<p>A</p>{html}<p>B</p>", prints)


def test_what_paper_has_no_use_for_still_goes_to_other_programs() -> None:
    html = '<p>A <a class="spare" href="x">link</a>.</p>'
    assert left(html, goes_on) == html
    assert left(html, prints) == "<p>A .</p>"
