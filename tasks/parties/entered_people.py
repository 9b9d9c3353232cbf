"""The person whom a personal tax number names, where a sign above was read as the seller.

"FONTANERÍA OLAIZOLA" above "Xabier Olaizola Etxeberria - NIF 33219874P": in Spain a number of eight
digits and a letter, in Italy a "codice fiscale" of sixteen signs, is a person's own and no firm's.
A seller is called by the name it is registered by (BT-27 of EN 16931).
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.firms_below import is_buyers
from tasks.parties.name_forms import has_form
from tasks.parties.name_words import name_as_printed
from tasks.values.cells import find_rows
from tasks.values.normalize import letters_of

_HEAD = 0.35  # of the first page's height: where a letterhead ends
_NAMED = re.compile(
    r"(?P<name>(?:(?:[A-ZÀ-Þ][^\W\d_]+|[A-ZÀ-Þ]\.|de|del|la|los|las|di|da|i|y)"
    r"(?:[ -]|(?= ?,))){2,6}?)"
    r"[-–—·•|,]?\s?"
    r"(?:N\.?I\.?F\.?|D\.?N\.?I\.?|N\.?I\.?E\.?|C\.? ?F\.?|Cod(?:\.|ice) ?[Ff]isc(?:\.|ale)):? ?"
    r"(?:ES ?)?(?:[0-9XYZ][0-9]{7}-?[A-Z]|[A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z])\b"
)


def name_person(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with such a person for a seller's name of the first page without a legal form.

    The row holds what the seller is taxed by, and the sign one of the person's names.
    """
    known, tax = fields.get("seller_name"), fields.get("seller_vat_id")
    if not isinstance(known, Field) or known.page != 1 or not isinstance(tax, Field):
        return fields
    if has_form(known.value.split()):
        return fields
    sign = {word for word in known.value.casefold().split() if len(word) > 2}
    for row in find_rows(pages[0]):
        text = row.text.replace("\t", " ")
        found = _NAMED.match(text)
        if found is None or letters_of(tax.value)[-9:] not in letters_of(text):
            continue
        name = found["name"].strip()
        words = [at for cell in row.cells for at in cell.words][: len(name.split())]
        own = sign & set(name.casefold().split())
        if own and pages[0].words[words[0]].box[1] < _HEAD and not is_buyers(fields, name):
            return {**fields, "seller_name": name_as_printed(known, pages[0], 0, words)}
    return fields
