"""Warning signs: each page shows those of the people it is for, and no others; nothing of them is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import lxml.html

from conftest import ROOT, Site
from guide.checks.notes import unshown_groups
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.pages.maker import Maker
from signs import shown


def test_a_page_shows_the_signs_of_its_kind_and_its_own(second_site: Site) -> None:
    assert shown(second_site, "procedures/new-eye.md", "emergency") == [
        "Stuffing comes out.",
        "The head hangs by a thread.",
        "Work on the head: The glass eye hangs by a thread.",
        "The bear looks much worse.",
    ]
    assert shown(second_site, "procedures/new-eye.md", "urgent") == ["A seam is wet.", "You are not sure."]


def test_a_page_does_not_show_the_signs_of_others(second_site: Site) -> None:
    assert shown(second_site, "procedures/restuffing.md", "emergency") == [
        "Stuffing comes out.",
        "The head hangs by a thread.",
        "The bear looks much worse.",
    ]
    assert shown(second_site, "procedures/restuffing.md", "today") == []
    assert shown(second_site, "conditions/open-seam.md", "urgent") == []
    assert shown(second_site, "conditions/open-seam.md", "today") == ["Fur comes off in tufts.", "Something is new."]


def test_a_card_fills_in_the_clinic_and_names_its_sources_once_below_the_signs(second_site: Site) -> None:
    html = lxml.html.parse(str(second_site.folder / "procedures/new-eye.html"))
    urgent, emergency = (html.xpath(f"//div[contains(@class, 'card-{name}')]")[0] for name in ("urgent", "emergency"))
    assert "No answer? Go to the night desk." in urgent.text_content()
    assert emergency.xpath(".//li//a") == []
    assert len(emergency.xpath(".//details[@class='card-sources no-search']//a[@class='cite']")) == 2


def test_a_card_without_signs_for_a_page_is_not_on_it(small: Guide) -> None:
    assert [one.key for one in small.emergency.cards_for(["every-bear"])] == ["now"]
    assert [one.key for one in small.emergency.cards_for(["mended"])] == ["soon"]


def test_a_group_that_no_page_shows_is_reported_with_its_line(project: Path) -> None:
    page = project / "docs" / "procedures" / "new-eye.md"
    page.write_text(page.read_text(encoding="utf-8").replace("signs: [head-work]\n", ""), encoding="utf-8")
    guide = load(Contents(project / "docs")).guide
    assert guide is not None
    (note,) = unshown_groups(guide)
    assert str(note).startswith("docs/data/emergency.yml:5:3:")
    assert '"head-work"' in note.what


def test_a_card_prints_the_phone_of_the_clinic_and_a_line_to_write_on_where_none_is_known(
    small: Guide, words: dict[str, str]
) -> None:
    known = replace(small, clinic=small.clinic.model_copy(update={"clinic_phone": "000 555"}))
    for guide, phone in ((known, "000 555"), (small, words["blank"])):
        cards = Maker(guide, ROOT / "overrides" / "generated", words).cards(guide.options["patching"])
        assert f"{words['clinic_phone']}: {phone}</p>" in cards
