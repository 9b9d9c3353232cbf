"""Net, tax and gross that running text says, and the rate that proves which is which.

"Die Nettosumme beträgt 1.180,50 €. Zuzüglich 19 % Umsatzsteuer in Höhe von 224,30 € ergibt sich
ein Gesamtbetrag von 1.404,80 €."
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from schemas.document import Page
from schemas.record import Field
from tasks.sums.payments import amounts_among, printed_field
from tasks.sums.sums_across import SUMS_BEFORE
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between
from tasks.values.normalize import Conventions

Fields = dict[str, Field | list[Field]]
_Printed = tuple[Decimal, tuple[int, ...]]

#: How often amounts that a rate proves are right.
_PROVED = 0.95
_ROWS_N = 3  # over which such text may go
_SUMS_N = 3
_WORDS_N = 8  # of which most are words; fewer are a row of a table
_WORD_GAP = 1.2  # of the text height: a wider gap is between columns
_RATE = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,2})?)\s?%")
_CENT = Decimal("0.01")


def read_sum_sentences(
    fields: Mapping[str, Field | list[Field]], pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """The fields with the sums of such text, where the total is one of them or not known."""
    total = fields.get("total_gross")
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
    for at in range(len(rows)):
        words: list[int] = []
        for row in rows[at : at + _ROWS_N]:
            if not _is_running(page, row):
                break
            words.extend(row)
            if sum(page.words[i].text.isalpha() for i in words) >= _WORDS_N // 2:
                yield words


def _is_running(page: Page, row: Sequence[int]) -> bool:
    """Whether no gap between columns parts the words of a row."""
    return all(
        gap_between(page, page.words[a], page.words[b]) < _WORD_GAP for a, b in pairwise(row)
    )


def _prove(
    page: Page, words: Sequence[int], conventions: Conventions
) -> dict[str, _Printed] | None:
    """Net, tax and total of a text that says three amounts and one rate, which make each other."""
    text = " ".join(page.words[i].text for i in words)
    rates = set(_RATE.findall(text))
    if len(words) < _WORDS_N or len(rates) != 1 or SUMS_BEFORE.search(text):
        return None
    found = amounts_among(page, words, conventions)
    if len(found) != _SUMS_N:
        return None
    share = Decimal(rates.pop().replace(",", ".")) / 100
    for net, tax, gross in permutations(found):
        exact = share * net[0]
        if net[0] + tax[0] == gross[0] and tax[0] > 0 and abs(exact - tax[0]) <= _CENT:
            return {"total_net": net, "total_tax": tax, "total_gross": gross}
    return None
