"""What a guide is made of: the records that files are read into. These types are the schema.

Knows the shape of content, not where it is stored, what it means or how it looks.
"""

from guide.content.schema.base import ANYWHERE, ARTICLE, Key, KindName, Role, StatementKey
from guide.content.schema.numbers import Compare, Difference, Group, Number, Range, Ratio, Share, Time
from guide.content.schema.pages import (
    METAS,
    ComparisonMeta,
    ConditionMeta,
    Evidence,
    Fact,
    Meta,
    OptionMeta,
    PageMeta,
    Review,
)
from guide.content.schema.paper import Edition, Editions, Handout, Issue, Paper, Release
from guide.content.schema.settings import Kind, Section, Settings
from guide.content.schema.shared import (
    Card,
    CardOfGroups,
    Clinic,
    Column,
    Emergency,
    Ink,
    Peer,
    ReadingRules,
    Sign,
    Source,
    Statement,
    Term,
)

__all__ = [
    "ANYWHERE",
    "ARTICLE",
    "Card",
    "CardOfGroups",
    "Clinic",
    "Column",
    "Compare",
    "ComparisonMeta",
    "ConditionMeta",
    "Difference",
    "Edition",
    "Editions",
    "Emergency",
    "Evidence",
    "Fact",
    "Group",
    "Handout",
    "Ink",
    "Issue",
    "Key",
    "Kind",
    "KindName",
    "METAS",
    "Meta",
    "Number",
    "OptionMeta",
    "PageMeta",
    "Paper",
    "Peer",
    "Range",
    "Ratio",
    "ReadingRules",
    "Release",
    "Review",
    "Role",
    "Section",
    "Settings",
    "Share",
    "Sign",
    "Source",
    "Statement",
    "StatementKey",
    "Term",
    "Time",
]
