"""Numbers, dates and identifiers that a well-known caption names, in six languages.

"Rechnungsnummer 4711", "Facture n° 4711 du 5 mai 2024", "Due date" with the date below it. Only
captions that leave no doubt are listed, and a caption that names two different values names none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.vocabulary import INVOICE_TYPES
from tasks.cells import Row, find_rows
from tasks.claims import Claim
from tasks.dates import DateOrder, find_dates
from tasks.supplement import PAID_BY_SENDER

_NO = r"(?:\s?-?(?:(?:nr|nummer|no|num|number|numéro|número|numero|nº)\b\.?|n°)|\s?[#°])"
_KINDS = r"(?:handels|miet|schluss|teil|abschlags|sammel|honorar|ausgangs|monats|jahres)?"
_CODE = r"(?:\s\([^)\t]*\))*"
_FIRST_NO = r"(?:n[°º]|numéro|número|numero)"
#: Field → its captions; each stands at the beginning of a cell, its value behind or below it.
_CAPTIONS: dict[str, tuple[str, ...]] = {
    "invoice_number": (
        rf"{_KINDS}rechnungs?{_CODE}{_NO}", rf"(?:rechn\.?|fakturas?){_NO}",
        rf"(?:tax )?invoice{_NO}", rf"(?:facture|factuur|fattura|factura){_NO}",
        rf"{_FIRST_NO} (?:de |di )?(?:la )?(?:facture|factura|fattura)",
    ),
    "credit_number": (
        rf"gutschrifts?{_CODE}{_NO}", rf"credit (?:note|memo){_NO}", rf"avoir{_NO}",
        rf"{_FIRST_NO} d['’]avoir", rf"(?:creditnota|nota di credito){_NO}",
    ),
    "issue_date": (
        r"rechnungs-?\s?datum", r"beleg-?datum", r"ausstellungsdatum", r"gutschrifts?-?datum",
        r"(?:invoice|issue) date", r"date of (?:issue|invoice)", r"factuurdatum",
        r"date (?:de |d['’])(?:la )?(?:facture|émission|facturation)",
        r"data (?:della )?fattura", r"fecha (?:de )?(?:la )?factura",
    ),
    "due_date": (
        r"fälligkeits?datum", r"fällig(?:keit| am)?", r"(?:zu )?zahl(?:bar|en) bis(?: zum)?",
        r"zahlbar innerhalb (?:von )?\d+ tagen netto bis(?: zum)?",
        r"due date", r"payment due(?: date)?", r"(?:date d['’])?échéance", r"vervaldatum",
        r"(?:data di )?scadenza", r"(?:fecha de )?vencimiento",
    ),
    "delivery_date": (
        r"(?:liefer-?\s?(?:und |/ ?))?leistungs-?datum", r"lieferungs?datum", r"lieferdatum",
        r"delivery date", r"date of (?:supply|delivery)", r"date de livraison", r"leverdatum",
        r"data di consegna", r"fecha de entrega",
    ),
    "po_number": (
        rf"(?:purchase |your |customer )order{_NO}?", rf"p\.?\s?o\.?{_NO}", rf"order{_NO}",
        rf"(?:ihre |kunden-?)?bestell(?:ung)?s?{_NO}", r"ihre bestellung", r"kundenbestellung",
        rf"(?:votre |bon de )commande{_NO}?", rf"commande{_NO}",
        rf"{_FIRST_NO} (?:de |du )?(?:bon de )?commande", rf"(?:su )?pedido{_NO}",
        rf"{_FIRST_NO} (?:de )?pedido", r"su pedido", rf"(?:vostro )?ordine{_NO}",
        r"vostro ordine", rf"(?:inkoop)?order{_NO}", rf"bestel{_NO}(?: klant)?",
        rf"uw (?:bestelling|order){_NO}?", r"purchase order", r"order ref(?:erence|\.)?",
        rf"ihre best\.?{_NO}", r"commande client",
        r"(?:n\.|numero) (?:vostro )?ordine(?: cliente)?",
    ),
    "contract_number": (
        rf"(?:frame(?:work)? )?(?:contract|agreement){_NO}", rf"(?:rahmen)?vertrags?{_NO}",
        rf"contrat(?:-cadre)?{_NO}", rf"{_FIRST_NO} (?:de |du )?contrat",
        rf"(?:contrato|contratto){_NO}", rf"{_FIRST_NO} (?:de |del )?contrat(?:o|to)",
    ),
    "buyer_reference": (
        r"(?:your|customer|client|buyer) ref(?:erence|\.)?", r"ihr(?:e)? (?:zeichen|referenz)",
        r"leitweg-?id", r"votre réf(?:érence|\.)?", r"v/\s?réf\.?", r"su referencia",
        r"vostro rif(?:erimento|\.)?", r"uw (?:referentie|kenmerk)",
    ),
    "iban": (r"(?:[\w-]+[- ])?iban(?:-nr\.?)?",),
}  # fmt: skip
_COMPILED = {
    name: re.compile(rf"(?:^|\t)(?:{'|'.join(captions)})(?!\w)", re.IGNORECASE)
    for name, captions in _CAPTIONS.items()
}
_PERIOD_CAPTION = re.compile(
    r"(?:^|\t)(?:(?:abrechnungs|leistungs|rechnungs|liefer)?zeitraum|billing period"
    r"|période(?: de facturation)?)(?!\w)",
    re.IGNORECASE,
)
_DATES = frozenset({"issue_date", "due_date", "delivery_date"})
_REFERENCES = frozenset({"po_number", "contract_number", "buyer_reference"})
_ANYWHERE = frozenset({"delivery_date", "iban"}) | _REFERENCES
#: Documents whose own number such a caption names.
_OWN = {"po_number": "order", "contract_number": "contract"}
_GAP = re.compile(r"[\s:.]{0,6}")
_NUMBER = re.compile(r"(?=\S*[0-9])[^\W_][\w./+-]*")
#: A person, a sign, a number: whatever stands in the cell.
_TEXT = re.compile(r"[^\W_][^\t]*")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}(?:\s?[A-Z0-9]{2,4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?![\w])")
_DATED = re.compile(r"\s*(?:vom|of|dated|du|van|del|[/,·–-])\s*(?:(?=[0-9])|$)", re.IGNORECASE)
_BELOW_ROWS_N = 2


class _Value(NamedTuple):
    text: str
    words: tuple[int, ...]


def find_captioned(pages: Sequence[Page], doc_type: str, order: DateOrder) -> list[Claim]:
    """What captions name, field by field; nothing where two of a kind disagree."""
    found: dict[str, list[tuple[str, Claim]]] = {}
    for number, page in enumerate(pages):
        rows = find_rows(page)
        for at in range(len(rows)):
            for name, value in _read_row(rows, at, doc_type, order):
                claim = Claim(name, number, value.words)
                found.setdefault(name, []).append((value.text, claim))
    return [
        claim
        for name, values in found.items()
        if len({text for text, _ in values}) == 1
        for _, claim in values
    ]


def _read_row(
    rows: Sequence[Row], at: int, doc_type: str, order: DateOrder
) -> Iterator[tuple[str, _Value]]:
    row = rows[at]
    for name, pattern in _COMPILED.items():
        for match in pattern.finditer(row.text):
            field = _field_of(doc_type, name)
            value = _value_near(rows, at, match, name, order) if field else None
            if field is None or value is None:
                continue
            yield field, value
            if name in ("invoice_number", "credit_number"):
                dated = _date_behind(rows, at, value, order)
                if dated is not None:
                    yield "issue_date", dated
    for match in _PERIOD_CAPTION.finditer(row.text):
        dates = [d for d in find_dates(row.text, order) if d.start >= match.end()]
        if len(dates) == 2 and dates[0].value <= dates[1].value:
            for name, date in zip(("period_start", "period_end"), dates, strict=True):
                yield name, _Value(str(date.value), row.words_at(date.start, date.end))


def _field_of(doc_type: str, name: str) -> str | None:
    """The field that a caption names: a credit note has the number of the invoice it corrects,
    too, and other documents have numbers and dates of many invoices."""
    if name == "iban" and doc_type in PAID_BY_SENDER:
        return None
    if name in _ANYWHERE:
        return None if _OWN.get(name) == doc_type else name
    if doc_type not in INVOICE_TYPES:
        return None
    if name.endswith("_number"):
        return None if (doc_type, name) == ("credit_note", "invoice_number") else "invoice_number"
    return name


def _value_near(
    rows: Sequence[Row], at: int, match: re.Match[str], name: str, order: DateOrder
) -> _Value | None:
    """The value right behind a caption, or below it where nothing else stands behind."""
    row = rows[at]
    gap = _GAP.match(row.text, match.end())
    start = gap.end() if gap else match.end()
    beside = _value_at(row, start, name, order)
    if beside is not None:
        return beside
    if re.match(r"[^\t]*[^\W_]", row.text[match.end() :].lstrip(" :.")) and not row.text[
        match.end() :
    ].lstrip(" :.").startswith("\t"):
        return None
    caption = row.words_at(match.start(), match.end())
    cell = next((c for c in row.cells if set(caption) & set(c.words)), None)
    if cell is None:
        return None
    for below in rows[at + 1 : at + 1 + _BELOW_ROWS_N]:
        under = [c for c in below.cells if c.x0 < cell.x1 and c.x1 > cell.x0]
        if len(under) == 1:
            place = next(s for s, _, word in below.spans if word == under[0].words[0])
            value = _value_at(below, place, name, order)
            if value is not None and len(value.words) == len(under[0].words):
                return value
    return None


def _value_at(row: Row, start: int, name: str, order: DateOrder) -> _Value | None:
    """The value of the field's kind that begins at `start` in the row's text."""
    if name in _DATES:
        for date in find_dates(row.text, order):
            if start <= date.start <= start + 4 and not re.search(
                "[0-9]", row.text[start : date.start]
            ):
                return _Value(str(date.value), row.words_at(date.start, date.end))
        return None
    pattern = {"iban": _IBAN, "buyer_reference": _TEXT}.get(name, _NUMBER)
    match = pattern.match(row.text, start)
    if match is None:
        return None
    text = match.group().rstrip(".,:-/")
    if pattern is _NUMBER and (
        find_dates(text, order) or re.fullmatch(r"[0-9]+[.,][0-9]{2}", text)
    ):
        return None
    value = re.sub(r"[^0-9A-Z]", "", text.upper())
    return _Value(value, row.words_at(match.start(), match.start() + len(text)))


def _date_behind(rows: Sequence[Row], at: int, value: _Value, order: DateOrder) -> _Value | None:
    """The date of "Rechnung Nr. 4711 vom 05.06.2018", which may stand in the next row."""
    row = rows[at]
    end = max((b for _, b, word in row.spans if word in value.words), default=len(row.text))
    dated = _DATED.match(row.text, end)
    if dated is None:
        return None
    if dated.end() < len(row.text):
        return _value_at(row, dated.end(), "issue_date", order)
    return _value_at(rows[at + 1], 0, "issue_date", order) if at + 1 < len(rows) else None
