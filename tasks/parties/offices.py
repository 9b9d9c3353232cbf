"""An office before the buyer's name, "Finance, Acme Works", where his sign is the name alone."""

from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.name_words import name_as_printed
from tasks.values.cells import Cell, find_rows
from tasks.values.entities import is_inside
from tasks.values.normalize import letters_of

_SIGN_ROWS_N = 3  # of the page, in which its sender's sign stands


def drop_office(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the sign at the first page's head for such a name of the buyer's.

    A row of the address is no sign: "Church Council of St Anne, Hexley" is of that town.
    """
    known = fields.get("buyer_name")
    if not isinstance(known, Field) or not pages:
        return fields
    office, _, name = known.value.partition(", ")
    if not office or not name:
        return fields
    for row in find_rows(pages[0])[:_SIGN_ROWS_N]:
        for cell in row.cells:
            if letters_of(cell.text) == letters_of(name) and not _is_placed(fields, pages, cell):
                return {**fields, "buyer_name": name_as_printed(known, pages[0], 0, cell.words)}
    return fields


def _is_placed(fields: Fields, pages: Sequence[Page], cell: Cell) -> bool:
    """Whether a cell of the first page is part of the buyer's address."""
    address = fields.get("buyer_address")
    if not isinstance(address, Field) or address.box is None or address.page != 1:
        return False
    return is_inside(pages[0].box_of(cell.words), address.box)
