"""Sums that a contract names and is not worth: how far one is liable, what a breach costs.

Or for how much one must be insured, and till when: that is no day on which the contract ends.
"""

import re
from collections.abc import Callable, Sequence

from schemas.document import Page
from schemas.prediction import Tags, WordTag
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
    r"|\bsouscri.{0,40}\bassurance|seguro de responsabilidad|massimale"
    r"|\b(?:mant|contrat|suscri|stipul|sottoscri).{0,60}\b(?:póliza|polizza)\b"
    r"|aansprakelijkheidsverzekering|verzekerd bedrag",
    re.IGNORECASE,
)
#: What a contract of insurance costs is its value.
_PREMIUM = re.compile(
    r"\b(?:la|una) prima\b(?! di)|\bpremio\b|\bpremi(?:um|e)\b|beitrag\b|prämie\b|\bprime\b"
    r"|insurance\b.{0,80}\bcosts\b|\bkostet\b",
    re.IGNORECASE,
)
#: Its titles: what it says of the insurance it says of itself.
_OF_INSURANCE = re.compile(
    r"\W*(?:[^\W\d_]*versicherungs-?(?:vertrag|schein|police)"
    r"|(?:[^\W\d_]+ ){0,3}insurance (?:agreement|contract|policy|certificate)"
    r"|contratto di assicurazione|polizza|contrato de seguro|póliza"
    r"|(?:contrat|police) d['’]assurance"
    r"|verzekerings(?:overeenkomst|polis|contract)|polis)\b",
    re.IGNORECASE,
)
_TITLE_ROWS_N = 5
_SURE = 0.9


def clear_limits(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags without values in sentences that limit a liability or name a penalty.

    And without sums and days of an insurance that one must keep.
    """
    tells = _LIMIT.search if _is_of_insurance(pages) else _is_limit
    kept = [_clear_values(page, list(row), tells) for page, row in zip(pages, tags, strict=True)]
    if tells is not _is_limit:
        return [tuple(row) for row in kept]
    return [
        clear_spans(page, row, "expiration_date", lambda before, _: _is_insured(before))
        for page, row in zip(pages, kept, strict=True)
    ]


def _is_of_insurance(pages: Sequence[Page]) -> bool:
    """Whether the first page is headed as a contract of insurance."""
    rows = pages[0].row_texts()[:_TITLE_ROWS_N] if pages else ()
    return any(map(_OF_INSURANCE.match, rows))


def _clear_values(page: Page, tags: list[WordTag], tells: Callable[[str], object]) -> list[WordTag]:
    for at, tag in enumerate(tags):
        seen = probability(tag, _VALUE) > 0  # a rival counts where nothing else is the value
        if seen and any(map(str.isdigit, page.words[at].text)) and tells(sentence_before(page, at)):
            tags[at] = WordTag.outside(_SURE)
    return tags


def _is_limit(before: str) -> bool:
    return bool(_LIMIT.search(before)) or _is_insured(before)


def _is_insured(before: str) -> bool:
    """Whether a sentence says of an insurance for how much and how long it must be kept.

    And not what it costs.
    """
    return bool(_INSURED.search(before)) and not _PREMIUM.search(before)
