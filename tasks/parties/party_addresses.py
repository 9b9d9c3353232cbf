"""Whose the addresses of a page are: each with all its lines, and the name above it.

The model at times sees half of an address, or gives one of two blocks to the wrong party. A block
is one party's: the one its heading names, else the one that the model's tags speak for together.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.fields.claims import Claim
from tasks.parties.address_blocks import Block, find_blocks
from tasks.parties.address_lines import (
    has_box,
    is_care_of,
    is_ground,
    is_house_name,
    is_numbered_site,
    kind_of_line,
)
from tasks.parties.block_names import are_crosswise, is_other_s, is_told, pick_name, plain_words
from tasks.parties.party_blocks import SENT_BY_BUYER
from tasks.values.cells import find_rows, word_rows
from tasks.values.entities import probability

#: Papers that are sent to one person, whose block the model may not know.
_LETTERED = frozenset({"letter", "payslip"})
_ROLES = ("seller", "buyer", "ship_to")
_LEAST = 0.25  # mean probability of a block's words to be a party's address
_SURE = 0.9  # of one that it is sure of
_SIGN_ROWS_N = 2  # of the page, in which its sender's sign stands
_LEAST_SIGN_N = 5  # letters of a sign that tells a name
_KNOWN = 0.6  # mean probability of an address whose party the model knows
_INSIDE_LEAST, _OUTSIDE_MOST = 0.7, 0.1  # a row's mean probability to be in the address
_SEEN = 0.5  # probability of a word that the model sees in a party's address
_HEAD = 0.35  # of the page's height: where both parties' addresses stand
_ABREAST = 0.01  # of the page's height: how far the tops of blocks side by side differ
_CLOSE = 1.2  # of the text height: free space between two lines of one block
_LEAST_ROWS_N = 2  # of an address: a street and a place


def find_addresses(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], doc_type: str
) -> list[Claim]:
    """Addresses of the seller, the buyer and the place of delivery, each with all its lines."""
    blocks = [
        (number, block)
        for number, page in enumerate(pages)
        for block in find_blocks(page, doc_type)
    ]
    claims = []
    assigned = _assign(pages, blocks, tags, doc_type)
    names = {
        role: (number, pick_name(pages[number], tags[number], block.names, role))
        for role, (number, block) in assigned.items()
        if role != "ship_to"
    }
    turned = _find_turned(assigned, tags, names) or _find_signed(pages, assigned, tags, doc_type)
    own = {(number, word) for number, block in assigned.values() for word in block.address}
    printed = [(number, block.key) for number, block in blocks]
    for role, (number, block) in assigned.items():
        address = block.address
        # What stands in a page's head and foot is no slogan; a letterhead is on every page.
        if printed.count((number, block.key)) == 1:
            address = _without_slogan(pages[number], tags[number], block, role)
        if address == block.address and role == "ship_to":
            address = (*_ground(pages[number], tags[number], block), *address)
        elif address == block.address:
            address = (*_house(pages[number], tags[number], block, role), *address)
        claims.append(Claim(f"{role}_address", number, address))
        if block.vat_id and role != "ship_to":
            claims.append(Claim(f"{role}_vat_id", number, block.vat_id))
        name = names[role][1] if role in names else ()
        if not name:
            continue
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


def _find_turned(
    assigned: Mapping[str, tuple[int, Block]],
    tags: Sequence[Sequence[WordTag]],
    names: Mapping[str, tuple[int, tuple[int, ...]]],
) -> Collection[str]:
    """The parties whose names the model has crosswise, though it knows their addresses."""
    chances = [
        sum(probability(tags[n][i], f"{role}_address") for i in block.address) / len(block.address)
        for role, (n, block) in assigned.items()
        if role in names
    ]
    pages = {number for number, _ in names.values()}
    if len(names) != 2 or len(pages) != 1 or min(chances) < _KNOWN:
        return ()
    own = {role: name for role, (_, name) in names.items()}
    return own.keys() if are_crosswise(tags[pages.pop()], own) else ()


def _without_slogan(
    page: Page, tags: Sequence[WordTag], block: Block, role: str
) -> tuple[int, ...]:
    """An address without first rows that the model sees outside it: "Repairs 24/7", "Gate 2".

    A house below a name ("Rose Cottage") stays: the model takes it for more of the name.
    """
    words, label = block.address, f"{role}_address"
    within = set(words)
    rows = [own for row in word_rows(page).values() if (own := [i for i in row if i in within])]
    chances = [sum(probability(tags[i], label) for i in row) / len(row) for row in rows]
    begin = next((at for at, chance in enumerate(chances) if chance >= _INSIDE_LEAST), 0)
    begin = min(begin, len(chances) - _LEAST_ROWS_N)  # the street above a place stays
    if begin <= 0 or any(chance > _OUTSIDE_MOST for chance in chances[:begin]):
        return words
    if kind_of_line(" ".join(page.words[i].text for i in rows[begin])) not in ("street", "whole"):
        return words  # the town of a street that the model missed
    top = " ".join(page.words[i].text for i in rows[0])
    if is_numbered_site(top) or is_care_of(top):
        return words
    left_out = {i for row in rows[:begin] for i in row}
    house = any(tags[i].label == f"{role}_name" for i in left_out) or block.party == role
    if house and not any(re.search(r"[0-9]", page.words[i].text) for i in left_out):
        return words
    return tuple(i for i in words if i not in left_out)


def _house(page: Page, tags: Sequence[WordTag], block: Block, role: str) -> tuple[int, ...]:
    """The house below a firm that the model sees in its address: "Quay West"."""
    if len(block.names) < _LEAST_ROWS_N:
        return ()
    lines = (block.names[-1], block.names[-2], block.address)
    house, firm, address = (" ".join(page.words[i].text for i in line) for line in lines)
    chances = [probability(tags[i], f"{role}_address") for i in block.names[-1]]
    seen = sum(chances) >= _SEEN * len(chances)
    return block.names[-1] if seen and is_house_name(house, firm, address, seen=True) else ()


def _ground(page: Page, tags: Sequence[WordTag], block: Block) -> tuple[int, ...]:
    """The lines right above a street under "Deliver to" that say where on a ground goods go."""
    found: tuple[int, ...] = ()
    for line in reversed(block.names if block.party == "ship_to" else ()):
        named = sum(tags[i].label in ("buyer_name", "seller_name") for i in line)
        if not is_ground(" ".join(page.words[i].text for i in line)) or named * 2 > len(line):
            break
        above, below = (page.words[words[0]].box for words in (line, found or block.address))
        if below[1] - above[3] > _CLOSE * (above[3] - above[1]):
            break  # a person stands between
        found = (*line, *found)
    return found


def _assign(
    pages: Sequence[Page],
    blocks: Sequence[tuple[int, Block]],
    tags: Sequence[Sequence[WordTag]],
    doc_type: str,
) -> dict[str, tuple[int, Block]]:
    """Role → the block that prints its address: the one headed so, else the most probable one."""
    groups: dict[str, list[tuple[int, Block]]] = {}
    for number, block in blocks:
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
        (key, role): max(_chance(block, tags[n], role) for n, block in group)
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
    elif doc_type not in SENT_BY_BUYER and not chosen.keys() & {"buyer", "seller"}:
        chances = _by_sign(pages, free, _part_two(free, chances, tags), tags)
    elif doc_type not in SENT_BY_BUYER and "seller" not in chosen:
        above = [k for k, g in free.items() if g and _stands_above(g[0], chosen["buyer"])]
        senders = [key for key in above if _either(chances, key) >= _LEAST]
        if len(senders) == 1:
            chances[senders[0], "seller"] = 1.0
    for (key, role), chance in sorted(chances.items(), key=lambda item: -item[1]):
        if role not in chosen and key not in taken and chance >= _LEAST:
            chosen[role] = free[key][0]
            taken.add(key)
    if _is_buyers(chosen, tags) and doc_type != "delivery_note":
        chosen["buyer"] = chosen.pop("ship_to")
    if doc_type in _LETTERED and "seller" in chosen and "buyer" not in chosen:
        rest = [free[key][0] for key in free.keys() - taken if free[key]]
        if len(rest) == 1 and _is_addressee(rest[0], tags):
            chosen["buyer"] = rest[0]
    return chosen


def _is_buyers(chosen: Mapping[str, tuple[int, Block]], tags: Sequence[Sequence[WordTag]]) -> bool:
    """Whether the place of delivery is but the buyer's address, which else is nowhere.

    Nothing heads it, and the model is not sure.
    """
    if "ship_to" not in chosen or "buyer" in chosen:
        return False
    page, block = chosen["ship_to"]
    return block.party is None and _chance(block, tags[page], "ship_to") < _KNOWN


def _stands_above(one: tuple[int, Block], other: tuple[int, Block]) -> bool:
    """Whether a block stands at the head of the first page, above another one."""
    (page, block), (other_page, below) = one, other
    return page == other_page == 0 and block.top < min(below.top, _HEAD)


def _is_headed(page: int, block: Block) -> bool:
    """Whether a block stands at the first page's head, below a name."""
    return page == 0 and block.top < _HEAD and bool(block.names)


def _is_addressee(place: tuple[int, Block], tags: Sequence[Sequence[WordTag]]) -> bool:
    """Whether the one address left over at a letter's head is whom it is for, below a name."""
    page, block = place
    theirs = max(_chance(block, tags[page], role) for role in ("seller", "ship_to")) >= _LEAST
    return _is_headed(page, block) and not theirs


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
    if len(parties) == 1:  # the other's may be a post-office box below its name
        parties += [
            k
            for k, g in groups.items()
            if g and k not in parties and _is_headed(*g[0]) and chances[k, "ship_to"] < _LEAST
        ]
    if len(parties) != 2:
        return dict(chances)
    signed = None
    if all(groups[k][0][0] == 0 for k in parties):
        signed = _signed(pages[0], {k: groups[k][0][1] for k in parties})
    (one_n, (page, one)), (other_n, (other_page, other)) = (
        (min(len(groups[k]), 2), groups[k][0]) for k in parties
    )
    abreast = page == other_page and abs(one.top - other.top) < _ABREAST
    if one_n == other_n and abreast and signed is None:
        return dict(chances)
    sender = signed or min(parties, key=lambda k: (-min(len(groups[k]), 2), groups[k][0][1].top))
    (receiver,) = (key for key in parties if key != sender)
    return _settled(chances, seller=receiver, buyer=sender)


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
        if any(t.label == f"{other}_address" and t.confidence >= _SEEN for t in tags[0]):
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
    own = max(_chance(block, tags[n], "seller") for n, block in headed)
    boxed = all(has_box(" ".join(pages[n].words[i].text for i in b.address)) for n, b in headed)
    known = (_chance(b, tags[n], "seller") for n, b in others if b.party is None)
    return (own < _KNOWN or boxed) and any(chance >= _SURE for chance in known)


def _by_sign(
    pages: Sequence[Page],
    groups: Mapping[str, Sequence[tuple[int, Block]]],
    chances: Mapping[tuple[str, str], float],
    tags: Sequence[Sequence[WordTag]],
) -> dict[tuple[str, str], float]:
    """The chances with the seller's block known by the sign at the page's head: "ACME Werke".

    Of two blocks one stands below a name that begins so; the other then is the buyer's. Where the
    model knows both, it knows better, unless it has the names above them the other way: a buyer
    at times bills itself.
    """
    parties = [k for k, g in groups.items() if g and max(chances[k, r] for r in _ROLES) >= _LEAST]
    if len(parties) != 2 or any(groups[key][0][0] > 0 for key in parties):
        return dict(chances)
    blocks = {key: groups[key][0][1] for key in parties}
    if any(not block.name or block.top > _HEAD for block in blocks.values()):
        return dict(chances)
    seller = _signed(pages[0], blocks)
    apart = all(max(chances[k, r] for k in parties) >= _KNOWN for r in ("seller", "buyer"))
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


def _signed(page: Page, blocks: Mapping[str, Block]) -> str | None:
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


def _find_signed(
    pages: Sequence[Page],
    assigned: Mapping[str, tuple[int, Block]],
    tags: Sequence[Sequence[WordTag]],
    doc_type: str,
) -> Collection[str]:
    """Both parties, where the page's sign tells the seller whose name the model gives the buyer."""
    parties = {role: assigned[role] for role in ("seller", "buyer") if role in assigned}
    if doc_type in SENT_BY_BUYER or len(parties) < 2 or any(n > 0 for n, _ in parties.values()):
        return ()
    blocks = {role: block for role, (_, block) in parties.items()}
    told = _signed(pages[0], blocks) == "seller"
    return blocks.keys() if told and is_other_s(tags[0], blocks["seller"].name, "seller") else ()


def _either(chances: Mapping[tuple[str, str], float], key: str) -> float:
    return chances[key, "buyer"] + chances[key, "seller"]


def _chance(block: Block, tags: Sequence[WordTag], role: str) -> float:
    """How much the model holds the block for a role's address; its view of the name counts."""
    chance = sum(probability(tags[i], f"{role}_address") for i in block.address)
    chance /= len(block.address)
    if not block.name or role == "ship_to":
        return chance
    names = [probability(tags[i], f"{role}_name") for i in block.name]
    return 0.75 * chance + 0.25 * sum(names) / len(names)
