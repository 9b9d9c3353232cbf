"""A business document that prints its own title is of that type, whatever the model made of it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from schemas.document import Page
from schemas.record import Labelled
from schemas.vocabulary import DocType
from tasks.cells import find_rows

#: Type → titles that name it, in six languages.
_TITLES: dict[DocType, str] = {
    "invoice": (
        r"(?:tax |sales |commercial )?invoice|facture|factura|fattura|factuur"
        r"|(?:handels|miet|schluss|teil|abschlags|sammel|monats|jahres)?rechnung(?: \(\d{3}\))?"
    ),
    "credit_note": (
        r"credit (?:note|memo)|gutschrift|rechnungskorrektur|stornorechnung|avoir|note de crédit"
        r"|nota di credito|nota de crédito|abono|factura rectificativa|creditnota|creditfactuur"
    ),
    "order": (
        r"purchase order(?: form)?|order form|bestellung|bon de commande|orden de compra|pedido"
        r"|ordine(?: d['’]acquisto)?|bestelling|inkooporder"
    ),
    "order_confirmation": (
        r"order (?:confirmation|acknowledge?ment)|confirmation of order|auftragsbestätigung"
        r"|bestellbestätigung|confirmation de commande|accusé de réception de commande"
        r"|conferma d['’]ordine|confirmación de pedido|orderbevestiging"
    ),
    "quote": (
        r"quotation|quote|offer|estimate|angebot|kostenvoranschlag|offerte|devis|offre(?: de prix)?"
        r"|proposition commerciale|presupuesto|oferta|cotización|preventivo|offerta|prijsopgave"
    ),
    "delivery_note": (
        r"delivery (?:note|slip)|packing (?:slip|list)|dispatch note|lieferschein"
        r"|(?:bon|bordereau) de livraison|albarán(?: de entrega)?|nota de entrega"
        r"|documento di trasporto|bolla di consegna|pakbon|leveringsbon"
    ),
    "payment_reminder": (
        r"(?:payment |final |first |second )?reminder|overdue notice|dunning (?:letter|notice)"
        r"|(?:\d\. |erste |zweite |letzte )?mahnung|zahlungserinnerung|rappel(?: de paiement)?"
        r"|mise en demeure|recordatorio(?: de pago)?|sollecito(?: di pagamento)?|aanmaning"
        r"|betalingsherinnering"
    ),
    "statement": (
        r"statement(?: of account)?|account statement|kontoauszug|relevé(?: de compte)?"
        r"|estado de cuenta|extracto de cuenta|estratto conto|rekeningoverzicht"
    ),
    "remittance_advice": (
        r"remittance(?: advice)?|payment advice|zahlungsavis|avis de (?:paiement|virement)"
        r"|aviso de pago|avviso di pagamento|betaalspecificatie"
    ),
}
_NUMBER = (
    r"(?:[ -]?(?:nr|nummer|no|num|number|numéro|número|numero|n°|nº|#)[.:]?\s?:?)?"
    r"\s?[^\s:]*\d\S*"
)
_ALONE = {name: re.compile(rf"(?:{words})\s?:?", re.IGNORECASE) for name, words in _TITLES.items()}
_NUMBERED = {
    name: re.compile(rf"(?:{words}){_NUMBER}(?: (?:vom|du|of|dated|del|van)\b.*)?", re.IGNORECASE)
    for name, words in _TITLES.items()
}
#: A title with a number may be a reference to another document; it helps only a doubtful model.
_SURE = 0.7
_CONFIDENCE = 0.85


def name_by_title(pages: Sequence[Page], found: Labelled[DocType]) -> Labelled[DocType]:
    """The type that the first page's title names, where it speaks against the model's.

    Receipts, letters, contracts and forms keep their type: they are headed by other papers' names
    ("TAX INVOICE" on a till's slip, a letter about an invoice).
    """
    if found.value not in _TITLES or not pages:
        return found
    texts = list(_cells(pages[0]))
    alone = _named(texts, _ALONE)
    numbered = _named(texts, _NUMBERED)
    if found.value in alone or (found.value in numbered and not alone):
        return found
    if len(alone) == 1:
        return _switch(alone)
    if not alone and len(numbered) == 1 and found.confidence < _SURE:
        return _switch(numbered)
    return found


def _switch(names: set[DocType]) -> Labelled[DocType]:
    (name,) = names
    return Labelled(value=name, confidence=_CONFIDENCE)


def _named(texts: Sequence[str], patterns: Mapping[DocType, re.Pattern[str]]) -> set[DocType]:
    return {name for name, title in patterns.items() if any(title.fullmatch(t) for t in texts)}


def _cells(page: Page) -> Iterator[str]:
    """The cells that may be titles: "Bestellung:" before its number is a caption."""
    for row in find_rows(page):
        for cell, following in zip(row.cells, (*row.cells[1:], None), strict=True):
            if following is None or not (cell.text.endswith(":") or following.text[:1] == ":"):
                yield cell.text
