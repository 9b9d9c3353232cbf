"""The sums of a bill for a part of an order, which also prints those of the order.

Auftragswert netto             72.500,00
zzgl. 19 % MwSt.               13.775,00
Auftragswert brutto            86.275,00
30 % Anzahlung netto           21.750,00
19 % MwSt.                      4.132,50
Zu zahlen bis 10.02.2026       25.882,50
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Fields, Line, Tax
from schemas.vocabulary import TOTALS
from tasks.items.printed_sums import sum_lines
from tasks.sums.printed_amounts import PrintedAmount, find_printed_amounts, printed_field
from tasks.sums.sums_across import is_tax
from tasks.values.cells import find_cells
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions
from tasks.values.paid_words import ADVANCE

_PROVED = 0.95
#: What such a bill is titled, or the caption of its number.
_PART_BILL = re.compile(
    r"(?:[0-9]{1,2}\. ?)?(?:anzahlungs|abschlags|akonto|teil)rechnung\b"
    r"|facture d['’]acompte\b|(?:deposit|down[ -]payment|advance(?: payment)?|interim) invoice\b"
    r"|fattura d['’]acconto\b|factura de anticipo\b|voorschotfactuur\b",
    re.IGNORECASE,
)
#: What names the part that is asked for, and an earlier one that is taken off.
_PART = re.compile(rf"\b{ADVANCE}|\bteilbetrag|\binterim\b", re.IGNORECASE)
_TAKEN_OFF = re.compile(
    r"\babz(?:ü|g)|\bbisher|\bless\b|\bprevious|\bmoins\b|\bdéduire|\bdéjà|\bmeno\b|\bmenos\b",
    re.IGNORECASE,
)


def read_part_bill(
    fields: Fields,
    lines: Sequence[Line],
    taxes: Sequence[Tax],
    pages: Sequence[Page],
    conventions: Conventions,
) -> tuple[Fields, list[Line], list[Tax]]:
    """Fields, lines and taxes with net, tax and total of the part that such a bill asks for.

    They stand one below the other, the last of several, and add up; what is due is the total. What
    makes the order's own sum are no lines of the bill.
    """
    unchanged = fields, list(lines), list(taxes)
    cells = (cell.text for page in pages[:1] for cell in find_cells(page))
    if not any(map(_PART_BILL.match, cells)):
        return unchanged
    amounts = find_printed_amounts(pages, conventions)
    sums = [t for t in zip(amounts, amounts[1:], amounts[2:], strict=False) if _add_up(*t)]
    parts = [triple for triple in sums if _is_part(*triple)]
    if not parts:
        return unchanged
    found = {
        name: printed_field(pages[one.page], one.page + 1, one.words, one.value, _PROVED)
        for name, one in zip(TOTALS, parts[-1], strict=True)
    }
    kept = without(fields, "amount_due", "lines_net", "prepaid")
    if len(taxes) == 1:
        base, amount = found["total_net"], found["total_tax"]
        taxes = [taxes[0].model_copy(update={"base": base, "amount": amount})]
    of_order = any(net.value == sum_lines(lines) for net, _, _ in sums if net != parts[-1][0])
    return {**kept, **found}, [] if of_order else list(lines), list(taxes)


def _add_up(net: PrintedAmount, tax: PrintedAmount, gross: PrintedAmount) -> bool:
    return net.value + tax.value == gross.value and is_tax(tax.value, net.value)


def _is_part(net: PrintedAmount, tax: PrintedAmount, gross: PrintedAmount) -> bool:
    """Whether amounts are those of a part that is named, and not taken off."""
    spoilt = any(_TAKEN_OFF.search(one.key) for one in (net, tax, gross))
    return bool(_PART.search(net.key) or _PART.search(gross.key)) and not spoilt
