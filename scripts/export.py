"""Joins the guide to whatever comes after MkDocs: writes it as plain Markdown and files that need none of this code.

    python3 scripts/build.py export FOLDER

The folder holds `docs/` and a `mkdocs.yml` without hooks; Zensical, ProperDocs and MkDocs build it as it is.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import yaml

from guide.build import Build, open_build
from guide.content.files import Contents
from guide.exports.plain import EXTENSIONS
from guide.ground.problems import BadGuide, refuse
from guide.html.links import Places, address, lost

OURS = {"hooks", "strict", "validation", "nav"}
"""Settings that only the project itself needs."""


class _Loader(yaml.SafeLoader):
    """Reads the settings, where `!ENV [NAME, fallback]` stands for a variable of the environment."""


_Loader.add_constructor(
    "!ENV", lambda loader, node: os.environ.get(node.value[0].value) or loader.construct_object(node.value[1])
)


def main(arguments: list[str]) -> int:
    """Export to the folder that the command line names; the exit code is 0 when all went well."""
    parser = argparse.ArgumentParser(description="Write the guide as plain Markdown that other generators build.")
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    target: Path = parser.parse_args(arguments).folder
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
    build = open_build(Contents(docs, settings, [overrides]), overrides, config["site_url"])
    build.print_paper(config["site_name"])
    build.beside.write_for_machines()
    beside = build.beside.all(config["site_name"])
    made = {**build.theme.published(docs, overrides), **beside, **build.finished.papers()}
    for path, content in made.items():
        _write(target / "docs" / path, content.read_bytes() if isinstance(content, Path) else content)
    known = {address("", src): _page(build, src, target / "docs" / src) for src in build.guide.pages}
    refuse(lost(known, build.guide, made))
    kept = {key: value for key, value in config.items() if key not in OURS} | {"markdown_extensions": list(EXTENSIONS)}
    _write(target / "mkdocs.yml", _yaml({**kept, "nav": build.theme.nav()}))
    return len(build.guide.pages)


def _page(build: Build, src: str, target: Path) -> Places:
    """Write one page to the file `target`; its places and links."""
    text, found = build.finished.plain(src)
    _write(target, f"---\n{_yaml(build.theme.about(src))}---\n\n{text}")
    return found


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
