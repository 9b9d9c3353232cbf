"""What papers on time on the air speak of: a station's bills, orders and affidavits."""

import re
from collections.abc import Sequence

from schemas.document import Page

#: Each in a group of its own: one of them alone may be of a shop's radios or a bus's stations.
_OF_AIR_TIME = re.compile(
    r"\b(?:(spots|werbespots?)|(aired|air ?(?:day|date|time)s?)|(flight(?: dates?)?)"
    r"|(advertisers?|annonceur|werbekunde)|(affidavits?)|(dayparts?)|(isci)|(syscode)|(impressions)"
    r"|(broadcast(?:s|er|ed|ing)?|sendezeit(?:en)?|diffusions?)|(stations?)|(radio|hörfunk)"
    r"|(television))\b",
    re.IGNORECASE,
)
_LEAST_N = 2


def speaks_of_air_time(pages: Sequence[Page]) -> bool:
    """Whether a paper speaks of air time in two ways: "Total Spots 12", "Air Date"."""
    texts = (text for page in pages for text in page.row_texts())
    return len({m.lastindex for text in texts for m in _OF_AIR_TIME.finditer(text)}) >= _LEAST_N
