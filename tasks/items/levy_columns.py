"""What recycling costs in each item's price, in a column of its own: no discount.

Référence        Qté   P.U. HT   Rem. %   Éco-part.   Montant HT
SCH-A9F74216      24    19,450    38,50        0,02       287,08
"""

import re

from schemas.document import Page
from schemas.line_labels import DISCOUNT, PRICE, RATE
from schemas.prediction import WordTag
from tasks.items.table_heads import find_columns
from tasks.values.page_by_page import page_by_page

_LEVY = re.compile(
    r"(?:taxe |dont |contrib\.? |cont\.? )?(?:[ée]co[- ]?(?:part|contrib|tax|mob|emb)\w*\.?"
    r"|d3e|deee|weee|raee|recupel|auvibel|bebat|v\.?r\.?[gb]\.?)"
    r"(?: (?:ht|unit(?:aire)?|u\.?|€|chf))*",
    re.IGNORECASE,
)
#: What its amounts may be taken for.
_TAKEN = frozenset({DISCOUNT, RATE, PRICE})
_SURE = 0.9


@page_by_page
def clear_levies(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without columns of items' recycling costs."""
    for column in find_columns(page, tags):
        if _LEVY.fullmatch(column.caption):
            for index in column.words:
                if tags[index].label in _TAKEN:
                    tags[index] = WordTag.outside(_SURE)
    return tags
