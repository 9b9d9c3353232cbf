"""Numbers of the slip that a card terminal prints below a receipt: they are none of the receipt's.

    * * Kundenbeleg * *
Beleg-Nr.            7731
Zahlung erfolgt
Bon-Nr.: 4471
"""

import re

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.vocabulary import OWN_NUMBERS
from tasks.values.cells import find_rows
from tasks.values.page_by_page import page_by_page

_HEAD = re.compile(
    r"\W*(?:k-?u-?n-?d-?e-?n-?b-?e-?l-?e-?g|händlerbeleg|kartenzahlung|card ?holder copy"
    r"|(?:customer|cardholder|merchant) (?:copy|receipt)|(?:exemplaire|ticket|copie) (?:du )?client"
    r"|copia (?:per il )?cliente|klantticket|kopie (?:voor )?kaarthouder)\W*",
    re.IGNORECASE,
)
#: How a slip ends.
_END = re.compile(
    r"\b(?:zahlung erfolgt|autorisiert|genehmigt|approved|thank you|accept[ée]|autoris[ée]"
    r"|akkoord|approvat[oa]|bitte beleg aufbewahren)\b",
    re.IGNORECASE,
)
_ROWS_N = 14  # of a slip, at most
_SURE = 0.95


@page_by_page
def clear_card_slips(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags of a receipt without own numbers within such a slip, however unlikely."""
    left_n = 0
    rows = find_rows(page)
    for number, row in enumerate(rows):
        text = " ".join(cell.text for cell in row.cells)
        below = 2 * number > len(rows)  # above the goods, "TICKET CLIENT" is what all of it is
        left_n = _ROWS_N if below and _HEAD.fullmatch(text) else left_n - 1
        if _END.search(text):
            left_n = 0
        for index in row.words if left_n > 0 else ():
            if {tags[index].label, *(label for label, _ in tags[index].alternatives)} & OWN_NUMBERS:
                tags[index] = WordTag.outside(_SURE)
    return tags
