"""What all records share: their kinds of value, and the refusal of keys that they do not know."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

NOT_GIVEN = "not given"
ANYWHERE = ("any", "not-stated")
ARTICLE = "article"
_LETTER = r"[^\x00-/:-@\[-`{-\x7f\s]"  # letters and digits of any script, from its ends on also hyphens
_LABEL = rf"{_LETTER}(?:(?:{_LETTER}|-)*{_LETTER})?"
HOST = rf"{_LABEL}(?:\.{_LABEL})+"
"""The name of a site: two words or more, with a dot between them."""
SITE = rf"^https?://{HOST}(?::\d{{1,5}})?"
"""How the address of a page on the web begins."""
ADDRESS = rf"{SITE}(?:[/?#][^\s<>\"`{{}}|\\^\[\]]*)?$"

OptionKind = Literal["procedure", "family", "approach", "no-surgery"]
KindName = Literal["procedure", "family", "approach", "no-surgery", "less-used", "condition", "comparison", "page"]
Role = Literal["choice", "benefits", "risks", "unknown", "not-for", "no-surgery", "help", "questions"]
Unit = Literal["minutes", "hours", "days", "weeks", "months", "years"]

Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Keys = tuple[Text, ...]
Color = Annotated[str, Field(pattern=r"^(#[0-9a-f]{6}|none)$")]
Date = Annotated[datetime.date, Field(ge=datetime.date(1990, 1, 1), lt=datetime.date(2100, 1, 1))]
Code = Annotated[str, Field(pattern=r"^[CDFGHJKLMNPQRTWXY34679]{6}$")]
StatementKey = Annotated[str, Field(pattern=r"^\d+\.\d+$")]


def _given(value: object) -> object:
    return None if value == NOT_GIVEN else value


NotGiven = Literal["not given"]
GivenText = Annotated[Text | None, BeforeValidator(_given, json_schema_input_type=Text | NotGiven)]
Count = Annotated[int, Field(ge=1, le=10_000_000_000)]
Year = Annotated[int, Field(ge=1500, lt=2100)]
GivenYear = Annotated[Year | None, BeforeValidator(_given, json_schema_input_type=Year | NotGiven)]
GivenInt = Annotated[Count | None, BeforeValidator(_given, json_schema_input_type=Count | NotGiven)]


def _no_finer(value: float) -> float:
    if value != round(value, 2):
        raise ValueError("write at most two digits after the point")
    return value


Measure = Annotated[float, Field(le=10_000_000), AfterValidator(_no_finer)]
"""What was measured: no figure that is said to a reader is finer."""
Base = Annotated[Measure, Field(gt=0, le=100)]
GivenBase = Annotated[Base | None, BeforeValidator(_given, json_schema_input_type=Base | NotGiven)]


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)
