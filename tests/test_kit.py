"""The offline kit: one zip of the whole site, the same bytes each time, that opens from a stick by a double click."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from playwright.sync_api import expect

from conftest import Site
from guide.exports import kit


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """A site of three files."""
    for name in ("index.html", "b/page.html", "code.js.map"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(f"this is {name}", encoding="utf-8")
    return tmp_path / "site"


def test_the_kit_holds_every_page_and_paper_and_neither_itself_nor_maps(second_site: Site) -> None:
    names = set(zipfile.ZipFile(second_site.folder / kit.KIT).namelist())
    files = {
        path.relative_to(second_site.folder).as_posix() for path in second_site.folder.rglob("*") if path.is_file()
    }
    left_out = {name for name in files if f"{kit.FOLDER}/{name}" not in names}
    assert left_out == {kit.KIT, kit.LOST} | {name for name in files if name.endswith((".map", ".gz"))}
    assert kit.START in names
    assert any(name.endswith(".pdf") for name in names)


def test_no_page_of_the_kit_leads_to_the_kit_which_does_not_hold_itself(second_site: Site, unpacked: Path) -> None:
    own = {path.relative_to(unpacked / kit.FOLDER): path.read_bytes() for path in unpacked.rglob("guide/**/*.html")}
    other = [name for name, page in own.items() if page != (second_site.folder / name).read_bytes()]
    assert (
        other
        == [name for name in own if f'href="{kit.KIT}"'.encode() in (second_site.folder / name).read_bytes()]
        != []
    )
    assert not any(kit.KIT.encode() in page for page in own.values())
    for name in other:
        said = lxml.html.document_fromstring(own[name]).text_content()
        whole = lxml.html.parse(str(second_site.folder / name)).getroot()
        whole.xpath("//*[@data-kit]")[0].drop_tree()
        assert said.split() == whole.text_content().split()


def test_the_checksums_are_those_of_the_files(unpacked: Path) -> None:
    lines = (unpacked / kit.FOLDER / kit.CHECKSUMS).read_text(encoding="utf-8").splitlines()
    listed = {name: value for value, name in (line.split("  ") for line in lines)}
    files = {path for path in (unpacked / kit.FOLDER).rglob("*") if path.is_file() and path.name != kit.CHECKSUMS}
    assert listed == {
        path.relative_to(unpacked / kit.FOLDER).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_the_same_files_make_the_same_bytes_whenever_and_wherever(little: Path, tmp_path: Path) -> None:
    kit.write(little, "start")
    other = tmp_path / "elsewhere" / "copy"
    for name in ("code.js.map", "b/page.html", "index.html"):
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(little / name, other / name)
        os.utime(other / name, (1, 1))
        (other / name).chmod(0o600)
    kit.write(other, "start")
    assert (other / kit.KIT).read_bytes() == (little / kit.KIT).read_bytes()


def test_packing_again_changes_nothing(little: Path) -> None:
    kit.write(little, "start")
    first = (little / kit.KIT).read_bytes()
    kit.write(little, "start")
    assert (little / kit.KIT).read_bytes() == first


def test_who_unpacks_it_may_read_it(second_site: Site) -> None:
    for entry in zipfile.ZipFile(second_site.folder / kit.KIT).infolist():
        assert entry.external_attr >> 16 == 0o100644
        assert entry.create_system == 3
        assert not entry.filename.startswith("/")
        assert ".." not in entry.filename


# ---- in a browser ----


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """Open a file; what it asks of the network, and errors, are collected on the page."""
    context = browser.new_context(viewport={"width": 390, "height": 800})

    def opened(path: Path) -> Any:
        page = context.new_page()
        page.outside, page.faults = [], []
        page.on("request", lambda request: page.outside.append(request.url) if request.url.startswith("http") else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield opened
    context.close()


def test_inside_the_zip_it_says_how_to_unpack_and_offers_nothing_that_fails(
    unpacked: Path, visit: Any, tmp_path: Path
) -> None:
    shutil.copyfile(unpacked / kit.START, tmp_path / kit.START)  # how zip viewers open one file of many
    page = visit(tmp_path / kit.START)
    expect(page.get_by_role("heading", name="Unpack first")).to_be_visible()
    assert [link for link in page.locator("a").all() if link.is_visible()] == []


def test_unpacked_it_leads_to_the_guide_which_is_searched_and_read_without_a_request(
    unpacked: Path, visit: Any
) -> None:
    page = visit(unpacked / kit.START)
    expect(page.get_by_text("Unpack first")).to_be_hidden()
    page.get_by_role("link", name="Read the guide").click()
    expect(page.locator("article h1")).to_be_visible()
    page.locator("label[for=__search]").first.click()
    page.locator(".md-search__input").press_sequentially("restuffing", delay=30)
    expect(page.locator(".md-search-result__item h1").first).to_have_text("Restuffing", timeout=15_000)
    page.locator(".md-search-result__item a").first.click()
    expect(page.locator("article h1")).to_contain_text("Restuffing")
    href = page.locator("article a[href$='.pdf']").first.evaluate("link => link.href")
    assert page.outside == []
    assert page.faults == []
    assert Path(href.removeprefix("file://").replace("%20", " ").replace("%23", "#").replace("%27", "'")).is_file()
