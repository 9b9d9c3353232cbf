"""Scanned shop receipts (ICDAR 2019 SROIE, CC BY 4.0): four fields, given line by line."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateutil import parser as dates

from readers.image import read_image
from readers.layout import arrange_page
from schemas.settings import Settings
from training import align
from training.sample import LabelledPage, Sample
from training.sets.split import part_of

SCANS = "sroie_scans"
NAMES = ["seller_name", "seller_address", "issue_date", "total_gross"]
#: A receipt never prints these, so here a missing label does mean "outside".
ABSENT = [
    "due_date", "delivery_date", "period_start", "period_end", "buyer_vat_id", "ship_to_address",
    "iban", "bic", "title", "party", "effective_date", "expiration_date", "term",
    "notice_period", "governing_law", "value", "preceding_invoice", "contract_number",
]  # fmt: skip
_TOTAL = re.compile(r"TOTAL|AMOUNT|AMT|DUE|NETT?\b|PAYABLE|BALANCE|JUMLAH", re.IGNORECASE)
_NOT_TOTAL = re.compile(
    r"SUB|QTY|QUANTITY|ITEM|GST|TAX|DISC|CHANGE|TENDER|ROUND(?!ED)|EXCL|SAVING|PAID|CASH\b"
    r"|VISA|MASTER|CARD",
    re.IGNORECASE,
)
_TOTAL_AFTER_ALL = re.compile(r"INCL|ROUNDED|AFTER|GRAND|NETT|ROUNDING\)", re.IGNORECASE)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_sroie(folder: Path, valid: set[str]) -> Iterator[Sample]:
    """The receipts of `folder` that are not in `valid`."""
    for line in (folder / "train.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["id"] not in valid:
            yield label_receipt(entry)


def read_scans(folder: Path, valid: set[str]) -> Iterator[Sample]:
    """The dev receipts whose scan is there, as our own OCR reads it; values, no labels."""
    for sample in read_sroie(folder, valid):
        scan = folder / "images" / f"{sample.id}.jpg"
        if sample.part == "dev" and scan.exists():
            read = read_image(scan.read_bytes(), Settings())
            pages = [LabelledPage.of(page) for page in read.pages]
            yield replace(sample, source=SCANS, names=[], pages=pages)


def label_receipt(entry: dict[str, Any]) -> Sample:
    """One receipt with its labels; its dev group is the shop."""
    size = entry["image_size"]
    loose = [(t, b, 1.0) for t, b in zip(entry["words"], entry["bboxes"], strict=True)]
    page = LabelledPage.of(arrange_page(loose, size["width"], size["height"], "given"))
    gold = entry["fields"]
    labels = page.labels
    for key, name in (("company", "seller_name"), ("address", "seller_address")):
        runs = align.find_lines(gold.get(key) or "", page.texts, page.rows)
        _label_best(labels, runs, name)
    if gold.get("date"):
        _label_date(page, gold["date"])
    if gold.get("total"):
        _label_total(page, gold["total"])
    return Sample(
        id=entry["id"],
        source="sroie",
        part=part_of(align.letters_digits(gold.get("company") or entry["id"])[:10]),
        language="en",
        doc_type="receipt",
        names=[*NAMES, *ABSENT],
        pages=[page],
        gold={
            name: gold[key]
            for key, name in zip(("company", "address", "date", "total"), NAMES, strict=True)
            if gold.get(key)
        },
    )


def _label_best(labels: list[str], runs: list[align.Run], name: str) -> None:
    """The first of the closest runs is the field; other runs may be."""
    if not runs:
        return
    closest = min(run.distance for run in runs)
    best = min((r for r in runs if r.distance == closest), key=lambda r: r.indices)
    align.label_run(labels, best, name)
    for run in runs:
        align.doubt_run(labels, run, name)


def _label_date(page: LabelledPage, gold: str) -> None:
    target = read_date(gold)

    def matches(text: str) -> bool:
        if align.letters_digits(text) == align.letters_digits(gold):
            return True
        return target is not None and any(c.isdigit() for c in text) and read_date(text) == target

    runs = align.find_values(matches, page.texts, longest_n=4)
    if not runs:
        runs = align.find_text(gold, page.texts)
    if not runs:
        runs = _inside_words(gold, page.texts)
    for run in runs:
        align.label_run(page.labels, run, "issue_date")


def _inside_words(gold: str, texts: list[str]) -> list[align.Run]:
    """Words that contain the date with something stuck to it: "DATE:12/01/2018"."""
    key = align.letters_digits(gold)
    return [
        align.Run((index,), 0)
        for index, text in enumerate(texts)
        if len(key) >= 6 and key in align.letters_digits(text)
    ]


def read_date(text: str) -> str | None:
    """Day-first printed date → ISO; None for what is no date: "12/01/2018" → "2018-01-12"."""
    text = re.sub(r"[^\w/.\- ,]", "", text).strip("-.,/ ")
    if not re.search(r"\d.*\d.*\d", text) or len(text) < 6 or len(text) > 24:
        return None
    if not re.search(r"[/.\-]|[A-Za-z]{3}|^\d{8}$", text) or re.fullmatch(r"[\d.]*\.\d\d", text):
        return None
    if any(
        not word.lower().startswith(_MONTHS) and word.upper() not in ("AM", "PM")
        for word in re.findall(r"[A-Za-z]+", text)
    ):
        return None
    try:
        year_first = bool(re.match(r"\d{4}", text))
        return dates.parse(text, dayfirst=True, yearfirst=year_first).date().isoformat()
    except (ValueError, OverflowError):
        return None


def _label_total(page: LabelledPage, gold: str) -> None:
    target = align.read_money(gold)

    def matches(text: str) -> bool:
        amount = align.read_money(text)
        return amount is not None and amount == target and bool(re.search(r"\d", text))

    runs = align.find_values(matches, page.texts)
    if not runs:  # "RM" split from its amount, or something stuck to it
        key = re.sub(r"\D", "", gold)
        runs = [
            align.Run((i,), 0)
            for i, t in enumerate(page.texts)
            if re.sub(r"\D", "", t) == key and len(key) > 2
        ]
    ranked = [(_total_rank(page, run.indices[0]), run) for run in runs]
    best = max((rank for rank, _ in ranked), default=0)
    for rank, run in ranked:
        # A total beside its own keyword is one; where no keyword is found, all are candidates.
        if rank == best or rank >= 2:
            align.label_run(page.labels, run, "total_gross")
        elif rank >= 0:
            align.doubt_run(page.labels, run, "total_gross")


def _total_rank(page: LabelledPage, index: int) -> int:
    """2: beside a grand-total keyword; 1: beside a weaker one; 0: none; −1: beside another's."""
    row = page.rows[index]
    text = " ".join(t for t, r in zip(page.texts, page.rows, strict=True) if r == row)
    if not re.search(r"[A-Za-z]{3}", text):
        above = [t for t, r in zip(page.texts, page.rows, strict=True) if r in (row - 1,)]
        text = " ".join(t for t in above if re.search(r"[A-Za-z]", t))
    if not _TOTAL.search(text):
        return -1 if _NOT_TOTAL.search(text) else 0
    if _NOT_TOTAL.search(text) and not _TOTAL_AFTER_ALL.search(text):
        return -1 if re.search(r"SUB|CHANGE|TENDER|QTY|EXCL", text, re.IGNORECASE) else 1
    return 2
