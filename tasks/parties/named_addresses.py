"""Addresses in a row of small print: without the name or the phone before, with house and town."""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page, union
from schemas.record import Field, Fields
from tasks.parties.address_lines import is_building, kind_of_line
from tasks.parties.legal_forms import ends_with_form
from tasks.parties.name_words import find_name, plain
from tasks.values.entities import gap_between

#: A phone number with all that stands before it: "Acme Locks 0131 496 0277 88 High Street".
_TO_PHONE = re.compile(r".*?(?<![0-9])0[0-9]{2,4}[ /-][0-9]{3,4} ?[0-9]{3,4} (?=\S)")
#: A British postcode, which such an address ends with.
_BRITISH = re.compile(r".*[ ,][A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\.?", re.DOTALL)
#: A postcode before its town; an American one stands behind its state.
_POSTCODE = re.compile(r"(?:.*[^A-Z\s])?[\s,]+(?:[A-Z]{1,2}-)?[0-9]{5}", re.DOTALL)
_TOWN = re.compile(r"[A-ZÀ-Þ][^\W\d_][^\d,:]{0,30}")
_TOWN_WORDS_N = 4  # at most: "Bad Homburg v.d. Höhe,"
_CLOSE = 1.05  # of the text height: space between words of one text
_HOUSE_WORDS_N = 4  # at most: "The Old Sorting Office,"


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
    """British addresses with the house that small print has before a street without a number.

    "Registered office: Reservoir House, Skipton Road, Keighley BD20 6QA".
    """
    kept = dict(fields)
    for label in ("seller_address", "buyer_address"):
        address = fields.get(label)
        if not isinstance(address, Field) or address.page is None:
            continue
        if not _BRITISH.fullmatch(address.value) or address.value[:1].isdigit():
            continue
        page = pages[address.page - 1]
        places = list(find_name(page, [plain(text) for text in address.value.split()]))
        houses = [house for words in places if (house := _house_before(page, words[0]))]
        if len(places) != 1 or not houses:
            continue
        text = " ".join(page.words[i].text for i in houses[0])
        box = union(page.words[i].box for i in (*houses[0], *places[0]))
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
        places = list(find_name(page, [plain(text) for text in address.value.split()]))
        town = _town_behind(page, places[0][-1]) if len(places) == 1 else None
        if town is not None:
            text = " ".join(page.words[i].text for i in town).rstrip(",")
            box = union(page.words[i].box for i in (*places[0], *town))
            whole = {"value": f"{address.value} {text}", "raw": f"{address.raw} {text}", "box": box}
            kept[label] = address.model_copy(update=whole)
    return kept


def _town_behind(page: Page, last: int) -> range | None:
    """The words of a town right behind a postcode, in its row, up to a comma."""
    words = page.words[last : last + 1 + _TOWN_WORDS_N]
    for at, (before, word) in enumerate(pairwise(words), 1):
        if word.row != words[0].row or gap_between(page, before, word) > _CLOSE:
            return None
        if word.text.endswith(","):
            town = range(last + 1, last + 1 + at)
            text = " ".join(page.words[i].text for i in town)
            return town if _TOWN.fullmatch(text.rstrip(",")) else None
    return None


def _house_before(page: Page, first: int) -> range | None:
    """The words of a house right before a word, in its row, between commas or a colon."""
    row = page.words[first].row
    for begin in range(first - 1, max(-1, first - 1 - _HOUSE_WORDS_N), -1):
        if page.words[begin].row != row:
            return None
        marked = begin == 0 or page.words[begin - 1].text.endswith((",", ":", ".", ";"))
        if marked or page.words[begin - 1].row != row:
            text = " ".join(page.words[i].text for i in range(begin, first))
            house = text.endswith(",") and is_building(text[:-1])
            return range(begin, first) if house else None
    return None
