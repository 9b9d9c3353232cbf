"""Hours of the day of sending after which it is too late.

"Nominations close at 11:30", "fix it before the curves roll at 2", "the van leaves at 3, the papers
must be in it".
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from tasks.mails.asked_words import ASKED
from tasks.mails.counted_days import CountedDay
from tasks.mails.day_finder import FoundDay
from tasks.mails.moment_words import fold

_CLOCK = re.compile(
    r"(?<![\w:.,])(?P<hour>[0-9]{1,2})(?:[:.h](?P<minutes>[0-5][0-9])(?![0-9]))?"
    r"(?:\s?(?P<half>[ap]\.?m\b\.?|uhr|h\b|uur|heures|o['’]clock))?"
    r"(?![\w/%€$£]|[.,:-][0-9]|\s?(?:days?|[^\W\d_]+ [0-9]{4}))",
    re.IGNORECASE,
)
#: Before hours that something closes at.
_CLOSES = fold(
    r"\b(?:(?:nominations?|bids?|bidding|tenders?|registrations?|entries|submissions|applications"
    r"|(?:order|booking) books?|(?:[^\W\d_]+ )(?:window|portal|desk|gate|line|box))"
    r" (?:will )?(?:closes?|shuts?) at"
    r"|\w*(?:annahme|bestell|anmelde|abgabe|redaktions|angebots|buchungs)schluss(?: ist)?"
    r"(?: heute)?(?: um)?|clôture des (?:inscriptions|commandes|offres|candidatures|nominations) à"
    r"|sluitingstijd(?: is)?(?: om)?) $"
)
#: What is so on any day.
_USUALLY = fold(
    r"\b(?:every|each|daily|always|usually|täglich|jede[nrs]?|immer|abends|morgens|chaque|toujours"
    r"|tous les|cada|todos los|sempre|ogni|elke|iedere|altijd)\b"
)
#: Before hours that something leaves at, which has to go with it, or be ready.
_LEAVES = fold(
    r"\b(?:truck|lorry|van|courier|driver|boat|ferry|train|flight|post|lkw|spedit(?:eur|ion)|kurier"
    r"|fahrer|zug|camion|transporteur|coursier|bateau|camión|mensajero|corriere|vrachtwagen|koerier)"
    r" (?:leaves|goes|departs|collects|comes|fährt|geht|holt|kommt|part|passe|sale|recoge|parte"
    r"|passa|vertrekt|komt)(?: (?:ab|by|today|heute))? (?:at|um|à|a las|alle|om) $"
)
_MUST = fold(
    r"\b(?:must|ha(?:s|ve) to|needs? to|please|could you|müssen|muss|bitte|brauchen?|faut|doi(?:t"
    r"|vent)|merci de|necesit\w+|deben?|devono|serv(?:e|ono)|moet(?:en)?)\b"
)
#: Before hours of what has to wait for the reader: "please fix it before the curves roll at 2".
_BEFORE_HOUR = fold(
    r"\bbefore (?!(?:lunch|then|that)\b)(?:[^\s,;:.!?]+ ){2,5}at $"
    r"|\b(?:bevor|ehe) [^,;:.!?]{3,40} um $|\bavant que [^,;:.!?]{3,40} à $"
)
_HOURS_N = 24
_EARLY = 8  # nobody is at work before that hour
#: Nearer to an hour than so many characters, a day is the one it belongs to.
_NEAR_CHARS = 30


def find_last_hours(
    sentence: str, days: Sequence[FoundDay], sent: datetime
) -> Iterator[CountedDay]:
    """Hours of the day of sending that are still ahead; none where another day stands beside."""
    for clock in _CLOCK.finditer("" if _USUALLY.search(sentence) else sentence):
        begins = _find_lead(sentence, clock)
        beside = any(
            abs(day.start - clock.end()) < _NEAR_CHARS and day.day != sent.date() for day in days
        )
        if begins and not beside and sent.hour < _hour(clock) <= _HOURS_N:
            phrase = sentence[begins.start() : clock.end()]
            yield CountedDay(sent.date(), phrase)


def _hour(clock: re.Match[str]) -> int:
    """An hour as it is meant: a bare "2" is 14."""
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    bare = not half and not clock["minutes"] and 0 < hour < _EARLY
    return hour + 12 * (bare or (half.startswith("p") and hour < 12))


def _find_lead(sentence: str, clock: re.Match[str]) -> re.Match[str] | None:
    """What leads to an hour by which something closes, leaves with what is asked, or waits."""
    start = clock.start()
    leaves = _LEAVES.search(sentence, 0, start)
    if leaves and _MUST.search(sentence, clock.end()):
        return leaves
    waits = _BEFORE_HOUR.search(sentence, 0, start)
    if waits and ASKED.search(sentence, 0, waits.start()):
        return waits
    return _CLOSES.search(sentence, 0, start)
