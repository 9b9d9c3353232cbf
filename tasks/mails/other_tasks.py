"""Tasks that a mail gives to somebody named, and words it gives so that work may begin."""

import re
from collections.abc import Sequence

from schemas.document import MailMessage
from schemas.understanding import Sentence

#: Subjects of what was agreed at a meeting.
_MINUTES = re.compile(
    r"\b(?:notes|minutes|recap|actions|protokoll|ergebnisse|compte[- ]rendu|cr|acta|verbale|notulen"
    r"|verslag)\b",
    re.IGNORECASE,
)
#: Who is to do something: "Pruitt to push GE by Monday", "Bruno appelle le fournisseur".
_NAMED_TASK = re.compile(
    r"(?:^|[.;:–-]\s+)(?:[-*•–]\s*)?(?P<name>[A-ZÀ-Þ][a-zà-ÿ]{2,})(?: [A-ZÀ-Þ][a-zà-ÿ]+)?"
    r"(?: to (?!be\b)[a-z]{3,}| will [a-z]{3,}|\s?: [a-zà-ÿA-ZÀ-Þ]{3,}"
    r"| (?:klärt|prüft|schickt|liefert|erstellt|fragt|macht|übernimmt|bestellt)\b"
    r"| (?:appelle|envoie|vérifie|prépare|relance|fait|s['’]occupe|commande|voit)\b)",
)
_NOBODY = frozenset(
    [
        "please", "due", "subject", "need", "want", "everyone", "everybody", "everything", "all",
        "both", "you", "your", "they", "this", "that", "these", "those", "there", "team",
        "action", "deadline", "next", "note", "remember", "bitte", "alle", "jeder", "frist",
        "termin", "merci", "tous", "toutes", "chacun", "ready", "able", "invitation", "request",
    ]
)  # fmt: skip
#: Words by which work may begin: "Yes. Do the 12,000", "Vous pouvez lancer".
_WORD_GIVEN = re.compile(
    r"^\W*(?:yes|yep|ok(?:ay)?|agreed|approved|confirmed|go ahead|oui|d['’]accord|validé|ja"
    r"|genehmigt|freigegeben|einverstanden|sí|de acuerdo|sì|va bene|akkoord)\b"
    r"|\b(?:vous pouvez (?:lancer|y aller|démarrer)|go ahead|(?:ihr könnt|sie können) (?:loslegen"
    r"|starten|drucken|bestellen))\b",
    re.IGNORECASE,
)
_WORDS_N = 40


def is_task_of_another(phrase: str, message: MailMessage, own: Sequence[Sentence]) -> bool:
    """Whether minutes name somebody, who is not their only reader, as having to do it by then."""
    if not _MINUTES.search(message.subject):
        return False
    named = [one.text for one in own if phrase in one.text]
    readers = " ".join((*message.to, message.recipient_name or "")).lower()
    return bool(named) and all(_names_another(text, phrase, readers) for text in named)


def gives_word(own: Sequence[Sentence]) -> bool:
    """Whether a short answer says yes, or that work may begin."""
    short = sum(len(one.text.split()) for one in own) <= _WORDS_N
    return short and any(_WORD_GIVEN.search(one.text) for one in own)


def _names_another(text: str, phrase: str, readers: str) -> bool:
    found = _NAMED_TASK.search(text, 0, text.find(phrase))
    if found is None or found["name"].lower() in _NOBODY:
        return False
    return found["name"].lower() not in readers
