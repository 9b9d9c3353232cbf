"""The lines of a printed bill held against the sums that it prints."""

from collections.abc import Iterable
from decimal import Decimal

from schemas.record import Check
from schemas.vocabulary import BILL_TYPES, INVOICE_TYPES
from tasks.check_amounts import ZERO, Amounts, judge
from tasks.sums.other_amounts import explains_due, explains_lines, explains_total
from tasks.values.amounts import COIN
from tasks.values.rates import MOST_RATE


def check_lines(book: Amounts) -> Iterable[Check]:
    """The lines of a printed bill make one of its sums, where it prints none of theirs alone.

    A line that was lost, or a row that is none, would pass all other checks. A receipt's lines are
    often but a part of it, and need only hold none that is more than the whole.
    """
    yield from _check_greatest(book)
    known = _lines_to_judge(book)
    if not known:
        return
    whole = book.round(sum(known, ZERO))
    changes = _find_changes(book)
    sums, explained = _find_sums(book), False
    gross = book("total_gross")
    is_invoice = book.understanding.doc_type.value in INVOICE_TYPES
    if book("total_tax") is None and gross is not None and is_invoice:
        # A part's net is printed, too: without a total tax, net and taxes must reach the total.
        parts = [book.round(row.amount) for row in book.understanding.taxes if row.amount]
        sums = [s for s in sums if _reaches(s, gross, sum(parts, ZERO), changes)]
        explained = book.is_explained(explains_total, whole, gross)
    if sums:
        yield judge(
            "LINES",
            explained or any(_makes(book, whole, total, changes) for total in sums),
            f"the sum of the lines ({book.print(whole)})",
            f"one that the paper prints ({', '.join(map(book.print, dict.fromkeys(sums)))})",
        )


def _check_greatest(book: Amounts) -> Iterable[Check]:
    """No line of a receipt is more than its total, where the paper takes nothing off."""
    gross, kind = book("total_gross"), book.understanding.doc_type.value
    amounts = [line.get("net_amount") for line in book.understanding.lines]
    known = [book.round(amount) for amount in amounts if amount is not None]
    if kind != "receipt" or not known or gross is None or gross <= 0 or min(known) < 0:
        return
    off = any(map(book, ("allowances", "prepaid")))
    whole = sum(known, ZERO)
    if max(known) <= gross + COIN or off or book.is_explained(explains_lines, whole, gross):
        return
    yield judge(
        "LINES",
        False,
        f"the greatest line ({book.print(max(known))})",
        f"within the total ({book.print(gross)})",
    )


def _lines_to_judge(book: Amounts) -> list[Decimal]:
    """The amounts of a printed bill's lines; none where BR-CO-10 judges them."""
    amounts = [line.get("net_amount") for line in book.understanding.lines]
    known = [Decimal(amount.value) for amount in amounts if amount is not None]
    judged = book("lines_net") is not None and len(known) == len(amounts)
    bill = book.understanding.doc_type.value in BILL_TYPES
    return known if bill and not judged and book.document.xml_invoice is None else []


def _find_sums(book: Amounts) -> list[Decimal]:
    """What the lines may come to: the printed sums, and the total without its tax."""
    lines_net, net, tax, gross = map(book, ("lines_net", "total_net", "total_tax", "total_gross"))
    untaxed = gross - tax if gross is not None and tax is not None else None
    return [total for total in (lines_net, net, gross, untaxed) if total is not None]


def _find_changes(book: Amounts) -> set[Decimal]:
    """By how much a sum may differ from its lines: by discounts, charges, or both."""
    off, on = book("allowances") or ZERO, book("charges") or ZERO
    return {ZERO, abs(off), -abs(on), abs(off) - abs(on), _added_to_total(book)}


def _makes(book: Amounts, whole: Decimal, total: Decimal, changes: Iterable[Decimal]) -> bool:
    """Whether lines come to a sum but for a change, or the paper prints why they do not."""
    fits = any(abs(abs(whole) - abs(total) - change) <= COIN for change in changes)
    return fits or book.is_explained(explains_lines, whole, total)


def _added_to_total(book: Amounts) -> Decimal:
    """What the paper adds to its total, or takes off, and may list among its items: deposits."""
    gross, due = book("total_gross"), book("amount_due")
    if gross is None or due is None:
        return ZERO
    made = gross - (book("prepaid") or ZERO)
    return due - made if book.is_explained(explains_due, made, due) else ZERO


def _reaches(part: Decimal, gross: Decimal, tax: Decimal, changes: Iterable[Decimal]) -> bool:
    """Whether an amount without tax is the total but for the taxes of the breakdown, if any."""
    rest = [abs(gross) - abs(part) + change for change in changes]
    taxed = 0 < abs(tax) <= abs(part) * MOST_RATE / 100
    return any(abs(off) <= COIN or (taxed and abs(off - abs(tax)) <= COIN) for off in rest)
