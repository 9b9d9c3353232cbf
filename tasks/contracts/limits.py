"""Sums that a contract names and is not worth: how far one is liable, what a breach costs."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.contracts.spans import sentence_before
from tasks.values.entities import probability

_VALUE = "value"
#: No legal form: "a limited liability company", "Gesellschaft mit beschränkter Haftung".
_LIMIT = re.compile(
    r"(?<!limited )\bliab(?:le|ility)\b(?! insurance)|\bhaftet|(?<!beschränkter )haftung(?:s|\b)"
    r"|responsabilité(?! limitée)|responsable\b|\bpenalt|vertragsstrafe|pénalité|aansprakelijk",
    re.IGNORECASE,
)
_SURE = 0.9


def clear_limits(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without values in sentences that limit a liability or name a penalty."""
    return [_clear(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _clear(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    for at, tag in enumerate(tags):
        seen = probability(tag, _VALUE) > 0  # a rival counts where nothing else is the value
        if (
            seen
            and any(map(str.isdigit, page.words[at].text))
            and _LIMIT.search(sentence_before(page, at))
        ):
            tags[at] = WordTag.outside(_SURE)
    return tuple(tags)
