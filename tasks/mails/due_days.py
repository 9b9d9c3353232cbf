"""Days that a mail says something is due on, or closes, in words of its own.

"Am Dienstag fällig", "Einsendeschluss ist der 12. Mai", "Wir haben uns den 26.09. vorgemerkt".
"""

import re
from collections.abc import Iterable, Iterator

from tasks.mails.day_finder import FoundDay

#: What leads to the day on which something is due or closes; "closes" alone is a shop's.
_LEADS = re.compile(
    r"\b(?P<strong>\w*(?:einsende|annahme|anmelde|bewerbungs|abgabe|redaktions|angebots|melde)schluss"
    r"|closing date for [^,;:.!?]{0,20}\b(?:applications|bids|tenders|entries|submissions|offers"
    r"|nominations|registrations?|proposals)|cut[- ]?off(?: date| time)?"
    r"|(?:bids?|bidding|tenders?|applications?|registrations?|entries|nominations|submissions)"
    r" (?:will close|closes?)(?: at \S+(?: [ap]\.?m\.?)?)?"
    r"|(?<!notre )(?<!votre )clôture(?: d(?:es?|u) (?:inscriptions?|candidatures?|offres|dépôts?"
    r"|votes?|commandes|appels?|plis)| de l['’](?:instruction|appel))?|dernier délai"
    r"|cierre d(?:e|el) (?:inscripciones|solicitudes|candidaturas|ofertas|plazo|convocatoria"
    r"|matrícula|pedidos)|último día (?:de|del) plazo"
    r"|chiusura (?:delle|degli) (?:iscrizioni|candidature|domande|offerte|ordini)|termine ultimo"
    r"|sluitingsdatum|inschrijving sluit)(?: de[rs] [^\W\d_]+)?"
    r"(?: (?:is|ist|est(?: fixée?)?|aura lieu|es|è))?\s*:?"
    r"(?: (?:on|am|der|den|the|le|au|el|il|op|de))?(?: [^\W\d_]{2,10},?)?\s+$"
    r"|\b(?P<weak>exigibles? (?:le|au)|(?:arrive(?:nt)?|vien(?:t|nent)) à échéance le"
    r"|in scadenza (?:il|al)|fälligkeit(?:sdatum)?(?: ist)?\s*:?(?: (?:am|der))?"
    r"|vencimiento(?: el)?\s*:?(?: el)?|vervaldatum(?: is)?\s*:?|falls due on)\s+$",
    re.IGNORECASE,
)
#: Behind the day, that something is due then, or that what comes later is too late.
_BEHIND = re.compile(
    r"(?P<strong>(?: zur zahlung)? (?:fällig|zur zahlung fällig)\b"
    r"|,? (?:and|und|et|y|e|en) [^.;!?]{0,60}?\b(?:after|later|später|danach|après|después|dopo"
    r"|later|daarna)\b[^.;!?]{0,40}?\b(?:not|cannot|no longer|nicht|keine|pas|plus|no|non|niet)\b"
    r"[^.;!?]{0,30}?\b(?:considered|accepted|looked at|processed|taken|berücksichtigt|angenommen"
    r"|bearbeitet|acceptée?s?|traitée?s?|retenue?s?|admiti\w+|acepta\w+|acettat\w+|accettat\w+"
    r"|consider\w+|verwerkt|geaccepteerd)\b)",
    re.IGNORECASE,
)
#: What the writer fetches himself: "wird am 12. fällig und von Ihrem Konto eingezogen".
FETCHED = re.compile(
    r"\b(?:eingezogen|einziehen|abgebucht|abbuchen|(?:sepa-?)?lastschrift(?:verfahren)?|bankeinzug"
    r"|collected|debited|direct debit|cargad[oa]s?|cargaremos|domiciliad[oa]s?|domiciliación"
    r"|prélev\w+|addebit\w+|afgeschreven|geïncasseerd|automatische incasso)\b",
    re.IGNORECASE,
)
#: How German sellers remind: "Wir haben uns den 26.09. für Ihre Zahlung vorgemerkt".
_NOTED = re.compile(r"(?P<strong>(?: [^\s,;:.!?]+){0,5}? (?:vorgemerkt|notiert))\b", re.IGNORECASE)
_WE_NOTED = re.compile(
    r"\b(?:haben wir|wir haben) (?:uns )?(?:[^\s,;:.!?]+ ){0,6}?(?<!für )de[nr]\s+$", re.IGNORECASE
)
_PAYMENT = re.compile(
    r"\b(?:\w*zahlung(?:s\w*)?|ausgleich|überweisung|(?:zahlungs|geld)?eingang"
    r"|(?:noch|weiterhin) (?:offen|unbeglichen)\w*|überfällig\w*|rückstand)\b",
    re.IGNORECASE,
)
#: That day alone, of what the sentence before it is about.
_NOTED_ALONE = re.compile(
    r"wir haben uns (?:hierfür |dafür )?den (?:[^\s;:!?]+ ){1,4}(?:vorgemerkt|notiert)\W*",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:ist|sind|haben) [^.;:!?]*(?:eingegangen|erhalten|verbucht)|\bdank\w*\b", re.IGNORECASE
)
_LEAD_CHARS = 70


def find_due(sentence: str, day: FoundDay) -> re.Match[str] | None:
    """The words beside a day by which it is the one on which something is due or closes."""
    if FETCHED.search(sentence):
        return None
    before = max(0, day.start - _LEAD_CHARS)
    found = _LEADS.search(sentence, before, day.start) or _BEHIND.match(sentence, day.end)
    if found is not None or not _WE_NOTED.search(sentence, before, day.start):
        return found
    return _NOTED.match(sentence, day.end) if _is_unpaid(sentence) else None


def join_noted(sentences: Iterable[str]) -> Iterator[str]:
    """The sentences, with "Wir haben uns den 26.09. vorgemerkt" behind what is open by then."""
    last = None
    for sentence in sentences:
        if last and _NOTED_ALONE.fullmatch(sentence) and _is_unpaid(last):
            last = f"{last} {sentence}"
            continue
        if last is not None:
            yield last
        last = sentence
    if last is not None:
        yield last


def _is_unpaid(text: str) -> bool:
    """Whether a sentence is about a payment that did not come yet."""
    return bool(_PAYMENT.search(text)) and not _PAID.search(text)
