"""What reviewers found: as it stands in a page's front matter, and as a filled-in review comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field

from guide.content.schema.base import Code, Date, Record, Text

RIGHT, WRONG, UNSURE, OPEN = "right", "wrong", "unsure", "open"

LONGEST = 120
_MARKUP = re.compile(r"[<>{}\[\]*_`~^|\\\n]|://|\bwww\.")


def _shown(text: str) -> str:
    if not any(map(str.isalpha, text)):
        raise ValueError("write it in letters")
    if len(text) > LONGEST:
        raise ValueError(f"write at most {LONGEST} letters")
    if found := _MARKUP.search(text):
        raise ValueError(f'leave out "{found[0]}": every page shows this as it is written')
    return text


Shown = Annotated[Text, AfterValidator(_shown)]
"""What every page, every paper and search engines show of a reviewer, without markup and addresses."""

Remark = Annotated[str, Field(max_length=2000)]
"""What a reviewer writes to a part. No reader sees it."""


class Reviewer(Record):
    """Who checked, in which role, and when."""

    by: Shown
    role: Text
    on: Date
    affiliation: Shown | None = Field(default=None, description="Place of work or registration, as it is to be shown")
    interests: Shown | None = Field(default=None, description="What the reviewer may gain, in their own words")


class Verdict(Record):
    """What was found of a part, with what was written to it; "open" if it was not judged."""

    judged: Literal["right", "wrong", "unsure", "open"]
    code: Code = Field(description="Code of what was read")
    says: Remark = ""


class Review(Reviewer):
    """What one reviewer found of a page. The commands `review` and `review-import` write it."""

    parts: dict[Text, Code] = Field(default={}, description="Address of a part -> code of what was found right")
    remarks: dict[Text, Verdict] = Field(default={}, description="Address of a part -> what was said of it")
    open: dict[Text, Code] = Field(default={}, description="Address of a part -> code of what nobody had judged")
    seal: Code = Field(description="Code of all the above; of the latest review, with next_review")

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """What was found of each part that was judged."""
        right = {address: Verdict(judged="right", code=code) for address, code in self.parts.items()}
        return right | {address: one for address, one in self.remarks.items() if one.judged != OPEN}

    @property
    def sealed(self) -> dict[str, object]:
        """What the seal holds together."""
        return self.model_dump(mode="json", exclude={"seal"})


class Held(NamedTuple):
    """A verdict that no later review has replaced, and the review that it is from."""

    verdict: Verdict
    review: Review


def held(reviews: Sequence[Review]) -> dict[str, Held]:
    """The latest verdict on each part that was judged, by its address. The latest review comes first."""
    return {
        address: Held(verdict, review) for review in reversed(reviews) for address, verdict in review.verdicts.items()
    }


def reviewers(reviews: Sequence[Review]) -> Iterator[Review]:
    """The reviews of which a verdict still holds, or that say something beside their verdicts, the latest first."""
    holding = [each.review for each in held(reviews).values()]
    for review in reviews:
        beside = any(remark.judged == OPEN for remark in review.remarks.values())
        if beside or any(review is each for each in holding):
            yield review


class Judged(Record):
    """What a reviewer says of a part that they were given to read. Empty where they did not judge it."""

    judged: Literal["", "right", "wrong", "unsure"] = ""
    code: Code = Field(description="Code of what was read")
    says: Remark = ""


class Returned(Reviewer):
    """A review pack as it comes back."""

    pages: Annotated[dict[Text, dict[Text, Judged]], Field(min_length=1)] = Field(
        description="File of the page -> address of a part -> what was found"
    )
