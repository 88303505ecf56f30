"""A folder on a web server of this machine, as a web host serves it (text compressed), and a way through its links."""

from __future__ import annotations

import contextlib
import functools
import gzip
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


class Host(SimpleHTTPRequestHandler):
    """Answers as a web host does, and writes no log."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            self._send(path)
        else:
            self.send_error(404)

    def _send(self, path: Path) -> None:
        body = _body(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Length", str(len(body)))
        if path.suffix in TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the reader went on
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@functools.cache
def _body(path: Path) -> bytes:
    body = path.read_bytes()
    return gzip.compress(body, 6, mtime=0) if path.suffix in TEXT else body


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The folder on a server of its own; the address of its top, with a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(folder))) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def follow(link: Any) -> None:
    """Click a link and wait until the page that it leads to is there, with its scripts run.

    A click alone ends before the next page begins, and what is read then may still be the page that was left.
    """
    with link.page.expect_navigation():
        link.click()
