"""What a reader does with the guide in a real browser: share a page, compare, weigh what matters, keep questions."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pypdf
import pytest
import segno
from playwright.sync_api import expect

from conftest import SECOND, Site, build_site
from guide.content import tables
from guide.content.guide import Guide
from web import follow, serving

ADDRESS = "https://bears.example/guide/"


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made-up guide as a site that has an address on the web."""
    return build_site(SECOND, tmp_path_factory.mktemp("shared") / "site", SITE_URL=ADDRESS)


@pytest.fixture
def profile(browser: Any) -> Iterator[Any]:
    """Open a page in a new profile; what it asks for from elsewhere and its errors are collected on the page."""
    contexts = []

    def opened(address: str, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.faults = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(address)
        return page

    yield opened
    assert [fault for context in contexts for page in context.pages for fault in page.faults] == []
    for context in contexts:
        context.close()


DRAWN = """async (image) => {
    await image.decode();
    const canvas = document.createElement("canvas"), size = image.naturalWidth;
    canvas.width = canvas.height = size;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0);
    return [...Array(size).keys()].map((y) =>
        [...Array(size).keys()].map((x) => Number(pen.getImageData(x, y, 1, 1).data[0] < 128)));
}"""
"""The picture as rows of dark and light modules."""


# ---- share ----


def test_the_code_on_a_page_holds_its_address(shared_site: Site, profile: Any) -> None:
    with serving(shared_site.folder) as top:
        page = profile(top + "procedures/restuffing.html")
        assert not [address for address in page.asked if "/qr/" in address], "the code loads before anyone wants it"
        page.locator(".share summary").click()
        drawn = page.locator(".share img").evaluate(DRAWN)
    expected = segno.make(ADDRESS + "procedures/restuffing.html", error="m").matrix_iter(border=4)
    assert drawn == [list(row) for row in expected]


def test_the_link_of_a_page_is_copied_and_said(served: str, profile: Any) -> None:
    page = profile(served + "index.html#a-part", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".share summary").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".share [role=status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == served + "index.html#a-part"


def test_a_file_without_an_address_has_nothing_to_share(second_site: Site, profile: Any) -> None:
    page = profile((second_site.folder / "index.html").as_uri())
    assert page.locator(".share").is_hidden()


def test_a_file_shares_the_address_that_its_site_has_on_the_web(shared_site: Site, profile: Any) -> None:
    page = profile((shared_site.folder / "index.html").as_uri() + "#here", permissions=["clipboard-read"])
    page.locator(".share summary").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".share [role=status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS + "index.html#here"


def test_a_browser_that_does_not_copy_says_so(served: str, profile: Any) -> None:
    page = profile(served)
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
    page.locator(".share summary").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".share [role=status]")).to_contain_text("did not let us copy")


# ---- compare ----

TABLE = "compare/pick.html"
PAIR = ["Restuffing", "Seam repair", "No needle"]


def tick(page: Any, *labels: str) -> None:
    for label in labels:
        page.locator(".chooser label", has=page.get_by_text(label, exact=True)).click()


def seen(page: Any, selector: str) -> list[str]:
    """The text of all that shows, read at once."""
    shown = "all => all.filter((each) => each.checkVisibility()).map((each) => each.innerText.trim())"
    return list(page.locator(selector).evaluate_all(shown))


def columns(page: Any) -> list[str]:
    return seen(page, "table.compare thead th")


def questions_shown(page: Any) -> list[str]:
    return seen(page, "table.compare tbody th")


def test_a_choice_travels_in_the_address_to_another_profile(top: str, profile: Any) -> None:
    page = profile(top + TABLE)
    everything = questions_shown(page)
    tick(page, "Restuffing", "Seam repair", "Tummy")
    page.locator(".chooser summary").click()
    tick(page, "Time at the clinic", "What may go wrong")
    assert columns(page) == PAIR
    assert questions_shown(page) == ["Time at the clinic", "What may go wrong"]
    expect(page.locator(".chooser-status")).to_have_text("2 questions and 3 options are shown.")
    other = profile(page.url)
    assert columns(other) == PAIR
    assert questions_shown(other) == ["Time at the clinic", "What may go wrong"]
    assert other.locator("table.compare").inner_text() == page.locator("table.compare").inner_text()
    expect(other.locator("table.compare")).to_be_in_viewport()
    other.get_by_role("button", name="Show the full table").click()
    expect(other.locator("table.compare tbody th:visible")).to_have_count(len(everything))
    assert questions_shown(other) == everything
    assert "#" not in other.url


def test_no_surgery_stays_beside_what_is_chosen_until_the_reader_takes_it_out(top: str, profile: Any) -> None:
    page = profile(top + TABLE)
    tick(page, "Patching")
    assert columns(page) == ["Patching", "No needle"]
    tick(page, "No needle")
    assert columns(profile(page.url)) == ["Patching"]


def test_a_fact_of_another_region_leaves_when_the_reader_names_the_region(top: str, profile: Any, small: Guide) -> None:
    page = profile(top + TABLE)
    there = page.locator("table.compare td p[data-where=head]")
    assert there.first.is_visible()
    tick(page, "Tummy")
    assert there.count() > 2
    assert not [fact for fact in there.all() if fact.is_visible()]
    tick(page, "Head")
    done_there = [option.meta.name for option in small.options.values() if "head" in option.meta.where]
    assert columns(page) == done_there != [option.meta.name for option in small.options.values()]
    for cell in page.locator("table.compare td[data-option]:visible").all():
        assert cell.locator("p:visible").count(), cell.inner_html()


def test_answers_that_do_not_differ_can_be_hidden(top: str, profile: Any, small: Guide) -> None:
    pair = [small.options["restuffing"], small.options["seam-repair"]]
    page = profile(top + TABLE + "#options=" + "+".join(option.slug for option in pair))
    before = questions_shown(page)
    tick(page, "Show only where the answers differ")
    said = {
        column.label: {tables.every_option(small).cell(option, key).said for option in pair}
        for key, column in small.option_columns.items()
    }
    differ = [label for label, answers in said.items() if len(answers) > 1]
    assert questions_shown(page) == differ != before
    expect(page.locator(".chooser-status")).to_contain_text(f"{len(before) - len(differ)} question")
    assert questions_shown(profile(page.url)) == differ


def test_a_choice_prints_on_one_sheet_with_the_sources_it_cites(top: str, profile: Any) -> None:
    rows = "&rows=how-long+risk"
    page = profile(top + TABLE + "#options=restuffing+patching+brushing&region=tummy" + rows)
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(pdf.pages) <= 2, "two sides of one sheet"
    text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert "What may go wrong" in text
    assert "No doctor or nurse has checked" in text
    assert "Tick two or three" not in text
    page.emulate_media(media="print")
    marks = page.locator("table.compare a.cite:visible").all()
    entries = page.locator(".page-sources li:visible").all()
    cited = {(mark.get_attribute("href"), mark.inner_text()) for mark in marks}
    assert cited == {
        (f"#{entry.get_attribute('id')}", str(entry.evaluate("entry => entry.value"))) for entry in entries
    }


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_high_row_of_a_printed_choice_fills_the_side_that_it_begins_on(paper: str, top: str, profile: Any) -> None:
    page = profile(top + TABLE + "#options=restuffing+patching+brushing&rows=how-long+risk+what")
    says = "<p>" + "Bears are soft and kind to all who need one. " * 2 + "</p>"
    page.locator("table.compare tbody td").evaluate_all(
        "(cells, says) => cells.forEach((cell) => { cell.innerHTML = says })", says * 13
    )
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=True)))
    assert len(pdf.pages) == 2


@pytest.mark.parametrize("width", [320, 1280])
def test_rows_shown_as_cards_stay_a_table_for_screen_readers(width: int, top: str, profile: Any) -> None:
    page = profile(top + TABLE, width=width)
    assert page.locator("table.compare tbody tr").first.evaluate("row => getComputedStyle(row).display") == "grid"
    table = page.get_by_role("table")
    assert table.get_by_role("columnheader").count() == len(columns(page))
    assert table.get_by_role("rowheader").count() == len(questions_shown(page))
    assert table.get_by_role("row", name="What may go wrong").get_by_role("cell").count() == len(columns(page))
    label = table.get_by_role("cell").filter(visible=True).nth(1)
    assert label.get_attribute("data-label") in label.evaluate("cell => getComputedStyle(cell, '::before').content")


def test_without_scripts_the_full_table_stands_there(top: str, profile: Any, small: Guide) -> None:
    page = profile(top + TABLE, java_script_enabled=False)
    assert page.locator(".chooser").is_hidden()
    asked = small.option_columns
    assert len(questions_shown(page)) == len(asked)
    assert page.locator("table.compare tbody td[data-option]:visible").count() == len(asked) * len(small.options)


def test_a_table_is_chosen_with_the_keyboard_alone(top: str, profile: Any) -> None:
    page = profile(top + TABLE)
    page.locator(".chooser [name=options]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert columns(page) == PAIR
    outline = page.locator(".chooser label", has_text="Seam repair").evaluate("e => getComputedStyle(e).outlineWidth")
    assert outline == "3px"


def test_a_comparison_page_offers_the_same_choice(top: str, profile: Any) -> None:
    page = profile(top + "compare/flat-tummy-options.html")
    tick(page, "Restuffing")
    assert columns(page) == ["Restuffing", "No needle"]


@pytest.mark.parametrize(
    ("name", "place", "some_empty"),
    [
        ("procedures/patching.html", ".panel > div", False),
        ("conditions/open-seam.html", "td[data-option]", True),
    ],
)
def test_a_reader_who_names_a_part_of_the_body_sees_its_facts_alone_and_no_empty_place(
    name: str, place: str, some_empty: bool, top: str, profile: Any
) -> None:
    page = profile(top + name)
    facts = page.locator(f"{place} [data-where]")
    everything = facts.count()
    page.get_by_role("button", name="Head", exact=True).click()
    assert {fact.get_attribute("data-where") for fact in facts.filter(visible=True).all()} == {"head"}
    assert all(each.locator(":is(dd, p):visible").count() for each in page.locator(place).all())
    assert bool(page.locator(f"{place} [data-none]:visible").count()) is some_empty
    page.get_by_role("button", name="Both, or I do not know").click()
    assert facts.filter(visible=True).count() == everything
    still = profile(top + name, java_script_enabled=False)
    assert still.locator(f"{place} [data-where]:visible").count() == everything
    expect(still.locator("[data-regions]")).to_be_hidden()


# ---- tables on a phone, what they stand on, what is alike ----

PAIRED = "compare/flat-tummy-options.html"
PHONE = 390


def answers_shown(page: Any) -> list[str]:
    """The options whose answers show, in the first row."""
    shown = "all => all.filter((each) => each.checkVisibility()).map((each) => each.dataset.label)"
    return list(page.locator("tbody tr").first.locator("td").evaluate_all(shown))


def test_a_phone_shows_two_options_side_by_side_under_each_question(top: str, profile: Any) -> None:
    page = profile(top + PAIRED, width=PHONE)
    assert answers_shown(page) == ["Restuffing", "No needle"]
    first, second = page.locator("tbody tr").first.locator("td:visible").all()
    assert first.bounding_box()["y"] == second.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def test_the_names_over_the_two_are_lists_to_take_another_from(top: str, profile: Any) -> None:
    page = profile(top + PAIRED, width=PHONE)
    page.get_by_label("The first of the two").select_option("Seam repair")
    assert answers_shown(page) == ["Seam repair", "No needle"]
    assert answers_shown(profile(page.url, width=PHONE)) == ["Seam repair", "No needle"]
    page.get_by_role("button", name="Change what is shown").click()
    page.get_by_role("button", name="Show all options at once").click()
    assert answers_shown(page) == PAIR
    page.get_by_role("button", name="Back to two").click()
    expect(page.locator("table.two")).to_be_visible()
    assert answers_shown(page) == ["Restuffing", "No needle"]


def test_the_names_over_the_two_stay_in_sight_below_the_way_to_help(top: str, profile: Any) -> None:
    page = profile(top + TABLE, width=PHONE)
    page.locator("tbody").nth(3).evaluate("row => row.scrollIntoView({ block: 'end', behavior: 'instant' })")
    names, header = page.locator(".pair").bounding_box(), page.locator(".md-header").bounding_box()
    assert abs(names["y"] - (header["y"] + header["height"])) < 8
    over = "document.elementFromPoint(60, document.querySelector('.pair').getBoundingClientRect().top + 12).tagName"
    assert page.evaluate(over) == "SELECT"


def test_without_scripts_a_phone_shows_all_options_under_each_question(top: str, profile: Any) -> None:
    page = profile(top + PAIRED, width=PHONE, java_script_enabled=False)
    assert answers_shown(page) == PAIR
    assert not page.locator(".pair").is_visible()


def test_a_phone_prints_the_whole_table(top: str, profile: Any) -> None:
    page = profile(top + PAIRED, width=PHONE)
    text = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    assert all(name in text for name in PAIR)
    assert answers_shown(page) == ["Restuffing", "No needle"]


def test_the_head_of_a_table_of_a_few_stays_in_sight_on_a_desktop(top: str, profile: Any) -> None:
    page = profile(top + PAIRED)
    page.locator("tbody").last.evaluate("row => row.scrollIntoView({ block: 'end', behavior: 'instant' })")
    page.evaluate("scrollBy(0, 300)")
    head = page.locator("thead th").first.bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert head["y"] <= header["y"] + header["height"] + 8
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("script", [True, False])
def test_what_a_row_stands_on_is_opened_by_keyboard_with_and_without_scripts(
    script: bool, top: str, profile: Any
) -> None:
    page = profile(top + PAIRED, java_script_enabled=script)
    fold = page.locator(".studies summary").first
    assert fold.text_content() == "Studies: Time at the clinic"
    found = page.locator(".studies-found").first
    assert not found.is_visible()
    fold.focus()
    page.keyboard.press("Enter")
    assert found.is_visible()
    assert found.locator("a.cite").count()


def test_evidence_about_another_part_of_the_body_leaves_and_takes_an_empty_fold_with_it(top: str, profile: Any) -> None:
    page = profile(top + "compare/open-seam-options.html")
    fold = page.locator(".studies summary")
    assert fold.count() == 1
    fold.click()
    assert page.locator(".studies-found [data-where=tummy]").is_visible()
    tick(page, "Head")
    assert not fold.is_visible()
    tick(page, "Tummy")
    assert fold.is_visible()


def test_a_row_that_says_the_same_of_all_that_show_says_so_once_on_a_phone(top: str, profile: Any) -> None:
    page = profile(top + PAIRED + "#options=restuffing+seam-repair", width=PHONE)
    alike = page.locator("tr.alike")
    assert alike.locator("th").all_inner_texts() == ["Time at the clinic"]
    assert "the same" in alike.locator("th").evaluate("head => getComputedStyle(head, '::after').content")
    assert alike.locator("td:visible").count() == 1
    page.get_by_label("The second of the two").select_option("No needle")
    assert page.locator("tr.alike").count() == 0


def test_a_bar_says_nothing_that_its_words_do_not_say_and_shows_in_colors_of_the_readers_own(
    top: str, profile: Any
) -> None:
    page = profile(top + TABLE)
    bar = page.locator("td svg.bar").first
    assert bar.get_attribute("aria-hidden") == "true"
    assert f"{bar.get_attribute('data-bar').split()[0]} in 100" in bar.locator("xpath=..").inner_text()
    page.emulate_media(forced_colors="active")
    filled, ground = (bar.locator(part).evaluate("e => getComputedStyle(e).stroke") for part in (".from", ".all"))
    assert filled != ground


# ---- my questions ----

LIST = "my-questions.html"
PAGE = "procedures/restuffing.html"
OTHER = "conditions/flat-tummy.html"


def ask(page: Any, place: int) -> str:
    """Tick a question of the page; its words."""
    page.locator(".questions input").nth(place).check()
    return str(page.locator(".questions .question").nth(place).inner_text()).strip()


def listed(page: Any) -> list[str]:
    page.locator(".my-questions").wait_for()
    return seen(page, "#my-list .question")


def test_questions_ticked_on_two_pages_and_an_own_one_are_kept_listed_copied_and_cleared(
    top: str, profile: Any
) -> None:
    page = profile(top + PAGE, permissions=["clipboard-read", "clipboard-write"])
    first = ask(page, 1)
    expect(page.locator(".asking [role=status]")).to_have_text("The question is on your list.")
    page.goto(top + OTHER)
    second = ask(page, 0)
    follow(page.locator(".asking a"))
    assert listed(page) == [first, second]
    expect(page.locator(".my-kept")).to_have_text(
        "Your list is kept on this device only. Nothing is sent. One button clears it."
    )
    page.locator("#own-question").fill("Can I <b>swim</b>?")
    page.keyboard.press("Enter")
    page.reload()
    assert listed(page) == [first, second, "Can I <b>swim</b>?"]
    page.get_by_role("button", name="Copy the list").click()
    expect(page.locator(".my-questions [role=status]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"1. {first}\n2. {second}\n3. Can I <b>swim</b>?"
    page.get_by_role("button", name=f"Remove: {second}").click()
    assert listed(page) == [first, "Can I <b>swim</b>?"]
    page.get_by_role("button", name="Clear the list").click()
    expect(page.locator(".my-questions [role=status]")).to_have_text("The list is cleared.")
    page.reload()
    assert listed(page) == []
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('questions'))") == []
    page.goto(top + PAGE)
    assert not page.locator(".questions input").nth(1).is_checked()
    assert not [address for address in page.asked if not address.startswith(top)]


def test_the_same_question_on_two_pages_is_two_questions_each_with_its_page(top: str, profile: Any) -> None:
    page = profile(top + PAGE, permissions=["clipboard-read", "clipboard-write"])
    asked = ask(page, 4)
    page.goto(top + OTHER)
    same = page.locator(".questions li", has_text=asked).locator("input")
    assert not same.is_checked()
    same.check()
    follow(page.locator(".asking a"))
    assert listed(page) == [asked, asked]
    assert seen(page, "#my-list .my-from a") == ["Restuffing", "Flat tummy"]
    page.get_by_role("button", name="Copy the list").click()
    expect(page.locator(".my-questions [role=status]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"1. {asked} (Restuffing)\n2. {asked} (Flat tummy)"
    page.get_by_role("button", name=f"Remove: {asked} (Restuffing)").click()
    assert seen(page, "#my-list .my-from a") == ["Flat tummy"]
    page.goto(top + PAGE)
    assert not page.locator(".questions input").nth(4).is_checked()
    page.goto(top + OTHER)
    same = page.locator(".questions li", has_text=asked).locator("input")
    assert same.is_checked()
    same.uncheck()
    follow(page.locator(".asking a"))
    assert listed(page) == []


def test_a_list_that_comes_by_address_keeps_both_and_no_question_twice(top: str, profile: Any) -> None:
    items = [
        ["Can we wait?", "Restuffing", "procedures/restuffing.html"],
        ["Can we wait?", "New eye", "procedures/new-eye.html"],
    ]
    page = profile(top + LIST + "#list=" + quote(json.dumps([*items, items[0], ["Can we wait?", "", ""]])))
    assert listed(page) == ["Can we wait?"] * 3


def test_a_browser_that_keeps_nothing_carries_the_list_in_the_address(top: str, profile: Any) -> None:
    page = profile(top + "index.html")
    page.context.add_init_script(
        """for (const name of ["getItem", "setItem", "removeItem"]) {
            const real = Storage.prototype[name];
            Storage.prototype[name] = function (key, ...rest) {
                if (key.startsWith("questions:")) throw new DOMException("no", "SecurityError");
                return real.call(this, key, ...rest);
            };
        }"""
    )
    page.goto(top + PAGE)
    question = ask(page, 2)
    follow(page.locator(".asking a"))
    assert listed(page) == [question]
    expect(page.locator(".my-kept")).to_contain_text("Your browser keeps nothing")
    page.locator("#own-question").fill("My own?")
    page.keyboard.press("Enter")
    page.reload()
    assert listed(page) == [question, "My own?"]


def test_a_browser_that_keeps_each_file_apart_gets_the_list_with_the_link_and_says_so(
    second_site: Site, profile: Any
) -> None:
    page = profile((second_site.folder / PAGE).as_uri())
    question = ask(page, 3)
    href = page.locator(".asking a").evaluate("link => link.href")
    apart = profile(href)
    assert listed(apart) == [question]
    expect(apart.locator(".my-kept")).to_contain_text("keeps the list of each page apart")


def test_a_link_can_not_put_code_or_a_foreign_address_on_the_list(top: str, profile: Any) -> None:
    bad = quote(json.dumps([["<img src=x onerror=alert(1)>", "x", "javascript:alert(1)"], "odd", [1, 2, 3]]))
    page = profile(top + LIST + "#list=" + bad)
    assert listed(page) == ["<img src=x onerror=alert(1)>"]
    assert page.locator("#my-list :is(a, img)").count() == 0


def test_a_question_is_ticked_with_the_keyboard_alone(top: str, profile: Any) -> None:
    page = profile(top + PAGE)
    page.locator(".questions input").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".asking a")).to_have_text("My list of questions (1)")


def test_without_scripts_questions_have_no_dead_controls(top: str, profile: Any) -> None:
    page = profile(top + PAGE, java_script_enabled=False)
    assert page.locator(".questions li").count() > 3
    assert not [box for box in page.locator(".questions input").all() if box.is_visible()]


# ---- what matters to me ----

SHEET = "what-matters-flat-tummy.html"


def test_a_worksheet_shows_what_people_weigh_beside_every_option_and_sends_nothing(
    top: str, profile: Any, small: Guide
) -> None:
    page = profile(top + "what-matters.html")
    follow(page.locator("article").get_by_role("link", name="Flat tummy", exact=True).last)
    weighed = [column.weigh for column in small.columns.values() if column.weigh]
    assert questions_shown(page) == [*weighed, "Something else that matters to me"]
    assert columns(page)[1:] == [option.meta.name for option in small.options_for("flat-tummy")]
    box = page.get_by_role("radiogroup", name="To have the bear home for bedtime").get_by_role("radio", name="A lot")
    box.check()
    page.reload()
    assert box.is_checked()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('ticks'))") == []
    assert not profile(page.url).get_by_role("radio", checked=True).filter(visible=True).count() > 1
    assert "To%20have" not in page.url
    assert not [address for address in page.asked if not address.startswith(top)]


def test_a_worksheet_of_three_options_prints_with_its_ticks(top: str, profile: Any) -> None:
    page = profile(top + SHEET + "#options=restuffing+brushing&region=tummy")
    page.get_by_role("radiogroup", name="To have the bear home for bedtime").get_by_role("radio", name="A lot").check()
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(pdf.pages) <= 2, "two sides of one sheet"
    text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert "To have the bear home" in text.replace("\n", " ")
    assert "There is no right answer" in text
    assert "Seam repair" not in text


def test_without_scripts_a_worksheet_is_a_form_to_print(top: str, profile: Any, small: Guide) -> None:
    page = profile(top + SHEET, java_script_enabled=False)
    options = small.options_for("flat-tummy")
    weighed = [column for column in small.columns.values() if column.weigh]
    assert page.locator("table.compare td[data-option]:visible").count() == len(options) * len(weighed)
    page.get_by_role("radiogroup", name="To have the bear home for bedtime").get_by_role("radio", name="Some").check()
