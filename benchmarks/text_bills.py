"""Bills in the text of mails: found beside mails that only tell of one.

`text_bills/*.jsonl`: mails in English, German and French by three authors who knew only what a
record holds. Of some the text is a whole invoice, receipt or credit note; of the others it names
amounts, as reminders, confirmations, refunds, quotes and talk about bills do. All were looked at
since; their first readings stand in the README.
`raw`: the mail's bytes as ISO-8859-1; `fields`: what the bill prints of fields.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.counting import Tally, Truth
from benchmarks.report import Row, describe_accepted
from schemas.record import Record
from schemas.settings import Settings
from slm.models import load_models
from tasks.extract import extract_document
from tasks.read import read_bytes

FOLDER = Path(__file__).with_name("text_bills")
AUTHORS = {
    "first": "of an author",
    "second": "of a second author",
    "third": "of a third author",
}


def measure_text_bills() -> Iterator[Row]:
    """Of each author's bills those found and accepted; of the other mails those taken for one."""
    settings = Settings()
    model = load_models(settings)

    def read_text(entry: dict[str, Any]) -> Record | None:
        data = entry["raw"].encode("latin-1")
        mail = read_bytes(data, f"{entry['id']}.eml", settings)
        texts = {child.document_id for child in mail.children if child.text_of is not None}
        records = extract_document(mail, model, settings)
        return next((one for one in records if one.document_id in texts), None)

    for file, whose in AUTHORS.items():
        lines = (FOLDER / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
        entries = [json.loads(line) for line in lines]
        bills = [(entry, read_text(entry)) for entry in entries if entry["is_bill"]]
        others = [read_text(entry) for entry in entries if not entry["is_bill"]]
        found_n = sum(found is not None for _, found in bills)
        what = f"bills in mails' text {whose}"
        yield Row(f"{what}: found", len(bills), f"{found_n / len(bills):.3f}")
        tally = Tally()
        for entry, found in bills:
            tally.add(Truth("", entry["fields"]), found)
        accepted, right = tally.accepted_n / len(bills), tally.accepted_right_n
        figure = describe_accepted(accepted, right / max(1, tally.accepted_n))
        yield Row(f"{what}: accepted", len(bills), figure)
        taken = [one for one in others if one is not None]
        accepted_n = sum(one.outcome == "accepted" for one in taken)
        yield Row(
            f"mails about bills {whose}: taken for one",
            len(others),
            f"{len(taken) / len(others):.3f}",
            details={"accepted": accepted_n},
        )
