"""Whose the addresses of a paper are: the seller's, the buyer's, the place of delivery's.

The model at times gives one of two blocks to the wrong party. A block is one party's: the one its
heading names, else the one that the model's tags speak for together.
"""

from collections.abc import Collection, Mapping, Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.parties.address_blocks import Block
from tasks.parties.address_lines import has_box
from tasks.parties.block_chances import KNOWN, SEEN, address_chance
from tasks.parties.block_names import plain_words
from tasks.parties.block_signs import find_logo_block, find_signed_block
from tasks.parties.party_headings import SENT_BY_BUYER

#: Papers that are sent to one person, whose block the model may not know.
_LETTERED = frozenset({"letter", "payslip"})
_ROLES = ("seller", "buyer", "ship_to")
_LEAST = 0.25  # mean probability of a block's words to be a party's address
_SURE = 0.9  # of one that it is sure of
_HEAD = 0.35  # of the page's height: where both parties' addresses stand
_ABREAST = 0.01  # of the page's height: how far the tops of blocks side by side differ


def assign_blocks(
    pages: Sequence[Page],
    blocks: Sequence[tuple[int, Block]],
    tags: Sequence[Sequence[WordTag]],
    doc_type: str,
) -> dict[str, tuple[int, Block]]:
    """Role → the block that prints its address: the one headed so, else the most probable one."""
    groups: dict[str, list[tuple[int, Block]]] = {}
    for number, block in _without_attention(blocks, tags, doc_type):
        groups.setdefault(block.key, []).append((number, block))
    chosen: dict[str, tuple[int, Block]] = {}
    taken: set[str] = set()
    for role in _ROLES:
        headed = {k: g for k, g in groups.items() if any(b.party == role for _, b in g)}
        if len(headed) == 1:
            ((key, group),) = headed.items()
            if role == "seller" and doc_type not in SENT_BY_BUYER:
                others = [one for k, g in groups.items() if k != key for one in g]
                if _knows_better(pages, group, others, tags):
                    taken.add(key)
                    continue
            chosen[role] = next(one for one in group if one[1].party == role)
            # Goods at times go to the buyer's own address.
            if role != "ship_to" or all(block.party for _, block in group):
                taken.add(key)
    free = {
        key: [one for one in group if one[1].party is None]
        for key, group in groups.items()
        if key not in taken
    }
    chances = {
        (key, role): max(address_chance(block, tags[n], role) for n, block in group)
        for key, group in free.items()
        if group
        for role in _ROLES
    }
    if doc_type in SENT_BY_BUYER and not chosen.keys() & {"buyer", "seller"}:
        chances = _by_letterhead(pages, free, chances)
    elif doc_type in SENT_BY_BUYER and "buyer" not in chosen:
        senders = [key for key, group in free.items() if group and _either(chances, key) >= _LEAST]
        if len(senders) == 1:
            chances[senders[0], "buyer"] = 1.0
    elif (
        doc_type == "delivery_note"
        and chosen.keys() == {"ship_to"}
        and (sender := _only_sender(free, tags))
    ):
        chances[sender, "seller"] = 1.0
    elif doc_type not in SENT_BY_BUYER and not chosen.keys() & {"buyer", "seller"}:
        chances = _by_sign(pages, free, _part_two(free, chances, tags), tags)
    elif doc_type not in SENT_BY_BUYER and "seller" not in chosen:
        above = [k for k, g in free.items() if g and _stands_above(g[0], chosen["buyer"])]
        senders = [key for key in above if _either(chances, key) >= _LEAST]
        if not senders and all(_is_only_seller(free[key], tags) for key in above):
            senders = above
        if len(senders) == 1:
            chances[senders[0], "seller"] = 1.0
    for (key, role), chance in sorted(chances.items(), key=lambda item: -item[1]):
        if role not in chosen and key not in taken and chance >= _LEAST:
            chosen[role] = free[key][0]
            taken.add(key)
    if _is_buyers(chosen, tags) and doc_type != "delivery_note":
        chosen["buyer"] = chosen.pop("ship_to")
    if "seller" in chosen:
        own = {block.key for _, block in chosen.values()}
        chosen["seller"] = _at_home(pages, chosen["seller"], blocks, own)
    if doc_type not in SENT_BY_BUYER and "seller" in chosen and "buyer" not in chosen:
        rest = [free[key][0] for key in free.keys() - taken if free[key]]
        lettered = doc_type in _LETTERED or _is_below_buyer(rest, tags)
        if len(rest) == 1 and lettered and _is_addressee(rest[0], tags):
            chosen["buyer"] = rest[0]
    return chosen


def _without_attention(
    blocks: Sequence[tuple[int, Block]], tags: Sequence[Sequence[WordTag]], doc_type: str
) -> list[tuple[int, Block]]:
    """The blocks, one for someone's attention as nobody's where the model sees the reader's apart.

    At a seller's the accounts are to be asked for, too.
    """

    def is_readers(number: int, block: Block, least: float) -> bool:
        return address_chance(block, tags[number], "buyer") >= least

    known = any(not b.attention and is_readers(n, b, KNOWN) for n, b in blocks)
    if doc_type in SENT_BY_BUYER or not known:
        return list(blocks)
    return [
        (n, b._replace(party=None) if b.attention and not is_readers(n, b, SEEN) else b)
        for n, b in blocks
    ]


def _is_buyers(chosen: Mapping[str, tuple[int, Block]], tags: Sequence[Sequence[WordTag]]) -> bool:
    """Whether the place of delivery is but the buyer's address, which else is nowhere.

    Nothing heads it, and the model is not sure.
    """
    if "ship_to" not in chosen or "buyer" in chosen:
        return False
    page, block = chosen["ship_to"]
    return block.party is None and address_chance(block, tags[page], "ship_to") < KNOWN


def _stands_above(one: tuple[int, Block], other: tuple[int, Block]) -> bool:
    """Whether a block stands at the head of the first page, above another one."""
    (page, block), (other_page, below) = one, other
    return page == other_page == 0 and block.top < min(below.top, _HEAD)


def _is_only_seller(group: Sequence[tuple[int, Block]], tags: Sequence[Sequence[WordTag]]) -> bool:
    """Whether an address stands below a name, and the model sees no seller's elsewhere."""
    own = {(page, word) for page, block in group for word in block.address}
    return bool(group[0][1].names) and all(
        (page, word) in own or tag.label != "seller_address"
        for page, row in enumerate(tags)
        for word, tag in enumerate(row)
    )


def _only_sender(
    free: Mapping[str, Sequence[tuple[int, Block]]], tags: Sequence[Sequence[WordTag]]
) -> str:
    """The one block at a delivery note's head, beside that of "Deliver to", or "".

    The sender's, where the model sees neither a seller's name nor its address anywhere.
    """
    heads = [key for key, group in free.items() if group and _is_headed(*group[0])]
    seen = any(tag.label in ("seller_name", "seller_address") for row in tags for tag in row)
    return heads[0] if len(heads) == 1 and not seen else ""


def _is_headed(page: int, block: Block) -> bool:
    """Whether a block stands at the first page's head, below a name."""
    return page == 0 and block.top < _HEAD and bool(block.names)


def _is_addressee(place: tuple[int, Block], tags: Sequence[Sequence[WordTag]]) -> bool:
    """Whether the one address left over at a letter's head is whom it is for, below a name."""
    page, block = place
    theirs = (
        max(address_chance(block, tags[page], role) for role in ("seller", "ship_to")) >= _LEAST
    )
    return _is_headed(page, block) and not theirs


def _is_below_buyer(places: Sequence[tuple[int, Block]], tags: Sequence[Sequence[WordTag]]) -> bool:
    """Whether the one address left over stands below a name that the model takes for the buyer's.

    And whether the model sees no address of his elsewhere.
    """
    if len(places) != 1 or any(tag.label == "buyer_address" for row in tags for tag in row):
        return False
    page, block = places[0]
    seen_n = sum(tags[page][i].label == "buyer_name" for i in block.name)
    return bool(block.name) and 2 * seen_n > len(block.name)


def _by_letterhead(
    pages: Sequence[Page],
    groups: Mapping[str, Sequence[tuple[int, Block]]],
    chances: Mapping[tuple[str, str], float],
) -> dict[tuple[str, str], float]:
    """The chances with the two parties put right: a paper's sender stands first or twice on it.

    Orders are rare; the model takes their letterhead for a seller's. Of two that begin side by
    side neither is first, and a sign at the page's head tells whose the paper is.
    """
    parties = [k for k, g in groups.items() if g and _either(chances, k) >= _LEAST]
    parties = _with_other(parties, groups, chances)
    if len(parties) != 2:
        return dict(chances)
    signed = None
    if all(groups[k][0][0] == 0 for k in parties):
        signed = find_signed_block(pages[0], {k: groups[k][0][1] for k in parties})
    (one_n, (page, one)), (other_n, (other_page, other)) = (
        (min(len(groups[k]), 2), groups[k][0]) for k in parties
    )
    abreast = page == other_page and abs(one.top - other.top) < _ABREAST
    if one_n == other_n and abreast and signed is None:
        return dict(chances)
    sender = signed or min(parties, key=lambda k: (-min(len(groups[k]), 2), groups[k][0][1].top))
    (receiver,) = (key for key in parties if key != sender)
    return _settled(chances, seller=receiver, buyer=sender)


def _with_other(
    parties: Sequence[str],
    groups: Mapping[str, Sequence[tuple[int, Block]]],
    chances: Mapping[tuple[str, str], float],
) -> list[str]:
    """The blocks, with any other at the head below a name where the model knows but one.

    It may be a post-office box.
    """
    others = [
        k
        for k, g in groups.items()
        if g and k not in parties and _is_headed(*g[0]) and chances[k, "ship_to"] < _LEAST
    ]
    return [*parties, *others] if len(parties) == 1 else list(parties)


def _settled(
    chances: Mapping[tuple[str, str], float], *, seller: str, buyer: str
) -> dict[tuple[str, str], float]:
    """The chances with two blocks surely of these parties."""
    sure = {(seller, "seller"): 1.0, (buyer, "buyer"): 1.0}
    return {
        place: sure.get(place, 0.0 if place[0] in (seller, buyer) else chance)
        for place, chance in chances.items()
    }


def _part_two(
    groups: Mapping[str, Sequence[tuple[int, Block]]],
    chances: Mapping[tuple[str, str], float],
    tags: Sequence[Sequence[WordTag]],
) -> dict[tuple[str, str], float]:
    """The chances of two blocks that the model gives to one party, parted between the two.

    They stand at the head of the first page below names that differ. The upper is the sender's;
    of two side by side the one that the model is surer of stays that party's.
    """
    parties = [k for k, g in groups.items() if g and _either(chances, k) >= _LEAST]
    if len(parties) != 2:
        return dict(chances)
    blocks = [groups[key][0][1] for key in parties]
    if any(groups[key][0][0] > 0 or groups[key][0][1].top > _HEAD for key in parties):
        return dict(chances)
    if not all(b.name for b in blocks) or len({len(groups[key]) for key in parties}) > 1:
        return dict(chances)
    for one, other in (("seller", "buyer"), ("buyer", "seller")):
        if any(t.label == f"{other}_address" and t.confidence >= SEEN for t in tags[0]):
            continue
        if all(chances[key, one] > chances[key, other] for key in parties):
            owner = max(parties, key=lambda key: chances[key, one])
            if abs(blocks[0].top - blocks[1].top) >= _ABREAST:
                upper = min(parties, key=lambda key: groups[key][0][1].top)
                lower = next(key for key in parties if key != upper)
                owner = upper if one == "seller" else lower
            rest = next(key for key in parties if key != owner)
            return {**chances, (owner, one): 1.0, (rest, one): 0.0, (rest, other): 1.0}
    return dict(chances)


def _knows_better(
    pages: Sequence[Page],
    headed: Sequence[tuple[int, Block]],
    others: Sequence[tuple[int, Block]],
    tags: Sequence[Sequence[WordTag]],
) -> bool:
    """Whether the model surely sees the seller's address elsewhere than where a heading has it.

    "Remit to:" heads a box for cheques, far from where the seller is at home.
    """
    own = max(address_chance(block, tags[n], "seller") for n, block in headed)
    boxed = all(has_box(" ".join(pages[n].words[i].text for i in b.address)) for n, b in headed)
    at_home = [(b._replace(names=()), tags[n]) for n, b in others if b.party is None]
    known = (address_chance(b, page_tags, "seller") for b, page_tags in at_home)
    return (own < KNOWN or boxed) and any(chance >= _SURE for chance in known)


def _at_home(
    pages: Sequence[Page],
    seller: tuple[int, Block],
    blocks: Sequence[tuple[int, Block]],
    taken: Collection[str],
) -> tuple[int, Block]:
    """Where a seller with a box at the post has his house: below the same name, under no heading.

    The line above a window's address has the box, the page's foot the street.
    """

    def told(number: int, words: Sequence[int]) -> str:
        return " ".join(pages[number].words[i].text for i in words)

    def name(number: int, block: Block) -> list[str]:
        return plain_words(pages[number], block.name)

    number, block = seller
    if block.party is not None or not block.names or not has_box(told(number, block.address)):
        return seller
    homes = {
        other.key: (n, other)
        for n, other in blocks
        if other.party is None
        and other.key not in taken
        and name(n, other) == name(number, block)
        and not has_box(told(n, other.address))
    }
    return homes.popitem()[1] if len(homes) == 1 else seller


def _by_sign(
    pages: Sequence[Page],
    groups: Mapping[str, Sequence[tuple[int, Block]]],
    chances: Mapping[tuple[str, str], float],
    tags: Sequence[Sequence[WordTag]],
) -> dict[tuple[str, str], float]:
    """The chances with the seller's block known by the sign at the page's head: "ACME Werke".

    Of two blocks one stands below a name that begins so; the other then is the buyer's. Where the
    model knows both, it knows better, unless it has the names above them the other way: a buyer
    at times bills itself. A sign in large type that is the whole name tells more than the model.
    """
    known = [k for k, g in groups.items() if g and max(chances[k, r] for r in _ROLES) >= _LEAST]
    parties = _with_other(known, groups, chances)
    if len(parties) != 2 or any(groups[key][0][0] > 0 for key in parties):
        return dict(chances)
    blocks = {key: groups[key][0][1] for key in parties}
    if any(not block.name or block.top > _HEAD for block in blocks.values()):
        return dict(chances)
    seller = find_logo_block(pages[0], blocks)
    if seller is not None:
        (buyer,) = (key for key in parties if key != seller)
        return _settled(chances, seller=seller, buyer=buyer)
    seller = find_signed_block(pages[0], blocks)
    apart = all(max(chances[k, r] for k in parties) >= KNOWN for r in ("seller", "buyer"))
    if seller is None:
        return dict(chances)
    (buyer,) = (key for key in parties if key != seller)
    named = all(
        any(tags[0][line[0]].label == f"{role}_name" for line in blocks[key].names)
        for role, key in (("seller", seller), ("buyer", buyer))
    )
    if apart and not named:
        return dict(chances)
    return _settled(chances, seller=seller, buyer=buyer)


def _either(chances: Mapping[tuple[str, str], float], key: str) -> float:
    return chances[key, "buyer"] + chances[key, "seller"]
