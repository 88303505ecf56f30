"""A guide of another specialty builds with the same scripts and overrides: the generator knows no medicine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag

import lxml.html
import pikepdf

from conftest import SECOND, Site, build_site
from guide.content.guide import Guide
from guide.exports import kit


def page(site: Site, name: str) -> lxml.html.HtmlElement:
    return lxml.html.parse(str(site.folder / name)).xpath("//article")[0]


def test_it_has_its_own_kinds_of_everything(small: Guide) -> None:
    surgery = [option for option in small.options.values() if option.kind == "procedure"]
    assert (len(surgery), len(small.conditions), len(small.terms)) == (4, 3, 10)
    assert small.comparisons


def test_it_builds_without_a_warning(second_site: Site, small: Guide) -> None:
    assert "WARNING" not in second_site.output
    assert second_site.summary["pages"] == len(list((SECOND / "docs").rglob("*.md"))) + len(small.conditions)


def test_it_has_a_worksheet_for_each_trouble_and_a_table_to_choose_from(second_site: Site) -> None:
    for trouble in ("flat-tummy", "open-seam", "worn-cloth"):
        sheet = page(second_site, f"what-matters-{trouble}.html")
        assert sheet.xpath("//tr[@data-row]/th/text()") == ["To have the bear home for bedtime"]
        assert sheet.xpath("//div[@role='radiogroup']/@aria-label")[0] == "To have the bear home for bedtime"
    assert "Restuffing" in page(second_site, "compare/pick.html").xpath(".//form")[0].text_content()
    assert page(second_site, "my-questions.html").xpath("//ol[@id='my-list']")


def test_its_tables_terms_and_cards_are_there(second_site: Site) -> None:
    repair = page(second_site, "procedures/restuffing.html")
    assert repair.xpath("//a[@class='term' and @href='../glossary.html#plush']")
    assert "Call 000 or go to the night desk if:" in repair.text_content()
    assert "4 in 100 had a seam that opened again" in repair.text_content()
    table = page(second_site, "compare/flat-tummy-options.html").xpath("//table[contains(@class,'compare')]")[0]
    assert "No needle" in table.text_content()
    assert "Not known. Nobody has counted." in table.text_content()


def test_it_is_printed_as_its_own_data_asks(second_site: Site) -> None:
    names = {path.name for path in (second_site.folder / "pdf").glob("*.pdf")}
    assert {"restuffing-sheet-clear-a4.pdf", "restuffing-full-large-a4.pdf", "poster-a3.pdf"} <= names
    assert {name for name in names if name.startswith("booklet")} == {
        f"booklet-{volume}-{key}-a4.pdf" for volume in range(1, 9) for key in ("clear", "large")
    }
    assert not any("letter" in name or name.startswith("glossary") for name in names)


def paper_links(paper: Path) -> Iterator[str]:
    with pikepdf.open(paper) as pdf:
        for link in (link for page in pdf.pages for link in page.get("/Annots", [])):
            yield str(link.A.URI) if "/URI" in link.get("/A", {}) else ""


def test_an_address_under_a_sub_path_gives_canonical_links_and_a_sitemap_and_papers_lead_there(tmp_path: Path) -> None:
    built = build_site(SECOND, tmp_path / "site", SITE_URL="https://bears.example/guide/")
    asked = {link for paper in built.folder.glob("pdf/*.pdf") for link in paper_links(paper)}
    own = {
        link.partition("guide/")[2] or "index.html" for link in asked if link.startswith("https://bears.example/guide")
    }
    assert {"index.html", "procedures/restuffing.html"} <= own
    assert [link for link in own if urldefrag(link).url not in {*kit.files(built.folder)}] == []
    page = lxml.html.parse(str(built.folder / "procedures" / "restuffing.html"))
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://bears.example/guide/procedures/restuffing.html"]
    sitemap = (built.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://bears.example/guide/procedures/restuffing.html</loc>" in sitemap
    assert "<lastmod>2026-01-02</lastmod>" in sitemap
    assert (built.folder / "404.html").is_file()
