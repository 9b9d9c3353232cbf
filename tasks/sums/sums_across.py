"""Net, tax and gross that one row prints side by side: the last one of a table of taxes.

"Summe   2.532,50   446,29   2.978,79" has no caption for each, but only one reading in which two
of its amounts make the total. So does a sentence that says all three.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import TOTALS
from tasks.sums.printed_amounts import amounts_by_row, find_printed_amounts, printed_field
from tasks.sums.total_words import fields_named, may_name_net
from tasks.values.amounts import CENT
from tasks.values.normalize import Conventions
from tasks.values.notation import CURRENCY
from tasks.values.paid_words import ADVANCE
from tasks.values.rates import MOST_RATE

_Printed = tuple[Decimal, tuple[int, ...]]

#: How often amounts of a row that is called a sum, and that make the total, are right.
_PROVED = 0.95
_SURE = 0.9  # confidence of amounts that need no proof
_LEAST_TAX = Decimal("0.005")  # of the net; less is no tax
_TOTAL_ROW = re.compile(
    r"(?:monatlicher |monthly |quarterly |annual )?"
    r"(?:rechnungs(?:end)?(?:betrag|summe)|invoice total|total (?:facture|général|ttc)"
    r"|totals?(?: (?:mensuel|trimestriel|annuel))?|tot\.|ges\.|totale|totaux|totaal|totales"
    r"|summen?|gesamt(?:summe|betrag)?|sum|sommes?|suma|somma)"
    rf"(?: (?:in )?{CURRENCY})?\s?:?",
    re.IGNORECASE,
)
_MOST_N = 6  # amounts side by side; more are a table
_MOST_RATES_N = 4  # whose bases and taxes stand in one row before the totals
_TWO_TAXES_N = 7  # amounts and rates of a strip of two taxes
#: The second of them in its caption; a row of what is open for how long has as many amounts.
_SURCHARGE = re.compile(r"(?i:\brecargo\b|\brec\. ?eq)|\bR\. ?E\.|(?<![\w/])RE(?![\w/:-])")
_LEAST_PARTS_N = 2
#: What speaks of sums that are not those of the paper itself.
SUMS_BEFORE = re.compile(
    rf"{ADVANCE}|bisher|vorjahr|schlussrechn|\b(?:paid|previous|prior|to date|year before"
    r"|last year)\b|situation|cumul|précédent|déjà|\b(?:già|ya|reeds|eerder)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(rf"(?<!\w){CURRENCY}(?!\w)")


def read_sums_across(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """The fields with net and tax of a row of sums that make the total, where none are sure."""
    fields = _end_of_strip(fields, pages, conventions)
    fields = _strip_of_two_taxes(fields, pages, conventions)
    fields = _whole_of_parts(fields, pages, conventions)
    fields = _total_of_summary(fields, pages, conventions)
    fields = _net_behind_tax(fields, pages, conventions)
    known = {name: f for name in TOTALS if isinstance(f := fields.get(name), Field)}
    values = {name: abs(Decimal(field.value)) for name, field in known.items()}
    net, tax, gross = (values.get(n) for n in TOTALS)
    if gross is None:
        return _total_for_tax(fields, pages, conventions) if net and tax else dict(fields)
    sure = all(field.confidence >= _SURE for field in known.values())
    if net is not None and tax is not None and net + tax == gross and sure:
        return dict(fields)
    sign = -1 if Decimal(known["total_gross"].value) < 0 else 1
    for number, page, words, row in _rows(pages, conventions):
        before = (page.words[i].text for i in words[: words.index(row[0][1][0])])
        if not _TOTAL_ROW.fullmatch(" ".join(text for text in before if not _SIGN.fullmatch(text))):
            continue
        for pair in pairwise(row):
            taxed, made = sorted(pair)
            if made[0] + taxed[0] == gross and is_tax(taxed[0], made[0]):
                found = {"total_net": made, "total_tax": taxed}
                return {**fields, **{
                    name: printed_field(page, number, at, sign * amount, _PROVED)
                    for name, (amount, at) in found.items()
                }}  # fmt: skip
    doubted = net is None or (tax and net + tax == gross and known["total_net"].confidence < _SURE)
    if doubted and tax is not None:
        return _net_for_tax(fields, (gross - tax, tax), sign, pages, conventions)
    return dict(fields)


def _end_of_strip(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """The fields with net, tax and total of a row that begins with what each rate is of and makes.

    "354,13   21,25   197,80   41,54   551,93   62,79   614,72": captions stand in the row above.
    """
    total = fields.get("total_gross")
    taken = abs(Decimal(total.value)) if isinstance(total, Field) else None
    sign = -1 if isinstance(total, Field) and Decimal(total.value) < 0 else 1
    for number, page, _, row in _rows(pages, conventions, 2 * _MOST_RATES_N + len(TOTALS)):
        parts, ends = row[: -len(TOTALS)], row[-len(TOTALS) :]
        if len(parts) < 2 * _LEAST_PARTS_N or len(parts) % 2:
            continue
        net, tax, gross = (value for value, _ in ends)
        bases, amounts = (sum(value for value, _ in parts[at::2]) for at in (0, 1))
        whole = net + tax == gross and tax and (bases, amounts) == (net, tax)
        if whole and taken in (None, gross):
            return {**fields, **{
                name: printed_field(page, number, at, sign * amount, _PROVED)
                for name, (amount, at) in zip(TOTALS, ends, strict=True)
            }}  # fmt: skip
    return fields


def _strip_of_two_taxes(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """The fields with net, tax and total of a strip that tells of which two amounts its tax is.

    "305,08   21,00   64,07   5,20   15,86   79,93   385,01": a retailer in Spain pays a surcharge
    ("recargo de equivalencia") on the same net, its rate beside it like that of the tax. Captions
    name it, and what makes the total already stays.
    """
    total = fields.get("total_gross")
    taken = abs(Decimal(total.value)) if isinstance(total, Field) else None
    sign = -1 if isinstance(total, Field) and Decimal(total.value) < 0 else 1
    named = any(_SURCHARGE.search(text) for page in pages for text in page.row_texts())
    if not named or _is_made(fields):
        return fields
    for number, page, _, row in _rows(pages, conventions, _TWO_TAXES_N):
        if len(row) != _TWO_TAXES_N or not all(value > 0 for value, _ in row[:3]):
            continue
        net, rate, tax, surcharge, more, whole, gross = (value for value, _ in row)
        taxed = _is_share(tax, net, rate) and _is_share(more, net, surcharge) and surcharge < rate
        if taxed and (tax + more, net + whole) == (whole, gross) and taken in (None, gross):
            return {**fields, **{
                name: printed_field(page, number, row[at][1], sign * row[at][0], _PROVED)
                for name, at in zip(TOTALS, (0, -2, -1), strict=True)
            }}  # fmt: skip
    return fields


def _is_made(fields: Fields) -> bool:
    """Whether net and tax are known and make the total."""
    known = [Decimal(f.value) for name in TOTALS if isinstance(f := fields.get(name), Field)]
    return len(known) == len(TOTALS) and known[1] != 0 and known[0] + known[1] == known[2]


def _is_share(tax: Decimal, net: Decimal, rate: Decimal) -> bool:
    """Whether a rate, in percent, makes an amount of another, to the cent."""
    return abs(net * rate / 100 - tax) < CENT


def _total_of_summary(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """The fields with net, tax and total where the net of a summary of taxes was taken for all.

    "Total   679.61   61.23", and elsewhere "Total including VAT   740.84".
    """
    total = fields.get("total_gross")
    if not isinstance(total, Field):
        return fields
    taken, sign = abs(Decimal(total.value)), -1 if Decimal(total.value) < 0 else 1
    for number, page, words, row in _rows(pages, conventions):
        before = page.text_of(words[: words.index(row[0][1][0])])
        if len(row) != _LEAST_PARTS_N or not _TOTAL_ROW.fullmatch(_SIGN.sub("", before).strip()):
            continue
        (net, net_words), (tax, tax_words) = row
        if net != taken or not is_tax(tax, net):
            continue
        for amount in find_printed_amounts(pages, conventions):
            if amount.value == net + tax and fields_named(amount.key)[:1] == ("total_gross",):
                place = pages[amount.page], amount.page + 1, amount.words
                return {
                    **fields,
                    "total_net": printed_field(page, number, net_words, sign * net, _PROVED),
                    "total_tax": printed_field(page, number, tax_words, sign * tax, _PROVED),
                    "total_gross": printed_field(*place, sign * amount.value, _PROVED),
                }
    return fields


def _net_behind_tax(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """The fields with net and tax of a row that prints the tax first, taken for one another.

    "4,54   23,88   28,42" below "MwSt   Netto   Brutto": no tax is five times what it is on.
    """
    tax, total = fields.get("total_tax"), fields.get("total_gross")
    if not isinstance(tax, Field) or not isinstance(total, Field):
        return fields
    sign = -1 if Decimal(total.value) < 0 else 1
    goods, gross = abs(Decimal(tax.value)), abs(Decimal(total.value))
    if not is_tax(gross - goods, goods):
        return fields
    for number, page, _, row in _rows(pages, conventions):
        ends = row[-len(TOTALS) :]
        if [value for value, _ in ends] == [gross - goods, goods, gross]:
            return {**fields, **{
                name: printed_field(page, number, at, sign * amount, _PROVED)
                for name, (amount, at) in zip(("total_tax", "total_net"), ends, strict=False)
            }}  # fmt: skip
    return fields


def _whole_of_parts(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """The fields with the sums of a bill's parts, where the total of one part was taken for them.

    A bill for power and water prints net, tax and gross of each, and of both below them. Not of
    what was paid, billed or done before.
    """
    total = fields.get("total_gross")
    if not isinstance(total, Field):
        return fields
    taken, sign = abs(Decimal(total.value)), -1 if Decimal(total.value) < 0 else 1
    parts: list[list[Decimal]] = []
    last_page = 0
    for number, page, words, row in _rows(pages, conventions):
        if number != last_page:
            parts, last_page = [], number
        values = [value for value, _ in row[-len(TOTALS) :]]
        if len(values) < len(TOTALS) or values[0] + values[1] != values[2]:
            continue
        if SUMS_BEFORE.search(page.text_of(words)):
            continue
        if taken in (part[-1] for part in _find_parts(values, parts)):
            return {**fields, **{
                name: printed_field(page, number, at, sign * amount, _PROVED)
                for name, (amount, at) in zip(TOTALS, row[-len(TOTALS) :], strict=True)
            }}  # fmt: skip
        parts.append(values)
    return fields


def _find_parts(
    values: Sequence[Decimal], parts: Sequence[Sequence[Decimal]]
) -> Sequence[Sequence[Decimal]]:
    """The last of the parts, two or more, that make each of the values; none if none do."""
    for at in range(len(parts) - _LEAST_PARTS_N + 1):
        columns = zip(zip(*parts[at:], strict=True), values, strict=True)
        if all(sum(column) == value for column, value in columns):
            return parts[at:]
    return ()


def _net_for_tax(
    fields: Fields,
    parts: tuple[Decimal, Decimal],
    sign: int,
    pages: Sequence[Page],
    conventions: Conventions,
) -> Fields:
    """The fields with what the total is without tax, where a row or a word names it.

    "enthaltene MwSt. 19 %: 24,05 € (netto 126,60 €)", "dont HT 288,87 – dont TVA 5,5 % 15,89". Or
    where a row prints it before tax and total: "20% standard   305.25   61.05   366.30".
    """
    net, tax = parts
    for amount in find_printed_amounts(pages, conventions):
        if amount.value == net and may_name_net(amount.key):
            page, number = pages[amount.page], amount.page + 1
            found = printed_field(page, number, amount.words, sign * net, _PROVED)
            return {**fields, "total_net": found}
    for number, page, words, row in _rows(pages, conventions):
        whole = [value for value, _ in row] == [net, tax, net + tax]
        for value, own in row:
            before = words[: words.index(own[0])][-1:]
            named = any(may_name_net(page.words[i].text.strip("(")) for i in before)
            if value == net and (named or whole):
                found = printed_field(page, number, own, sign * net, _PROVED)
                return {**fields, "total_net": found}
    return dict(fields)


def _total_for_tax(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """A "tax" that one row makes the total of the net and another amount is that total."""
    net, total = fields.get("total_net"), fields.get("total_tax")
    if not isinstance(net, Field) or not isinstance(total, Field):
        return dict(fields)
    sign = -1 if Decimal(net.value) < 0 else 1
    goods, gross = abs(Decimal(net.value)), abs(Decimal(total.value))
    for number, page, _, row in _rows(pages, conventions):
        for one, tax, whole in permutations(row, 3):
            proved = one[0] == goods and whole[0] == gross and one[0] + tax[0] == gross
            if proved and is_tax(tax[0], goods):
                found = printed_field(page, number, tax[1], sign * tax[0], _PROVED)
                return {**fields, "total_tax": found, "total_gross": total}
    return dict(fields)


def is_tax(tax: Decimal, net: Decimal) -> bool:
    """Whether an amount may be the tax on another."""
    return _LEAST_TAX * net <= tax <= net * MOST_RATE / 100


def _rows(
    pages: Sequence[Page], conventions: Conventions, most_n: int = _MOST_N
) -> Iterator[tuple[int, Page, Sequence[int], list[_Printed]]]:
    """Number (from 1), page, words and amounts of each row that prints at least two."""
    for number, page in enumerate(pages, start=1):
        for words, printed in amounts_by_row(page, conventions):
            amounts = [(abs(v), at) for v, at in printed]
            if 1 < len(amounts) <= most_n:
                yield number, page, words, amounts
