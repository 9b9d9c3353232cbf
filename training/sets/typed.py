"""Labelled documents set as plain text: what text files and word processors' files become.

Readers set those on rows of characters, without fonts or lines. A model that met nothing but mails
in that form would take every one of them for a mail.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from readers.text import COLUMNS_N, ROWS_N, lay_out_rows
from tasks.values.cells import word_rows
from training.sample import LabelledPage, Sample

#: Share of the documents for training that are set as text: of running text, of all others.
PROSE_SHARE, OTHER_SHARE = 0.3, 0.04
PROSE = frozenset({"contract", "letter", "report"})
#: A word and its label.
Tagged = tuple[str, str]


def vary_setting(sample: Sample) -> Sample:
    """The document, or on a share of them the same as text; its id decides."""
    rng = Random(f"typed/{sample.id}")
    prose = sample.doc_type in PROSE
    if sample.part != "train" or rng.random() >= (PROSE_SHARE if prose else OTHER_SHARE):
        return sample
    rows = list(_wrapped(sample, rng.randint(64, COLUMNS_N)) if prose else _in_columns(sample))
    sheets = [rows[at : at + ROWS_N] for at in range(0, len(rows), ROWS_N)]
    return replace(sample, pages=[_lay_out(sheet) for sheet in sheets])


def _rows_of(sample: Sample) -> Iterator[tuple[LabelledPage, tuple[int, ...]]]:
    for page in sample.pages:
        for indices in word_rows(page.page()).values():
            yield page, indices


def _wrapped(sample: Sample, width_n: int) -> Iterator[list[tuple[int, Tagged]]]:
    """Rows whose words follow each other, those wider than `width_n` wrapped; (column, word)."""
    for page, indices in _rows_of(sample):
        row: list[tuple[int, Tagged]] = []
        column = 0
        for index in indices:
            text = page.texts[index]
            if row and column + len(text) > width_n:
                yield row
                row, column = [], 0
            row.append((column, (text, page.labels[index])))
            column += len(text) + 1
        yield row


def _in_columns(sample: Sample) -> Iterator[list[tuple[int, Tagged]]]:
    """Rows whose words keep their places across the page as well as whole columns can."""
    for page, indices in _rows_of(sample):
        row: list[tuple[int, Tagged]] = []
        column, last = 0, None
        for index in indices:
            box = page.boxes[index]
            apart = last is not None and box[0] - last > 0.012
            place = round(box[0] * COLUMNS_N)
            column = max(column + apart, place) if apart or last is None else column
            row.append((column, (page.texts[index], page.labels[index])))
            column += len(page.texts[index]) + 1
            last = box[2]
        yield row


def _lay_out(rows: list[list[tuple[int, Tagged]]]) -> LabelledPage:
    lines, labels = [], []
    for row in rows:
        line = ""
        for column, (text, label) in row:
            line = f"{line:<{column}}{text}"
            labels.append(label)
        lines.append(line)
    return LabelledPage.of(lay_out_rows(lines), labels)
