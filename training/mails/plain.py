"""Whole mails of our own, written out with their labels; one block each in `plain/*.txt`.

    === en-meeting-001
    lang: en
    category: meeting
    reply: yes
    urgency: high
    sure: yes
    from: Dana Whitlock <dana.whitlock@corvane.example>
    to: Luis Ferrer <luis.ferrer@corvane.example>
    date: 2001-05-14 09:12
    subject: tomorrow
    deadline: by noon | 2001-05-14
    action: Tell Dana by noon whether 3:30 works
    summary: Dana Whitlock asks Luis Ferrer to say by noon whether 3:30 works for the meeting.
    salient: Does 3:30 work instead? Let me know by noon.
    body:
    Luis,
    ...

`deadline` and `action` are "-" where there is none; `salient` stands once to three times, verbatim.
A mail that teaches the axes alone has "-" for its summary, and nothing salient. One of a situation
like that of a labelled mail of the set names it: `like: 4-175311`.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any

from schemas.vocabulary import MAIL_CATEGORIES, URGENCIES
from training.mails.facts import find_unsupported

FOLDER = Path(__file__).with_name("plain")
#: Mails in groups of like scenes of which some ask something of their reader and some do not, and
#: the whole mailboxes of some people.
SCENES = FOLDER.with_name("asks")
#: Mails of situations like those of labelled ones in other trades; about half of them are turned:
#: their reader is expected to answer where that of the other is not, or the other way.
TURNED = FOLDER.with_name("turned")
#: The same of mails of the dev part: nothing is learned from them, but how much to trust whom.
HELD_OUT = FOLDER.with_name("held_out")
_START = re.compile(r"^=== (\S+)\s*$", re.MULTILINE)
_YES_NO = {"yes": True, "no": False}


class PlainMailError(ValueError):
    """A block that is not as the module's docstring says; the message names it."""


def read_plain(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    """The mails of all files, labelled as the mail set labels its own.

    Raises:
        PlainMailError: a block misses a part, or says what the mail does not.
    """
    for path in sorted(folder.glob("*.txt")):
        parts = _START.split(path.read_text(encoding="utf-8"))
        for name, block in zip(parts[1::2], parts[2::2], strict=True):
            yield parse_mail(name, block)


def parse_mail(name: str, block: str) -> dict[str, Any]:
    """One block; its name is its id and its group. `like` is the id of a mail of the set, or ""."""
    head, found, body = block.strip("\n").partition("\nbody:\n")
    if not found:
        raise PlainMailError(f"{name}: no body")
    rows = [row.partition(":")[::2] for row in head.split("\n")]
    salient = [" ".join(value.split()) for key, value in rows if key == "salient"]
    values = {key.strip(): value.strip() for key, value in rows}
    try:
        sent = datetime.strptime(values["date"], "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        entry = {
            "id": name,
            "group": name,
            "source": "plain",
            "like": values.get("like", ""),
            "language": values["lang"],
            "category": values["category"],
            "needs_reply": _YES_NO[values["reply"]],
            "urgency": values["urgency"],
            "confidence": "sure" if _YES_NO[values.get("sure", "yes")] else "unsure",
            "deadline": _deadline(values["deadline"]),
            "action": None if values["action"] == "-" else values["action"],
            "summary": "" if values["summary"] == "-" else values["summary"],
            "salient": salient,
            "raw": _raw(values, sent, body, name),
        }
    except (KeyError, ValueError) as error:
        raise PlainMailError(f"{name}: {error!r}") from error
    for complaint in find_faults(entry, f"{values['subject']}\n{body}"):
        raise PlainMailError(f"{name}: {complaint}")
    return entry


def find_faults(entry: dict[str, Any], text: str) -> Iterator[str]:
    """What is wrong with the labels of a mail whose subject and body are `text`."""
    if entry["category"] not in MAIL_CATEGORIES:
        yield f"category {entry['category']}"
    if entry["urgency"] not in URGENCIES:
        yield f"urgency {entry['urgency']}"
    flat = " ".join(text.split())
    if not 1 <= len(entry["salient"]) <= 3 and entry["summary"]:
        yield "salient passages are one to three"
    for passage in entry["salient"]:
        if passage not in flat:
            yield f"salient passage does not stand in the mail: {passage}"
    if entry["deadline"] and " ".join(entry["deadline"]["text"].split()) not in flat:
        yield f"deadline does not stand in the mail: {entry['deadline']['text']}"
    if len(entry["summary"].split()) > 42:
        yield "summary has more than 40 words"
    for fact in find_unsupported(entry["summary"], entry["raw"]):
        yield f"the summary's {fact} does not stand in the mail"


def _deadline(text: str) -> dict[str, str | None] | None:
    if text == "-":
        return None
    words, _, day = (part.strip() for part in text.rpartition("|"))
    if day == "-":
        return {"text": words, "date": None}
    return {"text": words, "date": date.fromisoformat(day).isoformat()}


def _raw(values: dict[str, str], sent: datetime, body: str, name: str) -> str:
    message = EmailMessage(policy=SMTP)
    message["From"] = _addresses(values["from"])
    message["To"] = _addresses(values["to"])
    if values.get("cc"):
        message["Cc"] = _addresses(values["cc"])
    message["Date"] = format_datetime(sent)
    message["Subject"] = values["subject"]
    message["Message-ID"] = f"<{name}@mail.example>"
    message.set_content(body.rstrip("\n") + "\n", charset="utf-8", cte="8bit")
    return message.as_bytes().decode("utf-8")


def _addresses(text: str) -> list[Address]:
    found = [parseaddr(part) for part in re.split(r"[;,]\s*(?=[^,;]*@)", text)]
    return [Address(display_name=name, addr_spec=spec) for name, spec in found]
