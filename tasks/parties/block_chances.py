"""How much the model holds a block for a party's address, with the bounds that count."""

from collections.abc import Sequence

from schemas.prediction import WordTag
from tasks.parties.address_blocks import Block
from tasks.values.entities import probability

KNOWN = 0.6  # mean probability of an address whose party the model knows
SEEN = 0.5  # probability of a word that the model sees in a party's address
LEAST = 0.25  # mean probability of a block's words to be a party's address


def address_chance(block: Block, tags: Sequence[WordTag], role: str) -> float:
    """How much the model holds the block for a role's address; its view of the name counts."""
    chance = sum(probability(tags[i], f"{role}_address") for i in block.address)
    chance /= len(block.address)
    if not block.name or role == "ship_to":
        return chance
    names = [probability(tags[i], f"{role}_name") for i in block.name]
    return 0.75 * chance + 0.25 * sum(names) / len(names)
