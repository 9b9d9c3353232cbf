"""TV stations' invoices, orders and contracts as PDFs (DeepForm labels MIT, documents public)."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from dateutil import parser as dates

from readers.pdf import read_pdf
from schemas.settings import Settings
from training import align
from training.sample import LabelledPage, Sample
from training.sets.split import part_of

#: Long logs repeat one table for many pages; the first pages and the last carry the fields.
FIRST_PAGES_N = 3
DOC_TYPES = {"invoice": "invoice", "order": "order", "contract": "contract"}
#: The field that `contract_num` is, by document type.
NUMBER_NAMES = {"invoice": "invoice_number", "contract": "contract_number"}
#: Words that stand beside the field, in its row or the row above.
KEYS = {
    "buyer_name": r"advertiser|client|bill\s*to",
    "total_gross": r"gross|total|amount|order\s*\$",
    "period_start": r"flight|period|dates?\b|start|contract",
    "period_end": r"flight|period|dates?\b|end\b|contract",
    "number": r"invoice|contract|order|estimate|#|number|\bno\b",
}
ONCE = frozenset({"period_start", "period_end"})
ABSENT = [
    "bic", "buyer_vat_id", "seller_vat_id", "title", "party", "governing_law", "term",
    "notice_period", "tax.rate", "tax.base", "tax.amount", "total_tax", "charges",
]  # fmt: skip
Matches = Callable[[str], bool]


def read_adbuy(folder: Path) -> Iterator[Sample]:
    """The training documents; the valid file is never read here."""
    for line in (folder / "train.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["has_text_layer"]:
            yield label_document(entry, (folder / entry["pdf"]).read_bytes())


def _is_day(day: str, text: str) -> bool:
    return read_us_date(text) == day


def label_document(entry: dict[str, Any], data: bytes) -> Sample:
    """One PDF with its labels on its first pages and its last; the dev group is the advertiser."""
    arranged = read_pdf(data, Settings()).pages
    chosen = sorted({*range(min(FIRST_PAGES_N, len(arranged))), len(arranged) - 1})
    pages = [LabelledPage.of(arranged[index]) for index in chosen]
    gold, doc_type = entry["fields"], _doc_type(entry)
    number_name = NUMBER_NAMES.get(doc_type or "", "document_number")
    targets: list[tuple[str, str, Matches, int]] = []
    if gold.get("gross_amount"):
        amount = align.read_money(gold["gross_amount"])
        targets.append(("total_gross", "total_gross", lambda t: align.read_money(t) == amount, 1))
    for key, name in (("flight_from", "period_start"), ("flight_to", "period_end")):
        day = read_us_date(gold.get(key) or "")
        if day:
            targets.append((name, name, partial(_is_day, day), 3))
    if gold.get("contract_num"):
        number = align.letters_digits(gold["contract_num"])
        targets.append((number_name, "number", lambda t: align.letters_digits(t) == number, 3))
    for name, key, matches, longest_n in targets:
        _label_by_key(pages, name, re.compile(KEYS[key], re.IGNORECASE), matches, longest_n)
    _label_buyer(pages, gold.get("advertiser") or "")
    names = ["buyer_name", "total_gross", "period_start", "period_end", *ABSENT]
    if doc_type:
        names.append(number_name)
    return Sample(
        id=entry["id"],
        source="adbuy",
        part=part_of(align.letters_digits(gold.get("advertiser") or entry["id"])[:12]),
        language="en",
        doc_type=doc_type,
        names=names,
        pages=pages,
        gold={
            name: gold[key]
            for key, name in (
                ("advertiser", "buyer_name"),
                ("gross_amount", "total_gross"),
                ("flight_from", "period_start"),
                ("flight_to", "period_end"),
                ("contract_num", number_name),
            )
            if gold.get(key)
        },
    )


def _doc_type(entry: dict[str, Any]) -> str | None:
    """The type where the guesses from title and text do not contradict each other."""
    guesses = {entry["doc_type_from_title"], entry["doc_type_from_text"]} - {None}
    return DOC_TYPES.get(guesses.pop()) if len(guesses) == 1 else None


def read_us_date(text: str) -> str | None:
    """ "03/29/20" → "2020-03-29"; None for anything that is not plainly a date."""
    text = text.strip(" ,;:-()")
    if not re.fullmatch(
        r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d"
        r"|[A-Za-z]{3,9}\.?[ /-]?\d{1,2},?[ /-]?\d{2,4}|\d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4}",
        text,
    ):
        return None
    try:
        return dates.parse(text).date().isoformat()
    except (ValueError, OverflowError):
        return None


def _label_by_key(
    pages: list[LabelledPage], name: str, key: re.Pattern[str], matches: Matches, longest_n: int
) -> None:
    """Labels the matching words nearest to a key word; other matches may be the field.

    Of dates, only the first on each page: the rows of the schedule below print them again.
    """
    ranked = [
        (_key_distance(page, run.indices[0], key), page, run)
        for page in pages
        for run in align.find_values(matches, page.texts, longest_n)
    ]
    if not ranked:
        _label_inside_words(pages, name, matches)
        return
    best = min(distance for distance, _, _ in ranked)
    done: set[int] = set()
    for distance, page, run in ranked:
        if distance == best and not (name in ONCE and id(page) in done):
            done.add(id(page))
            align.label_run(page.labels, run, name)
        else:
            align.doubt_run(page.labels, run, name)


def _label_inside_words(pages: list[LabelledPage], name: str, matches: Matches) -> None:
    """A value stuck to its neighbour. A range in one word, "12/30/19-03/29/20", begins a period."""
    for page in pages:
        done = False
        for index, text in enumerate(page.texts):
            parts = re.split(r"(?<=\d)[-–](?=\d+/)|[:#]", text)
            if len(parts) > 1 and any(matches(part) for part in parts):
                label = align.doubt_run if done and name in ONCE else align.label_run
                label(page.labels, align.Run((index,), 0), name)
                done = True


def _label_buyer(pages: list[LabelledPage], gold: str) -> None:
    key = re.compile(KEYS["buyer_name"], re.IGNORECASE)
    ranked = []
    for page in pages:
        for run in align.find_lines(gold, page.texts, page.rows, most_edits=0.1):
            distance = _key_distance(page, run.indices[0], key)
            ranked.append(((run.distance > 0, distance > 1), page, run))
    best = min((rank for rank, _, _ in ranked), default=None)
    for rank, page, run in ranked:
        if rank == best:
            align.label_run(page.labels, run, "buyer_name")
        else:
            align.doubt_run(page.labels, run, "buyer_name")


def _key_distance(page: LabelledPage, index: int, key: re.Pattern[str]) -> int:
    """0: the key is left in the same row; 1: just above; 2: elsewhere in the row; 9: nowhere."""
    row, left = page.rows[index], page.boxes[index][0]
    right = page.boxes[index][2]
    same = [i for i, r in enumerate(page.rows) if r == row]
    before = " ".join(page.texts[i] for i in same if i < index)
    if key.search(" ".join(before.split()[-6:])):
        return 0
    above = [
        page.texts[i]
        for i, r in enumerate(page.rows)
        if row - 2 <= r < row and page.boxes[i][2] > left - 0.03 and page.boxes[i][0] < right + 0.03
    ]
    if key.search(" ".join(above)):
        return 1
    return 2 if key.search(" ".join(page.texts[i] for i in same)) else 9
