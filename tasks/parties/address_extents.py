"""Where an address begins: below a slogan, with the house or the ground above its street."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.vocabulary import PARTY_NAMES
from tasks.parties.address_blocks import Block
from tasks.parties.address_lines import is_care_of, is_house_name, is_townland, kind_of_line
from tasks.parties.address_streets import has_box, is_ground, is_numbered_site
from tasks.parties.block_chances import SEEN
from tasks.parties.name_forms import ends_with_form
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between, probability

#: A row's mean probability to be in the address.
_SURE_INSIDE, _INSIDE_LEAST, _OUTSIDE_MOST = 0.9, 0.7, 0.1
_CLOSE = 1.2  # of the text height: free space between two lines of one block
_APART = 0.8  # of the text height: more space than between words of one line
_LEAST_ROWS_N = 2  # of an address: a street and a place


def without_slogan(page: Page, tags: Sequence[WordTag], block: Block, role: str) -> tuple[int, ...]:
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
    if kind_of_line(page.text_of(rows[begin])) not in ("street", "whole"):
        return words  # the town of a street that the model missed
    top = page.text_of(rows[0])
    if is_numbered_site(top) or is_care_of(top):
        return words
    left_out = {i for row in rows[:begin] for i in row}
    house = any(tags[i].label == f"{role}_name" for i in left_out) or block.party == role
    if house and not any(re.search(r"[0-9]", page.words[i].text) for i in left_out):
        return words
    return tuple(i for i in words if i not in left_out)


def without_words_before(
    page: Page, tags: Sequence[WordTag], block: Block, role: str
) -> tuple[int, ...]:
    """An address in one line without words apart from it that the model sees outside: its trade."""
    words, label = block.address, f"{role}_address"
    for at, (before, word) in enumerate(pairwise(words), start=1):
        if page.words[before].row != page.words[word].row or re.search(
            r"[0-9,]", page.words[before].text
        ):
            break
        if probability(tags[before], label) > _OUTSIDE_MOST:
            break
        begins = tags[word].begins and probability(tags[word], label) >= _INSIDE_LEAST
        rest = page.text_of(words[at:])
        apart = gap_between(page, page.words[before], page.words[word]) > _APART
        if begins and apart and kind_of_line(rest) == "whole":
            return words[at:]
    return words


def house_above(page: Page, tags: Sequence[WordTag], block: Block, role: str) -> tuple[int, ...]:
    """The house or townland below a name that the model sees in its address: "Quay West".

    Where no street with a number stands below, any line that it takes for the address; elsewhere
    those of which it is sure: "Schloss Wesel" above "Heidering 131".
    """
    if len(block.names) < _LEAST_ROWS_N:
        return ()
    line, above = block.names[-1], block.names[-2]
    chance = _chance(tags, line, role)
    house, firm, address = (page.text_of(words) for words in (line, above, block.address))
    told = is_house_name(house, firm, address, seen=True) or is_townland(house, address)
    told |= has_box(house)
    if all(tags[i].label == f"{role}_name" for i in above):  # "Trewint", "Menheniot"
        row = page.words[block.address[0]].row
        first = [page.words[i].text for i in block.address if page.words[i].row == row]
        told |= chance >= _INSIDE_LEAST and not any(re.search(r"[0-9]", text) for text in first)
    if not (told and chance >= SEEN) and not (chance >= _SURE_INSIDE and _is_named(tags, role)):
        return ()
    more = takewhile(lambda n: _chance(tags, n, role) >= _SURE_INSIDE, block.names[-2:0:-1])
    return (*(word for words in reversed([*more]) for word in words), *line)


def line_above(page: Page, tags: Sequence[WordTag], block: Block, role: str) -> tuple[int, ...]:
    """The only line above a street, where the model surely sees it inside: "ZA de la Plaine"."""
    if len(block.names) != 1:
        return ()
    line = block.names[0]
    above = page.words[line[0]].row < page.words[block.address[0]].row
    chance = _chance(tags, line, role)
    boxed = has_box(page.text_of(line))
    if block.party is not None and not boxed:  # below a heading stands a name
        return line if above and chance >= _SURE_INSIDE and _is_named(tags, role) else ()
    return line if above and chance >= _INSIDE_LEAST else ()


def _is_named(tags: Sequence[WordTag], role: str) -> bool:
    """Whether the model sees a party's name on the page; where goods go it names nobody."""
    return role == "ship_to" or any(tag.label == f"{role}_name" for tag in tags)


def _chance(tags: Sequence[WordTag], words: Sequence[int], role: str) -> float:
    """The mean probability of words to be in a party's address."""
    return sum(probability(tags[i], f"{role}_address") for i in words) / len(words)


def ground_above(page: Page, tags: Sequence[WordTag], block: Block) -> tuple[int, ...]:
    """The lines right above a street under "Deliver to" that say where on a ground goods go."""
    found: tuple[int, ...] = ()
    for line in reversed(block.names if block.party == "ship_to" else ()):
        named = sum(tags[i].label in PARTY_NAMES for i in line)
        if not is_ground(page.text_of(line)) or named * 2 > len(line):
            break
        above, below = (page.words[words[0]].box for words in (line, found or block.address))
        if below[1] - above[3] > _CLOSE * (above[3] - above[1]):
            break  # a person stands between
        one_row = page.words[line[0]].row == page.words[(found or block.address)[0]].row
        found = (*(_behind_firm(page, line) if one_row else line), *found)
    return found


def _behind_firm(page: Page, line: tuple[int, ...]) -> tuple[int, ...]:
    """What stands behind a firm in its line: "Tor 2" of "Kestra Fördertechnik GmbH, Tor 2"."""
    texts = [page.words[i].text for i in line]
    ends = [at for at in range(1, len(line)) if ends_with_form(texts[:at])]
    if not ends:
        return line
    spoken = (at for at in range(ends[-1], len(line)) if re.search(r"\w", texts[at]))
    return line[next(spoken, len(line)) :]
