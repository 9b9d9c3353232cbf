"""The day behind a paper's own title, on which it was written: "Ihre Rechnung vom 10.03.2026".

Or behind what says where it was: "Fait à Lyon, le 10 mars 2026", "Oberburg, 10.03.2026"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tasks.fields.caption_values import TOWN, Value
from tasks.fields.number_words import NO
from tasks.values.cells import Row
from tasks.values.dates import DateOrder, find_dates
from tasks.values.notation import CENTS
from tasks.values.title_words import TITLES
from tasks.values.your_words import YOUR

_WHOSE = (
    rf"(?:(?:{YOUR}|unsere?|our|the|notre|la|onze|de|nuestr[ao]|nostr[ao])"
    r" )?"
)
#: What is billed may stand before or behind the title, or in one word with it.
_OF_WHAT = (
    r"(?:(?:gas|electric(?:ity)?|energy|water|heating|(?:tele)?phone|mobile|broadband|internet"
    r"|quarterly|annual|yearly|final) )?"
)
_FOR_WHAT = r"(?: (?:d['’]|de |di )[^\W\d_]+| mobile| internet)?"
_NUMBER = rf"(?:(?:{NO})?:? (?=\S*[0-9])[^\s/]\S*,?)?"
_DATED = r" (?:vom|of|dated|du|del|de fecha|van|d\.d\.)[: ] ?"
_COMPOUND = r"|[^\W\d_]+rechnung"
#: Bills that came before this one: what is billed in parts names them, too.
_EARLIER = re.compile(
    r"abschlag|anzahl|teilrech|acompte|deposit|interim|acconto|anticipo|ursprung|vorrech|original"
    r"|storno(?=rech)|bezug|referenz|origine|référence",
    re.IGNORECASE,
)
#: Papers whose title names no other paper.
_TITLED = {
    kind: re.compile(
        rf"{_WHOSE}{_OF_WHAT}(?:{TITLES[kind]}{_COMPOUND if kind == 'invoice' else ''})"
        rf"{_FOR_WHAT}{_NUMBER}{_DATED}",
        re.IGNORECASE,
    )
    for kind in ("invoice", "credit_note", "order", "quote", "delivery_note")
}

#: What stands before the day on which a contract or a form was signed, or which it bears.
_WRITTEN = re.compile(
    r"\b(?:(?:fait|signé|fatto|firmato|hecho|firmado|gedaan|done|geschehen) (?:à|a|en|te|at|zu)"
    r"[\t ]+(?-i:[A-ZÀ-Þ])[^\t\d:]{1,40}?,?[\t ]+(?:(?:le|il|el|op|on|am|den)[\t ]+)?"
    r"|this (?:agreement|contract|deed|lease) is dated )$",
    re.IGNORECASE,
)


def find_written_dates(row: Row, order: DateOrder) -> Iterator[Value]:
    """The day behind "Fait à Lyon, le" or "This agreement is dated"."""
    for day in find_dates(row.text, order):
        if _WRITTEN.search(row.text[: day.start]):
            yield Value(str(day.value), row.words_at(day.start, day.end))


def find_titled_dates(row: Row, doc_type: str, order: DateOrder) -> Iterator[Value]:
    """The day that ends a cell with the title of a paper of this type; none beside an amount."""
    title = _TITLED.get(doc_type)
    if title is None or any(CENTS.search(cell.text) for cell in row.cells):
        return
    for cell in row.cells:
        titled = title.match(cell.text)
        if titled is None or _EARLIER.search(titled.group()):
            continue
        days = find_dates(cell.text, order)
        if len(days) == 1 and (days[0].start, days[0].end) == (titled.end(), len(cell.text)):
            words = cell.words[len(titled.group().split()) :]
            yield Value(str(days[0].value), words)


def find_town_dates(row: Row, order: DateOrder) -> Iterator[Value]:
    """The day that ends a cell behind the town where a paper was written."""
    for cell in row.cells:
        if town := TOWN.match(cell.text):
            words = cell.words[len(town.group().split()) :]
            yield from _read_day(cell.text[town.end() :].strip(), words, order)


def find_dates_beside_town(row: Row, order: DateOrder) -> Iterator[Value]:
    """The day that is all of the cell behind such a town."""
    for cell, after in pairwise(row.cells):
        if TOWN.fullmatch(cell.text):
            yield from _read_day(after.text, after.words, order)


def _read_day(text: str, words: tuple[int, ...], order: DateOrder) -> Iterator[Value]:
    """The day that is all of a text, which `words` print; else none."""
    days = find_dates(text, order)
    if len(days) == 1 and (days[0].start, days[0].end) == (0, len(text)):
        yield Value(str(days[0].value), words)
