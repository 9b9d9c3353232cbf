"""Invoices that the buyer writes for the seller, which German law calls a Gutschrift."""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.values.cells import find_cells

SELF_BILLED = re.compile(
    r"self[ -]?bill(?:ed|ing)|selbst ?ausgestellte rechnung|selbstfakt"
    r"|gutschrift(?:s|en)?[ -]?verfahren|gutschrift\b.{0,40}§ ?14\b|§ ?14\b.{0,30}gutschrift"
    r"|auto-?factur(?:e|ation|a|ación)\b|autofattura"
    r"|au nom et pour le compte du? fournisseur"
    r"|par (?:l['’]acheteur|le client)\b.{0,20}au nom et pour le compte",
    re.IGNORECASE,
)
#: What corrects such an invoice.
_CREDITED = re.compile(r"credit|korrektur|storno|avoir|abono|accredito", re.IGNORECASE)
#: Before it: a seller's credit note that is none in the law's sense, terms on who may write bills.
_DENIED = re.compile(
    r"\b(?:kein\w*|nicht|not|no(?= self)|shall|may|unless|without|aucune?|sauf|ne (?:peut|doit))\b"
    r"|\bkaufmännische gutschrift",
    re.IGNORECASE,
)
#: Behind it.
_FORBIDDEN = re.compile(
    r"ausgeschlossen|bedürfen|bedarf|zustimmung|nicht (?:zulässig|zugelassen|gestattet|möglich)"
    r"|\bnot (?:be )?(?:accept|permit|allow)|exclue|interdite|n['’]est pas",
    re.IGNORECASE,
)


def is_self_billed(pages: Sequence[Page]) -> bool:
    """Whether a paper's first page calls it so: "Gutschrift (Selbst ausgestellte Rechnung)"."""
    cells = (cell.text for page in pages[:1] for cell in find_cells(page))
    told = [text for text in cells if _says_so(text)]
    return bool(told) and not any(map(_CREDITED.search, told))


def _says_so(text: str) -> bool:
    ends = [match.end() for match in SELF_BILLED.finditer(text)]
    return bool(ends) and not (_DENIED.search(text, 0, ends[-1]) or _FORBIDDEN.search(text))
