"""The totals of a document held against each other: EN 16931, and what a receipt says was paid."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from schemas.record import Check, Field, Tax
from schemas.understanding import Understanding
from schemas.vocabulary import BILL_TYPES
from tasks.check_amounts import ZERO, Amounts, judge
from tasks.sums.other_amounts import explains_due, explains_paid
from tasks.sums.paid_sentences import says_paid
from tasks.sums.printed_amounts import find_printed_amounts
from tasks.sums.receipt_totals import prove_totals


def check_totals(book: Amounts) -> Iterable[Check]:
    """From the lines' sum to the amount due, each total is what those before it make."""
    yield from _check_lines_net(book)
    yield from _check_net(book)
    yield from _check_tax(book)
    yield from _check_gross(book)
    yield from _check_rows(book)
    yield from _check_due(book)


def _check_lines_net(book: Amounts) -> Iterable[Check]:
    """The sum of the lines is the one that is printed, where each line has its amount.

    A till may print each discount below its item, and again all of them below the sum before them.
    """
    printed = book("lines_net")
    total = book.add_up([line.get("net_amount") for line in book.understanding.lines])
    if printed is None or total is None or _holds_discounts(book, total, printed):
        return
    yield judge(
        "BR-CO-10",
        total == printed,
        f"the sum of the lines ({book.print(total)})",
        f"the printed sum ({book.print(printed)})",
    )


def _holds_discounts(book: Amounts, lines: Decimal, printed: Decimal) -> bool:
    """Whether the discounts of a paper's sum are among the lines, which so make its total."""
    allowances = book("allowances")
    if not allowances or book("charges") or book.document.xml_invoice is not None:
        return False
    amounts = (line.get("net_amount") for line in book.understanding.lines)
    off = any(amount is not None and Decimal(amount.value) < 0 for amount in amounts)
    return off and lines == printed - allowances == book("total_gross")


def _check_net(book: Amounts) -> Iterable[Check]:
    """The net total is that of the lines less allowances, with charges.

    Where that makes the total, but not the net one, items are priced with tax, as in a shop.
    """
    lines_net, net, gross = map(book, ("lines_net", "total_net", "total_gross"))
    if lines_net is None or net is None:
        return
    allowances, charges = book("allowances") or ZERO, book("charges") or ZERO
    expected = lines_net - allowances + charges
    if gross == expected and net != gross:
        return
    yield judge(
        "BR-CO-13",
        net == expected,
        f"the net total ({book.print(net)})",
        f"lines ({book.print(lines_net)}) minus allowances ({book.print(allowances)}) plus charges "
        f"({book.print(charges)})",
    )


def _check_tax(book: Amounts) -> Iterable[Check]:
    """The total tax is the sum of the taxes of all rates, where each has its amount."""
    tax = book("total_tax")
    total = book.add_up([row.amount for row in book.understanding.taxes])
    if tax is None or total is None:
        return
    yield judge(
        "BR-CO-14",
        total == tax,
        f"the total tax ({book.print(tax)})",
        f"the sum of the tax amounts ({book.print(total)})",
    )


def _check_gross(book: Amounts) -> Iterable[Check]:
    """The total is net and tax, or what the paper rounds that to, or prints as added to it."""
    net, tax, gross = map(book, ("total_net", "total_tax", "total_gross"))
    if net is None or tax is None or gross is None:
        return
    rounding = book("rounding") or ZERO
    passed = gross in _rounded(book, net + tax, rounding) or (
        _taxes_all(book, book.understanding.taxes, net, tax)
        and book.is_explained(explains_paid, net + tax, gross)
    )
    extra = f" plus rounding ({book.print(rounding)})" if rounding else ""
    yield judge(
        "BR-CO-15",
        passed,
        f"the total ({book.print(gross)})",
        f"net ({book.print(net)}) plus tax ({book.print(tax)}){extra}",
    )


def _check_rows(book: Amounts) -> Iterable[Check]:
    """Without a total tax, net and the taxes of all rates make the total of a printed bill.

    Where no net is printed either, it is what those rows are of: 10.00 at 20 % is not 2,982.60.
    Nothing is known where one of several rows has but a rate.
    """
    rows, gross = book.understanding.taxes, book("total_gross")
    if book("total_tax") is not None or gross is None or not _is_printed_invoice(book):
        return
    net = book("total_net")
    net = book.add_up([row.base for row in rows]) if net is None else net
    if not rows or net is None or net == gross:
        return
    if not all(row.base or row.amount or len(rows) == 1 for row in rows):
        return
    taxes = [_tax_of(row, net) for row in rows]
    tax = book.round(sum((tax for tax in taxes if tax is not None), ZERO))
    made = net + tax
    passed = (
        abs(made - gross) <= book.tax_tolerance * len(rows)
        or gross in _rounded(book, made, book("rounding") or ZERO)
        or book.is_explained(explains_paid, made, gross)
    )
    yield judge(
        "BR-CO-15",
        passed,
        f"the total ({book.print(gross)})",
        f"net ({book.print(net)}) plus tax"
        f" ({'not printed for each row' if None in taxes else book.print(tax)})",
    )


def _tax_of(row: Tax, net: Decimal) -> Decimal | None:
    """The tax of a row, or else the rate's share of what it is of: "21 %   100,00"."""
    if row.amount is not None:
        return Decimal(row.amount.value)
    if row.rate is None:
        return None
    return Decimal(row.rate.value) * (Decimal(row.base.value) if row.base else net) / 100


def _is_printed_invoice(book: Amounts) -> bool:
    """Whether a document is an invoice that people read, not data."""
    printed = book.document.xml_invoice is None
    return printed and book.understanding.doc_type.value in BILL_TYPES


def _check_due(book: Amounts) -> Iterable[Check]:
    """What is due is the total less what was paid, or what the paper makes of that."""
    gross, due = book("total_gross"), book("amount_due")
    if gross is None or due is None or _leaves_nothing(book.understanding, due):
        return
    prepaid, rounding = book("prepaid") or ZERO, book("rounding") or ZERO
    owed = gross - prepaid
    passed = due in _rounded(book, owed, rounding) or book.is_explained(explains_due, owed, due)
    yield judge(
        "BR-CO-16",
        passed,
        f"the amount due ({book.print(due)})",
        f"total ({book.print(gross)}) minus prepaid ({book.print(prepaid)}) plus rounding "
        f"({book.print(rounding)})",
    )


def _rounded(book: Amounts, made: Decimal, rounding: Decimal) -> list[Decimal]:
    """What a sum may be printed as: cash totals are rounded on the paper itself (5 Rappen)."""
    coins = [book.to_coins(made)] if book.document.xml_invoice is None else []
    return [made, made + rounding, *coins]


def _leaves_nothing(understanding: Understanding, due: Decimal) -> bool:
    """Whether a total says nothing of what is due: a payslip's, and one that is said to be paid."""
    kind, owed = understanding.doc_type.value, understanding.fields.get("amount_due")
    paid = kind == "receipt" or (isinstance(owed, Field) and bool(says_paid(owed.raw)))
    return kind == "payslip" or (paid and not due)


def _taxes_all(book: Amounts, taxes: Sequence[Tax], net: Decimal, tax: Decimal) -> bool:
    """Whether the tax is that of the whole net amount and of nothing else: what is added has none.

    Else outlays may be taxed, and the net amount be one without them.
    """
    if len(taxes) > 1:
        bases, amounts = (book.add_up(parts) for parts in zip(*_parts(taxes), strict=True))
        return (bases, amounts) == (net, tax)
    rates = [Decimal(row.rate.value) for row in taxes if row.rate is not None]
    return len(rates) == len(taxes) == 1 and (
        abs(book.round(net * rates[0] / 100) - tax) <= book.tax_tolerance
    )


def _parts(taxes: Sequence[Tax]) -> Iterable[tuple[Field | None, Field | None]]:
    """Base and amount of each row, whose rate is told."""
    return ((row.base, row.amount) if row.rate else (None, None) for row in taxes)


def check_tax_rates(book: Amounts) -> Iterable[Check]:
    """The tax of each rate is that share of its base; a base that names no rate is part of the net.

    That some of the net is not taxed is common; so a base that is no more says nothing.
    """
    net = book("total_net")
    for tax in book.understanding.taxes:
        if tax.rate is None and tax.base is not None and net is not None:
            base = book.round(tax.base)
            if abs(base) > abs(net):
                what = f"what a tax is of ({book.print(base)})"
                yield judge("BR-CO-17", False, what, f"part of the net total ({book.print(net)})")
        if tax.rate is None or tax.base is None or tax.amount is None:
            continue
        expected = book.round(Decimal(tax.base.value) * Decimal(tax.rate.value) / 100)
        amount = book.round(tax.amount)
        yield judge(
            "BR-CO-17",
            # Of nothing there is no cent to round.
            abs(expected - amount) <= (book.tax_tolerance if Decimal(tax.rate.value) else 0),
            f"the tax at {tax.rate.value} % ({book.print(amount)})",
            f"{tax.rate.value} % of {book.print(book.round(tax.base))} ({book.print(expected)})",
        )


def check_paid(book: Amounts) -> Iterable[Check]:
    """A receipt's total is what was paid less the change, or what its subtotal adds up to."""
    gross = book("total_gross")
    if book.understanding.doc_type.value != "receipt" or gross is None:
        return
    proved = prove_totals(find_printed_amounts(book.document.pages, book.conventions))
    if proved:
        sums = "; ".join(f"{book.print(book.round(v))} ({why})" for v, why in proved.items())
        yield judge(
            "PAID",
            gross in [book.round(value) for value in proved],
            f"the total ({book.print(gross)})",
            f"what the receipt's own amounts come to: {sums}",
        )
