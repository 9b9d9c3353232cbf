"""Fields that rules can find where the model found none: currency, IBAN, BIC, VAT ids.

Only what proves itself is added: identifiers with right check digits, a currency that is printed
or goes without saying where the seller is at home, or in the language of the paper.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields, Tax
from tasks.fields.beside import texts_beside
from tasks.fields.mistaken_values import (
    MONEY_FIELDS,
    drop_misshapen,
    drop_number_as_register,
    drop_weekday,
    drop_weights_and_least,
    drop_year,
)
from tasks.fields.paper_currency import add_currency
from tasks.fields.payment_references import bare_reference
from tasks.fields.vat_ids import add_vat_ids
from tasks.values.bank_codes import find_bics_below
from tasks.values.broken_numbers import find_wrapped_ibans, go_on_below
from tasks.values.found_fields import find_printed
from tasks.values.identifiers import find_bics, find_ibans, is_iban
from tasks.values.normalize import Conventions
from tasks.values.paid_words import DISCOUNTS

_RATE = re.compile(r"([0-9]{1,2}(?:[.,][0-9]+)?)\s?%")
#: The rate right before an amount, and those that an amount stands behind.
_OWN_RATE = re.compile(rf"{_RATE.pattern}\s*$")
_RATED = re.compile(rf"{_RATE.pattern}\s+[0-9][0-9.,]*[.,][0-9]{{2}}(?![0-9]|\s?%)")
_DISCOUNT_RATE = re.compile(rf"{DISCOUNTS}:? [0-9.,]+\s?%|[0-9.,]+\s?% {DISCOUNTS}", re.IGNORECASE)


def supplement_fields(
    fields: Fields,
    taxes: Sequence[Tax],
    pages: Sequence[Page],
    conventions: Conventions,
    *,
    priced: bool = False,
) -> Fields:
    """The fields with rule-found ones added; what the model found stays, unless a check digit
    proves it misread and another place prints it right.

    Args:
        priced: whether items have prices, which an offer without a sum may print alone, or a
            payslip tells what is paid.
    """
    fields = bare_reference(fields)
    fields = drop_year(drop_misshapen(fields, conventions.currency), pages)
    fields = drop_weekday(drop_weights_and_least(fields, pages), pages)
    ibans = find_printed(pages, find_ibans)
    found = fields.get("iban")
    if not isinstance(found, Field) or not is_iban(found.value):
        if not ibans and isinstance(found, Field):
            whole = go_on_below(found, pages)
            ibans = [whole] if whole else []
        ibans = ibans or find_wrapped_ibans(pages)
        if ibans:
            fields["iban"] = ibans[0]
    if "bic" not in fields:
        bics = find_bics_below(fields.get("iban"), pages) or find_printed(pages, find_bics)
        if bics:
            fields["bic"] = bics[0]
            reference = fields.get("payment_reference")
            if isinstance(reference, Field) and reference.value == bics[0].value:
                del fields["payment_reference"]
    total = fields.get("total_tax")
    if isinstance(total, Field) and _is_of_many(total, pages):
        del fields["total_tax"]
    add_vat_ids(fields, pages)
    fields = drop_number_as_register(fields, pages)
    if any(name in fields for name in MONEY_FIELDS) or (priced and conventions.currency):
        add_currency(fields, pages, conventions)
    amounts = [tax.amount for tax in taxes if tax.amount is not None]
    wanted = "total_tax" not in fields and "total_gross" in fields
    if wanted and len(amounts) == len(taxes) == 1 and _is_sole_tax(amounts[0], pages):
        fields["total_tax"] = amounts[0].model_copy(update={"origin": "rule"})
    return fields


def _is_of_many(amount: Field, pages: Sequence[Page]) -> bool:
    """Whether a tax stands behind its rate, and others of the same row behind other rates."""
    before, behind = texts_beside(pages, amount)
    own = _OWN_RATE.search(before)
    rates = {*_RATED.findall(f"{before}\t{behind}")}
    return own is not None and bool(rates - {own[1]})


def _is_sole_tax(amount: Field, pages: Sequence[Page]) -> bool:
    """Whether the row of a tax names no second rate: "TVA 10 % : 33,45 — TVA 20 % : 18,17"."""
    beside = _DISCOUNT_RATE.sub("", " ".join(texts_beside(pages, amount)))
    return len(set(_RATE.findall(beside))) <= 1
