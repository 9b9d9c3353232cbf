"""How results are counted: right, predicted and expected, without fuzzy credit.

A value is right when it equals the expected one after normalisation: money, quantities and rates
as Decimal, dates as they stand, everything else by its letters and digits in upper case.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from decimal import Decimal, InvalidOperation
from typing import Any

from schemas.record import Field, Record
from schemas.vocabulary import CONTRACT_FIELDS, INVOICE_FIELDS, LINE_COLUMNS, Kind
from training.reliability import calibration_error

_KINDS: dict[str, Kind] = {name: kind for name, (kind, _) in CONTRACT_FIELDS.items()}
_KINDS |= {name: kind for name, (kind, _) in INVOICE_FIELDS.items()}
_COLUMN_KINDS: dict[str, Kind] = {name: kind for name, (kind, _) in LINE_COLUMNS.items()}
_NUMBERS = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.RATE})

#: An accepted document is rightly accepted when these, as far as expected, are all right.
KEY_FIELDS = ("total_gross", "issue_date", "invoice_number", "seller_name")


@dataclass
class Count:
    """right ≤ predicted, right ≤ expected."""

    right: int = 0
    predicted: int = 0
    expected: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.predicted + self.expected)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.predicted)


@dataclass(frozen=True)
class Truth:
    """What a document says: normalised values as in the record, several where a field repeats."""

    doc_type: str
    fields: Mapping[str, str | Sequence[str]]
    lines: Sequence[Mapping[str, str]] = ()


@dataclass
class Tally:
    """Counts over a set of documents."""

    fields: dict[str, Count] = attribute(default_factory=lambda: defaultdict(Count))
    lines: Count = attribute(default_factory=Count)
    documents_n: int = 0
    types_right_n: int = 0
    accepted_n: int = 0
    accepted_right_n: int = 0
    sure: list[tuple[float, bool]] = attribute(default_factory=list)

    def add(self, truth: Truth, record: Record | None) -> None:
        """Counts one document; no record counts as nothing found.

        The truth is complete: a field it does not name is one that the document does not print,
        and predicting it is wrong; but the invoice that a reminder is about has two names.
        """
        self.documents_n += 1
        if record is None:
            for name, expected in truth.fields.items():
                self.fields[name].expected += len(_as_list(expected))
            self.lines.expected += len(truth.lines)
            return
        self.types_right_n += record.doc_type.value == truth.doc_type
        right = {
            name: self._add_field(name, _as_list(truth.fields.get(name)), record.fields.get(name))
            for name in {*truth.fields, *record.fields} - _second_names(truth)
        }
        self._add_lines(truth, record)
        if record.outcome == "accepted":
            self.accepted_n += 1
            self.accepted_right_n += all(right[name] for name in KEY_FIELDS if name in truth.fields)

    def _add_field(
        self, name: str, expected: Sequence[str], found: Field | list[Field] | None
    ) -> bool:
        """Pairs each found value with an expected one; returns whether all were found right."""
        kind, count = _KINDS[name], self.fields[name]
        left = [_comparable(kind, value) for value in expected]
        count.expected += len(left)
        for cell in _as_list(found):
            right = (value := _comparable(kind, cell.value)) in left
            if right:
                left.remove(value)
            count.predicted += 1
            count.right += right
            self.sure.append((cell.confidence, right))
        return not left

    def _add_lines(self, truth: Truth, record: Record) -> None:
        found = [{name: cell.value for name, cell in line.items()} for line in record.lines]
        self.lines.expected += len(truth.lines)
        self.lines.predicted += len(found)
        self.lines.right += match_in_order(truth.lines, found)

    def summary(self) -> dict[str, Any]:
        """All figures, rounded."""
        total = Count()
        for count in self.fields.values():
            total.right += count.right
            total.predicted += count.predicted
            total.expected += count.expected
        return {
            "documents": self.documents_n,
            "micro_f1": round(total.f1, 4),
            "precision": round(total.precision, 4),
            "line_f1": round(self.lines.f1, 4),
            "type_accuracy": round(self.types_right_n / max(1, self.documents_n), 4),
            "accepted": round(self.accepted_n / max(1, self.documents_n), 4),
            "accepted_precision": round(self.accepted_right_n / max(1, self.accepted_n), 4),
            "ece": calibration_error(self.sure),
            "fields": {name: round(count.f1, 4) for name, count in sorted(self.fields.items())},
        }


def match_in_order(
    expected: Sequence[Mapping[str, str]], found: Sequence[Mapping[str, str]]
) -> int:
    """The most lines that can be paired right, keeping both orders."""
    best = [0] * (len(found) + 1)
    for want in expected:
        row = [0]
        for index, got in enumerate(found):
            paired = best[index] + 1 if _same_line(want, got) else 0
            row.append(max(paired, best[index + 1], row[index]))
        best = row
    return best[-1]


def _same_line(want: Mapping[str, str], got: Mapping[str, str]) -> bool:
    return all(
        column in got and _same(_COLUMN_KINDS[column], got[column], value)
        for column, value in want.items()
    )


def _as_list(value: Any) -> list[Any]:
    """A repeated field as it is, a single value as a list of one, None as none."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _same(kind: Kind, found: str, expected: str) -> bool:
    return _comparable(kind, found) == _comparable(kind, expected)


def _comparable(kind: Kind, value: str) -> str | Decimal:
    if kind in _NUMBERS:
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    if kind is Kind.DATE:
        return value
    return re.sub(r"[^0-9A-ZÀ-ÖØ-Þ]", "", value.upper().replace("ß", "SS"))


def _second_names(truth: Truth) -> set[str]:
    """What a record may say a second time: a truth names the invoice of a reminder once."""
    if truth.doc_type != "payment_reminder":
        return set()
    return {"preceding_invoice" if "invoice_number" in truth.fields else "invoice_number"}
