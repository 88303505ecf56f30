"""Builds the guide: sets up what it needs, builds beside the last good site, swaps it in, sums up.

    python3 scripts/build.py                      build site/
    python3 scripts/build.py --serve              live preview while you write
    python3 scripts/build.py new procedure NAME   a page to fill in (also: condition, comparison, term, source)
    python3 scripts/build.py review               what waits for a review
    python3 scripts/build.py review PAGE --by NAME --role ROLE
    python3 scripts/build.py release --on DATE    record what the hand-outs say, for those who ask later
    python3 scripts/build.py export FOLDER        the guide as plain Markdown, for other site generators
    python3 scripts/build.py schema               JSON Schemas for editors, in .schema/

All generation happens in the hooks; plain `mkdocs build` inside the environment gives the same site.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from environment import BUILD_LOCK, ROOT, SetupError, python, run_environment
from keep import Busy, heal, swap, workplace

WORK = ROOT / ".build"
SITE = ROOT / "site"
OLD = ROOT / "site.old"
NOTES = WORK / "notes.txt"
TRACEBACK = "Traceback (most recent call last):"
NOISE = ("INFO", "DEBUG", "Aborted with")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code is 0 when all went well."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options, python(BUILD_LOCK))
    except SetupError as error:
        print(f"Cannot set up: {error}", file=sys.stderr)
    except Busy:
        print("Another build is at work in this folder. Let it end, then try again.", file=sys.stderr)
    except OSError as error:
        print(f"Cannot write: {error}. The last good site is as it was.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. The last good site is as it was.", file=sys.stderr)
    return 1


def _run(options: argparse.Namespace, interpreter: Path) -> int:
    if options.command == "review":
        return _core(interpreter, "guide.commands.review", *options.rest)
    if options.command == "release":
        return _core(interpreter, "guide.commands.release", "--on", options.on)
    if options.command == "schema":
        return _core(interpreter, "guide.commands.schema")
    if options.command == "export":
        return _core(interpreter, "export", options.folder)
    if options.command == "new":
        return _core(interpreter, "guide.commands.new", options.kind, options.name)
    return _serve(interpreter) if options.serve else _build(interpreter)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Build the guide.")
    parser.add_argument("--serve", action="store_true", help="live preview")
    commands = parser.add_subparsers(dest="command")
    new = commands.add_parser("new", help="write a skeleton to fill in")
    new.add_argument("kind", choices=("procedure", "condition", "comparison", "term", "source"))
    new.add_argument("name", help="its name, such as kyphoplasty")
    review = commands.add_parser("review", help="record a review of a page, or list those due", add_help=False)
    review.add_argument("rest", nargs=argparse.REMAINDER)
    release = commands.add_parser("release", help="record what the hand-outs say at a release")
    release.add_argument("--on", required=True, help="date of the release, such as 2026-11-22")
    export = commands.add_parser("export", help="write plain Markdown that other site generators build")
    export.add_argument("folder", help="a new or empty folder")
    commands.add_parser("schema", help="write JSON Schemas for editors to .schema/")
    return parser


def _core(interpreter: Path, module: str, *arguments: str) -> int:
    command = [str(interpreter), "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=run_environment(), check=False).returncode


def _serve(interpreter: Path) -> int:
    return _core(interpreter, "mkdocs", "serve", "--livereload")


def _build(interpreter: Path) -> int:
    started = time.monotonic()
    with workplace(WORK) as work:
        heal(SITE, OLD)
        print("Building the site …", flush=True)
        new, summary = work / "site", work / "summary.json"
        if _mkdocs(interpreter, new, summary):
            print("\nNot built. The last good site is as it was.", file=sys.stderr)
            return 1
        said = _sentences(json.loads(summary.read_text(encoding="utf-8")), time.monotonic() - started)
        swap(new, SITE, OLD)
    print(said)
    return 0


def _mkdocs(interpreter: Path, site: Path, summary: Path) -> int:
    """Run the site generator; show what it says of problems and leave out what it says of itself."""
    command = [str(interpreter), "-m", "mkdocs", "build", "--site-dir", str(site)]
    environment = {**run_environment(), "GUIDE_SUMMARY": str(summary)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        _tell(process.stdout or ())
    return process.returncode


def _tell(lines: Iterable[str]) -> None:
    """Print each line as it comes; of a crash over a file that cannot be written, only what the system says."""
    crash: list[str] = []
    for line in lines:
        if crash or line.startswith(TRACEBACK):
            crash.append(line)
        elif line.strip() and not line.startswith(NOISE):
            print(line.rstrip(), file=sys.stderr, flush=True)
    if crash:
        last = crash[-1].strip()
        print(f"Cannot write: {last.partition(': ')[2]}" if "[Errno" in last else "".join(crash), file=sys.stderr)


def _sentences(summary: dict[str, Any], seconds: float) -> str:
    notes = [*summary["unshown_groups"], *summary["no_claims"], *summary["unused_terms"]]
    NOTES.write_text("".join(f"{note}\n" for note in notes), encoding="utf-8")
    counts = ", ".join(f"{summary[name]} {name}" for name in ("pages", "tables", "terms", "sources"))
    paper = f"{summary['pdfs']} PDFs ({summary['pdf_bytes'] / 1e6:.1f} MB)"
    kit = f"an offline kit ({summary['kit_bytes'] / 1e6:.1f} MB)"
    excused = f"{len(summary['no_claims'])} blocks marked as no claim"
    unused = f"{len(summary['unused_terms'])} terms used on no page"
    unshown = f"{len(summary['unshown_groups'])} groups whose signs no page shows"
    return (
        f"Built {counts}, {paper}, {kit}; 0 problems; {seconds:.1f} seconds.\n"
        f"To look over some day: {excused}, {unused}, {unshown} (listed in {NOTES}).\n"
        f"Open {SITE / 'index.html'}"
    )


if __name__ == "__main__":
    sys.exit(main())
