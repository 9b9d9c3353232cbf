"""The sign at a page's head tells which of its blocks is the sender's: "ACME Werke"."""

from collections.abc import Mapping, Sequence

from schemas.document import Page
from tasks.parties.address_blocks import Block
from tasks.parties.block_names import plain_words
from tasks.values.cells import find_rows

_SIGN_ROWS_N = 2  # of the page, in which its sender's sign stands
_LEAST_SIGN_N = 5  # letters of a sign that tells a name


def find_signed_block(page: Page, blocks: Mapping[str, Block]) -> str | None:
    """Which of the blocks alone has a name that begins with a sign at the page's head."""
    top = min(block.top for block in blocks.values())
    above = [row for row in find_rows(page) if page.words[row.cells[0].words[0]].box[3] < top]
    signs = [
        "".join(plain_words(page, cell.words)) for row in above[:_SIGN_ROWS_N] for cell in row.cells
    ]
    signs = [sign for sign in signs if len(sign) >= _LEAST_SIGN_N]
    told = [key for key, block in blocks.items() if _begins_so(page, block, signs)]
    return told[0] if len(told) == 1 else None


def _begins_so(page: Page, block: Block, signs: Sequence[str]) -> bool:
    """Whether a block's name begins with a sign, which may be the block's own first line."""
    first, second, *_ = [*("".join(plain_words(page, name)) for name in block.names), "", ""]
    own = len(first) >= _LEAST_SIGN_N and second != first and second.startswith(first)
    return own or any(first.startswith(sign) for sign in signs)
