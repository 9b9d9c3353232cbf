"""The rules that a document is checked by: what each one is about, beside `tasks.checks`.

docs/record.md tells when each one passes.
"""

from typing import NamedTuple

_AMOUNTS = "Compare the amounts with the paper and correct the wrong one."
_TAXES = (
    "Compare the amounts with the paper and correct the wrong one; where the paper itself prints "
    "them so, delete the rows of taxes in the form."
)
_DATES = "Compare both dates with the paper and correct the wrong one."
_NAMES = "Compare both names and addresses with the paper and correct the wrong ones."
_ASK = "Ask the seller which one counts before paying."
_OF_XML = "So the e-invoice itself says: ask the seller for a corrected one."


class Rule(NamedTuple):
    """What a rule is about.

    field: which one a failed rule points at. tied: the fields that are surer where it holds; the
    confidences were fitted with these, so they change only with a new fit. fix: what a clerk does.
    """

    field: str
    tied: tuple[str, ...] = ()
    fix: str = _AMOUNTS


RULES: dict[str, Rule] = {
    "BR-CO-10": Rule("lines_net", ("lines_net",)),
    "LINES": Rule("lines_net"),
    "BR-CO-13": Rule("total_net", ("lines_net", "allowances", "charges", "total_net")),
    "BR-CO-14": Rule("total_tax", ("total_tax",), _TAXES),
    "BR-CO-15": Rule("total_gross", ("total_net", "total_tax", "total_gross")),
    "BR-CO-16": Rule("amount_due", ("total_gross", "prepaid", "amount_due")),
    "BR-CO-17": Rule("total_tax", ("total_tax",), _TAXES),
    "IBAN": Rule(
        "iban",
        ("iban",),
        "Compare it with the paper; if it is printed like this, ask the seller before paying.",
    ),
    "VAT-ID-SELLER": Rule(
        "seller_vat_id",
        ("seller_vat_id",),
        "Compare it with the paper; if it is printed like this, ask the seller.",
    ),
    "VAT-ID-BUYER": Rule(
        "buyer_vat_id",
        ("buyer_vat_id",),
        "Compare it with the paper; it should be our own VAT id.",
    ),
    "DATE-DUE": Rule("due_date", ("issue_date", "due_date"), _DATES),
    "DATE-PERIOD": Rule("period_end", ("period_start", "period_end"), _DATES),
    "DATE-TERM": Rule("expiration_date", ("effective_date", "expiration_date"), _DATES),
    "PARTIES": Rule("seller_name", fix=_NAMES),
    "XML-PRINTED": Rule("total_gross", fix=_ASK),
    "XML-NUMBER": Rule("invoice_number", fix=_ASK),
    "XML-IBAN": Rule("iban", fix=_ASK),
    "PAID": Rule("total_gross"),
    "REPLACES": Rule("preceding_invoice"),
}


def tell_fix(rule: str, is_exact: bool) -> str:
    """What a clerk does about a failed rule; an e-invoice's own values are not his to correct."""
    fix = RULES[rule].fix
    return _OF_XML if is_exact and fix != _ASK else fix
