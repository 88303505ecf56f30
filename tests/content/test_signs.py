"""Warning signs: each page shows those of the people it is for, and no others; nothing of them is lost on the way."""

from __future__ import annotations

import json
import re

import lxml.html
import pypdf
import pytest

from conftest import Site
from content import promised
from guide.content.guide import Guide
from guide.content.handouts import leaflets
from guide.content.parts import shows
from signs import shown


def texts(guide: Guide, group: str, card: str) -> list[str]:
    """The signs of a group on a card, as pages for many kinds of reader put them."""
    lead = guide.emergency.groups[group].lead
    found = [sign.text for sign in guide.emergency.cards[card].signs if sign.for_whom == group]
    return [f"{lead}: {text}" if lead else text for text in found]


def test_the_page_for_emergencies_shows_every_sign_under_those_it_holds_for(site: Site, guide: Guide) -> None:
    if guide.help_page is None:
        return
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
    assert {page.slug for page in pages} == {*guide.treatments, *guide.conditions}
    for page in pages:
        own = guide.groups_of(page)
        for key, card in guide.emergency.cards.items():
            wanted = [text for group in own for text in texts(guide, group, key)]
            end = [card.catch_all] if wanted else []
            assert shown(site, page.src, card.urgency) == [*wanted, *end], (page.src, key)


@pytest.mark.paper
def test_no_sheet_loses_a_sign_of_the_most_urgent_card(site: Site, guide: Guide) -> None:
    first = next(iter(guide.emergency.cards))
    for leaflet in (one for one in leaflets(guide) if one.handout.form == "sheet"):
        reader = pypdf.PdfReader(site.folder / leaflet.address)
        said = "".join("".join(page.extract_text() for page in reader.pages).split())
        for text in (text for group in guide.groups_of(leaflet.page) for text in texts(guide, group, first)):
            assert "".join(text.split()) in said, (leaflet.address, text)


def test_each_sign_stands_on_a_strong_source_or_on_two(guide: Guide) -> None:
    strong = promised("strong_sources", list(guide.settings.strengths))
    cited = {sign.text: [guide.sources[key] for key in sign.cite] for _, _, sign in guide.emergency.signs}
    weak = {text: found for text, found in cited.items() if not any(one.strength in strong for one in found)}
    assert [text for text, found in weak.items() if len({one.publisher for one in found}) < 2] == []


def test_advice_on_getting_help_stands_on_no_weak_source(guide: Guide) -> None:
    weak = promised("weak_sources", list[str]())
    advice = [key for card in guide.emergency.cards.values() for key in (card.after.cite if card.after else ())]
    assert [key for key in advice if guide.sources[key].strength in weak] == []


def test_a_sign_that_is_promised_to_everyone_is_on_every_page_with_signs(site: Site, guide: Guide) -> None:
    first = next(iter(guide.emergency.cards.values()))
    for page in (*guide.options.values(), *guide.conditions.values()):
        said = " ".join(shown(site, page.src, first.urgency))
        assert [text for text in promised("signs_for_everyone", list[str]()) if text not in said] == [], page.src


def test_signs_of_one_trouble_on_two_cards_say_which_is_sudden(guide: Guide) -> None:
    """Otherwise who has it finds both cards right, and cannot tell whom to call."""
    first, *_, last = guide.emergency.cards.values()
    for one in promised("sudden_or_slow", list[dict[str, str]]()):
        told = [sign for sign in (*first.signs, *last.signs) if re.search(one["trouble"], sign.text)]
        slow = [sign.text for sign in told if sign in last.signs]
        fast = [sign.text for sign in told if sign in first.signs and sign.for_whom == one["for_whom"]]
        assert fast, one
        assert slow, one
        assert [text for text in fast if one["sudden"] not in text] == []
        assert [text for text in slow if one["slow"] not in text] == []


def test_machines_get_every_sign_with_whom_to_call_and_for_whom_it_holds(site: Site, guide: Guide) -> None:
    data = json.loads((site.folder / "guide.json").read_text(encoding="utf-8"))
    assert [sign["text"] for sign in data["warning_signs"]] == [sign.text for _, _, sign in guide.emergency.signs]
    for sign in data["warning_signs"]:
        assert sign["sources"]
        assert "{" not in sign["card"]
        assert sign["for_whom"] in {group.label for group in guide.emergency.groups.values()}
