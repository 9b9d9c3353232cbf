"""Days on which a firm is closed or shows at a fair: of nothing that it bills.

"Wir haben vom 21.12.2026 bis 06.01.2027 Betriebsferien.", "Our office is closed from 24/12 to …",
"Besuchen Sie uns auf der Buchmesse vom 14.10.2026 bis 18.10.2026".
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import PERIOD
from tasks.fields.beside import texts_beside
from tasks.values.named_fields import without

#: Contracts are closed, too, and works and doors are work: who is closed must be named.
_CLOSED = re.compile(
    r"\bbetriebs(?:ferien|urlaub|ruhe)|\bwerksferien"
    r"|\b(?:wir|(?:\w*werk(?:statt)?|\w*büro|betrieb|praxis|\w*geschäft|\w*laden|lager|filiale)s?"
    r"|bleib(?:t|en))\b(?:(?!\w*vertr[aä]g).){0,60}\bgeschlossen\b(?! am\b)"
    r"|\bgeschlossen (?:vom|von|zwischen|bis)\b"
    r"|\b(?:wir (?:haben|machen)|unsere?n?)\b(?:(?!\bihre).){0,60}\b(?:ferien|urlaub)\b"
    r"|\b(?:office|shop|store|works|workshop|warehouse|factory|we)\b.{0,20}\bclosed\b"
    r"|\bclosed (?:from|between|for)\b"
    r"|\b(?:office|company|christmas|summer|holiday|our|we)\b.{0,20}\bshut ?down\b(?! works?\b)"
    r"|\b(?:sera|seront|serons|est|sommes)\b.{0,20}\bfermée?s?\b|\bcongés annuels\b"
    r"|\b(?:nos bureaux|notre)\b.{0,20}\bfermeture\b"
    r"|\bfermeture (?:annuelle|estivale|hivernale|exceptionnelle|pour congés|de nos)\b"
    r"|\b(?:saremo|resteremo|rimarrà|uffici)\b.{0,20}\bchius[oaie]\b"
    r"|\bchiusura (?:estiva|invernale|natalizia|aziendale|feriale|per ferie|dei nostri)\b"
    r"|\b(?:estaremos|permanecer|oficina)\w*.{0,20}\bcerrad[oa]s?\b|\bcierre por vacaciones\b"
    r"|\b(?:wij|we|zijn|kantoor|winkel|bedrijf|magazijn|werkplaats)\b"
    r"(?:(?!overeenkomst|contract).){0,60}\bgesloten\b(?! op\b)|\bgesloten van\b"
    r"|\bvakantiesluiting\b"
    r"|\b(?:besuchen sie|treffen sie|visit|meet|(?:retrouvez|visitez)(?=-)|bezoek)[ -](?:uns|us"
    r"|nous|ons)\b|\bvisítenos\b|\b(?:venite|vieni) a trovarci\b",
    re.IGNORECASE,
)
#: Where a sentence ends; a day's full stops stand before digits.
_END = re.compile(r"[.!?]\s+(?=[^\W\d_])|\t")
#: What says that days are billed, whatever else stands beside them.
_BILLED = re.compile(
    r"\b(?:leistungszeit|abrechnungszeit|leistungsmonat)|\bberechne(?:t|n)?\b|\bin rechnung\b"
    r"|\bbilling period\b|\bpériode (?:facturée|de facturation)\b|\bfactuurperiode\b"
    r"|\bper[ií]odo (?:di fatturazione|de facturación|facturado)\b",
    re.IGNORECASE,
)


def drop_closed_days(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields without a period of which a sentence says that the firm is closed, or at a fair.

    A year's end may stand on the next row: what a sentence says of one end holds for both.
    """
    if any(_is_closed(pages, fields.get(name)) for name in PERIOD):
        return without(fields, *PERIOD)
    return dict(fields)


def _is_closed(pages: Sequence[Page], day: Field | list[Field] | None) -> bool:
    if not isinstance(day, Field):
        return False
    before, behind = texts_beside(pages, day)
    sentence = _END.split(before)[-1] + day.raw + _END.split(behind)[0]
    return bool(_CLOSED.search(sentence)) and not _BILLED.search(sentence)
