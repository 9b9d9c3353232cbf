"""Days that a mail says something is due on, or closes, in words of its own.

"Am Dienstag fällig", "Einsendeschluss ist der 12. Mai", "Wir haben uns den 26.09. vorgemerkt".
"""

import re

from tasks.mails.day_finder import FoundDay

#: What leads to the day on which something is due or closes; "closes" alone is a shop's.
_LEADS = re.compile(
    r"\b(?P<strong>\w*(?:einsende|annahme|anmelde|bewerbungs|abgabe|redaktions|angebots|melde)schluss"
    r"|closing date|cut[- ]?off(?: date| time)?"
    r"|(?:bids?|bidding|tenders?|applications?|registrations?|entries|nominations|submissions)"
    r" (?:will )?close(?:s|d)?(?: at \S+(?: [ap]\.?m\.?)?)?"
    r"|(?:la )?clôture(?: d(?:es?|u) [^\W\d_]+| de l['’][^\W\d_]+)?|dernier délai"
    r"|cierre de [^\W\d_]+|último día|chiusura delle [^\W\d_]+|termine ultimo"
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
#: How German sellers remind: "Wir haben uns den 26.09. für Ihre Zahlung vorgemerkt".
_NOTED = re.compile(r"(?P<strong>(?: [^\s,;:.!?]+){0,5}? (?:vorgemerkt|notiert))\b", re.IGNORECASE)
_WE_NOTED = re.compile(
    r"\b(?:haben wir|wir haben) (?:uns )?(?:[^\s,;:.!?]+ ){0,6}?de[nr]\s+$", re.IGNORECASE
)
_MEETING = re.compile(
    r"\b(?:(?!zahl)\w*termin\w*|besuch\w*|treffen|besprechung\w*|urlaub\w*|reservierung\w*"
    r"|buchung\w*|liefer\w*|montage\w*|anruf\w*)\b",
    re.IGNORECASE,
)
_LEAD_CHARS = 70


def find_due(sentence: str, day: FoundDay) -> re.Match[str] | None:
    """The words beside a day by which it is the one on which something is due or closes."""
    before = max(0, day.start - _LEAD_CHARS)
    leads = _LEADS.search(sentence, before, day.start)
    found = leads or _BEHIND.match(sentence, day.end)
    if found is not None or not _WE_NOTED.search(sentence, before, day.start):
        return found
    return None if _MEETING.search(sentence) else _NOTED.match(sentence, day.end)
