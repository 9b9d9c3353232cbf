"""The signs of amounts, whatever minus the paper prints.

Discounts and prepayments come out positive, for the checks subtract them. Credit notes come out
negative: the same amounts change sign as in the e-invoice reader, but for a line's discount. That
of a paper is mostly a rate (“40 %”) and stays as printed, as unit prices do.
"""

from collections.abc import Sequence
from decimal import Decimal

from schemas.record import Field, Fields, Line, Tax
from schemas.vocabulary import AMOUNT_FIELDS, SIGNED_COLUMNS, TOTALS

_NET = "net_amount"


#: Printed "-5.00" or "5.00" alike; EN 16931 subtracts them either way.
_DEDUCTIONS = ("allowances", "prepaid")


def align_deductions(fields: Fields) -> Fields:
    """Discounts and prepayments with the sign of the total that they lower."""
    total = next(
        (
            found
            for name in ("total_gross", "total_net", "lines_net")
            if isinstance(found := fields.get(name), Field)
        ),
        None,
    )
    negative = total is not None and total.value.startswith("-")
    aligned = dict(fields)
    for name in _DEDUCTIONS:
        found = fields.get(name)
        if isinstance(found, Field) and found.value.startswith("-") != negative:
            aligned[name] = _negate(found)
    return aligned


def make_negative(
    fields: Fields, lines: list[Line], taxes: list[Tax]
) -> tuple[Fields, list[Line], list[Tax]]:
    """All amounts of a credit note with their sign changed, unless it prints its total negative.

    Then only items, and what they are taxed, that make the total as positive amounts change it. A
    minus that stands apart from its number may be read before the net alone.
    """
    fields = _sign_alike(fields)
    totals = [fields.get(name) for name in ("total_gross", "amount_due", "total_net")]
    if any(isinstance(total, Field) and total.value.startswith("-") for total in totals):
        if _is_unsigned(fields, lines):
            return fields, [_negate_some(line) for line in lines], [_owed_back(t) for t in taxes]
        return fields, [_return_goods(line) for line in lines], taxes
    if any(_NET in line and line[_NET].value.startswith("-") for line in lines):
        unsigned = [_clear_minus(line) for line in lines]
        lines = unsigned if _makes_total(fields, unsigned, 1) else lines
    signed: Fields = {
        name: _negate(found) if name in AMOUNT_FIELDS and isinstance(found, Field) else found
        for name, found in fields.items()
    }
    return signed, [_negate_some(line) for line in lines], [_negate_tax(tax) for tax in taxes]


def _sign_alike(fields: Fields) -> Fields:
    """The fields with net, tax and total negative, where one is and they add up without signs."""
    sums = {n: f for n in TOTALS if isinstance(f := fields.get(n), Field)}
    amounts = [abs(Decimal(found.value)) for found in sums.values()]
    if len(sums) < len(TOTALS) or amounts[0] + amounts[1] != amounts[2]:
        return fields
    signs = {n: found.value.startswith("-") for n, found in sums.items()}
    if not any(signs.values()):
        return fields
    return {**fields, **{n: _negate(found) for n, found in sums.items() if not signs[n]}}


def clear_brackets(lines: Sequence[Line]) -> list[Line]:
    """The lines of a quote whose amounts stand in brackets, "(336.00)", as positive amounts.

    They are of alternatives, that the sum does not count: quantity and price are positive.
    """
    return [_clear_brackets(line) for line in lines]


def _clear_brackets(line: Line) -> Line:
    net, beside = line.get("net_amount"), [line.get(name) for name in ("quantity", "unit_price")]
    counted = [found for found in beside if found is not None]
    bracketed = net is not None and net.raw.lstrip().startswith("(")
    if net is None or not bracketed or not counted or not net.value.startswith("-"):
        return dict(line)
    if any(found.value.startswith("-") for found in counted):
        return dict(line)
    return {**line, "net_amount": _negate(net)}


def _is_unsigned(fields: Fields, lines: Sequence[Line]) -> bool:
    """Whether the lines make the negative net or total as positive amounts."""
    return _makes_total(fields, lines, -1)


def _makes_total(fields: Fields, lines: Sequence[Line], sign: int) -> bool:
    """Whether positive amounts of all lines make the net or total, with a sign of its own."""
    nets = [Decimal(line[_NET].value) if _NET in line else None for line in lines]
    amounts = [net for net in nets if net is not None]
    if not amounts or len(amounts) < len(nets) or min(amounts) < 0:
        return False
    totals = [fields.get(name) for name in ("lines_net", "total_net", "total_gross")]
    return any(isinstance(t, Field) and Decimal(t.value) == sign * sum(amounts) for t in totals)


def _clear_minus(line: Line) -> Line:
    """A line with a positive amount: of a minus apart from its number, one row may be read."""
    net = line.get(_NET)
    return {**line, _NET: _negate(net)} if net and net.value.startswith("-") else dict(line)


def _negate(found: Field) -> Field:
    value = found.value
    if value.strip("0.") == "":
        return found
    return found.model_copy(update={"value": value[1:] if value.startswith("-") else f"-{value}"})


def _return_goods(line: Line) -> Line:
    """A line with a negative quantity, where its amount is printed negative and its quantity not.

    A price is not negative: "2   -64.99   -129.98" are two less at 64.99, goods taken back as well
    as a rebate, "Goodwill   1   -50.00   -50.00".
    """
    quantity, price, net = (line.get(name) for name in ("quantity", "unit_price", "net_amount"))
    if quantity is None or net is None or not net.value.startswith("-"):
        return dict(line)
    if quantity.value.startswith("-"):
        return dict(line)
    turned = {**line, "quantity": _negate(quantity)}
    return turned | ({"unit_price": _negate(price)} if price and _is_negative(price) else {})


def _is_negative(found: Field) -> bool:
    return found.value.startswith("-")


def _negate_some(line: Line) -> Line:
    """A line with its signs changed; a fee among what is returned, "1   -7.50   -7.50", is due.

    There the minus is the price's, and the quantity stays.
    """
    negative = {name for name, found in line.items() if _is_negative(found)}
    columns = SIGNED_COLUMNS
    if negative >= {"unit_price", _NET} and "quantity" not in negative:
        columns = columns - {"quantity"} | {"unit_price"}
    return {name: _negate(found) if name in columns else found for name, found in line.items()}


def _owed_back(tax: Tax) -> Tax:
    """A tax row that is printed without the total's sign, with it."""
    signed = tax.amount is not None and tax.amount.value.startswith("-")
    return tax if signed else _negate_tax(tax)


def _negate_tax(tax: Tax) -> Tax:
    return tax.model_copy(
        update={
            "base": _negate(tax.base) if tax.base else None,
            "amount": _negate(tax.amount) if tax.amount else None,
        }
    )
