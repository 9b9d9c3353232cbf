"""Numbers, dates and identifiers that a well-known caption names, in six languages.

"Rechnungsnummer 4711", "Facture n° 4711 du 5 mai 2024", "Due date" with the date below it. Only
captions that leave no doubt are listed, and a caption that names two different values names none.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE
from schemas.vocabulary import INVOICE_TYPES
from tasks.fields.caption_fields import (
    BARE_DATE_CAPTION,
    BARE_INVOICE,
    LISTS,
    NOT_CAPTIONED,
    ORDER_DATE,
    OTHER_INVOICE,
    PRINT_DATE,
    STRIP_NUMBER,
    fields_at,
    own_number_field,
)
from tasks.fields.caption_places import cell_start, is_in_side_bar, value_above, value_near
from tasks.fields.caption_values import TOWN, Value, date_behind
from tasks.fields.caption_words import REFERS, WORDS
from tasks.fields.captioned_periods import find_periods
from tasks.fields.claims import Claim
from tasks.fields.foreign_dates import INVOICE_DATE, settle_dates
from tasks.fields.number_words import NO
from tasks.fields.own_captions import ORDER_SIGN
from tasks.fields.payee_accounts import PAID_BY_SENDER
from tasks.fields.payment_references import find_references
from tasks.fields.titled_dates import find_titled_dates, find_written_dates
from tasks.parties.registers import ENTRY, SIREN, SIREN_BEFORE, find_entries
from tasks.values.cells import (
    Cell,
    Row,
    find_nearest,
    heads_alike,
    heads_list,
    is_in_strip,
    is_strip_head,
    part_touching,
)
from tasks.values.dates import DateOrder, find_dates, parse_date
from tasks.values.head_words import COUNTS, NAMES
from tasks.values.title_words import TITLES

#: References that are at times followed by their dates.
_NUMBERED = frozenset({"po_number", "contract_number", "preceding_invoice"})
_OWN = frozenset({"document_number", "number"})
_ORDINAL = re.compile(r"[1-5]\.?")  # "Relance n° 1": which of several it is, not its number
#: The date behind a number that is the document's own only where no caption says so of another.
_NUMBER_DATE = "number_date"
#: Where a table lists other papers, the head of its column is no caption.
_LISTING = LISTS | {"payment_reminder"}
#: The date behind the town where a paper was written: "Oberburg,", in its cell or in the next.
_TOWN_DATE = "town_date"
#: The date behind the paper's own title.
_TITLED_DATE = "titled_date"
#: The date behind a sentence that says where, or of what, it is: "Fait à Lyon, le".
_WRITTEN_DATE = "written_date"
#: A payment's reference that needs no caption, and is believed before one that has.
_PROVED_REFERENCE = "proved_reference"
#: A stroke ends what goes before it behind a figure alone: "Invoice date / tax point 5 May".
_MARK = re.compile(r"(?:[,;|·•]| [–—]|(?<=[0-9]) /) (?=[^\W\d_])")
#: "Invoice 18/03/2026": the eighteenth of that month, where the invoice has a date besides.
_TITLED_DAY = re.compile(
    rf"(?:{TITLES['invoice']})(?:{NO})?\s?:? "
    r"(?:[0-9]{1,2}/[0-9]{2}/20[0-9]{2}|20[0-9]{2}-[0-9]{2}-[0-9]{2})",
    re.IGNORECASE,
)
_NUMBER_AND_DATE = (BARE_INVOICE, BARE_DATE_CAPTION)
#: What stands beside a bare "Date" in a strip, and in no table of items.
_BESIDE_DATE = re.compile(
    rf"{REFERS.pattern}|(?:{WORDS.starts['delivery_date'].pattern})\s?:?", re.IGNORECASE
)
#: What the columns of an item table are called.
_OF_ITEMS = re.compile(rf"\b(?:{NAMES}|artikel|{COUNTS})\b")
#: Before the letters of a British partnership's number.
_PARTNERSHIP = re.compile(r"\bLLP\W{1,3}$")
#: Before the number of a seller's own insurance.
_INSURED = re.compile(r"\b(?:assur|insur|versicher|décennale|haftpflicht|rc pro)", re.IGNORECASE)


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
    if proved := found.pop(_PROVED_REFERENCE, []):
        name = "payment_reference"
        found[name] = [(text, claim._replace(label=name)) for text, claim in proved]
    own = own_number_field(doc_type)
    if own in found:
        found.pop(_NUMBER_DATE, None)
    bare, signs = found.pop("reference", []), found.pop("sign", [])
    if bare and all(_names_order(pages, claim) for _, claim in bare):
        found.setdefault("order", []).extend(bare)
    elif signs and all(_says_words(pages, claim) for _, claim in signs):
        found["sign"] = signs
    weaker = (
        ("number", own),
        (STRIP_NUMBER, own),
        (_NUMBER_DATE, "issue_date"),
        (_TITLED_DATE, "issue_date"),
        (_WRITTEN_DATE, "issue_date"),
        ("payment", own),
        ("date", "issue_date"),
        ("dated", "issue_date"),
        (_TOWN_DATE, "issue_date"),
        (ORDER_DATE, "issue_date"),
        (PRINT_DATE, "issue_date"),
        (SIREN, "seller_registration_id"),
        (SIREN_BEFORE, "seller_registration_id"),
        ("order", "po_number"),
        ("contract_account", "contract_number"),
        ("sign", "buyer_reference"),
    )
    for weak, name in weaker:
        bare = found.pop(weak, [])
        if bare and name not in found:
            found[name] = [(text, claim._replace(label=name)) for text, claim in bare]
        elif weak == PRINT_DATE and bare:
            days = {text for text, _ in found["issue_date"]}
            no_days = [(t, c._replace(label=OUTSIDE)) for t, c in bare if t not in days]
            found[OUTSIDE] = [*found.get(OUTSIDE, []), *no_days]
    if doc_type == "invoice" and own not in found and "issue_date" not in found:
        for claim, text in _find_strip_days(pages, order):
            found[claim.label] = [(text, claim)]
    if doc_type == "invoice" and own not in found:
        days = {text for text, _ in found.get("issue_date", [])}
        found[own] = [(c.label, c) for c in _find_numbers_like_days(pages, days)] if days else []
    _drop_partners_entry(found)
    settle_dates(pages, found, order, corrects=doc_type == "credit_note")
    other = found.pop(OTHER_INVOICE, [])
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


def _says_words(pages: Sequence[Page], claim: Claim) -> bool:
    """Whether what a bare "Reference" names is no mere number: "SUB-8841 / J. Haddon"."""
    return any(re.search("[a-zà-ÿ]{3}", pages[claim.page].words[i].text) for i in claim.words)


def _find_numbers_like_days(pages: Sequence[Page], days: Collection[str]) -> Iterator[Claim]:
    """The number behind an invoice's title that looks like a day, but is not the one it is of."""
    for number, page in enumerate(pages):
        for cell in (cell for row in part_touching(page) for cell in row.cells):
            if _TITLED_DAY.fullmatch(cell.text):
                read = {str(parse_date(cell.text, "dmy")), str(parse_date(cell.text, "mdy"))}
                if read.isdisjoint(days):
                    yield Claim("invoice_number", number, cell.words[-1:])


def _find_strip_days(pages: Sequence[Page], order: DateOrder) -> Iterator[tuple[Claim, str]]:
    """The number below "Invoice" that looks like a day, and the other day below "Date" beside it.

    Invoice      Date         Due
    2026-10-03   19.10.2026   18.11.2026
    """
    for number, page in enumerate(pages):
        for row, below in pairwise(part_touching(page)):
            heads = [[c for c in row.cells if one.fullmatch(c.text)] for one in _NUMBER_AND_DATE]
            if not is_strip_head(row) or [len(found) for found in heads] != [1, 1]:
                continue
            under = [find_nearest([below], head) for (head,) in heads]
            days = [(cell, find_dates(cell.text, order)) for _, cell in filter(None, under)]
            if all(len(found) == 1 for _, found in days) and len(
                {found[0].value for _, found in days}
            ) == len(heads):
                for name, (cell, found) in zip(("invoice_number", "issue_date"), days, strict=True):
                    yield Claim(name, number, cell.words), str(found[0].value)


def _names_order(pages: Sequence[Page], claim: Claim) -> bool:
    """Whether what a bare "Reference" names calls itself an order: "PO-8841"."""
    return bool(ORDER_SIGN.search(" ".join(pages[claim.page].words[i].text for i in claim.words)))


def _drop_partners_entry(found: dict[str, list[tuple[str, Claim]]]) -> None:
    """Of "HRA 14872" and "HRB 36110" the second is the general partner's, not the seller's."""
    entries = found.get("seller_registration_id", [])
    own = [entry for entry in entries if entry[0].startswith("HRA")]
    if own and all(text.startswith(("HRA", "HRB")) for text, _ in entries):
        found["seller_registration_id"] = own


def _read_row(
    page: Page, rows: Sequence[Row], at: int, doc_type: str, order: DateOrder
) -> Iterator[tuple[str, Value]]:
    row = rows[at]
    for cell in (part for one in row.cells for part in _parts(row, one)):
        start = cell_start(row, cell)
        named = fields_at(row, cell, start, doc_type)
        for field, name, end in named:
            if _names_another(row, start, field):
                continue
            if field in ("issue_date", ORDER_DATE) and any(
                BARE_DATE_CAPTION.fullmatch(one.text) for one in row.cells if one is not cell
            ):
                continue  # "Datum" beside "Bestelldatum" is the paper's own
            below = field != INVOICE_DATE and not _is_list_head(rows, at, cell, name, doc_type)
            if field in ("order", "reference", "sign", STRIP_NUMBER):
                below = not heads_list(rows, at, cell)
            if field == "buyer_reference":
                below = below and not heads_alike(rows, at, cell)
            if field in ("date", "dated"):
                below = doc_type not in LISTS and (
                    is_in_strip(rows, at, cell, _BESIDE_DATE) or is_in_side_bar(rows, at, cell)
                )
            value = value_above(page, rows, at, cell, end, name, order) or value_near(
                rows, at, cell, end, name, order, below=below
            )
            ordinal = doc_type == "payment_reminder" and field in _OWN
            if value is None or (ordinal and _ORDINAL.fullmatch(value.text)):
                continue
            yield field, value
            if name.endswith(".number") or name in _NUMBERED:
                dated = date_behind(rows, at, value, order)
                if dated is not None:
                    is_own = field == own_number_field(doc_type)
                    other = _NUMBER_DATE if field == "number" else OUTSIDE
                    yield "issue_date" if is_own else other, dated
    for day in find_titled_dates(row, doc_type, order):
        yield _TITLED_DATE, day
    for day in find_written_dates(row, order):
        yield _WRITTEN_DATE, day
    for cell, after in pairwise(row.cells if doc_type not in _LISTING else ()):
        if TOWN.fullmatch(cell.text) and any(
            (day.start, day.end) == (0, len(after.text)) for day in find_dates(after.text, order)
        ):
            yield _TOWN_DATE, Value(str(find_dates(after.text, order)[0].value), after.words)
    for cell in row.cells:
        if town := TOWN.match(cell.text):
            rest = cell.text[town.end() :].strip()
            days = find_dates(rest, order)
            if len(days) == 1 and (days[0].start, days[0].end) == (0, len(rest)):
                words = cell.words[len(town.group().split()) :]
                yield _TOWN_DATE, Value(str(days[0].value), words)
    if "payment_reference" not in NOT_CAPTIONED.get(doc_type, ()):
        for start, end in find_references(row.text):
            yield _PROVED_REFERENCE, Value(row.text[start:end], row.words_at(start, end))
    if doc_type not in PAID_BY_SENDER:
        for grade, span in find_entries(row.text):
            value = Value(row.text[slice(*span)], row.words_at(*span))
            yield ("seller_registration_id" if grade == ENTRY else grade), value


def _names_another(row: Row, start: int, field: str) -> bool:
    """Whether a caption that begins at `start` is of items' codes, or a seller's insurance.

    Nor is "OC 331887" an "orden de compra" behind the partnership that is registered so.
    """
    if field == "po_number" and _PARTNERSHIP.search(row.text[:start]):
        return True
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
    start = cell_start(row, cell)
    for match in _MARK.finditer(cell.text):
        words = row.words_at(start + match.end(), start + len(cell.text))
        yield Cell(words, cell.text[match.end() :], cell.x0, cell.x1)
