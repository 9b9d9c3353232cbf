"""Sums that a contract names and is not worth: how far one is liable, what a breach costs."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag

_VALUE = "value"
_LIMIT = re.compile(
    r"\bliab|haft(?:et|ung|en)\b|responsabilit|responsable\b|\bnot exceed|begrenzt auf|plafonn"
    r"|\bpenalt|vertragsstrafe|pénalit|\bpenal[ie]|aansprakelijk|boete\b",
    re.IGNORECASE,
)
_WORDS_N = 60  # of a sentence before its sum, at most
_SURE = 0.9


def clear_limits(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without values in sentences that limit a liability or name a penalty."""
    return [_clear(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _clear(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    for at, tag in enumerate(tags):
        if tag.label == _VALUE and _LIMIT.search(_sentence_before(page, at)):
            tags[at] = WordTag("O", False, _SURE)
    return tuple(tags)


def _sentence_before(page: Page, at: int) -> str:
    """What stands before a word in its sentence; a capital behind a full stop begins one."""
    first = at
    while first > max(0, at - _WORDS_N):
        before, word = page.words[first - 1].text, page.words[first].text
        if before.endswith((".", ";", ":")) and (word[0].isupper() or word[0].isdigit()):
            break
        first -= 1
    return " ".join(word.text for word in page.words[first:at])
