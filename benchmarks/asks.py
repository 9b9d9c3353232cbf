"""What mails ask of their reader, on mails that nothing was ever trained on.

`asks/en-asks-*.txt`: mails written in groups of like scenes. In each some expect an answer and some
do not, and no single word gives it away: forwards with and without a task, answers that close or
open, requests to somebody else. `asks/en-turned-*.txt`: mails like labelled real ones of the dev
part, half of them turned so that the label is another. Format and labels are those of
`training/mails/plain.py`; other authors' mails of both kinds are for training
(`training/mails/asks` and `turned`).

`asks/de-fr.jsonl`, `office-en.jsonl` and `inbound.jsonl`: mails as firms get them, by three authors
who knew only what the labels mean: German and French ones, those of the staff of an American energy
trader, those of European firms in six languages. Of the latter two the deadlines that were misread
have been looked at. Format and labels are those of the mail set.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import Row, at_least
from schemas.record import Mail
from schemas.settings import Settings
from slm.models import load_models
from tasks.read import read_file
from tasks.understand import understand
from training.mails.plain import read_plain

FOLDER = Path(__file__).with_name("asks")
#: Least share of right ones, of real and written mails.
WANTED = {"category": 0.75, "needs_reply": 0.85, "urgency": 0.72}
WANTED_DEADLINE_F1 = 0.6
#: How their ids start → what the table calls them.
KINDS = {
    "en-asks": "mails that ask or only seem to",
    "en-turned": "mails like real ones, half of them turned",
}
#: File and language of mails by independent authors (none: all) → what the table calls them.
AUTHORED = {
    ("de-fr.jsonl", "de"): "German mails of an independent author",
    ("de-fr.jsonl", "fr"): "French mails of an independent author",
    ("office-en.jsonl", ""): "English office mails of a second independent author",
    ("inbound.jsonl", ""): "inbound mails in six languages of a third independent author",
}

Entries = Sequence[dict[str, Any]]


def measure_asks(folder: Path) -> Iterator[Row]:
    """Reads the mails from `folder`, where they are written to.

    They are understood and not summarised.
    """
    settings = Settings()
    model = load_models(settings)

    def judge(entries: Entries) -> list[Mail | None]:
        found = []
        for entry in entries:
            path = folder / f"{entry['id']}.eml"
            path.write_text(entry["raw"], encoding="utf-8", newline="")
            found.append(understand(read_file(path, settings), model).mail)
        return found

    everything = list(read_plain(FOLDER))
    for start, name in KINDS.items():
        entries = [entry for entry in everything if entry["id"].startswith(start)]
        mails = judge(entries)
        for axis in ("needs_reply", "urgency", "category"):
            share = _count_right(entries, mails, axis) / len(entries)
            yield Row(f"{name}: {axis}", len(entries), f"{share:.3f}")
    for (file, language), name in AUTHORED.items():
        lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
        entries = [e for e in map(json.loads, lines) if language in ("", e["language"])]
        mails = judge(entries)
        for axis, wanted in WANTED.items():
            share = _count_right(entries, mails, axis) / len(entries)
            yield Row(f"{name}: {axis}", len(entries), **at_least(share, wanted, 2))
        score = _score_deadlines(entries, mails)
        what = f"{name}: F1 of deadlines"
        yield Row(what, len(entries), **at_least(score, WANTED_DEADLINE_F1, 2))


def _count_right(entries: Entries, mails: Sequence[Mail | None], axis: str) -> int:
    return sum(
        mail is not None and getattr(mail, axis).value == entry[axis]
        for entry, mail in zip(entries, mails, strict=True)
    )


def _score_deadlines(entries: Entries, mails: Sequence[Mail | None]) -> float:
    """F1 of the dates."""
    wanted: list[str | None] = [(entry["deadline"] or {}).get("date") for entry in entries]
    found = [str(mail.deadline.date) if mail and mail.deadline else None for mail in mails]
    right_n = sum(one is not None and one == two for one, two in zip(wanted, found, strict=True))
    named_n = sum(one is not None for one in [*found, *wanted])
    return 2 * right_n / max(1, named_n)
