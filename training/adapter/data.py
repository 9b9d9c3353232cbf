"""The mails that the adapter learns from, as the summariser reads them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from readers.mail import read_mail
from schemas.settings import Settings
from slm.mail_source import build_source
from training.mail.ask_data import KEPT
from training.mail.data import MailSample, label_mail, read_valid, trust
from training.mails.plain import FOLDER, HELD_OUT, SCENES, TURNED, read_plain
from training.sets.mail import read_entries
from training.sets.split import part_of

#: How much a mail of our own counts beside one of the mail set.
PLAIN_WEIGHT = 0.7
#: How much each mail of `HELD_OUT` counts where needs_reply is weighed, the only use of them:
#: they are more like what the adapter learned from than real mails are.
KEPT_WEIGHT = 0.15


class Example(NamedTuple):
    """A labelled mail, and its text as the summariser reads it."""

    sample: MailSample
    source: str


def read_examples(data: Path) -> Iterator[Example]:
    """Real and written mails, none that valid.json names, and all mails of our own."""
    for entry in read_entries(data / "mail", read_valid(data)):
        yield _make(entry, entry["source"], trust(entry), part_of(str(entry["group"])))
    for folder in (FOLDER, SCENES, TURNED):
        for entry in read_plain(folder):
            yield _make(entry, "plain", PLAIN_WEIGHT * trust(entry), "train")
    for entry in read_plain(HELD_OUT):
        yield _make(entry, KEPT, KEPT_WEIGHT, KEPT)


def _make(entry: dict[str, Any], source: str, weight: float, part: str) -> Example:
    mail = read_mail(str(entry["raw"]).encode("utf-8", "replace"), Settings())
    sample = label_mail(entry, mail, source, weight)._replace(part=part)
    return Example(sample, build_source(mail))
