"""One sentence about a paper of business, composed from the fields that were read.

"Payment reminder M-17 of March 12, 2026 for invoice 4711 from Muster GmbH to Kunde AG over
EUR 1,234.50, due March 20, 2026."
"""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from schemas.record import Field, Fields
from schemas.vocabulary import DEBT_TYPES, INVOICE_TYPES
from tasks.fields.caption_fields import own_number_field
from tasks.parties.party_headings import SENT_BY_BUYER
from tasks.values.currency import most_digits

_LEAST_CONFIDENCE = 0.5
#: How an amount is written, by the decimals that its currency has at most.
_PATTERNS = {0: "#,##0", 2: "#,##0.00", 3: "#,##0.00#"}

_PROFORMA = "proforma"
_NOUNS: dict[str, dict[str, str]] = {
    "en": {
        "invoice": "Invoice", "credit_note": "Credit note", "receipt": "Receipt",
        "order": "Order", "order_confirmation": "Order confirmation", "quote": "Quote",
        _PROFORMA: "Pro forma invoice", "delivery_note": "Delivery note",
        "payment_reminder": "Payment reminder", "statement": "Statement of account",
        "remittance_advice": "Remittance advice",
    },
    "de": {
        "invoice": "Rechnung", "credit_note": "Gutschrift", "receipt": "Kassenbon",
        "order": "Bestellung", "order_confirmation": "Auftragsbestätigung", "quote": "Angebot",
        _PROFORMA: "Proforma-Rechnung", "delivery_note": "Lieferschein",
        "payment_reminder": "Zahlungserinnerung", "statement": "Kontoauszug",
        "remittance_advice": "Zahlungsavis",
    },
    "fr": {
        "invoice": "Facture", "credit_note": "Avoir", "receipt": "Reçu",
        "order": "Commande", "order_confirmation": "Confirmation de commande", "quote": "Devis",
        _PROFORMA: "Facture pro forma", "delivery_note": "Bon de livraison",
        "payment_reminder": "Rappel de paiement", "statement": "Relevé de compte",
        "remittance_advice": "Avis de paiement",
    },
    "es": {
        "invoice": "Factura", "credit_note": "Nota de crédito", "receipt": "Recibo",
        "order": "Pedido", "order_confirmation": "Confirmación de pedido", "quote": "Presupuesto",
        _PROFORMA: "Factura proforma", "delivery_note": "Albarán",
        "payment_reminder": "Recordatorio de pago", "statement": "Extracto de cuenta",
        "remittance_advice": "Aviso de pago",
    },
    "it": {
        "invoice": "Fattura", "credit_note": "Nota di credito", "receipt": "Ricevuta",
        "order": "Ordine", "order_confirmation": "Conferma d'ordine", "quote": "Preventivo",
        _PROFORMA: "Fattura proforma", "delivery_note": "Documento di trasporto",
        "payment_reminder": "Sollecito di pagamento", "statement": "Estratto conto",
        "remittance_advice": "Avviso di pagamento",
    },
    "nl": {
        "invoice": "Factuur", "credit_note": "Creditnota", "receipt": "Kassabon",
        "order": "Bestelling", "order_confirmation": "Orderbevestiging", "quote": "Offerte",
        _PROFORMA: "Proforma factuur", "delivery_note": "Pakbon",
        "payment_reminder": "Betalingsherinnering", "statement": "Rekeningoverzicht",
        "remittance_advice": "Betaaladvies",
    },
}  # fmt: skip
#: Phrases around what was read, in the order in which they are said.
_PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "number": " {}", "date": " of {}", "bill": " for invoice {}", "order": " for order {}",
        "sender": " from {}", "reader": " to {}", "amount": " over {}", "net": " over {} net",
        "delivery": ", delivery {}", "due": ", due {}", "overdue": ", due since {}",
    },
    "de": {
        "number": " {}", "date": " vom {}", "bill": " zu Rechnung {}", "order": " zu Bestellung {}",
        "sender": " von {}", "reader": " an {}", "amount": " über {}", "net": " über {} netto",
        "delivery": ", Lieferung am {}", "due": ", fällig am {}", "overdue": ", fällig seit {}",
    },
    "fr": {
        "number": " {}", "date": " du {}", "bill": " pour la facture {}",
        "order": " pour la commande {}", "sender": " de {}", "reader": " à {}",
        "amount": " d'un montant de {}", "net": " d'un montant de {} hors taxes",
        "delivery": ", livraison le {}", "due": ", échéance le {}",
        "overdue": ", exigible depuis le {}",
    },
    "es": {
        "number": " {}", "date": " del {}", "bill": " de la factura {}",
        "order": " del pedido {}", "sender": " de {}", "reader": " para {}",
        "amount": " por {}", "net": " por {} sin impuestos", "delivery": ", entrega el {}",
        "due": ", vence el {}", "overdue": ", exigible desde el {}",
    },
    "it": {
        "number": " {}", "date": " del {}", "bill": " per la fattura {}",
        "order": " per l'ordine {}", "sender": " da {}", "reader": " a {}", "amount": " per {}",
        "net": " per {} senza imposte", "delivery": ", consegna {}", "due": ", scadenza {}",
        "overdue": ", esigibile dal {}",
    },
    "nl": {
        "number": " {}", "date": " van {}", "bill": " voor factuur {}",
        "order": " voor bestelling {}", "sender": " van {}", "reader": " aan {}",
        "amount": " over {}", "net": " over {} exclusief belasting", "delivery": ", levering {}",
        "due": ", te betalen voor {}", "overdue": ", opeisbaar sinds {}",
    },
}  # fmt: skip
#: What answers an order, with its number and, at times, the day of delivery.
_ANSWERS = frozenset({"order_confirmation", "delivery_note"})
_DELIVERED = _ANSWERS | {"order"}
#: Less than that is half a sentence about what is no bill: its own words say more.
_LEAST_PARTS_N = 2
COMPOSED = frozenset(_NOUNS["en"])


def compose_summary(fields: Fields, doc_type: str, language: str, *, proforma: bool = False) -> str:
    """What a paper is, whose, about what and over how much, as far as that was read; else ""."""
    language = language if language in _PHRASES else "en"
    said = _parties(fields, doc_type) | _dates(fields, doc_type, language)
    said["number"] = _printed(fields.get(own_number_field(doc_type)))
    said |= _reference(fields, doc_type, said["number"]) | _amounts(fields, doc_type, language)
    parts = [
        phrase.format(said[name]) for name, phrase in _PHRASES[language].items() if said.get(name)
    ]
    if len(parts) < (1 if doc_type in INVOICE_TYPES else _LEAST_PARTS_N):
        return ""
    noun = _NOUNS[language][_PROFORMA if proforma else doc_type]
    return noun + "".join(parts) + "."


def _parties(fields: Fields, doc_type: str) -> dict[str, str]:
    """Who sends a paper and who gets it: an order comes from the buyer."""
    names = [_printed(fields.get("seller_name")), _printed(fields.get("buyer_name"))]
    if doc_type in SENT_BY_BUYER:
        names.reverse()
    return {"sender": names[0], "reader": names[1]}


def _reference(fields: Fields, doc_type: str, own: str) -> dict[str, str]:
    """The bill that a reminder is about, or the order that is confirmed or delivered."""
    bill = order = ""
    if doc_type == "payment_reminder":
        bill = _printed(fields.get("preceding_invoice"))
    if doc_type in _ANSWERS:
        order = _printed(fields.get("po_number"))
    return {"bill": "" if bill == own else bill, "order": "" if order == own else order}


def _dates(fields: Fields, doc_type: str, language: str) -> dict[str, str]:
    """The days of issue, delivery and payment: what a reminder's bill was due before it is past."""
    issued, due = _sure(fields.get("issue_date")), _sure(fields.get("due_date"))
    delivered = _sure(fields.get("delivery_date")) if doc_type in _DELIVERED else None
    if delivered and issued and delivered.value == issued.value:
        delivered = None
    late = bool(doc_type in DEBT_TYPES and due and issued and due.value < issued.value)
    found = {"date": issued, "delivery": delivered, "overdue" if late else "due": due}
    return {name: _day(field, language) for name, field in found.items() if field}


def _amounts(fields: Fields, doc_type: str, language: str) -> dict[str, str]:
    """What is due of a reminder or statement, else the total; of what is no bill the net one."""
    names = ["total_gross"]
    if doc_type not in INVOICE_TYPES:
        owed = doc_type in DEBT_TYPES
        names = ["amount_due", *names] if owed else [*names, "amount_due", "total_net"]
    found = ((name, _sure(fields.get(name))) for name in names)
    name, field = next(((name, field) for name, field in found if field), ("", None))
    if field is None:
        return {}
    currency = _printed(fields.get("currency"))
    pattern = _PATTERNS[most_digits(currency or None)]
    number = format_decimal(Decimal(field.value), pattern, locale=language)
    return {"net" if name == "total_net" else "amount": f"{currency} {number}".strip()}


def _sure(found: Field | list[Field] | None) -> Field | None:
    if isinstance(found, Field) and found.confidence >= _LEAST_CONFIDENCE:
        return found
    return None


def _printed(found: Field | list[Field] | None) -> str:
    field = _sure(found)
    return field.value if field else ""


def _day(field: Field, language: str) -> str:
    return str(format_date(date.fromisoformat(field.value), "long", locale=language))
