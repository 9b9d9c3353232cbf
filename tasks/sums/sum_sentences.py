"""Net, tax and gross that running text says, and the rate that proves which is which.

"Die Nettosumme beträgt 1.180,50 €. Zuzüglich 19 % Umsatzsteuer in Höhe von 224,30 € ergibt sich
ein Gesamtbetrag von 1.404,80 €."
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import SALE_TYPES, TOTALS
from tasks.sums.printed_amounts import amounts_among, printed_field
from tasks.sums.sums_across import SUMS_BEFORE
from tasks.values.amounts import comes_to
from tasks.values.cells import word_rows
from tasks.values.entities import COLUMN_GAP, are_close
from tasks.values.normalize import Conventions
from tasks.values.rates import VAT_RATES
from tasks.values.tax_words import TAX

_Printed = tuple[Decimal, tuple[int, ...]]

#: How often amounts that a rate proves are right.
_PROVED = 0.95
_ROWS_N = 3  # over which such text may go
_SUMS_N = len(TOTALS)
_LETTERED_N = 4  # words of letters alone, at least: fewer are a row of a table
_RATE = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,2})?)\s?%")


def read_sum_sentences(
    fields: Fields, pages: Sequence[Page], doc_type: str, conventions: Conventions
) -> Fields:
    """The fields with the sums of such text, where the total is one of them or not known.

    Sums that make each other already stay.
    """
    total = fields.get("total_gross")
    known = [abs(Decimal(f.value)) for n in TOTALS if isinstance(f := fields.get(n), Field)]
    if doc_type not in SALE_TYPES or (len(known) == _SUMS_N and known[0] + known[1] == known[2]):
        return dict(fields)
    taken = abs(Decimal(total.value)) if isinstance(total, Field) else None
    sign = -1 if isinstance(total, Field) and Decimal(total.value) < 0 else 1
    for number, page in enumerate(pages, start=1):
        for words in _texts(page):
            proved = _prove(page, words, conventions)
            if proved and (taken is None or taken in (amount for amount, _ in proved.values())):
                return {**fields, **{
                    name: printed_field(page, number, at, sign * amount, _PROVED)
                    for name, (amount, at) in proved.items()
                    if not _is_known(fields.get(name), amount)
                }}  # fmt: skip
    return dict(fields)


def _is_known(found: Field | list[Field] | None, amount: Decimal) -> bool:
    return isinstance(found, Field) and abs(Decimal(found.value)) == amount


def _texts(page: Page) -> Iterator[Sequence[int]]:
    """The words of each row of running text, with those of the rows that go on with it."""
    rows = [row for row in word_rows(page).values() if row]
    rated = [any("%" in page.words[i].text for i in row) for row in rows]
    running = [
        any(rated[max(0, at - _ROWS_N + 1) : at + _ROWS_N])
        and are_close(page, [page.words[i] for i in row], COLUMN_GAP)
        for at, row in enumerate(rows)
    ]
    for at in range(len(rows)):
        words: list[int] = []
        for n in range(at, min(at + _ROWS_N, len(rows))) if any(rated[at : at + _ROWS_N]) else ():
            if not running[n]:
                break
            words.extend(rows[n])
            if sum(page.words[i].text.isalpha() for i in words) >= _LETTERED_N:
                yield words


def _prove(
    page: Page, words: Sequence[int], conventions: Conventions
) -> dict[str, _Printed] | None:
    """Net, tax and total of a text that says three amounts and one rate, which make each other."""
    text = page.text_of(words)
    rates = set(_RATE.findall(text))
    if len(rates) != 1 or not TAX.search(text) or SUMS_BEFORE.search(text):
        return None
    rate = Decimal(rates.pop().replace(",", "."))
    if rate not in VAT_RATES:
        return None
    found = amounts_among(page, words, conventions)
    if len(found) != _SUMS_N:
        return None
    for net, tax, gross in permutations(found):
        rated = tax[0] > 0 and comes_to(rate / 100 * net[0], tax[0])
        if net[0] + tax[0] == gross[0] and rated:
            return dict(zip(TOTALS, (net, tax, gross), strict=True))
    return None
