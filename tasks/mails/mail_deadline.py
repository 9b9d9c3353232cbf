"""By when a mail's reader must act: by its subject, its own words, what it passes on."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from schemas.document import MailMessage
from schemas.record import Deadline
from schemas.understanding import Sentence
from slm.mail_input import read_above
from tasks.mails.actions import asks_by, is_request
from tasks.mails.counted_days import CountedDay, find_counted_day
from tasks.mails.deadlines import find_deadline
from tasks.mails.drafts import leave_out_draft
from tasks.mails.last_moments import LastMoment, find_last_moment
from tasks.mails.mail_signs import is_bounce, is_surely_automatic
from tasks.mails.other_tasks import gives_word, is_task_of_another
from tasks.mails.settled import does_nothing_by
from tasks.mails.withdrawn import is_taken
from tasks.values.dates import DateOrder, find_dates
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


class Moment(NamedTuple):
    """A term that a mail sets in its own words: `sure` of its day, `asks` something by it."""

    deadline: Deadline
    sure: bool
    asks: bool


def find_term(
    message: MailMessage,
    own: Sequence[Sentence],
    sent: datetime,
    order: DateOrder,
    probabilities: Chances,
) -> tuple[Deadline | None, Moment | None]:
    """By when the reader must act, and the term that says so in words of its own, if one does.

    What was counted goes before what was read, and that before a last moment.
    """
    deadline = find_mail_deadline(message, own, sent, order, probabilities)
    moment = None if is_surely_automatic(message) else find_moment(message, own, sent, order)
    if moment is None or (deadline is not None and not moment.sure):
        return deadline, None
    return moment.deadline, moment


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
    if is_bounce(message) or is_taken(own):
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
    if is_task_of_another(deadline.text, message, own):
        return None
    return deadline


def find_moment(
    message: MailMessage, own: Sequence[Sentence], sent: datetime, order: DateOrder
) -> Moment | None:
    """A term counted from a day that the mail names, else a last moment that it tells of."""
    if is_bounce(message) or is_taken(own):
        return None
    text = leave_out_draft(message.new_text or message.body)
    sentences = [message.subject, *split_text(text)]
    counted = find_counted_day(sentences, sent, order)
    if counted is not None:
        return Moment(_write(counted), sure=True, asks=False)
    last = find_last_moment(sentences, sent, order, asks=any(map(is_request, own)))
    if last is None and gives_word(own):
        last = _find_answered(message, sent, order)
    if last is None or does_nothing_by(last.found.phrase, own):
        return None
    return Moment(_write(last.found), sure=False, asks=last.asks)


def _find_answered(message: MailMessage, sent: datetime, order: DateOrder) -> LastMoment | None:
    """Today's last moment that the mail of today names which a word is given to."""
    new = set((message.new_text or message.body).split("\n"))
    quoted = "\n".join(row for row in message.body.split("\n") if row not in new)
    if all(day.value != sent.date() for day in find_dates(quoted, order)):
        return None
    last = find_last_moment(split_text(quoted), sent, order, asks=True)
    return last if last and last.found.day == sent.date() else None


def _write(found: CountedDay) -> Deadline:
    return Deadline(text=found.phrase, date=found.day.isoformat())


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
