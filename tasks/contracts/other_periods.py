"""Periods that a contract names and does not run for: how long one may not compete, hire, sell."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.contracts.spans import clear_spans
from tasks.values.page_by_page import page_by_page

#: What somebody must leave undone for so long, before the period in its sentence.
_BEFORE = re.compile(
    r"solicit|recruit|\bcompet(?:e|ing|ition)\b|non-hire|restrict(?:ed|ion) period|stand-?still"
    r"|during (?:\w+ ){0,3}employment"
    r"|\b(?:shall|will|may|must) not\b(?!.*(?:disclos|divulg|confiden|secret))"
    r"|wettbewerbsverbot|abwerb|non[- ]concurrence|non[- ]concorrenza|no competencia"
    r"|concurrentiebeding",
    re.IGNORECASE,
)
#: The same from its first word on: "one year thereafter", "12 months after termination".
_BEHIND = re.compile(
    r"^(?:[^\s.;]+ ){1,4}?(?:(?<!and )thereafter|(?:immediately )?(?:preceding|prior)\b"
    r"|(?:(?:immediately )?(?:after|following)|from the date of) (?:\w+ ){0,3}?"
    r"(?:terminat|separat|employ|cessation|resign)"
    r"|nach (?:\w+ )?(?:Beendigung|Ausscheiden|(?:Ende|Ablauf) des (?:\w*vertrag|Arbeits|Dienst))"
    r"|après (?:la |l['’])?(?:fin|cessation|rupture|expiration) (?:du contrat|du travail|de ses))",
    re.IGNORECASE,
)
#: A sentence that begins with its period, and how it goes on: "For a year, you will not".
_FOR = re.compile(r"\bfor(?: an?| the)?(?: period of)?$", re.IGNORECASE)
_RUNS = re.compile(
    r"\b(?:made|runs?|is|are|be|continues?|remains?|lasts?|occup\w+|engaged?|let|leases?|hired?)\b",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"^(?:(?! and )[^.;]){0,120}?\b(?:(?:shall|will|may|must) not"
    r"|neither \w+ (?:shall|will|may))\b",
    re.IGNORECASE,
)
#: What says that the period is the contract's own after all.
_OWN = re.compile(
    r"(?<!during the )\b(?:term|duration)\b[^.;]{0,40}$|laufzeit|vertragsdauer|\bdurée\b|durata"
    r"|duración|looptijd",
    re.IGNORECASE,
)


@page_by_page
def clear_other_periods(page: Page, tags: list[WordTag]) -> Sequence[WordTag]:
    """The tags without terms in sentences that say what somebody leaves undone for so long."""
    return clear_spans(page, tags, "term", _is_others)


def _is_others(before: str, ahead: str) -> bool:
    """Whether a period, by what stands before it and from it on, is one that forbids or is over."""
    if _OWN.search(before):
        return False
    forbids = _FOR.search(before) and not _RUNS.search(before) and _FORBIDS.search(ahead)
    return bool(_BEFORE.search(before) or _BEHIND.search(ahead) or forbids)
