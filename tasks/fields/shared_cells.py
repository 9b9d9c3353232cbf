"""A paper's own number where one cell prints two: "Kd.-Nr. / Rechn.-Nr.  10442 / 260317".

The parts of such a caption name those of the value, in order. Where they do not fit, nobody knows
which part is the number.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas.document import Page, union
from schemas.record import Field, Fields
from tasks.fields.beside import rows_to
from tasks.fields.caption_fields import own_number_field
from tasks.fields.caption_words import BARE_NUMBER, WORDS, is_caption
from tasks.fields.number_words import OWN_NUMBERS
from tasks.values.cells import Cell, Row, find_nearest
from tasks.values.dates import parse_date
from tasks.values.title_words import TITLES

_ABOVE_ROWS_N = 2
_PARTED = re.compile(r"\s*[/|]\s*|\s+[–—-]\s+")
_PARTED_WIDE = re.compile(r"\s+[/|–—-]\s+")
_MARKS = " :/|–—-"
_DIGIT = re.compile("[0-9]")
#: What a paper numbers besides itself, as parts of a caption say it.
_OTHER = (
    r"konto|kto\.?|compte|conto|cuenta|kd\.?|kunden?|cliente?|customer|account|acct\.?|klant|tour"
    r"|abo|vertrag|dossier|mitglied|abonné|adhérent|membre|member|job|order|auftrag|page|seite"
    r"|ref(?:erence|\.)?|réf(?:érence|\.)?|n[°º] (?:d['’])?affaire"
)
_OTHER_PART = re.compile(_OTHER, re.IGNORECASE)
#: Where a number begins, with its letters: "R 12 / 26".
_BEGIN = re.compile(r"(?:(?<!\S)(?!(?:NO|NR|ID|REF|INV) )[A-Z]{1,4} )?\S*[0-9]")
#: What belongs to the own number, behind it: "Order / Rev".
_OF_OWN = re.compile(r"rev(?:ision|\.)?|ref(?:erence|\.)?|version|jahr|year|an", re.IGNORECASE)
_BARE = re.compile(BARE_NUMBER, re.IGNORECASE)
#: Another number behind the own one, with its caption: "2291/Job 44180".
_WITH_OTHER = re.compile(
    rf"(?P<own>\S*[0-9]\S*?)\s*[/|–—]\s*(?:{_OTHER})\.?(?:[ -](?:no|nr)\.?)?:?\s+\S*[0-9]\S*",
    re.IGNORECASE,
)
_OWN = {
    str(kind): re.compile("|".join((*OWN_NUMBERS[kind], title, BARE_NUMBER)), re.IGNORECASE)
    for kind, title in TITLES.items()
    if kind in OWN_NUMBERS
}


class _Place(NamedTuple):
    """What a cell with a number prints, and the caption in it, left of it or above it."""

    caption: str
    text: str
    words: tuple[int, ...]


def take_own_part(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """The fields, the own number without the other one that stands in its cell."""
    name = own_number_field(doc_type)
    found = fields.get(name)
    place = _place_of(found, pages) if isinstance(found, Field) else None
    if not isinstance(found, Field) or place is None:
        return fields
    with_other = _WITH_OTHER.fullmatch(found.raw)
    own = with_other["own"] if with_other else _own_part(place, doc_type)
    if own is None or own == found.value:
        return fields
    words = [pages[(found.page or 1) - 1].words[at] for at in place.words]
    boxes = [word.box for word in words if word.text in own.split()]
    taken = {"value": own, "raw": own, "origin": "rule"} | ({"box": union(boxes)} if boxes else {})
    return {**fields, name: found.model_copy(update=taken)}


def is_unparted(found: Field, pages: Sequence[Page], doc_type: str) -> bool:
    """Whether a number may be, or have in it, another one that its caption names as well."""
    if doc_type not in _OWN:
        return False
    place = _place_of(found, pages)
    wide = _PARTED_WIDE.search(found.value) is not None
    if place is None or _own_part(place, doc_type) == found.value:
        return wide and place is None
    if _names_two(place.caption.split(), doc_type):
        return " " in found.value
    parts = _parts_of(place.caption)
    own = [_is_own(part, doc_type) for part in parts]
    others = [_is_other(part) for part, one in zip(parts, own, strict=True) if not one]
    if any(own) and any(others):
        return not own[0] or _PARTED.search(found.value) is not None
    if any(own) and others:  # a title: "Statement / Invoice No."
        return wide
    return wide and not any(_ends_with_own(part.split(), doc_type) for part in parts)


def words_beside(found: Field, pages: Sequence[Page], doc_type: str) -> tuple[int, ...]:
    """The words of the cell in which the caption's parts tell a number from another one."""
    place = _place_of(found, pages)
    return place.words if place and _own_part(place, doc_type) == found.value else ()


def goes_on_in_digits(found: Field, pages: Sequence[Page]) -> bool:
    """Whether more with digits stands right behind a number in its cell: "RG 4471" of "083/26"."""
    rows, spans = rows_to(pages, found)
    if not spans:
        return False
    last = spans[-1][2]
    cell = rows[-1].cell_of(last)
    behind = cell.words[cell.words.index(last) + 1 :][:1]
    return any(_DIGIT.search(pages[(found.page or 1) - 1].words[at].text) for at in behind)


def _names_two(words: Sequence[str], doc_type: str) -> bool:
    """Whether a caption without a mark is two: "Kunde Rechnung"."""
    own = [word for word in words if _is_own(word, doc_type)]
    others = [word for word in words if word not in own and _OTHER_PART.fullmatch(word)]
    titled = any(not _BARE.fullmatch(word) for word in own)
    return titled and bool(others) and len(own) + len(others) == len(words)


def _ends_with_own(words: Sequence[str], doc_type: str) -> bool:
    return any(_is_own(" ".join(words[at:]), doc_type) for at in range(len(words)))


def _own_part(place: _Place, doc_type: str) -> str | None:
    """The part of a cell's text that the part of its caption names; None where they do not fit."""
    parts = _parts_of(place.caption)
    if doc_type not in _OWN or len(parts) < 2:
        return None
    own = [at for at, part in enumerate(parts) if _is_own(part, doc_type)]
    if len(own) != 1 or not all(_is_other(part) for at, part in enumerate(parts) if at != own[0]):
        return None
    wide = _PARTED_WIDE.search(place.caption)  # "Invoice / Order  118/26" may be one number
    for divided in (_PARTED_WIDE,) if wide else (_PARTED_WIDE, _PARTED):
        values = divided.split(place.text.strip(_MARKS))
        if len(values) == len(parts):
            value = values[own[0]]
            return value if _DIGIT.search(value) and not parse_date(value, "dmy") else None
    return None


def _parts_of(caption: str) -> list[str]:
    """A caption's parts, whole: "Rechnungsnummer", "Kundennr." of "Rechnungs-/Kundennr."."""
    parts = [one.strip(" :").lstrip(_MARKS) for one in _PARTED.split(caption)]
    parts = [re.sub(r"(?<=\w)-$", "nummer", one).rstrip(_MARKS) for one in parts]
    return [one for at, one in enumerate(parts) if one and not (at and _OF_OWN.fullmatch(one))]


def _is_own(part: str, doc_type: str) -> bool:
    """Whether a part of a caption calls the paper's own number: "Rechn.-Nr.", "Invoice"."""
    return bool(_OWN[doc_type].fullmatch(part))


def _is_other(part: str) -> bool:
    other = _OTHER_PART.fullmatch(part) or is_caption(part)
    return bool(other or WORDS.whole.fullmatch(f"{part}."))


def _place_of(found: Field, pages: Sequence[Page]) -> _Place | None:
    """Where a number stands; None where no caption is near it."""
    rows, spans = rows_to(pages, found)
    words = {word for _, _, word in spans}
    cell = next((c for c in rows[-1].cells if words & {*c.words}), None) if spans else None
    if cell is None:
        return None
    number = _BEGIN.search(cell.text)
    caption = cell.text[: number.start()].strip(_MARKS) if number else ""
    if number and caption:
        return _Place(caption, cell.text[number.start() :], cell.words)
    return _Place(text, cell.text, cell.words) if (text := _caption_near(rows, cell)) else None


def _caption_near(rows: Sequence[Row], cell: Cell) -> str:
    """The cell left of a cell, else that above it, where it is words alone."""
    at = rows[-1].cells.index(cell)
    over = find_nearest(rows[-1 - _ABOVE_ROWS_N : -1][::-1], cell)
    near = [*rows[-1].cells[max(0, at - 1) : at], *([over[1]] if over else [])]
    return next((c.text.strip(_MARKS) for c in near if not _DIGIT.search(c.text)), "")
