"""Quality on the valid parts of the public data sets, counted by the data folder's score.py.

The sets are not part of this repository: `--data` or MAILROOM_DATA says where they lie, with
score.py beside them. Without them this section says so and measures nothing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.contracts import measure_contracts
from benchmarks.receipts import measure_receipts
from benchmarks.report import Row, at_least, at_most, describe_accepted, not_measured
from schemas.settings import REPOSITORY


@dataclass(frozen=True)
class PublicSet:
    """A set of score.py; `documents_n` of 0 takes all, else a fixed random part (OCR is slow)."""

    name: str
    what: str
    documents_n: int = 0


SETS = (
    PublicSet("sroie_words", "receipts, words given (SROIE)"),
    PublicSet("sroie_e2e", "receipts, scans (SROIE)"),
    PublicSet("cord", "receipts, words given (CORD)"),
    PublicSet("adbuy", "advertising invoices, PDF"),
    PublicSet("zugferd", "e-invoices in PDF"),
    PublicSet("zugferd_visual", "e-invoices, XML removed"),
    PublicSet("xrechnung", "e-invoices, XML alone"),
    PublicSet("mail", "mails"),
    PublicSet("mail_formats", "files of many mail programs"),
    PublicSet("forms", "forms", 10),
)
_FIELD_LIMITS = {
    "cord": {"total_gross": 0.95},
    "adbuy": {"total_gross": 0.93, "buyer_name": 0.85, "period_start": 0.88, "period_end": 0.88},
}
_LINE_LIMITS = {"description": 0.88, "net_amount": 0.93, "quantity": 0.93}
#: Counted by us, as score.py does not.
CONTRACTS = "contracts"


def measure_public_sets(data: Path, names: Sequence[str] = ()) -> Iterator[Row]:
    """Scores the sets, all or those named, through the command line."""
    script = data.parent / "score.py"
    if not script.is_file() or not data.is_dir():
        yield not_measured("public data sets", "their folder is not on this machine")
        return
    for chosen in SETS:
        if not names or chosen.name in names:
            yield from _score(chosen, script)
            if chosen.name == "cord":
                yield from measure_receipts(data)
    if not names or CONTRACTS in names:
        yield from measure_contracts(data)


def _score(chosen: PublicSet, script: Path) -> Iterator[Row]:
    command = [sys.executable, str(script), chosen.name]
    if chosen.documents_n:
        command.append(str(chosen.documents_n))
    mailroom = Path(sys.executable).with_name("mailroom")
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=os.environ | {"MAILROOM": str(mailroom)},
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        counts: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        yield not_measured(chosen.what, f"score.py failed ({last[:120]})")
        return
    yield from rows_of(chosen, counts)


def rows_of(chosen: PublicSet, counts: dict[str, Any]) -> list[Row]:
    """The rows of one set from what score.py printed."""
    match chosen.name:
        case "xrechnung":
            n, read_n = counts["documents"], counts["read_with_total"]
            return [_all_of(f"{chosen.what}: read with a total", read_n, n, counts)]
        case "mail_formats":
            n = counts["files"]
            return [
                _all_of(f"{chosen.what}: end in a record", n - len(counts["missing"]), n, counts)
            ]
        case "forms":
            n = counts["files"]
            recorded_n = sum(counts["outcomes"].values())
            return [_all_of(f"{chosen.what}: end in a record", recorded_n, n, counts)]
        case "mail":
            return _mail_rows(chosen.what, counts)
        case _:
            return _field_rows(chosen, counts)


def _field_rows(chosen: PublicSet, counts: dict[str, Any]) -> list[Row]:
    n = counts["documents"]
    micro = counts["micro_f1"]
    limits = {"sroie_words": 0.93, "sroie_e2e": 0.85, "zugferd": 0.98, "zugferd_visual": 0.9}
    figure: dict[str, Any] = {"figure": f"{micro:.3f}"}
    if chosen.name in limits:
        figure = at_least(micro, limits[chosen.name])
    rows = [Row(f"{chosen.what}: field F1 (micro)", n, **figure, details=counts)]
    rows += [
        Row(f"{chosen.what}: F1 of {name}", n, **at_least(counts["fields"].get(name, 0.0), limit))
        for name, limit in _FIELD_LIMITS.get(chosen.name, {}).items()
    ]
    if "number_found" in counts:
        number = at_least(counts["number_found"], 0.88)
        rows.append(Row(f"{chosen.what}: share of numbers found", n, **number))
    if "line_amount_f1" in counts:
        amounts = at_least(counts["line_amount_f1"], 0.85)
        rows.append(Row(f"{chosen.what}: F1 of line amounts", n, **amounts))
    for column, value in counts.get("lines", {}).items():
        limit = _LINE_LIMITS.get(column)
        figures = at_least(value, limit) if limit else {"figure": f"{value:.3f}"}
        rows.append(Row(f"{chosen.what}: F1 of line {column}", n, **figures))
    accepted = describe_accepted(counts["accepted"], counts["accepted_precision"])
    rows.append(Row(f"{chosen.what}: straight through", n, accepted))
    rows.append(Row(f"{chosen.what}: calibration error", n, **at_most(counts["ece"], 0.05, "", 3)))
    rows.append(Row(f"{chosen.what}: time", n, f"{counts['s_per_doc']:.2f} s per document"))
    return rows


def _mail_rows(what: str, counts: dict[str, Any]) -> list[Row]:
    n = counts["mails"]
    languages = counts["by_language"]
    both = min(languages.get("de", 0.0), languages.get("fr", 0.0))
    rows = [
        Row(f"{what}: category", n, **at_least(counts["category_accuracy"], 0.8), details=counts),
        Row(f"{what}: category, macro F1", n, **at_least(counts["category_macro_f1"], 0.72)),
        Row(f"{what}: category, lower of German and French", n, **at_least(both, 0.75)),
        Row(f"{what}: needs a reply", n, **at_least(counts["needs_reply"], 0.85)),
        Row(f"{what}: urgency", n, **at_least(counts["urgency"], 0.72)),
        Row(f"{what}: F1 of deadlines", n, **at_least(counts["deadline_f1"], 0.6)),
        Row(f"{what}: summary, ROUGE-L", n, **at_least(counts["rouge_l"], 0.38)),
        Row(
            f"{what}: unsupported facts in 100 summaries",
            n,
            **at_most(counts["unsupported_facts_per_100"], 2, ""),
        ),
    ]
    rows.append(Row(f"{what}: time", n, f"{counts['s_per_mail']:.2f} s per mail"))
    return rows


def _all_of(what: str, done_n: int, documents_n: int, counts: dict[str, Any]) -> Row:
    return Row(
        what,
        documents_n,
        f"{done_n} of {documents_n}",
        wanted="all",
        met=done_n == documents_n,
        details=counts,
    )
