"""What speaks for or against a named day being the reader's deadline: names of true statements."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from tasks.mails.day_finder import FoundDay, find_days
from tasks.mails.due_days import join_noted
from tasks.mails.moved_days import find_new_term
from tasks.mails.other_days import is_other_day
from tasks.values.dates import DateOrder
from tasks.values.sentences import split_text

#: Words before a day that make it a deadline: those that say nothing else, plain ones, weak ones.
_STRONG = (
    "no later than|not later than|at the latest|latest(?: by)?|deadline(?: is| of)?:?|"
    "due(?: date)?(?: is| on| by)?:?|on or before|rsvp(?: by)?|"
    "spätestens(?: bis| am)?(?: zum)?|bis spätestens(?: zum| am)?|frist(?: ist| bis)?:?|"
    "au plus tard(?: le)?|date limite ?:?|échéance(?: le| au)?|a más tardar(?: el)?|"
    "como muy tarde(?: el)?|fecha límite ?:?|entro e non oltre(?: il)?|al più tardi(?: il)?|"
    "non oltre(?: il)?|scadenza ?:?|uiterlijk(?: op| vóór)?|ten laatste(?: op)?|"
    "(?:expires?|expiring|expire|verfällt|läuft ab|scade|vence|verloopt)"
    "(?: on| le| am| il| el| op)?"
)
_PLAIN = (
    "by|before|prior to|bis(?: zum| einschließlich)*|vor dem|avant(?: le)?|d['’]ici(?: le| au| à)?|"
    "antes del?|antes el|entro(?: il| la| l['’])?|prima del|vóór|tegen"
)
_WEAK = (
    "until|till|jusqu['’]au|hasta el|fino al|tot(?: en met)?|voor|para el|pour le|per il|für|"
    "within(?: the next)?|innerhalb(?: von)?|binnen|sous|dans un délai de|en un plazo de"
)
_KEYWORD = re.compile(
    rf"(?<!\w)(?:(?P<strong>{_STRONG})|(?P<plain>{_PLAIN})|(?P<weak>{_WEAK}))(?!\w)",
    re.IGNORECASE,
)
#: "in three business days", "dans les 15 jours": who asks and counts those sets a term.
_TERM = re.compile(
    r"(?<!\w)(?P<weak>in(?= (?:the next )?[^ ]+ (?:(?:business|working) days?"
    r"|werktagen|arbeitstagen|werkdagen))|dans les)(?= )",
    re.IGNORECASE,
)
_TERM_CHARS = len("dans les ")
#: Who says what will be done asks for nothing: "Ihre Anfrage wird in 3 Werktagen bearbeitet".
_FUTURE = re.compile(
    r"\b(?:wird|werden|wordt|worden|will|ships?|sera|seront)\b|['’]ll\b", re.IGNORECASE
)
_NEEDS = re.compile(
    r"\b(?:need|require|expect|brauchen?|benötigen?|erwarten?|besoin|attendons|nodig|verwachten)\b",
    re.IGNORECASE,
)
_CLOCK = (
    r"[0-9]{1,2}(?:[:.h][0-9]{2}\s?(?:[ap]\.?m\.?|uhr|h)?|\s?(?:[ap]\.?m\.?|uhr|h|uur|heures|noon))"
)
#: What may stand between the keyword and the day: articles, a time of day.
_BETWEEN = re.compile(
    r"[\s:,(]*(?:(?:the|close of business|close of play|close|cob|eod|noon|midday|midnight|on|at|"
    r"end of (?:the )?(?:business )?day|end of business|"
    r"this|next|coming|about|around|kommenden|nächsten|diesen|dem|den|der|am|zum|um|le|la|ce|el|"
    r"este|il|lo|questo|de|op|deze|aanstaande|of|mittag|midi|mezzogiorno|mediodía)[\s,]+"
    rf"|{_CLOCK}(?:\s+[A-Z]{{2,3}}T)?,?\s+)*",
    re.IGNORECASE,
)
#: A time of the day behind a named one: "heute bis 16 Uhr", "hoy antes de las 16 h".
_CLOCK_BEHIND = re.compile(
    rf"[\s,]*(?<!\w)(?P<plain>(?:{_PLAIN}|vor|voor|antes de las?|entro le|prima delle))\s+"
    rf"(?:{_CLOCK}|[0-9]{{1,2}}(?![\w:]|\.[0-9])|noon|midday|mittag|midi|mezzogiorno|mediodía)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:please|pls|plz|kindly|need|must|required?|have to|could you|can you|let (?:me|us) know|"
    r"(?:can|could|may) (?:i|we) (?:have|get)|necesito|mi serv(?:e|ono)|"
    r"send|reply|confirm|return|submit|bitte\w*|müssen|brauchen|benötigen|senden|bestätigen|merci|"
    r"veuillez|devez|faut|besoin|retourner|ruego|rogamos|necesitamos|deben?|enviar|prego|preghiamo|"
    r"dovete|serve|inviare|graag|gelieve|moeten|nodig|verzoek\w*|asap|urgent|dringend)\b"
    r"|\b(?:kannst du|könn(?:t ihr|test du|ten sie|en sie)|p(?:eux|ourrais)[- ]tu"
    r"|can (?:it|this|that|they) be|kann (?:das|es|man)|peut-on|se pu(?:ede|ò)"
    r"|kan (?:dat|dit|het|men)|pou(?:vez|rriez)[- ]vous|puedes"
    r"|podrías|podéis|puoi|potresti|kun je|kunt u|kunnen jullie)\b"
    r"(?=.*\?\s*$)",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:out of|away|off|absent|vacation|holiday|leave|closed|valid|open|available|urlaub|"
    r"abwesend|gültig|geschlossen|congé|absente?|valable|vacaciones|ferie|valid[ao]|vakantie|geldig)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|ago|last|received|sent|paid|ordered|met|since|wurde|war|hatten?|haben|"
    r"letzte\w*|seit|vom|était|avons|avez|dernier|depuis|hemos|pasado|desde|abbiamo|scors[oa]|"
    r"hebben|was|sinds|vorige)\b",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\b(?:i|i['’]ll|i['’]m|we|we['’]ll|our|my|ich|wir|unser\w*|je|j['’]|nous|notre|nuestr[oa]|"
    r"vamos|noi|nostr[oa]|ik|wij|we|ons|onze)\b",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(?:you|your|sie|ihr\w*|du|dir|euch|vous|votre|vos|tu|usted|ustedes|su|lei|voi|vostr[oa]|"
    r"u|uw|je|jullie)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:meet\w*|call|conference|hearing|appointment|lunch|visit|termin|treffen|besprechung|"
    r"réunion|rendez-vous|reunión|riunione|incontro|vergadering|afspraak)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\s*,?\s*(?:at|um|à|a las|alle|om|@)?\s*" + _CLOCK, re.IGNORECASE)
#: Rows above a mail inside a mail.
_HEADER = re.compile(
    r"(?<!\w)(?:from|sent|date|to|cc|subject|von|gesendet|datum|betreff|de|envoyé|objet|enviado|"
    r"asunto|da|inviato|oggetto|verzonden|onderwerp)\s?:|forwarded by|original message|"
    r"weitergeleitet|message transféré",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+|[0-9]+|[?!:%€$£]")
_BEFORE_N, _AFTER_N = 6, 3
#: Days ahead, up to which each bucket goes.
_AHEAD = (0, 1, 2, 4, 7, 14, 31, 90)
_CHANCES = (0.1, 0.25, 0.5, 0.75, 0.9)
#: Nobody sets deadlines beyond this; rows without full stops are cut to so many words.
_TEXT_CHARS = 20_000
_SENTENCE_WORDS_N = 80
_CANDIDATES_N = 80

Chances = Mapping[str, Mapping[str, float]]


class Candidate(NamedTuple):
    """A day that might be the deadline, the words that name it, and what is true of it."""

    day: date
    phrase: str
    features: frozenset[str]


def find_candidates(
    subject: str, text: str, sent: datetime, order: DateOrder, chances: Chances
) -> list[Candidate]:
    """Every day from the day of sending on that subject or text name.

    `chances`: axis → class → probability, the model's view of the mail.
    """
    sentences = [subject, *_split(text[:_TEXT_CHARS])]
    inside = next((n for n, one in enumerate(sentences) if n and _HEADER.search(one)), None)
    found = [
        (number, day)
        for number, sentence in enumerate(sentences)
        for day in find_days(sentence, sent, order)
    ]
    ahead = [
        (number, day)
        for number, day in found
        if day.day >= sent.date() and not is_other_day(sentences[number], day)
    ][:_CANDIDATES_N]
    mail = [*_describe_mail(sentences, chances), _bucket("days", len({d.day for _, d in ahead}))]
    soonest = min((day.day for _, day in ahead), default=None)
    candidates = []
    for place, (number, day) in enumerate(ahead):
        features = {*mail, *_describe_place(number, sentences)}
        if inside is not None and number > inside:
            features.add("forwarded")
        features.update(_describe_day(sentences[number], day, (day.day - sent.date()).days))
        if find_new_term(sentences[number], day):  # who sets a term asks, and tells nothing past
            features = (features - {"past"}) | {"asks"}
        order_among = {"first": place == 0, "last": place == len(ahead) - 1}
        order_among["soonest"] = day.day == soonest
        features.update(name for name, holds in order_among.items() if holds)
        phrase = sentences[number][_phrase_start(sentences[number], day) : day.end].strip()
        candidates.append(Candidate(day.day, phrase, frozenset(features)))
    return candidates


def _split(text: str) -> Iterator[str]:
    for sentence in join_noted(split_text(text)):
        words = sentence.split()
        for start in range(0, len(words), _SENTENCE_WORDS_N):
            yield " ".join(words[start : start + _SENTENCE_WORDS_N])


def _describe_mail(sentences: Sequence[str], chances: Chances) -> Iterator[str]:
    reply = chances.get("needs_reply", {}).get("true")
    if reply is not None:
        yield f"reply:{sum(reply > step for step in _CHANCES)}"
    categories = chances.get("category", {})
    if categories:
        yield "category:" + max(categories, key=lambda name: categories[name])
    high = chances.get("urgency", {}).get("high")
    if high is not None:
        yield f"high:{sum(high > step for step in _CHANCES)}"
    if any(_ASKING.search(sentence) for sentence in sentences):
        yield "asks somewhere"
    yield _bucket("sentences", len(sentences))


def _describe_place(number: int, sentences: Sequence[str]) -> Iterator[str]:
    sentence = sentences[number]
    if number == 0:
        yield "subject"
    else:
        yield f"place:{4 * (number - 1) // (len(sentences) - 1)}"
    for name, pattern in (
        ("asks", _ASKING), ("absent", _ABSENT), ("past", _PAST), ("writer", _WRITER),
        ("reader", _READER), ("meeting", _MEETING),
    ):  # fmt: skip
        if pattern.search(sentence):
            yield name
    if sentence.rstrip().endswith("?"):
        yield "question"
    if _HEADER.search(sentence):
        yield "header"
    for name, beside in (("asks before", number - 1), ("asks after", number + 1)):
        if 0 < beside < len(sentences) and _ASKING.search(sentences[beside]):
            yield name
    yield _bucket("words", len(sentence.split()) // 6)


def _describe_day(sentence: str, day: FoundDay, ahead: int) -> Iterator[str]:
    keyword = _keyword_beside(sentence, day)
    group = keyword.lastgroup if keyword else None
    if group is None and any(_KEYWORD.finditer(sentence, max(0, day.start - 40), day.start)):
        group = "near"
    asks = bool(_ASKING.search(sentence) or find_new_term(sentence, day))
    nearness = f"ahead:{sum(ahead > step for step in _AHEAD)}"
    yield from (f"key:{group}", f"kind:{day.kind}", nearness)
    yield f"key:{group} kind:{day.kind}"
    yield f"key:{group} asks:{asks}"
    yield f"kind:{day.kind} asks:{asks}"
    yield f"key:{group} {nearness}"
    if keyword:
        yield f"keyword:{keyword[0].lower()}"
    if _TIME.match(sentence, day.end):
        yield "time after"
    before = _words(sentence[: _phrase_start(sentence, day)])[-_BEFORE_N:]
    after = _words(sentence[day.end :])[:_AFTER_N]
    yield f"named:{' '.join(_words(sentence[day.start : day.end])[:1])}"
    yield from (f"b:{word}" for word in before)
    yield from (f"b:{one} {two}" for one, two in pairwise(before))
    yield from (f"a:{word}" for word in after)
    yield from (f"a:{one} {two}" for one, two in pairwise(after))
    yield f"b1:{before[-1] if before else '^'}"
    yield f"a1:{after[0] if after else '$'}"


def _phrase_start(sentence: str, day: FoundDay) -> int:
    keyword = _keyword_beside(sentence, day)
    return min(keyword.start(), day.start) if keyword else day.start


def _keyword_beside(sentence: str, day: FoundDay) -> re.Match[str] | None:
    """The keyword that leads to the day with nothing but articles and times between.

    Or that which leads to a time of the day behind it: "today by 4 pm".
    """
    term = find_new_term(sentence, day)
    if term is not None:
        return term
    for keyword in _KEYWORD.finditer(sentence, max(0, day.start - 50), day.start):
        between = _BETWEEN.match(sentence, keyword.end())
        if between is not None and between.end() >= day.start:
            return keyword
    term = _TERM.search(sentence, max(0, day.start - _TERM_CHARS), day.end)
    if term and term.end() + 1 == day.start and _asks_for(sentence, term.start()):
        return term
    return _CLOCK_BEHIND.match(sentence, day.end)


def _asks_for(sentence: str, start: int) -> bool:
    """Whether what is done in a term that begins there is asked for, and no promise."""
    before = sentence[:start]
    promises = _WRITER.search(before) and not _NEEDS.search(before)
    return bool(_ASKING.search(sentence) and not promises and not _FUTURE.search(sentence))


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in _WORD.findall(text.lower())]


def _bucket(name: str, count: int) -> str:
    return f"{name}:{min(count, 4) if count < 8 else 8}"
