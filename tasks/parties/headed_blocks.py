"""Blocks of parties below or beside their headings, each with the cells that belong to it.

A heading in a strip of captions or in a list, or with a mere number or code beside it, heads none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from tasks.fields.caption_words import is_caption
from tasks.parties.address_lines import ADDRESS_KINDS, kind_of_line
from tasks.parties.credited import heads_credited
from tasks.parties.name_forms import ends_with_form
from tasks.parties.name_words import TRADING
from tasks.parties.party_columns import COLUMN_EDGE, heads_foot
from tasks.parties.party_headings import (
    HEADINGS,
    PARTY_NUMBER,
    PLAIN_PARTIES,
    may_head_reader,
    party_of,
)
from tasks.values.accents import allow_bare_letters
from tasks.values.cells import Cell, Row, is_strip_head
from tasks.values.notation import CENTS

#: A word of two letters that is no part of a code: "QD-33104".
LETTERS = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?![\w-]*[0-9])")
#: Kinds of lines that only an address has.
PLACES = ("whole", "place")
#: A heading with the party's name behind it.
_HEADED = re.compile(r"(?P<head>[^:]{2,40}):\s+(?P<name>[^\W\d_][^:0-9]{2,60})")
#: What may stand between such a name and its street: "trading as The Mill".
_TRADES = re.compile(TRADING, re.IGNORECASE)
_CENTS = re.compile(rf"{CENTS.pattern}(?:\t|$)")
_POSTCODE = re.compile(r"(?<![0-9])[0-9]{4,5}(?![0-9])")
_CODE = re.compile(r"[A-Z]{1,3}-?[0-9]{3,}")
#: Of a name hardly three words running begin small.
_SENTENCE = re.compile(r"[A-ZÀ-Þ]\w+(?: [a-zà-ÿ]{3,}){3}")
#: On which of his ways a driver brings the goods: "TOURNEE 07".
_WAY = re.compile(
    rf"(?:{allow_bare_letters('tournée')}|secteur|livreur|chauffeur|(?:liefer)?tour|fahrer(?:in)?"
    r"|driver|rit|giro|ruta)\s?(?:(?:n[°ºor]\.?|#|:)\s?)*[0-9]",
    re.IGNORECASE,
)
#: Who buys for a firm, as often as a firm that buys.
_BUYS = re.compile(
    r"(?:buyer|purchaser|einkäufer(?:in)?|acheteu(?:r|se)|comprador(?:a)?|acquirente|inkoper)\W*",
    re.IGNORECASE,
)
#: What a strip names that an order goes by.
_ORDERED = re.compile(
    r"\brequisition|\bship(?:ped|ping)? (?:via|by|method)|\bf\.?o\.?b\b|\bincoterms?\b",
    re.IGNORECASE,
)
_LINES_N = 4  # of a block up to its street, at most
_STRIP_N = 2  # captions beside a heading that make it but one of them
_TABLE_N = 4  # cells beside a small word that make it the head of a column
_ROWS_N = 12
_EDGE = 0.03  # of the page's width: how far from its heading's left edge a block's line begins


class HeadedBlock(NamedTuple):
    """A party and the cells below or beside its heading, from the top."""

    party: str
    cells: list[tuple[Row, Cell]]


def find_headed_blocks(rows: Sequence[Row], doc_type: str) -> Iterator[HeadedBlock]:
    """The blocks below a page's headings, in rows as `part_columns` gives them."""
    yield from _readers_block(rows, doc_type)
    for at, row in enumerate(rows):
        for cell in () if heads_foot(row) else row.cells:
            block = _find_block(rows, at, cell, doc_type)
            if block is not None:
                yield block


def _find_block(rows: Sequence[Row], at: int, cell: Cell, doc_type: str) -> HeadedBlock | None:
    """The block of a cell of row `at`, if it heads one."""
    row, below = rows[at], rows[at + 1 : at + 1 + _ROWS_N]
    named = _name_behind(row, cell, below, doc_type)
    if named is not None and not _is_slip(rows[:at], cell):
        return named
    party = None if _is_first_of_list(cell, below) else party_of(cell.text, doc_type)
    if party is None:
        return None
    if _has_value(row, cell):
        number = _number_above_name(row, cell, below)
        return number and HeadedBlock(party, [*_cells_below(below, number, doc_type)])
    if _is_way(row, cell, doc_type) or _is_listed(rows, at, cell):
        return None
    if _is_in_grid(rows, at, cell, doc_type) or _is_in_strip(row, cell, below, doc_type):
        return None
    if _has_code(row, cell, below, doc_type) or _counts(cell, below, doc_type):
        return None
    beside = _text_beside(row, cell, below, doc_type)
    own = [] if beside is None else [(row, beside)]
    return HeadedBlock(party, [*own, *_cells_below(below, beside or cell, doc_type)])


def _readers_block(rows: Sequence[Row], doc_type: str) -> Iterator[HeadedBlock]:
    """The block of whom a paper is for, below "Para:"."""
    if (reader := find_readers_heading(rows, doc_type)) is not None:
        at, head = reader
        below = rows[at + 1 : at + 1 + _ROWS_N]
        yield HeadedBlock("buyer", [*_cells_below(below, head, doc_type)])


def find_readers_heading(rows: Sequence[Row], doc_type: str) -> tuple[int, Cell] | None:
    """ "Para:", "Pour :" and its row, if it heads the reader: it says as often what a paper is for.

    Name, street and place stand below it, and nobody else may be the buyer: nothing heads one, and
    of all other places there is but the seller's.
    """
    cells = [(at, cell) for at, row in enumerate(rows) for cell in row.cells]
    heads = [(at, cell) for at, cell in cells if may_head_reader(cell.text, doc_type)]
    if len(heads) != 1 or any(party_of(cell.text, doc_type) == "buyer" for _, cell in cells):
        return None
    at, head = heads[0]
    block = [c for _, c in islice(_cells_below(rows[at + 1 :], head, doc_type), _LINES_N)]
    kinds = [kind_of_line(cell.text) for cell in block]
    end = next((n for n, kind in enumerate(kinds, start=1) if kind in PLACES), 0)
    if end < 2 or kinds[0] in ADDRESS_KINDS or not {"street", "whole"} & {*kinds[1:end]}:
        return None
    own = {cell.words for cell in block[:end]}
    others = [c.text for _, c in cells if c.words not in own and kind_of_line(c.text) in PLACES]
    is_alone = len({code for text in others for code in _POSTCODE.findall(text)[-1:]}) < 2
    return heads[0] if is_alone else None


def _is_first_of_list(cell: Cell, below: Sequence[Row]) -> bool:
    """Whether "A" is no "to" but numbers the first item of a list: "B" stands below it."""
    others = (one for row in below for one in row.cells if abs(one.x0 - cell.x0) < COLUMN_EDGE)
    return cell.text == "A" and any(one.text == "B" for one in others)


def _name_behind(row: Row, cell: Cell, below: Sequence[Row], doc_type: str) -> HeadedBlock | None:
    """A party behind its heading, in one cell, above its street: "Vendor: North Shore Supply"."""
    head = _HEADED.fullmatch(cell.text)
    party = party_of(head["head"], doc_type) if head else None
    if head and party is None and heads_credited(head["head"], head["name"], doc_type):
        party = "buyer"
    if head is None or party not in ("seller", "buyer"):
        return None
    words = cell.words[-len(head["name"].split()) :]
    column = [one for other in below for one in other.cells if cell.x0 - _EDGE < one.x0 < cell.x1]
    if column and _TRADES.match(column[0].text):
        del column[0]
    street = next((one for one in column[:1] if kind_of_line(one.text) in ADDRESS_KINDS), None)
    name = cell._replace(words=words, text=head["name"])
    if street is None:
        return None
    return HeadedBlock(party, [(row, name), *_cells_below(below, street, doc_type)])


def _is_slip(above: Sequence[Row], cell: Cell) -> bool:
    """Whether "To:" stands below amounts: there a slip goes back to the seller with the payment."""
    return _is_small(cell.text) and any(_CENTS.search(row.text) for row in above)


def _is_small(heading: str) -> bool:
    """Whether a party's heading is but a small word, which may stand before anything: "To:"."""
    plain = heading.partition(":")[0].replace(" ", "")
    return not any(HEADINGS[party].fullmatch(plain) for party in PLAIN_PARTIES)


def _cell_behind(row: Row, head: Cell) -> Cell | None:
    return next((cell for cell in row.cells if cell.x0 > head.x0), None)


def _has_value(row: Row, head: Cell) -> bool:
    """Whether a heading is a caption whose value stands beside it: "Lieferant | 700123"."""
    behind = _cell_behind(row, head)
    return behind is not None and bool(re.fullmatch(r"[\W\d]*\d[\W\d]*", behind.text))


def _has_code(row: Row, head: Cell, below: Sequence[Row], doc_type: str) -> bool:
    """Whether a party's code stands beside its heading and no address below: "Client | C02917"."""
    behind = _cell_behind(row, head)
    if behind is None or not _CODE.fullmatch(behind.text):
        return False
    return not _has_place(_lines_below(below, head, doc_type))


def _counts(head: Cell, below: Sequence[Row], doc_type: str) -> bool:
    """Whether a heading says but its party's number, above a sentence: "Client No. 10442".

    "For professional services rendered through January 31".
    """
    lines = _lines_below(below, head, doc_type)
    spoken = bool(lines) and bool(_SENTENCE.match(lines[0]))
    numbered = bool(PARTY_NUMBER.search(head.text))
    return numbered and spoken and not _has_place(lines)


def _number_above_name(row: Row, head: Cell, below: Sequence[Row]) -> Cell | None:
    """The party's number beside its heading if the block goes on below it: "Vendor: | 45312"."""
    number = _cell_behind(row, head)
    if number is None or not below:
        return None
    cells = below[0].cells
    under = next((cell for cell in cells if abs(cell.x0 - number.x0) < COLUMN_EDGE), None)
    if under is None or not LETTERS.search(under.text) or is_caption(under.text):
        return None
    lines = [c.text for one in below[1:4] for c in one.cells if abs(c.x0 - number.x0) < COLUMN_EDGE]
    if not any(kind_of_line(line) in ADDRESS_KINDS for line in lines):
        return None
    return None if any(abs(cell.x0 - head.x0) < _EDGE for cell in cells) else number


def _is_in_grid(rows: Sequence[Row], at: int, head: Cell, doc_type: str) -> bool:
    """Whether a heading is a key among keys, its value beside it: who sent what is carried.

    Dossier       EXA-118832
    Expéditeur    Hahn Maschinenbau
    Marchandise   2 caisses
    """
    behind = _cell_behind(rows[at], head)
    if behind is None or party_of(behind.text, doc_type) or is_caption(behind.text):
        return False
    above = [cell.x0 for row in rows[max(0, at - 1) : at] for cell in row.cells]
    keyed = all(any(abs(x0 - one.x0) < COLUMN_EDGE for x0 in above) for one in (head, behind))
    below = _lines_below(rows[at + 1 : at + 1 + _ROWS_N], behind, doc_type)
    return keyed and not any(kind_of_line(text) in ADDRESS_KINDS for text in below)


def _is_in_strip(row: Row, head: Cell, below: Sequence[Row], doc_type: str) -> bool:
    """Whether a heading stands in a row of captions, whose values stand below: a salesperson's.

    Where not all are known as captions, they are an order's, and neither a firm nor an address is
    below who buys for one: "Buyer", "Requisitioner", "Ship via", "FOB", "Terms".
    """
    others = [cell for cell in row.cells if cell is not head]
    captioned_n = sum(is_caption(cell.text) for cell in others)
    ordered = _BUYS.fullmatch(head.text) and _ORDERED.search(row.text) and is_strip_head(row)
    if captioned_n < _STRIP_N or captioned_n == len(others) or not ordered:
        return captioned_n == len(others) >= _STRIP_N
    lines = _lines_below(below, head, doc_type)
    firm = any(ends_with_form(line.split()) for line in lines[:1])
    return not firm and not _has_place(lines)


def _is_way(row: Row, head: Cell, doc_type: str) -> bool:
    """Whether a small word heads a column of ways: "Flight", "From", "To", "Date", "Departure"."""
    others = [cell for cell in row.cells if cell is not head]
    if not _is_small(head.text) or len(others) < _TABLE_N or ":" in row.text:
        return False
    return any(party_of(cell.text, doc_type) and _is_small(cell.text) for cell in others)


def _is_listed(rows: Sequence[Row], at: int, head: Cell) -> bool:
    """Whether a heading with its number stands in a list, captions above and below it.

    "Datum 27.03.2025", "Kunde 1774", "Bearbeiter P. Hoffmann".
    """
    near = [*rows[max(0, at - 1) : at], *rows[at + 1 : at + 2]]
    beside = [c for row in near for c in row.cells if abs(c.x0 - head.x0) < COLUMN_EDGE]
    captioned_n = sum(
        is_caption(cell.text.split()[0]) or bool(_WAY.match(cell.text)) for cell in beside
    )
    return bool(PARTY_NUMBER.search(head.text)) and captioned_n == len(near)


def _text_beside(row: Row, head: Cell, below: Sequence[Row], doc_type: str) -> Cell | None:
    """The first line of a block that stands beside its heading: "Acheteur | Rivemont SAS"."""
    behind = _cell_behind(row, head)
    if behind is None or not below or party_of(behind.text, doc_type) is not None:
        return None
    columns = [cell.x0 for cell in below[0].cells]
    is_block = any(abs(x0 - behind.x0) < _EDGE for x0 in columns)
    return behind if is_block and all(abs(x0 - head.x0) >= _EDGE for x0 in columns) else None


def _cells_below(rows: Sequence[Row], head: Cell, doc_type: str) -> Iterator[tuple[Row, Cell]]:
    """The cells in the heading's column, up to the next heading of any party."""
    for row in rows:
        for cell in row.cells:
            if abs(cell.x0 - head.x0) < _EDGE:
                if party_of(cell.text, doc_type) is not None or _is_heading(row, cell):
                    return
                if not re.search(r"\w", cell.text):  # a ruler of a typewriter
                    return
                yield row, cell


def _lines_below(rows: Sequence[Row], head: Cell, doc_type: str) -> list[str]:
    """What the first of them say, as many as a block has up to its street."""
    return [cell.text for _, cell in islice(_cells_below(rows, head, doc_type), _LINES_N)]


def _has_place(lines: Sequence[str]) -> bool:
    return any(kind_of_line(line) in PLACES for line in lines)


def _is_heading(row: Row, cell: Cell) -> bool:
    """Whether a cell is a caption with nothing behind it: "Hinweise:"."""
    return cell.text.endswith(":") and cell is row.cells[-1]
