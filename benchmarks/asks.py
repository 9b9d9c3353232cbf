"""Whether a mail asks something of its reader: mails written in groups of like scenes.

In each group of `asks/*.txt` some mails expect an answer and some do not, and no single word gives
it away: forwards with and without a task, answers that close or open, requests to somebody else.
None was ever trained on. Format and labels are those of `training/mails/plain.py`.
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.report import Row
from schemas.settings import Settings
from slm.models import load_models
from tasks.extract import extract_file
from training.mails.plain import read_plain

FOLDER = Path(__file__).with_name("asks")


def measure_asks(folder: Path) -> Iterator[Row]:
    """Reads the mails from `folder`, where they are written to.

    They are not summarised: that would take a quarter of an hour.
    """
    settings = Settings(summariser="")
    model = load_models(settings.model, "", settings.threads_n, settings.mail_model)
    entries = list(read_plain(FOLDER))
    right = dict.fromkeys(("needs_reply", "urgency", "category"), 0)
    for entry in entries:
        path = folder / f"{entry['id']}.eml"
        path.write_text(entry["raw"], encoding="utf-8", newline="")
        mail = extract_file(path, model, settings)[0].mail
        for axis in right:
            right[axis] += mail is not None and getattr(mail, axis).value == entry[axis]
    for axis, right_n in right.items():
        share = right_n / len(entries)
        yield Row(f"mails that ask or only seem to: {axis}", len(entries), f"{share:.3f}")
