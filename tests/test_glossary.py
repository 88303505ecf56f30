"""Finding terms: whole words, the longest name, capitals where they matter, at a cost that does not grow."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import Site
from guide.content.guide import Guide
from guide.content.schema import Term
from guide.content.terms import Names, is_address, meaning, names_of
from guide.ground.alike import composed, folded, plain


def term(name: str, *aliases: str, plural: str | None = None) -> Term:
    return Term(term=name, definition="x", cite=("a",), aliases=aliases, plural=plural)


NAMES = Names(
    {
        "disc": term("disc", "disk"),
        "slipped": term("slipped disc"),
        "fusion": term("fusion", "spinal fusion"),
        "mri": term("MRI"),
        "vertebra": term("vertebra", plural="vertebrae"),
    }
)


def found(text: str) -> list[tuple[str, str]]:
    return [(mention.key, text[mention.start : mention.end]) for mention in NAMES.find(text)]


def test_the_longest_name_wins() -> None:
    assert found("A slipped disc presses.") == [("slipped", "slipped disc")]


def test_capitals_and_line_breaks_do_not_matter() -> None:
    assert found("Slipped\n  Disc") == [("slipped", "Slipped\n  Disc")]


def test_plurals_and_aliases_are_found() -> None:
    assert found("Disks between vertebrae") == [("vertebra", "vertebrae")]
    assert found("One disk, two discs") == [("disc", "disk"), ("disc", "discs")]


def test_a_name_inside_another_word_is_not_found() -> None:
    assert found("non-fusion, fusions-like, discussion, refusion") == []


def test_names_in_capitals_match_exactly() -> None:
    assert found("an MRI, not mri") == [("mri", "MRI")]


def finds(text: str, *terms: Term) -> list[str]:
    return [text[mention.start : mention.end] for mention in Names({t.term: t for t in terms}).find(text)]


def test_capitals_count_word_by_word_and_in_the_plural_too() -> None:
    known = term("ECG", "ECG strip"), term("closed EEG"), term("TEN")
    assert finds("ECGs, ecgs, an Ecg, an ECG Strip", *known) == ["ECGs", "ECG Strip"]
    assert finds("Closed EEG, closed eeg", *known) == ["Closed EEG"]
    assert finds("Count by tens to ten, not in Tens", *known) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Crohn's disease", "It is Crohn's disease."),
        ("Crohn's disease", "It is Crohn’s disease."),
        ("C5/C6 joint", "a C5/C6 joint"),
        ("thing (old name)", "the thing (old name), the thing"),
        ("A+++ glue", "an A+++ glue"),
        ("St. Mary's leaf", "a St. Mary's leaf"),
        ("left–right view", "a left–right view"),
        ("SARS-2", "SARS‑2"),
        (".NET rash", "a .NET rash"),
    ],
)
def test_a_name_is_found_whole_whatever_its_signs(name: str, text: str) -> None:
    (said,) = finds(text, term(name))
    assert plain(said) == plain(name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("A++", "vitamin A, an A+ and an A++x"),
        ("Crohn's disease", "Crohn s disease, Crohns disease, Crohn's. Disease"),
        ("C5/C6 joint", "C5 C6 joint, C5/ C6 joint, C5/C6-joint"),
        ("disc", "https://a.org/disc/ and disc@a.org, www://disc"),
        ("disc", "disc_one, disc-like, non-disc, disc2"),
    ],
)
def test_a_part_of_a_name_and_a_part_of_an_address_are_no_mention(name: str, text: str) -> None:
    assert finds(text, term(name)) == []


def test_an_accent_is_part_of_a_word() -> None:
    assert finds("So Ménière it is, Ménières", term("Ménière")) == ["Ménière", "Ménières"]
    assert finds("A façade, édisc, x̂disc, discx̂", term("disc")) == []


def test_any_space_parts_the_words_of_a_name() -> None:
    assert finds("a slipped\u00a0disc, a slipped\ndisc", term("slipped disc")) == ["slipped\u00a0disc", "slipped\ndisc"]


def test_words_with_a_stop_between_them_are_no_name() -> None:
    assert found("It slipped. Disc pain") == [("disc", "Disc")]


SIGNS = [
    "'",
    "’",
    "/",
    "+",
    "++",
    ".",
    ". ",
    " (old)",
    ", ",
    " ",
    "-",
    "–",
    "—",
    "-2",
    "®",
    "&",
    " & ",
    "é",
    "x̂",
    "%",
    "°",
]
PIECES = st.sampled_from(["disc", "MRI", "ECGs", "seam", "Open", "B12", "ménière", "C", "us"])
NAMED = st.lists(st.tuples(PIECES, st.sampled_from(SIGNS)), min_size=1, max_size=4).map(
    lambda pairs: "".join(map("".join, pairs)).strip()
)


@given(NAMED, st.sampled_from(["So {} it is.", "{} it is.", "(“{}”)", "{},", "a\u00a0{}\n", "non {}; un-{}"]))
@example("Crohn’s disease", "So {} it is.")
@example("disc–disc—", "So {} it is.")
def test_a_name_is_found_whole_whatever_it_holds_and_wherever_it_stands(name: str, text: str) -> None:
    written = [name, plain(name), name.replace(" ", "\u00a0"), name.replace(" ", "\n"), name.replace("–", "-")]
    for way in (way for way in written if not is_address(way)):
        assert finds(text.format(way, way), term(name))[:1] == [way]
        assert finds(f"x{way}", term(name)) == finds(f"{way}x", term(name)) == []


def dressed(name: str) -> list[str]:
    """The name as several hands write it."""
    signs = {"'": "’ʼ", "-": "‐‑–", " ": "\u00a0\n"}
    return [name.replace(sign, other) for sign, others in signs.items() for other in others] + [name.capitalize()]


@given(NAMED)
@example("Crohn's disease")
@example("B-12")
@example("slipped disc")
def test_no_two_terms_have_names_that_a_text_cannot_tell_apart(name: str) -> None:
    for other in (other for other in dressed(name) if finds(other, term(name)) == [other]):
        assert folded(other) == folded(name)


@given(NAMED)
def test_an_accent_written_apart_changes_no_mention(name: str) -> None:
    apart = composed(unicodedata.normalize("NFD", name))
    assert finds(f"So {apart} it is", term(name)) == [composed(name)]


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("biopsy", "biopsies"),
        ("patch", "patches"),
        ("box", "boxes"),
        ("tray", "trays"),
        ("disc", "discs"),
        ("MRI", "MRIs"),
    ],
)
def test_the_regular_plural_of_a_name_is_found(name: str, plural: str) -> None:
    assert finds(f"Two {plural} of them", term(name)) == [plural]


def test_a_dash_of_one_name_may_be_written_as_another() -> None:
    assert finds("a front-back view, a front–back view", term("front–back view")) == [
        "front-back view",
        "front–back view",
    ]
    assert finds("SARS-2 and SARS–2", term("SARS-2")) == ["SARS-2", "SARS–2"]
    assert finds("a seam—repair it", term("seam-repair")) == []


@given(st.lists(st.sampled_from(["disc", "slipped", "fusion", "spinal", "MRI", "x", ",", "."]), max_size=12))
def test_what_is_found_is_what_a_slow_search_finds(pieces: list[str]) -> None:
    text = " ".join(pieces)
    terms = {"disc": term("disc"), "slipped": term("slipped disc"), "fusion": term("fusion", "spinal fusion")}
    names = sorted((name for t in terms.values() for name in names_of(t)), key=len, reverse=True)
    slow = re.finditer(r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in names) + r")(?![\w-])", text)
    fast = [(m.start, m.end) for m in Names(terms).find(text)]
    assert fast == [match.span() for match in slow]


def test_a_word_is_looked_up_once_however_many_terms_there_are() -> None:
    many = Names({f"t{i}": term(f"word{i} thing") for i in range(5000)} | {"disc": term("disc")})
    assert len(many._by_first["disc"]) == 1
    assert [mention.key for mention in many.find("the disc and word7 thing")] == ["disc", "t7"]


def test_how_common_something_is_belongs_to_what_a_word_means(small: Guide, words: dict[str, str]) -> None:
    assert meaning(small.terms["flat"], words) == (
        "A tummy that has lost its filling. "
        "Bears that look well and have one: 5 in 100 at age 1 and 60 in 100 at age 20."
    )
    assert meaning(small.terms["eye"], words) == "An eye made of glass."


def test_the_glossary_says_how_common_it_is_and_in_whom(second_site: Site) -> None:
    glossary = (second_site.folder / "glossary.html").read_text(encoding="utf-8")
    assert "Bears that look well and have one: 5 in 100 at age 1 and 60 in 100 at age 20." in glossary
    assert "bears that nobody brought to a mender" in glossary
