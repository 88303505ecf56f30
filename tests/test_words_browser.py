"""Words, sources and the form "Text and display" in a real browser, from a file: by keyboard, touch and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import ROOT, Site

PAGE = "procedures/restuffing.html"
TERM = "article a.term[href$='#plush'] >> nth=0"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def opened(browser: Any, second_site: Site) -> Iterator[Any]:
    """Open a page of the site from its file. Errors of the page fail the test."""
    contexts, faults = [], list[str]()

    def visit(name: str = PAGE, width: int = 1280, *, listen: bool = True, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(5_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" and listen else None)
        page.goto((second_site.folder / name).as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []


def focused(page: Any) -> str:
    """What has the focus: its class, or the text of a link."""
    return str(page.evaluate("document.activeElement.className + ' ' + document.activeElement.textContent.trim()"))


def enter(page: Any, link: str) -> None:
    page.locator(link).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pop-up")).to_be_visible()


# ---- words ----------------------------------------------------------------------


def test_a_word_is_learned_by_keyboard_and_left_by_escape(opened: Any) -> None:
    page = opened()
    enter(page, TERM)
    box = page.get_by_role("dialog", name=page.locator("#pop-up-title").inner_text())
    expect(box).to_be_focused()
    assert "Soft cloth with a pile." in box.inner_text()
    assert page.locator(TERM).get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator(TERM)).to_be_focused()
    assert page.locator(TERM).get_attribute("aria-expanded") is None


def test_a_screen_reader_hears_the_word_and_its_meaning(opened: Any) -> None:
    page = opened()
    expect(page.locator(TERM)).to_have_attribute("aria-haspopup", "dialog")
    enter(page, TERM)
    box = page.locator(".pop-up")
    expect(box).to_have_accessible_name("plush")
    expect(box).to_have_accessible_description("Soft cloth with a pile.")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    dialogs = [node for node in tree if node.get("role", {}).get("value") == "dialog" and not node["ignored"]]
    assert "plush" in [node["name"]["value"] for node in dialogs]
    held = [node["name"]["value"] for node in tree if "focused" in str(node.get("properties", "")) and "name" in node]
    assert "plush" in held


def test_tab_walks_through_the_box_and_on_from_the_word(opened: Any) -> None:
    page = opened()
    page.locator(TERM).focus()
    page.keyboard.press("Tab")
    following = focused(page)
    enter(page, TERM)
    page.keyboard.press("Tab")
    expect(page.locator(".pop-up-close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".pop-up-more")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".pop-up")).to_be_hidden()
    assert focused(page) == following


def test_shift_and_tab_lead_back_to_the_word(opened: Any) -> None:
    page = opened()
    enter(page, TERM)
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".pop-up")).to_be_hidden()
    expect(page.locator(TERM)).to_be_focused()


def test_a_tap_opens_a_word_and_a_tap_elsewhere_closes_it(opened: Any) -> None:
    page = opened(width=360, has_touch=True)
    page.locator(TERM).tap()
    expect(page.locator(".pop-up")).to_be_visible()
    edges = page.locator(".pop-up").bounding_box()
    assert edges["x"] >= 0
    assert edges["x"] + edges["width"] <= 360
    page.locator("article h1").tap()
    expect(page.locator(".pop-up")).to_be_hidden()
    page.locator(TERM).tap()
    page.locator(".pop-up-close").tap()
    expect(page.locator(".pop-up")).to_be_hidden()
    expect(page.locator(TERM)).to_be_focused()


def test_a_second_click_closes_the_word(opened: Any) -> None:
    page = opened()
    page.locator(TERM).click()
    expect(page.locator(".pop-up")).to_be_visible()
    page.locator(TERM).click()
    expect(page.locator(".pop-up")).to_be_hidden()


def test_hovering_shows_a_word_without_taking_the_focus(opened: Any) -> None:
    page = opened()
    page.locator(TERM).hover()
    expect(page.locator(".pop-up")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    page.locator("#pop-up-title").hover()
    page.wait_for_timeout(600)
    expect(page.locator(".pop-up")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".pop-up")).to_be_hidden()
    page.mouse.move(5, 5)
    page.locator(TERM).hover()
    expect(page.locator(".pop-up")).to_be_visible()
    page.mouse.move(5, 5)
    expect(page.locator(".pop-up")).to_be_hidden()


def test_a_click_with_control_opens_the_entry_as_any_link(opened: Any) -> None:
    page = opened()
    with page.context.expect_page() as other:
        page.locator(TERM).click(modifiers=["Control"])
    assert other.value.url.endswith("glossary.html#plush")
    expect(page.locator(".pop-up")).to_be_hidden()


def test_a_word_in_the_glossary_is_explained_from_its_own_entry(opened: Any) -> None:
    page = opened("glossary.html")
    link = page.locator("article a.term").first
    link.click()
    expect(page.locator("#pop-up-text p")).not_to_have_count(0)
    assert page.locator("#pop-up-text a").count() == 0


def test_without_scripts_a_word_is_a_plain_link(opened: Any) -> None:
    page = opened(java_script_enabled=False)
    page.locator(TERM).click()
    page.wait_for_url("**/glossary.html#plush")


def test_a_browser_without_popovers_shows_words_all_the_same(opened: Any) -> None:
    page = opened()
    page.add_init_script("delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.hidePopover")
    page.reload()
    page.evaluate("document.querySelector('.pop-up').removeAttribute('popover')")
    enter(page, TERM)
    assert "Soft cloth" in page.locator(".pop-up").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator(".pop-up")).to_be_hidden()


# ---- sources --------------------------------------------------------------------


def test_a_source_opens_in_place_and_leads_to_the_list(opened: Any) -> None:
    page = opened()
    mark = page.locator("article > p a.cite").nth(2)
    mark.focus()
    page.keyboard.press("Enter")
    box = page.locator(".pop-up")
    expect(box).to_have_accessible_name(str(mark.get_attribute("aria-label")))
    entry = page.locator(str(mark.get_attribute("href")))
    assert page.locator("#pop-up-text").inner_text().split() == entry.inner_text().split()
    page.locator(".pop-up-more").click()
    expect(box).to_be_hidden()
    expect(entry).to_be_in_viewport()


def test_source_numbers_can_be_hidden_and_still_print(opened: Any) -> None:
    page = opened()
    mark = page.locator("article a.cite").first
    choose(page, "Hidden")
    expect(mark).to_be_hidden()
    page.emulate_media(media="print")
    expect(mark).to_be_visible()
    assert mark.inner_text().isdigit()


# ---- text and display -----------------------------------------------------------


def choose(page: Any, *labels: str) -> None:
    page.get_by_role("button", name="Text and display").click()
    for label in labels:
        page.get_by_role("radio", name=label, exact=True).check()
    page.keyboard.press("Escape")
    expect(page.locator("#display")).to_be_hidden()


def text_size(page: Any) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"))


def kept(page: Any) -> Any:
    return page.evaluate("localStorage.getItem('guide.display')")


def test_nothing_is_kept_until_the_reader_changes_something(opened: Any) -> None:
    page = opened()
    page.get_by_role("button", name="Text and display").click()
    page.keyboard.press("Escape")
    assert kept(page) is None


def test_text_and_spacing_stay_after_a_reload_and_on_the_next_page(opened: Any, second_site: Site) -> None:
    page = opened()
    before = text_size(page)
    choose(page, "Largest", "Widest")
    assert text_size(page) == pytest.approx(2 * before)
    page.reload()
    assert text_size(page) == pytest.approx(2 * before)
    page.goto((second_site.folder / "procedures/patching.html").as_uri())
    style = page.evaluate(
        """() => { const style = getComputedStyle(document.querySelector('article p:not(.lead)'));
                   return parseFloat(style.lineHeight) / parseFloat(style.fontSize) }"""
    )
    assert style > 2
    page.get_by_role("button", name="Text and display").click()
    expect(page.get_by_role("radio", name="Largest", exact=True)).to_be_checked()


def test_one_button_brings_back_normal_and_deletes_what_was_kept(opened: Any) -> None:
    page = opened()
    before = text_size(page)
    choose(page, "Larger", "Never", "Hidden")
    assert kept(page) is not None
    page.get_by_role("button", name="Text and display").click()
    page.get_by_role("button", name="Back to normal").click()
    page.wait_for_function("localStorage.getItem('guide.display') === null")
    assert text_size(page) == before
    expect(page.locator("article a.cite").first).to_be_visible()
    assert page.locator("html:is([data-text], [data-terms], [data-sources])").count() == 0


def test_words_that_need_no_explaining_are_plain_links(opened: Any) -> None:
    page = opened()
    choose(page, "Never")
    assert page.locator(TERM).get_attribute("aria-haspopup") is None
    page.locator(TERM).click()
    page.wait_for_url("**/glossary.html#plush")


def test_the_choice_is_there_before_the_page_is_drawn(opened: Any) -> None:
    page = opened()
    choose(page, "Large")
    page.add_init_script(
        """new MutationObserver((_, observer) => {
             if (document.body) { observer.disconnect(); window.early = document.documentElement.dataset.text }
           }).observe(document, { childList: true, subtree: true })"""
    )
    page.reload()
    assert page.evaluate("window.early") == "large"


def test_a_browser_that_keeps_nothing_still_shows_the_choice(opened: Any) -> None:
    page = opened()
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }")
    page.reload()
    before = text_size(page)
    page.get_by_role("button", name="Text and display").click()
    page.get_by_role("radio", name="Large", exact=True).check()
    assert text_size(page) == pytest.approx(1.25 * before)
    expect(page.get_by_role("status").filter(has_text="This browser keeps nothing")).to_be_visible()


def test_spoiled_storage_does_no_harm(opened: Any) -> None:
    page = opened()
    page.evaluate("localStorage.setItem('guide.display', '{spoiled')")
    page.reload()
    page.locator(TERM).click()
    expect(page.locator(".pop-up")).to_be_visible()


def test_the_form_is_worked_by_keyboard_and_gives_the_focus_back(opened: Any) -> None:
    page = opened()
    button = page.get_by_role("button", name="Text and display")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Normal").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.text") == "large"
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


# ---- all of it, to eye and finger -------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("what", ["word", "form"])
def test_what_opens_breaks_no_accessibility_rule(what: str, width: int, scheme: str, opened: Any) -> None:
    page = opened(width=width, listen=False, color_scheme=scheme, reduced_motion="reduce")  # axe itself logs errors
    page.locator(TERM if what == "word" else ".display-open").click()
    shown = ".pop-up" if what == "word" else ".display"
    rules = {"runOnly": [*RULES, "wcag2aaa"]}
    results = Axe().run(page, context=shown, options=rules)
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in results.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_controls_are_large_enough_for_any_finger(width: int, opened: Any) -> None:
    page = opened(width=width)
    page.locator(".display-open").click()
    sizes = [page.locator(".display-open").bounding_box()]
    sizes += [item.bounding_box() for item in page.locator(".display-panel :is(label, button)").all()]
    page.keyboard.press("Escape")
    page.locator(TERM).click()
    sizes += [page.locator(".pop-up-close").bounding_box()]
    assert len(sizes) > 10
    assert [size for size in sizes if round(min(size["height"], size["width"]), 1) < 44] == []


def test_nothing_scrolls_sideways_with_the_largest_text_on_a_small_phone(opened: Any) -> None:
    page = opened(width=320)
    choose(page, "Largest", "Widest")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_nothing_moves_for_readers_who_want_no_motion(opened: Any) -> None:
    page = opened(reduced_motion="reduce")
    page.locator(TERM).click()
    assert page.locator(".pop-up").evaluate("box => getComputedStyle(box).animationName") == "none"


def test_the_boxes_have_an_edge_in_forced_colors(opened: Any) -> None:
    page = opened(forced_colors="active")
    page.locator(TERM).click()
    assert page.locator(".pop-up").evaluate("box => parseFloat(getComputedStyle(box).borderTopWidth)") >= 1


def test_the_scripts_of_a_page_stay_small() -> None:
    import gzip

    own = ["display.js", "settings.js", "words.js", "iframe-worker.js"]
    sizes = [len(gzip.compress((ROOT / "overrides" / "assets" / name).read_bytes())) for name in own]
    assert sum(sizes) < 6_000, dict(zip(own, sizes, strict=True))
