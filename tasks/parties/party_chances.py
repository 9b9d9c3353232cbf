"""How probable the parties are for a paper's address blocks, where no heading tells them.

The model at times gives one of two blocks to the wrong party, or both to one: then their order,
the sign at the page's head, or the block that has a heading tells which is whose.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.prediction import Tags
from schemas.vocabulary import SELLER_IDS
from tasks.parties.address_blocks import Block
from tasks.parties.block_accounts import find_banking_block
from tasks.parties.block_chances import KNOWN, LEAST, SEEN, address_chance
from tasks.parties.block_signs import find_logo_block, find_sending_block, find_signed_block
from tasks.parties.party_headings import SENT_BY_BUYER

ROLES = ("seller", "buyer", "ship_to")
_HEAD = 0.35  # of the page's height: where both parties' addresses stand
_ABREAST = 0.01  # of the page's height: how far the tops of blocks side by side differ

#: A block with the number of its page.
Placed = tuple[int, Block]
#: Key → the blocks that print the same address, at least one.
Groups = Mapping[str, Sequence[Placed]]
#: Key of a block and role → how probable it is that the block prints the role's address.
Chances = Mapping[tuple[str, str], float]


class Paper(NamedTuple):
    """A paper's pages, the tags of their words, and its type."""

    pages: Sequence[Page]
    tags: Tags
    doc_type: str


def find_chances(paper: Paper, groups: Groups, headed: Mapping[str, Placed]) -> Chances:
    """The chances of blocks without a heading, given the parties' blocks that have one."""
    chances = {
        (key, role): max(address_chance(block, paper.tags[n], role) for n, block in group)
        for key, group in groups.items()
        for role in ROLES
    }
    sender, receiver = "seller", "buyer"
    if paper.doc_type in SENT_BY_BUYER:
        sender, receiver = receiver, sender
    if sender in headed:
        return chances
    if receiver in headed:
        senders = _find_senders(paper, groups, chances, headed[receiver])
        known = [key for key in groups if chances[key, sender] >= KNOWN]
        if len(senders) == 1 and (not known or senders[0] in known):
            return {**chances, (senders[0], sender): 1.0}
        return chances
    if sender == "buyer":
        return _by_letterhead(paper, groups, chances)
    if paper.doc_type == "delivery_note" and "ship_to" in headed:
        heads = _senders_of_goods(paper, groups)
        if len(heads) == 1:
            return {**chances, (heads[0], "seller"): 1.0}
    return _by_sign(paper, groups, _part_two(paper, groups, chances))


def _find_senders(
    paper: Paper, groups: Groups, chances: Chances, receiver: Placed
) -> Sequence[str]:
    """The blocks that may be the sender's, where a heading names the receiver's.

    A seller's stands at the paper's head, where the model may not know it.
    """
    if paper.doc_type in SENT_BY_BUYER:
        return _find_parties(groups, chances)
    above = {key: group for key, group in groups.items() if _stands_above(group[0], receiver)}
    senders = _find_parties(above, chances)
    if not senders and all(_is_only_seller(group, paper.tags) for group in above.values()):
        return list(above)
    return senders


def _find_parties(groups: Groups, chances: Chances) -> list[str]:
    """The blocks that the model holds for the seller's or the buyer's."""
    return [key for key in groups if chances[key, "buyer"] + chances[key, "seller"] >= LEAST]


def _stands_above(one: Placed, other: Placed) -> bool:
    """Whether a block stands at the head of the first page, above another one or beside it."""
    (page, block), (other_page, below) = one, other
    return page == other_page == 0 and block.top < min(below.top + _ABREAST, _HEAD)


def stands_at_head(page: int, block: Block) -> bool:
    """Whether a block stands at the first page's head, below a name."""
    return page == 0 and block.top < _HEAD and bool(block.names)


def _is_only_seller(group: Sequence[Placed], tags: Tags) -> bool:
    """Whether an address stands below a name, and the model sees no seller's elsewhere."""
    own = {(page, word) for page, block in group for word in block.address}
    return bool(group[0][1].names) and all(
        (page, word) in own or tag.label != "seller_address"
        for page, row in enumerate(tags)
        for word, tag in enumerate(row)
    )


def _senders_of_goods(paper: Paper, groups: Groups) -> list[str]:
    """The blocks at a delivery note's head, beside that of "Deliver to": one is the sender's.

    None where the model sees a seller's name or its address anywhere.
    """
    labels = {tag.label for row in paper.tags for tag in row}
    if labels & {"seller_name", "seller_address"}:
        return []
    return [key for key, group in groups.items() if stands_at_head(*group[0])]


def _by_letterhead(paper: Paper, groups: Groups, chances: Chances) -> Chances:
    """The chances with the two parties put right: a paper's sender stands first or twice on it.

    Orders are rare; the model takes their letterhead for a seller's. Of two that begin side by
    side neither is first, and a sign at the page's head tells whose the paper is, else the model
    where it holds but one for the seller's.
    """
    parties = _with_other(_find_parties(groups, chances), groups, chances)
    if len(parties) != 2:
        return chances
    signed = None
    if all(groups[k][0][0] == 0 for k in parties):
        signed = find_signed_block(paper.pages[0], {k: groups[k][0][1] for k in parties})
    (one_n, (page, one)), (other_n, (other_page, other)) = (
        (min(len(groups[k]), 2), groups[k][0]) for k in parties
    )
    abreast = page == other_page and abs(one.top - other.top) < _ABREAST
    if one_n == other_n and abreast and signed is None:
        sellers = [key for key in parties if chances[key, "seller"] >= LEAST]
        if len(sellers) != 1:
            return chances
        signed = next(key for key in parties if key not in sellers)
    sender = signed or min(parties, key=lambda k: (-min(len(groups[k]), 2), groups[k][0][1].top))
    (receiver,) = (key for key in parties if key != sender)
    return _settled(chances, seller=receiver, buyer=sender)


def _with_other(known: list[str], groups: Groups, chances: Chances) -> list[str]:
    """The blocks, with any other at the head below a name where the model knows but one.

    It may be a post-office box.
    """
    others = [
        key
        for key, group in groups.items()
        if key not in known and stands_at_head(*group[0]) and chances[key, "ship_to"] < LEAST
    ]
    return [*known, *others] if len(known) == 1 else known


def _settled(chances: Chances, *, seller: str, buyer: str) -> Chances:
    """The chances with two blocks surely of these parties."""
    sure = {(seller, "seller"): 1.0, (buyer, "buyer"): 1.0}
    return {
        place: sure.get(place, 0.0 if place[0] in (seller, buyer) else chance)
        for place, chance in chances.items()
    }


def _part_two(paper: Paper, groups: Groups, chances: Chances) -> Chances:
    """The chances of two blocks that the model gives to one party, parted between the two.

    They stand at the head of the first page below names that differ. The upper is the sender's;
    of two side by side the one that the model is surer of stays that party's.
    """
    parties = _find_parties(groups, chances)
    if len(parties) != 2:
        return chances
    blocks = [groups[key][0][1] for key in parties]
    if any(groups[key][0][0] > 0 or groups[key][0][1].top > _HEAD for key in parties):
        return chances
    if not all(b.name for b in blocks) or len({len(groups[key]) for key in parties}) > 1:
        return chances
    for one, other in (("seller", "buyer"), ("buyer", "seller")):
        if any(t.label == f"{other}_address" and t.confidence >= SEEN for t in paper.tags[0]):
            continue
        if all(chances[key, one] > chances[key, other] for key in parties):
            owner = max(parties, key=lambda key: chances[key, one])
            if abs(blocks[0].top - blocks[1].top) >= _ABREAST:
                upper = min(parties, key=lambda key: groups[key][0][1].top)
                lower = next(key for key in parties if key != upper)
                owner = upper if one == "seller" else lower
            rest = next(key for key in parties if key != owner)
            return {**chances, (owner, one): 1.0, (rest, one): 0.0, (rest, other): 1.0}
    return chances


def _by_sign(paper: Paper, groups: Groups, chances: Chances) -> Chances:
    """The chances with the seller's block known by the sign at the page's head: "ACME Werke".

    Of two blocks one stands below a name that begins so; the other then is the buyer's. Where the
    model knows both, it knows better, unless it has the names above them the other way: a buyer
    at times bills itself. A sign in large type that is the whole name tells more than the model.
    So does an account in the column of one block, below ids that the model sees as the seller's,
    and the name of one in small type above the other's.
    """
    known = [key for key in groups if max(chances[key, role] for role in ROLES) >= LEAST]
    parties = _with_other(known, groups, chances)
    if len(parties) != 2 or any(groups[key][0][0] > 0 for key in parties):
        return chances
    blocks = {key: groups[key][0][1] for key in parties}
    if any(not block.name or block.top > _HEAD for block in blocks.values()):
        return chances
    page = paper.pages[0]
    logo = find_sending_block(page, blocks) or find_logo_block(page, blocks)
    logo = logo or _find_banking(paper, blocks)
    seller = logo or find_signed_block(page, blocks)
    if seller is None:
        return chances
    (buyer,) = (key for key in parties if key != seller)
    apart = all(max(chances[k, r] for k in parties) >= KNOWN for r in ("seller", "buyer"))
    named = _is_named(paper, seller=blocks[seller], buyer=blocks[buyer])
    if logo is None and apart and not named:
        return chances
    return _settled(chances, seller=seller, buyer=buyer)


def _is_named(paper: Paper, *, seller: Block, buyer: Block) -> bool:
    """Whether the model sees the seller's name above one block and the buyer's above the other."""
    return _has_name(paper, seller, "seller") and _has_name(paper, buyer, "buyer")


def _has_name(paper: Paper, block: Block, role: str) -> bool:
    """Whether the model sees the name of this party above a block."""
    return any(paper.tags[0][line[0]].label == f"{role}_name" for line in block.names)


def _find_banking(paper: Paper, blocks: Mapping[str, Block]) -> str | None:
    """The block of two on an invoice whose account tells that it is the seller's.

    A customer's account stands on his bill, too: where the model has his name there and the
    seller's above the other block, it knows better, unless it sees the seller's ids there as well.
    His name alone is enough where there is no account, but what the firm is entered by.
    """
    found = find_banking_block(paper.pages[0], blocks) if paper.doc_type == "invoice" else None
    if found is None:
        return None
    (other,) = (block for key, block in blocks.items() if key != found.key)
    buyers = _has_name(paper, blocks[found.key], "buyer")
    against = buyers and (not found.told or _has_name(paper, other, "seller"))
    tags = (paper.tags[0][word] for word in found.words)
    ids = any(tag.label in SELLER_IDS and tag.confidence >= SEEN for tag in tags)
    return found.key if ids or not against else None
