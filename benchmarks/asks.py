"""Whether a mail asks something of its reader: mails written in groups of like scenes.

In each group of `asks/*.txt` some mails expect an answer and some do not, and no single word gives
it away: forwards with and without a task, answers that close or open, requests to somebody else.
None was ever trained on. Format and labels are those of `training/mails/plain.py`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.held_out import extract_files
from benchmarks.report import Row
from training.mails.plain import read_plain

FOLDER = Path(__file__).with_name("asks")


def measure_asks(folder: Path) -> Iterator[Row]:
    """Reads the mails from `folder`, where they are written to, through the command line.

    They are not summarised: that would take a quarter of an hour.
    """
    entries = {str(folder / f"{entry['id']}.eml"): entry for entry in read_plain(FOLDER)}
    for path, entry in entries.items():
        Path(path).write_text(entry["raw"], encoding="utf-8", newline="")
    records = extract_files([*map(Path, entries)], os.environ | {"MAILROOM_SUMMARISER": ""})
    for axis in ("needs_reply", "urgency", "category"):
        told = [
            record.mail is not None and getattr(record.mail, axis).value == entry[axis]
            for path, entry in entries.items()
            if (record := records.get(path)) is not None
        ]
        share = sum(told) / max(1, len(entries))
        yield Row(f"mails that ask or only seem to: {axis}", len(entries), f"{share:.3f}")
