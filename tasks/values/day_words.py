"""The words by which people name days, in six languages."""

import re
from functools import cache

from babel.dates import get_day_names

from tasks.values.dates import month_number
from tasks.values.number_names import NUMBERS

#: What is stamped above, or before, the day on which a paper came in: "REÇU LE".
CAME_IN = (
    r"reçue? le|received(?: on)?|eingegangen(?: am)?|ricevuto il|recibido el|ontvangen(?: op)?"
)
#: What stands before the day on which something was paid, and no word of a day ahead with it.
_PAID_ON = re.compile(
    r"(?<!\w)(?:bezahlt|beglichen|paid|réglée?s?|payée?s?|acquittée?s?|pagad[oa]|pagat[oa]|betaald"
    r"|voldaan|(?:betrag|zahlung|dankend|mit dank) erhalten|received with thanks|payment received"
    r"|paiement reçu|pagamento ricevuto|pago recibido|betaling ontvangen)"
    r"(?: (?!(?:werden|worden|zu|te|bis|spätestens|vor|by(?! (?:card|cheque|bank|cash))|until"
    r"|before|within|no later|avant|jusqu|au plus tard|entro|prima|antes|a más tardar|hasta"
    r"|voor|vóór|uiterlijk|tegen)\b)"
    r"[^\s.:;]{1,20}){0,6}\s?:?\s?$",
    re.IGNORECASE,
)
#: What asks for a payment in its sentence, or says that it may not come.
_ASKED = re.compile(
    r"\b(?:be|zu|être|sera|seront|essere|sarà|ser|if|unless|should|must|wenn|falls|sofern|muss|doit"
    r"|devra|se|deve|debe|deberá|als|indien|moet|dient)\b[^.:;\t]*$",
    re.IGNORECASE,
)
#: Days ahead.
RELATIVE: dict[str, int] = {
    "today": 0, "tonight": 0, "this afternoon": 0, "this evening": 0, "this morning": 0,
    "first thing in the morning": 1,
    "the day after tomorrow": 2, "day after tomorrow": 2, "tomorrow": 1, "tmrw": 1,
    "heute": 0, "heut": 0, "am heutigen tag": 0, "heutigen tag": 0,
    "morgen": 1, "übermorgen": 2, "aujourd'hui": 0, "aujourd’hui": 0, "ce soir": 0, "demain": 1,
    "cet après-midi": 0, "cette après-midi": 0, "après-demain": 2, "hoy": 0, "esta tarde": 0,
    "mañana": 1, "oggi": 0, "stasera": 0, "questo pomeriggio": 0, "domani": 1, "dopodomani": 2,
    "pasado mañana": 2, "vandaag": 0, "vanmiddag": 0, "vanavond": 0, "overmorgen": 2,
}  # fmt: skip
#: Month (0: this one) and the last day that counts.
FEASTS = {
    "christmas": (12, 24), "xmas": (12, 24), "weihnachten": (12, 24), "noël": (12, 24),
    "navidad": (12, 24), "natale": (12, 24), "kerst": (12, 24), "kerstmis": (12, 24),
    "year end": (12, 31), "year-end": (12, 31), "jahresende": (12, 31), "monatsende": (0, 31),
    "month end": (0, 31), "month-end": (0, 31), "new year": (12, 31),
}  # fmt: skip
#: A quarter, due on its last day, and a month.
QUARTERS = frozenset({"quarter", "quartal", "quartals", "trimestre", "kwartaal"})
QUARTER_ENDS = frozenset({"quarter end", "quarter-end", "quartalsende", "kwartaaleinde"})
#: The end of a week, of a month, in three letters.
END_SHORT = {"eow": "week", "eom": "month"}
#: Days that one word counts: "sous huitaine", "in a fortnight".
PERIODS = {"huitaine": 8, "quinzaine": 15, "fortnight": 14, "wochenfrist": 7}
#: Counts written out: "a week" is one, too.
COUNTS = {**NUMBERS, "a": 1}
_SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
    "sat": 5,
}  # fmt: skip
_PART_OF_DAY = re.compile(
    r"(?:abend|morgen|mittag|vormittag|nachmittag|ochtend|middag|avond|['’]?s)$", re.IGNORECASE
)


def may_begin_day(word: str) -> bool:
    """Whether a day's name can begin with `word` at all; cheaper than resolving it."""
    lowered = word.lower()
    known = lowered in _first_words() or bool(month_number(lowered))
    return known or weekday_number(word) is not None


@cache
def _weekdays() -> dict[str, int]:
    """Names of weekdays, lower case → 0 (Monday) to 6."""
    names = dict(_SHORT_WEEKDAYS)
    for locale in ("en", "de", "fr", "es", "it", "nl"):
        for number, name in get_day_names("wide", locale=locale).items():
            names[str(name).lower()] = int(number)
    return names


def weekday_number(word: str) -> int | None:
    """0 (Monday) to 6, also of "Montagabend" and "Friday's", or None."""
    known, lowered = _weekdays(), word.lower()
    if word in {"mon", "sat"}:  # French "my", English "sat"
        return None
    number = known.get(lowered)
    return number if number is not None else known.get(_PART_OF_DAY.sub("", lowered))


@cache
def _first_words() -> frozenset[str]:
    phrases = [*RELATIVE, *FEASTS, *QUARTER_ENDS, *PERIODS, *END_SHORT]
    spans = (
        "the next this later la semaine semana próxima prossima settimana week kw woche still "
        "sometime laufe lauf courant noch end ende fin final finales fine close eind einde mid "
        "middle mitte mi mediados milieu metà half midden medio weekend wochenende le il del dem "
        "den zum entro dans"
    )
    german = ("diesen", "dieser", "diesem", "dieses", "diese", "kommende", "kommenden", "nächste")
    others = ("nächsten", "nächster", "volgende", "cette", "esta", "questa", "deze", "ce", "este")
    return frozenset(
        {re.split(r"[\s'’-]", phrase)[0] for phrase in phrases}
        | {*spans.split(), *german, *others, *COUNTS, *_weekdays()}
    )


def is_paid_on(text: str) -> bool:
    """Whether the day that follows `text` is one on which something was paid: it is due no more."""
    paid = _PAID_ON.search(text)
    return paid is not None and not _ASKED.search(text[: paid.start()])
