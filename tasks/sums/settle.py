"""The lesser amounts of a document, held against its total: what cannot be is left out.

Where net and tax make the total, and leaving out the doubtful values that do not fit makes all sums
hold, they are left out (`misfits.py`); an amount that closes a sum, printed and claimed by nobody,
is taken in (`close_sums.py`). Of a total and the same one rounded, the first is the total. What
still contradicts goes to review.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields, Line, Tax
from tasks.fields.beside import text_before
from tasks.sums.amount_fields import CLOSED, MOST_ROUNDING, TOTALS_N, ZERO, decimal_of
from tasks.sums.changes import sum_changes, total_after_changes
from tasks.sums.close_sums import change_sides, close_lines, close_net, drop_denied
from tasks.sums.misfits import SURE_PREPAID, find_confirmed, find_misfits
from tasks.sums.other_amounts import is_withheld
from tasks.sums.printed_amounts import find_printed_amounts, is_print_of, printed_field
from tasks.sums.settle_taxes import (
    add_slip_sums,
    name_tax,
    settle_rows,
    split_tax,
    tax_for_due,
    tax_in_total,
    total_of_bases,
    turn_tax,
)
from tasks.sums.taxes import fits
from tasks.sums.total_words import may_name_total, names_owed, names_tax
from tasks.values.amounts import CENT
from tasks.values.named_fields import find_fields, one_field, without
from tasks.values.normalize import Conventions
from tasks.values.rates import MOST_RATE

#: What a restaurant adds for its waiters.
_SERVICE = re.compile(
    r"\bservice\b(?!.*\b(?:tax|vat|gst|sst)\b)|\bservizio\b|\bcoperto\b|\bbedienung", re.IGNORECASE
)
_WITHHELD = 0.95  # how often what is due is right that a share held back makes of the total
_TAXED = frozenset({"lines_net", "total_tax", "total_gross"})


def settle_amounts(
    fields: Fields,
    taxes: Sequence[Tax],
    lines: Sequence[Line],
    pages: Sequence[Page],
    conventions: Conventions,
) -> tuple[Fields, list[Tax]]:
    """Fields and tax rows that agree, where leaving out lesser ones can make them agree."""
    rows = [
        tax
        for tax in taxes
        if tax.rate is None or abs(decimal_of(tax.rate)) <= MOST_RATE or fits(tax, CENT)
    ]
    fields = total_after_changes(sum_changes(fields, pages, conventions))
    fields = tax_for_due(fields, pages, conventions)
    fields = total_of_bases(fields, rows, pages, conventions)
    fields, rows = split_tax(turn_tax(fields, rows, pages), rows, pages, conventions)
    fields = _total_before_rounding(fields, rows, pages, conventions)
    fields = _total_before_discount(fields, pages, conventions)
    fields = drop_denied(fields, lines)
    fields = close_lines(change_sides(fields), rows, lines, pages, conventions)
    fields = close_net(fields, rows, pages, conventions)
    dropped = find_misfits(fields, rows, find_confirmed(fields, rows, lines))
    kept = without(fields, *dropped)
    kept = name_tax(_net_of_line(_name_net(kept), lines), rows)
    kept = _drop_idle_rounding(kept)
    return kept, settle_rows(kept, rows, pages, conventions)


def settle_tax(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> tuple[Fields, list[Tax]]:
    """The tax of a receipt, its net where that was taken for the tax, and rows that agree."""
    fields = _name_service(fields, pages)
    fields, rows = split_tax(turn_tax(fields, taxes, pages), taxes, pages, conventions)
    fields, rows = add_slip_sums(fields, rows, pages, conventions)
    fields = tax_in_total(fields, pages, conventions)
    return fields, settle_rows(fields, rows, pages, conventions)


def _name_service(fields: Fields, pages: Sequence[Page]) -> Fields:
    """With what was taken for a slip's tax as a charge, where its row says it is for service."""
    tax, charges = one_field(fields, "total_tax"), one_field(fields, "charges")
    key = text_before(pages, tax) if tax else ""
    if tax is None or not _SERVICE.search(key) or names_tax(key):
        return fields
    if charges is not None and charges.value != tax.value:
        return fields
    others = without(fields, "total_tax")
    return {**others, "charges": tax}


def owe_total(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """With the total as what is due, where a row of its own says so: "Amount due", "Net à payer".

    Or with what is due of it, a share withheld: "Ritenuta d'acconto 20 %   -390,08" in between.

    One row that is both ("Total due") is the total; with a prepayment, unless that is doubtful,
    another amount is due.
    """
    total, due = one_field(fields, "total_gross"), one_field(fields, "amount_due")
    prepaid = one_field(fields, "prepaid")
    if total is None or total.page is None or (prepaid and prepaid.confidence >= SURE_PREPAID):
        return fields
    if due is not None and decimal_of(due) != decimal_of(total):
        return fields
    if prepaid is None and (less := _less_withheld(total, pages, conventions)) is not None:
        return {**fields, "amount_due": less}
    for amount in find_printed_amounts(pages, conventions):
        page = pages[amount.page]
        box = page.box_of(amount.words)
        own = is_print_of(amount, pages, total)
        if amount.value == decimal_of(total) and not own and names_owed(amount.key):
            raw = page.text_of(amount.words)
            place = {"raw": raw, "page": amount.page + 1, "box": box}
            if prepaid:
                place["confidence"] = min(total.confidence, 1 - prepaid.confidence)
            owed = {**fields, "amount_due": total.model_copy(update=place)}
            return without(owed, "prepaid")
    return fields


def _less_withheld(total: Field, pages: Sequence[Page], conventions: Conventions) -> Field | None:
    """What is called due and less than a total by what is withheld: "Netto a pagare   2.349,09"."""
    whole = decimal_of(total)
    for amount in find_printed_amounts(pages, conventions):
        if not 0 < amount.value < whole or not names_owed(amount.key):
            continue
        if is_withheld(pages, conventions, whole, amount.value):
            page, confidence = pages[amount.page], max(total.confidence, _WITHHELD)
            return printed_field(page, amount.page + 1, amount.words, amount.value, confidence)
    return None


def _name_net(fields: Fields) -> Fields:
    """With the lines' sum as the net too, where nothing but tax and rounding makes it the total."""
    found = find_fields(fields, "lines_net", "total_tax", "rounding", "total_gross")
    if fields.keys() & {"total_net", "allowances", "charges"} or not found.keys() >= _TAXED:
        return fields
    values = {name: decimal_of(field) for name, field in found.items()}
    off = values["lines_net"] + values["total_tax"] - values["total_gross"]
    if abs(off) < CENT or abs(off + values.get("rounding", ZERO)) < CENT:
        return {**fields, "total_net": found["lines_net"]}
    return fields


def _drop_idle_rounding(fields: Fields) -> Fields:
    """Without a rounding where net and tax make the total, and it makes nothing of what is due."""
    found = find_fields(fields, "total_net", "total_tax", "rounding", "total_gross")
    if len(found) <= TOTALS_N:
        return fields
    net, tax, rounding, gross = map(decimal_of, found.values())
    due, prepaid = one_field(fields, "amount_due"), one_field(fields, "prepaid")
    owed = gross + rounding - (decimal_of(prepaid) if prepaid else ZERO)
    if net + tax != gross or (due is not None and decimal_of(due) == owed):
        return fields
    return without(fields, "rounding")


def _net_of_line(fields: Fields, lines: Sequence[Line]) -> Fields:
    """With the only item's amount as the net, where tax alone makes it the total.

    A short bill prints no sum of one item.
    """
    found = find_fields(fields, "total_tax", "total_gross")
    others = {"total_net", "lines_net", "allowances", "charges", "rounding"}
    if len(lines) != 1 or len(found) < len(("tax", "total")) or fields.keys() & others:
        return fields
    tax, total = map(decimal_of, found.values())
    net = lines[0].get("net_amount")
    if net is None or not tax or decimal_of(net) + tax != total:
        return fields
    return {**fields, "total_net": net}


def _total_before_rounding(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """An invoice's total is net and tax, where that is printed; rounded, it is what is due."""
    found = find_fields(fields, "total_net", "rounding", "total_gross")
    amounts = [tax.amount for tax in taxes if tax.amount is not None]
    parts = list(find_fields(fields, "total_tax").values()) or amounts
    if len(found) < TOTALS_N or not parts:
        return fields
    net, rounding, rounded = (decimal_of(f) for f in found.values())
    tax = sum(map(decimal_of, parts), ZERO)
    if not 0 < abs(rounding) <= MOST_ROUNDING or net + tax + rounding != rounded:
        return fields
    for amount in find_printed_amounts(pages, conventions):
        if amount.value == net + tax:
            total = printed_field(
                pages[amount.page], amount.page + 1, amount.words, net + tax, CLOSED
            )
            return {"amount_due": found["total_gross"], **fields, "total_gross": total}
    return fields


def _total_before_discount(
    fields: Fields, pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """With net and tax as the total where a row calls them so, and what is less as what is due.

    "Total inc GST 10,653.50", "Less point-of-sale discount −2,166.00", "You pay 8,487.50". With no
    total where none is printed and the buyer keeps the difference back: "Retención IRPF 15 %".
    """
    found = find_fields(fields, "total_net", "total_tax", "total_gross")
    if len(found) < TOTALS_N:
        return fields
    net, tax, less = (decimal_of(field) for field in found.values())
    if not 0 < less < net + tax or not tax:
        return fields
    owed = {"amount_due": found["total_gross"], **fields}
    for amount in find_printed_amounts(pages, conventions):
        if amount.value == net + tax and may_name_total(amount.key):
            total = printed_field(
                pages[amount.page], amount.page + 1, amount.words, net + tax, CLOSED
            )
            return {**owed, "total_gross": total}
    if is_withheld(pages, conventions, net + tax, less):
        return without(owed, "total_gross")
    return fields
