"""Joins the guide to whatever comes after MkDocs: writes it as plain Markdown and files that need none of this code.

    python3 scripts/build.py export FOLDER

The folder holds `docs/` and a `mkdocs.yml` without hooks; Zensical, ProperDocs and MkDocs build it as it is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import yaml

from guide.build import Build, open_build
from guide.content.files import Contents
from guide.exports.plain import EXTENSIONS, marks_left, plain
from guide.ground.problems import BadGuide, refuse
from guide.html.links import Places, address, lost, places
from guide.html.shown import goes_on, keep

OURS = {"hooks", "strict", "validation", "nav"}
"""Settings that only the project itself needs."""

SHOWN = {"title", "description", "hide"}
"""What the next site generator may know of a page."""


class _Loader(yaml.SafeLoader):
    """Reads the settings, where `!ENV [NAME, fallback]` stands for a variable of the environment."""


_Loader.add_constructor(
    "!ENV", lambda loader, node: os.environ.get(node.value[0].value) or loader.construct_object(node.value[1])
)


def main(arguments: list[str]) -> int:
    """Export to the folder that the command line names; the exit code is 0 when all went well."""
    target = Path(arguments[0])
    if target.exists() and any(target.iterdir()):
        print(f"Not exported: {target} is not empty; name a new folder.", file=sys.stderr)
        return 1
    try:
        count = export(Path("mkdocs.yml"), target)
    except BadGuide as error:
        print(f"{error}\nNot exported.", file=sys.stderr)
        return 1
    print(f"Exported {count} pages to {target}. Build them there with `zensical build` or `properdocs build`.")
    return 0


def export(settings: Path, target: Path) -> int:
    """Write the guide of the project with these settings to `target`; how many pages it has. Raises BadGuide."""
    config = yaml.load(settings.read_text(encoding="utf-8"), _Loader)  # noqa: S506  (a safe loader)
    docs, overrides = settings.parent / "docs", settings.parent / config["theme"].pop("custom_dir")
    build = open_build(Contents(docs), overrides, config["site_url"])
    _files(build, config["site_name"], (docs, overrides), target / "docs")
    build.print_paper(config["site_name"])
    known = _pages(build, target / "docs")
    refuse(
        lost(
            known, build.guide, {path.relative_to(target / "docs").as_posix() for path in (target / "docs").rglob("*")}
        )
    )
    kept = {key: value for key, value in config.items() if key not in OURS} | {"markdown_extensions": list(EXTENSIONS)}
    _write(target / "mkdocs.yml", _yaml({**kept, "nav": build.theme.nav()}))
    return len(build.guide.pages)


def _files(build: Build, name: str, folders: tuple[Path, ...], target: Path) -> None:
    """Files that are published as they are, and files for machines."""
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            src = path.relative_to(folder).as_posix()
            if path.suffix not in {".md", ".html"} and build.theme.publishes(src, documentation=False):
                _write(target / src, path.read_bytes())
    build.beside.write_for_machines()
    for src, content in build.beside.all(name).items():
        _write(target / src, content.read_bytes() if isinstance(content, Path) else content)


def _pages(build: Build, target: Path) -> dict[str, Places]:
    """Write the pages and their papers; the places and links of each page, by its address on the next site."""
    pages, known = list(build.guide.pages), dict[str, Places]()
    for src in pages:
        meta = {key: value for key, value in build.theme.meta(src, ()).items() if key in SHOWN}
        text = f"---\n{_yaml(meta)}---\n\n{plain(root := keep(build.finished(src), goes_on), src, pages)}"
        known[address("", src)] = places(root)
        if lines := marks_left(text):
            raise BadGuide(f"{src}:{lines[0]}: a mark is left in the exported page; every mark must be resolved")
        _write(target / src, text)
    for path, made in build.shop.prints.items():
        _write(target / path, made.content)
    return known


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
