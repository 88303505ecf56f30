"""Nothing that a page holds acts or loads from elsewhere: the policy of each page, all built files, and a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from playwright.sync_api import expect

from conftest import Site
from guide.exports.kit import START
from guide.html import policy

PAGE = f'<html><head><meta http-equiv="Content-Security-Policy" content="{policy.MARK}"></head><body>%s</body></html>'
NAMED_BY_THE_THEME = {
    "https://unpkg.com/mermaid@11/dist/mermaid.min.js",  # for diagrams, which no page has
    "https://unpkg.com/resize-observer-polyfill",  # for browsers of before 2020
}
LOADS = re.compile(r"""(?:@import\s+|url\()\s*["']?\s*((?:https?:)?//[^"')\s]+)""")
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
IN_SCRIPTS = re.compile(r"""["'`]((?:https?:)?//[a-z0-9][^"'`\s]*)""")


def found(inside: str) -> list[str]:
    return list(policy.faults(PAGE % inside))


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<p style="color: red">x</p>', 'holds <p style="color: red">'),
        ('<p onclick="x()">x</p>', 'holds <p onclick="x()">'),
        ("<style>p {}</style>", "holds <style>"),
        ('<object data="a.pdf"></object>', "holds <object>"),
        ('<a href="java&#115;cript:x()">x</a>', 'holds <a href="javascript:x()">, which runs code'),
        ('<a href=" java\tscript:x()">x</a>', "which runs code"),
        ('<a href="data:text/html,x">x</a>', "which runs code or loads from elsewhere"),
        ('<img src="https://films.example/a.png">', "loads from elsewhere"),
        ('<script src="//films.example/a.js"></script>', "loads from elsewhere"),
        ('<iframe src="https://films.example"></iframe>', "loads from elsewhere"),
        ('<link rel="stylesheet" href="https://films.example/a.css">', "loads from elsewhere"),
        ('<form action="https://films.example"></form>', "loads from elsewhere"),
        ("<p>{{ stay }}</p>", 'still holds the mark "{{"'),
        ("<p>a claim [^handbook]</p>", 'still holds the mark "[^"'),
        ("<p>large { .lead } words</p>", 'still holds the mark "{ ."'),
    ],
)
def test_what_acts_or_is_left_over_is_named(inside: str, said: str) -> None:
    assert any(said in fault for fault in found(inside)), found(inside)


def test_a_plain_page_has_no_fault() -> None:
    inside = '<a href="https://a.example">x</a><img src="a.svg"><img src="data:image/png;base64,x">'
    inside += '<link rel="canonical" href="https://a.example/x.html">'
    assert found(inside) == []


def test_a_page_without_a_place_for_its_policy_is_refused() -> None:
    assert list(policy.faults("<html><body>x</body></html>")) == ["has no place for its content policy"]


PIECES = [
    *("<p", "<a", "<link", "<script", "<base", "<svg", "</p>", "<!--", "-->", "<b>", ">", "/>", " ", "\n", "/", "\t"),
    *(' href="', ' src="', ' SRC="', ' style="', ' onclick="', ' ONCLICK="', ' rel="', ' title="', " data-words-here"),
    *("https://a.example", "//a", "javascript:", "java&#115;cript&#58;", "&amp;", "&colon;", "a.html", "canonical"),
    *('"', "'", "=", "x", " href=", " onload=x", " src='", "sources", "<", "&", "<object", "\x00", "\x0c"),
]


@settings(max_examples=6000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example('<p<a href="https://a.example href="')
def test_the_first_look_lets_nothing_pass_that_a_parser_would_find(inside: str) -> None:
    page = PAGE % inside
    by_parser = list(policy._in_tree(etree.HTML(page)))
    assert by_parser == [] or set(by_parser) <= set(policy.faults(page))


def test_each_script_in_the_page_is_named_by_its_hash_and_data_is_not() -> None:
    page = policy.applied(
        PAGE % '<script>a()</script><script type="application/json">{}</script><script src="b.js"></script>'
    )
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in page
    assert page.count("sha256-") == 1


def test_no_built_page_has_a_fault(site: Site, unpacked: Path) -> None:
    for path in [*site.pages(), unpacked / START]:
        text = path.read_text(encoding="utf-8")
        (given,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        unsigned = text.replace(given, policy.MARK)
        assert list(policy.faults(unsigned)) == [], path
        assert policy.applied(unsigned) == text, path
        assert "unsafe" not in given


def test_no_built_file_names_anything_that_would_load_from_elsewhere(site: Site) -> None:
    for path in site.folder.rglob("*"):
        text = path.read_text(encoding="utf-8") if path.suffix in {".html", ".css", ".svg"} else ""
        assert LOADS.findall(text) == [], path
        assert [drawing for drawing in DRAWING.findall(unquote(text)) if acts(drawing)] == [], path
        if path.suffix == ".js" and "search_index" not in path.name:
            named = {address for address in IN_SCRIPTS.findall(path.read_text(encoding="utf-8")) if _loads(address)}
            assert named <= NAMED_BY_THE_THEME, path


KNOWN = {".html", ".css", ".svg", ".js", ".map", ".json", ".txt", ".xml", ".gz", ".pdf", ".png", ".woff2", ".zip"}
"""Kinds of files that a site holds: those that can load something are looked into here, PDFs where paper is tested."""


def test_no_file_is_of_a_kind_that_nobody_looks_into(site: Site) -> None:
    assert {path.suffix for path in site.folder.rglob("*") if path.is_file()} <= KNOWN


@pytest.mark.parametrize(
    ("drawing", "does"),
    [
        ("<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>", False),
        ("<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", True),
        ("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", True),
        ("<svg><image href='https://films.example/a.png'/></svg>", True),
        ("<svg><use href='other.svg#a'/></svg>", True),
        ("<svg><use href='#a'/></svg>", False),
    ],
)
def test_a_drawing_that_acts_or_loads_is_found_out(drawing: str, does: bool) -> None:
    assert acts(drawing) == does


def acts(drawing: str) -> bool:
    """True for an SVG that runs code or names something outside itself."""
    return bool(re.search(r"<(?:script|foreignObject)|\son\w+=|href=[\"'](?!#)|<!ENTITY|<\?xml-stylesheet", drawing))


def _loads(address: str) -> bool:
    """False for names that only look like addresses: namespaces of XML and the shape of an address."""
    host = urlsplit(address).netloc
    return "." in host and host != "www.w3.org" and "${" not in address


WATCH = """() => {
  window.stopped = [];
  const note = (event) => stopped.push(`${event.violatedDirective} ${event.blockedURI}`);
  document.addEventListener("securitypolicyviolation", note);
}"""


STORED = """async () => [
  document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map((each) => each.name),
  ...(location.protocol === "file:" ? [] : await caches.keys()),
  ...(location.protocol === "file:" ? [] : await navigator.serviceWorker.getRegistrations()),
].filter(Boolean).map(String)"""
"""All that a page could leave on the device."""


def test_no_page_breaks_its_policy_stores_anything_or_asks_elsewhere(top: str, site: Site, browser: Any) -> None:
    context = browser.new_context()
    context.add_init_script(f"({WATCH})()")
    page, told = context.new_page(), []
    page.on("request", lambda request: None if request.url.startswith((top, "data:")) else told.append(request.url))
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    for path in site.pages():
        name = path.relative_to(site.folder).as_posix()
        if name == "404.html" and top.startswith("file"):
            continue  # it is made for a server, and names its files from the server's top
        page.goto(top + name)
        told += [*page.evaluate("window.stopped"), *page.evaluate(STORED)]
        assert told == [], name
    assert context.cookies() == []
    context.close()


def test_searching_is_not_stopped_by_the_policy(top: str, browser: Any) -> None:
    context = browser.new_context()
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    page.goto(top + "index.html")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("laminectomy", delay=30)
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    assert page.evaluate("window.stopped") == []
    context.close()


def test_nothing_is_stored_until_the_reader_chooses(served: str, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served + "index.html")
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]") == [[], [], ""]
    page.locator("form[data-md-component=palette] label:visible").click()
    assert page.evaluate("Object.keys(localStorage)") == ["/.__palette"]
    page.goto(served + "about.html")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    context.close()


def test_a_script_that_the_page_did_not_name_is_stopped(site: Site, browser: Any, tmp_path: Path) -> None:
    text = (site.folder / "about.html").read_text(encoding="utf-8")
    (tmp_path / "about.html").write_text(
        text.replace("<article", "<script>window.ran = 1</script><article", 1), "utf-8"
    )
    page = browser.new_page()
    page.goto((tmp_path / "about.html").as_uri())
    assert page.evaluate("window.ran") is None
    assert lxml.html.parse(str(tmp_path / "about.html")).xpath("//script[contains(., 'window.ran')]")
    page.close()
