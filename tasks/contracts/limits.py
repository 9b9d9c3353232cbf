"""Sums that a contract names and is not worth: how far one is liable, what a breach costs."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.entities import probability

_VALUE = "value"
#: No legal form: "a limited liability company", "Gesellschaft mit beschränkter Haftung".
_LIMIT = re.compile(
    r"(?<!limited )\bliab(?:le|ility)\b(?! insurance)|\bhaftet|(?<!beschränkter )haftung(?:s|\b)"
    r"|responsabilité(?! limitée)|responsable\b|\bpenalt|vertragsstrafe|pénalité|aansprakelijk",
    re.IGNORECASE,
)
_NUMBERED = {"Nr.", "No.", "Art.", "Abs.", "n."}  # what ends with a stop before a number
_WORDS_N = 60  # of a sentence before its sum, at most
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


def sentence_before(page: Page, at: int) -> str:
    """What stands before a word in its sentence or row of a table, at most 60 words."""
    first = at
    while first > max(0, at - _WORDS_N) and not _begins(page, first):
        first -= 1
    return " ".join(word.text for word in page.words[first:at])


def _begins(page: Page, at: int) -> bool:
    """Whether a word begins a sentence, or a row below one that ends with an amount."""
    before, word = page.words[at - 1 : at + 1]
    stopped = before.text.endswith((".", ";")) and not word.text[0].islower()
    stopped &= before.text not in _NUMBERED
    headed = before.text.endswith(":") and word.text[0].isupper()
    return stopped or headed or (before.row != word.row and before.text[-1].isdigit())
