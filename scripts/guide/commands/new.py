"""Writes skeletons for new pages, terms and sources, with every key and section that their kind needs.

Knows the guide's own kinds, columns and sections; the texts to fill in say what belongs there.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Container
from pathlib import Path
from typing import cast

import jinja2

from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.content.schema import KindName

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = {"procedure": "procedures", "condition": "conditions", "comparison": "compare"}


def main(arguments: list[str]) -> int:
    """Write the skeleton for `kind name` and say where it is."""
    kind, name = arguments
    guide = load(Contents(ROOT / "docs")).guide
    if guide is None:
        print("The data files have problems; run the build to see them, mend them, then try again.", file=sys.stderr)
        return 1
    make = _page if kind in FOLDERS else _entry
    try:
        print(make(guide, ROOT, kind, name))
    except FileExistsError as error:
        print(f"{error} is there already; choose another name.", file=sys.stderr)
        return 1
    return 0


def slug(name: str) -> str:
    """The name as a file name or key."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "new"


def _page(guide: Guide, root: Path, kind: str, name: str) -> str:
    path = root / "docs" / FOLDERS[kind] / f"{slug(name)}.md"
    if path.exists() or slug(name) in {page.slug for page in guide.pages.values()}:
        raise FileExistsError(path.relative_to(root).as_posix())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(skeleton(guide, root, kind, name), encoding="utf-8")
    path.with_suffix(".yml").write_text(skeleton(guide, root, kind, name, "evidence"), encoding="utf-8")
    where = path.relative_to(root).as_posix()
    return f"Wrote {where} and, beside it, what it stands on. Fill both in; the build says what is missing."


def _entry(guide: Guide, root: Path, kind: str, name: str) -> str:
    table = {"term": "terms", "source": "sources"}[kind]
    known: Container[str] = getattr(guide, table)
    path = root / guide.files[table]
    key = slug(name)
    if key in known:
        raise FileExistsError(f'"{key}" in {guide.files[table]}')
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + skeleton(guide, root, kind, name))
    return f'Added "{key}" at the end of {guide.files[table]}. Fill it in; the build says what is missing.'


def skeleton(guide: Guide, root: Path, kind: str, name: str, what: str = "") -> str:
    """The text to fill in for a new page or entry, or for `what` lies beside it."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "overrides" / "skeletons"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    rules = guide.settings.kinds.get(cast(KindName, kind))
    sections = [section for section in rules.sections if section.written] if rules else []
    today = datetime.date.today().isoformat()
    template = templates.get_template(f"{what or kind}.txt")
    return template.render(guide=guide, kind=kind, name=name, key=slug(name), sections=sections, today=today)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
