"""Days of agreements that a contract speaks of: "the Merger Agreement dated as of May 1, 2013"."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.contracts.spans import clear_spans

_TITLED = r"(?:[A-Z][\w’'-]*|of|and|for|to)"
_KIND = r"(?i:agreement|contract|lease|merger|letter|undertaking|deed)"
_VERTRAG = r"\w*(?i:vertrag(?:e?s)?|vereinbarung|angebots?|auftrags?)"
_CONTRAT = r"(?:contrat|convention|bail|devis|avenant|contratto|contrato|overeenkomst)"
#: Before a day, what it is the day of. "The Agreement" alone is the one that is read.
_ANOTHER = re.compile(
    rf"(?:\b(?:the|its|their|your|our|said) (?:{_TITLED} ){{1,8}}{_KIND}"
    rf"|\b(?:that certain|such|an?|prior|previous|original|existing) (?:{_TITLED} ){{0,8}}{_KIND})"
    rf"(?: {_TITLED}){{0,3}}(?: \([^)]*\))?,? (?:(?:which was |that was )?"
    r"(?:dated|entered into|made|executed|signed|concluded)(?: and entered into)?)"
    r"(?: as of| on)?(?: the)?$"
    rf"|\b(?:[Dd]e[rmns]|[Zz]um|[Zz]ur|[Uu]nser(?:em|es)|[Ii]hre[ms]) {_VERTRAG}(?: Nr\. \S+)? vom$"
    rf"|\b(?:du|le|la|au|del|dal|al|het) {_CONTRAT}(?: [^\s.;]+){{0,3}}?"
    r" (?:du|conclue? le|signée? le|dal|van)$"
)
#: Behind a day, what was done on it: "On May 1, 2013 the parties entered into a Lease Agreement".
_ENTERED = re.compile(
    r"^(?:[^\s.;]+ ){2,9}?(?:have |had )?(?:previously )?(?:entered into|executed|signed) "
    rf"(?:an?|that certain|the) (?:{_TITLED} ){{0,8}}{_KIND}\b"
)


def clear_other_agreements(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without the days of other agreements than the one that is read."""
    return [
        clear_spans(page, row, "effective_date", is_another_s)
        for page, row in zip(pages, tags, strict=True)
    ]


def is_another_s(before: str, ahead: str) -> bool:
    """Whether a day is another agreement's, by its sentence before it and the text from it on."""
    return bool(_ANOTHER.search(before) or _ENTERED.search(ahead))
