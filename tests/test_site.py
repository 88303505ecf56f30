"""The built site: every link leads somewhere, every table can be read aloud, nothing is left over or left out."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import lxml.html
import pytest
from lxml.html import HtmlElement

from conftest import ROOT, SECOND, Site, build_site
from guide.content import markdown
from guide.content.guide import Guide
from guide.pages.long_lists import split, stretches
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
            if not target.is_file() or (fragment and target.suffix == ".html" and fragment not in anchors(target)):
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
    whole = split(with_worksheets(guide, words), words)
    assert {src.removesuffix(".md") + ".html" for src in whole.pages} | {"404.html"} == built


def test_no_page_is_thin(site: Site) -> None:
    thin = {}
    for path in content_pages(site):
        count = markdown.words(article(path).text_content())
        if count < 350:
            thin[path.name] = count
    assert thin == {}


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
            assert all(row.xpath("th[@scope='row']") for row in table.xpath("tbody/tr")), path
            (region,) = table.xpath("ancestor::div[@role='region']")
            assert region.get("tabindex") == "0", path
            assert region.get("aria-label"), path
    assert seen >= site.summary["tables"]


def test_every_cell_of_a_comparison_cites_a_source_or_says_why_not(site: Site, guide: Guide) -> None:
    for comparison in guide.comparisons:
        page = site.folder / "compare" / f"{comparison}.html"
        table = article(page).xpath("//table[contains(@class, 'compare')]")[0]
        for paragraph in table.xpath("tbody/tr/td/p"):
            text = paragraph.text_content()
            unknown = text.split(": ")[-1].startswith("Not known") or "Not known" in text
            assert paragraph.xpath(".//a[@class='cite']") or unknown or _not_needed(text, guide), (comparison, text)


def _not_needed(text: str, guide: Guide) -> bool:
    facts = [fact for option in guide.options.values() for facts in option.meta.facts.values() for fact in facts]
    return text.strip() in {fact.not_needed for fact in facts}


def test_options_and_comparisons_link_to_each_other(site: Site, guide: Guide) -> None:
    for comparison in guide.comparisons.values():
        page = site.folder / "compare" / f"{comparison.slug}.html"
        hrefs = set(article(page).xpath("//table//th//@href"))
        for option in guide.options_in(comparison):
            assert f"../procedures/{option.slug}.html" in hrefs, (comparison.slug, option.slug)
            back = site.folder / "procedures" / f"{option.slug}.html"
            assert f"../compare/{comparison.slug}.html" in set(article(back).xpath("//@href"))


def test_conditions_and_their_options_link_to_each_other(site: Site, guide: Guide) -> None:
    for condition in guide.conditions.values():
        hrefs = set(article(site.folder / "conditions" / f"{condition.slug}.html").xpath("//table//@href"))
        for option in guide.options_for(condition.slug):
            assert f"../procedures/{option.slug}.html" in hrefs
            if condition.slug in option.meta.treats:
                back = site.folder / "procedures" / f"{option.slug}.html"
                assert f"../conditions/{condition.slug}.html" in set(article(back).xpath("//@href"))


def test_the_glossary_says_where_each_term_is_used(site: Site, guide: Guide) -> None:
    page = site.folder / "glossary.html"
    used = {element.getprevious() is not None for element in article(page).xpath("//p[contains(@class,'used-on')]")}
    assert used == {True}
    entry = article(page).xpath("//h3[@id='laminectomy']/following-sibling::p[contains(@class,'used-on')][1]")[0]
    assert "procedures/foraminotomy.html" in entry.xpath(".//@href")


def test_every_source_lists_the_pages_that_use_it(site: Site, guide: Guide) -> None:
    pages = [article(path) for path in sorted(site.folder.glob("sources*.html"))]
    for key in guide.sources:
        (entry,) = [entry for page in pages for entry in page.xpath(f"//li[@id='{key}']")]
        for user in guide.uses.get(key, ())[: guide.settings.longest_uses]:
            assert user.src.removesuffix(".md") + ".html" in entry.xpath(".//@href"), (key, user.src)


@pytest.mark.parametrize("name", ["all-sources", "all-numbers"])
def test_a_long_list_goes_on_on_a_further_page(site: Site, guide: Guide, name: str) -> None:
    cut = stretches(guide, name)
    assert len(cut) > 2
    assert max(len(items) for items in cut) <= guide.settings.longest_list
    hrefs = article(site.folder / f"{name.removeprefix('all-')}-2.html").xpath("//@href")
    first = name.removeprefix("all-")
    assert {f"{first}.html", f"{first}-3.html"} <= set(hrefs)


def test_every_number_says_who_was_counted_and_what_is_not_given(
    site: Site, guide: Guide, words: dict[str, str]
) -> None:
    lists = [article(path) for path in sorted(site.folder.glob("numbers*.html"))]
    for page in guide.pages.values():
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
    assert len(guide.statements) == 26
    excused = [key for key, statement in guide.statements.items() if statement.excused]
    assert len(excused) <= 3
    assert all(f"article:{key}" in guide.uses for key in guide.statements if key not in excused)


def runs(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    found = (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return {hashlib.sha1(run.encode(), usedforsecurity=False).hexdigest()[:12] for run in found}


@pytest.fixture(scope="session")
def article_runs() -> set[str]:
    return set((ROOT / "tests" / "article_runs.txt").read_text(encoding="utf-8").split())


def test_no_eight_words_in_a_row_stand_as_in_the_article(site: Site, article_runs: set[str]) -> None:
    assert len(article_runs) > 400
    for path in [*(ROOT / "docs").rglob("*.md"), *(ROOT / "docs").rglob("*.yml"), ROOT / "README.md"]:
        assert not runs(path.read_text(encoding="utf-8")) & article_runs, path
    for path in content_pages(site):
        assert not runs(article(path).text_content()) & article_runs, path


def test_the_check_for_copied_words_finds_a_copy(article_runs: set[str]) -> None:
    sample = "one two three four five six seven eight"
    assert not runs(sample) & article_runs
    assert runs(f"before {sample} after") & runs(sample)


def test_an_address_under_a_sub_path_gives_canonical_links_and_a_sitemap(tmp_path: Path) -> None:
    built = build_site(SECOND, tmp_path / "site", SITE_URL="https://bears.example/guide/")
    page = tree(built.folder / "procedures" / "restuffing.html")
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://bears.example/guide/procedures/restuffing.html"]
    sitemap = (built.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://bears.example/guide/procedures/restuffing.html</loc>" in sitemap
    assert "<lastmod>2026-01-02</lastmod>" in sitemap
    assert (built.folder / "404.html").is_file()


def test_every_term_page_and_option_stands_on_the_page_from_a_to_z(site: Site, guide: Guide) -> None:
    hrefs = set(article(site.folder / "a-z.html").xpath("//@href"))
    assert {src.removesuffix(".md") + ".html" for src in guide.pages if src != "a-z.md"} <= hrefs


def test_every_picture_has_a_text_in_its_place_and_a_caption(site: Site) -> None:
    pictures = [(path, svg) for path in content_pages(site) for svg in article(path).xpath(".//svg[@role]")]
    assert len(pictures) > 100
    for path, svg in pictures:
        assert svg.get("aria-label") or svg.get("aria-labelledby"), path
        assert svg.xpath("ancestor::figure/figcaption | ancestor::li/strong"), path


def test_a_page_says_how_the_guide_was_made_for_whom_and_how_to_answer(site: Site) -> None:
    text = article(site.folder / "about.html").text_content()
    for words in ("How it was made", "for people who must choose", "Tell us", "no clinician", "privacy"):
        assert words.lower() in text.lower(), words


def test_the_guide_is_as_large_as_promised(guide: Guide) -> None:
    kinds = {slug: page.kind for slug, page in guide.options.items()}
    assert kinds == {
        "spinal-fusion": "procedure",
        "disc-replacement": "procedure",
        "laminectomy": "procedure",
        "foraminotomy": "procedure",
        "discectomy": "procedure",
        "endoscopic-spine-surgery": "procedure",
        "decompression": "family",
        "minimally-invasive-surgery": "approach",
        "care-without-surgery": "no-surgery",
    }
    assert len(guide.conditions) == 8
    assert len(guide.terms) >= 80
    assert {"laminectomy", "foraminotomy", "spondylolisthesis"} <= set(guide.terms)
