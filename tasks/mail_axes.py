"""What a mail asks of its reader: category, reply, urgency, deadline, action."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from schemas.document import MailMessage
from schemas.record import Labelled, Mail
from schemas.understanding import Sentence
from schemas.vocabulary import MAIL_CATEGORIES, URGENCIES, MailCategory, Urgency
from tasks.dates import DateOrder
from tasks.deadlines import find_deadline

_ACTION_WORDS_N = 25
_REQUEST = re.compile(
    r"\b(?:please|kindly|could you|can you|would you|let me know|let us know|need you to|"
    r"bitte|könnten sie|können sie|könntest|wir bitten|ich bitte|geben sie|"
    r"merci de|veuillez|pouvez-vous|pourriez-vous|nous vous prions|je vous prie|"
    r"por favor|le ruego|les ruego|rogamos|podría|podrían|puede|agradecería|"
    r"prego|si prega|la preghiamo|vi preghiamo|vi chiedo|le chiedo|potete|potrebbe|può|"
    r"graag|gelieve|kunt u|kun je|wilt u|verzoek)\b",
    re.IGNORECASE,
)
#: Courtesies that sound like requests.
_COURTESY = re.compile(
    r"\b(?:agréer|salutations|hesitate|hésitez|zögern|dude[ns]? en|esit(?:i|ate)|aarzel)\b",
    re.IGNORECASE,
)


def read_mail(
    message: MailMessage,
    probabilities: Mapping[str, Mapping[str, float]],
    sentences: Sequence[Sentence],
    order: DateOrder,
) -> Mail:
    """The mail's axes: classes from the model, deadline by rule, action from its own words."""
    categories: dict[MailCategory, float] = {
        name: probabilities.get("category", {}).get(name, 0.0) for name in MAIL_CATEGORIES
    }
    category = max(categories, key=lambda name: categories[name])
    if not any(categories.values()):
        category = "other"
    reply_chance = probabilities.get("needs_reply", {}).get("true", 0.5)
    needs_reply = reply_chance >= 0.5
    urgencies: dict[Urgency, float] = {
        name: probabilities.get("urgency", {}).get(name, 0.0) for name in URGENCIES
    }
    urgency = max(urgencies, key=lambda name: urgencies[name])
    if not any(urgencies.values()):
        urgency = "normal"
    text = message.new_text or message.body
    sent = message.date.date() if message.date else None
    return Mail(
        category=Labelled(value=category, confidence=min(1.0, categories[category])),
        needs_reply=Labelled(
            value=needs_reply, confidence=reply_chance if needs_reply else 1 - reply_chance
        ),
        urgency=Labelled(value=urgency, confidence=min(1.0, urgencies[urgency])),
        deadline=find_deadline(text, sent or date.min, order) if sent else None,
        action=find_action(sentences) if needs_reply else None,
    )


def find_action(sentences: Sequence[Sentence]) -> str | None:
    """The most salient sentence that asks for something, verbatim and cut to its first words."""
    asking = [
        s
        for s in sentences
        if (_REQUEST.search(s.text) or s.text.rstrip().endswith("?"))
        and not _COURTESY.search(s.text)
    ]
    if not asking:
        return None
    best = max(asking, key=lambda s: s.salience + 0.1 * bool(_REQUEST.search(s.text)))
    words = best.text.split()
    return " ".join(words[:_ACTION_WORDS_N]) + (" …" if len(words) > _ACTION_WORDS_N else "")
