"""Real browsers behind one small set of verbs, so that the same journey runs in all of them.

Chromium is driven by Playwright. Firefox and WebKit are those of the system, unchanged: Firefox listens to Marionette,
its own door for drivers, and WebKit to the WebDriver program that comes with it. Both speak the same commands.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

PATIENCE = 20.0
"""Seconds that a reader waits for something to happen."""

KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "Space": " ", "ArrowDown": "\ue015"}
PROGRAMS = {
    "firefox": ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"),
    "webkit": ("WebKitWebDriver",),
}
MISSING = {
    "firefox": "No Firefox found: install it (apt-get install firefox-esr) to try this there too",
    "webkit": "No WebKit found: install its driver (apt-get install webkit2gtk-driver xvfb) to try this there too",
}
NAMED = """(name) => [...document.querySelectorAll("a, button, label, summary, [aria-label]")].find((element) =>
    element.checkVisibility() && [element.innerText?.trim(), element.ariaLabel].includes(name))"""
FIRST = "(selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility())"


class Unable(Exception):
    """The browser cannot do this when it is driven."""


class Tab(Protocol):
    """What a browser can be told. A function is the text of a JavaScript function."""

    def go(self, address: str) -> None: ...
    def reload(self) -> None: ...
    def run(self, function: str, *given: Any) -> Any: ...
    def click(self, function: str, *given: Any) -> None: ...
    def press(self, *keys: str) -> None: ...
    def pdf(self) -> bytes: ...


class Reader:
    """Somebody in front of a browser with a profile of its own."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    def opens(self, address: str) -> None:
        self.tab.go(address)

    def reloads(self) -> None:
        self.tab.reload()

    def clicks(self, name: str) -> None:
        """Click what shows or says this name."""
        self._waits(f"(name) => !!({NAMED})(name)", name)
        self.tab.click(NAMED, name)

    def clicks_on(self, selector: str) -> None:
        """Click the first visible element of this kind."""
        self._waits(f"(selector) => !!({FIRST})(selector)", selector)
        self.tab.click(FIRST, selector)

    def types(self, text: str) -> None:
        self.tab.press(*text)

    def presses(self, *keys: str) -> None:
        self.tab.press(*keys)

    def focuses(self, selector: str) -> None:
        self.tab.run(f"(selector) => ({FIRST})(selector).focus()", selector)

    def sees(self, selector: str, text: str = "") -> None:
        """Wait until an element of this kind shows and holds the text."""
        shown = "(selector, text) => [...document.querySelectorAll(selector)].some((element) =>"
        self._waits(f"{shown} element.checkVisibility() && element.innerText.includes(text))", selector, text)

    def sees_no(self, selector: str) -> None:
        """Wait until no element of this kind shows."""
        self._waits(f"(selector) => !({FIRST})(selector)", selector)

    def arrives(self, address: str) -> None:
        """Wait until the page whose address holds this text is there."""
        self._waits("(part) => location.href.includes(part) && document.readyState === 'complete'", address)

    def finds(self, function: str, *given: Any) -> None:
        """Wait until a function says inside the page that it is so."""
        self._waits(function, *given)

    def reads(self, selector: str) -> list[str]:
        """The text of every visible element of this kind."""
        return list(
            self.tab.run(
                """(selector) => [...document.querySelectorAll(selector)]
                    .filter((element) => element.checkVisibility()).map((element) => element.innerText.trim())""",
                selector,
            )
        )

    def asks(self, function: str, *given: Any) -> Any:
        """What a function says inside the page."""
        return self.tab.run(function, *given)

    @property
    def address(self) -> str:
        return str(self.tab.run("() => location.href"))

    def prints(self) -> bytes:
        return self.tab.pdf()

    def _waits(self, function: str, *given: Any) -> None:
        end, last = time.monotonic() + PATIENCE, None
        while time.monotonic() < end:
            try:
                if self.tab.run(function, *given):
                    return
            except Exception as error:  # the page may be on its way to another
                last = error
            time.sleep(0.05)
        raise AssertionError(f"waited in vain: {function} {given} {last or ''} at {self.address}")


class Played:
    """A tab of Chromium, by Playwright."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def go(self, address: str) -> None:
        self._page.goto(address)

    def reload(self) -> None:
        self._page.reload()

    def run(self, function: str, *given: Any) -> Any:
        return self._page.evaluate(f"(given) => ({function})(...given)", list(given))

    def click(self, function: str, *given: Any) -> None:
        self._page.evaluate_handle(f"(given) => ({function})(...given)", list(given)).as_element().click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def pdf(self) -> bytes:
        return bytes(self._page.pdf(prefer_css_page_size=True))


class Driven:
    """A tab of a browser that takes WebDriver's commands."""

    def __init__(self, tell: Callable[..., Any]) -> None:
        self._tell = tell
        tell("SetWindowRect", width=1280, height=900)

    def go(self, address: str) -> None:
        self._tell("Navigate", url=address)

    def reload(self) -> None:
        self._tell("Refresh")

    def run(self, function: str, *given: Any) -> Any:
        return self._tell("ExecuteScript", script=f"return ({function})(...arguments)", args=list(given))

    def click(self, function: str, *given: Any) -> None:
        into_view = "(found) => (found.scrollIntoView({ block: 'center', behavior: 'instant' }), found)"
        element = self.run(f"(...given) => ({into_view})(({function})(...given))", *given)
        moves = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": element},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._tell("PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": moves}])

    def press(self, *keys: str) -> None:
        moves = [{"type": way, "value": KEYS.get(key, key)} for key in keys for way in ("keyDown", "keyUp")]
        self._tell("PerformActions", actions=[{"type": "key", "id": "keys", "actions": moves}])

    def pdf(self) -> bytes:
        return base64.b64decode(self._tell("Print"))


class Marionette:
    """Firefox with a new profile. A message is its length, a colon, and [kind, number, name or error, content]."""

    def __init__(self, program: str, opened: ExitStack) -> None:
        profile = Path(opened.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        (profile / "user.js").write_text('user_pref("marionette.port", 0);\n', encoding="utf-8")  # any free port
        _start(opened, program, "--headless", "--marionette", "--no-remote", "--profile", str(profile))
        port = _soon(lambda: int((profile / "MarionetteActivePort").read_text(encoding="utf-8")))
        line = opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
        self._line, self._numbers = line.makefile("rwb"), itertools.count(1)
        self._hear()  # its greeting
        self("NewSession", capabilities={"pageLoadStrategy": "normal"})

    def __call__(self, name: str, **content: Any) -> Any:
        message = json.dumps([0, next(self._numbers), f"WebDriver:{name}", content]).encode()
        self._line.write(b"%d:%s" % (len(message), message))
        self._line.flush()
        _, _, error, answer = self._hear()
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return answer.get("value")

    def _hear(self) -> Any:
        length = b"".join(iter(lambda: self._line.read(1), b":"))
        return json.loads(self._line.read(int(length)))


class WebKit:
    """WebKit with a new profile, behind the web server that its driver opens."""

    PATHS = {
        "Navigate": "url",
        "Refresh": "refresh",
        "ExecuteScript": "execute/sync",
        "PerformActions": "actions",
        "SetWindowRect": "window/rect",
    }

    def __init__(self, program: str, opened: ExitStack) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        _start(opened, program, f"--port={port}", env={**os.environ, **_screen(opened)})
        _soon(lambda: socket.create_connection(("127.0.0.1", port)).close())
        self._address = f"http://127.0.0.1:{port}/session"
        self._address += "/" + self._send("POST", "", {"capabilities": {}})["sessionId"]
        opened.callback(self._send, "DELETE", "")

    def __call__(self, name: str, **content: Any) -> Any:
        if name not in self.PATHS:
            raise Unable(f"the driver of WebKit has no {name}")
        return self._send("POST", f"/{self.PATHS[name]}", content)

    def _send(self, method: str, path: str, content: Any = None) -> Any:
        body = None if content is None else json.dumps(content).encode()
        with urllib.request.urlopen(  # noqa: S310 - an address of this machine
            urllib.request.Request(self._address + path, body, {"Content-Type": "application/json"}, method=method),
            timeout=60,
        ) as answer:
            return json.load(answer)["value"]


def program(name: str) -> str | None:
    """The program of the system's own "firefox" or "webkit", if it is installed."""
    return next((path for path in PROGRAMS[name] if shutil.which(path)), None)


def reader(name: str, opened: ExitStack, chromium: Any = None) -> Reader:
    """Somebody with a new profile in "chromium", "firefox" or "webkit", until what is opened is closed."""
    if name == "chromium":
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        opened.callback(context.close)
        return Reader(Played(context.new_page()))
    return Reader(Driven((Marionette if name == "firefox" else WebKit)(str(program(name)), opened)))


def _start(opened: ExitStack, *command: str, **options: Any) -> None:
    """Start a program that ends with the journey."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = opened.enter_context(subprocess.Popen(command, **quiet, **options))
    opened.callback(running.terminate)


def _screen(opened: ExitStack) -> dict[str, str]:
    """The screen to show WebKit on: the one that is there, or one in memory."""
    if {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        return {}
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24"]
    screen = opened.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))
    opened.callback(screen.terminate)
    assert screen.stdout is not None
    return {"DISPLAY": f":{screen.stdout.readline().decode().strip()}"}


def _soon(attempt: Callable[[], Any]) -> Any:
    """What the attempt gives once it works."""
    end = time.monotonic() + 2 * PATIENCE
    while True:
        try:
            return attempt()
        except (OSError, ValueError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


# ---- steps that several journeys share ----


def put_on_the_list(reader: Reader) -> str:
    """On a page with questions: tick the second, follow the link to the list, and see it there; the question."""
    question = reader.reads(".questions .question")[1]
    reader.clicks_on("#question-2")
    reader.sees(".asking", "The question is on your list.")
    reader.clicks_on(".asking a")
    reader.arrives("my-questions.html")
    reader.sees("#my-list", question)
    return question
