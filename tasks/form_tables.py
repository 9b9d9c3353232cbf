"""The tables of a note's form: taxes and items, below headings that name their columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations
from typing import NamedTuple

from schemas.record import Field, Record, Tax
from schemas.vocabulary import INVOICE_TYPES, SALE_TYPES
from tasks.plain_text import one_line
from tasks.values.units import read_unit, unit_word


def in_words(column: str, text: str) -> str:
    """A cell as the form shows it: a unit as people call it."""
    return unit_word(text) if column == "unit" else text


def in_codes(column: str, text: str) -> str:
    """A cell as records hold it: what a clerk calls a unit as its code."""
    return (column == "unit" and read_unit(text)) or text


def shown_row(row: Mapping[str, Field | None], columns: Iterable[str]) -> tuple[str, ...]:
    """The columns of an item or a tax that the form shows; "" where there is none."""
    fields = (row.get(name) for name in columns)
    return tuple(one_line(one.value).replace("|", "/") if one else "" for one in fields)


def tax_row(tax: Tax) -> Mapping[str, Field | None]:
    """The fields of a tax by their columns."""
    return {"rate": tax.rate, "base": tax.base, "amount": tax.amount}


class Table(NamedTuple):
    """Rows below a heading, one for each tax or item; on `doc_types` the heading stands alone, too.

    `cells` are how the form says what stands in each column; it shows the `rarer` ones only where
    some row of a record has them. `found` are the rows of a record.
    """

    one: str
    many: str
    cells: Mapping[str, str]
    rarer: Sequence[str]
    found: Callable[[Record], Sequence[Mapping[str, Field | None]]]
    doc_types: Set[str]

    def columns(self, record: Record) -> tuple[str, ...]:
        """The columns that the form shows of a record."""
        found = {name for row in self.found(record) for name, field in row.items() if field}
        return tuple(name for name in self.cells if name in found or name not in self.rarer)

    def rows(self, record: Record, columns: Sequence[str]) -> list[tuple[str, ...]]:
        """What the form shows of a record in these columns."""
        return [shown_row(row, columns) for row in self.found(record)]

    def is_changed(self, record: Record, said: Sequence[Mapping[str, str]] | None) -> bool:
        """Whether a clerk has left other rows than a form showed of a record."""
        if said is None:
            return False
        columns = tuple(said[0]) if said else ()
        return [tuple(row.values()) for row in said] != self.rows(record, columns)

    def says(self, columns: Iterable[str]) -> str:
        """How a row is written."""
        return " | ".join(self.cells[name] for name in columns)

    def heading(self, columns: Iterable[str]) -> str:
        """What stands above the rows."""
        return f"{self.many}, one a line: {self.says(columns)}"

    def headings(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every heading that a form may have, with its columns."""
        for left_n in range(len(self.rarer) + 1):
            for left in combinations(self.rarer, left_n):
                columns = tuple(name for name in self.cells if name not in left)
                yield self.heading(columns), columns


TAXES = Table(
    one="Tax",
    many="Taxes",
    cells={"rate": "rate in percent", "base": "net", "amount": "tax"},
    rarer=(),
    found=lambda record: list(map(tax_row, record.taxes)),
    doc_types=INVOICE_TYPES,
)
ITEMS = Table(
    one="Item",
    many="Items",
    cells={
        "quantity": "quantity",
        "unit": "unit",
        "description": "description",
        "unit_price": "price of one",
        "discount": "discount",
        "net_amount": "amount",
    },
    rarer=("unit", "discount"),
    found=lambda record: record.lines,
    doc_types=SALE_TYPES,
)
#: In the order in which the form shows them.
TABLES = (TAXES, ITEMS)
