"""Business mails, real and written, in six languages: axes, and the passages that matter."""

import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from readers.mail_text import clean_body, find_new_text, lay_out_mail
from schemas.document import MailMessage, Page
from training import align
from training.sample import LabelledPage, Sample
from training.sets.split import part_of

#: A label of which the labeller was not certain counts this much.
UNSURE_WEIGHT = 0.4


def read_mails(folder: Path, valid: set[str]) -> Iterator[Sample]:
    """The mails that are not in `valid`; the dev group is the thread."""
    yield from map(label_mail, read_entries(folder, valid))


def read_entries(folder: Path, valid: set[str]) -> Iterator[dict[str, Any]]:
    """The labelled mails of both files, real and written, that are not in `valid`."""
    for name in ("real.jsonl", "written.jsonl"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if entry["id"] not in valid:
                yield entry


def label_mail(entry: dict[str, Any]) -> Sample:
    """One mail: header rows and body as the mail reader lays them out."""
    page = LabelledPage.of(mail_page(entry["raw"]))
    page.salient = [0] * len(page.texts)
    for passage in entry["salient"]:
        for run in align.find_text(passage, page.texts, most_edits=0.1):
            for index in run.indices:
                page.salient[index] = 1
    if not any(page.salient):
        page.salient = [-1] * len(page.texts)
    return Sample(
        id=entry["id"],
        source="mail",
        part=part_of(entry["group"]),
        language=entry["language"],
        doc_type="mail",
        names=[],
        pages=[page],
        mail={
            "category": entry["category"],
            "needs_reply": bool(entry["needs_reply"]),
            "urgency": entry["urgency"],
            "weight": 1.0 if entry["confidence"] == "sure" else UNSURE_WEIGHT,
        },
    )


def mail_page(raw: str) -> Page:
    """A raw mail as the mail reader lays it out."""
    message = message_from_bytes(raw.encode("utf-8", "replace"), policy=policy.default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain", "html"))
    body = clean_body(re.sub(r"<[^>]+>", " ", part.get_content()) if part else "")
    subject = str(message["Subject"] or "")
    date = message["Date"]
    return lay_out_mail(
        MailMessage(
            subject=subject,
            sender=str(message["From"] or ""),
            to=tuple(a.strip() for a in str(message["To"] or "").split(",")),
            date=date.datetime if date else None,
            body=body,
            new_text=find_new_text(body, subject),
        )
    )
