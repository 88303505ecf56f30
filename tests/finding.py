"""A reader who searches, in a real browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lxml.html
from playwright.sync_api import expect

from guide.html.tree import INLINE


@contextmanager
def looking(browser: Any, top: str, start: str) -> Iterator[Any]:
    """Open a page; what it asks for is collected on it, and any error fails the test."""
    contexts, faults = [], list[str]()

    def visit(name: str = start, width: int = 1280, **options: Any) -> Any:
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


LOST = """pages => {
  const finder = window.finder(() => {});
  const separator = new RegExp(finder.index.config.separator);
  const texts = (doc) => [doc.title, ...doc.text.split(/<[^>]*>/), ...(doc.tags || [])];
  const cut = (doc) => texts(doc).flatMap((text) => text.toLowerCase().split(separator));
  const held = {};
  for (const doc of finder.index.docs) (held[doc.location.split("#")[0]] ||= []).push(...cut(doc));
  const lost = {};
  for (const [page, words] of Object.entries(pages)) {
    const tokens = ` ${(held[page] || []).join(" ")} `;
    const finds = (term) => tokens.includes(term.endsWith("^1") ? ` ${term.slice(0, -2)} ` : ` ${term}`);
    const gone = words.filter((word) => !finder.asked({ type: 2, data: word }).data.split(" ").some(finds));
    if (gone.length) lost[page] = gone;
  }
  return lost;
}"""
"""Asks for words as a reader types them; those that do not find their page: as the search finds, a word that begins so,
or with ^1 just that word."""

ELSEWHERE = "self::template or self::svg or self::script or @hidden or " + " or ".join(
    f"contains(concat(' ', @class, ' '), ' {name} ')"
    for name in ("no-search", "cite", "headerlink", "on-screen", "page-tools")
)
"""What is found elsewhere on the site, or is no text of the page."""


NOTHING_BELOW = """
//h2[not(following::text()[normalize-space()]) or following::text()[normalize-space()][1][parent::h2]] |
//h3[not(following::text()[normalize-space()]) or following::text()[normalize-space()][1][parent::h2 or parent::h3]]
"""
"""Headings of what is found elsewhere, or works only on the page."""


def words_of(html: str) -> list[str]:
    """Every word of a built page, as it is shown, with the signs around and in it."""
    (article,) = lxml.html.document_fromstring(html).xpath("//article")
    for element in article.xpath(f".//*[{ELSEWHERE}]"):
        element.drop_tree()
    for heading in lxml.html.fromstring(lxml.html.tostring(article)).xpath(NOTHING_BELOW):
        article.get_element_by_id(heading.get("id")).drop_tree()
    for element in article.iter("*"):
        if element.tag not in INLINE:
            element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
    return sorted({word for word in article.text_content().split() if sum(map(str.isalnum, word)) > 1})


def bare(word: str) -> str:
    """The word without its accents and signs, as many type it."""
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    letters = re.sub(r"(?<=\w)['’,\u2010\u2011-](?=\w)", "", letters)
    return " ".join(re.sub(r"[^\w.]|\.(?!\d)|_", " ", letters).split())


def lost(page: Any, folder: Path, names: Iterable[str]) -> dict[str, list[str]]:
    """The words of each of these pages that do not find it, typed as they are shown or without accents and signs."""
    search(page, "a")
    shown = {name: words_of((folder / name).read_text("utf-8")) for name in names}
    asked = {name: sorted({typed for word in words for typed in (word, bare(word))}) for name, words in shown.items()}
    return dict(page.evaluate(LOST, asked))
