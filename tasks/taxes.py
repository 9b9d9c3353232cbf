"""The rows of the tax breakdown (BG-23): rate, base and amount that belong together."""

from collections.abc import Iterable, Mapping, Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.record import Field, Tax
from schemas.vocabulary import TAX_COLUMNS
from tasks.decode import Calibrate
from tasks.entities import Segment
from tasks.tables import find_items, read_columns
from tasks.values import Conventions


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
    return [tax for tax in taxes if tax.base or tax.amount]


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
