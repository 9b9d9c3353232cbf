"""The one firm that small print registers, where its sign was read as the seller's name.

"HÔTEL DES QUAIS" at the head, "SARL Quais Hôtellerie – SIRET 382 917 466 00015" at the foot: a
business letter names whoever sends it with its entry in a register. A seller is called by its
registered name (BT-27 of EN 16931).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.firms_below import firm_in, is_buyers
from tasks.parties.joined_firms import is_registered, rows_run_on
from tasks.parties.legal_forms import has_form
from tasks.parties.name_words import name_as_printed
from tasks.parties.stations import CALL_SIGN
from tasks.values.normalize import letters_of

_MARK = re.compile(r"[·•|*–—-]")
#: Whose entry it is where a row says so: an insurer's, a bank's, whoever keeps a site or collects.
_OTHERS = re.compile(r"assur|décennale|garantie|factor|affactur|héberg|inkasso", re.IGNORECASE)


def name_registered_firm(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with such a firm for a seller's name without a legal form, if there is but one."""
    known = fields.get("seller_name")
    if not isinstance(known, Field) or has_form(known.value.split()):
        return fields
    if CALL_SIGN.fullmatch(known.value):
        return fields
    name = letters_of(known.value)
    found = {
        letters_of(_text(pages[number], words)): (number, words)
        for number, words in _find_registered(fields, pages)
    }
    if len(found) != 1 or any(firm in name for firm in found):
        return fields
    [(number, words)] = found.values()
    return {**fields, "seller_name": name_as_printed(known, pages[number], number, words)}


def _find_registered(
    fields: Fields, pages: Sequence[Page]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The page of each firm but the buyer that stands before its entry in a row, and its words."""
    for number, page in enumerate(pages):
        for row in rows_run_on(page):
            if _OTHERS.search(row.text):
                continue
            for part in (part for cell in row.cells for part in _parts(page, cell.words)):
                words = firm_in(_text(page, part), part)
                own = words and is_registered(page, row, words[-1])
                if own and not is_buyers(fields, _text(page, words)):
                    yield number, words


def _parts(page: Page, words: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """What marks part the words of a cell into: "Hahn GmbH · Hafenstraße 4 · HRB 8126"."""
    texts = [page.words[at].text for at in words]
    marks = [place for place, text in enumerate(texts) if _MARK.fullmatch(text)]
    for before, behind in pairwise([-1, *marks, len(words)]):
        if behind - before > 1:
            yield tuple(words[before + 1 : behind])


def _text(page: Page, words: Sequence[int]) -> str:
    return " ".join(page.words[at].text for at in words)
