"""Spoiled guides, made from a seed: each differs from the made-up guide by one thing that went wrong in one file.

`python tests/corpus.py FIRST LAST` builds the spoiled guides of these numbers, each in this one process, and says a
line of JSON for each: built, refused (with file and line), or how it escaped.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from guide.build import Build, open_build
from guide.content.document import hidden
from guide.content.files import Contents
from guide.content.parts import PARTS
from guide.content.schema import OptionMeta
from guide.ground.problems import BadGuide
from guide.html import policy
from guide.html.tree import parse
from guide.html.tree import text as as_html
from guide.paper.typeset import typst

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "tests" / "second_guide" / "docs"
SEED = 20261122
MEMORY = 500_000_000
SECONDS = 20
"""Of a processor; ten times as long by the clock."""
PROBLEM = re.compile(r"docs[^:]*:\d+:\d+: \S.*; \S")
DAMAGE = re.compile(r"\{\{|\}\}|\[\^|\{ ?[.#:]|\]\(|reviewed: not yet|^kind: |<script|</?span|no-claim", re.MULTILINE)
"""What no page may show: marks, attribute lists, raw links, front matter, tags."""
SENSELESS = re.compile(r"\b1 times as|(?<![\d.,])([\d.,]*\d) to \1(?![\d.,])|-\d+ (?:points|days)| [”’](?=[ .,])")
"""What no page may say: once as likely, from two to two, less than nothing, a space before a closing quotation mark."""

ODD = [
    *("<script>alert(1)</script>", "<img src=x onerror=x()>", "</div>", "<!--", "<", "]]>", "&lt;b&gt;", "&#x3c;b"),
    *(
        "{{ stay }}",
        "{{ part: glossary }}",
        "{{",
        "}}",
        "{% x %}",
        "{# x #}",
        "{ .lead }",
        "{: onclick=x }",
        "{country}",
    ),
    *("[^handbook]", "[^", "[x](javascript:x)", "[x](../../../etc/passwd)", "[x](/etc/passwd)", "![x](//y.example/z)"),
    *("*x", "**x**", "__", "`x", "```", "~~~", "| a |", "|--|", "# x", "- x", "1. x", "> x", "---", "===", "!!! note"),
    *("'", '"', "\\", "%", "@", "\u00e9\u00df", "\u05d0\u202e", "\U0001f9f8", "\x00", "\x02", "\x1b[31m", "\u2028"),
    *("null", "true", "1e999", "-0", "0x10", "nan", "~", "[]", "{}", "[[[]]]", "&a x", "*a", "!!python/none", "<<: x"),
    *("x" * 900, "x " * 1900, "y" * 5000, "[" * 3000, "(" * 900, "*_" * 900, "<b " * 600, "`" * 901, "> " * 400),
]
KEY = re.compile(r"^(?P<indent>\s*(?:- )*)(?P<key>[\w-]+):(?P<value>.*)$")
NAMES = [
    "New Eye.md",
    "x;rm.md",
    "a%2fb.md",
    "-x.md",
    "CON.md",
    "caf\u00e9.md",
    "x.html",
    "x.MD",
    "x..md",
    "x\ny.md",
    '"x".md',
    "con.md",
    "nul.yml",
    "be\u00adar.md",
    "be\u200bar.yml",
    "start-here.md",
]
OF_THE_BUILD = [
    "404.md",
    "glossary-2.md",
    "sources-9.md",
    "what-matters-flat-tummy.md",
    "pdf/x.md",
    "qr/x.md",
    "con.md",
]
OF_THE_BUILD += ["start-here.md", "index-2.md", "readme.md", "procedures/404.md", "search/x.md", "numbers-1.md"]

Spoil = Callable[[random.Random, Path], None]


def spoiled(number: int, target: Path) -> str:
    """Make the spoiled guide of that number in `target`; how and where it was spoiled."""
    chance = random.Random(SEED + number)
    shutil.copytree(DOCS, target / "docs")
    files = sorted(path for path in (target / "docs").rglob("*") if path.suffix in (".md", ".yml"))
    path, spoil = chance.choice(files), SPOILS[number % len(SPOILS)]
    spoil(chance, path)
    return f"{spoil.__name__} in {path.relative_to(target)}"


# ---- what can go wrong ----------------------------------------------------------


def _lines(change: Callable[[random.Random, list[str], int], None], *, keys: bool) -> Spoil:
    """A spoiler of one line: any line, or one with a key."""

    def spoil(chance: random.Random, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")
        fit = [row for row, line in enumerate(lines) if KEY.match(line) or not keys]
        change(chance, lines, chance.choice(fit) if fit else 0)
        path.write_text("\n".join(lines), encoding="utf-8")

    spoil.__name__ = change.__name__
    return spoil


def line_deleted(_: random.Random, lines: list[str], row: int) -> None:
    del lines[row]


def line_doubled(_: random.Random, lines: list[str], row: int) -> None:
    lines.insert(row, lines[row])


def lines_swapped(chance: random.Random, lines: list[str], row: int) -> None:
    other = chance.randrange(len(lines))
    lines[row], lines[other] = lines[other], lines[row]


def line_indented(chance: random.Random, lines: list[str], row: int) -> None:
    lines[row] = " " * chance.choice([1, 2, 4, 40, 400]) + lines[row]


def key_renamed(chance: random.Random, lines: list[str], row: int) -> None:
    lines[row] = KEY.sub(lambda m: f"{m['indent']}{m['key'][::-1]}x:{m['value']}", lines[row])


def key_of_odd_signs(chance: random.Random, lines: list[str], row: int) -> None:
    odd = chance.choice(ODD)
    lines[row] = KEY.sub(lambda m: f"{m['indent']}{odd}:{m['value']}", lines[row])


def value_of_another_type(chance: random.Random, lines: list[str], row: int) -> None:
    value = chance.choice(["", "12", "[a, b]", "{a: b}", "true", "2026-13-45", "1.5", "|\n  a\n  b", "- a", "? a"])
    lines[row] = KEY.sub(lambda m: f"{m['indent']}{m['key']}: {value}", lines[row])


def value_odd(chance: random.Random, lines: list[str], row: int) -> None:
    odd = chance.choice(ODD)
    lines[row] = KEY.sub(lambda m: f"{m['indent']}{m['key']}: {odd}", lines[row])


def value_odd_in_quotes(chance: random.Random, lines: list[str], row: int) -> None:
    odd = json.dumps(f"{chance.choice(ODD)} {chance.choice(ODD)}")
    lines[row] = KEY.sub(lambda m: f"{m['indent']}{m['key']}: {odd}", lines[row])


def value_with_an_odd_end(chance: random.Random, lines: list[str], row: int) -> None:
    lines[row] = f"{lines[row]} {chance.choice(ODD)}"


def path_that_climbs_out(chance: random.Random, lines: list[str], row: int) -> None:
    path = chance.choice(
        ["../../../etc/passwd", "/etc/passwd", "..", "../x.md", "..%2fx.md", "a/../../x.md", "C:\\x.md"]
    )
    lines[row] = re.sub(r"[\w./#-]+(?=[\"'\])}, ]*$)", lambda _: path, lines[row], count=1)


def odd_line_put_in(chance: random.Random, lines: list[str], row: int) -> None:
    lines.insert(row, chance.choice(ODD))


def noise_put_in(chance: random.Random, lines: list[str], row: int) -> None:
    pieces = [*ODD[:60], "word", "seam", " ", "\n", "\n\n", "    ", "| a | b |\n|---|---|\n| c | d |"]
    lines.insert(row, "".join(chance.choice(pieces) for _ in range(chance.randint(2, 25))))


def prose_spoiled(chance: random.Random, lines: list[str], row: int) -> None:
    rows = [row for row, line in enumerate(lines) if len(line) > 20 and not KEY.match(line)] or [row]
    row = chance.choice(rows)
    at = chance.randint(0, len(lines[row]))
    lines[row] = f"{lines[row][:at]}{chance.choice(ODD)}{lines[row][at:]}"


def mark_put_in(chance: random.Random, lines: list[str], row: int) -> None:
    marks = [f"{{{{ part: {name} }}}}" for name in PARTS] + ["{{ chart: stay }}", "{{ fact: risk }}", "{ .lead }", "[^"]
    around = chance.choice(["{}", "  {}", "- {}", "Words {} and more.", "{}\nMore words.", "| a | {} |"])
    lines[row:row] = ["", around.format(chance.choice(marks)), ""]


def hidden_put_in(chance: random.Random, lines: list[str], row: int) -> None:
    """A sign that nobody sees, an accent alone, or a letter of another script, as it is or as a code."""
    sign = chance.choice(
        [*"\u00ad\u034f\u061c\u115f\u180e\u200b\u200d\u200e\u2060\u3164\ufe0f\U000e0001", *"\u0301\u05d1\u6cd5\u0430"]
    )
    form = chance.choice(["{}", "{}", "&#{};", "\\u{:04x}"])
    at = chance.randint(0, len(lines[row]))
    lines[row] = f"{lines[row][:at]}{form.format(sign if form == '{}' else ord(sign))}{lines[row][at:]}"


def _matching(pattern: str, change: Callable[[random.Random, str], str]) -> Spoil:
    """A spoiler of one of the lines, in any file, in which the pattern is found."""
    sought = re.compile(pattern, re.MULTILINE)

    def spoil(chance: random.Random, path: Path) -> None:
        docs = next(folder for folder in path.parents if folder.name == "docs")
        texts = {
            one: one.read_text(encoding="utf-8") for one in sorted(docs.rglob("*")) if one.suffix in (".md", ".yml")
        }
        file = chance.choice([one for one, text in texts.items() if sought.search(text)])
        lines = texts[file].split("\n")
        row = chance.choice([row for row, line in enumerate(lines) if sought.search(line)])
        lines[row] = change(chance, lines[row])
        file.write_text("\n".join(lines), encoding="utf-8")

    spoil.__name__ = change.__name__
    return spoil


FIGURE = r"\b(low|high|value|in_100|in_10000|times|base_in_100|people): *[^,}\s]+"
UNIT = r"\bunit: *[^,}]+"
NAME = r"^  (?:term|plural|aliases):|^term:"
CITED = r"^[^:]*\[\^"
ENTRY = r"^ +- (?:text|name|\{name):?"
QUESTION = r"^  - text: .*\?$"


def number_changed(chance: random.Random, line: str) -> str:
    figures = [
        "0",
        "1",
        "100",
        "100.5",
        "-3",
        "0.004",
        "99.96",
        "3.14159",
        "1e9",
        "2",
        "10",
        "not given",
        "120000",
        ".5",
    ]
    return re.sub(FIGURE, lambda found: f"{found[1]}: {chance.choice(figures)}", line)


def unit_changed(chance: random.Random, line: str) -> str:
    units = [
        "in 100",
        "points of 10",
        "out of 1",
        "stitches",
        "times",
        "%",
        "1",
        "days",
        "a|b",
        "*x*",
        "in 0",
        "of 1,000",
    ]
    return re.sub(UNIT, lambda _: f"unit: {json.dumps(chance.choice(units))}", line)


def source_mark_moved(chance: random.Random, line: str) -> str:
    """A source mark at the end of some word, in quotes, emphasis, before a dash: it may stand anywhere."""
    at = chance.choice([found.end() for found in re.finditer(r"\w\b", line)] or [0])
    sign = chance.choice(["", "”", "'", "**", "—", "…", ")", "](x)", "{ .lead }", "\\"])
    return f"{line[:at]}{chance.choice(['', ' '])}[^handbook]{sign}{line[at:]}"


def term_named_oddly(chance: random.Random, line: str) -> str:
    pieces = [
        "seam",
        "C",
        "B12",
        "us",
        "’s",
        "/",
        "++",
        "–",
        ". ",
        " ",
        "(x)",
        "@",
        "://",
        "&",
        "é",
        "e\u0301",
        "<b>",
        "[",
        "*",
    ]
    name = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 5)))
    key = line.partition(":")[0]
    return f"{key}: {json.dumps([name] if key.endswith('aliases') else name)}"


def link_put_in(chance: random.Random, lines: list[str], row: int) -> None:
    to = chance.choice(
        ["nowhere.md", "index.md", "#nowhere", "../index.md", "data/guide.yml", "procedures/", "tel:1 2", "//a.b"]
    )
    text = chance.choice(
        ["bear", "the [new] bear", "**bear**", "<span>bear</span>", "a\nb", "", "![x](y.svg)", "`bear`"]
    )
    around = chance.choice(
        [
            "{}",
            "## See {}",
            '!!! note "{}"\n\n    Text.',
            "| {} | b |\n| --- | --- |\n| c | d |",
            "- {}",
            "{}[^handbook]",
        ]
    )
    lines[row:row] = ["", around.format(f"[{text}]({to})"), ""]


def form_of_others_put_in(chance: random.Random, lines: list[str], row: int) -> None:
    """What other programs take for a list, a table, a heading or a word of another language."""
    form = chance.choice(
        [
            "##Bears",
            "#1 bear",
            "1) Wash\n2) Dry",
            "Bring:\n- a bag",
            "- a\n  - b",
            "a | b\n--- | ---\nc | d",
            "==x==",
            "- [ ] x",
        ]
        + [
            "250. They tore.",
            "x\n===",
            "Term\n:   Means",
            "::: box",
            '<span lang="es-MX">x</span>',
            '<span lang="Spanish">x</span>',
        ]
        + [
            "a<br>seam<br>repair",
            "The **seam** repair",
            "&nbsp;x&copy;",
            "{{part:worksheets}}",
            "x" * 70,
            "www.a.example",
            "~~x~~",
        ]
        + ["| a | b |\n| --- | --- |\n| c |", "| a |\n| --- |\n| c | lost words of a row |", "# Bears", "> # Bears"]
        + ["a) Wash\nb) Dry", "• Wash\n• Dry", ":smile:", "++x++", "$x$", "H~A~O", "%% x %%", "^[x]", "[x][y]", "/// x"]
        + [
            "One is so.[^handbook] Dr. Mend says two.[^seam-count] Three.",
            "**One [^handbook]. Two [^seam-count].** Three.",
        ]
    )
    lines[row:row] = ["", form, ""]


def entry_dropped(_: random.Random, line: str) -> str:
    """A list that lacks one of its entries, or its only one."""
    return ""


def question_of_another_page(_: random.Random, line: str) -> str:
    return "  - text: Will it look the same?"


def drawing_spoiled(chance: random.Random, path: Path) -> None:
    """A drawing with a sign that nobody sees, a letter that paper lacks, or more than it may hold."""
    docs = next(folder for folder in path.parents if folder.name == "docs")
    drawing = chance.choice(sorted(docs.rglob("*.svg")))
    text = drawing.read_text(encoding="utf-8")
    ends = [found.start() for found in re.finditer('</|/>|">', text)]
    at = chance.choice([*ends, chance.randrange(len(text))])
    odd = chance.choice(
        ["\u200b", "&#x200b;", "&zwj;", "\u00ad", "\u05d0", "\U0001f9f8", "<a href='x'/>", "<!-- x -->", *ODD]
    )
    drawing.write_text(f"{text[:at]}{odd}{text[at:]}", encoding="utf-8")


def page_at_a_taken_address(chance: random.Random, path: Path) -> None:
    docs = next(folder for folder in path.parents if folder.name == "docs")
    page = docs / chance.choice(OF_THE_BUILD)
    page.parent.mkdir(exist_ok=True)
    shutil.copy(docs / "paper.md", page)


def file_cut(chance: random.Random, path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: chance.randrange(len(raw))])


def bytes_changed(chance: random.Random, path: Path) -> None:
    raw = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 4)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    path.write_bytes(bytes(raw))


def encoded_oddly(chance: random.Random, path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("a", "\u00e4", 1)
    path.write_bytes(
        text.encode(chance.choice(["utf-16", "utf-16-le", "latin-1", "utf-32", "utf-8-sig", "utf-7", "cp037"]))
    )


def line_ends_changed(chance: random.Random, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", chance.choice([b"\r", b"\r\n", b"\n\r", b"\x0b", b"\x85"])))


def nested_deep(chance: random.Random, path: Path) -> None:
    deep = chance.choice([25, 400, 3000])
    form = chance.choice(["x: " + "[" * deep + "]" * deep, "x: " + "{a: " * deep + "}" * deep, "- " * deep + "x"])
    form = chance.choice([form, "\n".join(f"{' ' * level}a:" for level in range(min(deep, 900))), "[\n" * 40_000])
    path.write_text(path.read_text(encoding="utf-8").replace("\n", f"\n{form}\n", 1), encoding="utf-8")


def aliases(chance: random.Random, path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))
    path.write_text(path.read_text(encoding="utf-8").replace("\n", f"\n{bomb}", 1), encoding="utf-8")


def file_gone(_: random.Random, path: Path) -> None:
    path.unlink()


def file_empty(chance: random.Random, path: Path) -> None:
    path.write_text(chance.choice(["", "\n", "---\n---\n", "---", "null", "[]", "- a", "text"]), encoding="utf-8")


def file_huge(chance: random.Random, path: Path) -> None:
    more = chance.choice(["word word word.\n", "- item\n", "[", "a: b\n", "x", "| a | b |\n", "\n", "> "])
    path.write_text(path.read_text(encoding="utf-8") + more * chance.choice([9_000, 300_000]), encoding="utf-8")


def file_of_another(chance: random.Random, path: Path) -> None:
    others = sorted(other for other in path.parent.parent.rglob("*") if other.is_file())
    path.write_bytes(chance.choice(others).read_bytes())


def file_renamed(chance: random.Random, path: Path) -> None:
    path.rename(path.with_name(chance.choice(NAMES)))


def file_elsewhere(chance: random.Random, path: Path) -> None:
    folder = path.parent / chance.choice(["A B", "deep/er/and/deeper", "..x", "x.md"])
    folder.mkdir(parents=True)
    shutil.copy(path, folder / path.name)


def file_of_no_kind(chance: random.Random, path: Path) -> None:
    path.unlink()
    forms: list[Callable[[], object]] = [
        lambda: path.symlink_to("/etc/passwd"),
        lambda: path.symlink_to(path.name),
        lambda: path.symlink_to("../.."),
        path.mkdir,
        lambda: os.mkfifo(path),
    ]
    chance.choice(forms)()


LINE_SPOILS = [line_deleted, line_doubled, lines_swapped, line_indented, odd_line_put_in, noise_put_in, prose_spoiled]
ODD_VALUES = [value_of_another_type, value_odd, value_odd_in_quotes, value_with_an_odd_end]
SPOILS: list[Spoil] = [
    *(_lines(spoil, keys=False) for spoil in [*LINE_SPOILS, noise_put_in, prose_spoiled]),
    *(
        _lines(spoil, keys=True)
        for spoil in [line_deleted, line_doubled, key_renamed, key_of_odd_signs, *ODD_VALUES, *ODD_VALUES[1:3]]
    ),
    *(file_cut, file_cut, bytes_changed, encoded_oddly, line_ends_changed, nested_deep, aliases, file_gone, file_empty),
    *(file_huge, file_of_another, file_renamed, file_elsewhere, file_of_no_kind),
    *[_lines(mark_put_in, keys=False)] * 2,
    *(_lines(path_that_climbs_out, keys=keys) for keys in (False, True)),
    *(_lines(spoil, keys=False) for spoil in [hidden_put_in, hidden_put_in, link_put_in, form_of_others_put_in]),
    *[_matching(FIGURE, number_changed)] * 3,
    *(_matching(*one) for one in [(UNIT, unit_changed), (CITED, source_mark_moved), (NAME, term_named_oddly)]),
    *(_matching(*one) for one in [(ENTRY, entry_dropped), (QUESTION, question_of_another_page)]),
    *(drawing_spoiled, page_at_a_taken_address),
]


# ---- what must come of it -------------------------------------------------------


def outcome(number: int) -> dict[str, object]:
    """What becomes of the spoiled guide of that number."""
    with tempfile.TemporaryDirectory() as folder:
        how = spoiled(number, Path(folder))
        started = time.process_time()
        result, says = _built(Path(folder) / "docs")
        seconds = round(time.process_time() - started, 2)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # the most until now
    return {"number": number, "how": how, "result": result, "says": says, "seconds": seconds, "memory": memory}


def _built(docs: Path) -> tuple[str, str]:
    try:
        build = open_build(Contents(docs), ROOT / "overrides", "")
        faults = [fault for src in build.guide.pages for fault in _page_faults(build, src)]
    except BadGuide as error:
        _, *problems = str(error).split("\n")
        return ("refused" if problems and all(map(PROBLEM.match, problems)) else "escaped", str(error)[:600])
    except Exception:
        return "escaped", traceback.format_exc()[-900:]
    return ("escaped" if faults else "built", "; ".join(faults)[:600])


def _page_faults(build: Build, src: str) -> list[str]:
    """What a reader of the page would see of the damage."""
    root = build.finished.page(src)
    html = as_html(root)
    if isinstance(build.guide.pages[src].meta, OptionMeta):
        typst(parse(html))
    text, page = root.text_content(), build.guide.pages[src]
    place = f'<meta http-equiv="Content-Security-Policy" content="{policy.MARK}">'
    frame = f"<!doctype html><html><head>{place}</head><body>{html}</body></html>"
    found = [f"{src} shows {mark!r}" for mark in [*DAMAGE.findall(text), *filter(None, [hidden(text)])]]
    found += [f"{src} says {said[0]!r}" for said in SENSELESS.finditer(text)]
    found += [f"{src} {fault}" for fault in policy.judged(frame).faults]
    title = " ".join(root.findtext(".//h1", "").split())
    found += [f"{src} is headed {title!r}"] if title != " ".join(page.meta.title.split()) else []
    return found + [f"{src} does not say {words!r}" for words in _words(page.document.body) if words not in text]


def _words(body: str) -> list[str]:
    """Runs of plain words of the prose, which the page must say."""
    return [words.strip() for words in re.findall(r"(?<=\n)[A-Z][a-z]+(?: [a-z]+){3,}", body)]


def main(first: int, last: int) -> None:
    """Say the outcome of each number, one line each."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    for number in range(first, last):
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of a processor: others may be at work too
        signal.alarm(10 * SECONDS)
        print(json.dumps(outcome(number)), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
