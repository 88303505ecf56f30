"""The pages that nobody writes, added to those of a guide: worksheets, folders, further pages of long lists."""

from __future__ import annotations

from collections.abc import Mapping

from guide.content.guide import Guide
from guide.pages import menu
from guide.pages.long_lists import split
from guide.pages.worksheets import with_worksheets


def with_generated(guide: Guide, words: Mapping[str, str]) -> Guide:
    """The guide with every page that its site has."""
    return split(menu.with_folder_pages(with_worksheets(guide, words), words), words)
