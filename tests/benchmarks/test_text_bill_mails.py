"""Bills in the text of mails are counted by what a bookkeeper would book."""

import json
from pathlib import Path

import pytest

from benchmarks import text_bills
from benchmarks.text_bills import AUTHORS, FOLDER, measure_text_bills
from schemas.vocabulary import INVOICE_FIELDS

BILL = """From: billing@millbrook.example\r\nTo: a@b.example\r\nSubject: {subject}\r\n
Invoice MB-20418\n\nMillbrook Web Hosting Ltd\n14 Weir Lane, Reading RG1 4QT\n
Invoice date: 2 March 2026\n\nDescription                     Qty   Unit price   Amount
Managed hosting, March 2026       1        48.00    48.00
Extra mailboxes                   4         3.00    12.00\n
Subtotal                                            60.00
VAT 20%                                             12.00
Total GBP                                           72.00\n"""


def entry(name: str, subject: str, is_bill: bool) -> str:
    fields = {"total_gross": "72.00", "invoice_number": "MB-20418"} if is_bill else {}
    raw = BILL.format(subject=subject)
    return json.dumps({"id": name, "is_bill": is_bill, "fields": fields, "raw": raw})


def test_bills_found_and_others_taken_for_one_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [
        entry("a", "Your invoice", is_bill=True),
        entry("b", "Your card was declined", is_bill=True),
        entry("c", "Your invoice, see below", is_bill=False),
    ]
    (tmp_path / "first.jsonl").write_text("\n".join(entries), encoding="utf-8")
    monkeypatch.setattr(text_bills, "FOLDER", tmp_path)
    monkeypatch.setattr(text_bills, "AUTHORS", {"first": "of an author"})
    found, _, others = measure_text_bills()
    assert (found.documents_n, found.figure) == (2, "0.500")
    assert (others.documents_n, others.figure) == (1, "1.000")


@pytest.mark.parametrize("file", AUTHORS)
def test_the_mails_name_what_a_record_holds(file: str) -> None:
    lines = (FOLDER / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert len({one["id"] for one in entries}) == len(entries)
    for one in entries:
        assert one["fields"].keys() <= INVOICE_FIELDS.keys()
        assert bool(one["fields"]) == one["is_bill"]
        assert one["raw"].encode("latin-1")
