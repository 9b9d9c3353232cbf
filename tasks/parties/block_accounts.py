"""The bank account in a block's column tells which of a page's blocks is the seller's."""

import re
from collections.abc import Iterator, Mapping

from schemas.document import Page
from tasks.fields.caption_words import is_caption
from tasks.parties.address_blocks import Block
from tasks.parties.block_signs import bills_itself
from tasks.parties.registers import find_entries
from tasks.values.cells import find_cells
from tasks.values.identifiers import BIC_FORM, find_ibans, find_vat_ids
from tasks.values.tax_words import VAT_WORDS

_COLUMN_EDGE = 0.006  # of the page's width: how far left edges of one column differ
_COLUMN_N = 14  # lines below an address, as far as its column goes
_GAP = 3.0  # text heights, at most, that part the lines of one column
_BARE_N = 4  # words of a line without a figure: "Amtsgericht Husum", no sentence
#: What a firm prints below its address, with figures in it.
_OWN = re.compile(
    rf"@|www\.|\b(?:tel|fax|phone|fon|mobil|bank|konto|blz|iban|bic|swift|steuer|tax|{VAT_WORDS})"
    rf"|\b{BIC_FORM}\b",
    re.IGNORECASE,
)


def find_banking_block(page: Page, blocks: Mapping[str, Block]) -> str | None:
    """Which of two blocks side by side has its firm's entry and account below it, in its column.

    A bill is to be paid to its seller, and nobody prints his customer's account below the
    customer's address; not where the buyer bills itself.

    Hallen Nord GmbH
    Messeweg 10
    50679 Köln
    USt-IdNr. DE136695976
    DE02 1203 0000 0000 2020 51
    """
    edges = sorted(_left(page, block) for block in blocks.values())
    if bills_itself(page) or edges[-1] - edges[0] < _COLUMN_EDGE:
        return None
    told = [key for key, b in blocks.items() if _has_account(page, b, [*edges, 1.0])]
    return told[0] if len(told) == 1 else None


def _has_account(page: Page, block: Block, edges: list[float]) -> bool:
    """Whether an IBAN stands in a block's column, and a VAT id or an entry in a register."""
    end = next(x0 for x0 in edges if x0 > _left(page, block) + _COLUMN_EDGE)
    texts = list(_column_below(page, block, end))
    entered = any(find_vat_ids(text) or [*find_entries(text)] for text in texts)
    return entered and any(find_ibans(text) for text in texts)


def _left(page: Page, block: Block) -> float:
    return page.words[block.address[0]].box[0]


def _column_below(page: Page, block: Block, end: float) -> Iterator[str]:
    """The lines on its firm below an address that begin where it does and end before `end`."""
    left, bottom = _left(page, block), max(page.words[i].box[3] for i in block.address)
    lines_n = 0
    for cell in find_cells(page):
        _, top, _, foot = page.words[cell.words[0]].box
        if abs(cell.x0 - left) > _COLUMN_EDGE or foot <= bottom:
            continue
        apart = cell.x1 > end or top - bottom > _GAP * (foot - top)
        if apart or lines_n == _COLUMN_N or not _is_on_firm(cell.text):
            return
        yield cell.text
        bottom, lines_n = foot, lines_n + 1


def _is_on_firm(text: str) -> bool:
    """Whether a line is of what a firm says below its address: its register, tax, phone, bank."""
    if re.search("[0-9]", text):
        return bool(_OWN.search(text) or find_ibans(text) or [*find_entries(text)])
    return len(text.split()) <= _BARE_N and not is_caption(text)
