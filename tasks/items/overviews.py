"""The overview of a bill's groups below all its items: names and sums that are no items again.

Each sum stands above already, below its group.

Zusammenstellung
Titel 01   Demontage            1.178,80
Titel 02   Rohrinstallation     1.360,33
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.line_labels import NAME, NET_AMOUNT
from schemas.prediction import Tags, WordTag
from tasks.values.cells import find_rows
from tasks.values.notation import AMOUNT

_HEADING = re.compile(
    r"(?:(?:titel|los|gewerke|leistungs)?zusammenstellung|zusammenfassung|rekapitulation"
    r"|r[ée]capitulatif(?: (?:des lots|général|du devis))?|r[ée]capitulation"
    r"|(?:bill |cost )?summary(?: of (?:sections|bills|costs))?|riepilogo|resumen|samenvatting)"
    r"\W*",
    re.IGNORECASE,
)
_LEAST_ITEMS_N = 2  # above the heading
_SURE = 0.9


def clear_overviews(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags without items below such a heading, in rows whose one figure stands above it."""
    items_n = 0
    above: set[str] = set()
    cleared = []
    for page, page_tags in zip(pages, tags, strict=True):
        row_tags = list(page_tags)
        below = False
        for row in find_rows(page):
            below = below or (items_n >= _LEAST_ITEMS_N and bool(_HEADING.fullmatch(row.text)))
            words = row.words
            labels = {row_tags[i].label for i in words}
            figures = AMOUNT.findall(row.text)
            if not below:
                above.update(figures)
            if below and len(figures) == 1 and figures[0] in above:
                for index in (i for i in words if row_tags[i].label.startswith("line.")):
                    row_tags[index] = WordTag.outside(_SURE)
            elif labels >= {NAME, NET_AMOUNT}:
                items_n += 1
        cleared.append(tuple(row_tags))
    return cleared
