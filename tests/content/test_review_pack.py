"""A reviewer who is given a page of the guide is given all of it."""

from __future__ import annotations

import yaml

from guide.checks.reviews import parts
from guide.commands.review_pack import written
from guide.content.guide import Guide


def test_a_pack_holds_every_part_of_every_page_as_it_stands(guide: Guide) -> None:
    for page in guide.in_order:
        form = yaml.safe_load(written(guide, [page], "pack")["pack.yml"])["pages"][page.document.path]
        assert {address: part["code"] for address, part in form.items()} == parts(page, guide), page.src
