"""A profession that was read as the seller's name: the person's stands in the row above.

Mag. Cornelia Stöger
Rechtsanwältin · R-Code R411872
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.name_words import find_name, name_as_printed, plain
from tasks.values.cells import find_cells

_PROFESSION = re.compile(
    r"(?:(?:fach|patent)?rechtsanw[aä]lt(?:in)?|patentanw[aä]lt(?:in)?|notar(?:in)?"
    r"|(?:vereidigter? )?buchprüfer(?:in)?|steuerberater(?:in)?|wirtschaftsprüfer(?:in)?"
    r"|architekt(?:in)?|(?:zahn|tier|fach)?(?:arzt|ärztin)|hebamme|heilpraktiker(?:in)?"
    r"|avocate?|notaire|architecte|vétérinaire|expert-comptable|huissier de justice"
    r"|solicitor|barrister|architect|veterinary surgeon|chartered (?:accountant|surveyor)"
    r"|avvocato|notaio|architetto|commercialista|geometra|abogad[oa]|notari[oa]|arquitect[oa]"
    r"|advocaat|notaris|dierenarts)(?:(?: und |, | & | et | e | y | en )(?=\S)|$)",
    re.IGNORECASE,
)
#: A person, with titles or without.
_PERSON = re.compile(
    r"(?:(?:Mag|Dr|Prof|Dipl|Ing|Lic|DI|MMag|Me|Maître|Avv|Arch|Dott)\.?(?:-\w+\.?)? ){0,3}"
    r"(?:[A-ZÀ-Þ][^\W\d_]*\.?(?:[-'’][A-ZÀ-Þ]?[^\W\d_]+)? ){1,3}[A-ZÀ-Þ][^\W\d_]+"
    r"(?:-[A-ZÀ-Þ][^\W\d_]+)?(?:,? (?:LL\.?M\.?|MBA|MSc|BSc)\.?)?"
)
_EDGE = 0.01  # of the page's width: how far left edges of a block's rows differ
_STEP = 2.0  # of the text height: from row to row


def name_person(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the person for a seller's name that is a profession and nothing else."""
    known = fields.get("seller_name")
    if not isinstance(known, Field) or known.page is None or not _is_profession(known.value):
        return fields
    page = pages[known.page - 1]
    cells = list(find_cells(page))
    for words in find_name(page, [plain(text) for text in known.value.split()]):
        own = next((cell for cell in cells if cell.words[0] == words[0]), None)
        for cell in cells:
            upper, lower = page.words[cell.words[0]], page.words[words[0]]
            step = lower.box[1] - upper.box[1]
            near = 0 < step <= _STEP * (lower.box[3] - lower.box[1])
            above = own is not None and near and abs(cell.x0 - own.x0) < _EDGE
            if above and _PERSON.fullmatch(cell.text):
                named = name_as_printed(known, page, known.page - 1, cell.words)
                return {**fields, "seller_name": named}
    return fields


def _is_profession(name: str) -> bool:
    rest = name
    while match := _PROFESSION.match(rest):
        rest = rest[match.end() :]
        if not rest:
            return True
    return False
