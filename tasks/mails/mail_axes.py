"""What a mail asks of its reader: category, reply, urgency, deadline, action."""

import re
from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta

from schemas.document import MailMessage
from schemas.record import Deadline, Labelled, Mail
from schemas.understanding import Sentence
from schemas.vocabulary import MAIL_CATEGORIES, URGENCIES, Urgency
from slm.mail_input import read_above
from tasks.mails.actions import choose_action, only_promises
from tasks.mails.ask_features import describe_hurry, describe_mail
from tasks.mails.asks import judge_reply, weigh_urgency
from tasks.mails.mail_deadline import find_mail_deadline
from tasks.mails.mail_signs import is_surely_automatic, weigh_signs
from tasks.mails.own_sentences import part_sentences
from tasks.mails.plain_requests import POLITE_ORDER, asks_plainly
from tasks.mails.settled import is_settled, needs_nothing
from tasks.values.dates import DateOrder

#: What is due within so many working days is urgent.
_URGENT_DAYS_N = 2
#: The least chance that a mail asks which sets its reader a term so, or invites him to answer.
_PLAIN_CHANCE = 0.8
#: Kinds of mail whose requests are meant for anybody.
_TO_ALL = frozenset({"marketing", "automatic", "notice"})
_LIKELY = 0.5
#: Words by which a mail says that it cannot wait, and how far into it they are looked for.
_PRESSING = re.compile(
    r"\b(?:urgent\w*|urgencia|urgenza|urgence|asap|a\.s\.a\.p|as soon as possible|immediately|"
    r"right away|straight away|dringend\w*|sofort\w*|umgehend\w*|eilig\w*|eilt|unverzüglich\w*|"
    r"schnellstmöglich\w*|immédiat\w*|au plus vite|dans les plus brefs délais|inmediat\w*|"
    r"cuanto antes|immediat[ao]\w*|al più presto|spoed\w*|onmiddellijk|zo snel mogelijk)\b",
    re.IGNORECASE,
)
_PRESSING_CHARS = 1500
#: Days are counted on from the day of sending; in other years there is none to count to.
_YEARS = range(1900, 9000)


def judge_axes(
    message: MailMessage,
    probabilities: Mapping[str, Mapping[str, float]],
    sentences: Sequence[Sentence],
    order: DateOrder,
) -> Mail:
    """The mail's axes: classes from the model, deadline and action from its own words."""
    categories = weigh_signs(
        message,
        {name: probabilities.get("category", {}).get(name, 0.0) for name in MAIL_CATEGORIES},
    )
    category = max(categories, key=lambda name: categories[name])
    if not any(categories.values()):
        category = "other"
    sent = message.date if message.date and message.date.year in _YEARS else None
    own, passed_on = part_sentences(message, sentences)
    to_all = category in _TO_ALL and categories[category] >= _LIKELY
    settled = is_settled(read_above(message), own)
    deadline = None
    automatic = is_surely_automatic(message)
    if sent and not settled and categories["marketing"] < _PLAIN_CHANCE:
        deadline = find_mail_deadline(message, own, sent, order, probabilities)
    days_left = count_days_left(sent.date(), deadline) if sent else None
    pressing = is_pressing(message)
    statements = describe_mail(message) | describe_hurry(days_left, pressing)
    reply_chance = judge_reply(probabilities, statements) if "needs_reply" in probabilities else 0.5
    if "invitation" in message.signs or (deadline and sets_term(sentences, deadline)):
        reply_chance = max(reply_chance, _PLAIN_CHANCE)
    if not to_all and asks_plainly([one.text for one in own]):
        reply_chance = max(reply_chance, _PLAIN_CHANCE)
    idle = settled or only_promises(sentences) or (deadline is None and needs_nothing(own))
    if idle or automatic:
        reply_chance = min(reply_chance, 1 - _PLAIN_CHANCE)
    needs_reply = reply_chance >= 0.5
    # Who has nothing to do, and by no day, is told something.
    hurry_chance = 0.0 if idle and deadline is None else reply_chance
    urgency, sureness = judge_urgency(
        probabilities.get("urgency", {}), hurry_chance, days_left, pressing, statements
    )
    return Mail(
        category=Labelled(value=category, confidence=min(1.0, categories[category])),
        needs_reply=Labelled(
            value=needs_reply, confidence=reply_chance if needs_reply else 1 - reply_chance
        ),
        urgency=Labelled(value=urgency, confidence=sureness),
        deadline=deadline,
        action=choose_action(own, passed_on) if needs_reply else None,
    )


def judge_urgency(
    chances: Mapping[str, float],
    reply_chance: float,
    days_left: int | None,
    pressing: bool,
    statements: Set[str],
) -> tuple[Urgency, float]:
    """The urgency and how sure it is (0–1): what the rules say, weighed with true statements."""
    if not any(chances.get(name, 0.0) for name in URGENCIES):
        return "normal", 0.0
    ruled = weigh_rules(chances, reply_chance, days_left, pressing)
    found = weigh_urgency(ruled, statements)
    best = max(found, key=lambda name: found[name])
    return best, found[best]


def weigh_rules(
    chances: Mapping[str, float], reply_chance: float, days_left: int | None, pressing: bool
) -> dict[Urgency, float]:
    """The probabilities of the urgencies, from a model's view of them and of the reply.

    A mail that asks for nothing is information only, one that asks for something is not; what is
    due within two working days is urgent. `days_left`: working days to the deadline, if any.
    `pressing`: the mail says itself that it is urgent.
    """
    silent = {"low": 0.8, "normal": 0.18, "high": 0.02}
    if pressing and (days_left is None or days_left > _URGENT_DAYS_N):
        asking = {"low": 0.02, "normal": 0.43, "high": 0.55}
    elif days_left is None:
        asking = {"low": 0.02, "normal": 0.78, "high": 0.2}
    elif days_left <= _URGENT_DAYS_N:
        asking = {"low": 0.01, "normal": 0.09, "high": 0.9}
    else:
        asking = {"low": 0.02, "normal": 0.84, "high": 0.14}
    usual = {"low": 0.33, "normal": 0.5, "high": 0.17}
    score: dict[Urgency, float] = {
        name: chances.get(name, 0.0)
        / usual[name]
        * (reply_chance * asking[name] + (1 - reply_chance) * silent[name])
        for name in URGENCIES
    }
    return {name: part / sum(score.values()) for name, part in score.items()}


def is_pressing(message: MailMessage) -> bool:
    """Whether the mail says itself, early on, that it cannot wait."""
    text = message.new_text or message.body
    return bool(_PRESSING.search(f"{message.subject}\n{text[:_PRESSING_CHARS]}"))


def sets_term(sentences: Sequence[Sentence], deadline: Deadline) -> bool:
    """Whether a sentence asks politely by a day: "Merci de nous envoyer le dossier pour lundi"."""
    for sentence in sentences:
        order = POLITE_ORDER.search(sentence.text)
        if order is not None and deadline.text in sentence.text[order.end() :]:
            return True
    return False


def count_days_left(sent: date, deadline: Deadline | None) -> int | None:
    """Working days from the day of sending to the deadline; None without one."""
    if deadline is None or deadline.date is None:
        return None
    due = date.fromisoformat(deadline.date)
    days = (sent + timedelta(days=n) for n in range(1, min(8, (due - sent).days + 1)))
    return sum(day.weekday() < 5 for day in days)
