"""What the rows of a page name: by their captions, and by titles, towns and marks without one."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from schemas.document import Page
from schemas.prediction import OUTSIDE
from tasks.fields.caption_fields import (
    BARE_DATE_CAPTION,
    LISTS,
    NOT_CAPTIONED,
    ORDER_DATE,
    REFERENCE_OR_CODE,
    STRIP_NUMBER,
    TAX_DATE,
    fields_at,
    own_number_field,
)
from tasks.fields.caption_places import (
    Caption,
    is_in_side_bar,
    value_above,
    value_near,
)
from tasks.fields.caption_values import Value, date_behind
from tasks.fields.caption_words import BARE_DATE, REFERS, WORDS
from tasks.fields.foreign_dates import INVOICE_DATE
from tasks.fields.number_words import NO
from tasks.fields.payee_accounts import PAID_BY_SENDER
from tasks.fields.payment_references import find_references
from tasks.fields.titled_dates import (
    find_dates_beside_town,
    find_titled_dates,
    find_town_dates,
    find_written_dates,
)
from tasks.parties.registers import ENTRY, find_entries
from tasks.values.cells import Cell, Row, heads_alike, heads_list, is_in_strip, run_on
from tasks.values.dates import DateOrder, find_dates
from tasks.values.head_words import AMOUNTS, COUNTS, NAMES
from tasks.values.your_words import YOURS

#: The date behind a number that is the document's own only where no caption says so of another.
NUMBER_DATE = "number_date"
#: The date behind the town where a paper was written: "Oberburg,", in its cell or in the next.
TOWN_DATE = "town_date"
#: The date behind the paper's own title.
TITLED_DATE = "titled_date"
#: The date behind a sentence that says where, or of what, it is: "Fait à Lyon, le".
WRITTEN_DATE = "written_date"
#: A payment's reference that needs no caption, and is believed before one that has.
PROVED_REFERENCE = "proved_reference"
#: References that are at times followed by their dates.
_NUMBERED = frozenset({"po_number", "contract_number", "preceding_invoice"})
_OWN = frozenset({"document_number", "number"})
_FRAMEWORK = re.compile(r"framework\s?:?(?: .*)?", re.IGNORECASE)
#: The number of a framework contract: "RM6187", "KL-26-06"; no "React18", no "ISO27001".
_CONTRACT = re.compile(r"(?!ISO|IEC|DIN|EN[0-9 -])[A-Z]{1,5}(?:-(?=\S*[0-9])|[0-9]{4})")
_ORDINAL = re.compile(r"[1-5]\.?")  # "Relance n° 1": which of several it is, not its number
#: Where a table lists other papers, the head of its column is no caption.
_LISTING = LISTS | {"payment_reminder"}
_ORDERED = r"(?:order|bestellung|commande|ordine|pedido|bestelling)"
#: A stroke ends what goes before it behind a figure alone: "Invoice date / tax point 5 May".
#: So does a full stop before what a party's sign is called.
#: There, or before what a party's sign is called, a colon makes the words that follow a caption:
#: "Order # 4711 Order Date: 22/04/2026", "Unser Zeichen: 02/26 KL Ihr Zeichen: 30-17"; not a bare
#: "Date:", which is of whatever paper the figure is the number of: "Devis n° 1190 Date:".
#: An order of the reader's is one behind a word, too: "Project: North wing P.O.: DC-77120".
_MARK = re.compile(
    r"(?:[,;|·•]| [–—]|(?<=[0-9]) /) (?=[^\W\d_])"
    r"|(?<=[0-9]) (?=(?i:livré le|delivered on) [0-9])"
    rf"|(?<=[\w)]\.) (?=(?i:{REFERS.pattern})\s?: )"
    rf"|(?<=\S)(?P<referring> )(?=(?i:{REFERS.pattern})\s?: )"
    rf"|(?<=[^\W\d_]) (?=(?:P\.?O\.?|(?i:purchase order|{YOURS} ?{_ORDERED}))(?i:{NO})?\s?: )"
    rf"|(?<=[0-9]) (?!(?i:{BARE_DATE})\s?:)(?=(?:[^\W\d_]+ ){{0,2}}[^\W\d_]+ ?: )"
)
#: What goes before the caption of a second party's sign: "Unser Zeichen: 02/26 KL", no sentence.
_REFERRED = re.compile(rf"(?:{REFERS.pattern})\s?: [^:]{{1,30}}", re.IGNORECASE)
#: What stands beside a bare "Date" in a strip, and in no table of items.
_BESIDE_DATE = re.compile(
    rf"{REFERS.pattern}|(?:{WORDS.starts['delivery_date'].pattern})\s?:?", re.IGNORECASE
)
#: What stands before the day when all is due.
_DUE_BEFORE = re.compile(rf"(?<!\w)(?:{WORDS.starts['due_date'].pattern})\s?:?\s$", re.IGNORECASE)
#: What the columns of an item table are called.
_OF_ITEMS = re.compile(rf"\b(?:{NAMES}|artikel|{COUNTS})\b")
#: A bare "Referencia" right before another column's head: "Descripción", "Importe".
_CODES_HEAD = re.compile(
    rf"\S+\s?:?\t(?:{NAMES}|artikel|{COUNTS}|{AMOUNTS})(?:\t|$)", re.IGNORECASE
)
#: Before the letters of a British partnership's number.
_PARTNERSHIP = re.compile(r"\bLLP\W{1,3}$")
#: Before the number of a seller's own insurance.
_INSURED = re.compile(r"\b(?:assur|insur|versicher|décennale|haftpflicht|rc pro)", re.IGNORECASE)


class _Sheet(NamedTuple):
    """A page and its rows, with what decides how they are read."""

    page: Page
    rows: Sequence[Row]
    doc_type: str
    order: DateOrder


def find_named(
    page: Page, rows: Sequence[Row], doc_type: str, order: DateOrder
) -> Iterator[tuple[str, Value]]:
    """Each field that the rows name, top to bottom, and its value.

    What leaves a doubt is named otherwise than the field that it may be of.
    """
    sheet = _Sheet(page, rows, doc_type, order)
    for at, row in enumerate(rows):
        yield from _read_captions(sheet, at)
        yield from _read_days(row, doc_type, order)
        yield from _read_marked(row, doc_type)
        whole = run_on(page, row, rows[at + 1]) if at + 1 < len(rows) else None
        if whole is not None:
            yield from _read_wrapped(whole, len(row.text), doc_type)
            yield from _read_wrapped_day(whole, len(row.text), doc_type, order)


def _read_captions(sheet: _Sheet, at: int) -> Iterator[tuple[str, Value]]:
    """What the captions of row `at` name, and the dates behind numbers."""
    page, rows, doc_type, order = sheet
    for caption in _find_captions(sheet, at):
        below = _may_stand_below(sheet, caption)
        value = value_above(page, rows, caption, order) or value_near(
            rows, caption, order, below=below
        )
        ordinal = doc_type == "payment_reminder" and caption.field in _OWN
        if value is None or (ordinal and _ORDINAL.fullmatch(value.text)):
            continue
        if _FRAMEWORK.fullmatch(caption.cell.text) and not _CONTRACT.match(value.text):
            continue
        yield caption.field, value
        yield from _read_date_behind(sheet, caption, value)


def _find_captions(sheet: _Sheet, at: int) -> Iterator[Caption]:
    """The captions of row `at` that speak of the document, not of something else on it."""
    row = sheet.rows[at]
    for cell in (part for one in row.cells for part in _parts(row, one)):
        start = row.start_of(cell)
        for field, name, end in fields_at(row, cell, start, sheet.doc_type):
            if not _names_another(row, start, field) and not _is_beside_date(row, cell, field):
                yield Caption(at, cell, field, name, end)


def _parts(row: Row, cell: Cell) -> Iterator[Cell]:
    """A cell, and what follows each mark in it: "Datum: 5.6.2025, Auftrag: 4711"."""
    yield cell
    start = row.start_of(cell)
    for match in _MARK.finditer(cell.text):
        if match["referring"] and not _REFERRED.fullmatch(cell.text[: match.start()]):
            continue
        words = row.words_at(start + match.end(), start + len(cell.text))
        yield Cell(words, cell.text[match.end() :], cell.x0, cell.x1)


def _names_another(row: Row, start: int, field: str) -> bool:
    """Whether a caption that begins at `start` is of items' codes, or a seller's insurance.

    Nor is "OC 331887" an "orden de compra" behind the partnership that is registered so.
    """
    if field == "po_number" and _PARTNERSHIP.search(row.text[:start]):
        return True
    if field in ("reference", "sign"):
        return bool(_CODES_HEAD.match(row.text, start))
    if field == "buyer_reference":
        return len({*_OF_ITEMS.findall(row.text.lower())}) > 1
    return field == "contract_number" and bool(
        _INSURED.search(row.text[:start].rpartition("\t")[2])
    )


def _is_beside_date(row: Row, cell: Cell, field: str) -> bool:
    """Whether a caption of a date stands beside a bare one, which is the paper's own.

    "Datum" beside "Bestelldatum".
    """
    if field not in ("issue_date", TAX_DATE, ORDER_DATE):
        return False
    return any(BARE_DATE_CAPTION.fullmatch(one.text) for one in row.cells if one is not cell)


def _may_stand_below(sheet: _Sheet, caption: Caption) -> bool:
    """Whether a value may stand below its caption, which is no head of a list's column."""
    rows, at, cell, field = sheet.rows, caption.at, caption.cell, caption.field
    if field in ("date", "dated"):
        return sheet.doc_type not in LISTS and (
            is_in_strip(rows, at, cell, _BESIDE_DATE) or is_in_side_bar(rows, at, cell)
        )
    if field in ("order", "reference", "sign", STRIP_NUMBER):
        return not (REFERENCE_OR_CODE.fullmatch(cell.text) or heads_list(rows, at, cell))
    if field == INVOICE_DATE or _is_list_head(sheet, caption):
        return False
    return field != "buyer_reference" or not heads_alike(rows, at, cell)


def _is_list_head(sheet: _Sheet, caption: Caption) -> bool:
    """Whether a caption may head a column of a list, whose figures are no field's."""
    rows, at, name = sheet.rows, caption.at, caption.name
    if name == "bare.number" or sheet.doc_type not in _LISTING:
        return name == "bare.number"
    refers_n = sum(bool(REFERS.fullmatch(one.text)) for one in rows[at].cells)
    if name == "due_date" and _list_days(rows[at + 1 : at + 3], sheet.order):
        return True
    if name == "due_date" or (name == "buyer_reference" and refers_n > 1):  # a letter's strip
        return heads_list(rows, at, caption.cell) and len(rows[at + 2].cells) > 1
    return name in ("any.number", "buyer_reference")


def _list_days(rows: Sequence[Row], order: DateOrder) -> bool:
    """Whether two rows print as many days each: when bills were written, and when due.

    No word stands between them: "Late since 15/11/2026, last notice 20/11/2026" lists nothing.
    """
    found = [find_dates(row.text, order) for row in rows]
    counts = [len(days) for days in found]
    between = [
        row.text[one.end : other.start]
        for row, days in zip(rows, found, strict=True)
        for one, other in pairwise(days)
    ]
    listed = not any(re.search(r"[^\W\d]", text) for text in between)
    return len(counts) == 2 and counts[0] == counts[1] > 1 and listed


def _read_date_behind(sheet: _Sheet, caption: Caption, value: Value) -> Iterator[tuple[str, Value]]:
    """The date behind a number, of the paper that it is of."""
    if not caption.name.endswith(".number") and caption.name not in _NUMBERED:
        return
    dated = date_behind(sheet.rows, caption.at, value, sheet.order)
    if dated is not None:
        is_own = caption.field == own_number_field(sheet.doc_type)
        other = NUMBER_DATE if caption.field == "number" else OUTSIDE
        yield "issue_date" if is_own else other, dated


def _read_days(row: Row, doc_type: str, order: DateOrder) -> Iterator[tuple[str, Value]]:
    """The days on which a row says that the paper was written, without a caption."""
    for day in find_titled_dates(row, doc_type, order):
        yield TITLED_DATE, day
    for day in find_written_dates(row, order):
        yield WRITTEN_DATE, day
    for day in find_dates_beside_town(row, order) if doc_type not in _LISTING else ():
        yield TOWN_DATE, day
    for day in find_town_dates(row, order):
        yield TOWN_DATE, day


def _read_marked(row: Row, doc_type: str) -> Iterator[tuple[str, Value]]:
    """A payment's references, and entries in registers, which tell themselves."""
    if "payment_reference" not in NOT_CAPTIONED.get(doc_type, ()):
        for start, end in find_references(row.text):
            yield PROVED_REFERENCE, Value(row.text[start:end], row.words_at(start, end))
    if doc_type not in PAID_BY_SENDER:
        for grade, span in find_entries(row.text):
            value = Value(row.text[slice(*span)], row.words_at(*span))
            yield ("seller_registration_id" if grade == ENTRY else grade), value


def _read_wrapped(whole: Row, margin: int, doc_type: str) -> Iterator[tuple[str, Value]]:
    """Entries in registers that running text breaks at the margin: "Siret 402 118" above "773 …".

    The number may begin the row below: "registered in England and Wales (No." above "OC331887)".
    """
    if doc_type in PAID_BY_SENDER:
        return
    complete = {start for _, (start, _) in find_entries(whole.text[:margin])}
    for grade, (start, end) in find_entries(whole.text):
        if grade == ENTRY and start <= margin + 1 < end and start not in complete:
            value = Value(whole.text[start:end], whole.words_at(start, end))
            yield "seller_registration_id", value


def _read_wrapped_day(
    whole: Row, margin: int, doc_type: str, order: DateOrder
) -> Iterator[tuple[str, Value]]:
    """The day when all is due that the margin breaks: "Zahlbar bis 30." above "Dezember 2026"."""
    if "due_date" in NOT_CAPTIONED.get(doc_type, ()):
        return
    for day in find_dates(whole.text, order):
        if day.start < margin < day.end and _DUE_BEFORE.search(whole.text[: day.start]):
            yield "due_date", Value(str(day.value), whole.words_at(day.start, day.end))
