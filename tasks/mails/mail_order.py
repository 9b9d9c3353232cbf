"""Whether a mail puts the day or the month first."""

from datetime import datetime, timedelta

from tasks.values.dates import DateOrder
from tasks.values.normalize import Conventions

#: Clocks of the Americas where the month stands first, from Hawaii's to New York's in summer.
_FIRST_ZONE, _LAST_ZONE = timedelta(hours=-10), timedelta(hours=-4)
_ENGLISH = frozenset({"en", "und"})


def decide_mail_order(conventions: Conventions, sent: datetime | None) -> DateOrder:
    """What the mail's words say, else what is written where its Date header's clock stands."""
    if not conventions.guesses_order or conventions.language not in _ENGLISH:
        return conventions.date_order
    zone = sent.utcoffset() if sent else None
    american = zone is not None and _FIRST_ZONE <= zone <= _LAST_ZONE
    return "mdy" if american else conventions.date_order
