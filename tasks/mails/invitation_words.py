"""The captions of an invitation, which is read into English rows, in the language of its mail.

"Invitation: Kick-off When: 2026-03-12 09:30 – 10:30 Where: Raum 2" begins "Einladung: Kick-off".
"""

import re
from collections.abc import Mapping

#: As `readers.calendar_text` writes them.
_CAPTIONS = ("Invitation", "Cancelled", "Reply to an invitation", "Another date is proposed",
             "Appointment", "When", "Where", "Organiser", "Attendees")  # fmt: skip
_WORDS: Mapping[str, tuple[str, ...]] = {
    "de": ("Einladung", "Abgesagt", "Antwort auf eine Einladung",
           "Ein anderer Termin wird vorgeschlagen", "Termin", "Wann", "Wo", "Organisator",
           "Teilnehmer"),
    "fr": ("Invitation", "Annulé", "Réponse à une invitation", "Une autre date est proposée",
           "Rendez-vous", "Quand", "Où", "Organisateur", "Participants"),
    "es": ("Invitación", "Cancelado", "Respuesta a una invitación", "Se propone otra fecha",
           "Cita", "Cuándo", "Dónde", "Organizador", "Asistentes"),
    "it": ("Invito", "Annullato", "Risposta a un invito", "Si propone un'altra data",
           "Appuntamento", "Quando", "Dove", "Organizzatore", "Partecipanti"),
    "nl": ("Uitnodiging", "Geannuleerd", "Antwoord op een uitnodiging",
           "Er wordt een andere datum voorgesteld", "Afspraak", "Wanneer", "Waar", "Organisator",
           "Deelnemers"),
}  # fmt: skip
_CAPTION = re.compile(rf"(?<!\S)({'|'.join(_CAPTIONS)})(?=: )")
#: The row that none but such an invitation has.
_WHEN = re.compile(r"^When: [0-9]{4}-[0-9]{2}-[0-9]{2}(?: |$)", re.MULTILINE)
#: The rows that say when and where.
_ROWS = (re.compile(r"^When: [0-9].*$", re.MULTILINE), re.compile(r"^Where: .*$", re.MULTILINE))

#: Of such a row, so many words are told.
_ROW_WORDS_N = 12


def tell_when(text: str, body: str) -> str:
    """The text with the rows that say when and where, of an invitation in `body`, if it lacks them.

    "Invitation: Kick-off" is told "Invitation: Kick-off When: 2026-03-12 09:30 Where: Room 2". Of
    a place whose row tells how to dial in, the first words.
    """
    if not _WHEN.search(body):
        return text
    rows = [found[0].split() for row in _ROWS if (found := row.search(body))]
    told = [
        " ".join(row[:_ROW_WORDS_N]) + (" …" if len(row) > _ROW_WORDS_N else "")
        for row in rows
        if " ".join(row[:2]) not in text
    ]
    return " ".join([text, *told]).strip()


def name_captions(text: str, body: str, language: str) -> str:
    """The text with an invitation's captions in a language; as it is where `body` holds none."""
    words = _WORDS.get(language)
    if words is None or not _WHEN.search(body):
        return text
    named = dict(zip(_CAPTIONS, words, strict=True))
    return _CAPTION.sub(lambda caption: named[caption[1]], text)
