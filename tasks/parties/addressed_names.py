"""The buyer's name from the block of his address, where that was read without a name of his."""

from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.record import Fields
from tasks.parties.address_blocks import Block, find_blocks
from tasks.parties.name_words import name_as_printed, names_nobody
from tasks.values.named_fields import one_field
from tasks.values.normalize import letters_of


def name_addressee(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """The fields with the one name that stands above the buyer's address, and that without it.

    "BISCUITERIE DES ABERS" above "KERVIGEN" and "29870 LANNILIS", which were read as an address.
    """
    address = one_field(fields, "buyer_address")
    if address is None or address.page is None or "buyer_name" in fields:
        return fields
    page, read = pages[address.page - 1], letters_of(address.value)
    seller = one_field(fields, "seller_name")
    found = {
        page.text_of(block.name): (block, is_named)
        for block, is_named in _find_read(page, doc_type, read)
    }
    if len(found) != 1:
        return fields
    ((name, (block, is_named)),) = found.items()
    is_seller = seller is not None and letters_of(name) == letters_of(seller.value)
    if is_seller or names_nobody(name.split()):
        return fields
    named = address.model_copy(update={"origin": "rule"})
    mended = {**fields, "buyer_name": name_as_printed(named, page, address.page - 1, block.name)}
    if is_named:
        text, box = page.text_of(block.address), page.box_of(block.address)
        update = {"value": text, "raw": text, "box": box}
        mended["buyer_address"] = address.model_copy(update=update)
    return mended


def _find_read(page: Page, doc_type: str, read: str) -> Iterator[tuple[Block, bool]]:
    """The blocks whose address was read, alone or behind their only name, and whether that was."""
    for block in find_blocks(page, doc_type):
        if len(block.names) != 1 or block.party not in (None, "buyer"):
            continue
        own = letters_of(page.text_of(block.address))
        if read == own:
            yield block, False
        elif read == letters_of(page.text_of(block.name)) + own:
            yield block, True
