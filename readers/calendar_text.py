"""An invitation (iCalendar, RFC 5545) → a few rows of plain text: what, when, where, who."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from readers.text import decode_text

#: More events than an invitation has; the rest is not told.
MAX_EVENTS_N = 20
#: Longer calendars are whole diaries.
MAX_CALENDAR_BYTES = 1_000_000
_MAX_ATTENDEES_N = 20
_MAX_DESCRIPTION_CHARS = 2_000

_TITLES = {
    "REQUEST": "Invitation",
    "CANCEL": "Cancelled",
    "REPLY": "Reply to an invitation",
    "COUNTER": "Another date is proposed",
}
_REPLIES = {"ACCEPTED": "accepts", "DECLINED": "declines", "TENTATIVE": "may come"}
_SPACE = re.compile(r"\s+")
#: Rows that a calendar goes on in; how it asks its guests, each of whom may have answered.
_FOLDED = re.compile(rb"\r?\n[ \t]")
_REQUESTS = re.compile(rb"^METHOD:REQUEST\b", re.IGNORECASE | re.MULTILINE)
_GUEST_ASKED = re.compile(
    rb"^ATTENDEE[^\r\n:]*;(?:RSVP=\"?TRUE|PARTSTAT=\"?NEEDS-ACTION)", re.IGNORECASE | re.MULTILINE
)


def describe_calendar(data: bytes, charset: str | None = None) -> str:
    """Each event in a few rows; "" where there is none, or it cannot be understood.

    Example: "Invitation: Kick-off", "When: 2026-03-12 09:30 – 10:30 (Europe/Berlin)",
    "Where: Room 2", "Organiser: Ann Lee <ann@b.example>", "Attendees: …", the description.
    """
    text = decode_text(data[:MAX_CALENDAR_BYTES], charset or "utf-8").replace("\x00", "")
    start = text.upper().find("BEGIN:VCALENDAR")
    if start < 0:
        return ""
    try:
        calendar = Calendar.from_ical(text[start:])
        method = str(calendar.get("METHOD", "")).upper()
        blocks = [
            "\n".join(_describe(event, method)) for event in calendar.walk("VEVENT")[:MAX_EVENTS_N]
        ]
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return ""
    return "\n\n".join(blocks)


def asks_guests(data: bytes) -> bool:
    """Whether a calendar asks those whom it invites for an answer: "RSVP=TRUE"."""
    rows = _FOLDED.sub(b"", data[:MAX_CALENDAR_BYTES])
    return bool(_REQUESTS.search(rows) and _GUEST_ASKED.search(rows))


def _describe(event: Any, method: str) -> Iterator[str]:
    title = _TITLES.get(method, "Appointment")
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        title = _TITLES["CANCEL"]
    yield f"{title}: {_plain(event.get('SUMMARY'))}"
    if when := _when(event):
        yield f"When: {when}"
    if event.get("RRULE"):
        yield f"Repeats: {_plain(event['RRULE'].to_ical().decode(errors='replace'))}"
    if where := _plain(event.get("LOCATION")):
        yield f"Where: {where}"
    if organiser := _person(event.get("ORGANIZER")):
        yield f"Organiser: {organiser}"
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    if method == "REPLY":
        for one in attendees[:_MAX_ATTENDEES_N]:
            answer = str(getattr(one, "params", {}).get("PARTSTAT", "")).upper()
            yield f"{_person(one)} {_REPLIES.get(answer, 'answers')}."
    elif names := [name for one in attendees[:_MAX_ATTENDEES_N] if (name := _person(one))]:
        more_n = len(attendees) - _MAX_ATTENDEES_N
        yield f"Attendees: {', '.join(names)}" + (f" and {more_n} more" if more_n > 0 else "")
    if description := str(event.get("DESCRIPTION", "")).strip()[:_MAX_DESCRIPTION_CHARS]:
        yield ""
        yield description


def _when(event: Any) -> str:
    start, end = (_moment(event.get(name)) for name in ("DTSTART", "DTEND"))
    if start is None:
        return ""
    if not isinstance(start, datetime):
        return f"{start:%Y-%m-%d}"
    text = f"{start:%Y-%m-%d %H:%M}"
    if isinstance(end, datetime):
        same_day = start.date() == end.date()
        text += f" – {end:%H:%M}" if same_day else f" – {end:%Y-%m-%d %H:%M}"
    zone = getattr(start.tzinfo, "key", None) or (start.tzname() if start.tzinfo else None)
    return f"{text} ({'UTC' if start.tzinfo is UTC else zone})" if zone else text


def _moment(value: Any) -> datetime | date | None:
    moment = getattr(value, "dt", None)
    return moment if isinstance(moment, date) else None


def _person(value: Any) -> str:
    if value is None:
        return ""
    address = re.sub(r"^mailto:", "", str(value), flags=re.IGNORECASE).strip()
    name = _plain(getattr(value, "params", {}).get("CN"))
    return f"{name} <{address}>" if name and name.lower() != address.lower() else address


def _plain(value: Any) -> str:
    return _SPACE.sub(" ", str(value)).strip() if value is not None else ""
