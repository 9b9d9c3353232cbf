"""Whose the addresses of a paper are: the seller's, the buyer's, the place of delivery's.

The model at times gives one of two blocks to the wrong party. A block is one party's: the one its
heading names, else the one that the model's tags speak for together.
"""

import re
from collections.abc import Mapping, Sequence

from schemas.document import Page
from schemas.prediction import Tags
from tasks.parties.address_blocks import Block
from tasks.parties.address_streets import has_box, is_ground
from tasks.parties.block_chances import KNOWN, LEAST, SEEN, address_chance
from tasks.parties.block_names import plain_words
from tasks.parties.party_chances import (
    ROLES,
    Chances,
    Groups,
    Paper,
    Placed,
    find_chances,
    stands_at_head,
)
from tasks.parties.party_headings import HEADINGS, SENT_BY_BUYER
from tasks.values.cells import find_rows

#: Papers that are sent to one person, whose block the model may not know.
_LETTERED = frozenset({"letter", "payslip"})
_SURE = 0.9  # mean probability of an address whose party the model is sure of


def assign_blocks(
    pages: Sequence[Page], blocks: Sequence[Placed], tags: Tags, doc_type: str
) -> dict[str, Placed]:
    """Role → the block that prints its address: the one headed so, else the most probable one."""
    paper = Paper(pages, tags, doc_type)
    groups: dict[str, list[Placed]] = {}
    for number, block in _without_attention(paper, blocks):
        groups.setdefault(block.key, []).append((number, block))
    headed, taken = _choose_headed(paper, groups)
    free = _find_free(groups, taken)
    probable = _choose_probable(find_chances(paper, free, headed), headed)
    chosen = {**headed, **{role: free[key][0] for role, key in probable.items()}}
    if _is_buyers(paper, chosen):
        chosen["buyer"] = chosen.pop("ship_to")
    if "seller" in chosen:
        chosen["seller"] = _at_home(paper, chosen, blocks)
    left = [group[0] for key, group in free.items() if key not in probable.values()]
    if len(left) == 1 and _is_addressee(paper, chosen, left[0]):
        chosen["buyer"] = left[0]
    return chosen


def _without_attention(paper: Paper, blocks: Sequence[Placed]) -> list[Placed]:
    """The blocks, one for someone's attention as nobody's where the model sees the reader's apart.

    At a seller's the accounts are to be asked for, too.
    """

    def is_readers(number: int, block: Block, least: float) -> bool:
        return address_chance(block, paper.tags[number], "buyer") >= least

    known = any(not b.attention and is_readers(n, b, KNOWN) for n, b in blocks)
    if paper.doc_type in SENT_BY_BUYER or not known:
        return list(blocks)
    return [
        (n, b._replace(party=None) if b.attention and not is_readers(n, b, SEEN) else b)
        for n, b in blocks
    ]


def _choose_headed(paper: Paper, groups: Groups) -> tuple[dict[str, Placed], set[str]]:
    """Role → the only block with its heading; and the keys that are nobody else's."""
    chosen: dict[str, Placed] = {}
    taken: set[str] = set()
    for role in ROLES:
        headed = [key for key, g in groups.items() if any(b.party == role for _, b in g)]
        if len(headed) != 1:
            continue
        (key,) = headed
        if role == "seller" and _knows_better(paper, groups, key):
            taken.add(key)
            continue
        chosen[role] = next(one for one in groups[key] if one[1].party == role)
        # Goods at times go to the buyer's own address.
        if role != "ship_to" or all(block.party for _, block in groups[key]):
            taken.add(key)
    return chosen, taken


def _knows_better(paper: Paper, groups: Groups, key: str) -> bool:
    """Whether the model surely sees the seller's address elsewhere than where a heading has it.

    "Remit to:" heads a box for cheques, far from where the seller is at home.
    """
    if paper.doc_type in SENT_BY_BUYER:
        return False
    pages, tags, headed = paper.pages, paper.tags, groups[key]
    own = max(address_chance(block, tags[n], "seller") for n, block in headed)
    boxed = all(has_box(pages[n].text_of(b.address)) for n, b in headed)
    others = [one for other, group in groups.items() if other != key for one in group]
    at_home = [(b._replace(names=()), tags[n]) for n, b in others if b.party is None]
    known = (address_chance(b, page_tags, "seller") for b, page_tags in at_home)
    return (own < KNOWN or boxed) and any(chance >= _SURE for chance in known)


def _find_free(groups: Groups, taken: set[str]) -> Groups:
    """The blocks without a heading whose keys are not taken."""
    bare = {key: [one for one in g if one[1].party is None] for key, g in groups.items()}
    return {key: group for key, group in bare.items() if group and key not in taken}


def _choose_probable(chances: Chances, headed: Mapping[str, Placed]) -> dict[str, str]:
    """Role → the key that is most probably its own, of the roles that no heading has told."""
    chosen: dict[str, str] = {}
    for (key, role), chance in sorted(chances.items(), key=lambda item: -item[1]):
        known = role in headed or role in chosen
        if not known and key not in chosen.values() and chance >= LEAST:
            chosen[role] = key
    return chosen


def _is_buyers(paper: Paper, chosen: Mapping[str, Placed]) -> bool:
    """Whether the place of delivery is but the buyer's address, which else is nowhere.

    Nothing heads it, and the model is not sure; or a delivery note says who had the goods, "Livré
    à", and nothing but his name above the street: no warehouse, no site of his, no other's house.
    """
    if "ship_to" not in chosen or "buyer" in chosen:
        return False
    page, block = chosen["ship_to"]
    if paper.doc_type == "delivery_note":
        words = paper.pages[page].words
        told = (" ".join(words[i].text for i in line) for line in (block.name, block.address))
        own = block.received and len(block.names) == 1 and not any(map(is_ground, told))
        return own and not _names_another(paper, chosen)
    return block.party is None and address_chance(block, paper.tags[page], "ship_to") < KNOWN


def _names_another(paper: Paper, chosen: Mapping[str, Placed]) -> bool:
    """Whether a buyer is named elsewhere than above an address: "Client : Mairie de Lyon"."""
    own = {
        (page, word) for page, block in chosen.values() for words in block.names for word in words
    }
    page, block = chosen["ship_to"]
    his = {"", *plain_words(paper.pages[page], block.name)}
    named = (
        plain_words(paper.pages[n], (i,))
        for n, row in enumerate(paper.tags)
        for i, tag in enumerate(row)
        if tag.label == "buyer_name" and (n, i) not in own
    )
    return any(his.isdisjoint(words) for words in named) or any(map(_names_buyer, paper.pages))


def _names_buyer(page: Page) -> bool:
    """Whether a cell says by a caption who bought: "Auftraggeber: Müller AG", no number."""
    parts = (cell.text.partition(":") for row in find_rows(page) for cell in row.cells)
    said = (head for head, _, name in parts if re.search(r"[^\W\d_]{3}", name))
    return any(HEADINGS["buyer"].fullmatch(head.replace(" ", "")) for head in said)


def _at_home(paper: Paper, chosen: Mapping[str, Placed], blocks: Sequence[Placed]) -> Placed:
    """Where a seller with a box at the post has his house: below the same name, under no heading.

    The line above a window's address has the box, the page's foot the street.
    """

    def told(number: int, words: Sequence[int]) -> str:
        return paper.pages[number].text_of(words)

    def name(number: int, block: Block) -> list[str]:
        return plain_words(paper.pages[number], block.name)

    number, block = chosen["seller"]
    if block.party is not None or not block.names or not has_box(told(number, block.address)):
        return chosen["seller"]
    taken = {block.key for _, block in chosen.values()}
    homes = {
        other.key: (n, other)
        for n, other in blocks
        if other.party is None
        and other.key not in taken
        and name(n, other) == name(number, block)
        and not has_box(told(n, other.address))
    }
    return homes.popitem()[1] if len(homes) == 1 else chosen["seller"]


def _is_addressee(paper: Paper, chosen: Mapping[str, Placed], left: Placed) -> bool:
    """Whether the one address left beside the seller's is whom the paper is for.

    It stands at a letter's head, below a name, or below one that the model takes for the buyer's.
    """
    if paper.doc_type in SENT_BY_BUYER or "seller" not in chosen or "buyer" in chosen:
        return False
    if paper.doc_type not in _LETTERED and not _is_below_buyer(left, paper.tags):
        return False
    page, block = left
    roles = ("seller", "ship_to")
    theirs = any(address_chance(block, paper.tags[page], role) >= LEAST for role in roles)
    return stands_at_head(page, block) and not theirs


def _is_below_buyer(left: Placed, tags: Tags) -> bool:
    """Whether the one address left over stands below a name that the model takes for the buyer's.

    And whether the model sees no address of his elsewhere.
    """
    if any(tag.label == "buyer_address" for row in tags for tag in row):
        return False
    page, block = left
    seen_n = sum(tags[page][i].label == "buyer_name" for i in block.name)
    return bool(block.name) and 2 * seen_n > len(block.name)
