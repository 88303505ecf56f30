"""Nothing that a page holds acts or loads from elsewhere: the policy of each page, all built files, and a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib
import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from playwright.sync_api import expect

from conftest import Site
from guide.exports.kit import START
from guide.html import policy

PAGE = (
    '<!doctype html><html><head><meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{policy.MARK}"></head><body>%s</body></html>'
)
NAMED_BY_THE_THEME = {
    "https://unpkg.com/mermaid@11/dist/mermaid.min.js",  # for diagrams, which no page has
    "https://unpkg.com/resize-observer-polyfill",  # for browsers of before 2020
}
LOADS = re.compile(r"""(?:@import\s+|url\()\s*["']?\s*((?:https?:)?//[^"')\s]+)""")
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
IN_SCRIPTS = re.compile(r"""["'`]((?:https?:)?//[a-z0-9][^"'`\s]*)""")


def found(inside: str) -> list[str]:
    return policy.judged(PAGE % inside).faults


REFUSED = {
    "code": """
        <p onclick="x()">x</p>
        <p ONCLICK=x()>x</p>
        <svg onload="x()"></svg>
        <svg><circle onclick="x()"/></svg>
        <svg><script>x()</script></svg>
        <svg><animate attributeName="href" to="javascript:x()"/></svg>
        <svg><set attributeName="onclick" to="x()"/></svg>
        <svg><foreignObject><p>x</p></foreignObject></svg>
        <svg><a href="javascript:x()"><text>x</text></a></svg>
        <math><mi xlink:href="javascript:x()">x</mi></math>
        <a href="javascript:x()">x</a>
        <a href="java&#115;cript:x()">x</a>
        <a href="java&Tab;script&colon;x()">x</a>
        <a href=" java\tscript:x()">x</a>
        <a href="&#1;javascript:x()">x</a>
        <a href="JavaScript:x()">x</a>
        <a href="vbscript:x()">x</a>
        <a href="data:text/html,x">x</a>
        <a href="blob:x">x</a>
        <a href="file:///etc/passwd">x</a>
        <script type="module">x()</script>
        <script type="importmap">{}</script>
        <script type="speculationrules">{}</script>
        <script type="text/vbscript">x</script>
        <script src="data:text/javascript,x()"></script>
        <p is="own-p">x</p>
        <own-element>x</own-element>
        <slot>x</slot>
        <template shadowrootmode="open"><p>x</p></template>
        <script nonce="x">x()</script>
        <p contenteditable>x</p>
    """,
    "style": """
        <p style="color: red">x</p>
        <style>p {}</style>
        <svg><style>p {}</style></svg>
        <svg><circle fill="url(https://films.example/a.svg#a)"/></svg>
        <svg><circle fill="u\\72l(a.svg#a)"/></svg>
        <svg><circle mask="image-set('a.png' 1x)"/></svg>
        <svg><circle fill="url(a.svg#a)"/></svg>
    """,
    "loads": """
        <img src="https://films.example/a.png">
        <img src="//films.example/a.png">
        <img src="/\\films.example/a.png">
        <img src="\\\\films.example/a.png">
        <img src="\t//films.example/a.png">
        <img src="data:text/html,x">
        <img srcset="https://films.example/a.png 2x">
        <img src="a.png" usemap="#a">
        <img src="a.png" longdesc="https://films.example">
        <img src="a.png" attributionsrc="https://films.example">
        <img src="a.png" lowsrc="https://films.example/a.png">
        <picture><source srcset="https://films.example/a.png"></picture>
        <input type="image" src="https://films.example/a.png">
        <script src="//films.example/a.js"></script>
        <script src="a.js" integrity="sha256-x" crossorigin="use-credentials"></script>
        <iframe src="https://films.example"></iframe>
        <iframe srcdoc="&lt;p onclick=x()&gt;x"></iframe>
        <iframe sandbox="allow-scripts" src="a.html"></iframe>
        <fencedframe src="a.html"></fencedframe>
        <portal src="a.html"></portal>
        <frameset><frame src="a.html"></frameset>
        <object data="a.pdf"></object>
        <object classid="clsid:x" codebase="https://films.example" archive="a.jar"></object>
        <applet code="a.class"></applet>
        <embed src="a.swf">
        <video src="a.mp4" poster="https://films.example/a.png"></video>
        <audio src="https://films.example/a.mp3"></audio>
        <track src="https://films.example/a.vtt">
        <bgsound src="a.mp3">
        <table background="https://films.example/a.png"></table>
        <svg><use href="https://films.example/a.svg#a"/></svg>
        <svg><use xlink:href="other.svg#a"/></svg>
        <svg><image href="https://films.example/a.png"/></svg>
        <svg><feImage href="https://films.example/a.png"/></svg>
        <svg><rect xml:base="https://films.example"/></svg>
        <link rel="stylesheet" href="https://films.example/a.css">
        <link rel="alternate stylesheet" href="https://films.example/a.css">
        <link rel="icon" href="//films.example/a.ico">
        <link rel="canonical next" href="https://films.example/a.html">
        <link rel="preload" as="image" href="a.png" imagesrcset="https://films.example/a.png 2x">
        <link rel="prefetch" href="https://films.example">
        <link rel="prerender" href="https://films.example">
        <link rel="dns-prefetch" href="//films.example">
        <link rel="preconnect" href="https://films.example">
        <link rel="modulepreload" href="a.js">
        <link rel="monetization" href="https://films.example">
        <link rel="manifest" href="https://films.example/a.json">
        <html manifest="a.appcache">
        <body background="https://films.example/a.png">
    """,
    "sends": """
        <a href="a.html" ping="https://films.example">x</a>
        <form action="https://films.example"><input name="pain"></form>
        <form method="post"></form>
        <button formaction="https://films.example">x</button>
        <input type="submit" formaction="https://films.example">
        <input type="file">
        <input type="password">
        <isindex action="https://films.example">
        <keygen name="x">
        <blockquote cite="https://films.example">x</blockquote>
        <meta name="referrer" content="unsafe-url">
        <a href="a.html" referrerpolicy="unsafe-url">x</a>
    """,
    "leads elsewhere": """
        <meta http-equiv="refresh" content="0; url=https://films.example">
        <meta http-equiv="Refresh" content="0">
        <meta http-equiv="set-cookie" content="a=b">
        <meta http-equiv="origin-trial" content="x">
        <meta http-equiv="Content-Security-Policy" content="default-src *">
        <meta charset="utf-7">
        <base href="https://films.example/">
        <base target="_blank">
        <a href="a.html" target="_blank">x</a>
        <map name="a"><area href="https://films.example"></map>
    """,
    "hides": """
        <!-- <p onclick="x()"> -->
        <?php x ?>
        <svg><![CDATA[><!--]]><img src=x onerror=x()>-->
        <svg><title><img src=x onerror=x()></title></svg>
        <svg><desc><title>&lt;img src=x onerror=x()&gt;</title></desc></svg>
        <svg><p title="</svg><img src=x onerror=x()>"></p></svg>
        <select><title></select><img src=x onerror=x()></title>
        <textarea><p onclick=x()></textarea>
        <noscript><p title="</noscript><img src=x onerror=x()>"></noscript>
        <xmp><p onclick=x()></xmp>
        <plaintext><p onclick=x()>
        <body onload="x()">
        <html onclick="x()">
        </html><img src=x onerror=x()>
        </html><plaintext>
        <svg></p><p onclick=x()>
        <title/><p title="</title><img src=x onerror=x()>"></p>
        <script/><p title="</script><img src=x onerror=x()>"></p>
        <svg></body><script><p>x</p>
        <script><!--<script></script>
    """,
}
"""Constructs of HTML and SVG that could do harm, by what they could do."""


@pytest.mark.parametrize("inside", [line.strip() for lines in REFUSED.values() for line in lines.strip().split("\n")])
def test_what_could_run_load_send_lead_elsewhere_or_hide_is_refused(inside: str) -> None:
    assert found(inside)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<p style="color: red">x</p>', 'holds <p style="color: red">, which can run, load, send or lead elsewhere'),
        ("<object></object>", "holds <object>"),
        ('<a href="java&#115;cript:x()">x</a>', 'holds <a href="javascript:x()">, which can run'),
        ("<p>{{ stay }}</p>", 'still holds the mark "{{"'),
        ('<p title="{{ stay">x</p>', 'still holds the mark "{{"'),
        ("<p>a claim [^handbook]</p>", 'still holds the mark "[^"'),
        ("<p>large { .lead } words</p>", 'still holds the mark "{ ."'),
        ("<p data-used-on='disc'>x</p>", 'still holds the mark "data-used-on"'),
        ("<!-- sources -->", "holds the remark <!--sources-->"),
        ("<p>x</p></div>", "is no HTML that every browser reads alike: Unexpected end tag : div (line 1)"),
    ],
)
def test_what_is_refused_or_left_over_is_named(inside: str, said: str) -> None:
    assert any(said in fault for fault in found(inside)), found(inside)


HARMLESS = """
    <a href="https://a.example/b?c=d" rel="next" title="a < b">x</a><a href="mailto:a@b.example">x</a>
    <a href="tel:911">x</a><a href="#a">x</a><a href="../a.html#b" download>x</a>
    <img src="a.svg" alt="" loading="lazy"><img src="data:image/png;base64,x" alt="">
    <link rel="canonical" href="https://a.example/x.html"><link rel="alternate" hreflang="de" href="//a.example/de">
    <link rel="stylesheet" href="../style.css"><link rel="prev" href="a.html"><script src="/a.js" defer></script>
    <script type="application/ld+json">{"a": "{{ https://a.example [^x]"}</script>
    <form><input type="checkbox" name="a" checked><button type="reset" popovertarget="b">x</button></form>
    <div id="b" popover="manual" data-md-component="x" aria-label="{x} [1]">x</div>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" role="img"><title>x</title><defs>
    <linearGradient id="g"><stop offset="0"/></linearGradient></defs><use href="#g"/>
    <path d="M0 0h1" fill="url(#g)" transform="scale(-1 1)"/></svg>
    <table><thead><tr><th scope="col">x</th></tr></thead></table><details open><summary>x</summary></details>
    <template class="words"><p>x</p></template><textarea name="a"></textarea>
"""


def test_a_page_of_plain_things_has_no_fault() -> None:
    assert found(HARMLESS) == []


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>x</body></html>",
        PAGE.replace("http-equiv", "name") % "x",
        PAGE.replace("<head>", "<head><script>a()</script>") % "x",
        PAGE.replace("<head>", "<head><section>a</section>") % "x",
        PAGE.replace("<head>", "<head>a") % "x",
        PAGE % policy.MARK,
    ],
)
def test_a_page_whose_policy_would_not_hold_for_all_of_it_is_refused(page: str) -> None:
    assert "has no place for its content policy" in policy.judged(page).faults


# ---- what another reader of HTML sees, which follows the standard to the letter -------

TAGS = "p a b svg title desc use g style script template table td select option textarea math body img iframe noscript"
ATTRIBUTES = """
 class=a
 href="a.html"
 href=#a
 fill="#fff"
 hidden
 data-a="<img onerror=x()>"
 title="--><p onclick=x()>"
 title="</title><p onclick=x()>"
 title="</script><p onclick=x()>"
 href="java&Tab;script&colon;x()"
 src='//a'
 onclick=x()
 style="x"
 a='
 "a
/"""
OTHERS = """ |\n|\x00|\x0c|x|"|'|&lt;img onerror=x()&gt;|</p>|</br>|</body>|</html>|<!doctype html>|<!--|-->
|<img src=x onerror=x()>|--!>|<!-->|<![CDATA[|]]>|<?x|>|<|</"""
TAG = st.builds(
    lambda tag, attributes, end: f"<{tag}{''.join(attributes)}{end}",
    st.sampled_from(TAGS.split()),
    st.lists(st.sampled_from(ATTRIBUTES.split("\n")), max_size=2),
    st.sampled_from([">", ">", "/>", ""]),
)
PIECES = TAG | st.sampled_from(TAGS.split()).map(lambda tag: f"</{tag}>") | st.sampled_from(OTHERS.split("|"))


@settings(max_examples=2000, deadline=None)
@given(st.lists(PIECES, max_size=6).map("".join))
@example('<title/><b title="--><p onclick=x>" title="</title><p onclick=x>">')
@example("<svg></body><script><b title='<p onclick=x>'<desc>")
@example("</html><xmp>")
def test_what_passes_holds_nothing_harmful_for_a_parser_that_follows_the_standard(inside: str) -> None:
    page = PAGE % inside
    assert policy.judged(page).faults or harmful(page) == []


def harmful(page: str) -> list[str]:
    """Elements and attributes by which the page could do harm, as html5lib reads it."""
    elements = [element for element in html5lib.parse(page).iter() if isinstance(element.tag, str)]
    bad = [element.tag for element in elements if HARM.fullmatch(element.tag.partition("}")[2])]
    return bad + [
        f"{element.tag} {name}={value}"
        for element in elements
        for name, value in element.attrib.items()
        if re.fullmatch("on.*|style|srcdoc|action|.*href|src", name.rpartition("}")[2]) and not SAFE.fullmatch(value)
    ]


HARM = re.compile("style|iframe|noscript|math|plaintext|xmp|foreignObject|animate|set|object|embed|base")
SAFE = re.compile(r"a\.html/?|#a/?")


def test_each_script_in_the_page_is_named_by_its_hash_and_data_is_not() -> None:
    scripts = '<script>a()</script><script type="application/json">{}</script><script src="b.js"></script>'
    page = policy.judged(PAGE % scripts).html
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in page
    assert page.count("sha256-") == 1


def test_the_policy_is_written_as_it_is_into_what_a_template_made() -> None:
    assert policy.judged(Markup(PAGE)).html == policy.judged(PAGE).html


def test_no_built_page_has_a_fault(second_site: Site, unpacked: Path) -> None:
    for path in [*second_site.pages(), unpacked / START]:
        text = path.read_text(encoding="utf-8")
        (given,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        unsigned = text.replace(given, policy.MARK)
        assert policy.judged(unsigned).faults == [], path
        assert policy.judged(unsigned).html == text, path
        assert "unsafe" not in given


def test_no_built_file_names_anything_that_would_load_from_elsewhere(second_site: Site) -> None:
    for path in second_site.folder.rglob("*"):
        text = path.read_text(encoding="utf-8") if path.suffix in {".html", ".css", ".svg"} else ""
        assert LOADS.findall(text) == [], path
        assert [drawing for drawing in DRAWING.findall(unquote(text)) if acts(drawing)] == [], path
        if path.suffix == ".js" and "search_index" not in path.name:
            named = {address for address in IN_SCRIPTS.findall(path.read_text(encoding="utf-8")) if _loads(address)}
            assert named <= NAMED_BY_THE_THEME, path


KNOWN = {".html", ".css", ".svg", ".js", ".map", ".json", ".txt", ".xml", ".gz", ".pdf", ".png", ".woff2", ".zip"}
"""Kinds of files that a site holds: those that can load something are looked into here, PDFs where paper is tested."""


def test_no_file_is_of_a_kind_that_nobody_looks_into(second_site: Site) -> None:
    assert {path.suffix for path in second_site.folder.rglob("*") if path.is_file()} <= KNOWN


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


def test_no_page_breaks_its_policy_stores_anything_or_asks_elsewhere(top: str, second_site: Site, browser: Any) -> None:
    context = browser.new_context()
    context.add_init_script(f"({WATCH})()")
    page, told = context.new_page(), []
    page.on("request", lambda request: None if request.url.startswith((top, "data:")) else told.append(request.url))
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    for path in second_site.pages():
        name = path.relative_to(second_site.folder).as_posix()
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
    page.locator(".md-search__input").press_sequentially("restuffing", delay=30)
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
    page.goto(served + "numbers.html")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    context.close()


def test_a_script_that_the_page_did_not_name_is_stopped(second_site: Site, browser: Any, tmp_path: Path) -> None:
    text = (second_site.folder / "numbers.html").read_text(encoding="utf-8")
    (tmp_path / "numbers.html").write_text(
        text.replace("<article", "<script>window.ran = 1</script><article", 1), "utf-8"
    )
    page = browser.new_page()
    page.goto((tmp_path / "numbers.html").as_uri())
    assert page.evaluate("window.ran") is None
    assert lxml.html.parse(str(tmp_path / "numbers.html")).xpath("//script[contains(., 'window.ran')]")
    page.close()
