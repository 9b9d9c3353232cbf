"""By when a mail's reader must act: by its subject, its own words, what it passes on."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from schemas.document import MailMessage
from schemas.record import Deadline
from schemas.understanding import Sentence
from slm.mail_input import read_above
from tasks.mails.actions import asks_by, is_request
from tasks.mails.deadlines import find_deadline
from tasks.mails.drafts import leave_out_draft
from tasks.mails.mail_signs import is_bounce, is_surely_automatic
from tasks.mails.settled import does_nothing_by
from tasks.values.dates import DateOrder
from tasks.values.sentences import split_text

Chances = Mapping[str, Mapping[str, float]]

#: Subjects of answers; "Ref:" and "Réf:" are references.
_IS_ANSWER = re.compile(r"\s*(?:re|aw|antw|sv|rép)\s?:", re.IGNORECASE)
#: Who reminds under his own subject asks again.
_REMINDS = re.compile(
    r"\b(?:remind\w*|chas(?:e|ing)|follow(?:ing)?[- ]up|still (?:not|no|open|waiting|outstanding)"
    r"|not (?:yet )?(?:had|heard|received)|overdue|any news|erinner\w*|nachhaken|nachfassen"
    r"|noch (?:nicht|keine?n?|offen|aus)|relanc\w*|toujours pas|sans réponse|recordatorio"
    r"|recuerd\w+|todavía no|aún no|sollecit\w*|ricord\w*|non ancora|ancora nulla|herinner\w*"
    r"|nog (?:niets?|geen|steeds))\b",
    re.IGNORECASE,
)
#: From what chance on a model sees that an answer asks, too.
_ASKS_CHANCE = 0.8


def find_mail_deadline(
    message: MailMessage,
    own: Sequence[Sentence],
    sent: datetime,
    order: DateOrder,
    probabilities: Chances,
) -> Deadline | None:
    """By when the reader must act: as the sender says himself, else as stands anywhere.

    The subject of an answer that asks for nothing was written by whoever is answered. What the
    sender tells his reader to leave alone is due for nobody: "FYI, you need not prepare anything".
    What a mail program writes sets a term where it asks by it, and none where it bounces.
    """
    if is_bounce(message):
        return None
    deadline = _find_own_deadline(message, own, sent, order, probabilities)
    if deadline is None:
        subject = "" if _only_answers(message, own, probabilities) else message.subject
        text = leave_out_draft(message.new_text or message.body)
        deadline = find_deadline(subject, text, sent, order, probabilities)
    if deadline is None or does_nothing_by(deadline.text, own):
        return None
    if is_surely_automatic(message) and not asks_by(deadline.text, own):
        return None
    return deadline


def _only_answers(message: MailMessage, own: Sequence[Sentence], probabilities: Chances) -> bool:
    """Whether a mail answers, and asks for nothing itself, nor reminds."""
    if not _IS_ANSWER.match(message.subject):
        return False
    likely = probabilities.get("needs_reply", {}).get("true", 0.0) >= _ASKS_CHANCE
    asks = any(is_request(one) or _REMINDS.search(one.text) for one in own)
    return not (likely or asks)


def _find_own_deadline(
    message: MailMessage,
    own: Sequence[Sentence],
    sent: datetime,
    order: DateOrder,
    probabilities: Chances,
) -> Deadline | None:
    """By when the sender asks above a mail that he passes on: it goes before what that mail says.

    "Please pay by Friday", but not "I am away until Friday".
    """
    above = read_above(message)
    deadline = find_deadline("", above, sent, order, probabilities) if above else None
    if deadline is None:
        return None
    said = [*own, *(Sentence(text=text, salience=0.0) for text in split_text(above))]
    return deadline if asks_by(deadline.text, said) else None
