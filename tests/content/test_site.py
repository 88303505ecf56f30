"""The built site: every link leads somewhere, every table can be read aloud, nothing is left over or left out."""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import lxml.html
import pytest
from lxml.html import HtmlElement

from conftest import ROOT, Site
from content import PROJECT, address, lost_pages, promised, with_part
from guide.content import markdown
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.parts import shows
from guide.content.schema import NOT_KNOWN
from guide.exports.kit import KIT
from guide.pages.long_lists import split, stretches
from guide.pages.menu import with_folder_pages
from guide.pages.worksheets import with_worksheets

RUN = 8


@lru_cache(maxsize=200)
def tree(path: Path) -> HtmlElement:
    return lxml.html.parse(str(path)).getroot()


def article(path: Path) -> HtmlElement:
    return tree(path).xpath("//article")[0]


def content_pages(site: Site) -> list[Path]:
    return [path for path in site.pages() if path.name != "404.html"]


@lru_cache(maxsize=200)
def anchors(path: Path) -> set[str]:
    return {element.get("id") or element.get("name") for element in tree(path).xpath("//*[@id or @name]")}


def local_links(path: Path) -> list[str]:
    hrefs = [*tree(path).xpath("//@href"), *tree(path).xpath("//@src")]
    return [href for href in hrefs if not urlsplit(href).scheme and not href.startswith("//")]


def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: Site) -> None:
    lost = []
    for path in content_pages(site):
        for href in local_links(path):
            address, fragment = urldefrag(href)
            target = (path.parent / unquote(address.split("?")[0])).resolve() if address else path
            if target.is_dir():
                target /= "index.html"
            if target.name == KIT and os.environ.get("GUIDE_PAPER") == "none":
                continue  # it is packed with the paper
            place = "" if "=" in fragment else fragment  # a choice of the reader, which a script reads
            if not target.is_file() or (place and target.suffix == ".html" and place not in anchors(target)):
                lost.append(f"{path.relative_to(site.folder)}: {href}")
    assert lost == []


def test_every_page_has_a_way_back_to_the_start(site: Site) -> None:
    for path in content_pages(site):
        links = {(path.parent / urldefrag(href).url).resolve() for href in tree(path).xpath("//a/@href")}
        assert site.folder / "index.html" in links, path.relative_to(site.folder)


def test_nothing_that_loads_comes_from_elsewhere(site: Site) -> None:
    for path in site.pages():
        loading = tree(path).xpath("//script/@src | //img/@src | //link[not(@rel='canonical')]/@href | //iframe/@src")
        assert [address for address in loading if urlsplit(address).netloc] == [], path


def test_every_page_of_the_content_is_built(site: Site, guide: Guide, words: dict[str, str]) -> None:
    built = {path.relative_to(site.folder).as_posix() for path in site.pages()}
    whole = split(with_folder_pages(with_worksheets(guide, words), words), words)
    assert {src.removesuffix(".md") + ".html" for src in whole.pages} | {"404.html"} == built


@pytest.mark.paper
def test_no_page_is_thinner_than_promised(site: Site) -> None:
    counts = {path.name: markdown.words(article(path).text_content()) for path in content_pages(site)}
    assert {name: count for name, count in counts.items() if count < promised("least_words", 1)} == {}


def test_no_mark_is_left_for_a_reader_to_see(site: Site) -> None:
    for path in site.pages():
        text = article(path).text_content() if path.name != "404.html" else ""
        assert not re.search(r"\{\{|\}\}|\[\^|\{ ?[.#:]|Fill in|no-claim", text), path
        assert "data-used-on" not in path.read_text(encoding="utf-8")
        assert "data-words-here" not in path.read_text(encoding="utf-8")


def test_tables_have_a_caption_header_cells_with_scope_and_a_labelled_scroll_region(site: Site) -> None:
    seen = 0
    for path in content_pages(site):
        for table in article(path).iter("table"):
            seen += 1
            assert table.xpath("caption[normalize-space()]"), path
            assert all(cell.get("scope") for cell in table.iter("th")), path
            rows = table.xpath("tbody/tr[not(td/details)]")  # a fold belongs to the row above it
            assert all(row.xpath("th[@scope='row']") for row in rows), path
            (region,) = table.xpath("ancestor::div[@role='region']")
            assert region.get("tabindex") == "0", path
            assert region.get("aria-label"), path
    assert seen >= site.summary["tables"]


def test_every_cell_of_a_comparison_cites_a_source_or_is_an_answer_that_its_page_stands_on(
    site: Site, guide: Guide, words: dict[str, str]
) -> None:
    for comparison in guide.comparisons.values():
        table = article(site.folder / address(comparison)).xpath("//table[contains(@class, 'compare')]")[0]
        for cell in table.xpath("tbody/tr/td[@data-option]"):
            answers = guide.answers(guide.options[cell.get("data-option")], cell.getparent().get("data-row")).values()
            for paragraph in cell.xpath("p"):
                text = paragraph.text_content()
                excused = words["not_known"] in text or _not_needed(text, guide)
                told = answers and all(answer.evidence or answer.sure == NOT_KNOWN for answer in answers)
                assert paragraph.xpath(".//a[@class='cite']") or told or excused, (comparison.src, text)


def _not_needed(text: str, guide: Guide) -> bool:
    facts = [fact for option in guide.options.values() for _, _, fact in option.meta.every_fact()]
    return text.strip() in {fact.not_needed for fact in facts}


def test_options_and_comparisons_link_to_each_other(site: Site, guide: Guide) -> None:
    for comparison in guide.comparisons.values():
        named = led_to(site, comparison, "//table//th")
        for option in guide.options_in(comparison):
            assert address(option) in named, (comparison.slug, option.slug)
            assert address(comparison) in led_to(site, option), (comparison.slug, option.slug)


def test_conditions_and_their_options_link_to_each_other(site: Site, guide: Guide) -> None:
    for condition in guide.conditions.values():
        named = led_to(site, condition, "//*[self::table or @class='choices']")
        for option in guide.options_for(condition.slug):
            assert address(option) in named, (condition.slug, option.slug)
            if condition.slug in option.meta.treats and shows(option, guide, "treats"):
                assert address(condition) in led_to(site, option), (condition.slug, option.slug)


def led_to(site: Site, page: Page[Any], part: str = "") -> set[str]:
    """The addresses, from the top of the site, that links of the page, or of that part of it, lead to."""
    path = site.folder / address(page)
    found = article(path).xpath(f"{part}//@href")
    return {os.path.relpath(path.parent / urldefrag(href).url, site.folder).replace(os.sep, "/") for href in found}


def test_the_glossary_says_where_each_term_is_used(site: Site, guide: Guide) -> None:
    home = with_part(guide, "glossary")
    listed = [article(path) for path in sorted(site.folder.glob(f"{home.slug}*.html"))] if home else []
    linking = {page.src: led_to_terms(site, page) for page in guide.in_order if page is not home}
    for key in guide.terms if home else ():
        (entry,) = [heading for page in listed for heading in page.xpath(f"//h3[@id='{key}']")]
        said = entry.xpath("following-sibling::p[contains(@class,'used-on')][1]//@href")
        users = [src.removesuffix(".md") + ".html" for src, terms in linking.items() if key in terms]
        assert not users or set(users) & {urldefrag(href).url for href in said}, key


def led_to_terms(site: Site, page: Page[Any]) -> set[str]:
    """The terms that the page links in its text."""
    return {urldefrag(href).fragment for href in article(site.folder / address(page)).xpath("//a[@class='term']/@href")}


def test_every_source_lists_the_pages_that_use_it(site: Site, guide: Guide) -> None:
    home = with_part(guide, "all-sources")
    pages = [article(path) for path in sorted(site.folder.glob(f"{home.slug}*.html"))] if home else []
    for key in guide.sources if home else ():
        (entry,) = [entry for page in pages for entry in page.xpath(f"//li[@id='{key}']")]
        for user in guide.uses.get(key, ())[: guide.settings.longest_uses]:
            assert user.src.removesuffix(".md") + ".html" in entry.xpath(".//@href"), (key, user.src)


@pytest.mark.parametrize("name", ["all-sources", "all-numbers"])
def test_a_long_list_goes_on_on_a_further_page(site: Site, guide: Guide, name: str) -> None:
    cut, home = stretches(guide, name), with_part(guide, name)
    assert max(len(items) for items in cut) <= guide.settings.longest_list
    stretch = (
        [f"{home.slug}{f'-{number}' if number > 1 else ''}.html" for number in range(1, len(cut) + 1)] if home else []
    )
    for path in stretch[1:]:
        assert {*stretch} - {path} <= {*article(site.folder / path).xpath("//@href")}, path


def test_every_number_says_who_was_counted_and_what_is_not_given(
    site: Site, guide: Guide, words: dict[str, str]
) -> None:
    home = with_part(guide, "all-numbers")
    lists = [article(path) for path in sorted(site.folder.glob(f"{home.slug}*.html"))] if home else []
    for page in guide.pages.values() if home else ():
        anchor = page.src.removesuffix(".md").replace("/", "-")
        entries = [
            item
            for part in lists
            for item in part.xpath(f"//*[self::h2 or self::h3][@id='{anchor}']/following-sibling::ul[1]/li")
        ]
        assert len(entries) == len(page.meta.numbers), page.src
        for entry, number in zip(entries, page.meta.numbers.values(), strict=True):
            says = entry.text_content()
            assert (number.who or words["not_given"].capitalize()) in says
            missing = [words[label] for label, value in (("who", number.who), ("over_time", number.time)) if not value]
            assert all(label.lower() in says.partition(words["not_given"].capitalize())[2] for label in missing)


def test_statements_of_the_article_are_all_accounted_for(guide: Guide) -> None:
    excused = [key for key, statement in guide.statements.items() if statement.excused]
    assert len(excused) <= guide.settings.excuses
    assert [key for key in guide.statements if key not in excused and f"article:{key}" not in guide.uses] == []


def runs(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    found = (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return {hashlib.sha1(run.encode(), usedforsecurity=False).hexdigest()[:12] for run in found}


@pytest.fixture(scope="session")
def article_runs() -> set[str]:
    return set((ROOT / "tests" / "content" / "article_runs.txt").read_text(encoding="utf-8").split())


def test_no_eight_words_in_a_row_stand_as_in_the_article(site: Site, article_runs: set[str]) -> None:
    assert len(article_runs) > 400
    for path in [*(PROJECT / "docs").rglob("*.md"), *(PROJECT / "docs").rglob("*.yml"), ROOT / "README.md"]:
        assert not runs(path.read_text(encoding="utf-8")) & article_runs, path
    for path in content_pages(site):
        assert not runs(article(path).text_content()) & article_runs, path


def test_the_check_for_copied_words_finds_a_copy(article_runs: set[str]) -> None:
    sample = "one two three four five six seven eight"
    assert not runs(sample) & article_runs
    assert runs(f"before {sample} after") & runs(sample)


def test_every_term_page_and_option_stands_on_the_page_from_a_to_z(site: Site, guide: Guide) -> None:
    home = with_part(guide, "a-z")
    if home:
        listed = {address(page) for page in guide.pages.values()} - {address(home)}
        pages = list(site.folder.glob(f"{home.slug}*.html"))
        assert listed <= {href for path in pages for href in article(path).xpath("//@href")}


def test_every_picture_has_a_text_in_its_place_and_a_caption(site: Site) -> None:
    pictures = [(path, svg) for path in content_pages(site) for svg in article(path).xpath(".//svg[@role]")]
    for path, svg in pictures:
        assert svg.get("aria-label") or svg.get("aria-labelledby"), path
        assert svg.xpath("ancestor::figure/figcaption | ancestor::li/strong"), path


def test_a_page_says_how_the_guide_was_made_for_whom_and_how_to_answer(site: Site) -> None:
    for name, sentences in promised("says", dict[str, list[str]]()).items():
        said = " ".join(article(site.folder / f"{name}.html").text_content().split()).casefold()
        assert [words for words in sentences if words.casefold() not in said] == [], name


def test_what_is_promised_names_pages_that_are_there(guide: Guide) -> None:
    lost = lost_pages(guide)
    assert not lost, "\n".join(map(str, lost))


def test_each_kind_of_practical_issue_is_told_where_it_is_promised(site: Site, guide: Guide) -> None:
    addresses = {page.slug: address(page) for page in guide.pages.values()}
    for issue, places in promised("practical", dict[str, dict[str, str]]()).items():
        for page, heading in places.items():
            titles = article(site.folder / addresses[page]).xpath(".//h2 | .//h3")
            assert heading in [title.text_content().removesuffix("¶").strip() for title in titles], issue


def test_every_page_carries_the_meaning_of_every_word_it_links(site: Site, guide: Guide) -> None:
    linked = 0
    for path in site.pages():
        page = tree(path)
        glossary = page.xpath("//h3[following-sibling::*[1][contains(@class, 'meaning')]]/@id")
        listed = {urldefrag(href).fragment for href in page.xpath("//*[contains(@class, 'words')]//dt/a/@href")}
        wanted = {urldefrag(href).fragment for href in page.xpath("//a[@class='term']/@href")}
        linked += len(wanted)
        assert wanted <= listed | set(glossary), path.name
    assert linked or not guide.terms
