"""What a reviewer found: as it stands in a page's front matter, and as a filled-in review comes back."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guide.content.schema.base import Code, Date, Record, Text

RIGHT, WRONG, UNSURE, NOT_JUDGED = "right", "wrong", "unsure", "not judged"


class Doubt(Record):
    """What a reviewer did not find right in a part of a page, or did not judge."""

    judged: Literal["wrong", "unsure", "not judged"]
    code: Code = Field(description="Code of what was read")
    says: Text | None = Field(default=None, description="What the reviewer wrote to it")


class Reviewer(Record):
    """Who checked, in which role, and when."""

    by: Text
    role: Text
    on: Date
    affiliation: Text | None = Field(default=None, description="Place of work or registration, as it is to be shown")
    interests: Text | None = Field(default=None, description="What the reviewer may gain, in their own words")


class Review(Reviewer):
    """What was checked of a page: a code of each part. The commands `review` and `review-import` write it."""

    parts: dict[Text, Code] = Field(description="Address of a part of the page -> code of what was found right")
    doubts: dict[Text, Doubt] = Field(default={}, description="Address of a part -> what was not found right")
    seal: Code = Field(description="Code of all the above, and of next_review")

    @property
    def codes(self) -> dict[str, str]:
        """The code of each part that was read, whatever was found."""
        return {**self.parts, **{address: doubt.code for address, doubt in self.doubts.items()}}

    @property
    def sealed(self) -> dict[str, object]:
        """What the seal holds together, beside the day of the next review."""
        return self.model_dump(mode="json", exclude={"seal"})


class Judged(Record):
    """What a reviewer says of a part that they were given to read. Empty where they did not judge it."""

    judged: Literal["right", "wrong", "unsure", ""] = ""
    code: Code = Field(description="Code of what was read")
    says: str = ""


class Returned(Reviewer):
    """A review pack as it comes back."""

    pages: Annotated[dict[Text, dict[Text, Judged]], Field(min_length=1)] = Field(
        description="File of the page -> address of a part -> what was found"
    )
