"""An outline shows whatever could mislead a reader: another side, column or source, or a word that is gone."""

from __future__ import annotations

import pytest

from outline import fragment, frame
from word_diff import word_diff

TABLE = """<table><caption>Side by side</caption>
<thead><tr><td></td><th data-option="a">One</th><th data-option="b">Two</th></tr></thead>
<tbody><tr data-row="risk"><th>Risk</th>
<td data-option="a" data-label="One"><p data-where="head">Low</p><p>None</p></td>
<td data-option="b" data-label="Two">High</td></tr></tbody></table>"""
SOURCES = '<ol><li id="source-a">A, 2020 (study)</li><li id="source-b">B, 2021 (guideline)</li></ol>'
CASES = {
    "a heading has its level, and the sign beside it is left out": (
        '<h3 id="a">Risks<a class="headerlink" href="#a">¶</a></h3>',
        "### Risks",
    ),
    "items hold their own items, and a paragraph after a list stands apart": (
        "<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul><p>After</p>",
        "- One\n  - Inner\n- Two\nAfter",
    ),
    "steps are counted": ("<ol start=3><li>Wash</li><li>Dry</li></ol>", "3. Wash\n4. Dry"),
    "each cell stands under its column, in its row": (
        TABLE,
        "table: Side by side\n  columns:  | One {a} | Two {b}\n  row: Risk {risk}\n"
        "    One:\n      {head} Low\n      None\n    Two: High",
    ),
    "a cell that phones and scripts take for another says so": (
        TABLE.replace('"b" data-label="Two">H', '"a" data-label="One">H'),
        "table: Side by side\n  columns:  | One {a} | Two {b}\n  row: Risk {risk}\n"
        "    One:\n      {head} Low\n      None\n    Two (on phones “One”, for scripts a): High",
    ),
    "icons are counted as they are drawn": (
        '<svg class="icons" role="img" aria-label="22 in 40 did"><path class="off" d="M5 5H195.1M5 15H195.1"/>'
        '<path class="on" d="M5 5H195.1M5 15H15.1"/></svg>',
        "icons: 22 of 40 filled, “22 in 40 did”",
    ),
    "a card holds what it holds": (
        '<div class="card card-emergency"><h3>Call</h3><ul><li>Sign</li></ul></div><p>Below</p>',
        "card, emergency:\n  ### Call\n  - Sign\nBelow",
    ),
    "a mark names the source that it leads to": (
        f'<p>So.<a class="cite" aria-label="Source 2" href="#source-b">2</a></p>{SOURCES}',
        "So. [Source 2 → B, 2021]\n1. A, 2020 (study)\n2. B, 2021 (guideline)",
    ),
    "a mark with the number of another source says both, and what is heard": (
        f'<p>So.<a class="cite" aria-label="Source 3" href="#source-b">1</a></p>{SOURCES}',
        "So. [1 (“Source 3”) → 2. B, 2021]\n1. A, 2020 (study)\n2. B, 2021 (guideline)",
    ),
    "a mark that leads nowhere says so": (
        '<a class="cite" href="#source-c">1</a>',
        "[1 → #source-c, which is not on this page]",
    ),
    "a link leads to a page from the top of the site, or to nothing": (
        '<p><a href="../b.html#c">There</a>, <a href="#d">here</a>, <a href="tel:000">call</a></p>',
        "There <→ b.html#c>, here <→ #d, which is not on this page>, call <→ tel:000>",
    ),
    "what is hidden, and where, is said": (
        '<p hidden class="on-screen">A</p><div hidden><p>B</p></div><p><span class="on-paper">C</span></p>',
        "(hidden, screen only) A\n(hidden) part:\n  B\n(paper only) C",
    ),
    "terms stand before what they mean": (
        "<dl><div><dt>What</dt><dd data-where='head'>This</dd><dd>That</dd></div></dl>",
        "What:\n  = {head} This\n  = That",
    ),
    "boxes are ticked or not, and known to scripts by their value": (
        '<form><label><input type="radio" value="a" checked><span>A</span></label>'
        '<label><input type="checkbox" value="b">B</label></form>',
        "form:\n  (x) {a} A\n  [ ] {b} B",
    ),
    "what a script may say is said": ('<p role="status" data-done="It is done."></p>', "(status) {It is done.}"),
    "what is folded away is said": ("<details><summary>More</summary><p>A</p></details>", "fold, closed: More\n  A"),
    "bold, raised and further words are told apart": (
        "<p><strong>A:</strong> b<sup>2</sup><br>c</p>",
        "**A:** b^2^ / c",
    ),
    "what only some see or hear is said": (
        '<p><span aria-hidden="true">A</span><img alt="B"></p>',
        "(unheard) A[picture “B”]",
    ),
    "classes and tags are nobody's business": ('<div class="x"><p class="y z"><b>A</b></p></div>', "A"),
}


@pytest.mark.parametrize("case", CASES)
def test_an_outline_says(case: str) -> None:
    html, says = CASES[case]
    assert fragment(html, "pages/a.html").strip() == says


def test_a_frame_is_read_without_the_text_of_the_page() -> None:
    page = '<body><nav aria-label="All pages"><a href="#top">Up</a></nav><article><h1 id="top">A</h1></article></body>'
    assert frame(page, "a.html") == "menu “All pages”:\n  Up <→ #top>\n"


def test_a_difference_names_the_words_the_line_and_the_heading() -> None:
    old = "# Page\n\n## Risks\n4 in 100 had one\nSame\n"
    assert word_diff(old, old) == ""
    assert word_diff(old, old.replace("4 in", "6 in")) == "line 4 (under “Risks”): [-4-] {+6+} in 100 had one"
    assert word_diff(old, old.replace("Same\n", "")) == "line 5 (under “Risks”): [-Same-]"
    assert word_diff(old, f"{old}More\n") == "line 6 (under “Risks”): {+More+}"
