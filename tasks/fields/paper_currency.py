"""The currency of a paper's amounts: printed, or that of the seller's home or the language."""

import re
from collections.abc import Sequence

from schemas.document import Box, Page
from schemas.record import Field, Fields
from schemas.vocabulary import INVOICE_TYPES, DocType
from tasks.values.currency import (
    captioned_currency,
    captioned_euros,
    currency_of,
    dollars_of_places,
    named_dollars,
    read_currency,
)
from tasks.values.entities import is_inside
from tasks.values.found_fields import RULE_CONFIDENCE
from tasks.values.home_currency import currency_of_home
from tasks.values.identifiers import country_of
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions
from tasks.values.tax_words import VAT_WORDS

_PLACE_CONFIDENCE = 0.85
#: Languages of papers that name no currency mostly where it is the euro.
_OF_THE_EURO = frozenset({"de", "fr", "es", "it", "nl"})
#: What no paper of theirs calls its tax: a few goods' names may sound Italian on one that does.
_ENGLISH_TAX = re.compile(
    r"(?<!city )(?<!tourist )\btax\b(?![- ]?(?:free|id|no|nr|number|code|office|reg\w*)\b)",
    re.IGNORECASE,
)
_VAT = re.compile(rf"\b{VAT_WORDS}\b", re.IGNORECASE)
_SURE_OF_CURRENCY = 0.9  # confidence from which the model's currency is left alone


def add_currency(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> None:
    """Give the fields a currency; the model's gives way to the one that the total's row names.

    A caption's goes before one of which the model is not sure.
    """
    if isinstance(seen := fields.get("currency"), Field):
        # An item may be priced in another: "Curr USD" above "TOTAL PAYABLE (SGD)".
        beside = _codes_beside(fields.get("total_gross"), pages)
        named = captioned_currency(text for page in pages for text in page.row_texts())
        if not beside and named and seen.confidence < _SURE_OF_CURRENCY:
            beside = {named}  # "Amount in USD", and a sentence that tells the sum in euros
        if len(beside) == 1 and seen.value not in beside:
            fields["currency"] = seen.model_copy(update={"value": beside.pop(), "origin": "rule"})
        return
    code, printed = conventions.currency, conventions.printed_currency
    if code is None:
        code, printed = _unsaid_currency(fields, pages, conventions.language)
    beside = _codes_beside(fields.get("total_gross"), pages)
    if len(beside) == 1 and code not in beside:  # the other's is told beside it: "Equivalent USD"
        code = printed = beside.pop()
    if code is None:
        return
    place = _place(pages, printed) if printed else None
    fields["currency"] = Field(
        value=code,
        raw=printed,
        confidence=RULE_CONFIDENCE if place else _PLACE_CONFIDENCE,
        page=place[0] if place else None,
        box=place[1] if place else None,
        origin="rule",
    )


def drop_converted(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without what is due in another currency alone: "Equivalent, for information   USD 1,084.12".

    Where the total's row names that currency as well, it is the paper's second one.
    """
    currency = fields.get("currency")
    due, total = (_codes_beside(fields.get(name), pages) for name in ("amount_due", "total_gross"))
    if not isinstance(currency, Field) or len(due) != 1 or due <= {currency.value, *total}:
        return fields
    return without(fields, "amount_due")


def _codes_beside(total: Field | list[Field] | None, pages: Sequence[Page]) -> set[str]:
    """The currencies named in the row of a total."""
    if not isinstance(total, Field) or total.box is None:
        return set()
    page, box = pages[(total.page or 1) - 1], total.box
    rows = {word.row for word in page.words if is_inside(word.box, box)}
    texts = (word.text for word in page.words if word.row in rows)
    found = (read_currency(text) for text in texts if text == text.upper())
    return {code for code in found if code}


def pay_in_sellers_dollars(fields: Fields, pages: Sequence[Page], doc_type: DocType) -> Fields:
    """A lone "$" is the dollar that a sentence names or the seller's, not its foreign buyer's.

    Where only the buyer's country is known, a bill goes without a currency.
    """
    found = fields.get("currency")
    if not isinstance(found, Field) or (found.raw or "").strip() != "$":
        return fields
    text = "\n".join(row for page in pages for row in page.row_texts())
    sellers, buyers = (_dollars_of(fields, party) for party in ("seller", "buyer"))
    codes = (
        named_dollars(text) or sellers or (dollars_of_places(text) - buyers if buyers else set())
    )
    if len(codes) == 1:
        return {**fields, "currency": found.model_copy(update={"value": codes.pop()})}
    foreign = not codes and found.value in buyers - {"USD"}
    if foreign and doc_type in INVOICE_TYPES:
        return without(fields, "currency")
    return fields


def _dollars_of(fields: Fields, party: str) -> set[str]:
    """The currencies of the places in a party's name and address."""
    known = (fields.get(f"{party}_{part}") for part in ("name", "address"))
    return dollars_of_places("\n".join(f.value for f in known if isinstance(f, Field)))


def is_at_home(fields: Fields) -> bool:
    """Whether the currency is that of the country of the seller's VAT id and account."""
    currency = fields.get("currency")
    return isinstance(currency, Field) and _codes_of_ids(fields) == {currency.value}


def _codes_of_ids(fields: Fields) -> set[str | None]:
    """The currencies of the countries of the seller's VAT id and account; None of an unknown.

    A number without its country's sign speaks for none: "P.IVA 07654320154".
    """
    found = [fields.get(name) for name in ("seller_vat_id", "iban")]
    values = [f.value for f in found if isinstance(f, Field) and not f.value[:1].isdigit()]
    return {currency_of(country_of(value)) for value in values}


def _unsaid_currency(
    fields: Fields, pages: Sequence[Page], language: str
) -> tuple[str | None, str]:
    """The currency of the seller's country, where VAT id and account speak for one.

    Where neither stands there, the seller's place or its tax does: "Modesto CA 95350", "CHE-…".
    Where that says nothing either, the paper's language speaks for the euro, but not on a paper
    whose tax has an English name alone. A caption's word, which comes with it ("TOTAL EUROS"), goes
    before all that unless the seller is at home elsewhere: a Swiss bill may be paid in euros, too.
    """
    codes = _codes_of_ids(fields)
    rows = [row for page in pages for row in page.row_texts()]
    home, foreign = _home(fields, "\n".join(rows), language)
    euros = captioned_euros(rows)
    if euros and not {*codes, home} - {None, "EUR"}:
        return "EUR", euros
    if codes:
        return (codes.pop() if len(codes) == 1 else None), ""
    return home or (None if foreign else "EUR"), ""


def _home(fields: Fields, text: str, language: str) -> tuple[str | None, bool]:
    """The currency of the seller's place or tax, and whether the paper is none of the euro's.

    Only in English, or on a paper whose tax has an English name alone, may the seller's place stand
    anywhere: elsewhere it may be a foreign customer's, "London SW1A 1AA".
    """
    address = fields.get("seller_address")
    has_vat = bool(_VAT.search(text))
    foreign = language not in _OF_THE_EURO or bool(_ENGLISH_TAX.search(text) and not has_vat)
    others = fields.keys() & {"buyer_address", "ship_to_address"}
    anywhere = text if foreign and not others else ""
    place = address.value if isinstance(address, Field) else anywhere
    return currency_of_home(text, place, has_vat=has_vat), foreign


def _place(pages: Sequence[Page], printed: str) -> tuple[int, Box] | None:
    """Page (from 1) and box of the first word that holds the printed sign."""
    for number, page in enumerate(pages, start=1):
        for word in page.words:
            if printed.rstrip(".") in word.text:
                return number, word.box
    return None
