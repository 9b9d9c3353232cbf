"""A buyer on one line behind his caption: "Bill to: Oakfield Ltd, 3 High Street, Newbury RG14 5BN".

So mails name him, which have no columns. A caption in a cell of its own is no part of his name.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import INVOICE_TYPES
from tasks.parties.address_lines import ADDRESS_KINDS, kind_of_line
from tasks.parties.name_forms import has_form, without_form
from tasks.parties.name_words import find_name, name_as_printed, plain
from tasks.parties.party_headings import HEADINGS, party_of
from tasks.values.cells import find_cells, find_rows
from tasks.values.legal_forms import FORMS
from tasks.values.named_fields import one_field, without
from tasks.values.normalize import letters_of

_INLINE = re.compile(
    r"(?P<head>[^\W\d_][^:,\d]{0,30}:|Kunde|Klant|Cliente|[Ff]ür|[Aa]an|[Vv]oor|An|To) "
    rf"(?P<name>[^:,]{{3,60}}(?:, {FORMS}\.?)?), (?P<address>[^:]+)"
)
#: What stands first below "Billed to" where a card paid: "Visa .... 8841".
_CARD = re.compile(
    r"(?:visa|master ?card|amex|american express|maestro|discover|diners(?: club)?)"
    r"(?: (?:debit|credit|card))*(?: ending(?: in)?| endend auf| se terminant par)?"
    r"[\s.•*·x-]+[0-9]{4}",
    re.IGNORECASE,
)
#: Behind a name: who there is to read it.
_CARE = re.compile(r"\s(?:c/o|z\. ?hd\.|attn|à l['’]attention)\b.*", re.IGNORECASE)
#: No party's name.
_DEPARTMENT = re.compile(
    r"(?:service|accounts|abteilung|einkauf|buchhaltung|comptabilité)\b.*|cash sale|walk-?in.*"
    r"|laufkundschaft|barverkauf",
    re.IGNORECASE,
)
#: A capital, no figure in the first word, and a word of three letters.
_NAME = re.compile(r"(?=\W*[^\W\d_])(?![^\s]*[0-9])(?!\W*[a-zà-ÿ])(?=.*[^\W\d_]{3})")
_SURE = 0.9


def settle_buyer(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """A bill's fields with the buyer that a caption names before his address on the same line.

    A firm that was read, or one with an address elsewhere, is billed all the same: the line may
    name a site or a patient. Nobody bills a card, and no caption is part of a name.
    """
    if doc_type not in INVOICE_TYPES:
        return fields
    known, seller = one_field(fields, "buyer_name"), one_field(fields, "seller_name")
    sold_by = letters_of(without_form(seller.value)) if seller else ""
    found = {
        letters_of(page.text_of(one.name)): (number, page, one)
        for number, page in enumerate(pages)
        for one in _find_inline(page, doc_type, sold_by)
    }
    if len(found) == 1:
        ((letters, (number, page, one)),) = found.items()
        unread = Field(value="", raw="", confidence=_SURE, origin="rule")
        if known is not None:
            if _is_billed(known, letters, one.row, fields):
                return fields
            unread = known if letters in letters_of(known.value) else unread
        return {**fields, "buyer_name": name_as_printed(unread, page, number, one.name)}
    if known is None:
        return fields
    if _CARD.fullmatch(known.value):
        return without(fields, "buyer_name")
    return {**fields, "buyer_name": _without_caption(known, pages)}


def _is_billed(known: Field, letters: str, row: str, fields: Fields) -> bool:
    """Whether the buyer that was read stays beside another one's line."""
    own = letters_of(known.value)
    if letters in own:
        # A contact before the firm, an advertiser with the seat he runs for.
        return known.origin == "rule" and own.startswith(letters)
    address = one_field(fields, "buyer_address")
    elsewhere = address is not None and letters_of(address.value) not in letters_of(row)
    return elsewhere or has_form(known.value.split())


class _Inline(NamedTuple):
    """The words of a name behind a caption, and the text of its line."""

    name: Sequence[int]
    row: str


def _find_inline(page: Page, doc_type: str, sold_by: str) -> Iterator[_Inline]:
    """The names that stand between a buyer's caption and an address, but the seller's.

    "To:" alone names no buyer on a receipt, nor below "From:" of somebody who does not sell: there
    it is where a ride or a load went.
    """
    goes = doc_type == "receipt"
    for row in find_rows(page):
        for cell, behind in zip(row.cells, [*row.cells[1:], None], strict=True):
            alone = behind is not None and cell.text.endswith(":")
            words = (*cell.words, *behind.words) if alone and behind else cell.words
            text = page.text_of(words)
            head = text.partition(":")[0].replace(" ", "") + ":"
            if ":" in text and HEADINGS["sender"].fullmatch(head):
                goes = goes or not sold_by or sold_by not in letters_of(text)
            told = _INLINE.match(text)
            if told is None or party_of(told["head"], doc_type) != "buyer":
                continue
            if goes and HEADINGS["receiver"].fullmatch(head):
                continue
            name = _CARE.sub("", told["name"])
            rest = told["address"].split(", ")
            is_address = any(kind_of_line(part) in ADDRESS_KINDS for part in rest)
            if is_address and _is_name(name, rest) and not _is_seller(name, sold_by):
                start = len(text[: told.start("name")].split())
                yield _Inline(words[start : start + len(name.split())], text)


def _is_name(name: str, rest: Sequence[str]) -> bool:
    """Whether words name a party: no number, no department, no contact before the firm."""
    if not _NAME.match(name) or _DEPARTMENT.fullmatch(name):
        return False
    before_firm = any(has_form(part.split()) for part in rest)
    return kind_of_line(name) in ("text", "person") and not before_firm


def _is_seller(name: str, sold_by: str) -> bool:
    return bool(sold_by) and letters_of(without_form(name)) == sold_by


def _without_caption(name: Field, pages: Sequence[Page]) -> Field:
    """The name without the caption that is a cell of its own before it: "Kunde", "Birgit Lohse"."""
    words = name.value.split()
    if len(words) < 2 or not HEADINGS["buyer"].fullmatch(words[0]):
        return name
    for number, page in enumerate(pages):
        captions = {cell.words[0] for cell in find_cells(page) if len(cell.words) == 1}
        for at in find_name(page, [plain(word) for word in words]):
            if at[0] in captions:
                return name_as_printed(name, page, number, at[1:])
    return name
