"""What the system read of papers on the day they came, before a rule was mended for any of them.

A paper that was looked at is read rightly from then on: what rules get wrong of papers that they
have not met, and with what confidence, only first readings know. So they are noted on that day, by
the code of that day, and confidences are fitted on them last.
"""

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from training.outcomes import Outcome, Read

FIRST = "first readings"
FILE = Path(__file__).parent / "first_readings.jsonl.gz"


def note(names: Sequence[str], reads: Sequence[Read], outcomes: Iterable[Outcome]) -> None:
    """Adds the readings of papers, by their names; one that is noted already stays as it is."""
    kept = {entry["name"]: entry for entry in _entries()}
    new = {
        name: {"name": name, **asdict(replace(read, source=FIRST)), "values": []}
        for name, read in zip(names, reads, strict=True)
    }
    for outcome in outcomes:
        features = {key: round(value, 3) for key, value in outcome.features.items() if value}
        new[names[outcome.document]]["values"].append(
            [outcome.name, features, round(outcome.stated, 4), outcome.right]
        )
    first = 0
    for entry in new.values():
        for key in ("key", "required"):
            entry[key] = [place - first for place in entry[key]]
        first += len(entry["values"])
    lines = [json.dumps(entry, ensure_ascii=False) for entry in (new | kept).values()]
    FILE.write_bytes(gzip.compress(("\n".join(sorted(lines)) + "\n").encode(), mtime=0))


def read_first() -> tuple[list[Read], list[Outcome]]:
    """All that was noted."""
    reads: list[Read] = []
    outcomes: list[Outcome] = []
    for entry in _entries():
        del entry["name"]
        at = len(outcomes)
        for name, features, stated, right in entry.pop("values"):
            outcomes.append(Outcome(len(reads), name, features, stated, right))
        for key in ("key", "required"):
            entry[key] = tuple(place + at for place in entry[key])
        reads.append(Read(**entry | {"counts": tuple(entry["counts"])}))
    return reads, outcomes


def _entries() -> list[dict[str, Any]]:
    if not FILE.exists():
        return []
    return [json.loads(line) for line in gzip.decompress(FILE.read_bytes()).decode().splitlines()]
