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
from guide.content.page import Page
from guide.content.schema import RATED, KindName, Meta
from guide.ground.problems import nearest

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = {"procedure": "procedures", "less-used": "procedures", "condition": "conditions", "comparison": "compare"}


def main(arguments: list[str]) -> int:
    """Write the skeleton for `kind name`, or for `answer page question [reason]`, and say where it is."""
    kind, name, *rest = arguments
    guide = load(Contents(ROOT / "docs")).guide
    if guide is None:
        print("The data files have problems; run the build to see them, mend them, then try again.", file=sys.stderr)
        return 1
    make = _page if kind in FOLDERS else _entry
    try:
        print(answer(guide, ROOT, name, *rest) if kind == "answer" else make(guide, ROOT, kind, name))
    except FileExistsError as error:
        print(f"{error} is there already; choose another name.", file=sys.stderr)
        return 1
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 1
    return 0


def answer(guide: Guide, root: Path, page: str, question: str = "", reason: str = "") -> str:
    """Write both halves of an answer: its sentences into the page, its record beside it. Raises LookupError."""
    pages = {each.slug: each for each in guide.pages.values()}
    for what, name, known in (("page", page, pages), ("question", question, guide.columns)):
        if name not in known:
            raise LookupError(f'There is no {what} "{name}"{nearest(name, known)}. Write one of {", ".join(known)}.')
    meta, kind = pages[page].meta, guide.columns[question].kind
    name = slug(f"{question} {reason}")
    if name in meta.answers:
        raise FileExistsError(f'The answer "{name}" of {pages[page].document.path}')
    beside, told = root / pages[page].document.beside, root / pages[page].document.path
    record = _filled(guide, root, "answer-record", name=name, question=question, reason=reason, rated=kind in RATED)
    text = beside.read_text(encoding="utf-8") if beside.exists() else ""
    head = "answers:\n"
    beside.write_text(f"{head}{record}{text.removeprefix(head)}", encoding="utf-8")
    section = _section(guide, pages[page], kind)
    sentences = _filled(guide, root, "answer", name=name, question=guide.columns[question].question)
    told.write_text(_with(told.read_text(encoding="utf-8"), section, sentences), encoding="utf-8")
    where = f"{pages[page].document.path} (under {section})" if section else pages[page].document.path
    return f'Wrote the answer "{name}" into {where} and {pages[page].document.beside}. Fill both in.'


def _section(guide: Guide, page: Page[Meta], kind: str) -> str:
    """The title of the section in which a page answers such a question; its first one if none is made for it."""
    wanted = guide.kind(page).of_role.get({"effect": "benefits", "often": "risks"}.get(kind, ""), frozenset())
    titles = [part.title for part in page.parts if part.title]
    return next((title for title in titles if title in wanted), titles[0] if titles else "")


def _with(text: str, section: str, sentences: str) -> str:
    """The page with the sentences at the end of the section."""
    found = re.search(rf"^## {re.escape(section)}[^\n]*\n", text, re.MULTILINE) if section else None
    following = re.compile(r"^## ", re.MULTILINE).search(text, found.end()) if found else None
    at = following.start() if following else len(text)
    return f"{text[:at].rstrip()}\n\n{sentences.strip()}\n\n{text[at:]}"


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
    rules = guide.settings.kinds.get(cast(KindName, kind))
    sections = [section for section in rules.sections if section.written] if rules else []
    known = {"kind": kind, "name": name, "key": slug(name), "sections": sections}
    return _filled(guide, root, what or kind, **known)


def _filled(guide: Guide, root: Path, template: str, **known: object) -> str:
    """The template of that name, filled in."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "overrides" / "skeletons"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    today = datetime.date.today().isoformat()
    return templates.get_template(f"{template}.txt").render(guide=guide, today=today, **known)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
