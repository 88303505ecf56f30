"""Builds the guide: sets up what it needs, builds beside the last good site, swaps it in, sums up.

    python3 scripts/build.py                      build site/
    python3 scripts/build.py --serve              live preview while you write (--port 8001: at another port)
    python3 scripts/build.py new procedure NAME   a page to fill in (less-used, condition, comparison, term, source too)
    python3 scripts/build.py new answer PAGE QUESTION REASON   both halves of an answer
    python3 scripts/build.py review               what waits for a review
    python3 scripts/build.py review PAGE --by NAME --role ROLE
    python3 scripts/build.py review-pack PAGE ...  one file for a clinician to judge, part by part
    python3 scripts/build.py review-import FILE    take in what they found
    python3 scripts/build.py release --on DATE    record what the hand-outs say, for those who ask later
    python3 scripts/build.py release --check      fail if a text on paper is not that of its last release
    python3 scripts/build.py check-publish        what must be mended before it is published, what readers will miss
    python3 scripts/build.py export FOLDER        the guide as plain Markdown, for other site generators
    python3 scripts/build.py schema               JSON Schemas for editors, in .schema/

All generation happens in the hooks; plain `mkdocs build` inside the environment gives the same site.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import sys
import time
from contextlib import closing, suppress
from importlib import import_module
from typing import Any

from environment import BUILD_LOCK, ROOT, SetupError, enter
from guide.ground.problems import BadGuide
from guide.ground.scratch import Busy, Scratch, locked
from keep import heal, swap

WORK = ROOT / ".build"
SITE = ROOT / "site"
OLD = ROOT / "site.old"
NOTES = WORK / "notes.txt"
SETTINGS = ROOT / "mkdocs.yml"
REVIEWS = {
    "review": "record a review of a page, or list those due",
    "review-pack": "write pages as a file for a clinician to judge",
    "review-import": "take in what a clinician found",
}
"""Commands that read what follows them by themselves, and what they do."""
TAKEN = (
    "The preview cannot be shown at port {port}: {why}. Close what uses that port, such as another preview, or take\n"
    "another one: python3 scripts/build.py --serve --port {other}"
)


def main() -> int:
    """Run the command line; the exit code is 0 when all went well."""
    options = _asked()
    try:
        enter(BUILD_LOCK)
        os.chdir(ROOT)
        return _run(options)
    except SetupError as error:
        print(f"Cannot set up: {error}", file=sys.stderr)
    except BadGuide as error:
        print(f"{error}\n\nNot built. The last good site is as it was.", file=sys.stderr)
    except Busy:
        print("Another build is at work in this folder. Let it end, then try again.", file=sys.stderr)
    except BrokenPipeError:  # nobody reads on, as in `build.py review | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"Cannot write: {error}. The last good site is as it was.", file=sys.stderr)
    except MemoryError as error:
        print(f"Not built: {error}. Close other programs, then try again.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. The last good site is as it was.", file=sys.stderr)
    return 1


def _run(options: argparse.Namespace) -> int:
    if options.serve:
        return _serve(options.port)
    return _commands(options) if options.command else _build()


def _commands(options: argparse.Namespace) -> int:
    import export
    from guide.commands import check_publish, new, release, schema

    if options.command in REVIEWS:
        return int(import_module(f"guide.commands.{options.command.replace('-', '_')}").main(options.rest))
    if options.command == "release":
        return release.main(["--check"] if options.check else ["--on", options.on])
    if options.command == "check-publish":
        return check_publish.main()
    if options.command == "schema":
        return schema.main()
    if options.command == "export":
        return export.main([options.folder])
    return new.main([options.kind, options.name, *options.rest])


def _asked() -> argparse.Namespace:
    """What the command line asks for; what follows a command that reads it by itself is its `rest`, --help too."""
    parser = _parser()
    options, rest = parser.parse_known_args()
    if options.command in REVIEWS:
        options.rest = rest
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Build the guide.")
    parser.add_argument("--serve", action="store_true", help="live preview")
    parser.add_argument("--port", type=_port, default=8000, help="where the preview is shown (8000)")
    commands = parser.add_subparsers(dest="command")
    new = commands.add_parser("new", help="write a skeleton to fill in")
    new.add_argument("kind", choices=("procedure", "less-used", "condition", "comparison", "term", "source", "answer"))
    new.add_argument("name", help="its name, such as kyphoplasty; of an answer, the page that gives it")
    new.add_argument("rest", nargs="*", help="of an answer: its question, and its reason")
    for name, does in REVIEWS.items():
        commands.add_parser(name, help=does, add_help=False)
    release = commands.add_parser("release", help="record what the hand-outs say at a release")
    what = release.add_mutually_exclusive_group(required=True)
    what.add_argument("--on", metavar="DATE", help="date of the release, such as 2026-11-22")
    what.add_argument("--check", action="store_true", help="fail if a text on paper is not that of its last release")
    export = commands.add_parser("export", help="write plain Markdown that other site generators build")
    export.add_argument("folder", help="a new or empty folder")
    commands.add_parser("check-publish", help="what must be mended before the guide is published")
    commands.add_parser("schema", help="write JSON Schemas for editors to .schema/")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65_536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535, such as 8001")
    return port


def _serve(port: int) -> int:
    import engine

    try:
        socket.create_server((engine.HOST, port)).close()
    except OSError as error:
        print(TAKEN.format(port=port, why=os.strerror(error.errno or 0), other=port % 65_535 + 1), file=sys.stderr)
        return 1
    print("Building the site …", flush=True)
    with closing(Scratch(WORK)) as scratch, suppress(KeyboardInterrupt):
        engine.serve(SETTINGS, scratch.folder / "site", port)
    return 0


def _build() -> int:
    import engine

    started = time.monotonic()
    with locked(WORK / "building", wait=False), closing(Scratch(WORK)) as scratch:
        heal(SITE, OLD)
        print("Building the site …", flush=True)
        new, summary = scratch.folder / "site", scratch.folder / "summary.json"
        os.environ["GUIDE_SUMMARY"] = str(summary)
        engine.build(SETTINGS, new)
        said = _sentences(json.loads(summary.read_text(encoding="utf-8")), time.monotonic() - started)
        swap(new, SITE, OLD)
    print(said)
    return 0


def _sentences(summary: dict[str, Any], seconds: float) -> str:
    kinds = ("doubts", "unshown_groups", "no_claims", "unused_terms", "broken_words")
    notes = [note for kind in kinds for note in summary[kind]]
    NOTES.write_text("".join(f"{note}\n" for note in notes), encoding="utf-8")
    counts = ", ".join(f"{summary[name]} {name}" for name in ("pages", "tables", "terms", "sources"))
    paper = f"{summary['pdfs']} PDFs ({summary['pdf_bytes'] / 1e6:.1f} MB)"
    kit = f"an offline kit ({summary['kit_bytes'] / 1e6:.1f} MB)"
    excused = f"{len(summary['no_claims'])} blocks marked as no claim"
    unused = f"{len(summary['unused_terms'])} terms used on no page"
    unshown = f"{len(summary['unshown_groups'])} groups whose signs no page shows"
    broken = f"{len(summary['broken_words'])} words that paper may break"
    doubts = f"{len(summary['doubts'])} parts of which a reviewer was unsure"
    return (
        f"Built {counts}, {paper}, {kit}; 0 problems; {seconds:.1f} seconds.\n"
        f"To look over some day: {excused}, {unused}, {unshown}, {broken}, {doubts} (listed in {NOTES}).\n"
        f"Open {SITE / 'index.html'}"
    )


if __name__ == "__main__":
    sys.exit(main())
