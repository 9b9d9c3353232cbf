"""What headers, subject and sender add to a mail's category: out of office, bounces, mass mail.

And what its words say plainly: of an absence, of goods that came wrong, of an order that is
withdrawn, and of a booking that may be cancelled for nothing, which is no cancellation.
"""

import re
from collections.abc import Mapping, Sequence

from schemas.document import MailMessage, MailSign
from schemas.vocabulary import MailCategory
from tasks.mails.order_troubles import cancels_order, complains_of_goods
from tasks.mails.other_days import cancels, confirms_what_may_be_cancelled
from tasks.values.sentences import split_text

#: Subjects that mail programs write when they answer or fail by themselves, and their senders.
_AUTOMATIC = re.compile(
    r"\s*absent\(e\)\s?:\s?(?:re|tr)\s?:|"
    r"\s*(?:\W*(?:auto(?:matic|matische|matisch)?[ -]?(?:reply|response|antwort|antwoord)|"
    r"automatisch antwoord|out of (?:the )?office|abwesenheits\w+|réponse automatique|"
    r"absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|"
    r"fuori sede|afwezigheid\w*|undeliver(?:able|ed)|delivery (?:status notification|failure)|"
    r"mail delivery (?:failed|subsystem)|returned mail|unzustellbar|non remis|onbestelbaar|"
    r"no se puede entregar"
    r"|impossibile recapitare))\b",
    re.IGNORECASE,
)
_UNDELIVERED = re.compile(
    r"\s*\W*(?:undeliver(?:able|ed)|delivery (?:status notification|failure)|mail delivery"
    r"|returned mail|unzustellbar|non remis|onbestelbaar|no se puede entregar"
    r"|impossibile recapitare)\b",
    re.IGNORECASE,
)
#: What French programs write, and a person who will be away as well: who writes English, or asks.
_ABSENT = re.compile(r"\s*absente?\s?:\s?(?:re|tr)\s?:", re.IGNORECASE)
_FRENCH = re.compile(r"\b(?:je|nous|bonjour|congés?|retour|jusqu['’]au)\b", re.IGNORECASE)
_ASKS_FR = re.compile(
    r"\?|\b(?:merci (?:de |d['’])|veuillez )(?!(?:vous )?(?:contacter|adresser|joindre|appeler"
    r"|écrire|prendre)\b)",
    re.IGNORECASE,
)
_DAEMON = re.compile(r"(?<![\w.])(?:mailer-daemon|postmaster)@", re.IGNORECASE)
#: Headers that leave no doubt.
_SURE: frozenset[MailSign] = frozenset({"auto_reply", "report"})
_SURENESS = 0.95
#: How the subjects of answers and of what is passed on begin.
_ANSWERS = r"\s*(?:(?:re|aw|rv|r|antw|fwd?|wg|tr)\s*:\s*)*"
#: Subjects that begin by naming a complaint, and by what they multiply its odds.
_COMPLAINT = re.compile(
    _ANSWERS
    + r"(?:(?:mängel)?reklamation|mängelrüge|complaint|réclamation|reclamación|reclamo|klacht)\b"
    # None that is over, and no claim of an advertiser.
    r"(?! pubblicitari| publicitari|.*\b(?:erledigt|gelöst|abgeschlossen|resolved|closed|settled"
    r"|réglée|résolue|resuelta|risolto|opgelost|afgehandeld)\b)",
    re.IGNORECASE,
)
_COMPLAINT_ODDS = 20.0
#: Subjects that say no more than that somebody is ill or takes leave, and when.
_ABSENCE = re.compile(
    _ANSWERS
    + r"(?:(?:krank(?:meldung|geschrieben)?|(?:off |calling in )?sick(?: leave| note| day| today)?"
    r"|arrêt (?:maladie|de travail)|malade|baja (?:médica|por enfermedad)|enferm[oa]|malattia"
    r"|malat[oa]|ziek(?:melding|gemeld)?|urlaub(?:santrag|stage?)?|(?:annual )?leave(?: request)?"
    r"|holidays?(?: request)?|days? off|demande de congés?|congés|vacaciones|ferie"
    r"|verlof(?:aanvraag)?|vakantie)(?:[\W\d]|\b(?:heute|today|bis|to|till?|until|from|vom|von|ab|am|du|au|hoy|oggi|dal"
    r"|al|vandaag|van|tot)\b)*)$",
    re.IGNORECASE,
)
#: What makes that a firm's holiday, a booking, or a visit that somebody cannot come to.
_NO_LEAVE = re.compile(
    r"\b(?:geschlossen|fermé(?:e?s?)|cerrad[oa]s?|chius[oaie]|closed|closing|gesloten|schließ\w+"
    r"|kund(?:en|innen)|clients?|clientes|clienti|customers|klanten|reserv\w+|réserv\w+|gebucht\w*"
    r"|\w*buchung\w*|booking\w*|booked|prenot\w+|boeking\w*|geboekt\w*|\w*termine?s?|rendez-vous"
    r"|cita|appuntamento|appointments?|afspraak|logement|appartement|meeting)\b",
    re.IGNORECASE,
)
_ABSENCE_ODDS = 10.0
#: By what a booking that may be cancelled multiplies the odds of a cancellation.
_MAY_BE_CANCELLED = 0.05
#: The share of an order's chance that goes to what is said of it: that it is withdrawn, or wrong.
_MOVED = 0.9
#: By what other headers multiply the odds of a category. An invoice may well be sent by a program,
#: or through a service that adds a list's headers to everything.
_ODDS: dict[MailSign, dict[MailCategory, float]] = {
    "auto_generated": {"automatic": 3.0},
    "no_return": {"automatic": 5.0},
    "bulk": {"marketing": 2.0, "notice": 1.5, "automatic": 1.5},
    "list": {"marketing": 2.0, "notice": 1.5},
}


def weigh_signs(
    message: MailMessage, categories: Mapping[MailCategory, float]
) -> dict[MailCategory, float]:
    """The categories' probabilities after the headers were seen.

    All are zero where none were known and no sign is sure.
    """
    if is_surely_automatic(message):
        others = sum(chance for name, chance in categories.items() if name != "automatic")
        rest = (1 - _SURENESS) / others if others else 0.0
        return {
            name: _SURENESS if name == "automatic" else chance * rest
            for name, chance in categories.items()
        }
    weighed = dict(categories)
    for sign in message.signs:
        for name, factor in _ODDS.get(sign, {}).items():
            weighed[name] *= factor
    _weigh_words(message, weighed)
    total = sum(weighed.values())
    return {name: chance / total for name, chance in weighed.items()} if total else weighed


def _weigh_words(message: MailMessage, weighed: dict[MailCategory, float]) -> None:
    """Changes the categories' odds by what subject and sentences say in plain words."""
    if "complaint" in weighed and _COMPLAINT.match(message.subject):
        weighed["complaint"] *= _COMPLAINT_ODDS
    text = message.new_text or message.body
    if "hr" in weighed and _ABSENCE.match(message.subject) and not _NO_LEAVE.search(text):
        weighed["hr"] *= _ABSENCE_ODDS
    sentences = split_text(text)
    if weighed.get("cancellation", 0.0) > 0 and _may_be_cancelled(message.subject, sentences):
        weighed["cancellation"] *= _MAY_BE_CANCELLED
    elif "cancellation" in weighed and cancels_order(sentences):
        _move(weighed, ("order",), "cancellation")
    if "complaint" in weighed and complains_of_goods(sentences):
        _move(weighed, ("order", "delivery"), "complaint")


def _move(
    weighed: dict[MailCategory, float], names: Sequence[MailCategory], to: MailCategory
) -> None:
    for name in names:
        moved = _MOVED * weighed.get(name, 0.0)
        weighed[to] += moved
        weighed[name] = weighed.get(name, 0.0) - moved


def _may_be_cancelled(subject: str, sentences: list[str]) -> bool:
    """Whether a mail confirms a booking that may be cancelled for nothing, and does not cancel."""
    return confirms_what_may_be_cancelled(sentences) and not cancels(subject, sentences)


def is_surely_automatic(message: MailMessage) -> bool:
    """Whether a mail program answers or fails by itself: nobody waits for a reply to that."""
    text = message.new_text or message.body
    absent = _ABSENT.match(message.subject) and _FRENCH.search(text)
    return bool(
        (absent and not _ASKS_FR.search(text))
        or _AUTOMATIC.match(message.subject)
        or _DAEMON.search(message.sender)
        or _SURE.intersection(message.signs)
    )


def is_bounce(message: MailMessage) -> bool:
    """Whether a mail program tells that a mail did not arrive, and shows what that said."""
    told = _UNDELIVERED.match(message.subject) or _DAEMON.search(message.sender)
    return bool(told) or "report" in message.signs
