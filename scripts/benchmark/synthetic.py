"""Makes guides of any size from a seed: plain pages, or options with facts, tables and numbers. Same seed, same bytes.

Knows how content is written down, not how it is built. The words mean nothing; they only read like plain prose.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from guide.content.document import read

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "docs" / "data"
SOURCES = 300
FAMILY = 25
"""Options in one family."""
TREATED = 20
"""Options for one condition."""
SECTIONS = 7
PARAGRAPHS = 3
DATE = "2026-01-01"
VOCABULARY = """
the a and but so if when then you your we they it this that some most few many more less one two each all day week month
year night time way part side end hand foot leg arm back neck bone walk sit stand lie move lift turn bend rest sleep
wake eat drink read write ask tell hear see feel know think need want may can will must try use take give get make let
keep hold put set find help work play start stop go come stay leave bring send call meet talk look show watch wait plan
pick choose check count mark name list form note page word line small big long short old new good bad hard soft warm
cold dry wet clean clear quick slow high low near far home bed chair door room car road shop town team nurse staff
friend child pain ache cut wound stitch swab
"""
WORDS = VOCABULARY.split()
ONSETS = (*"bdfgklmnprstvz", "br", "dr", "gr", "kl", "pl", "st", "tr")
VOWELS = "aeiou"
CODAS = ("", "l", "m", "n", "r", "s", "t", "k", "x", "nd", "rk", "lt")
SHOWN = """

{{ chart: share }}

{{ chart: trial }}

With it, {{ trial.1 }} had pain.

You may stay {{ stay }}."""
ANSWERED = """

### Your case

We do not know if it helps you. With it, {{ trial.1 }} had pain. So ask.

{{ answer: helps }}"""
HANDOUT = {"form": "full", "label": "Whole page", "kinds": ["procedure"], "most": "50"}
PLAIN = """site_name: Made up
theme:
  name: material
  font: false
  features: [navigation.indexes, navigation.footer, search.highlight, search.suggest, content.tooltips]
plugins: [search]
use_directory_urls: false
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.superfences
"""
ABBREVIATIONS = """  - abbr
  - pymdownx.snippets: {auto_append: [terms.md]}
"""


@dataclass(frozen=True)
class Recipe:
    """What to make: how many pages and terms; `full` for options with facts, tables and numbers."""

    pages: int
    terms: int
    full: bool = False
    seed: int = 6

    @property
    def name(self) -> str:
        """A folder's name for it."""
        return f"{'full' if self.full else 'prose'}-{self.pages}-{self.terms}-{self.seed}"


@dataclass
class Author:
    """Writes one guide. Every choice comes from one stream of random numbers."""

    recipe: Recipe
    settings: dict[str, Any]
    columns: dict[str, Any]
    certainty: dict[str, Any]
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.recipe.seed} {self.recipe.full}")

    @cached_property
    def terms(self) -> list[str]:
        """Made-up names of terms: one word of two syllables, every fourth of two words."""
        chance, found = random.Random(self.recipe.seed), dict[str, None]()
        known = set(WORDS)
        while len(found) < self.recipe.terms:
            words = [self._invented(chance) for _ in range(2 if len(found) % 4 == 3 else 1)]
            if not known & {form for word in words for form in (word, f"{word}s")}:
                known |= {form for word in words for form in (word, f"{word}s")}
                found[" ".join(words)] = None
        return list(found)

    @property
    def asked(self) -> list[str]:
        """The questions that are asked of options."""
        return [key for key, column in self.columns.items() if column.get("asked_of") != "conditions"]

    @property
    def effect(self) -> str:
        """The question that each option answers for each of its reasons."""
        return next(key for key, column in self.columns.items() if column.get("kind") == "effect")

    @staticmethod
    def _invented(chance: random.Random) -> str:
        syllables = [chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(2)]
        return "".join(syllables) + chance.choice(CODAS)

    def sentence(self, term: bool = False) -> str:
        """A sentence of 8 to 14 words, with a term if asked for."""
        words = self.chance.choices(WORDS, k=self.chance.randint(8, 13))
        if term and self.terms:
            words.insert(self.chance.randrange(1, len(words)), self.chance.choice(self.terms))
        return " ".join(words).capitalize() + "."

    def sources(self, count: int = 1) -> list[str]:
        """Keys of some sources."""
        return [f"source-{self.chance.randrange(SOURCES)}" for _ in range(count)]

    def paragraph(self) -> str:
        """Three sentences, two with a term, and a source."""
        text = " ".join(self.sentence(term) for term in (True, False, True))
        return f"{text} [^{self.sources()[0]}]"

    def section(self, title: str, count: int = PARAGRAPHS) -> str:
        """A heading with some paragraphs."""
        return "\n\n".join([f"## {title}", *(self.paragraph() for _ in range(count))])

    def body(self) -> str:
        """About 700 words in seven sections."""
        return "\n\n".join(self.section(f"Part-{number + 1}") for number in range(SECTIONS))


def project(recipe: Recipe, folder: Path) -> Path:
    """Write the guide of the recipe as a project of its own in `folder`; the project's folder."""
    target = folder / recipe.name
    if not target.exists():
        for path, text in files(recipe):
            _write(target / "docs" / path, text)
        _write(target / "mkdocs.yml", _configuration())
    return target


def peer(recipe: Recipe, folder: Path, *, glossary: bool = False) -> Path:
    """The same prose for Material and Zensical, its source marks and generated parts left out; the project's folder."""
    target = folder / f"{recipe.name}-{'abbr' if glossary else 'plain'}"
    if not target.exists():
        author = author_of(recipe)
        for path, text in files(recipe):
            if path.endswith(".md"):
                _write(target / "docs" / path, _plain(text))
        _write(target / "mkdocs.yml", PLAIN + ABBREVIATIONS * glossary)
        _write(target / "terms.md", "".join(f"*[{term}]: {_definition(term)}\n" for term in author.terms))
    return target


def files(recipe: Recipe) -> Iterator[tuple[str, str]]:
    """Every file of `docs/`: its address and its text."""
    author = author_of(recipe)
    yield "assets/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'
    yield from _data(author)
    yield from _own_pages(recipe.full)
    yield from _full(author) if recipe.full else _prose(author)


def author_of(recipe: Recipe) -> Author:
    """The writer of the guide."""
    settings, columns, certainty = (read(DATA / f"{name}.yml", ROOT)[1] for name in ("guide", "columns", "certainty"))
    return Author(recipe, settings, columns, certainty)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _configuration() -> str:
    """The project's own configuration with its files named from anywhere."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}")
    return text.replace("[scripts/hooks.py]", f"[{ROOT / 'scripts' / 'hooks.py'}]")


def _plain(text: str) -> str:
    """A page without what only this guide's generator knows: source marks, generated parts."""
    title = re.search(r"^title: (.*)$", text, re.MULTILINE)
    body = text.split("\n---\n", 1)[1]
    body = re.sub(r" ?\[\^[^\]]+\]|\{\{[^}]*\}\}", "", body)
    return f"---\ntitle: {title[1] if title else ''}\n---\n\n# {title[1] if title else ''}\n{body}"


def _definition(term: str) -> str:
    return f"What {term} means in plain words."


# ---- data ------------------------------------------------------------------------


def _data(author: Author) -> Iterator[tuple[str, str]]:
    folders = author.settings["folders"] if author.recipe.full else {"pages": "Pages"}
    terms = {
        term.replace(" ", "-"): {"term": term, "definition": _definition(term), "cite": [f"source-{index % SOURCES}"]}
        for index, term in enumerate(author.terms)
    }
    contents: dict[str, Any] = {
        "guide": {**_settings(author), "folders": folders},
        "columns": author.columns,
        "clinic": {"country": "Nowhere", "emergency_number": "000", "emergency_place": "desk"},
        "sources": dict(_sources()),
        "glossary": terms,
        "article": {"1.1": {"says": "You can ask."}},
        "emergency": {"groups": {"everybody": {"label": "Everybody"}}, "cards": {"now": _card()}},
        "reading": {"selling": ["magic"], "long_words": [{"why": "Everyday", "words": ["another", "family"]}]},
        "peers": {},
        "certainty": {**author.certainty, "cite": ["source-0"]},
        "inks": {},
        "paper": {"editions": {"a4": {"label": "A4", "paper": "a4", "size": 14}}, "handouts": [HANDOUT]},
    }
    for path in sorted(DATA.glob("*.yml")):
        known = path.stem in contents
        yield f"data/{path.name}", json.dumps(contents[path.stem], indent=1) if known else path.read_text("utf-8")


def _settings(author: Author) -> dict[str, Any]:
    """The project's own kinds of page with their sections; nothing here is drawn."""
    kinds = {
        key: {**kind, "drawing": "false", "signs": ["everybody"]} for key, kind in author.settings["kinds"].items()
    }
    return {**{key: author.settings[key] for key in ("regions", "strengths", "funding", "conflicts")}, "kinds": kinds}


def _sources() -> Iterator[tuple[str, dict[str, str]]]:
    yield "article", {"title": "Article", "publisher": "Nobody", "year": "2020", "strength": "source article"}
    for number in range(SOURCES):
        yield (
            f"source-{number}",
            {
                "title": f"Paper {number}",
                "publisher": f"Journal {number % 40}",
                "year": str(1990 + number % 35),
                "strength": "study",
                "address": f"https://papers.example/{number}",
            },
        )


def _card() -> dict[str, Any]:
    sign = {"text": "You feel bad.", "for_whom": "everybody", "cite": ["source-0"]}
    return {"urgency": "emergency", "heading": "Call {emergency_number}", "signs": [sign], "catch_all": "Call."}


def _own_pages(full: bool) -> Iterator[tuple[str, str]]:
    parts = {
        "glossary": ("glossary",),
        "sources": ("statements", "all-sources"),
        "a-z": ("a-z",),
        "quality": ("quality", "quality-pages"),
    }
    cited = "\n\n".join(f"You can read more. [^source-{number}]" for number in range(SOURCES))
    yield "index.md", _page("Home", 0, f"You can start here. [^article:1.1]\n\n{cited}\n")
    for order, (name, shown) in enumerate(parts.items(), 1):
        if full or name in ("glossary", "sources"):
            marks = "\n\n".join(f"{{{{ part: {part} }}}}" for part in shown)
            yield f"{name}.md", _page(name.capitalize(), order, f"You can look here.\n\n{marks}\n")


def _page(title: str, order: int, body: str) -> str:
    head = (
        f"kind: page\ntitle: {title}\nsummary: You can read this.\norder: {order}\nwritten: {DATE}\nreviewed: not yet"
    )
    return f"---\n{head}\n---\n\n{body}"


# ---- plain pages -------------------------------------------------------------------


def _prose(author: Author) -> Iterator[tuple[str, str]]:
    yield from _option(author, "pages/no-care", "no-surgery", 0, {})
    for number in range(author.recipe.pages):
        yield f"pages/page-{number:04}.md", _page(f"Page-{number:04}", number, author.body() + "\n")


# ---- options, conditions, comparisons ------------------------------------------------


def _full(author: Author) -> Iterator[tuple[str, str]]:
    count = author.recipe.pages
    for number in range(-(-count // FAMILY)):
        yield from _option(author, f"procedures/family-{number:03}", "family", number, {})
    for number in range(count):
        relations = {"part_of": f"family-{number // FAMILY:03}", "treats": f"trouble-{number // TREATED:03}"}
        yield from _option(author, f"procedures/care-{number:04}", "procedure", number, relations)
    yield from _option(author, "procedures/no-care", "no-surgery", count, {})
    for number in range(-(-count // TREATED)):
        yield f"conditions/trouble-{number:03}.md", _condition(author, number)
        if count - number * TREATED > 1:
            yield f"compare/choice-{number:03}.md", _comparison(author, number)


def _option(author: Author, path: str, kind: str, order: int, relations: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The page of an option, and beside it what it stands on."""
    title = re.sub(r"-(?=\D)", " ", path.rpartition("/")[2]).capitalize()  # Care-001 is a name, Care 001 a number
    where = f"where: [{next(iter(author.settings['regions']))}]"
    links = [f"{key}: [{slug}]" for key, slug in relations.items()]
    facts = ["facts:", *(line for column in author.asked for line in _fact(author, column))]
    yield f"{path}.yml", "\n".join([*_answer(author), *facts, *_numbers(author), ""])
    lines = [*_head(kind, title, order), where, *links, *_questions(author)]
    yield f"{path}.md", _written(author, kind, lines)


def _answer(author: Author) -> list[str]:
    short = "    short: We do not know if it helps"
    stands = [f"    question: {author.effect}", "    sure: very-low", f"    on: [{author.effect}, trial]"]
    return ["answers:", "  helps:", *stands, short]


def _fact(author: Author, column: str) -> list[str]:
    shown = " It took {{ stay }}." if author.chance.random() < 0.2 else ""
    text = f"{author.sentence(True)}{shown}"
    cite = f"      cite: [{', '.join(author.sources(2))}]"
    return [f"  {column}:", f"    {column}:", f'      text: "{text}"', cite]


def _numbers(author: Author) -> Iterator[str]:
    """A share with its picture, a comparison of two groups, a time."""
    study = [
        f"    outcome: had {author.chance.choice(WORDS)} pain",
        "    who: people in one town",
        "    time: 1 year",
        f"    people: {author.chance.randint(50, 900)}",
        "    where: any",
        f"    cite: [{author.sources()[0]}]",
    ]
    share, other = (author.chance.randint(1, 99) for _ in range(2))
    yield "numbers:"
    yield from ("  share:", "    kind: share", f"    in_100: {share}", "    opposite: did not", *study)
    groups = f"    groups: [{{name: with it, in_100: {share}}}, {{name: without, in_100: {other}}}]"
    yield from ("  trial:", "    kind: compare", "    opposite: did not", groups, *study)
    yield from ("  stay:", "    kind: time", "    low: 1", "    high: 3", "    unit: days", *study)


def _questions(author: Author) -> list[str]:
    return ["questions:", *(f'  - text: "{author.sentence()[:-1]}?"' for _ in range(5))]


def _head(kind: str, title: str, order: int) -> list[str]:
    return [
        f"kind: {kind}",
        f"title: {title}",
        "summary: You can read what this is.",
        f"order: {order}",
        f"written: {DATE}",
        "reviewed: not yet",
    ]


def _written(author: Author, kind: str, lines: list[str]) -> str:
    """The page with every section that an author writes; the sections share some 700 words."""
    sections = [section for section in author.settings["kinds"][kind]["sections"] if section.get("written") != "false"]
    body = "\n\n".join(_section(author, section, kind) for section in sections)
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


def _section(author: Author, section: dict[str, Any], kind: str) -> str:
    role, options = section.get("role"), ("procedure", "family", "no-surgery")
    count = 2 if role == "risks" else 1
    text = author.section(section["title"], count)
    if kind in options and role == "risks":
        text += SHOWN
    if kind in options and role == "benefits":
        text += ANSWERED
    return text


def _condition(author: Author, number: int) -> str:
    columns = author.asked[:5]
    region = next(iter(author.settings["regions"]))
    extra = [f"where: [{region}]", f"columns: [{', '.join(columns)}]", *_questions(author)]
    return _written(author, "condition", [*_head("condition", f"Trouble-{number:03}", number), *extra])


def _comparison(author: Author, number: int) -> str:
    columns = author.asked[:5]
    extra = [f"condition: trouble-{number:03}", f"columns: [{', '.join(columns)}]", *_questions(author)]
    return _written(author, "comparison", [*_head("comparison", f"Choice-{number:03}", number), *extra])
