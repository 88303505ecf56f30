"""Finding in lay words, in a real browser: over http and from a file, misspelled, and in an emergency."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import Site

LAY = {
    "slipped disk": "herniated-disc",
    "herneated disc": "herniated-disc",
    "sciatica": "herniated-disc",
    "siatica": "herniated-disc",
    "pinched nerve": "nerve-compression",
    "trapped nerve in back": "nerve-compression",
    "stenosys": "nerve-compression",
    "keyhole": "minimally-invasive-surgery",
    "small cut surgery": "minimally-invasive-surgery",
    "bone won't join": "glossary",
    "bones did not fuse": "spinal-fusion",
    "rods in the back": "spinal-fusion",
    "fused spine": "spinal-fusion",
    "laminectemy": "laminectomy",
    "disectomy": "discectomy",
    "diskectomy": "discectomy",
    "foraminatomy": "foraminotomy",
    "fake disc": "disc-replacement",
    "artificial disk": "disc-replacement",
    "new disc or fusion": "fusion-or-disc-replacement",
    "worn out discs": "degenerative-disc-disease",
    "broken back": "spinal-injury",
    "crooked spine": "congenital-spine-problems",
    "hump back": "congenital-spine-problems",
    "spondylothesis": "spondylolisthesis",
    "slipped vertebra": "spondylolisthesis",
    "infected spine": "spinal-infection",
    "camera surgery": "endoscopic-spine-surgery",
    "no surgery": "care-without-surgery",
    "do I need surgery?": "choosing",
    "second opinion": "choosing",
    "when can I drive": "before-surgery",
    "Ozempic": "before-surgery",
    "meningitis": "help-now",
    "3,166 dollars": "choosing",
    "anasthesia": "before-surgery",
    "what is an MRI": "glossary",
    "who made this": "about",
}
"""What readers type -> the page that must be among the first three."""

EMERGENCIES = {
    "can't pee": "emergency",
    "I cant pee": "emergency",
    "cannot urinate": "emergency",
    "numb between legs": "emergency",
    "numbness between my legs": "emergency",
    "can\u2019t breathe": "emergency",
    "cant breth": "emergency",
    "chest pain": "emergency",
    "lost control of my bladder": "emergency",
    "both my legs are weak": "emergency",
    "coughing up blood": "emergency",
    "I fell off a ladder": "emergency",
    "car crash and my back hurts": "emergency",
    "my neck is swelling": "emergency",
    "can't swallow after neck surgery": "emergency",
    "very sleepy from pain pills": "emergency",
    "face drooping": "emergency",
    "suddenly confused": "emergency",
    "hives": "emergency",
    "cold leg": "emergency",
    "headache and stiff neck": "emergency",
    "bleeding won't stop": "emergency",
    "sudden belly pain": "emergency",
    "fever after surgery": "urgent",
    "my wound is leaking": "urgent",
    "clear fluid from my back": "urgent",
    "headache when sitting up": "urgent",
    "my belly is hard and swollen": "urgent",
    "foot drop": "today",
    "clumsy hands": "today",
    "I had cancer and my back hurts": "today",
    "back pain at night": "today",
}
"""What readers type -> the urgency of the card that must be shown."""

CALM = [
    "leg pain",
    "numb foot",
    "blood thinners",
    "surgery",
    "neck pain",
    "legs",
    "back pain",
    "headache",
    "opioids",
    "fall",
]
"""What is no emergency by itself."""


@pytest.fixture
def opened(browser: Any, top: str) -> Iterator[Any]:
    """Open a page; what it asks for is collected on it, and any error fails the test."""
    contexts, faults = [], list[str]()

    def visit(name: str = "procedures/discectomy.html", width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(top + name, wait_until="load")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [fault for fault in faults if "favicon" not in fault] == []


def search(page: Any, text: str) -> list[str]:
    """Type the text and wait for what is found: the names of the first pages, without folder and ending."""
    box = page.get_by_role("textbox", name="Search, in your own words")
    box.click()
    expect(page.locator(".md-search-result__meta")).not_to_contain_text("Initializing")
    page.evaluate("document.querySelector('.md-search-result__list').replaceChildren()")
    box.fill(text)
    box.press("End")
    page.locator(".md-search-result__item a").first.wait_for(state="attached")
    page.wait_for_timeout(100)
    hrefs = page.locator(".md-search-result__item").evaluate_all("all => all.map(each => each.querySelector('a').href)")
    return [href.split("#")[0].split("?")[0].rpartition("/")[2].removesuffix(".html") for href in hrefs]


def test_lay_words_bring_the_right_page_among_the_first_three(opened: Any) -> None:
    page = opened()
    found = {query: search(page, query)[:3] for query in LAY}
    assert {query: names for query, names in found.items() if LAY[query] not in names} == {}


def test_emergency_words_bring_the_help_page_first_with_the_card_above(opened: Any) -> None:
    page = opened()
    for query, urgency in EMERGENCIES.items():
        names = search(page, query)
        assert names[0] == "help-now", (query, names[:3])
        note = page.locator(f".find-sign.find-{urgency}")
        expect(note).to_be_visible()
        assert str(note.get_attribute("href")).endswith("/help-now.html")


def test_everyday_complaints_are_no_alarm(opened: Any) -> None:
    page = opened()
    for query in CALM:
        search(page, query)
        assert page.locator(".find-sign").count() == 0, query


def test_the_emergency_card_leads_to_help_by_touch_and_by_enter(opened: Any) -> None:
    page = opened()
    search(page, "can't pee")
    page.locator(".find-sign").click()
    page.wait_for_url("**/help-now.html")
    search(page, "chest pain")
    with page.expect_navigation(url="**/help-now.html"):  # Chromium never closes a page that it left while on its way
        page.keyboard.press("Enter")


def test_a_correction_is_said_and_can_be_taken_back(opened: Any) -> None:
    page = opened()
    assert search(page, "laminectemy")[0] == "laminectomy"
    notes = page.locator(".find-notes")
    expect(notes).to_contain_text("Showing results for laminectomy. Search instead for laminectemy")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".find-instead")).to_be_focused()
    page.keyboard.press("Enter")
    expect(notes).to_be_empty()
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    expect(page.get_by_role("textbox")).to_be_focused()


def test_what_is_spelled_right_is_not_corrected(opened: Any) -> None:
    page = opened()
    for query in ("insurance", "aspirin", "walk", "cost", "stairs", "nurse"):
        search(page, query)
        assert page.locator(".find-notes").inner_text() == "", query


ASKED = """query => {
  window.__index = { docs: [{ location: "a.html", title: "M\u00e9ni\u00e8re", text: "A fa\u00e7ade, 1,000 times." }] };
  return window.finder(() => {}).asked({ type: 2, data: query }).data;
}"""
"""What the search is asked for a query, where these words are in its index."""


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("facade meniere", "façade ménière"),
        (unicodedata.normalize("NFD", "FAÇADE"), "façade"),
        ("(1,000) times.", "1,000 times"),
    ],
)
def test_a_query_is_cut_like_the_index_and_accents_need_not_be_typed(opened: Any, query: str, asked: str) -> None:
    page = opened()
    search(page, "laminectomy")
    assert page.evaluate(ASKED, query) == asked


def test_enter_goes_to_the_first_result(opened: Any) -> None:
    page = opened()
    search(page, "slipped disk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conditions/herniated-disc.html*")


def test_nothing_of_the_search_is_asked_for_before_the_box_has_the_focus(opened: Any) -> None:
    page = opened()
    page.wait_for_timeout(500)
    parts = ("search_index", "vocabulary.js", "find.js", "workers/")
    early = [url for url in page.asked if any(part in url for part in parts)]
    assert early == []
    search(page, "disc")
    for part in ("search/search_index.js", "search/vocabulary.js", "assets/find.js", "workers/search"):
        assert any(part in url for url in page.asked), part
    assert not any("search_index.json" in url for url in page.asked)


def test_marks_in_a_query_do_no_harm(opened: Any) -> None:
    page = opened()
    assert search(page, 'laminectomy: "~^ +* <b>')[0] == "laminectomy"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_search_breaks_no_accessibility_rule(width: int, scheme: str, browser: Any, site: Site) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto((site.folder / "index.html").as_uri())
    if width < 900:
        page.locator("header label[for=__search]").first.click()
    search(page, "cant breth")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "wcag2aaa"]}
    results = Axe().run(page, context=".md-search__inner", options=rules)
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in results.response["violations"]] == []
    expect(page.get_by_role("search", name="Search this guide")).to_be_visible()
    context.close()
