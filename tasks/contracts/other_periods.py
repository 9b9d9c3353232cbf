"""Periods that a contract names and does not run for: how long one may not compete, hire, sell."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.contracts.limits import sentence_before
from tasks.values.entities import probability

_TERM = "term"
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
_AHEAD_N = 20  # words from a period's first on that are read
_LIKELY = 0.1  # from where on a word may come to be read as of a term
_SURE = 0.9


def clear_other_periods(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without terms in sentences that say what somebody leaves undone for so long."""
    return [_clear(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _clear(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    terms = [at for at, tag in enumerate(tags) if probability(tag, _TERM) > _LIKELY]
    for first, last in _runs(terms):
        before = sentence_before(page, first)
        ahead = " ".join(word.text for word in page.words[first : first + _AHEAD_N])
        if not _OWN.search(before) and _is_others(before, ahead):
            tags[first : last + 1] = [WordTag.outside(_SURE)] * (last + 1 - first)
    return tuple(tags)


def _is_others(before: str, ahead: str) -> bool:
    """Whether a period, by what stands before it and from it on, is one that forbids or is over."""
    forbids = _FOR.search(before) and not _RUNS.search(before) and _FORBIDS.search(ahead)
    return bool(_BEFORE.search(before) or _BEHIND.search(ahead) or forbids)


def _runs(indices: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbours."""
    runs: list[tuple[int, int]] = []
    for at in indices:
        if runs and at == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], at
        else:
            runs.append((at, at))
    return runs
