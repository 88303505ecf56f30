"""The guide in `docs/`, and one real build of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Site, build_site, guide_in, unpack
from content import PROJECT
from guide.content.guide import Guide
from web import serving


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide that is judged."""
    return guide_in(PROJECT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """That guide, built once."""
    return build_site(PROJECT, tmp_path_factory.mktemp("real") / "site")


@pytest.fixture(scope="session")
def unpacked(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its offline kit, unpacked."""
    return unpack(site, tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="session")
def served(site: Site) -> Iterator[str]:
    """Its site on a web server: the address of its top."""
    with serving(site.folder) as address:
        yield address


@pytest.fixture(scope="module", params=["web", "file"])
def top(request: pytest.FixtureRequest, site: Site, served: str) -> str:
    """The address of its top: once on a web server, once as files on a USB stick."""
    return served if request.param == "web" else site.folder.as_uri() + "/"
