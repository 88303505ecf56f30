"""From the page's HTML to Typst code: text cannot break out, nothing is lost, what has no form on paper is named."""

from __future__ import annotations

import re

import pytest

from guide.html.tree import parse, text
from guide.paper.sections import NoPaperForm, apart, part, section, without
from guide.paper.typeset import Binding, fields, literal, typst

PAGE = """<h1>Bears</h1>
<h2>Kept</h2><p>A <a class="term" href="../glossary.html#seam">seam</a> tears.
<a class="cite" href="#source-ted">1</a></p>
<h2>Gone<a class="headerlink" href="#gone">Link</a></h2><p>A <a class="term" href="../glossary.html#fur">fur</a>.
<a class="cite" href="#source-bob">2</a></p>
<h2>Words</h2><div class="words"><dl><dt><a href="../glossary.html#fur">fur</a></dt><dd>Hair.</dd>
<dt><a href="../glossary.html#seam">seam</a></dt><dd class="say">Say: SEEM</dd><dd>A line.</dd></dl></div>
<ol class="page-sources"><li id="source-ted">Ted</li><li id="source-bob">Bob</li></ol>"""


def code(html: str, binding: Binding | None = None) -> str:
    return typst(parse(html), binding)


def test_text_becomes_a_string_that_cannot_break_out() -> None:
    assert literal('say "hi" \\ #eval\n  now') == '"say \\"hi\\" \\\\ #eval now"'
    assert fields({"a b": '"', "yes": True, "n": 3}) == '("a b": "\\"", "yes": true, "n": 3, )'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>A <em>soft</em>\n<strong>bear</strong> <span>sits</span>.</p>", "A soft bear sits."),
        ("<p>\n One<br>\n  two </p>\n", "One|two"),
        ("<p>A <em> soft </em> bear<em> sits</em> </p>", "A soft bear sits"),
        ("<ul><li>Fur <ul><li> Ear</li></ul> </li></ul>", "Fur|Ear"),
        ("<p>10\u00a0mg\u202fof <em>5\u2009%</em>\u00a0<em>glue</em></p>", "10\u00a0mg\u00a0of 5 %\u00a0glue"),
    ],
)
def test_words_neither_stick_together_nor_part_nor_stand_off_the_line(html: str, shown: str) -> None:
    """Hard spaces stay."""
    parted = re.sub(r"linebreak\(\)|html-(p|li|ul)\(", '"|"', code(html))
    said = "".join(re.findall(r'(?<!\()"((?:[^"\\])*)"', parted))
    assert re.sub(r"\|+", "|", said).strip("|") == shown


def test_one_space_stands_before_a_source_mark() -> None:
    assert '"It tears"\nhtml-cites(' in code('<p>It tears <a class="cite" href="#source-ted">1</a> here.</p>')


def test_words_of_another_language_say_so_and_name_no_region_but_their_own() -> None:
    assert 'html-lang(("lang": "de", "region": none, ), html-span(' in code('<p><span lang="de">B\u00e4r</span></p>')
    assert '"lang": "es", "region": "mx"' in code('<h2>A <span lang="es-MX">oso</span></h2>')


def test_what_a_page_stands_on_keeps_the_language_of_the_words_that_it_is_about() -> None:
    says, fold = '<span lang="de">B\u00e4r:</span>', '<details class="stands-on"><p>Why.</p></details>'
    html = f"<h2>Good {says}</h2><p><strong>A {says}</strong> Soft.</p>{fold}<h3>A {says}</h3>{fold}"
    behind = text(apart(parse(html), ())[1])
    bear = '<span lang="de">B\u00e4r</span>'
    assert behind.count(f"<strong>A {bear}</strong> ") == 2
    assert behind.count(f"<h3>Good {bear}</h3>") == 1


def test_an_element_without_a_form_on_paper_is_named() -> None:
    with pytest.raises(NoPaperForm, match="<video>"):
        code("<p>text</p><video>film</video>")
    with pytest.raises(NoPaperForm, match="<svg>"):
        code("<p>text</p><svg></svg>")


def test_what_only_a_screen_needs_is_left_out() -> None:
    assert "Link to this" not in code('<h2>Title<a class="headerlink" href="#x">Link to this</a></h2>')
    assert "Jump" not in code('<p>Text</p><p><a class="help-link" href="#x">Jump</a></p>')


def test_a_gap_between_heading_levels_is_closed() -> None:
    made = code("<h1>One</h1><h3>Two</h3><h4>Three</h4><h2>Two again</h2>")
    assert [line.split("(")[1][0] for line in made.split("\n") if line.startswith("html-heading")] == list("1232")


def test_a_section_that_is_left_out_takes_its_words_and_sources_along() -> None:
    made = typst(without(parse(PAGE), ["Gone"]))
    assert "Gone" not in made
    assert "Hair." not in made
    assert "Bob" not in made
    assert '(1, {\n"Ted"\n})' in made
    assert "SEEM" in made


def test_all_is_kept_when_nothing_is_left_out() -> None:
    made = typst(without(parse(PAGE), []))
    assert all(word in made for word in ("Kept", "Gone", "Hair.", "Bob", "Ted"))


def test_a_mark_keeps_its_number_or_gets_that_of_the_book() -> None:
    assert '"1"' in code(PAGE)
    assert '"77"' in code(PAGE, Binding(mark=lambda key: {"ted": "77", "bob": "78"}[key]))


def test_links_lead_where_the_binding_says() -> None:
    link = '<p><a href="seams.html">Seams</a></p>'
    assert 'html-a((), none, {\n"Seams"\n})' in code(link)
    assert 'html-a((), "https://bears.example/seams", {' in code(
        link, Binding(lambda _: '"https://bears.example/seams"')
    )
    assert 'html-see(label("seams.md"), {' in code(link, Binding(lambda _: 'label("seams.md")'))


def test_the_head_of_a_table_holds_no_link() -> None:
    table = '<table><thead><tr><th><a href="x.html">X</a></th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
    assert "html-see" not in code(table, Binding(lambda _: 'label("x.md")'))


def test_a_chart_sets_its_icons_beside_its_words() -> None:
    svg = '<svg class="icons" data-filled="5 0"><path class="off" d="M5 5H195.1M5 15H195.1"/></svg>'
    made = code(f'<div class="chart-row"><p>5 in 40</p>{svg}</div>')
    assert made.index("html-p") < made.index("html-icons((5, 0, ))")
    assert made.startswith("{\nhtml-chart-row(")


def test_a_timeline_says_each_step_with_its_facts() -> None:
    made = code('<ol class="timeline"><li><p>Walking</p><p>Day one.</p><p>Day two.</p></li></ol>')
    assert made == '{\nhtml-rows((({\n"Walking"\n}, ({\n"Day one."\n}, {\n"Day two."\n}, )), ))\n}'


def test_short_lists_of_names_stand_in_a_line() -> None:
    assert "true)" in code("<ul><li>One</li><li>Two</li></ul>")
    assert "false)" in code(f"<ul><li>One</li><li>{'Two ' * 20}</li></ul>")


def test_a_section_is_picked_by_its_title_and_one_that_is_not_there_is_told() -> None:
    page = "<h1>Bears</h1><h2>Fur</h2><p>Soft.</p><h2>Eyes</h2><p>Glass.</p>"
    assert section(parse(page), "Eyes").text_content() == "Glass."
    with pytest.raises(NoPaperForm, match="there is no section 'Nose'; name one that the page has"):
        section(parse(page), "Nose")


LETTERS = """<h1>Bears</h1><p>All of them.</p>
<h2>A</h2><p>Ant.<a class="cite" href="#source-ted">1</a></p>
<h2>B</h2><p>Bear.<a class="cite" href="#source-ted">1</a>
<a class="cite" href="#source-bob">2</a></p>
<h2>C</h2><p>Cub.</p>
<p class="review">Nobody checked.</p>
<ol class="page-sources"><li id="source-ted">Ted</li><li id="source-bob">Bob</li></ol>"""


def test_a_page_in_parts_is_cut_between_sections_and_each_part_has_its_own_sources() -> None:
    first, second = typst(part(parse(LETTERS), "", "B")), typst(part(parse(LETTERS), "B", ""))
    assert all(word in first for word in ("Bears", "All of them.", "Ant.", "Nobody checked.", "Ted"))
    assert all(word in second for word in ("Bears", "All of them.", "Bear.", "Cub.", "Nobody checked.", "Ted", "Bob"))
    assert not [word for word in ("Bear.", "Cub.", "Bob") if word in first]
    assert "Ant." not in second
    assert typst(part(parse(LETTERS), "", "")) == typst(parse(LETTERS))


def test_a_part_that_begins_at_no_section_is_a_problem() -> None:
    with pytest.raises(NoPaperForm, match="no section 'Z'"):
        part(parse(LETTERS), "Z", "")


def test_marks_that_follow_each_other_stand_in_one_bracket() -> None:
    made = code(LETTERS)
    assert made.count("html-cites((html-a") == 2
    assert made.count("html-a(") == 3
