"""Invoices that the buyer writes for the seller, which German law calls a Gutschrift."""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.values.cells import find_rows

_SELF_BILLED = re.compile(
    r"self[ -]?bill(?:ed|ing)|selbst ?ausgestellte rechnung|gutschrift(?:s|en)?[ -]?verfahren"
    r"|gutschrift\b.{0,40}§ ?14\b|§ ?14\b.{0,30}gutschrift"
    r"|auto-?factur(?:e|ation|a|ación)\b|autofattura"
    r"|au nom et pour le compte du? (?:fournisseur|vendeur|prestataire)",
    re.IGNORECASE,
)
#: What corrects such an invoice.
_CREDITED = re.compile(r"credit|korrektur|storno|avoir|abono|accredito", re.IGNORECASE)


def is_self_billed(pages: Sequence[Page]) -> bool:
    """Whether a paper calls itself so: "Gutschrift (Selbst ausgestellte Rechnung)"."""
    cells = (cell.text for page in pages for row in find_rows(page) for cell in row.cells)
    told = [text for text in cells if _SELF_BILLED.search(text)]
    return bool(told) and not any(map(_CREDITED.search, told))
