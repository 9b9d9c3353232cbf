"""Days after which it is too late, as a mail says without a deadline's words.

"Nominations close at 11:30", "before the curves roll at 2", "it goes to print on the 24th", "cars
still on P3 on Friday will be towed", "am 31. ist Abschluss, was bis dahin da ist, zahlen wir".
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from tasks.mails.counted_days import CountedDay
from tasks.mails.day_finder import FoundDay, find_days
from tasks.mails.due_days import FETCHED
from tasks.mails.last_hours import find_last_hours
from tasks.mails.later_days import TODAY_BEHIND
from tasks.mails.moment_words import MOMENTS, Moment, fold
from tasks.values.dates import DateOrder

#: Terms that count from the mail, beyond which something is done without the reader.
_AFTER_THAT = fold(
    r"\b(?:after (?:that|which)|thereafter|danach|anschließend|passé ce délai|ensuite|después"
    r"|dopodiché|daarna)\b"
)
#: What is agreed to where nobody objects: who has nothing to object need not do anything.
_SILENCE = fold(
    r"\b(?:gilt|gelten|(?:is|are|will be|shall be) (?:deemed|considered|taken as)|(?:est|sont|sera"
    r"|seront) (?:réputée?s?|considérée?s?)|se (?:considerará|entenderá)n?|si intend(?:e|ono)"
    r"|geldt|gelden)\b[^.;!?]*\b(?:anerkannt|genehmigt|angenommen|akzeptiert|accepted|approved"
    r"|agreed|correct|acceptée?s?|approuvée?s?|validée?s?|aceptad[oa]s?|aprobad[oa]s?|accettat\w"
    r"|approvat\w|goedgekeurd|aanvaard)\b"
)
#: Who objects in time stops it.
_OBJECTS = fold(
    r"\b(?:object|objections?|widersprechen|widerspruch|einwände|opposition|objections)\b"
    r"[^.;!?]{0,30}\b(?:within|innerhalb(?: von)?|binnen|sous|dans(?: un délai de)?)\s+$"
)
_ELSE = fold(r"[^.;!?]{0,20}\b(?:or|or else|otherwise|sonst|andernfalls|sinon|faute de quoi)\b")
_UNLESS = fold(
    r"\b(?:wenn|sofern|falls|unless|if|sauf|faute|à défaut|si|salvo|se|tenzij|als)\b[^.;!?]*"
    r"\b(?:within|innerhalb(?: von)?|binnen|sous|dans(?: un délai de)?|en|entro)\s+$"
)


class LastMoment(NamedTuple):
    """A last moment, and whether its reader has to do something by then."""

    found: CountedDay
    asks: bool


def find_last_moment(
    sentences: Sequence[str], sent: datetime, order: DateOrder, *, asks: bool
) -> LastMoment | None:
    """The soonest last moment that a mail names, from its sending on.

    `asks`: the mail asks for something in as many words.
    """
    moments = [
        moment
        for sentence in sentences
        if not FETCHED.search(sentence)
        for moment in _find_moments(sentence, sentences, sent, order, asks=asks)
        if moment.found.day >= sent.date()
    ]
    return min(moments, key=lambda one: (not one.asks, one.found.day), default=None)


def _find_moments(
    sentence: str, sentences: Sequence[str], sent: datetime, order: DateOrder, *, asks: bool
) -> Iterator[LastMoment]:
    days = find_days(sentence, sent, order)
    for found in find_last_hours(sentence, days, sent):
        yield LastMoment(found, asks=True)
    for day in days:
        found = CountedDay(day.day, sentence[day.start : day.end])
        if any(_fits(one, sentence, day, sentences, asks=asks) for one in MOMENTS):
            yield LastMoment(found, asks=True)
        elif _ends_then(sentence, day, sentences):
            yield LastMoment(found, asks=False)


def _fits(
    moment: Moment, sentence: str, day: FoundDay, sentences: Sequence[str], *, asks: bool
) -> bool:
    if moment.asking and not asks:
        return False
    if moment.before and not moment.before.search(sentence, 0, day.start):
        return False
    if moment.behind and not moment.behind.match(sentence, day.end):
        return False
    return moment.mail is None or any(map(moment.mail.search, sentences))


def _ends_then(sentence: str, day: FoundDay, sentences: Sequence[str]) -> bool:
    """Whether something is settled without the reader on a day that is counted from the mail."""
    if day.kind != "count":
        return False
    if _SILENCE.search(sentence) and _UNLESS.search(sentence, 0, day.start):
        return True
    if _OBJECTS.search(sentence, 0, day.start) and _ELSE.match(sentence, day.end):
        return True
    named = sentence[day.start : day.end]
    return bool(TODAY_BEHIND.search(named)) and any(map(_AFTER_THAT.search, sentences))
