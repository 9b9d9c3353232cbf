"""The rows of the tax breakdown (BG-23): rate, base and amount that belong together."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from schemas.document import Page, Word
from schemas.prediction import Tags
from schemas.record import Field, Fields, Tax
from schemas.vocabulary import TAX_COLUMNS, Kind
from tasks.fields.candidates import Calibrate
from tasks.items.tables import find_items, read_columns
from tasks.sums.breakdown import RATE_WORD
from tasks.sums.printed_amounts import find_printed_amounts, printed_field
from tasks.values.entities import Segment, is_inside
from tasks.values.normalize import Conventions, normalise
from tasks.values.paid_words import LAID_OUT, TOURIST_TAX
from tasks.values.rates import MOST_RATE

_CENTS = Decimal("0.02")  # how far a tax may be from its rate: rounded by item or by row
_BY_LINES = Decimal("0.1")  # the same, where many items are rounded
_MOST_NUMBERS_N = 12  # of a row of one tax
_FOUND = 0.9  # how sure a base is that only arithmetic names
#: What says that some items bear no tax, or one of another rate: services bear no sales tax, and
#: where a "T" stands behind an amount, those without bear none.
_UNTAXED = re.compile(
    r"(?<![0-9.,])0(?:[.,]0+)? ?%|exempt|zero[- ]rated|gst[- ]free|sales tax|[.][0-9]{2}T(?!\w)"
    rf"|outside (?:the )?scope|{LAID_OUT}|{TOURIST_TAX}|\bno (?:VAT|GST)\b"
    r"|steuerfrei|reverse[- ]charge|nicht steuerbar|exonér|non soumis|autoliquidation"
    r"|esente|fuori campo|exent[oa]|vrijgesteld|verlegd",
    re.IGNORECASE,
)
#: A tax of some items alone: "VAT on tuition 20%", but not "VAT on £100.00" or "on the above".
_OF_PART = re.compile(
    r"\b(?:VAT|GST|HST|TVA|MwSt|USt|IVA|BTW)\b\.? (?:on|sur|auf|su|sobre|op) "
    r"(?!the |all |above|net|sub|total|taxable|base|goods|montant|ht\b|betrag|summe|imponibile"
    r"|EUR|CHF|GBP|USD)[^\W\d_]{3}",
    re.IGNORECASE,
)
#: The mark of a note at the page's foot: "VAT (0% on €394.14) [1]".
_FOOTNOTE = re.compile(r"\[[0-9]{1,2}\]")


def group_taxes(
    pages: Sequence[Page],
    tags: Tags,
    segments: Iterable[Segment],
    fields: Fields,
    conventions: Conventions,
    calibrate: Calibrate,
) -> list[Tax]:
    """The breakdown as printed; with one rate only, its base and amount are the totals."""
    taxes: list[Tax] = []
    for item in find_items(segments, "tax."):
        tax = Tax(**read_columns(pages, tags, item, "tax.", TAX_COLUMNS, conventions, calibrate))
        tax = _mend(_clear_bracket(tax), pages, conventions)
        if tax != Tax() and not any(_agree(tax, other) for other in taxes):
            taxes.append(tax)
    taxes = [tax for tax in taxes if not _taxes_nothing(tax)]
    if len(taxes) == 1:
        whole = _complete(taxes[0], fields, pages, conventions)
        whole = _mend(whole, pages, conventions)
        return [] if _taxes_nothing(whole) else [whole]
    return [
        tax for tax in _fill_amounts(taxes, pages, fields, conventions) if tax.base or tax.amount
    ]


def _clear_bracket(tax: Tax) -> Tax:
    """A row whose base stands in brackets, which are no minus: "20 % VAT (of 240.00) 48.00"."""
    base, amount = tax.base, tax.amount
    if base is None or amount is None or not base.value.startswith("-"):
        return tax
    if amount.value.startswith("-") or base.raw.strip()[:1] != "(":
        return tax
    positive = base.model_copy(update={"value": base.value.removeprefix("-")})
    return tax.model_copy(update={"base": positive})


def _taxes_nothing(tax: Tax) -> bool:
    """Whether a rate has made nothing: it is an article of the law that frees a bill of tax."""
    rate, base, amount = (
        None if found is None else Decimal(found.value)
        for found in (tax.rate, tax.base, tax.amount)
    )
    return bool(rate) and amount == 0 and not base


def _fill_amounts(
    taxes: list[Tax], pages: Sequence[Page], fields: Fields, conventions: Conventions
) -> list[Tax]:
    """The rows, each with an amount of its own, where these make the total tax; else as they are.

    An amount that was taken for another value is the last one printed on its rate's row.
    """
    total = fields.get("total_tax")
    if not isinstance(total, Field):
        return taxes
    filled = [
        tax.model_copy(update={"amount": _last_amount(tax.rate, pages, conventions)})
        if tax.rate and not tax.amount
        else tax
        for tax in taxes
    ]
    amounts = [Decimal(tax.amount.value) for tax in filled if tax.amount]
    whole = len(amounts) == len(filled) and sum(amounts) == Decimal(total.value)
    return filled if whole else taxes


def _last_amount(rate: Field, pages: Sequence[Page], conventions: Conventions) -> Field | None:
    right = rate.box[2] if rate.box else 0.0
    for word in reversed([word for word in _words_beside(rate, pages) if word.box[0] > right]):
        value = normalise(Kind.MONEY, word.text, conventions)
        if value is not None:
            return _printed_at(rate, word, value)
    return None


def _agree(a: Tax, b: Tax) -> bool:
    """Whether two rows say nothing different: the same breakdown printed twice."""
    pairs = [(a.rate, b.rate), (a.base, b.base), (a.amount, b.amount)]
    both = [(left, right) for left, right in pairs if left and right]
    return bool(both) and all(left.value == right.value for left, right in both)


def _mend(tax: Tax, pages: Sequence[Page], conventions: Conventions) -> Tax:
    """A row that contradicts itself, as the row that prints its base adds up.

    "23 % Net 27.97 VAT 6.43 Gross 34.40" holds one tax; a rate may be of the row above. The mark of
    a footnote is none.
    """
    if tax.rate is not None and _FOOTNOTE.fullmatch(tax.rate.raw):
        signed = [n for n in _numbers_beside(tax.rate, pages, conventions) if n.raw.endswith("%")]
        tax = tax.model_copy(update={"rate": _as_rate(signed[0], conventions) if signed else None})
    if tax.rate is not None and tax.base is None and tax.amount is None:
        return _with_amounts_beside(tax, tax.rate, pages, conventions)
    if tax.rate is not None and tax.base is None and _is_behind_others(tax.rate, pages):
        own = _last_amount(tax.rate, pages, conventions)
        return tax.model_copy(update={"amount": own}) if own else tax
    if tax.rate is None or tax.base is None or tax.amount is None or _fits(tax):
        return tax
    turned = tax.model_copy(update={"base": tax.amount, "amount": tax.base})
    if _fits(turned):
        return turned  # "Includes VAT at 20%: £67.32 on £336.62"
    numbers = _numbers_beside(tax.base, pages, conventions)[:_MOST_NUMBERS_N]
    rates = [n for n in numbers if RATE_WORD.fullmatch(n.raw) and _fits(_with_rate(tax, n))]
    if len(rates) == 1:  # "0.00" is of another column, as of what was paid before
        return _with_rate(tax, _as_rate(rates[0], conventions))
    ways = [
        made
        for rate, base, amount in combinations(numbers, 3)
        if RATE_WORD.fullmatch(rate.raw)
        and _fits(made := Tax(rate=rate, base=base, amount=amount))
        and (Decimal(amount.value) or "%" in rate.raw)
    ]
    if len(ways) != 1 or ways[0].rate is None:
        return tax
    return ways[0].model_copy(update={"rate": _as_rate(ways[0].rate, conventions)})


def _is_behind_others(rate: Field, pages: Sequence[Page]) -> bool:
    """Whether a rate is the last of its row's: "TVA 10 % 0,50   TVA 20 % 4,37"."""
    left = rate.box[0] if rate.box else 0.0
    rates = [word for word in _words_beside(rate, pages) if word.text.endswith("%")]
    return len(rates) > 1 and max(word.box[2] for word in rates[:-1]) < left


def _with_amounts_beside(
    tax: Tax, rate: Field, pages: Sequence[Page], conventions: Conventions
) -> Tax:
    """A row of which only the rate was seen, with the two numbers beside it that fit as printed.

    "Ausgangssteuer 7,000 % 4.291,45 300,40"
    """
    beside = _numbers_beside(rate, pages, conventions)[:_MOST_NUMBERS_N]
    numbers = [
        one.model_copy(update={"confidence": _FOUND})
        for one in beside
        if not (one.box and rate.box and is_inside(one.box, rate.box))
    ]
    ways = [
        made
        for base, amount in combinations(numbers, 2)
        if _fits(made := tax.model_copy(update={"base": base, "amount": amount}))
        and Decimal(amount.value)
    ]
    return ways[0] if len(ways) == 1 else tax


def _with_rate(tax: Tax, rate: Field) -> Tax:
    return tax.model_copy(update={"rate": rate})


def _as_rate(number: Field, conventions: Conventions) -> Field:
    value = normalise(Kind.RATE, number.raw, conventions) or number.value
    return number.model_copy(update={"value": value})


def _numbers_beside(place: Field, pages: Sequence[Page], conventions: Conventions) -> list[Field]:
    """The numbers of the row in which a value stands, each one word, from left to right."""
    numbers = []
    for word in _words_beside(place, pages):
        text = word.text.strip("()") if word.text.count("(") != word.text.count(")") else word.text
        value = normalise(Kind.MONEY, text.rstrip("%"), conventions)
        if value is not None and not _FOOTNOTE.fullmatch(text):
            numbers.append(_printed_at(place, word._replace(text=text), value))
    return numbers


def _words_beside(place: Field, pages: Sequence[Page]) -> list[Word]:
    """The words of the row in which a value stands, its own among them."""
    if place.page is None or place.box is None:
        return []
    words = pages[place.page - 1].words
    rows = {word.row for word in words if is_inside(word.box, place.box)}
    return [word for word in words if word.row in rows]


def _printed_at(place: Field, word: Word, value: str) -> Field:
    update = {"value": value, "raw": word.text, "box": word.box, "origin": "rule"}
    return place.model_copy(update=update)


def fits(tax: Tax, off: Decimal) -> bool:
    """Whether a row's amount is its rate of its base but for `off`, all three being there."""
    if tax.rate is None or tax.base is None or tax.amount is None:
        return False
    rate, base, amount = (Decimal(one.value) for one in (tax.rate, tax.base, tax.amount))
    return abs(base * rate / 100 - amount) <= off


def _fits(tax: Tax, off: Decimal = _CENTS) -> bool:
    """The same, its rate being one of a tax."""
    return tax.rate is not None and 0 <= Decimal(tax.rate.value) <= MOST_RATE and fits(tax, off)


def _complete(tax: Tax, fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Tax:
    """Documents with one rate print "VAT 19 % 196.56" among the totals, and no table.

    Where that is no tax of the whole net, its base may be another printed amount; there is none
    where the page but says that some items bear no tax.
    """
    net, total = fields.get("total_net"), fields.get("total_tax")
    amount = tax.amount or (total if isinstance(total, Field) else None)
    filled = Tax(rate=tax.rate, base=tax.base, amount=amount)
    if tax.base is not None or not isinstance(net, Field):
        return filled
    whole = filled.model_copy(update={"base": net})
    if tax.rate is None or amount is None or _fits(whole, _BY_LINES):
        return whole
    part = _base_of_part(filled, pages, conventions)
    of_part = _OF_PART.search(" ".join(word.text for word in _words_beside(amount, pages)))
    texts = (text for page in pages for text in page.row_texts())
    if part or of_part or any(map(_UNTAXED.search, texts)):
        return filled.model_copy(update={"base": part})
    return whole


def _base_of_part(tax: Tax, pages: Sequence[Page], conventions: Conventions) -> Field | None:
    """The one printed amount that a tax is of, where other items bear none."""
    bases = {}
    for found in find_printed_amounts(pages, conventions):
        base = printed_field(pages[found.page], found.page + 1, found.words, found.value, _FOUND)
        if _fits(tax.model_copy(update={"base": base})):
            bases[found.value] = base
    return bases.popitem()[1] if len(bases) == 1 else None
