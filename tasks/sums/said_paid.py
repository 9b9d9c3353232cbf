"""That a bill has been paid in whole, where a sentence says so and no amount does.

"Paid by Visa ****4242 on 25/09/2026. No payment required." and "Facture acquittée" leave nothing to
pay. Only a row that says this and nothing else is heard: a bill wrongly called paid is far worse
than a paid one that is not told.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.beside import texts_beside
from tasks.sums.paid_sentences import is_clause, says_paid
from tasks.sums.printed_amounts import amounts_among, printed_field
from tasks.values.cells import Row, find_rows
from tasks.values.dates import DateOrder, find_dates
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions

_SAID = 0.9  # how often nothing is due where a sentence says that all is paid
#: What is to be filled in or chosen by hand around it.
_BLANK = re.compile(
    r"_{3}|\.{4}|…|[☐□▢]|\[ ?\]|\b(?:unterschrift|signature|signed|firma|handtekening)\b"
    r"|\b(?:circle|tick|check one|ankreuzen|cocher|delete as)\b",
    re.IGNORECASE,
)
#: What begins a sentence that goes on in the next row: "THE GOODS ARE OURS UNTIL".
_BEGUN = re.compile(
    r"\b(?:until|unless|if|once|when|not|be|bis|wenn|sobald|si|se|tot|als)\W*$", re.IGNORECASE
)
#: That the money is fetched, which may be later.
_FETCHED = re.compile(
    r"direct debit|lastschrift|bankeinzug|eingezogen|abgebucht|prélèvement|prélevé|addebito"
    r"|domicilia|incasso",
    re.IGNORECASE,
)
_DAYS = ("due_date", "delivery_date")
_BELOW_N = 2  # rows below, in which a line to sign on may stand


def owe_nothing_paid(
    fields: Fields, pages: Sequence[Page], conventions: Conventions
) -> dict[str, Field | list[Field]]:
    """The fields of a bill with nothing due, where it says that it is paid and prints no rest.

    The day of that payment is none to pay by or of a delivery. A bill that has a later day to pay
    by, tells another amount as paid or speaks of a debit is left to its other print.
    """
    total = fields.get("total_gross")
    whole = Decimal(total.value) if isinstance(total, Field) else Decimal(0)
    if fields.keys() & {"amount_due", "prepaid"} or whole <= 0:
        return dict(fields)
    for owed in _find_said(pages, conventions, whole):
        told = {name for name in _DAYS if _is_told(pages, fields.get(name), owed.raw)}
        kept = without(fields, *told)
        later = _is_later(kept, owed.raw, conventions.date_order)
        if not later and not _is_fetched(pages):
            return {**kept, "amount_due": owed}
    return dict(fields)


def _find_said(pages: Sequence[Page], conventions: Conventions, whole: Decimal) -> Iterator[Field]:
    """What is due, nothing, where a row says that all is paid and names no other amount."""
    for number, page in enumerate(pages, start=1):
        rows = find_rows(page)
        for at, row in enumerate(rows):
            found = _said_in(row)
            if found is None or not _stands_alone(rows, at):
                continue
            said, words = found
            if all(value == whole for value, _ in amounts_among(page, words, conventions)):
                owed = printed_field(page, number, words, Decimal("0.00"), _SAID)
                yield owed.model_copy(update={"raw": said})


def _said_in(row: Row) -> tuple[str, tuple[int, ...]] | None:
    """What a row says as a whole, or one cell of it in a whole clause, and the words of it."""
    texts = [(" ".join(cell.text for cell in row.cells), row.words)]
    texts += [(cell.text, cell.words) for cell in row.cells if is_clause(cell.text)]
    return next(((said, ws) for text, ws in texts if (said := says_paid(text))), None)


def _stands_alone(rows: Sequence[Row], at: int) -> bool:
    """Whether nothing around a row is to be filled in, nor is it the end of what began above."""
    near = rows[max(at - 1, 0) : at + 1 + _BELOW_N]
    begun = at > 0 and bool(_BEGUN.search(rows[at - 1].text))
    return not begun and not any(_BLANK.search(row.text) for row in near)


def _is_fetched(pages: Sequence[Page]) -> bool:
    return any(_FETCHED.search(text) for page in pages for text in page.row_texts())


def _is_later(fields: Fields, said: str, order: DateOrder) -> bool:
    """Whether it is to be paid, or was "paid", after the bill's own day: "Payée le 30/04/2026"."""
    issued, due = fields.get("issue_date"), fields.get("due_date")
    if not isinstance(issued, Field):
        return False
    if isinstance(due, Field) and due.value > issued.value:
        return True
    return any(day.value.isoformat() > issued.value for day in find_dates(said, order))


def _is_told(pages: Sequence[Page], day: Field | list[Field] | None, said: str) -> bool:
    """Whether a day stands in the row that tells of the payment."""
    if not isinstance(day, Field):
        return False
    before, behind = texts_beside(pages, day)
    return " ".join(said.split()) in " ".join(f"{before}{day.raw}{behind}".split())
