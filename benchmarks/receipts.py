"""Totals of photographed receipts (CORD) counted by the amounts that the paper prints.

score.py takes every digit of a labelled total and leaves out points, commas and the words before
them. So it expects 6200000 of a printed "Total.62.000,00" and 108728 of "TAX 10%8,728", which no
right reading gives. Here the label's own print is read: what stands before an amount is its key,
and one or two digits behind its last sign are decimals.
"""

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.counting import Count
from benchmarks.held_out import run_extract
from benchmarks.report import Row
from schemas.record import Field, Record
from training.reliability import Pair, calibration_error

WHAT = "receipts, words given (CORD), amounts as printed"
FILE = "cord/valid.jsonl"
#: The labels that score.py counts, under our names.
TOTALS = {
    "total.total_price": "total_gross",
    "sub_total.tax_price": "total_tax",
    "sub_total.subtotal_price": "lines_net",
}
#: The last number of a label, right behind its start, a sign or a word.
_AMOUNT = re.compile(r"(?:^|[^\d.,\s][.,:]*\s?)(?P<number>\d[\d.,-]*)\D*$")
#: What may be glued before a tax: the rate of Indonesia's restaurants, or the 1 of its name, PB1.
_GLUED = re.compile(r"^10?(?=\d)")
_DECIMALS = re.compile(r"[.,](\d{1,2})$")


def measure_receipts(data: Path) -> Iterator[Row]:
    """F1 of total, tax and subtotal, and the calibration error of the three."""
    receipts = [json.loads(line) for line in (data / FILE).read_text("utf8").splitlines()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.writelines(json.dumps(_as_words(receipt)) + "\n" for receipt in receipts)
        file.flush()
        records = {r.document_id: r for r in run_extract(["--words", file.name])}
    yield from _rows(receipts, records)


def printed_amounts(name: str, label: str) -> set[Decimal]:
    """The amounts that a label's text may end with: none where that is not one number.

    A tax is also read without a rate or a one that is glued before it.
    """
    if (match := _AMOUNT.search(label)) is None:
        return set()
    number = match["number"].rstrip(".,-")
    rests = {_GLUED.sub("", number), number.removeprefix("1")} if name == "total_tax" else set()
    return {_amount(one) for one in {number, *rests} if one}


def _amount(number: str) -> Decimal:
    decimals = _DECIMALS.search(number)
    whole = re.sub(r"\D", "", number[: decimals.start()] if decimals else number)
    return Decimal(f"{whole}.{decimals[1]}" if decimals else whole)


def _rows(receipts: Sequence[dict[str, Any]], records: Mapping[str, Record]) -> Iterator[Row]:
    counts: dict[str, Count] = defaultdict(Count)
    sure: list[Pair] = []
    for receipt in receipts:
        fields = records[receipt["id"]].fields if receipt["id"] in records else {}
        for name, label in _labels(receipt).items():
            count = counts[name]
            count.expected += 1
            if not isinstance(cell := fields.get(name), Field):
                continue
            right = Decimal(cell.value) in printed_amounts(name, label)
            count.predicted += 1
            count.right += right
            sure.append((cell.confidence, right))
    n = len(receipts)
    for name in TOTALS.values():
        yield Row(f"{WHAT}: F1 of {name}", n, f"{counts[name].f1:.3f}")
    yield Row(f"{WHAT}: calibration error", n, f"{calibration_error(sure):.3f}")


def _labels(receipt: dict[str, Any]) -> dict[str, str]:
    """Name → the text of its label; of several the last one, as score.py has it."""
    letters = {
        line["first_word_id"] + offset: letter
        for line in receipt["lines"]
        for offset, (letter, _) in enumerate(line["words"])
    }
    return {
        TOTALS[entity["label"]]: "".join(letters.get(i, "") for i in entity["word_ids"])
        for entity in receipt["entities"]
        if entity["label"] in TOTALS
    }


def _as_words(receipt: dict[str, Any]) -> dict[str, Any]:
    words = [{"text": line["text"], "box": line["box"]} for line in receipt["lines"]]
    width, height = (max(word["box"][side] for word in words) + 1 for side in (2, 3))
    return {"id": receipt["id"], "pages": [{"width": width, "height": height, "words": words}]}
