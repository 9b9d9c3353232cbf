"""The rows of the tax breakdown (BG-23): rate, base and amount that belong together."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.record import Field, Tax
from schemas.vocabulary import TAX_COLUMNS, Kind
from tasks.decode import Calibrate
from tasks.entities import Segment, is_inside
from tasks.tables import find_items, read_columns
from tasks.values import Conventions, normalise


def group_taxes(
    pages: Sequence[Page],
    tags: Sequence[Sequence[WordTag]],
    segments: Iterable[Segment],
    fields: Mapping[str, Field | list[Field]],
    conventions: Conventions,
    calibrate: Calibrate,
) -> list[Tax]:
    """The breakdown as printed; with one rate only, its base and amount are the totals."""
    taxes: list[Tax] = []
    for item in find_items(segments, "tax."):
        tax = Tax(**read_columns(pages, tags, item, "tax.", TAX_COLUMNS, conventions, calibrate))
        if tax != Tax() and not any(_agree(tax, other) for other in taxes):
            taxes.append(tax)
    if len(taxes) == 1:
        return [_complete(taxes[0], fields)]
    return [
        tax for tax in _fill_amounts(taxes, pages, fields, conventions) if tax.base or tax.amount
    ]


def _fill_amounts(
    taxes: list[Tax],
    pages: Sequence[Page],
    fields: Mapping[str, Field | list[Field]],
    conventions: Conventions,
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
    if rate.page is None or rate.box is None:
        return None
    words = pages[rate.page - 1].words
    rows = {word.row for word in words if is_inside(word.box, rate.box)}
    right = rate.box[2]
    for word in reversed([word for word in words if word.row in rows and word.box[0] > right]):
        value = normalise(Kind.MONEY, word.text, conventions)
        if value is not None:
            update = {"value": value, "raw": word.text, "box": word.box, "origin": "rule"}
            return rate.model_copy(update=update)
    return None


def _agree(a: Tax, b: Tax) -> bool:
    """Whether two rows say nothing different: the same breakdown printed twice."""
    pairs = [(a.rate, b.rate), (a.base, b.base), (a.amount, b.amount)]
    both = [(left, right) for left, right in pairs if left and right]
    return bool(both) and all(left.value == right.value for left, right in both)


def _complete(tax: Tax, fields: Mapping[str, Field | list[Field]]) -> Tax:
    """Documents with one rate print "VAT 19 % 196.56" among the totals, and no table."""
    base, amount = fields.get("total_net"), fields.get("total_tax")
    return Tax(
        rate=tax.rate,
        base=tax.base or (base if isinstance(base, Field) else None),
        amount=tax.amount or (amount if isinstance(amount, Field) else None),
    )
