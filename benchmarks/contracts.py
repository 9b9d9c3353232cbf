"""Contract terms on non-disclosure agreements from public filings, which only measure.

Read from their text, through the command line. The set writes names its own way ("and" for "&",
"Inc." for "Incorporated"), so parties are also counted with such spellings evened out.
"""

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.held_out import extract_files
from benchmarks.report import Row, not_measured

WHAT = "non-disclosure agreements, text"
FILE = "contracts/nda_eval_only.jsonl"
#: Our rules were looked over on the first agreements; the others were never looked at.
SEEN_N = 60
_NAMES = {
    "jurisdiction": "governing_law",
    "party": "party",
    "effective_date": "effective_date",
    "term": "term",
}
_SPELLINGS = (("INCORPORATED", "INC"), ("LIMITED", "LTD"), ("CORPORATION", "CORP"), ("AND", ""))


def measure_contracts(data: Path) -> Iterator[Row]:
    """F1 of law, parties, date and term, and how many are told to be contracts."""
    path = data / FILE
    if not path.is_file():
        yield not_measured(WHAT, "the set is not on this machine")
        return
    lines = path.read_text(encoding="utf-8").splitlines()[SEEN_N:]
    agreements = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for agreement in agreements:
            target = folder / f"{Path(agreement['id']).stem}.txt"
            target.write_text(agreement["text"], encoding="utf-8")
        found = extract_files(sorted(folder.iterdir()))
    records = {Path(source).stem: json.loads(r.to_json()) for source, r in found.items()}
    yield from _rows(agreements, records)


def _rows(agreements: list[dict[str, Any]], records: dict[str, dict[str, Any]]) -> Iterator[Row]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    contracts_n = 0
    for agreement in agreements:
        record = records.get(Path(agreement["id"]).stem, {})
        contracts_n += record.get("doc_type", {}).get("value") == "contract"
        for theirs, ours in _NAMES.items():
            found = record.get("fields", {}).get(ours, [])
            values = {f["value"] for f in (found if isinstance(found, list) else [found])}
            gold = set(agreement["fields"].get(theirs, []))
            _count(counts[ours], {_plain(v) for v in values}, {_plain(v) for v in gold})
            if ours == "party":
                _count(
                    counts["party, spellings evened"],
                    set(map(_even, values)),
                    set(map(_even, gold)),
                )
    n = len(agreements)
    yield Row(f"{WHAT}: told to be contracts", n, f"{contracts_n} of {n}")
    for name, (right, predicted, present) in counts.items():
        yield Row(f"{WHAT}: F1 of {name}", n, f"{2 * right / max(1, predicted + present):.3f}")


def _count(counts: list[int], predicted: set[str], gold: set[str]) -> None:
    counts[0] += len(predicted & gold)
    counts[1] += len(predicted)
    counts[2] += len(gold)


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def _even(text: str) -> str:
    text = text.upper().replace("&", " AND ")
    for long, short in _SPELLINGS:
        text = re.sub(rf"\b{long}\b", short, text)
    return _plain(text)
