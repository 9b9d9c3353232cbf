"""A buyer on one line behind his caption: "Bill to: Oakfield Ltd, 3 High Street, Newbury RG14 5BN".

So mails name him, which have no columns. A caption in a cell of its own is no part of his name.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import INVOICE_TYPES
from tasks.parties.address_lines import ADDRESS_KINDS, kind_of_line
from tasks.parties.name_words import find_name, name_as_printed, plain
from tasks.parties.party_headings import HEADINGS, party_of
from tasks.values.cells import find_cells, find_rows
from tasks.values.legal_forms import FORMS
from tasks.values.normalize import letters_of

_INLINE = re.compile(
    r"(?P<head>[^\W\d_][^:,\d]{0,30}:|Kunde|Klant|Cliente) "
    rf"(?P<name>[^:,]{{3,60}}(?:, {FORMS}\.?)?), (?P<address>[^:]+)"
)
#: What stands first below "Billed to" where a card paid: "Visa .... 8841".
_CARD = re.compile(
    r"(?:visa|master ?card|amex|american express|maestro|discover|diners)\b.*[0-9]{4}",
    re.IGNORECASE,
)
_SURE = 0.9


def settle_buyer(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """A bill's fields with the buyer that a caption names before his address on the same line.

    Nobody bills a card, and no caption is part of a name.
    """
    if doc_type not in INVOICE_TYPES:
        return fields
    known, seller = fields.get("buyer_name"), fields.get("seller_name")
    unread = Field(value="", raw="", confidence=_SURE, origin="rule")
    found = {
        letters_of(page.text_of(words)): (number, page, words)
        for number, page in enumerate(pages)
        for words in _find_inline(page, doc_type)
    }
    if isinstance(seller, Field):
        found.pop(letters_of(seller.value), None)
    if len(found) == 1:
        ((letters, (number, page, words)),) = found.items()
        if isinstance(known, Field) and letters in letters_of(known.value):
            if known.origin == "rule" and letters_of(known.value).startswith(letters):
                return fields  # an advertiser with the seat he runs for
            unread = known
        return {**fields, "buyer_name": name_as_printed(unread, page, number, words)}
    if not isinstance(known, Field):
        return fields
    if _CARD.fullmatch(known.value):
        return {name: one for name, one in fields.items() if name != "buyer_name"}
    return {**fields, "buyer_name": _without_caption(known, pages)}


def _find_inline(page: Page, doc_type: str) -> Iterator[Sequence[int]]:
    """The words of each name that stands between a buyer's caption and an address."""
    for row in find_rows(page):
        for cell, behind in zip(row.cells, [*row.cells[1:], None], strict=True):
            alone = behind is not None and cell.text.endswith(":")
            words = (*cell.words, *behind.words) if alone and behind else cell.words
            text = page.text_of(words)
            told = _INLINE.match(text)
            if told is None or party_of(told["head"], doc_type) != "buyer":
                continue
            kinds = map(kind_of_line, told["address"].split(", "))
            is_address = any(kind in ADDRESS_KINDS for kind in kinds)
            if is_address and kind_of_line(told["name"]) in ("text", "person"):
                start, end = (
                    len(text[: told.start("name")].split()),
                    len(text[: told.end("name")].split()),
                )
                yield words[start:end]


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
