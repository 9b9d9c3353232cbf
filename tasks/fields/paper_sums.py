"""Which sums a kind of paper has: a statement is owed, an offer is not, a letter has none."""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Page, union
from schemas.record import Field, Fields, Line
from schemas.vocabulary import AMOUNT_FIELDS, BILL_TYPES, DEBT_TYPES
from tasks.fields.beside import rows_to, text_before, texts_beside
from tasks.items.printed_sums import PRICES
from tasks.sums.amount_fields import BETWEEN
from tasks.sums.other_amounts import explains_total
from tasks.sums.printed_amounts import PrintedAmount, find_printed_amounts, printed_field
from tasks.sums.total_words import names_net, names_owed, names_tax
from tasks.values.cells import find_rows
from tasks.values.entities import is_inside
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions
from tasks.values.sum_words import COLUMN_SUM_WORDS

#: Papers that name prices and ask for nothing yet.
_PRICED = frozenset({"order", "order_confirmation", "quote", "delivery_note"})
_OWED = frozenset({"amount_due"})
_OF_BILLS = frozenset({"lines_net", "allowances", "charges", "prepaid", "rounding"})
_SUMS = AMOUNT_FIELDS - _OWED
#: What only sums of goods have, not those of papers on bills.
_OF_GOODS = frozenset({"lines_net", "allowances", "total_net", "total_tax"})
#: Papers that sell nothing, and what they have none of: sums, a day on which to pay.
_WITHOUT = {
    "letter": _SUMS, "other": _SUMS, "report": AMOUNT_FIELDS,
    "contract": _SUMS - {"total_gross"}, "payslip": _OF_BILLS,
    "delivery_note": frozenset({"due_date"}), "statement": _SUMS | {"delivery_date"},
    "payment_reminder": _OF_GOODS | {"delivery_date"},
    "remittance_advice": _OF_GOODS | {"delivery_date", "due_date"},
}  # fmt: skip
#: Why a bill bears no tax.
_NO_TAX = re.compile(
    r"reverse[- ]charge|steuerschuldnerschaft|autoliquidation|inversione contabile"
    r"|inversión del sujeto pasivo|btw verlegd|kleinunternehmer|§ ?19(?: abs\. ?1)? ustg"
    r"|steuerfreie? (?:innergemeinschaftliche |ausfuhr|lieferung|gem)|tva non applicable"
    r"|livraison intracommunautaire|intra-community supply|exonér\w+ de (?:la )?tva"
    r"|vat exempt|exempt from vat",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"[0-9]{1,3}")
_GOES_ON = re.compile(r"[ ][0-9]{3}(?: [0-9]{3})*[.,][0-9]{2}(?![0-9])")
_HALF = 0.5
_SAME_EDGE = 0.001  # of the page's width
_OF_COLUMN = re.compile(
    rf".*\b(?:{COLUMN_SUM_WORDS}"
    r"|(?:totaux|totals?) (?:crédits?|credits?|(?:of )?(?:invoices|payments)))\W*$",
    re.IGNORECASE,
)
#: Before an amount that is but a part of what is owed: "dont échu", "thereof overdue".
_PART_OF_DEBT = re.compile(
    r"(?:dont|davon|darin|of which|thereof|di cui|waarvan|de los cuales)\b", re.IGNORECASE
)


def owe_instead_of_total(fields: Fields, doc_type: str) -> Fields:
    """What a statement or reminder asks for in all is the amount due: it sells nothing itself."""
    if doc_type not in DEBT_TYPES or "total_gross" not in fields:
        return fields
    owed = {"amount_due": fields["total_gross"], **fields}
    return without(owed, "total_gross")


def owe_all(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """The fields with all that is owed for a part of it: the balance, not what of it is overdue.

    Nor what a column comes to: "Summe Soll 2.021,05 – Summe Haben 1.338,60".
    """
    part = fields.get("amount_due")
    if not isinstance(part, Field):
        return fields
    of_column = bool(_OF_COLUMN.match(text_before(pages, part)))
    if not of_column and not _PART_OF_DEBT.match(texts_beside(pages, part)[0]):
        return fields
    more = [
        amount
        for amount in find_printed_amounts(pages, conventions)
        if names_owed(amount.key)
        and (of_column or amount.value > Decimal(part.value))
        and _is_above(pages, amount, part)
    ]
    if not more:
        return fields
    last = more[-1]
    whole = printed_field(pages[last.page], last.page + 1, last.words, last.value, part.confidence)
    return {**fields, "amount_due": whole}


def _is_above(pages: Sequence[Page], amount: PrintedAmount, part: Field) -> bool:
    """Whether an amount stands on a page before another one, or above it."""
    if part.page is None or part.box is None:
        return False
    bottom = pages[amount.page].words[amount.words[-1]].box[3]
    return (amount.page + 1, bottom) < (part.page, part.box[3])


def drop_weighed_total(fields: Fields, lines: Sequence[Line], doc_type: str) -> Fields:
    """Without sums on a delivery note that names no price, tax or currency: it is a weight."""
    currency = fields.get("currency")
    named = isinstance(currency, Field) and currency.box is not None
    priced = any(PRICES & line.keys() for line in lines)
    if doc_type != "delivery_note" or named or priced or "total_tax" in fields:
        return fields
    dropped = AMOUNT_FIELDS | {"currency"}
    return without(fields, *dropped)


def go_on_behind_thousands(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The sums of which only the thousands were read with the rest behind: "25" of "25 513,47"."""
    whole = dict(fields)
    for name, found in fields.items():
        if name not in AMOUNT_FIELDS or not isinstance(found, Field) or found.page is None:
            continue
        rest = _GOES_ON.match(texts_beside(pages, found)[1])
        if rest is None or found.box is None or not _THOUSANDS.fullmatch(found.raw):
            continue
        rows, spans = rows_to(pages, found)
        end = max(end for _, end, _ in spans)
        words = pages[found.page - 1].words
        boxes = (words[i].box for i in rows[-1].words_at(end + 1, end + len(rest.group())))
        digits = re.sub(r"[^0-9]", "", found.raw + rest.group())
        text = {"value": f"{digits[:-2]}.{digits[-2:]}", "raw": found.raw + rest.group()}
        whole[name] = found.model_copy(update={**text, "box": union([found.box, *boxes])})
    return whole


def drop_named_taxes(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without an allowance or charge that its caption calls a tax: "TPS 5 %", of two taxes."""
    return {
        name: found
        for name, found in fields.items()
        if name not in BETWEEN
        or not isinstance(found, Field)
        or not names_tax(text_before(pages, found))
    }


def drop_ends_of_amounts(fields: Fields) -> Fields:
    """Without an amount that is but the end of another: "124,15" of "11 124,15".

    A total that is the end of the net is the same number in one place: nothing taxes it.
    """
    total, net = fields.get("total_gross"), fields.get("total_net")
    if isinstance(total, Field) and isinstance(net, Field) and _ends(total, net):
        whole = {"value": net.value, "raw": net.raw, "box": net.box}
        fields = {**fields, "total_gross": total.model_copy(update=whole)}
    amounts = {
        name: found
        for name, found in fields.items()
        if isinstance(found, Field) and found.box and name in AMOUNT_FIELDS
    }
    return {
        name: found
        for name, found in fields.items()
        if name not in amounts or not any(_ends(amounts[name], other) for other in amounts.values())
    }


def _ends(part: Field, whole: Field) -> bool:
    """Whether one value's place is the right end of another's."""
    if part.page != whole.page or part.box is None or whole.box is None:
        return False
    inside = is_inside(part.box, whole.box) and part.box[0] > whole.box[0]
    ends = abs(part.box[2] - whole.box[2]) < _SAME_EDGE
    return inside and ends and Decimal(part.value) != Decimal(whole.value)


def drop_sums(fields: Fields, doc_type: str) -> Fields:
    """Without the sums of a bill on what bills nothing: a letter names prices, and no total.

    Goods that are "due in" are no payment.
    """
    dropped = _WITHOUT.get(doc_type, frozenset())
    total = fields.get("total_gross")
    doubtful = isinstance(total, Field) and total.confidence < _HALF
    if doc_type == "contract" and "value" in fields and doubtful:
        dropped = dropped | {"total_gross"}  # a rent or instalment beside the contract's value
    return without(fields, *dropped)


def total_instead_of_debt(fields: Fields, doc_type: str) -> Fields:
    """Nothing is owed by an offer: that is its total, where it has none or has the tax for one."""
    due, total, tax = (fields.get(name) for name in ("amount_due", "total_gross", "total_tax"))
    taxed = isinstance(total, Field) and isinstance(tax, Field) and total.value == tax.value
    if doc_type not in _PRICED or due is None or not (total is None or taxed):
        return fields
    return {**without(fields, "amount_due"), "total_gross": due}


def total_without_tax(
    fields: Fields, pages: Sequence[Page], doc_type: str, conventions: Conventions
) -> Fields:
    """The fields with the net as the total of a bill that says it bears no tax, and prints none.

    No greater amount either: that would be the total.
    """
    net = fields.get("total_net")
    others = ("total_gross", "total_tax", "amount_due", "prepaid")
    if doc_type not in BILL_TYPES or not isinstance(net, Field) or fields.keys() & {*others}:
        return fields
    said = any(_NO_TAX.search(row.text) for page in pages for row in find_rows(page))
    denied = any(
        abs(one.value) > abs(Decimal(net.value)) or (one.value and names_tax(one.key))
        for one in find_printed_amounts(pages, conventions)
    )
    return {**fields, "total_gross": net} if said and not denied else fields


def total_with_outlays(
    fields: Fields, pages: Sequence[Page], doc_type: str, conventions: Conventions
) -> Fields:
    """With what is due as the total of a bill without one, if net and tax make it or outlays more.

    "Netto 100,00", "MwSt. 19,00", "HU-Gebühr (durchlaufender Posten) 154,00", "Zu zahlen 273,00".
    """
    named = ("total_net", "total_tax", "amount_due")
    net, tax, due = (Decimal(f.value) if isinstance(f, Field) else None
                     for f in map(fields.get, named))  # fmt: skip
    if doc_type not in BILL_TYPES or fields.keys() & {"total_gross", "prepaid"}:
        return fields
    if net is None or tax is None or due is None:
        return fields
    if net + tax != due and not explains_total(pages, conventions, net + tax, due):
        return fields
    others = without(fields, "amount_due")
    return {**others, "total_gross": fields["amount_due"]}


def net_instead_of_total(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """An order's or quote's only sum, printed as one before tax, is the net and no total."""
    total = fields.get("total_gross")
    if doc_type not in _PRICED or not isinstance(total, Field) or "total_tax" in fields:
        return fields
    if total.box is None or total.page is None or not names_net(text_before(pages, total)):
        return fields
    others = without(fields, "total_gross")
    return {"total_net": total, **others}
