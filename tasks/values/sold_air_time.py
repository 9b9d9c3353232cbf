"""Papers that certainly sell time on air, where everyday words get another sense."""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.values.air_time import is_of_air_time, sells_spots, speaks_of_air_time

#: Words that nobody else has: a shop sells radios, a traveller flies from a station.
_ON_AIR = re.compile(
    r"\b(?:aired|air ?(?:day|date|time)s|advertisers?|annonceur|werbekunde|affidavits?|dayparts?"
    r"|isci|syscode)\b",
    re.IGNORECASE,
)


def sells_air_time(pages: Sequence[Page]) -> bool:
    """Whether a table is of spots and their price, or both head and words are of time on air.

    "Week, Duration, Rate" alone heads a timesheet, "station" and "flight" are of a journey.
    """
    if sells_spots(pages):
        return True
    if not speaks_of_air_time(pages):
        return False
    told = any(_ON_AIR.search(text) for page in pages for text in page.row_texts())
    return told or is_of_air_time(pages)
