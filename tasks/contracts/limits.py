"""Sums that a contract names and is not worth: how far one is liable, what a breach costs.

Or for how much one must be insured, and till when: that is no day on which the contract ends.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.contracts.spans import clear_spans, sentence_before
from tasks.values.entities import probability

_VALUE = "value"
#: No legal form: "a limited liability company", "Gesellschaft mit beschränkter Haftung".
_LIMIT = re.compile(
    r"(?<!limited )\bliab(?:le|ility)\b(?! insurance)|\bhaftet|(?<!beschränkter )haftung(?:s|\b)"
    r"|responsabilité(?! limitée)|responsable\b|\bpenalt|vertragsstrafe|pénalité|aansprakelijk",
    re.IGNORECASE,
)
_INSURED = re.compile(
    r"\b(?:maintain|hold|carry|take out|keep|effect)\b.{0,60}\binsurance\b|indemnity insurance"
    r"|haftpflichtversicherung|(?:versicherungs|deckungs)summe|assurance (?:de )?responsabilité"
    r"|\bsouscri.{0,40}\bassurance|seguro de responsabilidad|póliza|polizza|massimale"
    r"|aansprakelijkheidsverzekering|verzekerd bedrag",
    re.IGNORECASE,
)
_SURE = 0.9


def clear_limits(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without values in sentences that limit a liability or name a penalty.

    And without sums and days of an insurance that one must keep.
    """
    return [_clear(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _clear(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    for at, tag in enumerate(tags):
        seen = probability(tag, _VALUE) > 0  # a rival counts where nothing else is the value
        if (
            seen
            and any(map(str.isdigit, page.words[at].text))
            and _is_limit(sentence_before(page, at))
        ):
            tags[at] = WordTag.outside(_SURE)
    return clear_spans(page, tags, "expiration_date", lambda before, _: _is_insured(before))


def _is_limit(before: str) -> bool:
    return bool(_LIMIT.search(before)) or _is_insured(before)


def _is_insured(before: str) -> bool:
    """Whether a sentence says of an insurance for how much and how long it must be kept."""
    return bool(_INSURED.search(before))
