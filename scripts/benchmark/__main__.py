"""Measures this generator beside others on made-up guides, and prints tables for the README.

Knows what is compared with what; run it by `scripts/bench.py`.
"""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from bench import parser
from benchmark import runs
from benchmark.linking import counted, slowdown
from benchmark.runs import Run
from benchmark.sizes import compressed
from benchmark.synthetic import Recipe, peer, project
from environment import BUILD_LOCK, ROOT

PEERS = ROOT / ".venv-bench"
WORK = ROOT / ".build" / "bench"
WANTED = ("mkdocs-material", "zensical==0.0.73", "weasyprint")
TERMS = 1_000
LEAFLETS = 25
PLAIN_UP_TO = 100
"""Pages up to which plain pages are measured too, and Material's own way to a glossary; larger takes too long."""


def main() -> int:
    """Run the benchmark; the exit code is 0 when the links are right."""
    options = parser().parse_args()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    peers = _peers()
    print(f"\nMeasured on {datetime.date.today()}: {runs.machine()}; medians of {options.runs} runs in turn.")
    equal = _links_are_right()
    _glossary(options.runs)
    for pages in options.pages:
        for full in (False, True) if pages <= PLAIN_UP_TO else (True,):
            _compare(pages, full, peers, options.runs)
    if not options.no_paper:
        _paper(peers, options.runs)
    return 0 if equal else 1


def _peers() -> Path:
    """The interpreter of the peers' own environment; says which of them cannot be had."""
    interpreter = PEERS / "bin" / "python"
    if not interpreter.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    for wanted in WANTED:
        pip = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, wanted, *_same_versions()], check=False, capture_output=True).returncode:
            print(f"{wanted} cannot be had here, so nothing was measured with it.")
    return interpreter


def _same_versions() -> list[str]:
    """The versions that this project builds with, so that peers run on the same ground."""
    lock = BUILD_LOCK.read_text(encoding="utf-8")
    return re.findall(r"^(?:mkdocs|mkdocs-material|markdown|pymdown-extensions)==[\d.]+", lock, re.MULTILINE)


# ---- what is compared ------------------------------------------------------------------


def _compare(pages: int, full: bool, peers: Path, times: int) -> None:
    recipe = Recipe(pages, TERMS, full)
    own, plain = project(recipe, WORK), peer(recipe, WORK)
    contenders = {
        "this guide": partial(runs.ours, Path(sys.executable), own),
        "Material, no glossary": partial(runs.material, peers, plain),
        "Zensical, no glossary": partial(runs.zensical, peers, plain),
    }
    if not full:
        few = Recipe(pages, 200)
        contenders["Material, 200 terms by abbr"] = partial(runs.material, peers, peer(few, WORK, glossary=True))
    kind = "options with facts, tables and quality figures" if full else "plain pages"
    _print(f"{pages:,} {kind}, {TERMS:,} terms, no PDFs", contenders, times)
    for line in _sizes(own / "site"):
        print(line)


def _paper(peers: Path, times: int) -> None:
    """PDFs of the same pages: what a build takes longer with them, beside WeasyPrint on the finished pages."""
    own = project(Recipe(LEAFLETS, 100, full=True), WORK)
    runs.ours(Path(sys.executable), own)
    pages = sorted((own / "site" / "procedures").glob("care-*.html"))[:LEAFLETS]
    contenders = {
        "build with hand-outs": partial(runs.ours, Path(sys.executable), own, paper=True),
        "build without": partial(runs.ours, Path(sys.executable), own),
        f"WeasyPrint, {len(pages)} pages": partial(runs.weasyprint, peers, pages),
    }
    _print(f"{LEAFLETS} hand-outs as PDF", contenders, times)


def _glossary(times: int) -> None:
    """What it costs to find terms in the same text, with a small and a large glossary."""
    ratio = slowdown(1_000, 10_000, times)
    print(f"\nFinding terms in one text: with 10,000 terms {ratio:.2f} times the time with 1,000.")


def _links_are_right() -> bool:
    expected, found = counted(WORK, Path(sys.executable))
    print(f"\nGlossary links in a small guide: {found} made, {expected} by the slow and obvious count.")
    return expected == found


# ---- what is printed -------------------------------------------------------------------


def _print(title: str, contenders: Mapping[str, Callable[[], Run]], times: int) -> None:
    print(f"\n**{title}**\n\n| | seconds | processor seconds | peak memory | ours, as a ratio |\n|---|---|---|---|---|")
    found = runs.in_turn(contenders, times)
    first = next(iter(found.values()))
    for name, run in found.items():
        print(f"| {name} | did not run: {run} | | | |" if isinstance(run, str) else _row(name, run, first), flush=True)


def _row(name: str, run: Run, first: Run | str) -> str:
    ratio = ""
    if isinstance(first, Run) and first is not run:
        ratio = f"{first.seconds / run.seconds:.2f}x (processor {first.processor / run.processor:.2f}x)"
    return f"| {name} | {run.seconds:.1f} | {run.processor:.1f} | {run.memory:.0f} MB | {ratio} |"


def _sizes(site: Path) -> Iterator[str]:
    pages = {path: compressed(path) for path in site.rglob("*.html")}
    largest = max(pages, key=lambda path: pages[path])
    index = compressed(site / "search" / "search_index.json")
    yield f"\nLargest page compressed: {pages[largest] / 1000:.1f} kB ({largest.relative_to(site)}), "
    yield f"median {sorted(pages.values())[len(pages) // 2] / 1000:.1f} kB; search index {index / 1000:.0f} kB."


if __name__ == "__main__":
    sys.exit(main())
