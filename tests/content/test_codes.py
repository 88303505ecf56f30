"""The codes on the paper of the guide."""

from __future__ import annotations

from guide.checks.editions import Editions
from guide.content.guide import Guide


def test_every_hand_out_has_a_code_of_its_own(guide: Guide, words: dict[str, str]) -> None:
    found = [saying.issue.code for saying in Editions(guide, words).now.values()]
    assert len(set(found)) == len(found)


def test_the_sheet_and_the_whole_text_never_share_a_code(guide: Guide, words: dict[str, str]) -> None:
    now = Editions(guide, words).now.values()
    given = [text for saying in now for text in (saying.issue.code, *saying.issue.papers.values())]
    assert len(set(given)) == len(given)
