"""Every labelled mail that may be trained on, as the mail encoder reads it.

Real and written mails (none that valid.json names), mails of our own, written out or drawn from
templates, and questions of bank customers whose intent says plainly what they want. Many of our own
teach who is asked what, and little else (`ASKING`).
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from readers.mail import read_mail
from schemas.document import MailMessage
from schemas.settings import Settings
from slm.mail_input import join_parts, write_mail_text
from training.mails.expand import LANGUAGES, expand, read_templates
from training.mails.plain import SCENES, TURNED, read_plain
from training.sets.mail import read_entries
from training.sets.split import part_of

UNSURE_WEIGHT = 0.3
TEMPLATE_WEIGHT = 0.6
QUESTION_WEIGHT = 0.2
QUESTIONS_N = 12
#: Mails of our own that need understanding to tell whether an answer is expected.
ASKING = {"scenes": SCENES, "turned": TURNED}
#: How much they count, beside others, for needs_reply and for the other axes: whoever labelled them
#: drew the lines between these a little otherwise.
ASKING_WEIGHT, ASKING_OTHERS_WEIGHT = 0.6, 0.2
#: A group of near duplicates counts as so many mails at most.
GROUP_MAILS_N = 2
#: Intents of banking77 that leave no doubt → category.
INTENTS = {
    "cancel_transfer": "cancellation",
    "terminate_account": "cancellation",
    "card_arrival": "delivery",
    "card_delivery_estimate": "delivery",
    "pending_transfer": "payment",
    "transfer_not_received_by_recipient": "payment",
    "balance_not_updated_after_bank_transfer": "payment",
    "transaction_charged_twice": "complaint",
    "wrong_amount_of_cash_received": "complaint",
    "extra_charge_on_statement": "complaint",
    "exchange_rate": "inquiry",
    "age_limit": "inquiry",
    "country_support": "inquiry",
    "supported_cards_and_currencies": "inquiry",
    "top_up_limits": "inquiry",
}


class MailSample(NamedTuple):
    """A mail's text with its labels; `urgency` None where none was given. `weight` 0–1.

    Near duplicates, and mails of a thread, are of one group.
    """

    id: str
    source: str
    part: str
    language: str
    text: str
    category: str
    needs_reply: bool
    urgency: str | None
    weight: float
    sure: bool
    group: str = ""


def read_samples(data: Path, draws_n: int) -> Iterator[MailSample]:
    """All samples; each template is drawn `draws_n` times."""
    valid = read_valid(data)
    for entry in read_entries(data / "mail", valid):
        yield _label(entry, entry["source"], trust(entry))
    for entry in read_plain():
        # Some share a thread with others, so none is held out.
        yield _label(entry, "plain", trust(entry))._replace(part="train")
    for entry in read_asking(data, valid):
        yield _label(entry, entry["source"], trust(entry))._replace(part="train")
    for language in LANGUAGES:
        for template in read_templates(language):
            rng = Random(template["id"])
            for _ in range(draws_n):
                yield _label(expand(template, rng), "template", TEMPLATE_WEIGHT)
    yield from _read_questions(data / "banking77" / "train.csv")


def read_valid(data: Path) -> set[str]:
    """The ids of the mails that nothing is learned from."""
    return set(json.loads((data / "valid.json").read_text(encoding="utf-8"))["mail"])


def read_asking(data: Path, valid: set[str]) -> Iterator[dict[str, Any]]:
    """The mails of `ASKING`; one like a labelled mail is of that one's group.

    Whose likes are not known, or must not be, have the group "".
    """
    groups = {str(e["id"]): str(e["group"]) for e in read_entries(data / "mail", valid)}
    for source, folder in ASKING.items():
        for entry in read_plain(folder):
            group = entry["group"] if source == "scenes" else groups.get(entry["like"], "")
            yield entry | {"group": group, "source": source}


def weigh_groups(samples: Sequence[MailSample]) -> list[float]:
    """How much each counts, 0–1: a group as `GROUP_MAILS_N` at most, and what is like it as it."""
    sizes = Counter(sample.group for sample in samples if sample.source not in ASKING)
    return [min(1.0, GROUP_MAILS_N / sizes.get(sample.group, 1)) for sample in samples]


def trust(entry: dict[str, object]) -> float:
    """How much a label counts by the labeller's own word, 0–1."""
    return 1.0 if entry["confidence"] == "sure" else UNSURE_WEIGHT


def _label(entry: dict[str, object], source: str, weight: float) -> MailSample:
    mail = read_mail(str(entry["raw"]).encode("utf-8", "replace"), Settings())
    return label_mail(entry, mail, source, weight)


def label_mail(
    entry: dict[str, object], mail: MailMessage, source: str, weight: float
) -> MailSample:
    """A labelled mail, already read, as the mail encoder reads it."""
    return MailSample(
        id=str(entry["id"]),
        source=source,
        part=part_of(str(entry["group"])),
        language=str(entry["language"]),
        text=write_mail_text(mail),
        category=str(entry["category"]),
        needs_reply=bool(entry["needs_reply"]),
        urgency=str(entry["urgency"]),
        weight=weight,
        sure=entry["confidence"] == "sure",
        group=str(entry["group"]),
    )


def _read_questions(path: Path) -> Iterator[MailSample]:
    seen = dict.fromkeys(INTENTS, 0)
    with path.open(encoding="utf-8", newline="") as file:
        for number, (text, intent) in enumerate(csv.reader(file)):
            if seen.get(intent, QUESTIONS_N) >= QUESTIONS_N:
                continue
            seen[intent] += 1
            yield MailSample(
                id=f"bank-{number}",
                source="questions",
                part="train",
                language="en",
                text=join_parts("", "external", " ".join(text.split())),
                category=INTENTS[intent],
                needs_reply=True,
                urgency=None,
                weight=QUESTION_WEIGHT,
                sure=True,
            )


def load_samples(path: Path) -> list[MailSample]:
    """Reads the samples that `python -m training.mail data` wrote."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [MailSample(**json.loads(line)) for line in lines]
