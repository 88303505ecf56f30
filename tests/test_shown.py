"""What nobody is shown on a page goes nowhere; what only paper has no use for goes on."""

from __future__ import annotations

import pytest

from guide.html.shown import goes_on, keep, prints
from guide.html.tree import parse, text


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
    assert "Gone" not in text(keep(parse(f"<p>A</p>{html}<p>B</p>"), goes_on))
    assert "Gone" not in text(keep(parse(f"<p>A</p>{html}<p>B</p>"), prints))


def test_what_paper_has_no_use_for_still_goes_to_other_programs() -> None:
    html = '<p>A <a class="spare" href="x">link</a>.</p>'
    assert text(keep(parse(html), goes_on)) == html
    assert text(keep(parse(html), prints)) == "<p>A .</p>"
