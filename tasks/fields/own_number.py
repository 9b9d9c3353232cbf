"""A document's own number: the model's doubt about its name must not cost the number itself.

Whether a printed number is an invoice's, an order's or a contract's hangs on the kind of document,
which is decided from the whole of it. So the probabilities of those names are added up, and the
key before the number ("Contract #", "Rechnungsnr.") speaks too.
"""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE, Tags, WordTag
from schemas.record import Field, Fields
from schemas.vocabulary import DOCUMENT_NUMBERS, INVOICE_TYPES, OWN_NUMBERS, PERIOD
from tasks.fields.beside import rows_to
from tasks.fields.caption_fields import ABOUT_INVOICE, own_number_field
from tasks.fields.caption_words import GROUPED, is_caption
from tasks.fields.number_words import NO
from tasks.values.air_time import is_stations_contract
from tasks.values.cells import Cell, find_cells, find_rows
from tasks.values.named_fields import without
from tasks.values.your_words import YOURS

#: Who sat at a till, or its running number: "OP: 31120" above "FACTURA SIMPLIFICADA: 2231-014".
#: That of an operation may be all that a receipt has.
_OPERATION = re.compile(
    r"(?<!\w)OP(?:ERA(?:DOR|TOR|(?P<own>CI[OÓ]N|TION)))?\.?(?: N[º°.o]+)?\s?:\s*$"
)
#: What an invoice that was made anew names as what cancels the one before: "by credit note CR-331".
_CANCELLED = re.compile(
    r"(?<!\w)(?:by|durch|mit|par|con|da|met) (?:(?:our|unsere[r]?|notre|la|il?|l['’]) ?)?"
    r"(?:credit (?:note|memo)|(?:storno|rechnungs)?gutschrift|stornorechnung|storno|avoir"
    rf"|nota (?:di credito|de crédito|de abono)|abono|creditnota|creditfactuur){NO}?\s?$",
    re.IGNORECASE,
)
_CANCELLED_N = 5  # words that say so
_NUMBER_KEY = rf"\W{{0,3}}(?:s?{NO})?[\W_]*$"
_KEYS: dict[str, str] = {
    "invoice": r"invoice|inv|bill|receipt|rechnung|beleg|facture|factura|fattura|factuur|bon"
    r"|justificatif|reçu|quittung|ricevuta|recibo",
    "order": r"order(?: / rev)?|purchase order|p\.?o\.?|bestell(?:ung)?|commande|pedido|ordine",
    "contract": r"contract(?: / revision)?|order(?: / rev)?|vertrag|contrat|contrato|contratto",
    "other": r"document|quote|quotation|estimate|delivery note|angebot|lieferschein|auftrag|"
    r"bestätigung|devis|bon de livraison|offerte|pakbon|presupuesto|albarán|offerta|statement",
}
_YOURS = re.compile(rf"(?<!\w){YOURS}(?!\w)", re.IGNORECASE)
#: How a title or a sentence says that an order has come in.
_CONFIRMED = re.compile(
    r"confirm|bestätig|acknowledg|accus[eé]|conferma|bevestig|\b(?:reçu|received|got|erhalten"
    r"|eingegangen|ricevuto|recibido|ontvangen)\b",
    re.IGNORECASE,
)
_FOR = 1.0
_DIGIT = re.compile(r"[0-9]")
_EDGE = 0.015  # of the page's width: how far the left edges of one column's cells differ
#: A number printed in groups of digits, at its cell's end; the last of two is no year.
_GROUPS = re.compile(
    rf"(?<![^ ]){GROUPED}$|(?<![^ ])(?:[0-9]{{2,4}}|[A-Z]{{1,3}}-[0-9]{{1,3}}) [0-9]{{3}}$"
)
#: A number and which part or version of it the paper is: "AB 4500117 / 1".
_PARTED = re.compile(
    r"(?<![^ ])\S*[0-9]{4,} / [0-9]{1,2}(?=$| (?:du|vom|of|dated|del|van)\b)", re.IGNORECASE
)
#: A number and its revision, at its cell's end: "Q-4471 rev B". "Rev 0" is none yet.
_REVISED = re.compile(
    r"(?<![^ ])\S*[0-9]\S* rev\.? ?(?!0(?![0-9]))[0-9A-Z]{1,2}(?=$| (?:du|vom|of|dated|del|van)\b)",
    re.IGNORECASE,
)
#: The same before the day of the paper: "N° 2024 07 0055812 du 12 juillet 2024", "B-4500 7781 vom".
_GROUPS_DATED = re.compile(
    r"(?<![^ ])(?:[A-Z]{1,3}-)?[0-9]{2,4}(?: [0-9]{2,8}){1,3}(?: [0-9])?"
    r"(?= (?:du|vom|of|dated|del|van)\b)",
    re.IGNORECASE,
)
#: Letters that begin a number, and are no key to it.
_LETTERS = re.compile(r"(?!NO|NR|NUM|REF|ID|INV|DOC|VOM|DU|OF)[A-Z]{2,3}(?:-[A-Z]{1,2})?")
_DIGITS = re.compile(r"[0-9][0-9./-]+")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])/20[0-9]{2}")
_OF_INVOICE = r"rechnungs?|invoice|facture|factura|fattura|factuur"
#: What other documents call the number of these (BT-13, BT-12).
_REFERRED_AS = {"order": "po_number", "contract": "contract_number"}


def pool_numbers(pages: Sequence[Page], tags: Tags, doc_type: str) -> list[tuple[WordTag, ...]]:
    """The tags with the own number's probabilities under one name, weighed by the key before it.

    A reminder's "Rechnung Nr. 4711" is not its own number: it is the invoice that it claims.
    """
    is_invoice = doc_type in INVOICE_TYPES
    name = own_number_field(doc_type)
    pooled = {*OWN_NUMBERS}
    if doc_type in _REFERRED_AS:
        pooled.add(_REFERRED_AS[doc_type])
    words = _KEYS["invoice" if is_invoice else doc_type if doc_type in _KEYS else "other"]
    key, invoice_key = _key(words), _key(_OF_INVOICE)
    tagged_n = sum(tag.begins and tag.label in pooled for row in tags for tag in row)
    result = []
    for page, page_tags in zip(pages, tags, strict=True):
        weighed = []
        for index, tag in enumerate(page_tags):
            labels = {tag.label, *(label for label, _ in tag.alternatives)}
            if not labels & pooled:
                weighed.append(tag)
                continue
            before = _text_before(page, index) if _DIGIT.search(page.words[index].text) else ""
            operation = _OPERATION.search(before) if doc_type == "receipt" else None
            may_be_other = doc_type == "invoice" and tagged_n > 1
            if (may_be_other and _is_cancelling(page, index)) or (
                operation and (tagged_n > 1 or not operation["own"])
            ):
                weighed.append(WordTag.outside(tag.confidence))
            elif doc_type == "payment_reminder" and invoice_key.search(before):
                other = "preceding_invoice"
                weighed.append(_pool(tag, other, pooled | {other}, named=True))
            else:
                weighed.append(_pool(tag, name, pooled, bool(key.search(before))))
        result.append(tuple(weighed))
    return result


def join_groups(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags with all groups of a number that ends its cell under the label of the first.

    "4500 183 627", "Q-4471 rev B": the model at times takes the rest for nothing. Or the letters
    before it, "AB 68 402-1", for another word of "CREDIT NOTE CN 20734".
    """
    result = []
    for page, page_tags in zip(pages, tags, strict=True):
        joined = list(page_tags)
        for cell in find_cells(page):
            _join_behind(cell, page_tags, joined)
        for cell in find_cells(page):
            _join_letters(cell, page, joined)
        result.append(tuple(joined))
    return result


def _join_behind(cell: Cell, tags: Sequence[WordTag], joined: list[WordTag]) -> None:
    """The further groups: "183 627" of "4500 183 627"."""
    patterns = (_GROUPS_DATED, _GROUPS, _PARTED, _REVISED)
    groups = next(filter(None, (pattern.search(cell.text) for pattern in patterns)), None)
    before = len(cell.text[: groups.start()].split()) if groups else 0
    words = cell.words[before : before + len(groups.group().split())] if groups else ()
    if not words or tags[words[0]].label not in DOCUMENT_NUMBERS:
        return
    first = tags[words[0]]
    if all(tags[word].label in (OUTSIDE, first.label) for word in words):
        for word in words[1:]:
            joined[word] = first._replace(begins=False)


def _join_letters(cell: Cell, page: Page, joined: list[WordTag]) -> None:
    """The letters before it: "AB" of "AB 68", but not the caption of "Customer PO 4711"."""
    for at, (letters, number) in enumerate(pairwise(cell.words)):
        if joined[letters].label != OUTSIDE or joined[number].label not in DOCUMENT_NUMBERS:
            continue
        texts = page.words[letters].text, page.words[number].text
        if not (_LETTERS.fullmatch(texts[0]) and _DIGITS.fullmatch(texts[1])):
            continue
        if not (at and is_caption(" ".join(cell.text.split()[: at + 1]))):
            joined[letters] = joined[number]._replace(begins=True)
            joined[number] = joined[number]._replace(begins=False)


def refer_to_number(fields: Fields, doc_type: str, pages: Sequence[Page] = ()) -> Fields:
    """A contract's own number is also its contract_number; an order's may be its po_number.

    A shop's confirmation that prints but the number of the order is known by that, unless a caption
    calls it its reader's: "Ihre Bestellung: 4711". What a title or a sentence confirms is both:
    "Confirmation de votre commande 4711".
    The order that who sells air time or space prints for a period is its customer's order, and what
    a station calls its contract is one. On a purchase order that is its own number and refers to
    nothing.
    """
    own, reference = fields.get("document_number"), _REFERRED_AS.get(doc_type)
    ordered = fields.get("po_number")
    if own is not None and doc_type == "order" and is_stations_contract(pages):
        return {**fields, "contract_number": own}
    if doc_type == "order_confirmation" and own is None and isinstance(ordered, Field):
        return _know_by_order(fields, ordered, pages)
    if reference is None or own is None:
        return fields
    if doc_type == "contract" or fields.keys() & PERIOD:
        return {**fields, reference: own}
    other = fields.get(reference)
    if isinstance(own, Field) and isinstance(other, Field) and own.value == other.value:
        return without(fields, reference)
    return fields


def _know_by_order(fields: Fields, ordered: Field, pages: Sequence[Page]) -> Fields:
    """The fields of a confirmation without a number, which that of the order may be.

    It stays the reader's where its row, or the one above, calls it "yours".
    """
    rows, spans = rows_to(pages, ordered)
    texts = (rows[-1].text[: spans[0][0]], *(row.text for row in rows[-2:-1])) if spans else ()
    if not any(_YOURS.search(text) for text in texts):
        rest = without(fields, "po_number")
        return {**rest, "document_number": ordered}
    said = rows[-1].cell_of(spans[0][2]).text
    return {**fields, "document_number": ordered} if _CONFIRMED.search(said) else fields


def drop_own_reference(fields: Fields, doc_type: str) -> Fields:
    """Without a preceding invoice that is the document itself, or on what is about none.

    A statement, a delivery or an order lists invoices at most, and an invoice for a quarter is
    titled "Quartalsrechnung 1/2026".
    """
    own, other = fields.get("invoice_number"), fields.get("preceding_invoice")
    is_own = isinstance(own, Field) and isinstance(other, Field) and own.value == other.value
    is_month = isinstance(other, Field) and _MONTH.fullmatch(other.value) is not None
    if doc_type in INVOICE_TYPES | ABOUT_INVOICE and not (is_own or is_month):
        return fields
    return without(fields, "preceding_invoice")


def drop_listed_invoice(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """Without a preceding invoice that is but one of several in a column of a reminder."""
    found = fields.get("preceding_invoice")
    if doc_type != "payment_reminder" or not isinstance(found, Field) or found.box is None:
        return fields
    rows = find_rows(pages[(found.page or 1) - 1])
    shapes = [{round(c.x0, 2): _shape(c.text) for c in row.cells} for row in rows]
    for at, row in enumerate(rows):
        for place, cell in enumerate(row.cells):
            if cell.text != found.raw or (place and is_caption(row.cells[place - 1].text)):
                continue  # "Rechnungsnummer | 40711" above "Kundennummer | 10422" is no column
            near = [*shapes[max(0, at - 1) : at], *shapes[at + 1 : at + 2]]
            others = {text for one in near for x0, text in one.items() if abs(x0 - cell.x0) < _EDGE}
            if _shape(cell.text) in others:
                return without(fields, "preceding_invoice")
    return fields


def _shape(text: str) -> str:
    """A number with every digit as 0: "RE-0000"."""
    return _DIGIT.sub("0", text)


def _key(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words}){_NUMBER_KEY}", re.IGNORECASE)


def _is_cancelling(page: Page, index: int) -> bool:
    """Whether a word numbers what cancels another invoice, also where the row breaks before it."""
    words = page.words[max(0, index - _CANCELLED_N) : index]
    return bool(_CANCELLED.search(" ".join(word.text for word in words)))


def _text_before(page: Page, index: int) -> str:
    """The few words left of a word on its row."""
    row = page.words[index].row
    before = [w.text for w in page.words[max(0, index - 4) : index] if w.row == row]
    return " ".join(before)


def _pool(tag: WordTag, name: str, pooled: set[str], named: bool) -> WordTag:
    chances = {tag.label: tag.confidence, **dict(tag.alternatives)}
    own = sum(chances.pop(label, 0.0) for label in pooled)
    if named:
        own = own * math.exp(_FOR) / (1 - own + own * math.exp(_FOR))
        rest = sum(chances.values())
        chances = {label: c * (1 - own) / rest for label, c in chances.items()} if rest else {}
    ranked = sorted(((c, label) for label, c in {**chances, name: own}.items()), reverse=True)
    (confidence, label), *others = ranked
    return WordTag(
        label=label,
        begins=tag.begins or label != tag.label,
        confidence=min(1.0, confidence),
        alternatives=tuple((other, chance) for chance, other in others),
    )
