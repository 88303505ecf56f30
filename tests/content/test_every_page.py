"""Every built page in a real browser, light and dark, on a small phone and a desktop: usable by all, and quick.

Leaves a picture of each in `.build/screenshots/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import ROOT, Site
from content import NAMES, address, with_part
from guide.content.guide import Guide
from guide.content.parts import INDEX

TOOLS = ["every-option", "worksheet", "worksheets", "my-questions", "downloads", "fill-in"]
"""Parts that work in the browser, but for `current`, whose form comes with its script."""

SMALL, LARGE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
PICTURES = ROOT / ".build" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUICK = {"resultTypes": ["violations"], "preload": False, "selectors": False}
AXE = {"runOnly": RULES, "rules": {"color-contrast-enhanced": {"enabled": True}}, **QUICK}
TOUCH = {
    "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "meta-viewport"]},
    **QUICK,
}
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}, **QUICK}
Look = tuple[dict[str, int], str, dict[str, Any]]
"""Size of the window, colors, rules that are asked."""
EVERY: tuple[Look, ...] = ((LARGE, "default", AXE), (SMALL, "default", TOUCH))
"""The looks of every page, its folds closed."""
OTHERS: tuple[Look, ...] = ((LARGE, "slate", COLORS), (SMALL, "default", AXE), (SMALL, "slate", COLORS))
"""Further looks, in which pages of a kind are alike: those of a page of each kind, its folds open."""
FIRST_VIEW, OWN_SCRIPTS = 132_000, 12_000
PHONE, SCREENS = {"width": 390, "height": 844}, 9.2  # of a comparison, with its folds closed and its list of papers
STILL = 0.001  # a tenth of a line on a phone counts more


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    """One page for all visits; what it asks for and what goes wrong is collected on it."""
    context = browser.new_context(viewport=LARGE, color_scheme="light", reduced_motion="reduce")
    context.add_init_script(Axe().axe_script)  # once a page and not once a look
    page = context.new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def visit(page: Any, served: str) -> Any:
    """Open a page of the site, by its name."""

    def opened(name: str, size: dict[str, int] = LARGE, scheme: str = "light") -> Any:
        page.asked.clear()
        page.said.clear()
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, media="screen", forced_colors="none")
        page.goto(served + name)
        return page

    return opened


def broken(page: Any, options: dict[str, Any]) -> list[tuple[str, str]]:
    """What axe finds on the whole page: rule and element."""
    violations = Axe("true").run(page, options=options).response["violations"]
    return [(rule["id"], node["html"][:160]) for rule in violations for node in rule["nodes"]]


@pytest.fixture(scope="module")
def option(guide: Guide) -> str:
    """The page of an option."""
    return address(next(iter(guide.options.values())))


@pytest.fixture(scope="module")
def sample(guide: Guide, option: str) -> list[str]:
    """A page of each kind: the first, an option, a comparison, a condition, the list of words."""
    kinds = [*list(guide.comparisons.values())[:1], *list(guide.conditions.values())[:1], with_part(guide, "glossary")]
    return ["index.html", option, *(address(page) for page in kinds if page)]


@pytest.fixture(scope="module")
def tools(guide: Guide) -> list[str]:
    """The pages that work in the browser."""
    return [address(page) for part in TOOLS if (page := with_part(guide, part))]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_breaks_no_rule_of_accessibility(name: str, visit: Any, served: str) -> None:
    assert_usable(name, visit, served)


def test_a_page_without_a_file_of_its_own_breaks_no_rule_either(site: Site, visit: Any, served: str) -> None:
    further = sorted({page.relative_to(site.folder).as_posix() for page in site.pages()} - {*NAMES, "404.html"})
    for name in further:
        assert_usable(name, visit, served)


def test_no_kind_of_page_breaks_a_rule_in_any_look(
    sample: list[str], tools: list[str], visit: Any, served: str
) -> None:
    for name in [*sample, *tools]:
        assert_usable(name, visit, served, (*EVERY, *OTHERS), unfolded=True)


def assert_usable(name: str, visit: Any, served: str, looks: Sequence[Look] = EVERY, *, unfolded: bool = False) -> None:
    """The page breaks no rule in these looks, is no wider than its window, and asks nobody else."""
    page, found = visit(name), {}
    if unfolded:
        page.evaluate("for (const fold of document.querySelectorAll('article details')) fold.open = true")
    for size, scheme, rules in looks:
        page.set_viewport_size(size)
        page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
        if faults := broken(page, rules):
            found[size["width"], scheme] = faults
        picture = f"{name.removesuffix('.html').replace('/', '-')}-{size['width']}-{scheme}.png"
        page.screenshot(path=PICTURES / picture)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], size
    assert found == {}, name
    assert page.said == []
    assert {urlsplit(url).netloc for url in page.asked} == {urlsplit(served).netloc}


def test_the_page_for_a_wrong_address_breaks_no_rule_either(visit: Any) -> None:
    page = visit("404.html")
    assert broken(page, AXE) == []
    assert page.locator(".pages a:visible").count()


def test_all_that_can_be_used_is_reached_by_keyboard_and_shows_where_it_is(sample: list[str], visit: Any) -> None:
    for name in sample:
        reached = stops(visit(name))
        assert [stop for stop in reached if not (stop["ring"] and stop["seen"])] == [], name
        assert {"brand", "quick-help", "md-search__input"} <= {stop["name"] for stop in reached}, name


def stops(page: Any) -> list[dict[str, Any]]:
    """Where the keyboard stops, one after another, until it leaves the page; the first sixty of a long one."""
    found = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        found.append(page.evaluate(WHERE))
    return found


WHERE = """() => {
    const stop = document.activeElement;
    const label = stop.matches(".md-option") ? stop.nextElementSibling : stop.type === "radio" ? stop.labels[0] : stop;
    const styles = [stop, label].map((element) => getComputedStyle(element)), box = label.getBoundingClientRect();
    return {
        name: stop.classList[0] || stop.tagName,
        ring: stop.matches(".md-search__input") || styles.some((style) => style.outlineStyle !== "none"),
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


@pytest.mark.parametrize(("button", "list_"), [("__pages", ".pages"), ("__contents", ".contents")])
def test_on_a_phone_a_list_opens_and_closes_by_keyboard(button: str, list_: str, option: str, visit: Any) -> None:
    page = visit(option, SMALL)
    page.locator(f"[popovertarget={button}]").focus()
    page.keyboard.press("Enter")
    assert page.locator(f"{list_} a:visible").count()
    assert broken(page, AXE) == []
    page.keyboard.press("Escape")
    assert page.locator(list_).is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == button


def test_a_list_of_parts_closes_when_a_part_is_chosen(option: str, visit: Any) -> None:
    page = visit(option, SMALL)
    page.locator("[popovertarget=__contents]").click()
    page.locator(".contents a").nth(3).click()
    assert page.locator(".contents").is_hidden()


def test_the_name_of_the_guide_and_the_way_to_help_fit_a_small_phone(option: str, visit: Any) -> None:
    page = visit(option, SMALL)
    name = page.locator(".brand span")
    assert name.evaluate(
        "box => box.scrollWidth <= box.clientWidth + 1 && getComputedStyle(box).overflow === 'visible'"
    )
    assert name.bounding_box()["y"] >= 0
    page.mouse.wheel(0, 5000)
    box = page.locator(".quick-help").bounding_box()
    assert box["x"] + box["width"] <= SMALL["width"]
    assert box["y"] >= 0


@pytest.mark.parametrize("size", [{"width": 360, "height": 740}, LARGE], ids=["phone", "desktop"])
def test_the_first_screen_answers_where_to_go(size: dict[str, int], guide: Guide, visit: Any) -> None:
    if not guide.pages[INDEX].asks_for("ask"):
        pytest.skip("the first page of this guide asks no question (part: ask)")
    page = visit("index.html", size)
    help_first, asks = (
        page.locator(".quick-help, .urgent a:not(.headerlink)"),
        page.locator(".ask :is(input, [type=submit])"),
    )
    assert (page.locator(".quick-help").count(), asks.count()) == (1, 2)
    screens = 1 if size == LARGE else 1.5  # on a phone signs of danger stand before the field
    for ways, most in ((help_first, 1), (asks, screens)):
        for way in ways.all():
            box = way.bounding_box()
            assert box["y"] + box["height"] <= most * size["height"], way.inner_text()
            assert box["height"] >= 44 or way.locator("xpath=ancestor::p[contains(@class, 'urgent')]").count()


def test_home_takes_five_screens_of_a_phone_at_most_and_shows_no_source_open(visit: Any) -> None:
    page = visit("index.html", {"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollHeight") <= 5 * 844
    assert not page.locator(".page-sources").is_visible()
    assert page.locator("article .cite:visible").count() == 0


def test_controls_are_large_enough_for_a_finger(option: str, visit: Any) -> None:
    page = visit(option, SMALL)
    for control in page.locator(".quick > *, .brand, .beside a, .md-content button").all():
        if control.is_visible():
            assert control.bounding_box()["height"] >= 44, control.inner_text()


def test_the_guide_can_be_read_in_the_colors_of_the_system(option: str, visit: Any) -> None:
    page = visit(option)
    page.emulate_media(forced_colors="active")
    assert broken(page, AXE) == []
    page.locator(".brand").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE)["ring"]


def test_what_can_be_folded_has_a_mark_that_is_no_mere_block(sample: list[str], visit: Any) -> None:
    for name in sample:
        for fold in visit(name).locator("article summary").all():
            color = fold.evaluate("fold => getComputedStyle(fold, '::after').backgroundColor")
            assert color == "rgba(0, 0, 0, 0)", name


def test_nothing_moves_for_readers_who_asked_for_rest(option: str, visit: Any) -> None:
    page = visit(option)
    page.emulate_media(reduced_motion="reduce")
    moving = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0)"
    assert page.evaluate(f"{moving}.length") == 0


def test_a_comparison_is_read_in_a_few_screens_of_a_phone(guide: Guide, visit: Any) -> None:
    high = {}
    for name in map(address, guide.comparisons.values()):
        page = visit(name, PHONE)
        high[name] = page.evaluate("document.documentElement.scrollHeight") / PHONE["height"]
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], name
    assert {name: screens for name, screens in high.items() if screens > SCREENS} == {}


def test_a_table_to_choose_from_opens_on_its_choice(guide: Guide, visit: Any) -> None:
    own = with_part(guide, "every-option")
    if own:
        assert visit(address(own), PHONE).locator("table.compare").bounding_box()["y"] < PHONE["height"]


def test_a_first_view_weighs_little(guide: Guide, browser: Any, served: str) -> None:
    compared = [*map(address, guide.comparisons.values())]  # they have scripts to choose with
    for name in [*map(address, guide.options.values()), *compared]:
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page, sizes = context.new_page(), dict[str, int]()
        page.on("requestfinished", lambda request, into=sizes: into.update({request.url: weight(request)}))
        page.goto(served + name, wait_until="networkidle")
        context.close()
        own = [size for url, size in sizes.items() if "/assets/" in url and url.endswith(".js") and "bundle" not in url]
        assert sum(own) <= OWN_SCRIPTS or name in compared, (name, sizes)
        assert sum(sizes.values()) <= FIRST_VIEW, (name, sizes)


def weight(request: Any) -> int:
    return int(request.sizes()["responseBodySize"])


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_comes_over_a_slow_line(
    width: int, sample: list[str], tools: list[str], browser: Any, served: str
) -> None:
    for name in [*sample, *tools]:
        context = browser.new_context(viewport={"width": width, "height": 740})
        page = context.new_page()
        page.add_init_script(SHIFTS)
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        page.goto(served + name, wait_until="networkidle")
        assert page.evaluate("window.shifts") <= STILL, name
        context.close()


SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value; })
    .observe({ type: "layout-shift", buffered: true });"""


def test_paper_shows_the_text_alone_in_black_on_white(sample: list[str], visit: Any) -> None:
    for name in sample:
        page = visit(name, scheme="dark")
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        page.emulate_media(media="print")
        assert page.locator("article h1").is_visible()
        for around in (".md-header", ".md-sidebar", ".md-footer", ".headerlink"):
            assert not any(box.is_visible() for box in page.locator(around).all()), (name, around)
        assert page.evaluate(PRINTED) == ["rgb(0, 0, 0)", f"{14 * 96 / 72:.4f}px"], name


PRINTED = """(text => [text.color, text.fontSize])(
    getComputedStyle(document.querySelector("article > p:not(.lead, .no-search)") ?? document.querySelector("article"))
)"""


def test_paper_shows_the_addresses_of_links_that_lead_away(guide: Guide, visit: Any) -> None:
    home = with_part(guide, "all-sources")
    page = visit(address(home)) if home else visit("index.html")
    page.emulate_media(media="print")
    for link in page.locator("article a[href^=http]").all()[:1]:
        assert link.get_attribute("href") in str(link.evaluate("link => getComputedStyle(link, '::after').content"))


def test_every_page_is_sound_html(site: Site) -> None:
    """A parser that follows the standard finds no error. It does not judge which element may stand in which."""
    for path in site.pages():
        parser = html5lib.HTMLParser()
        document = parser.parse(path.read_text("utf-8"))
        assert parser.errors == [], path
        ids = [element.get("id") for element in document.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), path
