"""Days on which a firm is closed or shows at a fair: of nothing that it bills.

"Wir haben vom 21.12.2026 bis 06.01.2027 Betriebsferien.", "Our office is closed from 24/12 to …",
"Besuchen Sie uns auf der Buchmesse vom 14.10.2026 bis 18.10.2026".
"""

import re
from collections.abc import Mapping, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.beside import texts_beside

_CLOSED = re.compile(
    r"\bbetriebs(?:ferien|urlaub|ruhe)|\bwerksferien|\bgeschlossen\b"
    r"|\b(?:wir (?:haben|machen)|unsere?n?)\b.*\b(?:ferien|urlaub)\b"
    r"|\b(?:office|shop|store|works|workshop|warehouse|factory|we)\b.{0,20}\bclosed\b"
    r"|\bclosed (?:from|between|for)\b|\bshut ?down\b"
    r"|\b(?:sera|seront|serons|est|sommes)\b.{0,20}\bfermée?s?\b|\bfermeture\b|\bcongés annuels\b"
    r"|\b(?:saremo|resteremo|rimarrà|uffici)\b.{0,20}\bchius[oaie]\b|\bchiusura\b"
    r"|\b(?:estaremos|permanecer|oficina)\w*.{0,20}\bcerrad[oa]s?\b|\bcierre por vacaciones\b"
    r"|\bgesloten\b|\bvakantiesluiting\b"
    r"|\b(?:besuchen sie|treffen sie|visit|meet|(?:retrouvez|visitez)(?=-)|bezoek)[ -](?:uns|us"
    r"|nous|ons)\b|\bvisítenos\b|\b(?:venite|vieni) a trovarci\b",
    re.IGNORECASE,
)
#: Where a sentence ends; a day's full stops stand before digits.
_END = re.compile(r"[.!?]\s+(?=[^\W\d_])|\t")
_PERIOD = ("period_start", "period_end")


def drop_closed_days(fields: Mapping[str, Field | list[Field]], pages: Sequence[Page]) -> Fields:
    """The fields without a period of which a sentence says that the firm is closed, or at a fair.

    A year's end may stand on the next row: what a sentence says of one end holds for both.
    """
    if any(_is_closed(pages, fields.get(name)) for name in _PERIOD):
        return {name: found for name, found in fields.items() if name not in _PERIOD}
    return dict(fields)


def _is_closed(pages: Sequence[Page], day: Field | list[Field] | None) -> bool:
    if not isinstance(day, Field):
        return False
    before, behind = texts_beside(pages, day)
    return bool(_CLOSED.search(_END.split(before)[-1] + day.raw + _END.split(behind)[0]))
