"""Whether what is owed is captioned beside a total that is the same: "Total TTC", "Net à payer"."""

from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.record import Field
from tasks.sums.total_entries import find_total_entries
from tasks.values.cells import find_rows
from tasks.values.normalize import Conventions


def is_owed_apart(total: Field, pages: Sequence[Page], conventions: Conventions) -> bool:
    """Whether one caption calls an amount what is due and another one calls the same the total."""
    named = [
        entry.fields
        for number, page in enumerate(pages)
        for entry in find_total_entries(number, find_rows(page), conventions.notation)
        if entry.amount == Decimal(total.value)
    ]
    owed = [fields[:1] == ("amount_due",) for fields in named]
    called = ["total_gross" in fields for fields in named]
    return any(owed) and any(one for one, is_owed in zip(called, owed, strict=True) if not is_owed)
