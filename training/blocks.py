"""Finds a value that is printed over several rows in one column of a page."""

from collections.abc import Mapping, Sequence

from training.align import Run, letters_digits
from training.sample import LabelledPage

#: Rows of other columns that may stand between two rows of one text.
SKIPPED_ROWS_N = 3
#: How far from the first word's left edge a row of the same text may begin, in page widths.
COLUMN_WIDTH = 0.3


def find_block(value: str, page: LabelledPage, inside: Sequence[int] | None = None) -> list[Run]:
    """Places that spell `value` by letters and digits: along a row, then on in the rows below.

    Words of other columns and keys at the left may stand between; `inside` limits the words.
    """
    target = letters_digits(value)
    words = range(len(page.texts)) if inside is None else inside
    keys = {i: letters_digits(page.texts[i]) for i in words}
    runs: list[Run] = []
    for start in words:
        if keys[start] and target.startswith(keys[start]):
            indices = _spell(page, keys, start, target)
            if indices and not any(set(indices) & set(run.indices) for run in runs):
                runs.append(Run(indices, 0))
    return runs


def _spell(
    page: LabelledPage, keys: Mapping[int, str], start: int, target: str
) -> tuple[int, ...] | None:
    indices = [start]
    rest = target[len(keys[start]) :]
    while rest:
        last = indices[-1]
        row = page.rows[last]
        # Marks without letters go along: "Navigationssystem - Garantie".
        beside = [
            i for i in keys if i > last and page.rows[i] == row and (not keys[i] or i == last + 1)
        ][:1]
        below = sorted(
            (
                i
                for i in keys
                if row < page.rows[i] <= row + SKIPPED_ROWS_N and rest.startswith(keys[i])
                and keys[i] and abs(page.boxes[i][0] - page.boxes[start][0]) < COLUMN_WIDTH
            ),
            key=lambda i: (page.rows[i], abs(page.boxes[i][0] - page.boxes[start][0])),
        )  # fmt: skip
        following = next((i for i in (*beside, *below) if rest.startswith(keys[i])), None)
        if following is None:
            return None
        indices.append(following)
        rest = rest[len(keys[following]) :]
    return tuple(indices)
