"""Data for machines: the same facts as the visible text, in a form that its schema accepts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import lxml.html
import pytest

from conftest import ROOT, SECOND, Site
from guide.content.guide import Guide
from guide.exports import linked_data
from guide.pages.maker import Maker

SCHEMA = json.loads((ROOT / "overrides" / linked_data.SCHEMA).read_text(encoding="utf-8"))


def linked(site: Site, src: str) -> tuple[dict[str, Any], str]:
    page = lxml.html.parse(str((site.folder / src).with_suffix(".html")))
    (script,) = page.xpath("//script[@type='application/ld+json']/text()")
    return json.loads(script), " ".join(page.xpath("//article")[0].text_content().split())


def test_linked_data_names_every_source_that_the_page_lists_those_of_its_tables_too(
    second_site: Site, small: Guide
) -> None:
    """A condition shows in its table what its options say, and cites what they cite."""
    assert set(small.conditions) <= {page.slug for page in small.pages.values()}
    for page in small.pages.values():
        listed = lxml.html.parse(str((second_site.folder / page.src).with_suffix(".html"))).xpath(
            "//ol[contains(@class, 'page-sources')]/li"
        )
        assert len(linked(second_site, page.src)[0]["citation"]) == len(listed), page.src


def test_the_file_gives_with_a_fact_the_sources_of_the_numbers_in_it(second_site: Site, small: Guide) -> None:
    data = json.loads((second_site.folder / "guide.json").read_text(encoding="utf-8"))
    told = {option["address"]: option["facts"] for option in data["options"]}
    named = 0
    for option in small.options.values():
        for column in option.meta.facts:
            for row, fact in enumerate(option.meta.said(column)):
                sources = told[linked_data.address(option, "")][column][row]["sources"]
                for number in (option.meta.numbers[name] for name in option.meta.numbers if f"{{ {name}" in fact.says):
                    named += 1
                    assert {*number.cite} <= {*sources}, (option.src, column)
    assert named


def test_a_schema_that_is_not_met_is_noticed(second_site: Site) -> None:
    data = json.loads((second_site.folder / "guide.json").read_text(encoding="utf-8"))
    del data["options"][0]["facts"]
    with pytest.raises(jsonschema.ValidationError, match="facts"):
        jsonschema.validate(data, SCHEMA)


def test_a_script_element_cannot_be_left_by_data(small: Guide, words: dict[str, str]) -> None:
    page, says = small.options["patching"], '</script><b> & "so"'
    spoiled = replace(page, meta=page.meta.model_copy(update={"summary": says}))
    made = linked_data.linked_data(spoiled, Maker(small, ROOT / "overrides" / "generated", words), "", ())
    assert "</script" not in made
    assert json.loads(made)["description"] == says


def test_it_holds_for_another_specialty(second_site: Site, small: Guide) -> None:
    data = json.loads((second_site.folder / "guide.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, SCHEMA)
    assert {option["title"] for option in data["options"]} == {page.meta.title for page in small.treatments.values()}
    assert SECOND.is_dir()
