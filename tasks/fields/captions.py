"""Numbers, dates and identifiers that a well-known caption names, in six languages.

"Rechnungsnummer 4711", "Facture n° 4711 du 5 mai 2024", "Due date" with the date below it. Only
captions that leave no doubt are listed, and a caption that names two different values names none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from stdnum import iso11649

from schemas.document import Page
from schemas.vocabulary import INVOICE_TYPES
from tasks.fields.caption_words import (
    BARE_DATE,
    BARE_NUMBER,
    BARE_ORDER,
    GROUPED,
    HOUR,
    OF_ORDER,
    OF_PAPER,
    OWN_NUMBERS,
    REFERS,
    WORDS,
    is_caption,
    is_of_another_paper,
)
from tasks.fields.captioned_periods import find_periods
from tasks.fields.claims import OUTSIDE, Claim
from tasks.fields.foreign_dates import INVOICE_DATE, OTHER_DATE, settle_dates
from tasks.fields.supplement import PAID_BY_SENDER
from tasks.parties.registers import ENTRY, REGISTERED, SIREN, SIREN_BEFORE, find_entries
from tasks.values.cells import (
    Cell,
    Row,
    ends_strip,
    find_nearest,
    has_below,
    heads_list,
    is_in_strip,
    is_strip_head,
    part_touching,
)
from tasks.values.dates import DateOrder, find_dates

_DATES = frozenset({"issue_date", "due_date", "delivery_date", "no_date", "other_date"})
#: What an invoice is dated by says nothing of another paper that lists it.
_OF_INVOICE = re.compile(r"rechnung|invoice|fact|fatt|\bbill|re[.-]", re.IGNORECASE)
_OF_ENTRY = re.compile(r"beleg|do[ck]ument|pièce|issue|émission", re.IGNORECASE)
#: References that are at times followed by their dates.
_NUMBERED = frozenset({"po_number", "contract_number", "preceding_invoice"})
_LISTS = frozenset({"statement", "remittance_advice"})
#: What a bare "invoice number" names on those: weaker than "original invoice".
_OTHER_INVOICE = "other_invoice"
#: Documents that correct or claim an invoice, whose number they print.
ABOUT_INVOICE = frozenset({"credit_note", "payment_reminder"})
_NOT_CAPTIONED = {
    "order": {"po_number", "due_date"},
    "quote": {"due_date"},
    "statement": {"due_date", "delivery_date", "po_number", "payment_reference"},
    "remittance_advice": {"due_date", "delivery_date", "po_number", "payment_reference", "iban"},
    "payslip": {"buyer_reference"},
}
_GAP = re.compile(r"[ ]?[.…]{3,}[ ]?:?[ ]?|[\s:.]{0,6}")  # a typewriter's leader, or a mark
_NUMBER = re.compile(
    rf"{GROUPED}(?=\t|$| (?:du|vom|of|dated|del|van) )"
    r"|(?:[A-Z]{1,3}-)?[0-9]{2,3}(?: [0-9]{3})(?=\t|$)"
    r"|(?:(?!EUR|USD|GBP|CHF)[A-Z]{2,4} (?=[0-9])|[A-Z] (?=[0-9]{4}))?(?=\S*[0-9])[^\W_][\w./+-]*"
    r"(?: / [0-9]{2,6}(?![\w./,]))?"
)
#: A person, a sign, a number: whatever stands in the cell.
_TEXT = re.compile(r"[^\W_][^\t:|]{0,40}(?= \||\t|$)")
_REFERENCE = re.compile(r"(?=[^\t|]*[0-9])[^\W_][^\t:|]{0,40}(?= \||\t|$)")
#: The structured communication of Belgian banks needs no caption.
_STRUCTURED = re.compile(r"(?<!\S)(\+{3}|\*{3})\s?[0-9]{3}/[0-9]{4}/[0-9]{5}\s?\1(?![^\s.,;)])")
_OWN = frozenset({"document_number", "number"})
_ORDINAL = re.compile(r"[1-5]\.?")  # "Relance n° 1": which of several it is, not its number
_RF = re.compile(r"(?<!\w)RF[0-9]{2}(?: ?[0-9A-Z]{1,4}){1,6}(?!\w)")
_RF_LEAST_N = 10  # characters of such a reference that are believed
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}(?:\s?[A-Z0-9]{2,4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?![\w])")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?!\w)")
_PATTERNS = {
    "iban": _IBAN,
    "bic": _BIC,
    "seller_registration_id": REGISTERED,
    "buyer_reference": _TEXT,
    "payment_reference": _REFERENCE,
}
_DATED = re.compile(
    r"\s*(?:vom|of|dated|du|van|del|d\.?d\.?|[/,·–-])\s*(?:(?=[0-9])|$)", re.IGNORECASE
)
#: What a remittance advice may have beside its own number, or for want of one.
_PAYMENT = re.compile(r"(?:payment|remittance)[\s/-]?ref", re.IGNORECASE)
#: A confirmation's "order date" may be its own, or the day on which the customer ordered.
_ORDER_DATE = "order_date"
_ORDERED = re.compile(
    rf"(?!.*(?:bestätig|confirm|acknowl))(?:.*(?:{OF_ORDER.pattern})|druck|print)", re.I
)
#: The date behind a number that is the document's own only where no caption says so of another.
_NUMBER_DATE = "number_date"
_BARE = re.compile(rf"(?:{BARE_NUMBER})\s?:?", re.IGNORECASE)
_BARE_DATE = re.compile(rf"(?:{BARE_DATE})\s?:?", re.IGNORECASE)
#: Beside "Date" it is that of the order above: "Your order", "dated", "Date".
_DATED_CAPTION = re.compile(r"dated\s?:?", re.IGNORECASE)
#: Where a table lists other papers, the head of its column is no caption.
_LISTING = _LISTS | {"payment_reminder"}
#: The date in the cell behind the town where a paper was written: "Oberburg,".
_TOWN_DATE = "town_date"
#: That town; no day of the week.
_TOWN = re.compile(
    r"(?!(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Lun|Mar|Mercre|Jeu|Vendre|Same)di|Dimanche)"
    r"[A-ZÀ-Þ][^\W\d_]+(?:[ '’-][^\W\d_]+){0,3},(?: (?:den|le|the|il|lì))?"
)
_MARK = re.compile(r"(?:[,;|·•]| [–—]) (?=[^\W\d_])")
#: What the columns of an item table are called.
_OF_ITEMS = re.compile(
    r"\b(?:désignation|description|bezeichnung|artikel|quantité|quantity|qty|menge|anzahl)\b"
)
#: Before the number of a seller's own insurance.
_INSURED = re.compile(r"\b(?:assur|insur|versicher)", re.IGNORECASE)
_BELOW_ROWS_N = 2
_LIST_ROWS_N = 3  # rows above, in which a list's other captions are looked for
_EDGE = 0.02  # of the page's width: how far left edges of a caption and its value differ
_ITEM_CELLS_N = 3  # cells of an item's row, at least
_CENTS = re.compile(r"[0-9][.,][0-9]{2}\b")
_FAR = 0.15  # of the page's width: a text that far from its caption may be another block
_COLUMN_N = 3  # captions of one column that tell where their values stand
_BESIDE_N = 2  # captions side by side below their values, at least
_CLOSER = 0.6  # how much closer a value stands above its caption than anything below


class _Value(NamedTuple):
    text: str
    words: tuple[int, ...]


def find_captioned(pages: Sequence[Page], doc_type: str, order: DateOrder) -> list[Claim]:
    """What captions name, field by field; nothing where two of a kind disagree."""
    found: dict[str, list[tuple[str, Claim]]] = {}
    for number, page in enumerate(pages):
        rows = part_touching(page)
        for at in range(len(rows)):
            for name, value in _read_row(page, rows, at, doc_type, order):
                claim = Claim(name, number, value.words)
                found.setdefault(name, []).append((value.text, claim))
        for name, text, words in find_periods(rows, order, stays=doc_type in INVOICE_TYPES):
            found.setdefault(name, []).append((text, Claim(name, number, words)))
    own = own_number_field(doc_type)
    if own in found:
        found.pop(_NUMBER_DATE, None)
    weaker = (
        ("number", own),
        (_NUMBER_DATE, "issue_date"),
        ("payment", own),
        ("date", "issue_date"),
        ("dated", "issue_date"),
        (_ORDER_DATE, "issue_date"),
        (_TOWN_DATE, "issue_date"),
        (SIREN, "seller_registration_id"),
        (SIREN_BEFORE, "seller_registration_id"),
        ("order", "po_number"),
    )
    for weak, name in weaker:
        bare = found.pop(weak, [])
        if bare and name not in found:
            found[name] = [(text, claim._replace(label=name)) for text, claim in bare]
    _drop_partners_entry(found)
    settle_dates(pages, found, order, corrects=doc_type == "credit_note")
    other = found.pop(_OTHER_INVOICE, [])
    if doc_type == "credit_note" and own not in found:  # the "invoice number" may be its own
        other = []
    if other and "preceding_invoice" not in found:
        name = "preceding_invoice"
        found[name] = [(text, claim._replace(label=name)) for text, claim in other]
    return [
        claim
        for name, values in found.items()
        if name == OUTSIDE or len({re.sub(r"\W", "", text) for text, _ in values}) == 1
        for _, claim in values
    ]


def _drop_partners_entry(found: dict[str, list[tuple[str, Claim]]]) -> None:
    """Of "HRA 14872" and "HRB 36110" the second is the general partner's, not the seller's."""
    entries = found.get("seller_registration_id", [])
    own = [entry for entry in entries if entry[0].startswith("HRA")]
    if own and all(text.startswith(("HRA", "HRB")) for text, _ in entries):
        found["seller_registration_id"] = own


def own_number_field(doc_type: str) -> str:
    """The field that holds the own number of a document of this type."""
    return "invoice_number" if doc_type in INVOICE_TYPES else "document_number"


def _read_row(
    page: Page, rows: Sequence[Row], at: int, doc_type: str, order: DateOrder
) -> Iterator[tuple[str, _Value]]:
    row = rows[at]
    for cell in (part for one in row.cells for part in _parts(row, one)):
        start = _start(row, cell)
        named = _fields_at(row, cell, start, doc_type)
        for field, name, end in named:
            if _names_another(row, start, field):
                continue
            if field in ("issue_date", _ORDER_DATE) and any(
                _BARE_DATE.fullmatch(one.text) for one in row.cells if one is not cell
            ):
                continue  # "Datum" beside "Bestelldatum" is the paper's own
            below = field != INVOICE_DATE and not _is_list_head(rows, at, cell, name, doc_type)
            if field == "order":
                below = not heads_list(rows, at, cell)
            if field in ("date", "dated"):
                below = doc_type not in _LISTS and is_in_strip(rows, at, cell, REFERS)
            value = _value_above(page, rows, at, cell, end, name, order) or _value_near(
                rows, at, cell, end, name, order, below=below
            )
            ordinal = doc_type == "payment_reminder" and field in _OWN
            if value is None or (ordinal and _ORDINAL.fullmatch(value.text)):
                continue
            yield field, value
            if name.endswith(".number") or name in _NUMBERED:
                dated = _date_behind(rows, at, value, order)
                if dated is not None:
                    is_own = field == own_number_field(doc_type)
                    other = _NUMBER_DATE if field == "number" else OUTSIDE
                    yield "issue_date" if is_own else other, dated
    for cell, after in pairwise(row.cells if doc_type not in _LISTING else ()):
        if _TOWN.fullmatch(cell.text) and any(
            (day.start, day.end) == (0, len(after.text)) for day in find_dates(after.text, order)
        ):
            yield _TOWN_DATE, _Value(after.text, after.words)
    if "payment_reference" not in _NOT_CAPTIONED.get(doc_type, ()):
        for start, end in (*(m.span() for m in _STRUCTURED.finditer(row.text)), *_rf(row.text)):
            yield "payment_reference", _Value(row.text[start:end], row.words_at(start, end))
    if doc_type not in PAID_BY_SENDER:
        for grade, span in find_entries(row.text):
            value = _Value(row.text[slice(*span)], row.words_at(*span))
            yield ("seller_registration_id" if grade == ENTRY else grade), value


def _rf(text: str) -> Iterator[tuple[int, int]]:
    """Where a text prints creditor references of ISO 11649, whole: "RF76 4827 2215 52".

    The pattern may run into what stands behind; a few digits check by chance.
    """
    for match in _RF.finditer(text):
        ends = [match.start() + end.end() for end in re.finditer(r"\S+", match.group())]
        whole = [
            end
            for end in ends
            if len(text[match.start() : end].replace(" ", "")) >= _RF_LEAST_N
            and iso11649.is_valid(text[match.start() : end])
        ]
        if whole:
            yield match.start(), whole[-1]


def _names_another(row: Row, start: int, field: str) -> bool:
    """Whether a caption that begins at `start` is of items' codes, or a seller's insurance."""
    if field == "buyer_reference":
        return len({*_OF_ITEMS.findall(row.text.lower())}) > 1
    return field == "contract_number" and bool(
        _INSURED.search(row.text[:start].rpartition("\t")[2])
    )


def _is_list_head(rows: Sequence[Row], at: int, cell: Cell, name: str, doc_type: str) -> bool:
    """Whether a caption may head a column of a list, whose figures are no field's."""
    if name == "bare.number" or doc_type not in _LISTING:
        return name == "bare.number"
    refers_n = sum(bool(REFERS.fullmatch(one.text)) for one in rows[at].cells)
    if name == "due_date" or (name == "buyer_reference" and refers_n > 1):  # a letter's strip
        return heads_list(rows, at, cell) and len(rows[at + 2].cells) > 1
    return name in ("any.number", "buyer_reference")


def _parts(row: Row, cell: Cell) -> Iterator[Cell]:
    """A cell, and what follows each mark in it: "Datum: 5.6.2025, Auftrag: 4711"."""
    yield cell
    start = _start(row, cell)
    for match in _MARK.finditer(cell.text):
        words = row.words_at(start + match.end(), start + len(cell.text))
        yield Cell(words, cell.text[match.end() :], cell.x0, cell.x1)


def _start(row: Row, cell: Cell) -> int:
    return next(start for start, _, word in row.spans if word == cell.words[0])


def _fields_at(row: Row, cell: Cell, start: int, doc_type: str) -> list[tuple[str, str, int]]:
    """(field, caption's name, its end) for what the caption at a cell's beginning names.

    A caption that fills its cell goes before one that only begins it ("Rechnung Nr. Kunde").
    """
    whole = cell.text.rstrip(" :.")
    found = []
    for name, pattern in WORDS.starts.items():
        match = pattern.match(row.text, start)
        if match is None:
            continue
        field = _field_of(doc_type, name, match.group())
        if field is not None:
            filled = match.end() >= start + len(whole)
            found.append((filled, field, name, match.end()))
    if not found and doc_type not in INVOICE_TYPES and _BARE.fullmatch(cell.text):
        return [("number", "bare.number", start + len(cell.text))]
    ordered = doc_type in INVOICE_TYPES and BARE_ORDER.fullmatch(cell.text)
    if not found and ordered and is_strip_head(row):
        return [("order", "bare.number", start + len(cell.text))]
    if not found and (_BARE_DATE.fullmatch(cell.text) or ends_strip(row, cell, REFERS)):
        weak = doc_type == "order_confirmation" and _DATED_CAPTION.fullmatch(cell.text)
        kind = "dated" if weak else "date"
        return [(kind, "issue_date", start + len(cell.text))]
    if any(filled for filled, *_ in found):
        found = [one for one in found if one[0]]
    own = own_number_field(doc_type)
    if any(field == own for _, field, *_ in found):
        found = [one for one in found if one[1] not in ("po_number", "preceding_invoice")]
    return [one[1:] for one in found]


def _field_of(doc_type: str, name: str, caption: str) -> str | None:
    """The field that a caption names on a document of this type."""
    kind = name.partition(".")[0]
    if name.endswith(".number"):
        if kind == "any":
            return "number"
        if kind == doc_type == "remittance_advice" and _PAYMENT.match(caption):
            return "payment"
        if kind == doc_type or (doc_type not in OWN_NUMBERS and kind == "invoice"):
            return own_number_field(doc_type)
        return _OTHER_INVOICE if kind == "invoice" and doc_type in ABOUT_INVOICE else None
    if name in ("iban", "bic", "seller_registration_id") and doc_type in PAID_BY_SENDER:
        return None
    if name == "preceding_invoice" and doc_type not in ABOUT_INVOICE:
        return None
    if name == "issue_date" and doc_type not in INVOICE_TYPES and _OF_INVOICE.search(caption):
        return None
    if name == "issue_date" and is_of_another_paper(caption, doc_type):
        return OTHER_DATE
    if name == "issue_date" and doc_type == "order_confirmation" and _ORDERED.search(caption):
        return _ORDER_DATE
    if name == "issue_date" and doc_type == "credit_note" and _OF_INVOICE.search(caption):
        return INVOICE_DATE
    if name == "issue_date" and doc_type in _LISTS and _OF_ENTRY.search(caption):
        return None
    if name == "no_date":
        return OUTSIDE
    if name == OTHER_DATE and any(doc_type in types for _, types in OF_PAPER):
        return None
    return None if name in _NOT_CAPTIONED.get(doc_type, ()) else name


def _value_near(
    rows: Sequence[Row],
    at: int,
    cell: Cell,
    end: int,
    name: str,
    order: DateOrder,
    *,
    below: bool,
) -> _Value | None:
    """The value behind a caption in its cell, else in the next one, else `below` it."""
    row = rows[at]
    start = _start(row, cell)
    rest = row.text[end : start + len(cell.text)]
    if rest.strip(" :."):
        gap = _GAP.match(row.text, end)
        return _value_at(row, gap.end() if gap else end, name, order)
    if cell not in row.cells:  # a caption behind a mark, with nothing behind it
        return None
    position = row.cells.index(cell)
    beside = row.cells[position + 1] if position + 1 < len(row.cells) else None
    under = _value_below(rows, at, cell, name, order) if below else None
    # "Your ref | Carrier | Terms": the head of a strip, though we do not know all its words.
    head = name == "buyer_reference" and is_strip_head(row)
    if beside is not None and not is_caption(beside.text) and not head:
        far = beside.x0 - cell.x1 > _FAR
        # Beside a side bar's caption, its value below it, an item of a table stands.
        far = far and (name == "buyer_reference" or _is_item(row.cells[position + 1 :]))
        place = _start(row, beside)
        gap = _GAP.match(row.text, place)
        value = _value_at(row, gap.end() if gap else place, name, order)
        strip = name in _PATTERNS and under is not None and has_below(rows, at, beside)
        strip = strip and not _goes_on_list(rows, at, cell, beside)
        # "Our Invoice No | 701 Norman Ranch", and the number below: an address stands beside.
        part = value is not None and not _fills(row, beside, value)
        numbered = name not in _DATES and name not in _PATTERNS
        if value is not None and not strip and not (under and (far or (part and numbered))):
            return value
    return under


def _is_item(cells: Sequence[Cell]) -> bool:
    """Whether cells end with an amount and are those of an item, none of them a caption."""
    priced = len(cells) >= _ITEM_CELLS_N and _CENTS.search(cells[-1].text)
    return bool(priced) and not any(is_caption(cell.text) for cell in cells)


def _goes_on_list(rows: Sequence[Row], at: int, cell: Cell, beside: Cell) -> bool:
    """Whether a caption and its value stand below another caption and its value, in columns."""
    edges = [cell.x0, beside.x0]
    return len(rows[at].cells) == len(edges) and any(
        len(row.cells) == len(edges)
        and is_caption(row.cells[0].text)
        and all(abs(one.x0 - x0) < _EDGE for one, x0 in zip(row.cells, edges, strict=True))
        for row in rows[max(0, at - _LIST_ROWS_N) : at]
    )


def _value_below(
    rows: Sequence[Row], at: int, cell: Cell, name: str, order: DateOrder
) -> _Value | None:
    """The value in the first row below that has something under the caption."""
    for row in rows[at + 1 : at + 1 + _BELOW_ROWS_N]:
        under = [c for c in row.cells if abs(c.x0 - cell.x0) < _EDGE]
        under = under or [c for c in row.cells if c.x0 < cell.x1 and c.x1 > cell.x0]
        if len(under) != 1:
            continue
        if is_caption(under[0].text):
            return None
        value = _value_at(row, _start(row, under[0]), name, order)
        return value if value is not None and _fills(row, under[0], value) else None
    return None


def _value_above(
    page: Page, rows: Sequence[Row], at: int, cell: Cell, end: int, name: str, order: DateOrder
) -> _Value | None:
    """The value of forms that print captions below: that right above, and nothing as close below.

    The caption is all that its cell says, and stands beside or below others of the kind.
    """
    row = rows[at]
    if cell not in row.cells or end < _start(row, cell) + len(cell.text):
        return None
    captions_n = sum(is_caption(c.text) and not c.text.endswith(":") for c in row.cells)
    over = find_nearest(rows[max(0, at - _BELOW_ROWS_N) : at][::-1], cell)
    if over is None or is_caption(over[1].text):
        return None
    under = find_nearest(rows[at + 1 : at + 1 + _BELOW_ROWS_N], cell)
    box = page.words[cell.words[0]].box
    space = box[1] - page.words[over[1].words[0]].box[3]
    room = page.words[under[1].words[0]].box[1] - box[3] if under is not None else 1.0
    if space > min(_CLOSER * room, box[3] - box[1]):
        return None
    if captions_n < _BESIDE_N and not _stand_below(page, rows, cell):
        return None
    above, held = over
    value = _value_at(above, _start(above, held), name, order)
    return value if value is not None and _fills(above, held, value) else None


def _stand_below(page: Page, rows: Sequence[Row], cell: Cell) -> bool:
    """Whether most captions of a cell's column stand below what they name, away from the next.

    INV-4504
    Invoice number

    26/06/21
    Invoice date
    """
    column = [c for row in rows for c in row.cells if abs(c.x0 - cell.x0) <= _EDGE]
    tops, bottoms = ([page.words[c.words[0]].box[side] for c in column] for side in (1, 3))
    tops.append(1.0)
    captions = [at for at, one in enumerate(column) if is_caption(one.text)]
    below_n = sum(
        at - 1 not in captions
        and tops[at] - bottoms[at - 1] < _CLOSER * (tops[at + 1] - bottoms[at])
        for at in captions
        if at
    )
    return below_n >= _COLUMN_N and 2 * below_n > len(captions)


def _fills(row: Row, cell: Cell, value: _Value) -> bool:
    """Whether a value is all that a cell says, but for a date behind it."""
    end = max(b for _, b, word in row.spans if word in value.words)
    more = _DATED.match(row.text, end) or HOUR.match(row.text, end)
    return len(value.words) == len(cell.words) or bool(more)


def _value_at(row: Row, start: int, name: str, order: DateOrder) -> _Value | None:
    """The value of the field's kind that begins at `start` in the row's text."""
    if name in _DATES:
        town = _TOWN.match(row.text, start) if name == "issue_date" else None
        start = town.end() if town else start
        for date in find_dates(row.text, order):
            if start <= date.start <= start + 4 and not re.search(
                "[0-9]", row.text[start : date.start]
            ):
                return _Value(str(date.value), row.words_at(date.start, date.end))
        return None
    pattern = _PATTERNS.get(name, _NUMBER)
    match = pattern.match(row.text, start)
    if match is None or is_caption(match.group()):
        return None
    text = match.group().rstrip(".,:-/ ")
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
