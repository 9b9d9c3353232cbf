"""Addresses in small print, whole: without the name or the phone before, with house and town.

A sentence there wraps wherever it may: "registered office Hahn House," above "Wells Road, Bath".
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.address_lines import kind_of_line
from tasks.parties.address_streets import STREET_WORD, is_building
from tasks.parties.name_forms import ends_with_form, without_form
from tasks.parties.name_words import find_name, plain
from tasks.values.cells import find_cells
from tasks.values.entities import DIVIDERS_AND_DASHES, gap_between

#: A phone number with all that stands before it: "Acme Locks 0131 496 0277 88 High Street".
_TO_PHONE = re.compile(r".*?(?<![0-9])0[0-9]{2,4}[ /-][0-9]{3,4} ?[0-9]{3,4} (?=\S)")
#: A British postcode, which such an address ends with.
_BRITISH = re.compile(r".*[ ,][A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\.?", re.DOTALL)
#: The first half of one, which ends what was read of an address, and its second half.
_HALF = re.compile(r".*[ ,][A-Z]{1,2}[0-9][0-9A-Z]?", re.DOTALL)
_OTHER_HALF = re.compile(r"(?P<rest>[0-9][A-Z]{2})[.,;]?")
#: A street with its house's number first: "40 Barton Street,".
_NUMBERED = re.compile(r"[0-9]")
#: A postcode before its town; an American one stands behind its state.
_POSTCODE = re.compile(r"(?:.*[^A-Z\s])?[\s,]+(?:[A-Z]{1,2}-)?[0-9]{5}", re.DOTALL)
_TOWN = re.compile(r"[A-ZÀ-Þ][^\W\d_][^\d,:]{0,30}")
_TOWN_WORDS_N = 4  # at most: "Bad Homburg v.d. Höhe,"
_CLOSE = 1.05  # of the text height: a wider gap parts what stands in one row
_HOUSE_WORDS_N = 4  # at most: "The Old Sorting Office,"
#: What says that an address follows.
_OFFICE = re.compile(r"(?:registered|head) (?:office|address)(?: (?:at|is))?:?", re.IGNORECASE)
_OFFICE_WORDS_N = 3  # of it at most
#: A German address without its street, which is all in the row above: "12 – 30625 Hannover".
_STREETLESS = re.compile(r"[0-9]{1,3} ?[a-z]?,? (?:[–·|•-] )?[0-9]{5} [^\W\d_].*")
_STREET_WORDS_N = 3  # at most: "An der Kirche"
#: What a town's name begins with, and never is all of it: "Markt", "Neustadt an der", "Bourg de".
_OF_TOWN = re.compile(
    r".*(?<![0-9])(?P<place>[0-9]{5} (?:(?:Ost|Nord)?[Ss]eebad|Bad|Markt"
    r"|(?:Hanse|Universitäts|Luther)stadt)"
    r"|[0-9]{4,5} [A-ZÄÖÜ][^\d,:]* (?:(?:an|auf|in|ob|vor) de[rmn]|am|im|bei)"
    r"|[0-9]{4,5} (?:[A-Z]{2} )?[A-ZÀ-Þ][^\d,:]* (?:l[aeè]s"
    r"|(?:de|del|di|du|des|sur|sous|op|aan)(?: l[ao]s?| den)?))"
)
_REST_OF_TOWN = re.compile(r"(?P<town>[A-ZÀ-Þ][a-zß-ÿ]+(?:-[A-ZÀ-Þ][a-zß-ÿ]+)*)[.,;]?")
_OWN_N = 2  # words of an address, that its page prints side by side
_HEAD_ROWS_N = 3  # of the first page, in which its sender's sign stands
_EDGE = 0.01  # of the page's width: how far left edges of a sentence's rows differ


def drop_name_before_address(fields: Fields) -> Fields:
    """Addresses without the name that small print sets right before: "Acme Ltd 9 High Street"."""
    kept = dict(fields)
    for party in ("seller", "buyer"):
        name, address = fields.get(f"{party}_name"), fields.get(f"{party}_address")
        if not isinstance(name, Field) or not isinstance(address, Field):
            continue
        if not ends_with_form(name.value.split()):
            continue  # a mill or an estate may be named by its street
        own = re.compile(rf"^{re.escape(name.value)}[\s,·|-]+(?=\S)", re.IGNORECASE)
        rest = {"value": own.sub("", address.value, 1), "raw": own.sub("", address.raw, 1)}
        if own.match(address.value) and re.search(r"[0-9]", rest["value"]):
            kept[f"{party}_address"] = address.model_copy(update=rest)
    return kept


def drop_sign_before_address(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The seller's address without what the sign at the head begins with: "acme, High Street 9"."""
    address = fields.get("seller_address")
    if not isinstance(address, Field) or not pages:
        return fields
    sign, _, rest = address.value.partition(", ")
    if kind_of_line(sign) != "text" or kind_of_line(rest) != "whole" or is_building(sign):
        return fields
    if not re.match(r"[^,]*[0-9]", rest):
        return fields  # a farm above a road: "Mas Reynès, route de Céret"
    head = [plain(text) for text in sign.split()]
    signs = (
        [plain(pages[0].words[i].text) for i in cell.words[: len(head)]]
        for cell in find_cells(pages[0])
        if pages[0].words[cell.words[0]].row < _HEAD_ROWS_N
        and not re.search(r"[0-9]", cell.text)  # no address itself
    )
    if head not in signs:
        return fields
    raw = address.raw.partition(", ")[2] or rest
    return {**fields, "seller_address": address.model_copy(update={"value": rest, "raw": raw})}


def drop_firm_before_address(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The seller's address without the last word of the firm above its house.

    "9381-2240 Québec inc." above "1188 Rue Haute". What stands right before the house is its own:
    "Bright Studio Ltd" above "Studio 4 Mill Lane".
    """
    address = fields.get("seller_address")
    if not isinstance(address, Field) or not address.page:
        return fields
    last, _, rest = address.value.partition(" ")
    if not re.match(r"[0-9]+ ", rest) or not STREET_WORD.search(rest.partition(",")[0]):
        return fields
    page = pages[address.page - 1]
    if any(find_name(page, [plain(text) for text in address.value.split()[:_OWN_N]])):
        return fields
    texts = (cell.text for cell in find_cells(page))
    firms = [name.split() for text in texts if (name := without_form(text)) != text]
    if not any(firm[-1] == last for firm in firms):
        return fields
    raw = address.raw.partition(" ")[2]
    return {**fields, "seller_address": address.model_copy(update={"value": rest, "raw": raw})}


def drop_phone_before_address(fields: Fields) -> Fields:
    """Addresses without a phone number before them that a rule or the model took in."""
    kept = dict(fields)
    for label in ("seller_address", "buyer_address"):
        address = fields.get(label)
        phone = _TO_PHONE.match(address.value) if isinstance(address, Field) else None
        if not isinstance(address, Field) or phone is None:
            continue
        rest = address.value[phone.end() :]
        if kind_of_line(rest) == "whole":
            kept[label] = address.model_copy(update={"value": rest, "raw": rest})
    return kept


def begin_at_house(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Addresses with the house or the street that small print has before what was read of them.

    "Registered office: Reservoir House, Skipton Road, Keighley BD20 6QA".
    """
    kept = dict(fields)
    for label in ("seller_address", "buyer_address"):
        address = fields.get(label)
        if not isinstance(address, Field) or address.page is None:
            continue
        before = _finder(address.value)
        if before is None:
            continue
        page = pages[address.page - 1]
        place = _place_of(address, page)
        house = before(page, place[0]) if place else None
        if place is None or house is None:
            continue
        while before is not _street_before and (more := before(page, house[0])):
            house = range(more[0], house[-1] + 1)
        text = page.text_of(house)
        box = page.box_of((*house, *place))
        whole = {"value": f"{text} {address.value}", "raw": f"{text} {address.raw}", "box": box}
        kept[label] = address.model_copy(update=whole)
    return kept


def end_with_town(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Addresses with the town that a comma parts from what follows in a sentence.

    "Invoices to: Klinikum gGmbH, Seestraße 2, 74613 Öhringen, USt-IdNr. DE116707915".
    """
    kept = dict(fields)
    for label in ("seller_address", "buyer_address", "ship_to_address"):
        address = fields.get(label)
        if not isinstance(address, Field) or address.page is None:
            continue
        if not _POSTCODE.fullmatch(address.value):
            continue
        page = pages[address.page - 1]
        place = _place_of(address, page)
        town = _town_behind(page, place[-1]) if place else None
        if place is None or town is None:
            continue
        text = page.text_of(town).rstrip(",")
        kept[label] = _with_end(address, text, page, (*place, *town))
    return kept


def complete_town(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Addresses to the end of the town's name: of "18225 Ostseebad" more stands behind."""
    kept = dict(fields)
    for label in ("seller_address", "buyer_address"):
        address = fields.get(label)
        begun = _OF_TOWN.fullmatch(address.value) if isinstance(address, Field) else None
        if not isinstance(address, Field) or begun is None:
            continue
        name = [plain(text) for text in begun["place"].split()]
        towns = {
            match["town"]
            for page in pages
            for words in find_name(page, name)
            if (at := _word_behind(page, words[-1])) is not None
            and (match := _REST_OF_TOWN.fullmatch(page.words[at].text))
        }  # fmt: skip
        if len(towns) == 1:
            (town,) = towns
            whole = {"value": f"{address.value} {town}", "raw": f"{address.raw} {town}"}
            kept[label] = address.model_copy(update=whole)
    return kept


def complete_postcode(fields: Fields, pages: Sequence[Page]) -> Fields:
    """British addresses with all of their postcode, of which a row's end may part the halves."""
    kept = dict(fields)
    for label in ("seller_address", "buyer_address", "ship_to_address"):
        address = fields.get(label)
        if not isinstance(address, Field) or address.page is None:
            continue
        page = pages[address.page - 1]
        place = _place_of(address, page) if _HALF.fullmatch(address.value) else None
        if place is None or place[-1] + 1 >= len(page.words) or not _goes_on(page, place[-1]):
            continue
        if half := _OTHER_HALF.fullmatch(page.words[place[-1] + 1].text):
            kept[label] = _with_end(address, half["rest"], page, (*place, place[-1] + 1))
    return kept


def _with_end(address: Field, text: str, page: Page, words: Sequence[int]) -> Field:
    """An address with `text` behind it; words: all that print it then."""
    box = page.box_of(words)
    whole = {"value": f"{address.value} {text}", "raw": f"{address.raw} {text}", "box": box}
    return address.model_copy(update=whole)


def _place_of(address: Field, page: Page) -> range | None:
    """The words of an address where its page prints it once."""
    places = list(find_name(page, [plain(text) for text in address.value.split()]))
    return places[0] if len(places) == 1 else None


def _town_behind(page: Page, last: int) -> range | None:
    """The words of a town right behind a postcode, in its row, up to a comma."""
    words = page.words[last : last + 1 + _TOWN_WORDS_N]
    for at, (before, word) in enumerate(pairwise(words), 1):
        if word.row != words[0].row or gap_between(page, before, word) > _CLOSE:
            return None
        if word.text.endswith(","):
            town = range(last + 1, last + 1 + at)
            text = page.text_of(town)
            return town if _TOWN.fullmatch(text.rstrip(",")) else None
    return None


def _goes_on(page: Page, at: int) -> bool:
    """Whether the next word stands in a word's row, or goes on with it in the row below."""
    return _word_behind(page, at) == at + 1


def _word_behind(page: Page, at: int) -> int | None:
    """The word behind another in its row, else the first of the cell that goes on right below."""
    if at + 1 < len(page.words) and page.words[at].row == page.words[at + 1].row:
        close = gap_between(page, page.words[at], page.words[at + 1]) <= _CLOSE
        if close:
            return at + 1
    cells = list(find_cells(page))
    own = next((cell for cell in cells if cell.words[-1] == at), None)
    if own is None:
        return None
    above, height = page.box_of(own.words), page.words[at].height
    for cell in cells:
        box = page.box_of(cell.words)
        if not (page.words[at].row < page.words[cell.words[0]].row and box[1] - above[3] < height):
            continue
        middles = [(one[0] + one[2]) / 2 for one in (above, box)]
        if abs(above[0] - box[0]) < _EDGE or abs(middles[0] - middles[1]) < _EDGE:
            return cell.words[0]
    return None


def _house_before(page: Page, first: int) -> range | None:
    """The words of a house or a street right before a word, between commas, a colon or dividers.

    What stands behind "registered office" is of the address whatever it is.
    """
    for begin in range(first - 1, max(-1, first - 1 - _HOUSE_WORDS_N), -1):
        if not _goes_on(page, begin):
            return None
        if page.words[begin].text in DIVIDERS_AND_DASHES:
            return None
        text = page.text_of(range(begin, first))
        if text[0].isalnum() and not text[0].islower() and _is_office(page, begin):
            return range(begin, first)
        row = page.words[begin].row
        parted = begin > 0 and page.words[begin - 1].text in DIVIDERS_AND_DASHES
        marked = begin == 0 or page.words[begin - 1].text.endswith((",", ":", ".", ";"))
        if parted or marked or page.words[begin - 1].row != row:
            street = parted or _NUMBERED.match(text)
            named = is_building(text[:-1]) or (street and kind_of_line(text[:-1]) == "street")
            return range(begin, first) if text.endswith(",") and named else None
    return None


def _finder(value: str) -> Callable[[Page, int], range | None] | None:
    """What finds the beginning of an address, if the address looks as if it may lack it."""
    british = _BRITISH.fullmatch(value)
    if british and not value[:1].isdigit():
        return _house_before
    if _STREETLESS.fullmatch(value):
        return _street_before
    return _office_before if british else None


def _office_before(page: Page, first: int) -> range | None:
    """The house right before a numbered street, behind "registered office" alone; no firm."""
    house = _house_before(page, first)
    if house is None or not _is_office(page, house[0]):
        return None
    text = page.text_of(house).rstrip(",")
    return house if is_building(text) and not ends_with_form(text.split()) else None


def _is_office(page: Page, at: int) -> bool:
    """Whether "registered office" stands right before a word."""
    return any(
        _OFFICE.fullmatch(" ".join(word.text for word in page.words[max(0, at - n) : at]))
        for n in range(2, _OFFICE_WORDS_N + 1)
    )


def _street_before(page: Page, first: int) -> range | None:
    """The words of a street that end the row above a word's, behind a divider."""
    cells = list(find_cells(page))
    own = next((cell for cell in cells if cell.words[0] == first), None)
    row = page.words[first].row
    for cell in cells:
        last, (*_, end) = page.words[cell.words[-1]], cell.words
        if own is None or last.row != row - 1 or abs(cell.x0 - own.x0) > _EDGE:
            continue
        marks = [i for i in cell.words if page.words[i].text in DIVIDERS_AND_DASHES]
        begin = marks[-1] + 1 if marks else end + 1
        text = page.text_of(range(begin, end + 1))
        if 0 < end + 1 - begin <= _STREET_WORDS_N and kind_of_line(text) == "street":
            return range(begin, end + 1)
    return None
