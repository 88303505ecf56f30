"""Data for machines: the same facts as the visible text, in a form that its schema accepts."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import lxml.html

from conftest import Site
from guide.checks.reviews import counted
from guide.content.guide import Guide
from guide.content.page import Page
from guide.content.schema import Meta


def _found_right(page: Page[Meta], guide: Guide) -> bool:
    count = counted(page, guide)
    return count.right == count.all


def linked(site: Site, src: str) -> tuple[dict[str, Any], str]:
    page = lxml.html.parse(str((site.folder / src).with_suffix(".html")))
    (script,) = page.xpath("//script[@type='application/ld+json']/text()")
    return json.loads(script), " ".join(page.xpath("//article")[0].text_content().split())


def test_every_page_has_linked_data_that_says_what_the_page_says(site: Site, guide: Guide) -> None:
    for page in guide.pages.values():
        data, text = linked(site, page.src)
        assert data["@type"] == "MedicalWebPage"
        assert data["name"] in text, page.src
        assert data["description"] in text, page.src
        assert data["datePublished"] in text, page.src
        assert data["creativeWorkStatus"] in text, page.src
        assert ("lastReviewed" in data) == (bool(page.meta.reviewed) and _found_right(page, guide)), page.src
        for citation in data["citation"]:
            assert citation["publisher"].rstrip(".") in text, (page.src, citation)
            assert citation.get("url") or citation["name"], (page.src, citation)


def test_options_are_procedures_and_conditions_are_conditions(site: Site, guide: Guide) -> None:
    for option in guide.options.values():
        data, text = linked(site, option.src)
        wanted = "MedicalTherapy" if option.kind == "no-surgery" else "SurgicalProcedure"
        assert data["mainEntity"]["@type"] == wanted
        for indication in data["mainEntity"].get("indication", ()):
            assert indication["name"] in {condition.meta.title for condition in guide.conditions.values()}
    for condition in guide.conditions.values():
        data, text = linked(site, condition.src)
        assert data["mainEntity"]["@type"] == "MedicalCondition"
        assert len(data["mainEntity"]["possibleTreatment"]) == len(guide.options_for(condition.slug))
        assert text


def test_the_whole_guide_in_one_file_fits_its_schema(site: Site, guide: Guide, words: dict[str, str]) -> None:
    data = json.loads((site.folder / "guide.json").read_text(encoding="utf-8"))
    schema = json.loads((site.folder / "guide.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert len(data["options"]) == len(guide.treatments)
    assert len(data["terms"]) == len(guide.terms)
    assert data["disclaimer"] == words["disclaimer"]


def test_facts_in_the_file_are_the_facts_on_the_page(site: Site, guide: Guide) -> None:
    data = json.loads((site.folder / "guide.json").read_text(encoding="utf-8"))
    for option in data["options"]:
        page = guide.treatments[option["address"].rpartition("/")[2].removesuffix(".html")]
        shown = {
            column for section in guide.kind(page).sections if section.part == "panel" for column in section.columns
        }
        text = linked(site, page.src)[1]
        said = [fact["text"] for column, facts in option["facts"].items() if column in shown for fact in facts]
        assert [fact for fact in said if fact.split(":")[0][:40] not in text] == [], page.src


def test_the_index_for_language_tools_lists_every_page_with_its_review_state(
    site: Site, guide: Guide, words: dict[str, str]
) -> None:
    text = (site.folder / "llms.txt").read_text(encoding="utf-8")
    for page in guide.pages.values():
        named = f"[{page.meta.title}]({page.src.removesuffix('.md')}.html)"
        (line,) = [line for line in text.splitlines() if named in line]
        assert (words["not_reviewed"].rstrip(".") in line) == (not page.meta.reviewed), page.src
