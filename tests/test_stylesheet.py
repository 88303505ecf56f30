"""The theme's stylesheet, made light: what is shown keeps its look, the rest is gone."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest
import tinycss2

from conftest import ROOT, Site
from guide.exports.stylesheet import joined, slim

CASES = {
    "a rule of a part that is shown stays": (".md-header{color:red}", ".md-header{color:red}"),
    "a rule of a part that is never shown goes": (".md-tabs__link{color:red}.md-search{top:0}", ".md-search{top:0}"),
    "of several selectors those that are needed stay": (".md-tabs,.md-main{top:0}", ".md-main{top:0}"),
    "commas in brackets part no selectors": (":is(.md-nav,.md-main) a{top:0}", ""),
    "commas in texts part no selectors": ('[title="a,.md-nav"]{top:0}', '[title="a,.md-nav"]{top:0}'),
    "a part is known by its whole word": (".md-topic,.md-navigate{top:0}", ".md-topic,.md-navigate{top:0}"),
    "what is in it does not go by its name": (".md-nav{top:0}.a{--b:.md-nav}", ".a{--b:.md-nav}"),
    "attributes that choose nothing go": ("[data-md-color-accent=red] a{top:0}", ""),
    "groups in groups are looked into": (
        "@supports (top:0){@media print{.md-nav{top:0}.a{top:0}}}",
        "@supports (top:0){@media print{.a{top:0}}}",
    ),
    "a group that is left empty goes": ("@media print{.md-nav{top:0}}.a{top:0}", ".a{top:0}"),
    "a group keeps its other rules": ("@media print{.md-nav{top:0}.a{top:0}}", "@media print{.a{top:0}}"),
    "steps of a movement stay whole": ("@keyframes x{0%{top:0}to{top:1}}", "@keyframes x{0%{top:0}to{top:1}}"),
    "a line without a body stays": ('@charset "UTF-8";.a{top:0}', '@charset "UTF-8";.a{top:0}'),
    "remarks go": ("/*# map */.a{top:0}", ".a{top:0}"),
    "pictures of parts that are never shown go": (':root{--md-tag-icon:url("x;y")}', ""),
}


@pytest.mark.parametrize("case", CASES)
def test_slim(case: str) -> None:
    css, kept = CASES[case]
    assert slim(css) == kept


def test_stylesheets_are_joined_in_their_order() -> None:
    first = '/* why */\n.a {\n  content: "; }";\n  margin: calc(1px +\n  2px);\n  &:hover { top: 0 !important; }\n}'
    whole = '.a{content:"; }";margin:calc(1px +\n  2px);&:hover{top:0!important}}.b,.a{top:0}'
    assert joined([first, ".b,\n.a { top: 0; }"]) == whole


def test_what_no_browser_can_read_is_left_out_and_the_rest_stays() -> None:
    assert joined([".a{top:0;!!;left:0}", "} .b{top:0}", ".c{top:0"]) == ".a{top:0;left:0}.c{top:0}"


THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
SHEETS = sorted([*THEME.glob("*.css"), *(ROOT / "overrides" / "assets").glob("*.css")])


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_joined_stylesheet_says_the_same(path: Path) -> None:
    css = path.read_text(encoding="utf-8")
    assert list(words(joined([css]))) == list(words(css))


def words(css: str) -> list[str]:
    """All that stands in the stylesheet, in order, but spaces, remarks and the last semicolon of a rule."""
    tokens = tinycss2.serialize(
        [token for token in tinycss2.parse_component_value_list(css) if token.type != "comment"]
    )
    return re.sub(r"/\*.*?\*/|\s+", "", tokens, flags=re.DOTALL).replace(";}", "}").split("}")


def test_a_page_asks_once_for_its_style_and_waits_for_no_script_of_the_theme(second_site: Site) -> None:
    page = (second_site.folder / "index.html").read_text("utf-8")
    assert page.count('<link rel="stylesheet"') == 1
    assert re.findall(r'<script src="([^"]+)">', page) == ["assets/display.js"]


def test_the_theme_is_there_without_what_is_never_shown(second_site: Site) -> None:
    style = (second_site.folder / "assets" / "style.css").read_text("utf-8")
    assert "/*" not in style
    assert style.count("{") == style.count("}")
    assert -1 < style.index(".md-search__input") < style.index(".brand"), "the guide has the last word"
    assert ".md-tabs" not in style
    assert not [*second_site.folder.glob("assets/stylesheets/*.css")]
