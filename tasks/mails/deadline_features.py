"""What speaks for or against a named day being the reader's deadline: names of true statements."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from tasks.mails.day_finder import FoundDay, find_days
from tasks.mails.deadline_words import (
    ABSENT,
    ASKING,
    BETWEEN,
    CLOCK_BEHIND,
    FUTURE,
    HEADER,
    KEYWORD,
    MEETING,
    NEEDS,
    PAST,
    READER,
    TERM,
    TERM_CHARS,
    TIME,
    WRITER,
)
from tasks.mails.due_days import join_noted
from tasks.mails.moved_days import find_new_term
from tasks.mails.other_days import is_other_day
from tasks.values.dates import DateOrder
from tasks.values.sentences import split_text

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
    inside = next((n for n, one in enumerate(sentences) if n and HEADER.search(one)), None)
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
        ahead_n = (day.day - sent.date()).days
        features.update(_describe_day(sentences[number], day, ahead_n, frozenset(features)))
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
    if any(ASKING.search(sentence) for sentence in sentences):
        yield "asks somewhere"
    yield _bucket("sentences", len(sentences))


def _describe_place(number: int, sentences: Sequence[str]) -> Iterator[str]:
    sentence = sentences[number]
    if number == 0:
        yield "subject"
    else:
        yield f"place:{4 * (number - 1) // (len(sentences) - 1)}"
    for name, pattern in (
        ("asks", ASKING), ("absent", ABSENT), ("past", PAST), ("writer", WRITER),
        ("reader", READER), ("meeting", MEETING),
    ):  # fmt: skip
        if pattern.search(sentence):
            yield name
    if sentence.rstrip().endswith("?"):
        yield "question"
    if HEADER.search(sentence):
        yield "header"
    for name, beside in (("asks before", number - 1), ("asks after", number + 1)):
        if 0 < beside < len(sentences) and ASKING.search(sentences[beside]):
            yield name
    yield _bucket("words", len(sentence.split()) // 6)


def _describe_day(sentence: str, day: FoundDay, ahead: int, known: frozenset[str]) -> Iterator[str]:
    """`known`: what is true of the mail and of the day's place in it."""
    keyword = _keyword_beside(sentence, day)
    group = keyword.lastgroup if keyword else None
    if group is None and any(KEYWORD.finditer(sentence, max(0, day.start - 40), day.start)):
        group = "near"
    asks = bool(ASKING.search(sentence) or find_new_term(sentence, day))
    nearness = f"ahead:{sum(ahead > step for step in _AHEAD)}"
    yield from (f"key:{group}", f"kind:{day.kind}", nearness)
    yield f"key:{group} kind:{day.kind}"
    yield f"key:{group} asks:{asks}"
    yield f"kind:{day.kind} asks:{asks}"
    yield f"key:{group} {nearness}"
    yield f"kind:{day.kind} {nearness}"
    yield f"{next((one for one in known if one.startswith('high:')), 'high:')} {nearness}"
    if "meeting" in known:
        yield f"meeting key:{group}"
    if "writer" in known and "reader" not in known:
        yield f"writer alone key:{group}"
    if keyword:
        yield f"keyword:{keyword[0].lower()}"
    if TIME.match(sentence, day.end):
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
    for keyword in KEYWORD.finditer(sentence, max(0, day.start - 50), day.start):
        between = BETWEEN.match(sentence, keyword.end())
        if between is not None and between.end() >= day.start:
            return keyword
    term = TERM.search(sentence, max(0, day.start - TERM_CHARS), day.end)
    if term and term.end() + 1 == day.start and _asks_for(sentence, term.start()):
        return term
    return CLOCK_BEHIND.match(sentence, day.end)


def _asks_for(sentence: str, start: int) -> bool:
    """Whether what is done in a term that begins there is asked for, and no promise."""
    before = sentence[:start]
    promises = WRITER.search(before) and not NEEDS.search(before)
    return bool(ASKING.search(sentence) and not promises and not FUTURE.search(sentence))


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in _WORD.findall(text.lower())]


def _bucket(name: str, count: int) -> str:
    return f"{name}:{min(count, 4) if count < 8 else 8}"
