"""The bank account in a block's column tells which of a page's blocks is the seller's.

So does its tax number with a telephone, or two numbers that it is entered by, where the page prints
no other tax number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.document import Page
from tasks.fields.caption_words import is_caption
from tasks.parties.address_blocks import Block
from tasks.parties.block_signs import bills_itself
from tasks.parties.registers import find_entries
from tasks.values.cells import Cell, find_cells
from tasks.values.identifiers import BIC_FORM, find_ibans, find_national_vat_ids, find_vat_ids
from tasks.values.tax_words import VAT_WORDS
from tasks.values.your_words import YOUR_ACCOUNT

#: What is said of an account from which the customer pays, or to which he is paid.
_DRAWN = re.compile(
    rf"\b{YOUR_ACCOUNT}|lastschrift|bankeinzug|abbuch|abgebucht|direct debit|prélèv|prelev|domicili"
    r"|\bappoggio\b|\b(?:RID|SDD|Ri\.?Ba)\b|adeudo|incasso|addebit|refund|erstatt|rembours",
    re.IGNORECASE,
)
_COLUMN_EDGE = 0.006  # of the page's width: how far left edges of one column differ
_COLUMN_N = 14  # lines below an address, as far as its column goes
_GAP = 3.0  # text heights, at most, that part the lines of one column
_ENTRIES_N = 2  # lines with what a firm is entered by, which few buyers have
_BARE_N = 4  # words of a line without a figure: "Amtsgericht Husum", no sentence
#: What a firm prints below its address, with figures in it.
_OWN = re.compile(
    rf"@|www\.|\b(?:tel|fax|phone|fon|mobil|bank|konto|blz|iban|bic|swift|steuer|tax|{VAT_WORDS})"
    rf"|\b{BIC_FORM}\b",
    re.IGNORECASE,
)
#: How a firm is reached.
_REACHED = re.compile(r"@|www\.|\b(?:t[eé]l|phone|fon|mobil)", re.IGNORECASE)


class Banking(NamedTuple):
    """The key of a block, and the words of what is said of its firm below it.

    And whether that has its account or how it is reached, as seldom a buyer's.
    """

    key: str
    words: Sequence[int]
    told: bool


def find_banking_block(page: Page, blocks: Mapping[str, Block]) -> Banking | None:
    """Which of two blocks side by side has its firm's entry and account below it, in its column.

    A bill is to be paid to its seller; not where the buyer bills itself, where a page speaks of
    direct debit, which draws on the customer's account, nor where both firms are entered. Where
    neither column has an account, a telephone with the page's only tax number tells as much, and
    so do two such numbers.

    Hallen Nord GmbH
    Messeweg 10
    50679 Köln
    USt-IdNr. DE136695976
    DE02 1203 0000 0000 2020 51
    """
    edges = sorted(_left(page, block) for block in blocks.values())
    drawn = any(map(_DRAWN.search, page.row_texts()))
    if drawn or bills_itself(page) or edges[-1] - edges[0] < _COLUMN_EDGE:
        return None
    below = {key: _cells_below(page, block, [*edges, 1.0]) for key, block in blocks.items()}
    entered = [key for key, cells in below.items() if any(map(_is_entry, _texts(cells)))]
    paid = [key for key, cells in below.items() if any(map(find_ibans, _texts(cells)))]
    paid = paid or _find_reached(page, below)
    if len(entered) != 1 or entered != paid:
        return None
    cells = below[paid[0]]
    told = any(find_ibans(text) or _REACHED.search(text) for text in _texts(cells))
    return Banking(paid[0], [word for cell in cells for word in cell.words], told)


def find_banking_key(page: Page, blocks: Mapping[str, Block]) -> str | None:
    """The key of that block alone."""
    found = find_banking_block(page, blocks)
    return found.key if found else None


def _cells_below(page: Page, block: Block, edges: list[float]) -> list[Cell]:
    """What is said of its firm below a block, in its column."""
    end = next(x0 for x0 in edges if x0 > _left(page, block) + _COLUMN_EDGE)
    bottom = max(page.words[i].box[3] for i in block.address)
    return list(column_below(page, _left(page, block), bottom, end))


def _find_reached(page: Page, below: Mapping[str, Sequence[Cell]]) -> list[str]:
    """The blocks whose firm can be reached or has two numbers, if the page has no others."""
    own = {cell.words for cells in below.values() for cell in cells}
    if any(_is_entry(cell.text) and cell.words not in own for cell in find_cells(page)):
        return []
    return [
        key
        for key, cells in below.items()
        if any(map(_REACHED.search, _texts(cells)))
        or sum(map(_is_entry, _texts(cells))) >= _ENTRIES_N
    ]


def _is_entry(text: str) -> bool:
    """Whether a line prints what a firm is entered by: its tax number or its register's."""
    numbers = find_vat_ids(text) or find_national_vat_ids(text)
    return bool(numbers) or any(True for _ in find_entries(text))


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]


def _left(page: Page, block: Block) -> float:
    return page.words[block.address[0]].box[0]


def column_below(page: Page, left: float, bottom: float, end: float) -> Iterator[Cell]:
    """The lines on its firm below an address that begin where it does and end before `end`."""
    lines_n = 0
    for cell in find_cells(page):
        _, top, _, foot = page.words[cell.words[0]].box
        if abs(cell.x0 - left) > _COLUMN_EDGE or foot <= bottom:
            continue
        apart = cell.x1 > end or top - bottom > _GAP * (foot - top)
        if apart or lines_n == _COLUMN_N or not _is_on_firm(cell.text):
            return
        yield cell
        bottom, lines_n = foot, lines_n + 1


def tells_of_firm(text: str) -> bool:
    """Whether a line tells what a firm is entered by, or how it is reached."""
    return _is_entry(text) or bool(_REACHED.search(text))


def _is_on_firm(text: str) -> bool:
    """Whether a line is of what a firm says below its address: its register, tax, phone, bank."""
    if re.search("[0-9]", text):
        return bool(_OWN.search(text) or find_ibans(text)) or tells_of_firm(text)
    return len(text.split()) <= _BARE_N and not is_caption(text)
