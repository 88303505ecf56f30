"""Sheets are filled in a real browser, on the web and from a file: what is typed once stands on each, in any viewer."""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from conftest import ROOT, Site
from guide.ground import fonts
from guide.paper.press import Job, Print, set_in_type
from test_fields import SOURCE

SCRIPT = ROOT / "overrides" / "assets" / "fill-in-pdf.js"
ONE, TWO = "Date (day, month)", "Surgeon"
"""A line that stands once on the paper of `test_fields`, and one that stands twice."""

TYPED = "Núñez (€5) \\ – “Œuf”"
LETTERS = [bytes([byte]).decode("cp1252", "ignore") for byte in range(32, 256)]
TEXTS = st.text(st.sampled_from([sign for sign in LETTERS if sign and sign not in "\x7f\xad"]), max_size=200)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
SHEETS = ("seam-repair-sheet", "form-cuddles")
BEAR, NIGHT = "Bear", "Night desk"
ONLY = "Mended on"
"""Lines of the sheets; the last is on the second of them alone."""


class Filler:
    """The script that fills papers, in a page of its own."""

    def __init__(self, page: Any) -> None:
        self._page = page
        page.add_script_tag(path=SCRIPT)

    def fills(self, made: Print, texts: Mapping[str, str]) -> tuple[bytes, list[str]]:
        """The paper with these texts, and the lines whose letters came out small."""
        blanks = dict(made.blanks)
        common = {"bytes": base64.b64encode(made.content).decode(), "font": blanks.pop("font")}
        sheet = {"bytes": "", "copies": {"only": {"runs": [[0, len(made.content)]], **blanks}}}
        content, small = self._page.evaluate(
            """([common, sheet, texts]) => {
                const done = fillIn.filled(common, sheet, "only", texts);
                return [btoa(Array.from(done.bytes, (byte) => String.fromCharCode(byte)).join("")), done.small];
            }""",
            [common, sheet, dict(texts)],
        )
        return base64.b64decode(content), small

    def finds_strange(self, made: Print, text: str) -> list[str]:
        """What of the text cannot be typed."""
        return list(self._page.evaluate("([text, font]) => fillIn.strange(text, font)", [text, made.blanks["font"]]))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Print:
    return set_in_type(Job("a-sheet", SOURCE, 0), fonts.for_paper(tmp_path_factory.mktemp("fonts")))


@pytest.fixture(scope="module")
def filler(browser: Any) -> Iterator[Filler]:
    context = browser.new_context()
    yield Filler(context.new_page())
    context.close()


# ---- a filled paper -----------------------------------------------------------------


def values(content: bytes) -> dict[str, str]:
    """What stands in the fields of a paper, by the names that are read aloud."""
    found = pypdf.PdfReader(io.BytesIO(content), strict=True).get_fields() or {}
    return {str(field["/TU"]): str(field["/V"]) for field in found.values() if field.get("/V")}


def shown(content: bytes) -> list[tuple[str, str]]:
    """What each place of a field shows in place of the field's name and of what is typed: name, text."""
    reader, found = pypdf.PdfReader(io.BytesIO(content)), []
    for sheet in reader.pages:
        for one in (each.get_object() for each in sheet["/Annots"]):
            if one["/Subtype"] == "/Widget":
                text = sheet.extract_xform_text(one["/AP"]["/N"])
                found.append((str(one["/TU"]), text.strip()))
    return [(name, text) for name, text in found if text]


def assert_sound(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []


def test_both_checkers_pass_a_filled_paper(filler: Filler, made: Print, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(filler.fills(made, {ONE: TYPED, TWO: "Dr. Núñez"})[0])
    assert [validator.validate_pdf(path, profile=profile).failures for profile in ("ua1", "2a")] == [[], []]
    assert_sound(path.read_bytes())


def test_a_field_of_several_places_shows_in_all(filler: Filler, made: Print) -> None:
    content, _ = filler.fills(made, {ONE: "24.12.", TWO: "Dr. Núñez"})
    assert values(content) == {ONE: "24.12.", TWO: "Dr. Núñez"}
    assert sorted(shown(content)) == [(ONE, "24.12."), (TWO, "Dr. Núñez"), (TWO, "Dr. Núñez")]


def test_what_is_typed_is_drawn_where_its_line_is(filler: Filler, made: Print, tmp_path: Path) -> None:
    if not shutil.which("pdftoppm"):
        pytest.skip("No pdftoppm found: install poppler-utils to see the filled paper drawn")
    content, _ = filler.fills(made, {ONE: "MMMM"})
    drawn = [ink(each, tmp_path, made.blanks) for each in (made.content, content)]
    assert drawn[0] < 0.05 < drawn[1]


def ink(content: bytes, folder: Path, blanks: Mapping[str, Any]) -> float:
    """How much of the place of the line `ONE`, a little above its foot, is dark."""
    (folder / "drawn.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "-singlefile", "drawn.pdf", "drawn"], cwd=folder, check=True)
    head, size, _, pixels = (folder / "drawn.pgm").read_bytes().split(b"\n", 3)
    wide, high = map(int, size.split())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (rect,) = (one.Rect for one in pdf.pages[0].Annots if str(one.get("/TU")) == ONE)
        left, foot, _, top = (round(float(side)) for side in rect)
    rows = (pixels[row * wide + left : row * wide + left + 40] for row in range(high - top + 4, high - foot - 4))
    dots = b"".join(rows)
    return sum(dot < 128 for dot in dots) / len(dots)


@settings(max_examples=60, deadline=None)
@given(one=TEXTS, two=TEXTS)
def test_any_text_that_can_be_typed_stands_there_as_it_was(filler: Filler, made: Print, one: str, two: str) -> None:
    content, small = filler.fills(made, {ONE: one, TWO: two})
    wanted = {name: clean for name, text in ((ONE, one), (TWO, two)) if (clean := " ".join(text.split()))}
    assert content.startswith(made.content)
    assert values(content) == wanted
    assert_sound(content)
    places = [text for name, text in drawn(content) if text]
    assert sorted(places) == sorted(wanted[name] for name in (ONE, TWO, TWO) if name in wanted)
    assert {*small} <= {*wanted}
    assert filler.fills(made, {ONE: one, TWO: two}) == (content, small)


def drawn(content: bytes) -> Iterator[tuple[str, str]]:
    """What each place draws, read from its own operators; what is drawn fits into its line."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pdf.pages[0].Annots:
            if one.Subtype != pikepdf.Name.Widget:
                continue
            ways = {str(each.operator): each.operands for each in pikepdf.parse_content_stream(one.AP.N)}
            if "Tj" not in ways:
                continue
            (font,), codes = one.AP.N.Resources.Font.values(), bytes(ways["Tj"][0])
            wide = sum(int(font.Widths[code - int(font.FirstChar)]) for code in codes) / 1000
            wide *= float(ways["Tf"][1]) * float(ways["Tz"][0]) / 100
            assert wide <= float(one.AP.N.BBox[2]), codes
            assert float(ways["Tf"][1]) <= float(one.AP.N.BBox[3]), codes
            yield str(one.TU), codes.decode("cp1252")


def test_the_longer_the_text_the_smaller_its_letters_and_that_is_told(filler: Filler, made: Print) -> None:
    assert filler.fills(made, {ONE: "short", TWO: "Dr. Núñez"})[1] == []
    assert filler.fills(made, {ONE: "W" * 200, TWO: "Dr. Núñez"})[1] == [ONE]


@pytest.mark.parametrize("texts", [{}, {ONE: ""}, {ONE: " \u200b\t", TWO: ""}, {"No such line": "text"}])
def test_a_paper_on_which_nothing_is_typed_stays_as_it_was(filler: Filler, made: Print, texts: dict[str, str]) -> None:
    assert filler.fills(made, texts) == (made.content, [])


def test_an_accent_that_is_typed_apart_belongs_to_its_letter(filler: Filler, made: Print) -> None:
    apart = unicodedata.normalize("NFD", "Núñez")
    assert values(filler.fills(made, {ONE: apart})[0]) == {ONE: "Núñez"}
    assert filler.finds_strange(made, apart) == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_sign_that_cannot_be_typed_is_found(filler: Filler, made: Print, text: str) -> None:
    seen = [
        sign
        for sign in unicodedata.normalize("NFC", text)
        if unicodedata.category(sign) not in {"Cc", "Cf"} and not sign.isspace() and not "\ufe00" <= sign <= "\ufe0f"
    ]
    strange = filler.finds_strange(made, text)
    assert len(strange) == len({*strange})
    assert {*strange} <= {*text} | {*seen}
    assert not {sign for sign in strange if sign in "".join(LETTERS)}
    assert {sign for sign in seen if sign not in "".join(LETTERS)} <= {*strange}


# ---- the page -------------------------------------------------------------------------


@pytest.fixture
def opened(browser: Any, top: str) -> Iterator[Any]:
    """Open the page in a window of its own. Errors fail the test, and so does whatever is loaded from elsewhere."""
    contexts, faults = [], list[str]()

    def visit(width: int = 1280, *, fragment: str = "", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(5_000)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{top}fill-in.html{fragment}")
        return page

    yield visit
    for context in contexts:
        for page in context.pages:
            asked = getattr(page, "asked", [])
            faults += [url for url in asked if not url.startswith((top, "data:", "blob:"))]
        context.close()
    assert faults == []


def choose(page: Any, *names: str) -> None:
    for name in names:
        page.locator(f"[name=sheet][value={name}]").check()


def line(page: Any, name: str) -> Any:
    return page.get_by_label(name, exact=True)


def saved(page: Any, folder: Path) -> dict[str, bytes]:
    """Every sheet that the page offers to save, by the name it is saved under."""
    expect(page.locator("[data-fill-says]")).to_contain_text(f"{page.locator('[name=sheet]:checked').count()}")
    found = {}
    for link in page.locator("[data-fill-save]").all():
        with page.expect_download() as coming:
            link.click()
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        found[path.name] = path.read_bytes()
    return found


def test_what_is_typed_once_stands_on_every_sheet_that_is_chosen(
    opened: Any, second_site: Site, tmp_path: Path
) -> None:
    page = opened()
    assert not line(page, BEAR).is_visible()
    choose(page, *SHEETS)
    line(page, BEAR).fill(TYPED)
    line(page, NIGHT).fill("+1 555 0100")
    line(page, ONLY).fill("24.12.")
    made = saved(page, tmp_path)
    assert {name: values(content) for name, content in made.items()} == {
        f"{SHEETS[0]}-clear-a4.pdf": {BEAR: TYPED, NIGHT: "+1 555 0100"},
        f"{SHEETS[1]}-clear-a4.pdf": {BEAR: TYPED, ONLY: "24.12."},
    }
    for name, content in made.items():
        assert content.startswith((second_site.folder / "pdf" / name).read_bytes())
        assert [validator.validate_pdf(tmp_path / name, profile=profile).failures for profile in ("ua1", "2a")] == [
            [],
            [],
        ]
        assert_sound(content)


def test_the_edition_is_the_readers_where_the_sheet_has_it(opened: Any, tmp_path: Path) -> None:
    page = opened()
    page.locator("[name=edition][value=large-a4]").check()
    choose(page, *SHEETS)
    line(page, BEAR).fill("Bruno")
    assert [*saved(page, tmp_path)] == [f"{SHEETS[0]}-large-a4.pdf", f"{SHEETS[1]}-clear-a4.pdf"]


def test_only_the_sheets_that_are_chosen_are_loaded(opened: Any) -> None:
    page = opened()
    loaded = lambda: [url for url in page.asked if "/fill/" in url]  # noqa: E731
    assert loaded() == []
    choose(page, SHEETS[0])
    expect(page.locator("[data-fill-save]")).to_have_count(1)
    assert [url.rpartition("/")[2] for url in loaded()] == ["common.js", f"{SHEETS[0]}.js"]


def test_a_line_says_on_which_sheets_it_is_where_it_is_not_on_all(opened: Any) -> None:
    page = opened()
    choose(page, *SHEETS)
    hint = lambda name: line(page, name).locator("xpath=..").locator("[data-fill-on]")  # noqa: E731
    expect(hint(ONLY)).to_contain_text("My bear's cuddles")
    expect(hint(BEAR)).to_be_empty()


def test_what_was_typed_and_chosen_is_still_there_later_until_one_button_clears_it(opened: Any) -> None:
    page = opened()
    choose(page, *SHEETS)
    line(page, BEAR).fill(TYPED)
    expect(page.locator("[data-fill-says]")).to_contain_text("2")
    page.reload()
    expect(line(page, BEAR)).to_have_value(TYPED)
    expect(page.locator("[data-fill-save]")).to_have_count(2)
    page.locator("[data-fill-clear]").click()
    expect(page.locator("[data-fill-says]")).to_contain_text("cleared")
    assert [page.evaluate("localStorage.length"), line(page, BEAR).input_value()] == [0, ""]
    page.reload()
    expect(line(page, BEAR)).to_have_value("")
    expect(page.locator("[data-fill-clear]")).to_be_hidden()


def test_nothing_is_kept_before_somebody_types(opened: Any) -> None:
    page = opened(fragment=f"#edition=large-a4&pack={SHEETS[0]}")
    expect(page.locator("[data-fill-save]")).to_have_count(1)
    assert page.locator("[name=edition]:checked").input_value() == "large-a4"
    assert page.evaluate("localStorage.length") == 0


def test_a_sign_that_no_sheet_has_is_told_at_its_line_and_no_sheet_is_made_without_it(
    opened: Any, tmp_path: Path
) -> None:
    page = opened()
    choose(page, SHEETS[0])
    line(page, BEAR).fill("Łukasz 🧸")
    told = line(page, BEAR).locator("xpath=..").locator(".fill-told")
    expect(told).to_contain_text("Ł 🧸")
    expect(line(page, BEAR)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-fill-save]")).to_have_count(0)
    assert str(told.get_attribute("id")) in str(line(page, BEAR).get_attribute("aria-describedby"))
    line(page, BEAR).fill("Lukasz")
    expect(told).to_be_empty()
    assert [values(content) for content in saved(page, tmp_path).values()] == [{BEAR: "Lukasz"}]


def test_who_types_while_a_sheet_still_loads_gets_what_was_typed_last(opened: Any, tmp_path: Path) -> None:
    page = opened()
    page.evaluate(
        """async ([sheet, name]) => {
            document.querySelector(`[name=sheet][value=${sheet}]`).click();
            const field = document.querySelector(`[data-line="${name}"] input`);
            for (const text of ["Bruno", "🧸", "Bruno Bear"]) {
                field.value = text;
                field.dispatchEvent(new Event("input", { bubbles: true }));
                await null;
            }
        }""",
        [SHEETS[0], BEAR],
    )
    assert [values(content) for content in saved(page, tmp_path).values()] == [{BEAR: "Bruno Bear"}]


def test_a_sheet_opens_in_a_window_of_its_own(opened: Any) -> None:
    page = opened()
    choose(page, SHEETS[0])
    link = page.locator("[data-fill-open]")
    assert [link.get_attribute("target"), str(link.get_attribute("href")).partition(":")[0]] == ["_blank", "blob"]
    assert str(page.locator(".fill-made .fill-name").inner_text()) in str(link.get_attribute("aria-label"))


def test_a_sheet_that_does_not_load_is_told_and_the_others_are_made(
    browser: Any, second_site: Site, tmp_path: Path
) -> None:
    """As on a stick from which somebody took a file."""
    site = shutil.copytree(second_site.folder, tmp_path / "site", ignore=shutil.ignore_patterns("*.pdf", "*.zip"))
    (site / f"assets/fill/{SHEETS[0]}.js").unlink()
    page = browser.new_page()
    page.goto((site / "fill-in.html").as_uri())
    choose(page, *SHEETS)
    expect(page.locator(".fill-made .fill-note").first).to_contain_text("could not be loaded")
    expect(page.locator("[data-fill-save]")).to_have_count(1)
    page.close()


def test_without_a_script_the_page_says_what_to_do_instead(opened: Any) -> None:
    page = opened(java_script_enabled=False)
    assert page.locator("[data-fill-without]").is_visible()
    assert not page.locator("[data-fill]").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_breaks_no_rule_of_accessibility(width: int, scheme: str, opened: Any) -> None:
    page = opened(width, color_scheme=scheme)
    choose(page, *SHEETS)
    line(page, BEAR).fill("🧸")
    line(page, ONLY).fill("24.12.")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    line(page, BEAR).fill("Bruno")
    expect(page.locator("[data-fill-save]")).to_have_count(2)
    found += Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
