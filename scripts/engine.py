"""Runs MkDocs for the command: one build, or a preview that builds again whenever something is saved.

Beside `hooks.py` and `themed.py` the only module that imports MkDocs.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
import traceback
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import mkdocs.commands.build as generator
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from guide.ground.problems import BadGuide
from guide.pages.templates import Templates

HOST = "127.0.0.1"

TEMPLATE = "problems.html"
"""Shown in place of every page while the guide has problems: it asks for itself again until the page is back."""

GONE = os.stat_result([0] * 10)
"""How what is watched looks while it is not there."""
EVERY = 0.5
"""Seconds between two looks at what is watched."""


def build(settings: Path, site: Path) -> None:
    """Build the site of the project with these settings. Raises BadGuide with all that is wrong."""
    with _told():
        config = load_config(str(settings), site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            generator.build(config)
        finally:
            config.plugins.on_shutdown()


def serve(settings: Path, site: Path, port: int) -> None:
    """Show the site on this machine, built again whenever something is saved, until somebody stops it.

    The guide may have problems; raises BadGuide where the settings have.
    """
    with _told():
        config = load_config(str(settings), site_dir=str(site))
    preview = _Preview(settings, site, Path(config.theme.custom_dir))
    server = LiveReloadServer(preview.build, HOST, port, str(site))
    server.error_handler = preview.instead
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)  # it would name each page that is not there
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        preview.build()
        roots = (config.docs_dir, settings, preview.overrides)
        watched = [os.path.abspath(root) for root in roots]  # noqa: PTH100  (no `..`, no link followed: as it is seen)
        server.observer = PollingObserverVFS(partial(_seen, watched), os.scandir, polling_interval=EVERY)
        for path in watched:
            server.watch(path)
        config.plugins.on_serve(server, config=config, builder=preview.build)
        print(f"Open {server.url} (Ctrl-C ends it).", flush=True)
        server.serve()
    finally:
        server.shutdown()
        config.plugins.on_shutdown()


def _seen(watched: Collection[str], path: str) -> os.stat_result:
    """How the file or folder looks. One that is watched may be gone for a while, as when another takes its place: who
    watches it would give up for good if that raised."""
    try:
        return Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        if path in watched:
            return GONE
        raise


@dataclass
class _Preview:
    """What is shown: the site, or what is wrong with it."""

    settings: Path
    site: Path
    overrides: Path
    problems: str = ""

    def build(self) -> None:
        """Build the site; where that fails say why, each time, and leave no page."""
        started = time.monotonic()
        self.problems = self._problems()
        if self.problems:
            shutil.rmtree(self.site, ignore_errors=True)
            print(self.problems, file=sys.stderr, flush=True)
        else:
            print(f"Built in {time.monotonic() - started:.1f} seconds.", flush=True)

    def instead(self, code: int) -> bytes | None:
        """What is shown where there is no page."""
        if self.problems:
            page = Templates(self.overrides).get_template(TEMPLATE)
            return page.render(problems=self.problems.splitlines()).encode()
        lost = self.site / f"{code}.html"
        return lost.read_bytes() if lost.is_file() else None

    def _problems(self) -> str:
        try:
            with _told():
                generator.build(load_config(str(self.settings), site_dir=str(self.site)), serve_url=f"http://{HOST}/")
        except (BadGuide, OSError) as error:
            return str(error)
        except Exception:  # noqa: BLE001  (a fault of this program, too, must be seen where it is waited for)
            return traceback.format_exc()
        return ""


class _Said(logging.Handler):
    """Keeps what is said of problems."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _told() -> Iterator[None]:
    """Raise all that MkDocs says of problems, which it says once only, as BadGuide."""
    said, logger = _Said(), logging.getLogger("mkdocs")
    logger.addHandler(said)
    try:
        yield
    except MkDocsException as error:
        raise BadGuide("\n".join(dict.fromkeys([*said.lines, str(error.__context__ or error)]))) from None
    finally:
        logger.removeHandler(said)
