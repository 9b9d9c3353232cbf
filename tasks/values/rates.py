"""Rates of tax, and those that are taken one after the other: "40 + 10 %" leaves 54 of 100."""

import re
from decimal import Decimal

from tasks.values.notation import format_decimal

#: Rates of VAT in force in Europe and its like abroad, in percent.
VAT_RATES = frozenset(
    Decimal(rate)
    for rate in (
        "0", "2.1", "2.5", "2.6", "3.7", "3.8", "4", "4.8", "5", "5.5", "6", "7", "7.7", "8",
        "8.1", "8.5", "9", "9.5", "10", "12", "13", "13.5", "14", "15", "16", "17", "18", "19",
        "20", "21", "22", "23", "24", "25", "25.5", "27",
    )
)  # fmt: skip
#: Percent; more is no rate of tax.
MOST_RATE = Decimal(35)
#: What stands for a rate of nothing.
NO_TAX = re.compile(
    r"zero[- ]rated|exempt|no vat|vat[- ]free|gst[- ]free|steuerfrei|ust[.-]?frei|exon[ée]r[ée]e?"
    r"|esente|exento|vrijgesteld",
    re.IGNORECASE,
)
_RATE = r"[0-9]{1,2}(?:[.,][0-9]{1,2})?"
_CHAIN = re.compile(rf"-?{_RATE}(?: ?\+ ?{_RATE})+ ?%?")


def is_chain(text: str) -> bool:
    """Whether a text is nothing but such rates."""
    return bool(_CHAIN.fullmatch(text.strip()))


def read_chain(text: str) -> str | None:
    """The one rate, in percent, that a chain of rates comes to; None where it is no chain."""
    if not is_chain(text):
        return None
    left = Decimal(100)
    for rate in re.findall(_RATE, text):
        left *= 1 - Decimal(rate.replace(",", ".")) / 100
    return format_decimal((100 - left).normalize())
