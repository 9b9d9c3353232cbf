"""Days of agreements that a contract speaks of: "the Merger Agreement dated as of May 1, 2013"."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.contracts.spans import clear_spans
from tasks.values.page_by_page import page_by_page

_TITLED = r"(?:[A-Z][\w’'-]*|of|and|for|to)"
_KIND = r"(?i:agreement|contract|lease|merger|letter|undertaking|deed)"
_VERTRAG = r"\w*(?i:vertrag(?:e?s)?|vereinbarung|angebots?|auftrags?)"
_CONTRAT = r"(?:contrat|convention|bail|devis|avenant|contratto|contrato|overeenkomst|contract)"
#: What may stand between such a word and its day: "du contrat de maintenance n° 12 du". A verb may
#: not: "La durée du contrat court du 1er janvier" says when the contract itself begins.
_NAMED = (
    r"(?:(?:de|di|van|voor) \w+|d['’]\w+|n[°ºr.]+|\S*[0-9]\S*|cadre|commercial|principal|initial)"
)
#: Before a day, what it is the day of. "The Agreement" alone is the one that is read, and so is
#: what a text says that it is: "This is a Lease made as of".
_ANOTHER = re.compile(
    rf"(?:\b(?:the|its|their|your|our|said) (?:{_TITLED} ){{1,8}}{_KIND}"
    r"|\b(?:that certain|such|prior|previous|original|existing"
    r"|(?<!\bis )(?<!\bas )(?<!\bconstitutes )an?)"
    rf" (?:{_TITLED} ){{0,8}}{_KIND})"
    rf"(?: {_TITLED}){{0,3}}(?: \([^)]*\))?,? (?:(?:which was |that was )?"
    r"(?:dated|entered into|made|executed|signed|concluded)(?: and entered into)?)"
    r"(?: as of| on)?(?: the)?$"
    rf"|\b(?:[Dd]e[rmns]|[Zz]um|[Zz]ur|[Uu]nser(?:em|es)|[Ii]hre[ms]) {_VERTRAG}(?: Nr\. \S+)? vom$"
    rf"|\b(?:du|le|la|au|del|dal|al|het|de) {_CONTRAT}(?: {_NAMED}){{0,3}}?"
    r" (?:du|conclue? le|signée? le|dal|van)$"
)
#: Whose beginning or length is told is the one that is read: "Laufzeit des Vertrages vom".
_OF_ITS_TERM = re.compile(
    r"\b(?:beginn|laufzeit|dauer|durée|début|effet|durata|inizio|decorrenza|duración|inicio"
    r"|looptijd|duur|ingang)(?: [^\s.;]+){1,5} (?:vom|du|dal|van)$",
    re.IGNORECASE,
)
#: Behind a day, what was done on it: "On May 1, 2013 the parties entered into a Lease Agreement".
_ENTERED = re.compile(
    r"^(?:[^\s.;]+ ){2,9}?(?:have |had )?(?:previously )?(?:entered into|executed|signed) "
    rf"(?:(?:an?|that certain) (?:{_TITLED} ){{0,8}}|the (?:{_TITLED} ){{1,8}}){_KIND}\b"
    r"|^\S+ (?:begründet|geschlossen|abgeschlossen|eingegangen|unterzeichnet)e[nrs]? "
    r"\w*(?i:vertrag|verhältnis|vereinbarung)"
)


@page_by_page
def clear_other_agreements(page: Page, tags: list[WordTag]) -> Sequence[WordTag]:
    """The tags without the days of other agreements than the one that is read."""
    return clear_spans(page, tags, "effective_date", is_another_s)


def is_another_s(before: str, ahead: str) -> bool:
    """Whether a day is another agreement's, by its sentence before it and the text from it on."""
    named = _ANOTHER.search(before) and not _OF_ITS_TERM.search(before)
    return bool(named or _ENTERED.search(ahead))
