"""The theme's stylesheet, made light: what is shown keeps its look, the rest is gone."""

from __future__ import annotations

import re

import pytest

from conftest import Site
from guide.exports.stylesheet import joined, slim

CASES = {
    "a rule of a part that is shown stays": (".md-header{color:red}", ".md-header{color:red}"),
    "a rule of a part that is never shown goes": (".md-tabs__link{color:red}.md-search{top:0}", ".md-search{top:0}"),
    "of several selectors those that are needed stay": (".md-tabs,.md-main{top:0}", ".md-main{top:0}"),
    "commas in brackets part no selectors": (":is(.md-nav,.md-main) a{top:0}", ""),
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


def test_stylesheets_are_joined_in_their_order_and_say_the_same() -> None:
    first = '/* why */\n.a {\n  content: "; }";\n  margin: calc(1px +\n    2px);\n}\n'
    assert joined([first, ".b,\n.a { top: 0; }"]) == '.a {content: "; }";margin: calc(1px +\n2px);}.b,.a { top: 0; }'


def test_a_page_asks_once_for_its_style_and_waits_for_no_script_of_the_theme(site: Site) -> None:
    page = (site.folder / "index.html").read_text("utf-8")
    assert page.count('<link rel="stylesheet"') == 1
    assert re.findall(r'<script src="([^"]+)">', page) == ["assets/display.js"]


def test_the_theme_is_there_without_what_is_never_shown(site: Site) -> None:
    style = (site.folder / "assets" / "style.css").read_text("utf-8")
    assert "/*" not in style
    assert style.count("{") == style.count("}")
    assert -1 < style.index(".md-search__input") < style.index(".brand"), "the guide has the last word"
    assert ".md-tabs" not in style
    assert not [*site.folder.glob("assets/stylesheets/*.css")]
