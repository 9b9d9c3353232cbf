"""Terms that are counted from, or back from, a day that stands elsewhere in the mail.

"Within 21 days of the due date", where that "was 2 March 2026"; "bis 12 Wochen vor Ablauf", where
the contract "endet am 31.05.2026"; "au plus tard la veille".
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tasks.mails.asked_words import ASKED
from tasks.mails.day_finder import find_days
from tasks.values.dates import DateOrder
from tasks.values.day_words import COUNTS

_SPAN = (
    r"(?P<count>[0-9]{1,3}|[^\W\d_]+)(?: \([0-9]{1,3}\))? (?:calendar |clear )?"
    r"(?P<unit>days?|tagen?|jours?|días?|giorni|dagen|weeks?|wochen?|semaines?|semanas?|settimane"
    r"|weken|months?|monaten?|mois|mes(?:es|i)?|maanden)"
)
_TERM_OF = r"(?: (?:of|der|des|du|de la|del|della|dello|van de|van het) ?(?:[^\s,;:.!?]+ ){0,2}?"
_TERM_OF += (
    r"(?:term|contract|agreement|lease|policy|period|laufzeit|vertrag(?:e?s)?|vertragslaufzeit"
    r"|contrat|bail|période|contrato|contratto|plazo|overeenkomst|looptijd))?"
)
#: Terms before the end of something: "not less than 30 days before the end of the term".
_BEFORE_END = re.compile(
    r"(?P<lead>(?:(?:by|until|no later than|not later than|not less than|at least|bis|spätestens"
    r"|mindestens|au plus tard|au moins|al menos|a más tardar|almeno|entro|minstens|uiterlijk)"
    r"(?: zu| zum)? )+)"
    rf"{_SPAN} (?:before|prior to|vor|bevor|avant|antes de|prima de|voor|vóór)"
    r"(?: (?:(?:it|the [^\W\d_]+|this) (?:ends|expires|runs out)"
    r"|(?:er|sie|es|de[rm] [^\W\d_]+|das [^\W\d_]+) (?:endet|abläuft|ausläuft))\b"
    r"|(?: (?:the|its|de[rmn]|dem|le|la|l['’]|el|l|het|de))?[ ']?"
    rf"(?:end|expiry|expiration|ablauf|ende|vertragsende|laufzeitende|fin|terme|échéance"
    rf"|expiration|vencimiento|final|scadenza|fine|einde|afloop)\b{_TERM_OF})",
    re.IGNORECASE,
)
#: Terms behind a day that has a name: "within 15 days of submission".
_AFTER_BASE = re.compile(
    r"(?P<lead>(?:within|innerhalb(?: von)?|binnen|dans(?: les| un délai de)?|sous"
    r"|en (?:un plazo de|el plazo de)|entro) )"
    rf"{_SPAN} (?:of|from|after|following|ab|nach|seit|à compter d[eu]|suivant|après|desde|dal"
    r"|dalla|na|vanaf)(?: (?:the|de[rmn]|le|la|el|de|het|its|their))? ?(?:l['’])?"
    r"(?P<base>due date|submission|invoice date|date of (?:the )?invoice|fälligkeit(?:stermin)?"
    r"|einreichung|rechnungsdatum|échéance|date d['’]échéance|soumission|date de (?:la )?facture"
    r"|vencimiento|presentación|fecha de (?:la )?factura|scadenza|data (?:della )?fattura"
    r"|vervaldatum|factuurdatum"
    r"|(?:receipt|delivery|erhalt|lieferung|réception|livraison|recepción|entrega|ricevimento"
    r"|consegna|ontvangst|levering)(?! (?:of|de[rs]?|dies\w+|du|del|van) (?:this|the (?:letter|mail"
    r"|email|message|notice)|present|dies\w+|schreibens|mail|cette|ce|la présente)))\b",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    r"\b(?:(?:au plus tard|avant|d['’]ici) la veille(?: (?:à|au) [^\s,;:.!?]+)?"
    r"|(?:by|no later than|at the latest) the (?:day|evening) before"
    r"|(?:spätestens |bis )+(?:am |zum )?(?:(?:tag|abend) (?:davor|zuvor)|vor(?:tag|abend))"
    r"|a más tardar el día (?:anterior|antes)|al più tardi il giorno prima"
    r"|uiterlijk de dag ervoor)\b",
    re.IGNORECASE,
)
_LINK = r"(?:\s*:|(?: [^\s,;:.!?]+){0,5}?)?(?: (?:on|am|zum|le|el|il|op|de|der|the))?\s+$"
_ENDS = re.compile(
    r"\b(?:ends?|ending|expires?|expiry(?: date)?|end of (?:its |the )?(?:[^\s,;:.!?]+ )?term"
    r"|runs (?:until|through|to)|endet|ablauf|läuft|laufzeit(?:ende)?|vertragsende"
    r"|prend fin|expire|se termine|arrive à (?:échéance|terme)|vence|termina|finaliza|scade"
    rf"|eindigt|loopt af){_LINK}",
    re.IGNORECASE,
)
#: Before a day, that it is the one a term is counted from, by the beginning of the term's words.
_BASES = {
    ("due", "fällig", "échéance", "date d'", "date d’", "vencim", "scad", "verval"): re.compile(
        rf"\b(?:(?:fell|falls|was|is) due|due(?: date)?|fällig(?:keit)?|échue?|échéance"
        rf"|vencid[oa]|vencía|vencimiento|scadut[oa]|scadenza|vervallen|vervaldatum){_LINK}",
        re.IGNORECASE,
    ),
    ("submission", "einreich", "soumis", "present"): re.compile(
        rf"\b(?:submitted|eingereicht|soumise?s?|déposée?s?|presentad[oa]|ingediend){_LINK}",
        re.IGNORECASE,
    ),
    ("invoice", "date of", "rechnung", "date de", "fecha", "data", "factuur"): re.compile(
        rf"\b(?:invoice date|dated|rechnungsdatum|rechnung (?:[^\s]+ )?vom|date de (?:la )?facture"
        rf"|facture (?:[^\s]+ )?du|fecha de (?:la )?factura|data (?:della )?fattura"
        rf"|factuurdatum){_LINK}",
        re.IGNORECASE,
    ),
    ("receipt", "delivery", "erhalt", "liefer", "réception", "livraison", "recepc", "entrega",
     "ricev", "consegna", "ontvangst", "levering"): re.compile(
        rf"\b(?:received|delivered|erhielten sie|reçue?s?|livrée?s?|recibid[oa]s?|recibió"
        rf"|ricevut[oaie]|consegnat[oaie]|ontvangen|geleverd){_LINK}",
        re.IGNORECASE,
    ),
}  # fmt: skip
_RECEIVED = [*_BASES.values()][-1]
#: The same behind a day: "am 2. Mai erhalten".
_CAME = re.compile(
    r"\s+(?:erhalten|geliefert|zugestellt|bekommen|ontvangen|geleverd)\b", re.IGNORECASE
)
_MUST = re.compile(
    rf"{ASKED.pattern}|\b(?:muss|müsste|sollte|ha(?:s|ve) to|doi(?:t|vent)|faut)\b", re.IGNORECASE
)
#: What is asked for so long before a day: "please send it two days before".
_SOME_BEFORE = re.compile(
    rf"(?P<lead>){_SPAN} (?:before(?:hand)?|ahead|in advance|vorher|zuvor|davor|im voraus|avant"
    r"|auparavant|à l['’]avance|antes|prima|van tevoren|daarvoor)"
    r"(?=(?: (?:raus|da|hier|vorliegen|da sein|hier sein|eingereicht|abgegeben|verschickt|out"
    r"|partir|là|être là))?\W*(?:[.,;!?)]|$))",
    re.IGNORECASE,
)
#: Who does something himself in a term: "We pay within 30 days of receipt".
_OURS = re.compile(
    r"\b(?:we|i|wir|ich|nous|je)(?:['’]ll| will| shall| werden?)?(?: always| immer| toujours)?"
    r" (?:pay|send|deliver|ship|answer|reply|refund|(?:be)?zahlen?|liefern?|antworten?|erstatten?"
    r"|payons|réglons|livrons|répondons|remboursons)\b[^.;!?]*$",
    re.IGNORECASE,
)
_MOST_CHARS = 90
_CONTEXT_N = 1


class CountedDay(NamedTuple):
    """A day that a term ends on, and the words that name it."""

    day: date
    phrase: str


def find_counted_day(
    sentences: Sequence[str], sent: datetime, order: DateOrder
) -> CountedDay | None:
    """The first term, not over yet, that is counted from a day which the mail names."""
    found = [*_count_back(sentences, sent, order), *_count_on(sentences, sent, order)]
    found += _find_days_before(sentences, sent, order)
    ahead = [one for one in found if one.day >= sent.date()]
    return min(ahead, key=lambda one: one.day, default=None)


def _count_back(sentences: Sequence[str], sent: datetime, order: DateOrder) -> Iterator[CountedDay]:
    for term in (one for text in sentences for one in _BEFORE_END.finditer(text)):
        for end in _find_behind(_ENDS, sentences, sent, order):
            day = _shift(end, term, -1)
            if day is not None:
                yield CountedDay(day, term[0].strip())


def _count_on(sentences: Sequence[str], sent: datetime, order: DateOrder) -> Iterator[CountedDay]:
    for term in (one for text in sentences for one in _AFTER_BASE.finditer(text)):
        if _OURS.search(term.string, 0, term.start()):
            continue
        base = term["base"].lower()
        leads = next((one for names, one in _BASES.items() if base.startswith(names)), None)
        for begin in _find_behind(leads, sentences, sent, order) if leads else ():
            day = _shift(begin, term, 1)
            if day is not None:
                yield CountedDay(day, term[0].strip())


def _find_days_before(
    sentences: Sequence[str], sent: datetime, order: DateOrder
) -> Iterator[CountedDay]:
    """ "Les plis seront examinés le 27 mars ; merci de répondre au plus tard la veille": the 26th.

    The day stands before these words, in their sentence or the one above it.
    """
    for number, text in enumerate(sentences):
        term = _DAY_BEFORE.search(text)
        some = _SOME_BEFORE.search(text)
        if term is None and some is not None and _MUST.search(text, 0, some.start()):
            term = some
        if term is None:
            continue
        near = [*sentences[max(0, number - _CONTEXT_N) : number], text[: term.start()]]
        days = [day.day for one in near for day in find_days(one, sent, order)]
        if days:
            day = _shift(days[-1], some, -1) if term is some and some else None
            yield CountedDay(day or days[-1] - timedelta(days=1), term[0])


def _find_behind(
    leads: re.Pattern[str], sentences: Sequence[str], sent: datetime, order: DateOrder
) -> list[date]:
    """The days that stand right behind such words."""
    return [
        day.day
        for text in sentences
        for day in find_days(text, sent, order)
        if day.kind in {"date", "partial", "numeric"}
        and (
            leads.search(text, max(0, day.start - _MOST_CHARS), day.start)
            or (leads is _RECEIVED and _CAME.match(text, day.end))
        )
    ]


def _shift(day: date, term: re.Match[str], sign: int) -> date | None:
    """So many days, weeks or months on from a day, or back; None for what is no count."""
    word = term["count"].lower()
    count = int(word) if word.isdecimal() else COUNTS.get(word, 0)
    if not count:
        return None
    unit = term["unit"].lower()
    if unit.startswith(("mon", "moi", "mes", "maand")):
        years, month = divmod(day.month - 1 + sign * count, 12)
        last = calendar.monthrange(day.year + years, month + 1)[1]
        return date(day.year + years, month + 1, min(day.day, last))
    weeks = unit.startswith(("week", "woche", "sem", "sett", "weken"))
    return day + timedelta(days=sign * count * (7 if weeks else 1))
