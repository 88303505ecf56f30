"""Web hosts of several habits, which can go away and come back: pages without endings, or as folders; the start by its
name."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PROJECT = "back-guide"
"""The folder of the guide on the host."""

Moved = Callable[[str], str]
"""Where a host has what somebody asks for."""


def without_endings(path: str) -> str:
    return path.removesuffix(".html").removesuffix("/index") + "/" * path.endswith("/index.html")


def with_index(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") else path


def as_folders(path: str) -> str:
    bare = path.removesuffix(".html").removesuffix("/index")
    return bare if "." in bare.rpartition("/")[2] or bare.endswith("/") else f"{bare}/"


class Quiet(SimpleHTTPRequestHandler):
    def __init__(self, *given: Any, moved: Moved = str, **named: Any) -> None:
        self.moved = moved
        super().__init__(*given, **named)

    def do_GET(self) -> None:
        """Send the reader to where the host has the file, or send the file."""
        path, mark, query = self.path.partition("?")
        if (there := self.moved(path)) != path:
            self.send_response(308)
            self.send_header("Location", there + mark + query)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if not Path(self.translate_path(path)).exists():
            self.path = f"{path.rstrip('/')}.html"
        super().do_GET()

    def end_headers(self) -> None:
        """Keep the browser's own cache out of it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@dataclass
class Web:
    """A web server that can go away and come back; the guide stands below the folder of a project."""

    folder: Path
    port: int = 0
    moved: Moved = str
    server: ThreadingHTTPServer | None = field(default=None)

    def start(self) -> None:
        self.server = ThreadingHTTPServer(
            ("127.0.0.1", self.port), partial(Quiet, moved=self.moved, directory=str(self.folder))
        )
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def address(self, name: str) -> str:
        return f"http://localhost:{self.port}/{PROJECT}/{name}"
