"""Contracts say their terms in sentences: parties, dates, term, notice, law, found by their words.

In six languages. Each finder reads the document as one running text and gives the place
of what it found, so that values keep their page and box.
"""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from schemas.document import Page, union
from schemas.record import Field, Fields
from tasks.contracts.other_agreements import is_another_s
from tasks.contracts.parties import (
    Place,
    are_more,
    drop_pieces,
    drop_scraps,
    find_contract_parties,
    find_in_cover,
    letters,
)
from tasks.contracts.patterns import (
    ANNIVERSARY,
    BEHIND_LAW,
    COMMENCES,
    DATE,
    DEFINED,
    EFFECTIVE,
    ENDS,
    EXPIRES,
    LAW,
    NO_BEGINNING,
    NO_TERM,
    NOTICE,
    NUMBER,
    OF_EVENT,
    OF_OTHERS,
    ON_TRIAL,
    ORDINALS,
    RENEWS,
    SUBJECT,
    TERM,
    TILL,
    TITLE,
)
from tasks.contracts.signatures import find_signer
from tasks.contracts.words import UNITS
from tasks.values.cells import word_rows
from tasks.values.dates import DateOrder, parse_date
from tasks.values.joining_words import JOINING
from tasks.values.named_fields import without
from tasks.values.number_names import NUMBERS

#: How often such a clause, read alone, says what it seems to say; agreements were looked at, so no
#: fit on generated contracts, which are few, knows better.
CLAUSE_CONFIDENCE = {
    "governing_law": 0.9, "commences": 0.9, "effective_date": 0.75, "ends": 0.85, "term": 0.6,
    "notice_period": 0.75,
}  # fmt: skip
_DEFAULT_CONFIDENCE = 0.7
_PERIODS = ("term", "notice_period")
#: Of more tagged parties some are scraps: "Company", "Evaluation Material", half a name.
_USUAL_PARTIES_N = 2
#: No title ends so: "Wartungsvertrag für Heizungs- und".
_LEADS_ON = re.compile(rf"(?:-|(?:^| )(?:{JOINING}|on))$")
#: Parties, title and date stand at the beginning.
_OPENING_N = 4000
_TITLE_ROWS_N = 12
#: A letter agreement bears its date above the salutation.
_HEAD_N = 900
_STATE = re.compile(
    r"^(?:the )?(?:laws? )?(?:of )?(?:the )?"
    r"(?:(?:State|Commonwealth|Province|Republic|Kingdom) of )?(?:the )?",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?<!\S)(?=\S)")
#: How far behind the words that lead to it a date may end.
_LED_N = 90
_NEXT_N = 24  # the same, where it must follow at once
_DATE_N = 30
_BIRTH_N = 14
#: Where a word stands that says what a span is of, before the sentence's verb.
_BEFORE_TERM_N = 25
#: How far around a notice or a day its sentence is read.
_SENTENCE_N = 120
#: Two names in one: the law of "England and Wales", not of "Texas and Recipient".
_SECOND = r"(?:Wales|Tobago|Herzegovina|Barbuda|Nevis)"
_NEXT_NAME = re.compile(rf" and (?!{_SECOND}).*$")
_JOINT = re.compile(rf" and {_SECOND}", re.IGNORECASE)


class _Text(NamedTuple):
    """The document as one line; `words`: (start, end, page, index of the word)."""

    text: str
    words: list[tuple[int, int, int, int]]


def find_contract_terms(pages: Sequence[Page], order: DateOrder) -> Fields:
    """What a contract's sentences say: any of the contract fields, each with its place."""
    whole = _join(pages)
    opening = whole.text[:_OPENING_N]
    ends = _span(ENDS, whole.text)
    term = None if ends else _span(TERM, whole.text)
    if ends is None and term is None:
        ends = _anniversary(whole.text)
    found: dict[str, Place | None] = {
        "title": _title(pages, whole),
        "commences": _first_date(DEFINED, whole.text, order, _NEXT_N)
        or _first_date(COMMENCES, whole.text, order, _NEXT_N),
        "effective_date": _first_date(EFFECTIVE, opening, order)
        or _first_date(_HEAD, opening[:_HEAD_N], order)
        or _first_date(EFFECTIVE, whole.text, order),
        "expiration_date": _first_date(EXPIRES, whole.text, order),
        "governing_law": _law(whole.text),
        "ends": ends,
        "term": term,
        "notice_period": _span(NOTICE, whole.text),
    }
    fields: Fields = {
        name: _field(pages, whole, name, *value) for name, value in found.items() if value
    }
    for clause, name in (("ends", "term"), ("commences", "effective_date")):
        if clause in fields:
            fields[name] = fields.pop(clause)
    named = find_contract_parties(opening)
    if len(named) < _USUAL_PARTIES_N and pages:
        named = [
            (name, whole.words[at[0]][0], whole.words[at[-1]][1])
            for name, at in find_in_cover(pages[0])
        ] or named
    if len(named) == 1 and (signer := find_signer(whole.text)):
        named = [*named, signer]
    parties = [_field(pages, whole, "party", *place) for place in named]
    if parties:
        fields["party"] = [*parties]
    return fields


def find_renewals(pages: Sequence[Page]) -> set[str]:
    """How long a contract goes on each time it is renewed: periods that are not its term."""
    return {_normal_span(match["span"]) for match in RENEWS.finditer(_join(pages).text)}


def add_contract_terms(fields: Fields, terms: Fields, renewals: Set[str] = frozenset()) -> Fields:
    """The fields with what the sentences say: it fills gaps and wins over half a period.

    Named parties win over tags, but one alone not over two of them; so do the surer law and term,
    the day on which the contract says that it begins, a title that the tags end within, and a law
    that they cut short or do not name at all. A term wins over the period of one of the `renewals`.
    """
    fields = {name: _even(name, found) for name, found in fields.items()}
    if isinstance(tags := fields.get("party"), list):
        names = drop_pieces(tags)
        fields["party"] = [*(drop_scraps(names) if len(tags) > _USUAL_PARTIES_N else names)]
    sure: Fields = {}
    parties, tagged_parties = terms.get("party"), fields.get("party")
    if isinstance(parties, list) and (len(parties) > 1 or not are_more(tagged_parties, parties)):
        sure["party"] = parties
    said, tagged = terms.get("governing_law"), fields.get("governing_law")
    if isinstance(said, Field) and isinstance(tagged, Field):
        one, other = letters(said.value), letters(tagged.value)
        more_n = len(said.value.split()) - len(tagged.value.split())
        joint = _JOINT.fullmatch(said.value[len(tagged.value) :])
        cut = one.startswith(other) and (more_n == 1 or bool(joint))
        unnamed = one.startswith("recht") and one != other and one.endswith(other)
        if cut or unnamed or (one not in other and other not in one):
            sure["governing_law"] = said
    said, tagged = terms.get("term"), fields.get("term")
    if isinstance(said, Field) and isinstance(tagged, Field):
        renewal = tagged.value in renewals and said.value not in renewals
        if renewal or said.confidence > tagged.confidence:
            sure["term"] = said
    said, tagged = terms.get("title"), fields.get("title")
    if isinstance(said, Field) and isinstance(tagged, Field) and _is_cut(tagged.value, said.value):
        known = {"confidence": tagged.confidence, "origin": tagged.origin}
        sure["title"] = said.model_copy(update=known)
    said, tagged = terms.get("effective_date"), fields.get("effective_date")
    if (
        isinstance(said, Field)
        and isinstance(tagged, Field)
        and said.confidence >= CLAUSE_CONFIDENCE["commences"]
        and said.value != tagged.value
    ):
        sure["effective_date"] = said
    halves = {n for n in _PERIODS if isinstance(f := fields.get(n), Field) and _is_half(f.value)}
    whole = without(fields, *halves)
    return _end_after_beginning({**terms, **whole, **sure}, terms)


def _is_cut(tagged: str, said: str) -> bool:
    """Whether a tagged title is the beginning of one, which leads on, or a later part of capitals.

    Or beginning and end without what stands between.
    """
    begins = said.startswith(f"{tagged} ") and _LEADS_ON.search(tagged)
    words, whole = tagged.split(), said.split()
    torn = any(
        words == [*whole[:at], *whole[at - len(words) :]] != whole for at in range(1, len(words))
    )
    return bool(begins) or torn or (said.isupper() and f" {tagged} " in f"{said} ")


def _end_after_beginning(fields: Fields, terms: Fields) -> Fields:
    """Without an end that is the very first day, or before the one that a clause names.

    The end that the sentences name takes its place, if that is a later day.
    """
    begins, ends, said = (
        found.value if isinstance(found, Field) else ""
        for found in (fields.get("effective_date"), fields.get("expiration_date"),
                      terms.get("expiration_date"))
    )  # fmt: skip
    is_said = fields.get("effective_date") == terms.get("effective_date")
    if not ends or not (ends == begins or (is_said and ends < begins)):
        return fields
    others = without(fields, "expiration_date")
    return {**others, "expiration_date": terms["expiration_date"]} if said > begins else others


def _even(name: str, found: Field | list[Field]) -> Field | list[Field]:
    """A tagged law or period as a clause gives it: "the State of Oregon." is Oregon."""
    if not isinstance(found, Field):
        return found
    if name == "governing_law":
        value = plain_law(found.value)
    elif name in _PERIODS:
        value = plain_period(found.value)
    else:
        return found
    return found.model_copy(update={"value": value or found.value})


def plain_law(text: str) -> str:
    """A law by its name: without the kind of its country; "deutschem Recht" is deutsches."""
    plain = BEHIND_LAW.sub("", _STATE.sub("", text)).rstrip(" .,;")
    return re.sub(r"em (?=Recht$)", "es ", plain)


def plain_period(text: str) -> str:
    """ "seven (7) years." → "7 years"; what is no whole period in a known language stays."""
    period = text.rstrip(" .,;'’")
    unit = re.split(r"[ -]", period)[-1].lower()
    words = re.split(r"[ -]", period.lower())
    counted = bool(re.search(r"\d", period)) or any(word in NUMBERS for word in words)
    return _normal_span(period) if unit in UNITS and counted else period


def _is_half(period: str) -> bool:
    """A number without its unit, or the other way round: "12", "thirty (30)", "years"."""
    bare = period.strip(" .,;()'’")
    words = re.findall(r"[^\W\d_]+", bare.lower())
    return bare.isalpha() or all(word in NUMBERS for word in words)


def make_contract(terms: Fields) -> bool:
    """Whether a text says enough of what only contracts say: a law to govern it counts twice.

    A letter may say as much of another contract, so a title or two parties are asked for, or all
    the rest.
    """
    parties = terms.get("party")
    headed = "title" in terms, isinstance(parties, list) and len(parties) > 1
    law = "governing_law" in terms
    signs_n = sum((*headed, law, law, "notice_period" in terms, "term" in terms))
    return signs_n > (2 if any(headed) else 3)


def _join(pages: Sequence[Page]) -> _Text:
    text, words = "", []
    for number, page in enumerate(pages):
        for index, word in enumerate(page.words):
            text += " " if text else ""
            words.append((len(text), len(text) + len(word.text), number, index))
            text += word.text
    return _Text(text, words)


def _field(
    pages: Sequence[Page], whole: _Text, name: str, value: str, start: int, end: int
) -> Field:
    inside = [(p, i) for s, e, p, i in whole.words if s < end and e > start]
    first = inside[0][0]
    return Field(
        value=value,
        raw=whole.text[start:end],
        confidence=CLAUSE_CONFIDENCE.get(name, _DEFAULT_CONFIDENCE),
        page=first + 1,
        box=union(pages[first].words[i].box for p, i in inside if p == first),
        origin="rule",
    )


def _title(pages: Sequence[Page], whole: _Text) -> Place | None:
    """The first row among the first ones that names a kind of contract, with capitals around it."""
    if not pages:
        return None
    lines = list(word_rows(pages[0]).values())[:_TITLE_ROWS_N]
    texts = [pages[0].text_of(line) for line in lines]
    for at, text in enumerate(texts):
        if not TITLE.search(text) or len(text) > 90 or text.rstrip().endswith((",", ";")):
            continue
        if SUBJECT.match(text) or NUMBER.match(text):
            continue
        first = last = at
        while first > 0 and _is_heading(texts[first - 1]) and text.isupper():
            first -= 1
        while last + 1 < len(texts) and text.isupper() and _is_heading(texts[last + 1]):
            last += 1
        start = whole.words[lines[first][0]][0]
        end = whole.words[lines[last][-1]][1]
        return " ".join(whole.text[start:end].split()), start, end
    return None


def _is_heading(text: str) -> bool:
    return text.isupper() and not any(c.isdigit() for c in text) and len(text) < 60


def _law(text: str) -> Place | None:
    for match in LAW.finditer(text):
        group = next(at for at, law in enumerate(match.groups(), 1) if law)
        value = BEHIND_LAW.sub("", match[group])
        value = re.sub(r"(?: (?:of|and|The|This|Each|Any|In|Upon|Venue))+$", "", value).rstrip(".")
        value = re.sub(r"em (?=Recht$)", "es ", _NEXT_NAME.sub("", value))
        value = re.sub(
            r"^(?:ausschließlich|au|par le|le|par la|à la|aux|par les|dem|das) ", "", value
        )
        if value in ("United States", "U.S.", "United") and "State of" in text:
            continue
        start = match.start(group)
        return value, start, start + len(match[group])
    return None


def _span(pattern: re.Pattern[str], text: str) -> Place | None:
    for match in pattern.finditer(text):
        around = text[max(0, match.start() - _BEFORE_TERM_N) : match.end()]
        if pattern is not NOTICE and NO_TERM.search(around):
            continue
        before = text[max(0, match.start() - _SENTENCE_N) : match.start()]
        if pattern is NOTICE and _is_special(before):
            continue
        # Of a notice one of three.
        group = next(name for name, found in match.groupdict().items() if found)
        return _normal_span(match[group]), match.start(group), match.end(group)
    return None


def _is_special(before: str) -> bool:
    """Whether a notice is one on trial, or of an event that goes on, by its sentence before it."""
    trial = ON_TRIAL.search(before)
    return bool(OF_EVENT.search(before)) or (trial is not None and not trial["after"])


def _anniversary(text: str) -> Place | None:
    """A contract's own span where it ends on an anniversary: "the second anniversary" → 2 years."""
    for match in ANNIVERSARY.finditer(text):
        around = text[max(0, match.start() - _SENTENCE_N) : match.end()].rpartition(". ")[2]
        if not NO_TERM.search(around) and not OF_OTHERS.search(around):
            years = ORDINALS[match["years"].lower()]
            return _normal_span(f"{years} years"), match.start("years"), match.end()
    return None


def _normal_span(text: str) -> str:
    """ "two (2) years" → "2 years"; "drei Monaten" → "3 Monate"."""
    unit = re.split(r"[ -]", text)[-1].lower()
    digits = re.search(r"\d+", text)
    if digits:
        count = int(digits[0])
    else:
        words = [w for w in re.split(r"[ -]", text.lower()) if w in NUMBERS]
        count = sum(NUMBERS[w] for w in words)
    one, many = UNITS[unit]
    return f"{count} {one if count == 1 else many}"


def _first_date(
    pattern: re.Pattern[str], text: str, order: DateOrder, led_n: int = _LED_N
) -> Place | None:
    for lead in pattern.finditer(text):
        date = DATE.search(text, lead.end(), lead.end() + led_n + _DATE_N)
        if date is None or date.end() > lead.end() + led_n:
            continue
        before = text[max(0, date.start() - _SENTENCE_N) : date.start()]
        if NO_BEGINNING.search(before[-_BIRTH_N:]):
            continue
        if pattern is not EXPIRES and TILL.search(before[-_BIRTH_N:]):
            continue
        if is_another_s(before.rstrip(), text[date.start() : date.end() + _SENTENCE_N]):
            continue
        printed = date[0]
        if date["ordinal"]:
            printed = f"{date['ordinal']} {date['month']} {date['year']}"
        found = parse_date(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", printed), order)
        if found is not None:
            return found.isoformat(), date.start(), date.end()
    return None
