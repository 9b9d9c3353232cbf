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

from benchmarks.report import Row, at_least, not_measured
from schemas.settings import REPOSITORY


@dataclass(frozen=True)
class PublicSet:
    """A set of score.py; `documents_n` of 0 takes all, else a fixed random part (OCR is slow)."""

    name: str
    what: str
    documents_n: int = 0


SETS = (
    PublicSet("sroie_words", "receipts, words given (SROIE)"),
    PublicSet("sroie_e2e", "receipts, scans (SROIE)", 12),
    PublicSet("cord", "receipts, words given (CORD)"),
    PublicSet("adbuy", "advertising invoices, PDF"),
    PublicSet("zugferd", "e-invoices in PDF"),
    PublicSet("zugferd_visual", "e-invoices, XML removed"),
    PublicSet("xrechnung", "e-invoices, XML alone"),
    PublicSet("mail", "mails"),
    PublicSet("mail_formats", "files of many mail programs"),
    PublicSet("forms", "forms", 10),
)


def measure_public_sets(data: Path, names: Sequence[str] = ()) -> Iterator[Row]:
    """Scores the sets, all or those named, through the command line."""
    script = data.parent / "score.py"
    if not script.is_file() or not data.is_dir():
        yield not_measured("public data sets", "their folder is not on this machine")
        return
    for chosen in SETS:
        if not names or chosen.name in names:
            yield from _score(chosen, script)


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
    limits = {"sroie_words": 0.85, "zugferd": 0.98}
    figure: dict[str, Any] = {"figure": f"{micro:.3f}"}
    if chosen.name in limits:
        figure = at_least(micro, limits[chosen.name])
    rows = [Row(f"{chosen.what}: field F1 (micro)", n, **figure, details=counts)]
    if chosen.name == "adbuy":
        rows += [
            Row(f"{chosen.what}: F1 of {name}", n, **at_least(counts["fields"][name], 0.75))
            for name in ("total_gross", "buyer_name")
        ]
    if "line_amount_f1" in counts:
        rows.append(Row(f"{chosen.what}: F1 of line amounts", n, f"{counts['line_amount_f1']:.3f}"))
    for column, value in counts.get("lines", {}).items():
        rows.append(Row(f"{chosen.what}: F1 of line {column}", n, f"{value:.3f}"))
    share, right = counts["accepted"], counts["accepted_precision"]
    accepted = f"{share:.0%} accepted, {right:.0%} of them right" if share else "none accepted"
    rows.append(Row(f"{chosen.what}: straight through", n, accepted))
    rows.append(Row(f"{chosen.what}: calibration error", n, f"{counts['ece']:.3f}"))
    rows.append(Row(f"{chosen.what}: time", n, f"{counts['s_per_doc']:.2f} s per document"))
    return rows


def _mail_rows(what: str, counts: dict[str, Any]) -> list[Row]:
    n = counts["mails"]
    figures = {
        "category": f"accuracy {counts['category_accuracy']:.3f}, macro F1 "
        f"{counts['category_macro_f1']:.3f}",
        "needs a reply, urgency": f"accuracy {counts['needs_reply']:.3f}, {counts['urgency']:.3f}",
        "deadline": f"F1 {counts['deadline_f1']:.3f}",
        "summary": f"ROUGE-L {counts['rouge_l']:.3f}, "
        f"{counts['unsupported_facts_per_100']:.1f} unsupported facts per 100",
        "time": f"{counts['s_per_mail']:.2f} s per mail",
    }
    rows = [Row(f"{what}: {name}", n, figure) for name, figure in figures.items()]
    return [Row(rows[0].what, n, rows[0].figure, details=counts), *rows[1:]]


def _all_of(what: str, done_n: int, documents_n: int, counts: dict[str, Any]) -> Row:
    return Row(
        what,
        documents_n,
        f"{done_n} of {documents_n}",
        wanted="all",
        met=done_n == documents_n,
        details=counts,
    )
