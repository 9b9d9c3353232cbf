"""Fills the slots of written mail templates and gives labelled mails.

A template is one JSON line of `<language>.jsonl`: `subject`, `body`, `from` (and `to`), the labels
of a mail, and what its slots draw from:

- people `{person1}` with `{first1}`, `{last1}`, `{title1}` (Mr/Ms), `{dear1}` (formal salutation),
  `{mail1}` (at work, at `{domain1}`), `{home1}` (private); person 1 writes, person 2 reads;
  `genders`: {"person1": "f"} fixes a gender;
- companies `{company1}` (the writer's), `{street1}`, `{phone1}`, `{iban1}`, and `{city1}`;
- `{amount1}` (`amounts`: [lowest, highest]), `{n1}` (`numbers`: [lowest, highest]);
- `{date1}`, with `{weekday1}`, `{month1}`, `{year1}` of the same day (`dates`: days after the
  mail's date, one number or [least, most]; weekends move away from the mail's date);
- `{ref1}` (`refs`: "RE-{9999}", in braces 9 a digit, A a letter);
- any other name in `choices`; a choice may hold slots in turn.

`internal`: true puts all people at one company's domain.
"""

import json
import re
from datetime import date, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from random import Random
from typing import Any

from training.mails.slots import Draw, draw_sent

LANGUAGES = ("en", "de", "fr", "es", "it", "nl")
_SLOT = re.compile(r"\{([a-z]+\d*)\}")
_MAILBOXES = ("info", "office", "post", "mail", "team", "contact")


def read_templates(language: str) -> list[dict[str, Any]]:
    """The templates of one language; none where no file is written."""
    path = Path(__file__).with_name(f"{language}.jsonl")
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def expand(template: dict[str, Any], rng: Random) -> dict[str, Any]:
    """One mail of a template, labelled as the mail set labels its own.

    `group` is the template, so that one template's mails stay in one part of a split. Raises
    KeyError for a slot of no known kind.
    """
    draw = Draw(template, rng, draw_sent(template, rng))
    body = fill(template["body"], draw)
    subject = fill(template["subject"], draw)
    return {
        "id": f"{template['id']}-{rng.getrandbits(32):08x}",
        "language": template["language"],
        "category": template["category"],
        "needs_reply": template["needs_reply"],
        "urgency": template["urgency"],
        "deadline": _deadline(template.get("deadline"), draw),
        "action": fill(template["action"], draw) if template.get("action") else None,
        "summary": fill(template["summary"], draw),
        "salient": [" ".join(fill(s, draw).split()) for s in template["salient"]],
        "confidence": template.get("confidence", "sure"),
        "group": template["id"],
        "source": "template",
        "raw": _raw(template, draw, subject, body),
    }


def fill(text: str, draw: Draw) -> str:
    """`text` with each slot replaced; a choice's own slots are filled too."""
    while found := _SLOT.search(text):
        value = draw.value(found.group(1))
        text = text[: found.start()] + value + text[found.end() :]
    return text


def _deadline(label: dict[str, Any] | None, draw: Draw) -> dict[str, Any] | None:
    if not label:
        return None
    due: date | None = None
    if label.get("slot"):
        due = draw.day(label["slot"].strip("{}").replace("weekday", "date"))
    elif label.get("days") is not None:
        due = draw.sent.date() + timedelta(days=label["days"])
    return {"text": fill(label["text"], draw), "date": due.isoformat() if due else None}


def _raw(template: dict[str, Any], draw: Draw, subject: str, body: str) -> str:
    words = f"{template['subject']} {template['body']} {template['summary']}"
    reader = re.search(r"\{(person|first|last|dear|title)2\}", words)
    mailbox = draw.rng.choice(_MAILBOXES)
    to = template.get("to") or ("{person2} <{mail2}>" if reader else f"{mailbox}@{{domain2}}")
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(fill(template["from"], draw))
    message["To"] = _address(fill(to, draw))
    message["Date"] = format_datetime(draw.sent)
    message["Subject"] = subject
    message["Message-ID"] = f"<{draw.rng.getrandbits(48):012x}@{draw.value('domain1')}>"
    message.set_content(body.rstrip("\n") + "\n", charset="utf-8", cte="8bit")
    return message.as_bytes().decode("utf-8")


def _address(text: str) -> Address:
    """`Name <address>`, or an address alone, for a header."""
    name, _, spec = text.rstrip("> ").rpartition("<")
    return Address(display_name=name.strip(), addr_spec=spec.strip())
