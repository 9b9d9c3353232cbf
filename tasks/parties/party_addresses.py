"""Addresses of a paper's parties, each with all its lines and the name above it.

The model at times sees half of an address, or has the names of the two parties crosswise.
"""

from collections.abc import Collection, Mapping, Sequence

from schemas.document import Page
from schemas.prediction import Tags, WordTag
from tasks.fields.claims import Claim
from tasks.parties.address_blocks import Block, find_blocks
from tasks.parties.address_extents import (
    ground_above,
    house_above,
    line_above,
    without_slogan,
    without_words_before,
)
from tasks.parties.block_accounts import find_banking_key
from tasks.parties.block_chances import KNOWN
from tasks.parties.block_names import (
    are_crosswise,
    is_other_s,
    is_told,
    name_below_sign,
    pick_name,
)
from tasks.parties.block_roles import assign_blocks
from tasks.parties.block_signs import find_logo_block, find_sending_block, find_signed_block
from tasks.parties.name_forms import is_form
from tasks.parties.party_headings import SENT_BY_BUYER
from tasks.values.entities import probability

#: What of a page tells which of its two blocks is the seller's.
_TELLING = (find_sending_block, find_logo_block, find_banking_key, find_signed_block)


def find_addresses(pages: Sequence[Page], tags: Tags, doc_type: str) -> list[Claim]:
    """Addresses of the seller, the buyer and the place of delivery, each with all its lines."""
    blocks = [
        (number, block)
        for number, page in enumerate(pages)
        for block in find_blocks(page, doc_type)
    ]
    claims = []
    assigned = assign_blocks(pages, blocks, tags, doc_type)
    names = {
        role: (number, _name_of(pages[number], tags[number], block, role))
        for role, (number, block) in assigned.items()
        if role != "ship_to"
    }
    turned = _find_turned(assigned, tags, names) or _find_signed(pages, assigned, tags, doc_type)
    own = {(number, word) for number, block in assigned.values() for word in block.address}
    headed = {role for role in names if assigned[role][1].party == role}
    own |= {(number, word) for role in headed for number, name in (names[role],) for word in name}
    printed = [(number, block.key) for number, block in blocks]
    for role, (number, block) in assigned.items():
        address = block.address
        # What stands in a page's head and foot is no slogan; a letterhead is on every page.
        if printed.count((number, block.key)) == 1:
            address = without_slogan(pages[number], tags[number], block, role)
        if address == block.address:
            address = without_words_before(pages[number], tags[number], block, role)
        if address == block.address:
            own_page, own_tags = pages[number], tags[number]
            above = ground_above(own_page, own_tags, block) if role == "ship_to" else ()
            above = above or house_above(own_page, own_tags, block, role)
            address = (*(above or line_above(own_page, own_tags, block, role)), *address)
        claims.append(Claim(f"{role}_address", number, address, proved=role in turned))
        claims += [
            Claim(f"{role}_address", n, again.address)
            for n, again in blocks
            if address == block.address
            and (again.key, again.party) == (block.key, None)
            and n != number
        ]
        if block.vat_id and role != "ship_to":
            claims.append(Claim(f"{role}_vat_id", number, block.vat_id))
        name = names[role][1] if role in names else ()
        if not name or is_form([pages[number].words[at].text for at in name]):
            continue  # "SAS · 5 rue du Port" below the name
        sent = doc_type in SENT_BY_BUYER and is_other_s(tags[number], name, role)
        if (
            block.party == role
            or sent
            or role in turned
            or is_told(pages, tags, names[role], role, own)
        ):
            claims.append(Claim(f"{role}_name", number, name, proved=role in turned))
    if doc_type == "delivery_note" and "ship_to" in assigned and "buyer" not in assigned:
        number, block = assigned["ship_to"]
        name = pick_name(pages[number], tags[number], block.names, "buyer")
        if name and is_told(pages, tags, (number, name), "buyer", own):
            claims.append(Claim("buyer_name", number, name))
    return claims


def _name_of(page: Page, tags: Sequence[WordTag], block: Block, role: str) -> tuple[int, ...]:
    """The line of a block that names a party; of a buyer's, none that is the seller's sign."""
    lines = (*block.names, *(line for line in block.persons if line not in block.names))
    own = name_below_sign(page, tags, lines) if role == "buyer" else ()
    return own or pick_name(page, tags, block.names, role)


def _find_turned(
    assigned: Mapping[str, tuple[int, Block]],
    tags: Tags,
    names: Mapping[str, tuple[int, tuple[int, ...]]],
) -> Collection[str]:
    """The parties whose names the model has crosswise, though it knows their addresses.

    Or though a heading says whom the paper is for: "Prepared for".
    """
    chances = [
        sum(probability(tags[n][i], f"{role}_address") for i in block.address) / len(block.address)
        for role, (n, block) in assigned.items()
        if role in names
    ]
    pages = {number for number, _ in names.values()}
    headed = "buyer" in assigned and assigned["buyer"][1].party == "buyer"
    if len(names) != 2 or len(pages) != 1 or (min(chances) < KNOWN and not headed):
        return ()
    own = {role: name for role, (_, name) in names.items()}
    return own.keys() if are_crosswise(tags[pages.pop()], own) else ()


def _find_signed(
    pages: Sequence[Page], assigned: Mapping[str, tuple[int, Block]], tags: Tags, doc_type: str
) -> Collection[str]:
    """Both parties, where the page tells the seller whose name the model gives the buyer.

    By its sign, or by the account in his block's column.
    """
    parties = {role: assigned[role] for role in ("seller", "buyer") if role in assigned}
    if doc_type in SENT_BY_BUYER or len(parties) < 2 or any(n > 0 for n, _ in parties.values()):
        return ()
    blocks = {role: block for role, (_, block) in parties.items()}
    told = any(find(pages[0], blocks) == "seller" for find in _TELLING)
    return blocks.keys() if told and is_other_s(tags[0], blocks["seller"].name, "seller") else ()
