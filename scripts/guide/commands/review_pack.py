"""Writes pages as one file for a clinician to judge, and the same as a form to fill in by hand.

Knows where such files lie and what a browser may do with them; what stands in them is `exports.packs`' business.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guide.checks.extracts import code
from guide.commands.asked import refused, source, whole_guide
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import RIGHT, UNSURE, WRONG, Meta
from guide.exports.packs import Pack
from guide.ground.problems import nearest
from guide.html.policy import hashed
from guide.pages.generated import with_generated
from guide.pages.maker import Maker
from guide.pages.templates import Templates, read_words

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "review-packs"
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src {style}; script-src {script}"


def main(arguments: list[str]) -> int:
    """Write a pack of the pages that are named; the exit code is 1 if one of them is none."""
    options = _parser().parse_args(arguments)
    guide = whole_guide(ROOT)
    if guide is None:
        return 1
    asked = [source(given, ROOT) for given in options.page]
    if unknown := [src for src in asked if src not in guide.pages]:
        return refused(*(f"docs/{src} is no page of the guide{nearest(src, guide.pages)}" for src in unknown))
    pages, name = [guide.pages[src] for src in asked], "-".join(Path(src).stem for src in asked[:3])
    folder = Path(options.to)
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in written(guide, pages, name).items():
        (folder / file).write_text(text, encoding="utf-8")
        print(f"Wrote {folder / file}")
    print("Send the first to the reviewer; what comes back is taken in with build.py review-import FILE.")
    return 0


def written(guide: Guide, pages: Sequence[Page[Meta]], name: str) -> dict[str, str]:
    """The pack in each of its forms, by the name of the file."""
    words, folder = read_words(ROOT / "overrides" / "words.yml"), ROOT / "overrides" / "review"
    pack = Pack(Maker(with_generated(guide, words), ROOT / "overrides" / "generated", words))
    chapters = [pack.chapter(page) for page in pages]
    templates = Templates(folder)
    style = templates.render("pack.css") + pack.maker.style()
    script = templates.render("pack.js")
    data: dict[str, Any] = {
        "name": name,
        "words": words,
        "chapters": chapters,
        "sources": pack.sources,
        "named": dict(pack.sources),
        "roles": guide.settings.reviewers,
        "judgements": [(value, words[f"judge_{value}"]) for value in (RIGHT, WRONG, UNSURE)],
        "code": code([[chapter.file, [item.codes for item in chapter.items]] for chapter in chapters]),
        "policy": POLICY.format(style=hashed(style), script=hashed(script)),
    }
    made = templates.render("pack.html", style=style, script=script, **data)
    return {f"{name}.html": str(made), f"{name}.yml": templates.render("blank.yml", **data)}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py review-pack", description="Write pages for a reviewer to judge.")
    parser.add_argument("page", nargs="+", help="path of a page, such as docs/choosing.md")
    parser.add_argument("--to", default=str(FOLDER), metavar="FOLDER", help="where the files are written: review-packs")
    return parser
