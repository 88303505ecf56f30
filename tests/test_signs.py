"""Warning signs: each page shows those of the people it is for, and no others; nothing of them is lost on the way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pypdf
import pytest

from conftest import Site
from guide.checks.notes import unshown_groups
from guide.content.files import Contents
from guide.content.guide import Guide
from guide.content.load import load
from guide.content.parts import shows


def shown(site: Site, src: str, card: str) -> list[str]:
    """The signs that a card of the page lists, as a reader sees them."""
    html = lxml.html.parse(str(site.folder / src.replace(".md", ".html")))
    return [" ".join(li.text_content().split()) for li in html.xpath(f"//div[contains(@class, 'card-{card}')]//li")]


def texts(guide: Guide, group: str, card: str) -> list[str]:
    """The signs of a group on a card, as pages for many kinds of reader put them."""
    lead = guide.emergency.groups[group].lead
    found = [sign.text for sign in guide.emergency.cards[card].signs if sign.for_whom == group]
    return [f"{lead}: {text}" if lead else text for text in found]


# ---- the made-up guide ----


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
    assert len(emergency.xpath(".//p[@class='card-sources no-search']/a[@class='cite']")) == 2


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


# ---- the real guide ----


def test_the_page_for_emergencies_shows_every_sign_under_those_it_holds_for(site: Site, guide: Guide) -> None:
    assert guide.help_page is not None
    html = lxml.html.parse(str(site.folder / guide.help_page.src.replace(".md", ".html")))
    for key, card in guide.emergency.cards.items():
        (box,) = html.xpath(f"//div[contains(@class, 'card-{card.urgency}')]")
        for label in box.xpath("./p[@class='card-group']"):
            (group,) = [name for name, one in guide.emergency.groups.items() if one.label == label.text_content()]
            listed = [li.text_content().strip() for li in label.getnext().xpath("./li")]
            assert [text for text in listed if text != card.catch_all] == [
                sign.text for sign in card.signs if sign.for_whom == group
            ], (key, group)
        said = {li.text_content().strip() for li in box.xpath(".//li")}
        assert {*(sign.text for sign in card.signs), card.catch_all} == said


def test_pages_and_sheets_show_their_own_signs_and_no_others(site: Site, guide: Guide) -> None:
    pages = [page for page in guide.in_order if shows(page, guide, "emergency") and page is not guide.help_page]
    assert {page.slug for page in pages} == {*guide.options, *guide.conditions}
    for page in pages:
        own = guide.groups_of(page)
        for key, card in guide.emergency.cards.items():
            wanted = [text for group in own for text in texts(guide, group, key)]
            end = [card.catch_all] if wanted else []
            assert shown(site, page.src, card.urgency) == [*wanted, *end], (page.src, key)


@pytest.mark.parametrize("edition", ["clear-a4", "clear-letter", "large-a4", "large-letter"])
def test_no_sheet_loses_a_sign_of_the_most_urgent_card(edition: str, site: Site, guide: Guide) -> None:
    first = next(iter(guide.emergency.cards))
    for slug, option in guide.options.items():
        reader = pypdf.PdfReader(site.folder / "pdf" / f"{slug}-sheet-{edition}.pdf")
        said = "".join("".join(page.extract_text() for page in reader.pages).split())
        for text in (text for group in guide.groups_of(option) for text in texts(guide, group, first)):
            assert "".join(text.split()) in said, (slug, text)


def test_care_without_surgery_speaks_of_no_cut_and_a_condition_of_no_operation(site: Site, guide: Guide) -> None:
    for page in (*guide.no_surgery, *guide.conditions.values()):
        assert shown(site, page.src, "urgent") == [], page.src


def test_each_sign_stands_on_a_strong_source_or_on_two(guide: Guide) -> None:
    """Strong is what stands before a study in the guide's own list of kinds."""
    kinds = list(guide.settings.strengths)
    strong = kinds[: kinds.index("study")]
    cited = {sign.text: [guide.sources[key] for key in sign.cite] for _, _, sign in guide.emergency.signs}
    weak = {text: found for text, found in cited.items() if not any(one.strength in strong for one in found)}
    assert [text for text, found in weak.items() if len({one.publisher for one in found}) < 2] == []


def test_how_to_get_to_a_hospital_stands_on_no_single_practice(guide: Guide) -> None:
    weakest = list(guide.settings.strengths)[-2:]
    advice = [key for card in guide.emergency.cards.values() for key in (card.after.cite if card.after else ())]
    assert advice
    assert [key for key in advice if guide.sources[key].strength in weakest] == []


def test_a_sudden_very_bad_headache_is_a_sign_on_every_page_with_signs(site: Site, guide: Guide) -> None:
    first = next(iter(guide.emergency.cards.values()))
    for page in (*guide.options.values(), *guide.conditions.values()):
        assert [text for text in shown(site, page.src, first.urgency) if "headache comes suddenly" in text], page.src


def test_trouble_walking_is_on_one_card_when_sudden_and_on_another_when_slow(guide: Guide) -> None:
    """Otherwise who walks worse finds both cards right, and cannot tell whom to call."""
    first, *_, last = guide.emergency.cards.values()
    walking = re.compile("walk|feet")
    fast = [sign.text for sign in first.signs if sign.for_whom == "anyone" and walking.search(sign.text)]
    slow = [sign.text for sign in last.signs if walking.search(sign.text)]
    assert fast
    assert slow
    assert [text for text in fast if "suddenly" not in text] == []
    assert [text for text in slow if "bit by bit" not in text] == []


def test_machines_get_every_sign_with_whom_to_call_and_for_whom_it_holds(site: Site, guide: Guide) -> None:
    data = json.loads((site.folder / "guide.json").read_text(encoding="utf-8"))
    assert [sign["text"] for sign in data["warning_signs"]] == [sign.text for _, _, sign in guide.emergency.signs]
    for sign in data["warning_signs"]:
        assert sign["sources"]
        assert "{" not in sign["card"]
        assert sign["for_whom"] in {group.label for group in guide.emergency.groups.values()}
