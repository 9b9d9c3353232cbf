"""Names and addresses of a receipt's seller, completed to the printed rows they stand on.

The name and the address of a shop are whole rows of print: the name up to the registration number
behind it, the address up to the phone number. What the model left out within such a row, or the
row it skipped between two of one address, belongs to them.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from tasks.parties.address_lines import kind_of_line
from tasks.parties.name_forms import ends_with_form
from tasks.values.cells import word_rows
from tasks.values.entities import DIVIDERS, DIVIDERS_AND_DASHES, gap_between, probability
from tasks.values.page_by_page import page_by_page

_NAME, _ADDRESS = "seller_name", "seller_address"
_CELL_GAP = 1.6  # of the text height: more space than that parts two things
_SHARE = 0.3  # of a row's words that the model must have seen
_LARGER = 1.12  # than the type below it: a shop's name
_STRAY = 3  # times as many words around it make a word a stray one
_SURELY_NONE = 0.9  # confidence of words before an address that are none of it
_FILLED = 0.8  # confidence of a word that the rows speak for
#: What ends a seller's name or address on its row, and never belongs to either.
_KEY = re.compile(
    r"^\W*(?:tel|fax|phone|ph|hp|h/p|mobile|gst|sst|vat|tax|reg|roc|fka|formerly|e-?mail|www\S*|"
    r"http\S*|invoice|receipt|date)(?![^\W\d_])|^(?!\W*(?:no|lot|unit|off)\b)\W*[^\W\d_].*:|[<>]|\*{2}|^\S+@\S+|"
    r"^\W*[0-9]{5,}-[A-Z]\W*$",
    re.IGNORECASE,
)
#: When a shop is open.
_HOURS = re.compile(
    r"(?=.*[0-9])(?:(?:(?:store|shop|opening|business) )?hours|öffnungszeiten|horaires|orari)\b",
    re.IGNORECASE,
)
#: What parts the goods that a shop sells: "Books - Cards - Toys".
_LISTS = re.compile(r"\w\s?[,·•|/]\s?\w|\s[-–·•|/&+]\s")
#: A registration or phone number: no name ends with one.
_NUMBER = re.compile(
    r"^\W*[0-9][0-9\s-]{4,}\W?[A-Z]?\W*$|^\(\W*(?:[0-9]{2}|co\b|reg)", re.IGNORECASE
)
_DOTTED = re.compile(r"[0-9][.,][0-9]{2}\b")  # an amount, or a day
_ORNAMENT = re.compile(r"[*~=_·•|]+")  # "* The Copper Kettle *"
_OUTLET = re.compile(r"#[0-9]{4,}$")  # "#000002 ACME": the number of a branch
_POSTCODE = re.compile(r"\b[0-9]{5}\b")
#: Rows that only name a state or country end a Malaysian address.
_REGION = re.compile(
    r"(?:\W|johor|bahru|kedah|kelantan|kuala|lumpur|labuan|melaka|negeri|sembilan|pahang|penang|"
    r"pulau|pinang|perak|perlis|sabah|sarawak|selangor|terengganu|darul|ehsan|takzim|ridzuan|"
    r"wilayah|persekutuan|malaysia|singapore|indonesia)+",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"^\W*p\.? ?o\.? box\b"
    r"|^\W*(?:no|lot|unit|suite|[0-9]{1,4}[A-Z]?(?:[-/][0-9A-Z]+)*)\b.*[^\W\d_]",
    re.IGNORECASE,
)
_PHONE = re.compile(r"^\W*\+?(?:6?0[0-9]{1,2}[-–][0-9 ]{4,}|[0-9]{3,4}[- ][0-9]{4})")

#: A phone number without a caption, and what may stand before it.
_BARE_PHONE = re.compile(r"\+?(?:[()./-]*[0-9]){7,}")


@page_by_page
def complete_seller(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with the seller's name and address completed, page by page."""
    for cell in _cells(page):
        if _HOURS.match(page.text_of(cell)):
            for index in (i for i in cell if tags[i].label in (_NAME, _ADDRESS)):
                tags[index] = WordTag.outside(tags[index].confidence)
            continue
        _settle_stray(page, tags, cell)
        for label in (_NAME, _ADDRESS):
            seen = [i for i in cell if tags[i].label == label]
            seen = _trim(page, tags, cell, seen, label)
            if seen and len(seen) >= _SHARE * len(_core(page, tags, cell, label)):
                _fill_cell(page, tags, cell, label, seen)
    _add_rows(page, tags)
    _drop_trade(page, tags)
    return tags


def _drop_trade(page: Page, tags: list[WordTag]) -> None:
    """What a shop sells, below its name in larger type, is no other name of it."""
    named = [cell for cell in _cells(page) if any(tags[i].label == _NAME for i in cell)]
    if page.origin != "text" or len(named) < 2:
        return
    name, trade = named[:2]
    text = page.text_of(trade)
    whole = all(tags[i].label == _NAME for cell in (name, trade) for i in cell)
    whole = whole and bool(_LISTS.search(text)) and not ends_with_form(text.split())
    next_row = page.words[trade[0]].row == page.words[name[0]].row + 1
    if not (whole and next_row and tags[trade[0]].begins):
        return
    heights = [median(page.words[i].height for i in c) for c in named[:2]]
    if heights[0] > _LARGER * heights[1]:
        for index in trade:
            tags[index] = WordTag.outside(tags[index].confidence)


def _settle_stray(page: Page, tags: list[WordTag], cell: Sequence[int]) -> None:
    """A word or two of an address in a name (or the other way round) are of the same thing.

    A name with its legal form before an address is one: "Indipark SAS, 61 rue de Tournai".
    """
    names, address = ([i for i in cell if tags[i].label == label] for label in (_NAME, _ADDRESS))
    few, many, label = (address, names, _NAME) if len(address) < len(names) else (
        names, address, _ADDRESS
    )  # fmt: skip
    words = [page.words[i].text for i in few]
    is_firm = few is names and ends_with_form(words)
    if len(few) * _STRAY <= len(many) and not is_firm:
        for index in few:
            tags[index] = _as(tags[index], label)


def _trim(
    page: Page, tags: list[WordTag], cell: Sequence[int], seen: Sequence[int], label: str
) -> list[int]:
    """The words of the label in a cell, those from a phone or registration number on cut off."""
    while seen and (_OUTLET.match(page.words[seen[0]].text)):
        tags[seen[0]] = WordTag.outside(tags[seen[0]].confidence)
        seen = seen[1:]
    texts = [page.words[i].text for i in seen]
    ends = (
        i
        for i, text in zip(seen, texts, strict=True)
        if (_ends(page, tags, i, label) and i > cell[0]) or _PHONE.match(text)
    )
    end = next(ends, None)
    if end is None:
        return list(seen)
    for index in seen:
        if index >= end:
            tags[index] = WordTag.outside(tags[index].confidence)
    return [index for index in seen if index < end]


def _cells(page: Page) -> Iterator[list[int]]:
    """Words of one row without a gap, as lists of indices."""
    cell: list[int] = []
    for index in range(len(page.words)):
        if cell and not _are_beside(page, index - 1, index):
            yield cell
            cell = []
        cell.append(index)
    if cell:
        yield cell


def _ends(page: Page, tags: Sequence[WordTag], index: int, label: str) -> bool:
    text = page.words[index].text
    if _KEY.search(text) or _OUTLET.match(text) or _PHONE.match(text):
        return True
    if label == _ADDRESS and _is_before_phone(page, index):
        return True
    return label == _NAME and bool(_NUMBER.match(text) or _is_ornament(page, tags, index))


def _is_before_phone(page: Page, index: int) -> bool:
    """Whether a mark parts what stands before it from a bare number of seven digits or more."""
    last = index
    while _are_beside(page, last, last + 1) and page.words[last + 1].text not in DIVIDERS:
        last += 1
    rest = "".join(word.text for word in page.words[index + 1 : last + 1])
    return page.words[index].text in DIVIDERS_AND_DASHES and bool(_BARE_PHONE.fullmatch(rest))


def _is_ornament(page: Page, tags: Sequence[WordTag], index: int) -> bool:
    """Whether a mark begins or ends a name: "Weber · Partner" has one within it."""
    if not _ORNAMENT.fullmatch(page.words[index].text):
        return False
    around = ((index - 1, index), (index, index + 1))
    within = all(_are_beside(page, *pair) for pair in around)
    return not within or tags[index + 1].label != _NAME


def _are_beside(page: Page, first: int, second: int) -> bool:
    if first < 0 or second >= len(page.words):
        return False
    left, right = page.words[first], page.words[second]
    return left.row == right.row and gap_between(page, left, right) < _CELL_GAP


def _core(page: Page, tags: Sequence[WordTag], cell: Sequence[int], label: str) -> list[int]:
    """The words of a cell before the first that belongs to no name or address."""
    core: list[int] = []
    for index in cell:
        if not core and _ORNAMENT.fullmatch(page.words[index].text):
            continue
        if _ends(page, tags, index, label):
            break
        core.append(index)
    return core


def _fill_cell(
    page: Page, tags: list[WordTag], cell: Sequence[int], label: str, seen: Sequence[int]
) -> None:
    for step, start in ((1, seen[-1]), (-1, seen[0])):
        index = start + step
        while cell[0] <= index <= cell[-1] and tags[index].label == OUTSIDE:
            # "Registered charity 1190447 · The Old School, Church Lane"
            parted = step < 0 and label == _ADDRESS and page.words[index].text in DIVIDERS
            parted |= step < 0 and label == _ADDRESS and _is_trade(page, tags, index, cell, seen)
            parted |= step > 0 and label == _ADDRESS and _is_behind(page, index, cell, seen)
            if parted or _ends(page, tags, index, label):
                break
            tags[index] = _as(tags[index], label)
            index += step
    inner = range(seen[0], seen[-1])
    for index in inner:
        if tags[index].label == OUTSIDE and not _ends(page, tags, index, label):
            tags[index] = _as(tags[index], label)
    first = next(i for i in cell if tags[i].label == label)
    if first < seen[0]:  # the name now begins further to the left
        tags[first] = tags[first]._replace(begins=tags[seen[0]].begins)
        tags[seen[0]] = tags[seen[0]]._replace(begins=False)


def _is_trade(
    page: Page, tags: Sequence[WordTag], mark: int, cell: Sequence[int], seen: Sequence[int]
) -> bool:
    """Whether a dash parts a whole address from what is surely none: "Notary – 9 Mill St"."""
    if page.words[mark].text not in DIVIDERS_AND_DASHES or mark + 1 != seen[0]:
        return False
    before = range(cell[0], mark)
    sure = all(tags[i].label == OUTSIDE and tags[i].confidence >= _SURELY_NONE for i in before)
    return sure and kind_of_line(page.text_of(range(seen[0], seen[-1] + 1))) == "whole"


def _is_behind(page: Page, mark: int, cell: Sequence[int], seen: Sequence[int]) -> bool:
    """Whether a mark parts a whole address from what is no country: "29160 Ys – police n° 44"."""
    address, rest = (
        page.text_of(words) for words in (range(seen[0], mark), range(mark + 1, cell[-1] + 1))
    )
    parted = page.words[mark].text in DIVIDERS_AND_DASHES and kind_of_line(address) == "whole"
    return parted and kind_of_line(rest) not in ("country", "place")


def _add_rows(page: Page, tags: list[WordTag]) -> None:
    """Rows that an address skipped, or that it lacks at its ends.

    A row between two of its rows; the row below that has the postcode, where it has none yet; the
    row above that begins with a house number, where none of its rows does.
    """
    rows = word_rows(page)
    own = [row for row, indices in rows.items() if any(tags[i].label == _ADDRESS for i in indices)]
    if not own:
        return
    texts = {row: page.text_of(indices) for row, indices in rows.items()}

    def is_free(row: int) -> bool:
        indices = rows.get(row, ())
        return (
            bool(indices)
            and not _DOTTED.search(texts[row])
            and not any(tags[i].label != OUTSIDE or _ends(page, tags, i, _ADDRESS) for i in indices)
        )

    def add(row: int) -> None:
        if is_free(row):
            own.append(row)
            for index in rows[row]:
                tags[index] = _as(tags[index], _ADDRESS)

    for row in [row for row in rows if row - 1 in own and row + 1 in own]:
        add(row)
    below, above = max(own) + 1, min(own) - 1
    coded = any(_POSTCODE.search(texts[row]) for row in own)
    if not coded and _has_postcode(texts.get(below, "")):
        add(below)
    if not any(_STREET.match(texts[row]) for row in own) and _STREET.match(texts.get(above, "")):
        add(above)
    below = max(own) + 1
    if _REGION.fullmatch(texts.get(below, "")):
        add(below)


def _has_postcode(row: str) -> bool:
    """Whether a row has a postcode, and is no phone number that begins with as many digits."""
    return bool(_POSTCODE.search(row)) and not _BARE_PHONE.fullmatch(row.replace(" ", ""))


def _as(tag: WordTag, label: str) -> WordTag:
    chance = max(_FILLED, probability(tag, label))
    return tag.relabelled(label, chance, begins=False)
