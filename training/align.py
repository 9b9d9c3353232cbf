"""Finds a gold value among a page's words, by letters and digits.

Gold values were typed or copied by people: spacing, punctuation and single characters differ, so
a run of words matches when its letters and digits lie within 20 % edit distance of the value's.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from schemas.vocabulary import Kind

MOST_EDITS = 0.2


class Run(NamedTuple):
    """Words `indices` (ascending, may skip words of another column) and their edit distance."""

    indices: tuple[int, ...]
    distance: int


def letters_digits(text: str) -> str:
    """ "No. 8, Jalan" → "NO8JALAN"."""
    return "".join(c for c in text.upper().replace("ß", "SS") if c.isalnum())


def comparable(kind: Kind, value: str) -> str | Decimal:
    """What two values of a kind are compared by: amounts by value, texts by letters and digits."""
    if kind in (Kind.MONEY, Kind.QUANTITY, Kind.RATE):
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    return value if kind is Kind.DATE else letters_digits(value)


def find_text(value: str, words: Sequence[str], most_edits: float = MOST_EDITS) -> list[Run]:
    """Runs of consecutive words that spell `value`, best first; overlapping worse ones dropped."""
    target = letters_digits(value)
    if not target:
        return []
    keys = [letters_digits(word) for word in words]
    slack = max(1, int(len(target) * most_edits)) if len(target) > 4 else 0
    runs: list[Run] = []
    for start, key in enumerate(keys):
        if not key:
            continue
        text, stop = "", start
        while stop < len(keys) and len(text) < len(target) + slack:
            text += keys[stop]
            stop += 1
            if not keys[stop - 1] or abs(len(text) - len(target)) > slack:
                continue
            distance = Levenshtein.distance(text, target, score_cutoff=slack)
            if distance <= slack:
                runs.append(Run(tuple(range(start, stop)), distance))
    return _drop_overlaps(runs)


def find_lines(
    value: str, words: Sequence[str], rows: Sequence[int], most_edits: float = MOST_EDITS
) -> list[Run]:
    """Like `find_text` for a value printed over several rows, where other columns interleave.

    Consecutive words first; when that fails, the value's pieces are looked for row by row: the
    best sub-run of each row that continues the value.
    """
    runs = find_text(value, words, most_edits)
    if runs:
        return runs
    target = letters_digits(value)
    by_row: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        by_row.setdefault(row, []).append(index)
    best: Run | None = None
    for first in sorted(by_row):
        indices, rest = [], target
        for row in (r for r in sorted(by_row) if first <= r < first + 8):
            if not rest:
                break
            piece = _longest_prefix(rest, by_row[row], words)
            if piece is None:
                continue
            members, used = piece
            indices.extend(members)
            rest = rest[used:]
        if not indices:
            continue
        text = "".join(letters_digits(words[i]) for i in indices)
        distance = Levenshtein.distance(text, target)
        if distance <= len(target) * most_edits and (best is None or distance < best.distance):
            best = Run(tuple(indices), distance)
    return [best] if best else []


def find_values(
    matches: Callable[[str], bool], words: Sequence[str], longest_n: int = 1
) -> list[Run]:
    """Runs of at most `longest_n` words whose joined text satisfies `matches`, shortest first."""
    taken: set[int] = set()
    runs = []
    for length in range(1, longest_n + 1):
        for start in range(len(words) - length + 1):
            indices = tuple(range(start, start + length))
            if taken.isdisjoint(indices) and matches(" ".join(words[i] for i in indices)):
                runs.append(Run(indices, 0))
                taken.update(indices)
    return runs


def label_run(labels: list[str], run: Run, name: str) -> None:
    """Writes B-name, I-name … over the words of a run, unless a label stands there already."""
    if any(labels[index] != "O" and not labels[index].startswith("?") for index in run.indices):
        return
    for position, index in enumerate(run.indices):
        labels[index] = f"{'I' if position else 'B'}-{name}"


def doubt_run(labels: list[str], run: Run, name: str) -> None:
    """Marks the words of a run as possibly `name`, where no label stands."""
    for index in run.indices:
        if labels[index] == "O":
            labels[index] = f"?{name}"


def _longest_prefix(
    rest: str, row: Sequence[int], words: Sequence[str]
) -> tuple[list[int], int] | None:
    best: tuple[list[int], int] | None = None
    for start in range(len(row)):
        text = ""
        for stop in range(start, len(row)):
            text += letters_digits(words[row[stop]])
            if len(text) < 3 and text != rest:
                continue
            slack = int(len(text) * MOST_EDITS)
            if Levenshtein.distance(text, rest[: len(text)], score_cutoff=slack) <= slack and (
                best is None or len(text) > best[1]
            ):
                best = (list(row[start : stop + 1]), len(text))
    return best


def _drop_overlaps(runs: list[Run]) -> list[Run]:
    kept: list[Run] = []
    taken: set[int] = set()
    for run in sorted(runs, key=lambda r: (r.distance, len(r.indices))):
        if taken.isdisjoint(run.indices):
            kept.append(run)
            taken.update(run.indices)
    return kept


_MONEY = re.compile(r"\(?-?\s*(?:RM|MYR|USD|Rp\.?|[$€£])?\s*-?\d[\d.,']*\)?-?", re.IGNORECASE)


def read_money(text: str) -> str | None:
    """Printed amount → digits with two decimals, or None: "RM 1,234.5" → "1234.50"."""
    text = text.strip().rstrip(":;")
    if not _MONEY.fullmatch(text):
        return None
    digits = re.sub(r"[^\d.,]", "", text).rstrip(".,")
    separators = [c for c in digits if c in ".,"]
    if separators and (len(digits) - max(digits.rfind("."), digits.rfind(",")) - 1) in (1, 2):
        cut = max(digits.rfind("."), digits.rfind(","))
        whole, cents = re.sub(r"\D", "", digits[:cut]), digits[cut + 1 :]
    else:
        whole, cents = re.sub(r"\D", "", digits), ""
    return f"{int(whole or 0)}.{cents.ljust(2, '0')}"
