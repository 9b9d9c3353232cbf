"""Numbers of other papers that running text names: "gemäß Vertrag 4711", "Mahnung zu Rechnung 88".

Weaker than a caption: read only where no caption names the field, and where all agree.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.caption_words import NO, YOUR
from tasks.cells import find_rows
from tasks.claims import Claim

_ORDER = r"(?:bestellung|auftrag|purchase order|order|commande|pedido|ordine|bestelling|p\.?o\.?)"
_CONTRACT = (
    r"(?:(?:rahmen|wartungs|service|miet)?vertrag|(?:framework |service )?(?:contract|agreement)"
    r"|contrat(?:-cadre)?|contratto|contrato|overeenkomst)"
)
_INVOICE = r"(?:rechnungs?|invoice|facture|factura|fattura|factuur)"
_VALUE = r"[\s:]+(?P<value>(?=[\w./-]*[0-9])[^\W_][\w./-]{2,}[\w])(?![\w.,]*%)"
_SAID = {
    "po_number": re.compile(rf"(?<!\w){YOUR}\s?(?:{_ORDER}(?:s?{NO})?|bestell{NO}){_VALUE}", re.I),
    "contract_number": re.compile(
        r"(?<!\w)(?:gemäß|laut|lt\.|according to|as per|per|under|selon|conformément au|según"
        rf"|volgens|come da|da|in base al)\s(?:\w+\s)?{_CONTRACT}(?:s?{NO})?{_VALUE}",
        re.IGNORECASE,
    ),
    "preceding_invoice": re.compile(rf"(?<!\w){_INVOICE}(?:{NO})?{_VALUE}", re.I),
}
_DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}|(?:19|20)[0-9]{2}")


def find_mentions(pages: Sequence[Page], labels: frozenset[str]) -> list[Claim]:
    """The numbers that sentences name of the asked fields; nothing where two differ."""
    claims = []
    for label in sorted(labels & _SAID.keys()):
        found = [
            (match["value"], Claim(label, number, row.words_at(*match.span("value"))))
            for number, page in enumerate(pages)
            for row in find_rows(page)
            for match in _SAID[label].finditer(row.text)
            if not _DATE.fullmatch(match["value"])
        ]
        if len({value for value, _ in found}) == 1:
            claims += [claim for _, claim in found]
    return claims
