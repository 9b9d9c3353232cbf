"""The sign at a page's head tells which of its blocks is the sender's: "ACME Werke"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from schemas.document import Page
from tasks.parties.address_blocks import Block
from tasks.parties.block_names import plain_words
from tasks.parties.name_forms import without_form
from tasks.parties.signed_names import is_large
from tasks.values.cells import Cell, find_rows
from tasks.values.normalize import letters_of
from tasks.values.self_billed import SELF_BILLED

_SIGN_ROWS_N = 2  # of the page, in which its sender's sign stands
_LEAST_SIGN_N = 5  # letters of a sign that tells a name
_LOGO_ROWS_N = 4  # of the page, in which a sign in large type stands
_EDGE = 0.01  # of the page's width: how far the left edges of a sign's rows differ
#: With what may say so, too.
_SELF_BILLED = re.compile(
    rf"{SELF_BILLED.pattern}|gutschrift"
    r"|(?:created|generated|issued) by (?:the )?(?:buyer|customer|recipient)",
    re.IGNORECASE,
)


def find_signed_block(page: Page, blocks: Mapping[str, Block]) -> str | None:
    """Which of the blocks alone has a name that begins with a sign at the page's head.

    Else that of which one word is the sign, in large type.
    """
    top = min(block.top for block in blocks.values())
    above = [row for row in find_rows(page) if page.words[row.cells[0].words[0]].box[3] < top]
    signs = [
        "".join(plain_words(page, cell.words)) for row in above[:_SIGN_ROWS_N] for cell in row.cells
    ]
    signs = [sign for sign in signs if len(sign) >= _LEAST_SIGN_N]
    told = [key for key, block in blocks.items() if _begins_so(page, block, signs)]
    if not told:  # "BIDEGAIN" in large type, above "Transports Bidegain SA"
        cells = [cell for row in above[:_SIGN_ROWS_N] for cell in row.cells]
        cells = [c for c in cells if len(c.words) == 1 and is_large(page, c.words)]
        words = {word for c in cells for word in plain_words(page, c.words)} & set(signs)
        told = [key for key, b in blocks.items() if words & set(plain_words(page, b.name))]
    return told[0] if len(told) == 1 else None


def _begins_so(page: Page, block: Block, signs: Sequence[str]) -> bool:
    """Whether a block's name begins with a sign, which may be the block's own first line."""
    first, second, *_ = [*("".join(plain_words(page, name)) for name in block.names), "", ""]
    own = len(first) >= _LEAST_SIGN_N and second != first and second.startswith(first)
    return own or any(first.startswith(sign) for sign in signs)


def find_sending_block(page: Page, blocks: Mapping[str, Block]) -> str | None:
    """Which of the blocks alone has the name that stands in small type above another's own."""
    senders = {block.sender for block in blocks.values()} - {""}
    told = [
        key
        for key, block in blocks.items()
        if letters_of("".join(page.words[at].text for at in block.name)) in senders
    ]
    return told[0] if len(told) == 1 else None


def find_logo_block(page: Page, blocks: Mapping[str, Block]) -> str | None:
    """Which of the blocks alone is called by large type at the page's head: "papier", "bleu".

    Such a sign is the seller's, whatever stands beside it; not where the buyer bills itself.
    """
    if bills_itself(page):
        return None
    own = {at for b in blocks.values() for line in (b.address, *b.names) for at in line}
    signs = [sign for sign in _logos(page, own) if len(sign) >= _LEAST_SIGN_N]
    told = [key for key, block in blocks.items() if _full_name(page, block) in signs]
    return told[0] if len(told) == 1 else None


def bills_itself(page: Page) -> bool:
    """Whether a page says, or may say, that its buyer wrote it."""
    return any(_SELF_BILLED.search(row.text) for row in find_rows(page))


def _logos(page: Page, own: set[int]) -> Iterator[str]:
    """The letters of each large cell at the head outside the blocks, and of two such rows."""
    large: list[Cell] = [
        cell
        for row in find_rows(page)[:_LOGO_ROWS_N]
        for cell in row.cells
        if not own & set(cell.words) and is_large(page, cell.words)
    ]
    yield from ("".join(plain_words(page, cell.words)) for cell in large)
    for above, below in pairwise(large):
        if abs(above.x0 - below.x0) < _EDGE:
            yield "".join(plain_words(page, (*above.words, *below.words)))


def _full_name(page: Page, block: Block) -> str:
    """The letters of a block's name without the legal form before or behind it."""
    name = without_form(page.text_of(block.name))
    return re.sub(r"[\W_]", "", name).casefold()
