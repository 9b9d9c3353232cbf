"""The rules a document must satisfy: EN 16931 arithmetic, identifiers, the order of dates.

A rule is judged only where its operands are there: a missing amount passes nothing, so its check
is left out. Amounts compare after rounding half up to the currency's minor unit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property

from schemas.document import Page, SourceDocument
from schemas.record import Check, Field, Tax
from schemas.understanding import Understanding
from schemas.vocabulary import BILL_TYPES, INVOICE_TYPES
from tasks.sums.other_amounts import explains_due, explains_lines, explains_total
from tasks.sums.printed_amounts import find_printed_amounts
from tasks.sums.receipt_totals import prove_totals
from tasks.values.currency import minor_digits
from tasks.values.identifiers import is_iban, is_vat_id
from tasks.values.normalize import Conventions, decide_conventions
from tasks.values.rates import MOST_RATE

_ZERO = Decimal(0)
_CASH = Decimal("0.05")  # up to which sums are rounded where smaller coins are rare
#: What printed sums are rounded to where no smaller coin is left; e-invoices say by how much.
_SMALLEST_COINS = {"CHF": Decimal("0.05")}
_WIDE = Context(prec=100)  # a rate of 18 digits is nonsense, but no reason to give up


def check_document(document: SourceDocument, understanding: Understanding) -> list[Check]:
    """All checks whose operands were read, passed or not."""
    book = _Amounts(document, understanding)
    return [
        *_check_totals(book, document, understanding),
        *_check_lines(book, document, understanding),
        *_check_tax_rates(book, understanding.taxes),
        *_check_identifiers(understanding.fields),
        *_check_dates(understanding.fields),
        *_check_printed_total(book, document, understanding),
        *_check_paid(book, document, understanding),
    ]


class _Amounts:
    """The document's amounts as Decimal, rounded to the minor unit, two digits or more."""

    def __init__(self, document: SourceDocument, understanding: Understanding) -> None:
        self._pages, self._language = document.pages, understanding.language
        self._fields = understanding.fields
        currency = self._fields.get("currency")
        digits = minor_digits(currency.value if isinstance(currency, Field) else None)
        self.unit = Decimal(1).scaleb(-max(digits, 2))
        # BR-CO-17: rounding per line or per rate both occur, and in yen each is a whole yen.
        self.tax_tolerance = Decimal(1).scaleb(-digits)
        self._coin = _SMALLEST_COINS.get(currency.value) if isinstance(currency, Field) else None

    @cached_property
    def conventions(self) -> Conventions:
        """How the pages write amounts; dates are not looked at."""
        texts = [text for page in self._pages for text in page.row_texts()]
        return decide_conventions(texts, self._language)

    def __call__(self, name: str) -> Decimal | None:
        found = self._fields.get(name)
        return self.round(found) if isinstance(found, Field) else None

    def round(self, found: Field | Decimal) -> Decimal:
        value = found if isinstance(found, Decimal) else Decimal(found.value)
        return value.quantize(self.unit, ROUND_HALF_UP, _WIDE)

    def to_coins(self, value: Decimal) -> Decimal:
        """A sum as it is paid where the smallest coin is more than the minor unit."""
        if self._coin is None:
            return value
        return (value / self._coin).quantize(Decimal(1), ROUND_HALF_UP, _WIDE) * self._coin

    def print(self, value: Decimal) -> str:
        return f"{value:,.2f}"


def _check_totals(
    book: _Amounts, document: SourceDocument, understanding: Understanding
) -> Iterable[Check]:
    net, tax, gross = book("total_net"), book("total_tax"), book("total_gross")
    lines_net, due = book("lines_net"), book("amount_due")
    rounding = book("rounding") or _ZERO
    show = book.print

    amounts = [line.get("net_amount") for line in understanding.lines]
    if lines_net is not None and amounts and all(amounts):
        total = book.round(sum((Decimal(a.value) for a in amounts if a), _ZERO))
        yield _judge(
            "BR-CO-10",
            total == lines_net,
            f"the sum of the lines ({show(total)})",
            f"the printed sum ({show(lines_net)})",
        )
    if lines_net is not None and net is not None:
        allowances, charges = book("allowances") or _ZERO, book("charges") or _ZERO
        expected = lines_net - allowances + charges
        if gross != expected or net == gross:  # else the items are priced with tax, as in a shop
            yield _judge(
                "BR-CO-13",
                net == expected,
                f"the net total ({show(net)})",
                f"lines ({show(lines_net)}) minus allowances ({show(allowances)}) plus charges "
                f"({show(charges)})",
            )
    parts = [row.amount for row in understanding.taxes]
    if tax is not None and parts and all(parts):
        total = book.round(sum((Decimal(p.value) for p in parts if p), _ZERO))
        yield _judge(
            "BR-CO-14",
            total == tax,
            f"the total tax ({show(tax)})",
            f"the sum of the tax amounts ({show(total)})",
        )
    if net is not None and tax is not None and gross is not None:
        # Cash totals are rounded on the paper itself (5 sen, 5 Rappen) before they are paid.
        made = [net + tax, net + tax + rounding]
        if document.xml_invoice is None:
            made.append(book.to_coins(net + tax))
        passed = gross in made or (
            _taxes_all(book, understanding.taxes, net, tax)
            and _is_explained(explains_total, book, document, net + tax, gross)
        )
        extra = f" plus rounding ({show(rounding)})" if rounding else ""
        yield _judge(
            "BR-CO-15",
            passed,
            f"the total ({show(gross)})",
            f"net ({show(net)}) plus tax ({show(tax)}){extra}",
        )
    if gross is not None and due is not None and not _leaves_nothing(understanding, due):
        prepaid = book("prepaid") or _ZERO
        owed = [gross - prepaid, gross - prepaid + rounding]
        if document.xml_invoice is None:
            owed.append(book.to_coins(gross - prepaid))
        passed = due in owed or _is_explained(explains_due, book, document, gross - prepaid, due)
        yield _judge(
            "BR-CO-16",
            passed,
            f"the amount due ({show(due)})",
            f"total ({show(gross)}) minus prepaid ({show(prepaid)}) plus rounding "
            f"({show(rounding)})",
        )


def _leaves_nothing(understanding: Understanding, due: Decimal) -> bool:
    """Whether a total says nothing of what is due: a payslip's, and one that a receipt has paid."""
    kind = understanding.doc_type.value
    return kind == "payslip" or (kind == "receipt" and not due)


def _check_lines(
    book: _Amounts, document: SourceDocument, understanding: Understanding
) -> Iterable[Check]:
    """The lines of a printed bill make one of its sums, where it prints none of theirs alone.

    A line that was lost, or a row that is none, would pass all other checks.
    """
    bill = understanding.doc_type.value in BILL_TYPES
    amounts = [line.get("net_amount") for line in understanding.lines]
    known = [Decimal(amount.value) for amount in amounts if amount is not None]
    lines_net, net, tax, gross = map(book, ("lines_net", "total_net", "total_tax", "total_gross"))
    judged = lines_net is not None and len(known) == len(amounts)  # by BR-CO-10
    if not bill or not known or judged or document.xml_invoice is not None:
        return
    sums = [total for total in (lines_net, net, gross) if total is not None]
    if gross is not None and tax is not None:
        sums.append(gross - tax)
    off, on = book("allowances") or _ZERO, book("charges") or _ZERO
    changes = {_ZERO, abs(off), -abs(on), abs(off) - abs(on), _added_to_total(book, document)}
    whole = book.round(sum(known, _ZERO))
    explained = False
    if tax is None and gross is not None and understanding.doc_type.value in INVOICE_TYPES:
        # A part's net is printed, too: without a total tax, net and taxes must reach the total.
        parts = [book.round(row.amount) for row in understanding.taxes if row.amount]
        sums = [s for s in sums if _reaches(s, gross, sum(parts, _ZERO), changes)]
        explained = _is_explained(explains_total, book, document, whole, gross)
    if sums:
        fits = any(abs(abs(whole) - abs(total) - d) <= _CASH for total in sums for d in changes)
        fits = fits or explained
        fits = fits or any(_is_explained(explains_lines, book, document, whole, s) for s in sums)
        yield _judge(
            "LINES",
            fits,
            f"the sum of the lines ({book.print(whole)})",
            f"one that the paper prints ({', '.join(map(book.print, dict.fromkeys(sums)))})",
        )


def _added_to_total(book: _Amounts, document: SourceDocument) -> Decimal:
    """What the paper adds to its total, or takes off, and may list among its items: deposits."""
    gross, due = book("total_gross"), book("amount_due")
    if gross is None or due is None:
        return _ZERO
    made = gross - (book("prepaid") or _ZERO)
    return due - made if _is_explained(explains_due, book, document, made, due) else _ZERO


def _reaches(part: Decimal, gross: Decimal, tax: Decimal, changes: Iterable[Decimal]) -> bool:
    """Whether an amount without tax is the total but for the taxes of the breakdown, if any."""
    rest = [abs(gross) - abs(part) + change for change in changes]
    taxed = 0 < abs(tax) <= abs(part) * MOST_RATE / 100
    return any(abs(off) <= _CASH or (taxed and abs(off - abs(tax)) <= _CASH) for off in rest)


def _is_explained(
    explains: Callable[[Sequence[Page], Conventions, Decimal, Decimal], bool],
    book: _Amounts,
    document: SourceDocument,
    made: Decimal,
    printed: Decimal,
) -> bool:
    """Whether the paper prints why a sum is another: a tax withheld, a balance from before."""
    if document.xml_invoice is not None:
        return False
    return explains(document.pages, book.conventions, made, printed)


def _taxes_all(book: _Amounts, taxes: Sequence[Tax], net: Decimal, tax: Decimal) -> bool:
    """Whether the tax is that of the whole net amount and of nothing else: what is added has none.

    Else outlays may be taxed, and the net amount be one without them.
    """
    rates = [Decimal(row.rate.value) for row in taxes if row.rate is not None]
    return len(rates) == len(taxes) == 1 and (
        abs(book.round(net * rates[0] / 100) - tax) <= book.tax_tolerance
    )


def _check_tax_rates(book: _Amounts, taxes: Iterable[Tax]) -> Iterable[Check]:
    for tax in taxes:
        if tax.rate is None or tax.base is None or tax.amount is None:
            continue
        expected = book.round(Decimal(tax.base.value) * Decimal(tax.rate.value) / 100)
        amount = book.round(tax.amount)
        yield _judge(
            "BR-CO-17",
            abs(expected - amount) <= book.tax_tolerance,
            f"the tax at {tax.rate.value} % ({book.print(amount)})",
            f"{tax.rate.value} % of {book.print(book.round(tax.base))} ({book.print(expected)})",
        )


def _check_printed_total(
    book: _Amounts, document: SourceDocument, understanding: Understanding
) -> Iterable[Check]:
    """A hybrid invoice must say the same to man and machine: its XML's total is on its pages."""
    total, due = understanding.fields.get("total_gross"), understanding.fields.get("amount_due")
    printable = any(page.words for page in document.pages)
    if document.xml_invoice is None or not printable or not isinstance(total, Field):
        return
    passed = any(isinstance(found, Field) and found.page is not None for found in (total, due))
    verb = "is" if passed else "is not"
    amount = book.print(book.round(total))
    message = f"The total of the e-invoice ({amount}) {verb} printed on the pages."
    yield Check(rule="XML-PRINTED", passed=passed, message=message)


def _check_paid(
    book: _Amounts, document: SourceDocument, understanding: Understanding
) -> Iterable[Check]:
    """A receipt's total is what was paid less the change, or what its subtotal adds up to."""
    gross = book("total_gross")
    if understanding.doc_type.value != "receipt" or gross is None:
        return
    proved = prove_totals(find_printed_amounts(document.pages, book.conventions))
    if proved:
        sums = "; ".join(f"{book.print(book.round(v))} ({why})" for v, why in proved.items())
        yield _judge(
            "PAID",
            gross in [book.round(value) for value in proved],
            f"the total ({book.print(gross)})",
            f"what the receipt's own amounts come to: {sums}",
        )


def _judge(rule: str, passed: bool, left: str, right: str) -> Check:
    verb = "is" if passed else "is not"
    message = f"{left} {verb} {right}"
    return Check(rule=rule, passed=passed, message=message[0].upper() + message[1:] + ".")


def _check_identifiers(fields: Mapping[str, Field | list[Field]]) -> Iterable[Check]:
    iban = fields.get("iban")
    if isinstance(iban, Field):
        passed = is_iban(iban.value)
        right = "right" if passed else "not right"
        yield Check(
            rule="IBAN",
            passed=passed,
            message=f"The check digits of IBAN {iban.value} are {right}.",
        )
    for side in ("seller", "buyer"):
        found = fields.get(f"{side}_vat_id")
        verdict = is_vat_id(found.value) if isinstance(found, Field) else None
        if isinstance(found, Field) and verdict is not None:
            right = "right" if verdict else "not right"
            yield Check(
                rule=f"VAT-ID-{side.upper()}",
                passed=verdict,
                message=f"The check digits of the {side}'s VAT id {found.value} are {right}.",
            )


def _check_dates(fields: Mapping[str, Field | list[Field]]) -> Iterable[Check]:
    for rule, first, second, words in (
        ("DATE-DUE", "issue_date", "due_date", ("due date", "date of issue")),
        ("DATE-PERIOD", "period_start", "period_end", ("end of the period", "its start")),
        ("DATE-TERM", "effective_date", "expiration_date", ("expiration", "effective date")),
    ):
        earlier, later = fields.get(first), fields.get(second)
        if isinstance(earlier, Field) and isinstance(later, Field):
            passed = date.fromisoformat(earlier.value) <= date.fromisoformat(later.value)
            order = "is not before" if passed else "is before"
            yield Check(
                rule=rule,
                passed=passed,
                message=f"The {words[0]} ({later.value}) {order} the {words[1]} ({earlier.value})."
                if rule != "DATE-PERIOD"
                else f"The {words[0]} ({later.value}) {order} {words[1]} ({earlier.value}).",
            )
