"""The tax of a document with the rows of its breakdown: what net and total prove of both."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields, Tax
from tasks.fields.beside import text_before
from tasks.sums.amount_fields import CLOSED, ENDS, MOST_ROUNDING, TOTALS_N, ZERO, decimal_of
from tasks.sums.breakdown import prove_breakdown, read_rated
from tasks.sums.misfits import SURE, differences
from tasks.sums.printed_amounts import amounts_among, find_printed_amounts, printed_field
from tasks.sums.taxes import fits
from tasks.sums.total_words import names_net, names_owed, names_tax
from tasks.values.amounts import CENT, COIN
from tasks.values.cells import word_rows
from tasks.values.named_fields import find_fields, one_field, without
from tasks.values.normalize import Conventions
from tasks.values.rates import MOST_RATE
from tasks.values.tax_words import TAX

_ROWS_APART = 2  # two taxes one below the other, a row of other text between them at most


def turn_tax(fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page]) -> Fields:
    """With what was taken for the tax as the net, where the tax of the only row is its rate of it.

    A receipt names neither: "20 % MwSt. 16,25" below "81,25". What was taken for that row's tax,
    and is more than the tax, is the net: "HT 5,5 % 80,00" above "TVA 5,5 % 4,40". With the sign of
    a credit note's other totals, where that makes it fit; of two totals that tax parts the greater
    is the total.
    Of three that make each other, with a "tax" that is more than the "total", each is the next one.
    """
    tax, gross, net = (
        one_field(fields, name) for name in ("total_tax", "total_gross", "total_net")
    )
    if tax is None or gross is None:
        return fields
    if net is not None:
        if _are_swapped(net, tax, gross, pages):
            return {**fields, "total_net": gross, "total_gross": net}
        if _is_more_than_total(net, tax, gross):
            return {**fields, "total_net": tax, "total_tax": gross, "total_gross": net}
        back = decimal_of(net) < 0 < decimal_of(tax) and decimal_of(net) - decimal_of(
            tax
        ) == decimal_of(gross)
        owed = tax.model_copy(update={"value": f"-{tax.value}"})
        return {**fields, "total_tax": owed} if back else fields
    row = taxes[0] if len(taxes) == 1 else Tax()
    if row.amount is None or decimal_of(tax) + decimal_of(row.amount) != decimal_of(gross):
        return fields
    if row.base is None and abs(decimal_of(row.amount)) > abs(decimal_of(tax)):
        return {**fields, "total_net": row.amount}
    if not fits(row.model_copy(update={"base": tax}), CENT):
        return fields
    return {**fields, "total_net": tax, "total_tax": row.amount}


def _are_swapped(net: Field, tax: Field, gross: Field, pages: Sequence[Page]) -> bool:
    """Whether the net is the total with its tax, and the total the net, as its caption says.

    Of what is withheld ("CIS deduction 20 %") the same may be true of amounts.
    """
    values = [decimal_of(one) for one in (net, tax, gross)]
    signs = {value > 0 for value in values}
    parted = len(signs) == 1 and values[0] - values[1] == values[2] and values[1] != 0
    return parted and names_net(text_before(pages, gross)) and names_tax(text_before(pages, tax))


def _is_more_than_total(net: Field, tax: Field, gross: Field) -> bool:
    """Whether a "tax" and a lesser "total" make the "net": they are net, tax and total."""
    whole, most, least = (decimal_of(one) for one in (net, tax, gross))
    return whole == most + least and 0 < abs(least) <= abs(most) * MOST_RATE / 100 < abs(most)


def tax_for_due(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """With what was doubtfully taken for the amount due as the tax, if net and total lack just it.

    The sum of all taxes in a table of their own, which no caption calls owed.
    """
    found = find_fields(fields, "total_net", "total_gross", "amount_due")
    if len(found) < TOTALS_N or fields.keys() & {"total_tax", "prepaid"}:
        return fields
    net, gross, due = map(decimal_of, found.values())
    rounding = one_field(fields, "rounding")
    made = net + due + (decimal_of(rounding) if rounding else ZERO)
    is_tax = made == gross and 0 < due <= net * MOST_RATE / 100
    if not is_tax or found["amount_due"].confidence >= SURE:
        return fields
    printed = find_printed_amounts(pages, conventions)
    if any(one.value == due and names_owed(one.key) for one in printed):
        return fields
    others = without(fields, "amount_due")
    return {**others, "total_tax": found["amount_due"]}


def total_of_bases(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """With what all rows of the breakdown make, if printed, for a "total" that is one row's base.

    "Paid in full £418.89" above "Includes VAT at 20%: £67.32 on £336.62", and more rates.
    """
    total, net = one_field(fields, "total_gross"), one_field(fields, "total_net")
    rows = [(tax.base, tax.amount) for tax in taxes if fits(tax, CENT)]
    parts = [(decimal_of(base), decimal_of(amount)) for base, amount in rows if base and amount]
    if total is None or len(parts) != len(taxes):
        return fields
    whole = sum((base + amount for base, amount in parts), ZERO)
    if decimal_of(total) not in {base for base, _ in parts} or whole <= decimal_of(total):
        return fields
    for one in find_printed_amounts(pages, conventions):
        if one.value == whole:
            page, number = pages[one.page], one.page + 1
            found = printed_field(page, number, one.words, whole, CLOSED)
            misread = {"total_net"} if net and decimal_of(net) == whole else set()
            kept = without(fields, *misread)
            return {**kept, "total_gross": found}
    return fields


def split_tax(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> tuple[Fields, list[Tax]]:
    """Without a total tax that is but one of two, their rates printed one row below the other.

    "GST 5 % 116.95" and "PST 7 % 47.39": no sum of them is printed.
    """
    found = find_fields(fields, "total_net", "total_tax", "total_gross")
    if len(found) < TOTALS_N or found["total_tax"].box is None:
        return fields, list(taxes)
    net, tax, gross = map(decimal_of, found.values())
    rest = gross - net - tax
    if rest and (proved := prove_breakdown(net, gross - net, pages, conventions)):
        return without(fields, "total_tax"), proved
    number = found["total_tax"].page or 1
    page = pages[number - 1]
    rated = read_rated(page, conventions) if rest > 0 else []
    own, other = ([row for row in rated if row.value == amount] for amount in (tax, rest))
    if (len(own), len(other)) != (1, 1) or abs(own[0].row - other[0].row) > _ROWS_APART:
        return fields, list(taxes)
    rows = [
        Tax(
            rate=printed_field(page, number, row.rate_words, row.rate, CLOSED),
            amount=printed_field(page, number, row.words, row.value, CLOSED),
        )
        for row in sorted([*own, *other], key=lambda row: row.row)
    ]
    return without(fields, "total_tax"), rows


def name_tax(fields: Fields, taxes: Sequence[Tax]) -> Fields:
    """With the tax of the only rate as the tax, where it makes the total of the net."""
    found = find_fields(fields, "total_net", "total_tax", "rounding", "total_gross")
    amounts = [tax.amount for tax in taxes if tax.amount is not None and decimal_of(tax.amount)]
    if not found.keys() >= ENDS or len(amounts) != 1:
        return fields
    values = {name: decimal_of(field) for name, field in found.items()}
    off = values["total_net"] + decimal_of(amounts[0]) - values["total_gross"]
    fits_in = abs(off) < CENT or abs(off + values.get("rounding", ZERO)) < CENT
    if not fits_in or values.get("total_tax") == decimal_of(amounts[0]):
        return fields
    return {**fields, "total_tax": amounts[0].model_copy(update={"origin": "rule"})}


def add_slip_sums(
    fields: Fields, taxes: list[Tax], pages: Sequence[Page], conventions: Conventions
) -> tuple[Fields, list[Tax]]:
    """With the net and the tax that a breakdown below the total prints: "46.83   6.52".

    They make the total, or that before it was rounded, and are the only row's own or proved by the
    rows above them. What the model has stays if it makes the total.
    """
    found = find_fields(fields, "total_gross", "total_net", "total_tax")
    if "total_gross" not in found:
        return fields, taxes
    gross = decimal_of(found["total_gross"])
    if len(found) == TOTALS_N:
        off = decimal_of(found["total_net"]) + decimal_of(found["total_tax"]) - gross
        if abs(off) <= MOST_ROUNDING:
            return fields, taxes
    elif "total_net" in found:
        return fields, taxes
    for number, page in enumerate(pages, start=1):
        for words in word_rows(page).values():
            amounts = amounts_among(page, words, conventions)
            wholes = {gross, *(v for v, _ in amounts if abs(v - gross) <= COIN)}
            for (net, at), (tax, behind) in pairwise(amounts):
                if net + tax not in wholes or not net > tax >= 0:
                    continue
                only = len(taxes) == 1 and fits(taxes[0], CENT)
                own = only and taxes[0].base is not None and decimal_of(taxes[0].base) == net
                rows = taxes if own else prove_breakdown(net, tax, pages, conventions)
                if rows:
                    sums = {
                        "total_net": printed_field(page, number, at, net, CLOSED),
                        "total_tax": printed_field(page, number, behind, tax, CLOSED),
                    }
                    seen = decimal_of(found["total_tax"]) if "total_tax" in found else tax
                    fits_in = len(found) < TOTALS_N and net + seen in wholes
                    return ({**sums, **fields} if fits_in else {**fields, **sums}), rows
    return fields, taxes


def tax_in_total(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """With the only tax that a slip prints, where it is a printed rate of the total or of its row.

    "Total incl. VAT @ 20%   212.99" above "VAT included   35.50"; "VAT S 20.00% on 29.07   5.82"
    above "VAT Z 0.00% on 16.50   0.00".
    """
    gross, tax = one_field(fields, "total_gross"), one_field(fields, "total_tax")
    if gross is None or (tax is not None and decimal_of(tax)):
        return fields
    whole, found = decimal_of(gross), dict[Decimal, Field]()
    for number, page in enumerate(pages, start=1):
        rated = read_rated(page, conventions)
        for row, words in word_rows(page).items():
            amounts = amounts_among(page, words, conventions)
            if not amounts or not TAX.search(page.text_of(words)):
                continue
            *bases, (last, own) = amounts
            rates = [one.rate for one in rated if one.row == row] or [one.rate for one in rated]
            if 0 < last < whole and _is_rate_of(last, rates, whole, [value for value, _ in bases]):
                found[last] = printed_field(page, number, own, last, CLOSED)
    return {**fields, "total_tax": found.popitem()[1]} if len(found) == 1 else fields


def _is_rate_of(
    tax: Decimal, rates: Sequence[Decimal], whole: Decimal, bases: Sequence[Decimal]
) -> bool:
    """Whether a tax is within the total at one of the rates, or within or on its row's base."""
    return any(
        any(abs(base * rate / (100 + rate) - tax) <= CENT for base in (whole, *bases))
        or any(abs(base * rate / 100 - tax) <= CENT for base in bases)
        for rate in rates
    )


def settle_rows(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> list[Tax]:
    """The breakdown; of one that does not make a proved tax the rows that do, or nothing.

    Rows that were missed are found where the page's numbers prove them.
    """
    taxes = [_without_gross(tax) for tax in taxes] or _row_of_totals(fields, pages, conventions)
    totals = find_fields(fields, "total_net", "total_tax", "total_gross")
    values = {name: decimal_of(f) for name, f in totals.items()}
    if not values.keys() >= ENDS or any(abs(off) >= CENT for off in differences(values)):
        return taxes
    net = values["total_net"]
    tax = values.get("total_tax", values["total_gross"] - net)
    amounts = [decimal_of(row.amount) for row in taxes if row.amount is not None]
    made_whole = sum(amounts) == tax
    if made_whole and not any(row.rate and row.base and not fits(row, CENT) for row in taxes):
        return taxes
    fitting = [row for row in taxes if fits(row, CENT)]
    made = sum((decimal_of(row.amount) for row in fitting if row.amount), ZERO)
    if made == tax and fitting and not made_whole:
        return fitting
    proved = prove_breakdown(net, tax, pages, conventions)
    denied = amounts and not made_whole and not made and "total_tax" in values
    return proved or ([] if denied else taxes)


def _row_of_totals(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> list[Tax]:
    """The only row of a breakdown that nobody printed: the net, its tax, and the rate beside it.

    "Subtotal 414.00" above "VAT 20 % 82.80".
    """
    net, tax = one_field(fields, "total_net"), one_field(fields, "total_tax")
    if net is None or tax is None or tax.page is None or not decimal_of(tax):
        return []
    page = pages[tax.page - 1]
    for one in read_rated(page, conventions):
        rate = printed_field(page, tax.page, one.rate_words, one.rate, CLOSED)
        row = Tax(rate=rate, base=net, amount=tax)
        if abs(decimal_of(tax)) == abs(one.value) and fits(row, CENT):
            return [row]
    return []


def _without_gross(tax: Tax) -> Tax:
    """A row without what is no base but holds the tax, or is it: "2.6 % of 41.95" is 1.06."""
    if tax.rate is None or tax.base is None or tax.amount is None or fits(tax, CENT):
        return tax
    rate, base, amount = (decimal_of(one) for one in (tax.rate, tax.base, tax.amount))
    within = base * rate / (100 + rate)
    no_base = base == amount or abs(within - amount) < CENT
    return tax.model_copy(update={"base": None}) if no_base else tax
