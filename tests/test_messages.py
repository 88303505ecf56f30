"""What an author is told: no advice names a key that no file can hold, at the one place that is wrong."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import command
from conftest import ROOT
from guide.content.files import Contents
from guide.content.load import DATA
from guide.content.schema import METAS, Evidence
from judging import problems_in, spoil

CORE = sorted((ROOT / "scripts" / "guide").rglob("*.py"))
NAMED = re.compile(r"(?:\b(?:under|add|in|at|with|say|name|to|or|either|write|give)|,) ([a-z][a-z0-9_]*):(?=[ ,;]|$)")
"""A key that a sentence names: under cite: or add condition: to a page."""
JOINED = re.compile(r"\b[a-z]+_[a-z0-9_]+\b")
"""A word that can only be a key."""
NO_KEYS = {"ask", "it", "list", "points", "them"}
"""Words before a colon that name no key, but what follows."""


def keys(shape: Any) -> Iterator[str]:
    """Every key that can stand in the shape, by the name that authors write."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        for name, field in shape.model_fields.items():
            yield field.alias or name
            yield from keys(field.annotation)
    for inner in getattr(shape, "__args__", ()):
        yield from keys(inner)


OF_PAGES = {key for meta in (*METAS.values(), Evidence) for key in keys(meta)}
KNOWN = OF_PAGES | {key for _, shape in DATA.values() for key in keys(shape)}


def said(path: Path) -> list[tuple[int, str]]:
    """Every text of a module that is no docstring, with its line; what is filled in is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [(node.lineno, str(node.value)) for node in texts if id(node) not in told]


def test_every_key_that_a_message_names_is_one_that_a_file_can_hold() -> None:
    found = {(path.name, line, key): text for path in CORE for line, text in said(path) for key in NAMED.findall(text)}
    assert len(found) > 15
    assert {place: text for place, text in found.items() if place[2] not in KNOWN | NO_KEYS} == {}


def test_a_key_that_a_message_puts_in_the_front_matter_is_one_of_a_page() -> None:
    texts = [text for path in CORE for _, text in said(path) if "front matter" in text]
    named = [(key, text) for text in texts for key in NAMED.findall(text)]
    assert named
    assert [(key, text) for key, text in named if key not in OF_PAGES] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "scripts" / "guide" / "content" / "schema").glob("*.py")), ids=lambda p: p.stem
)
def test_what_the_schema_asks_for_names_its_own_keys(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    raised = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    texts = [part.value for node in raised for part in ast.walk(node) if isinstance(part, ast.Constant)]
    assert [word for text in texts for word in JOINED.findall(str(text)) if word not in KNOWN] == []


# ---- one slip is one problem ------------------------------------------------------------

PAGE = "procedures/seam-repair.md"
SLIPS: list[tuple[str, str, str]] = [
    ("## Risks", "## Risk", '31:1: section "Risk" is unknown (did you mean "Risks"?)'),
    ("## Risks", "## risks:", '31:1: section "risks:" is unknown (did you mean "Risks"?)'),
    ("## Risks", "## Dangers", '31:1: section "Dangers" is unknown (did you mean "Risks"?)'),
    ("## Risks", "### Risks", '31:1: "### Risks" is no section; write ## Risks'),
    ("## Risks", "# Risks", '31:1: "# Risks" is no section; write ## Risks'),
    ("## Risks", "##Risks", '31:1: "##Risks" is no section; write ## Risks'),
    ("## Risks", "**Risks**", '31:1: "**Risks**" is no section; write ## Risks'),
    ("## Not known", "## Unknown", '55:1: section "Unknown" is unknown (did you mean "Not known"?)'),
    ("[^article:1.1]", "[^article: 1.1]", '25:50: "[^article: 1.1]" is no mark; write [^article:1.1]'),
    ("[^article:1.1]", "[^ article:1.1 ]", '25:50: "[^ article:1.1 ]" is no mark; write [^article:1.1]'),
    ("[^article:1.1]", "[article:1.1]", '25:50: "[article:1.1]" is no mark; write [^article:1.1]'),
    ("[^article:1.1]", "^[article:1.1]", '25:50: "^[article:1.1]" is no mark; write [^article:1.1]'),
    ("[^article:1.1]", "[^article:1.1", '25:50: "[^article:1.1" is no mark; write [^article:1.1]'),
    ("[^article:1.1]", "[^article1.1]", '25:50: source "article1.1" is unknown (did you mean "article:1.1"?)'),
    ("[^seam-count]", "[^seam count]", '57:116: "[^seam count]" is no mark; write [^seam-count]'),
    ("[^seam-count]", "[^some page]", '57:116: "[^some page]" is no mark; write [^key] of a source, or remove it'),
    ("{{ chart: opens }}", "{{ chart : opens }}", '35:1: "{{ chart : opens }}" is no mark; write {{ chart: opens }}'),
    ("{{ chart: opens }}", "{ chart: opens }", '35:1: "{ chart: opens }" is no mark; write {{ chart: opens }}'),
    ("{{ chart: opens }}", "{{ chart: opens }", '35:1: "{{ chart: opens }" is no mark; write {{ chart: opens }}'),
    ("{{ chart: opens }}", "{{ chart: opns }}", '35:1: chart "opns" is unknown (did you mean "opens"?)'),
    ("{{ chart: opens }}", "{{ charts: opens }}", '35:1: marker "charts:" is unknown (did you mean "chart"?)'),
    ("{{ answer: flat }}", "{{ answer flat }}", '45:1: "{{ answer flat }}" is no mark; write {{ answer: flat }}'),
    ("{{ answer: flat }}", "{{ answer: flat", '45:1: "{{ answer: flat" is no mark; write {{ answer: flat }}'),
    ("Keep this card.", "Keep this card.\n{ .leed }", '68:4: class "leed" is unknown (did you mean "lead"?)'),
    ("Some bears need no needle. [^handbook]", "It says nothing. { .no-clam }", '61:21: class "no-clam" is unknown'),
    ("{{ drawing: seam-repair }}", "{{ drawing: seam repair }}", '29:1: "{{ drawing: seam repair }}" is no mark'),
]
"""What a page says, what an author wrote in its place, and how the one problem begins."""


@pytest.mark.parametrize(("right", "wrong", "told"), SLIPS, ids=[wrong for _, wrong, _ in SLIPS])
def test_a_slip_in_a_heading_or_a_mark_is_told_once_and_where_it_stands(
    right: str, wrong: str, told: str, project: Path
) -> None:
    spoil(project, {"file": PAGE, "replace": {f"{right}\n": f"{wrong}\n"}})
    (problem,) = problems_in(project)
    assert problem.startswith(f"docs/{PAGE}:{told}")


def test_what_else_is_wrong_beside_a_slip_is_told_where_it_is_written(project: Path) -> None:
    wrong = "Some bears need 5 needles. [^ hand book] Some need 6. [^handbook]"
    spoil(project, {"file": PAGE, "replace": {"Some bears need no needle. [^handbook]": wrong}})
    places = [problem.split(": ")[0].rpartition(".md:")[2] for problem in problems_in(project)]
    assert places == [f"61:{wrong.index(sign) + 1}" for sign in ("5", "[^", "6")]


def test_a_section_that_is_left_out_is_told_once(project: Path) -> None:
    text = (project / "docs" / PAGE).read_text(encoding="utf-8")
    start, end = text.index("## Risks"), text.index("## Good sides")
    spoil(project, {"file": PAGE, "replace": {text[start:end]: ""}})
    assert problems_in(project) == [f'docs/{PAGE}:2:1: section "Risks" is missing; add ## Risks']


def test_a_heading_is_never_read_as_a_section_that_is_there(project: Path) -> None:
    spoil(project, {"file": PAGE, "replace": {"## Risks": "## Risk\n\nSome. [^handbook]\n\n## Risks"}})
    assert [problem.partition(":31:")[2] for problem in problems_in(project)] == [
        '1: section "Risk" is unknown (did you mean "Risks"?); rename or remove it'
    ]


# ---- what YAML makes of a text ----------------------------------------------------------

WAS = "short: May help, as most seams stay shut"
UNQUOTED: list[tuple[str, str]] = [
    *((f"short: {sign}x y", f'13:12: a text that begins with "{sign}" must stand in quotes') for sign in "*&!%@`]},|>"),
    *((f"short: {sign} x", f'13:12: a text that begins with "{sign}" must stand in quotes') for sign in "-?"),
    ("short: {{ stay }}", '13:12: a text that begins with "{" must stand in quotes'),
    ("short: {stay} or so", '13:12: a text that begins with "{" must stand in quotes'),
    ("short: [may] help", '13:12: a text that begins with "[" must stand in quotes'),
    ("short: [may help", '13:12: "[" has no end; close the list with ]'),
    ("short: May help: most stay", '13:20: a text that holds ": " must stand in quotes'),
    ("short: May help #2 so", '13:21: "#2 so" is a comment, and no reader sees it'),
    ("short: Maybe # so", '13:18: "# so" is a comment, and no reader sees it'),
    ("short: May # help\n      and so", '13:16: " #" begins a comment'),
    ('short: "May help', '13:12: a quote begins with " and has no end; write " behind the text too'),
    ("short: 'May help", "13:12: a quote begins with ' and has no end; write ' behind the text too"),
    ('short: "May" help', '13:17: a text goes on behind its "'),
    ("short:May help", "13:10: no blank stands behind a colon"),
    ("\tshort: May help", "13:5: a tab stands before a key"),
    ("  short: May help", '13:7: key "short" is indented unlike the keys around it'),
]
"""What an author wrote, and how the one problem begins."""


@pytest.mark.parametrize(("wrong", "told"), UNQUOTED, ids=[wrong for wrong, _ in UNQUOTED])
def test_what_yaml_makes_something_else_of_is_told_where_it_begins(wrong: str, told: str, project: Path) -> None:
    spoil(project, {"file": "procedures/seam-repair.yml", "replace": {WAS: wrong}})
    found = [problem for problem in problems_in(project) if "says so in its words" not in problem]
    assert [problem.startswith(f"docs/procedures/seam-repair.yml:{told}") for problem in found] == [True], found


def test_a_quote_that_never_ends_is_told_where_it_begins_in_front_matter_too(project: Path) -> None:
    spoil(project, {"file": PAGE, "replace": {"summary: A needle": 'summary: "A needle'}})
    assert [problem.partition("; ")[0] for problem in problems_in(project) if "quote" in problem] == [
        f'docs/{PAGE}:4:10: a quote begins with " and has no end'
    ]


@pytest.mark.parametrize("remark", ["order: 20 # the third", "# the third\norder: 20", "order: 20\n# the third"])
def test_a_remark_behind_a_number_or_on_its_own_line_is_fine(remark: str, project: Path) -> None:
    spoil(project, {"file": PAGE, "replace": {"order: 20": remark}})
    assert problems_in(project) == []


# ---- addresses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("../caf%C3.md", 'link "../caf%C3.md" holds "%C3", which stands for no character'),
        ("%zz", 'link "%zz" holds "%zz", which stands for no character'),
        ("../conditions/open-seam.md#%C3", 'link "../conditions/open-seam.md#%C3" holds "%C3"'),
        ("https://example.org/100%", 'link "https://example.org/100%" holds "%"'),
        ("https://example.org/a%e9b", 'link "https://example.org/a%e9b" holds "%e9"'),
        ("../conditions/open%20seam.md", 'link "../conditions/open seam.md" leads nowhere (did you mean'),
        ("../conditions/caf\u00e9.md", 'link "../conditions/caf\u00e9.md" leads nowhere'),
    ],
)
def test_a_link_with_a_bad_code_is_told_at_the_link(address: str, told: str, project: Path) -> None:
    spoil(project, {"file": PAGE, "replace": {"Keep this card.": f"Keep [this card]({address})."}})
    (problem,) = problems_in(project)
    assert problem.startswith(f"docs/{PAGE}:67:18: {told}")


@pytest.mark.parametrize("address", ["https://example.org/caf%C3%A9?a=100%25", "https://example.org/caf\u00e9"])
def test_an_address_may_hold_any_letter_as_it_is_or_as_a_code(address: str, project: Path) -> None:
    spoil(project, {"file": PAGE, "replace": {"Keep this card.": f"Keep [this card]({address})."}})
    assert problems_in(project) == []


# ---- files ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [".hidden.md", "procedures/.draft.md", "procedures/.glue.yml", "assets/.bear.svg"])
def test_a_file_that_no_site_would_hold_is_told_by_its_name(name: str, project: Path) -> None:
    spoil(project, {"file": name, "write": "Anything."})
    (problem,) = problems_in(project)
    assert problem.startswith(f"docs/{name}:1:1: is left out of the site, as its name begins with a dot; take the dot")


@pytest.mark.parametrize("name", [".DS_Store", ".gitkeep", "._index.md", ".#index.md", ".git/x.md", ".index.md.swp"])
def test_what_programs_keep_for_themselves_is_left_alone(name: str, project: Path) -> None:
    spoil(project, {"file": name, "write": "Anything."})
    assert problems_in(project) == []


def test_no_file_takes_the_place_of_one_of_the_theme(project: Path) -> None:
    theme = project / "theme"
    for folder in (theme, project / "docs"):
        (folder / "assets" / "images").mkdir(parents=True)
        (folder / "assets" / "images" / "favicon.png").write_bytes(b"")
    assert [str(each) for each in Contents(project / "docs", theme=[theme]).strange] == [
        "docs/assets/images/favicon.png:1:1: is at the address of a file of the theme; give it another name"
    ]
    assert Contents(project / "docs").strange == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "site_name: Teddy\u200b Bears",
            "mkdocs.yml:2:17: holds the hidden character U+200B (zero width space); remove it",
        ),
        (
            'site_name: "Teddy\\u200b Bears"',
            "mkdocs.yml:2:12: holds the hidden character U+200B (zero width space), writ",
        ),
        (
            "site_name: !ENV [NAME, Teddy\u00ad Bears]",
            "mkdocs.yml:2:29: holds the hidden character U+00AD (soft hyphen)",
        ),
        ("site_name: Teddy B\u00e4rs", ""),
    ],
)
def test_a_name_in_the_settings_holds_no_character_that_nobody_sees(written: str, told: str, project: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(f"# Settings\n{written}\ntheme: {{name: !!python/name:x.y ''}}\n", encoding="utf-8")
    found = [str(problem) for problem in Contents(project / "docs", settings).strange]
    assert [problem[: len(told)] for problem in found] == ([told] if told else [])


def test_a_build_holds_its_settings_and_the_files_of_its_theme_against_the_guide(tmp_path: Path) -> None:
    folder = command.project(tmp_path / "project")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8").replace("Teddy Bear", "Teddy\u200b Bear")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "docs" / "assets" / "images").mkdir()
    (folder / "docs" / "assets" / "images" / "favicon.png").write_bytes(b"")
    code, _, wrong = command.run(folder)
    assert code == 1
    assert "2 problems" in wrong
    assert "mkdocs.yml:2:17: holds the hidden character" in wrong
    assert "docs/assets/images/favicon.png:1:1: is at the address of a file of the theme" in wrong


@pytest.mark.parametrize("count", ["1990 of 2000", "1990 out of 2000", "2000 in 2010"])
def test_a_count_of_a_count_is_a_number_though_both_look_like_years(count: str, project: Path) -> None:
    spoil(project, {"file": PAGE, "replace": {"Keep this card.": f"Keep this card, as {count} do."}})
    (problem,) = problems_in(project)
    assert problem.startswith(f'docs/{PAGE}:67:20: number "{count}" is typed by hand; put it under numbers:')
