"""Writes skeletons for new pages, terms and sources, with every key and section that their kind needs.

Knows the guide's own kinds, columns and sections; the texts to fill in say what belongs there.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
import unicodedata
from collections.abc import Container
from pathlib import Path
from typing import cast

import jinja2

from guide.commands.asked import BROKEN
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.content.page import Page
from guide.content.parts import made_pages
from guide.content.schema import RATED, KindName, Meta
from guide.ground.problems import nearest

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 80
"""Signs of the name of a file."""
_MARKED = re.compile(r"\{\{|\}\}|\{ ?[.#:]|\[\^|[<>]")
_UNQUOTED = re.compile(r"(?!(?:null|true|false|yes|no|on|off)$)[^\W\d_][\w '\u2019,.()/+-]*", re.IGNORECASE)
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that are no other letter with an accent, and how they are written without."""
FOLDERS = {"procedure": "procedures", "less-used": "procedures", "condition": "conditions", "comparison": "compare"}


def main(arguments: list[str]) -> int:
    """Write the skeleton for `kind name`, or for `answer page question [reason]`, and say where it is."""
    kind, name, *rest = (" ".join(unicodedata.normalize("NFC", given).split()) for given in arguments)
    guide = load(Contents(ROOT / "docs")).guide
    if guide is None:
        print(BROKEN, file=sys.stderr)
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
    """The name as a file name or key, in plain letters: those with accents stand without. Raises LookupError."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not found or len(found) > LONGEST:
        what = f"is longer than {LONGEST} signs" if found else "holds no letter from a to z and no digit"
        raise LookupError(
            f'The name "{name}" {what}. Write one for the address; readers see the title, which is yours.'
        )
    return found


def _plain_text(name: str) -> None:
    """Raises LookupError for a name that is no plain text, as the build would refuse it."""
    if found := _MARKED.search(name):
        raise LookupError(f'The name "{name}" holds "{found[0]}", and a name is plain text. Leave it out.')


def _page(guide: Guide, root: Path, kind: str, name: str) -> str:
    src = f"{FOLDERS[kind]}/{slug(name)}.md"
    path = root / "docs" / src
    if path.exists() or slug(name) in {page.slug for page in guide.pages.values()}:
        raise FileExistsError(path.relative_to(root).as_posix())
    if what := next((what for address, what in made_pages(guide) if address.fullmatch(src)), ""):
        raise LookupError(f"{path.relative_to(root).as_posix()} is the address of {what}; choose another name.")
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
    if kind == "term" and key.startswith("letter-"):
        raise LookupError(f'"{key}" is the place of a letter of the glossary; choose another name.')
    if key in known:
        raise FileExistsError(f'"{key}" in {guide.files[table]}')
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + skeleton(guide, root, kind, name))
    return f'Added "{key}" at the end of {guide.files[table]}. Fill it in; the build says what is missing.'


def skeleton(guide: Guide, root: Path, kind: str, name: str, what: str = "") -> str:
    """The text to fill in for a new page or entry, or for `what` lies beside it."""
    rules = guide.settings.kinds.get(cast(KindName, kind))
    sections = [section for section in rules.sections if section.written] if rules else []
    _plain_text(name)
    known = {"kind": kind, "name": _as_yaml(name), "key": slug(name), "sections": sections}
    return _filled(guide, root, what or kind, **known)


def _as_yaml(text: str) -> str:
    """The text as a value that YAML reads as this text: in quotes where it would be read as something else."""
    return text if _UNQUOTED.fullmatch(text) else json.dumps(text, ensure_ascii=False)


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
