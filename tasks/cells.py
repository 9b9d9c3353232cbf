"""A page's rows as text in which wide gaps are tabs, and back from the text to the words."""

from typing import NamedTuple

from schemas.document import Page

#: Free space, in text heights, from which two words stand in different columns.
_CELL_GAP = 1.6


class Cell(NamedTuple):
    """Words side by side without a wide gap: indices into `Page.words`, and their text."""

    words: tuple[int, ...]
    text: str
    x0: float
    x1: float


class Row(NamedTuple):
    """One visual row: its cells, and its text with a tab between two cells."""

    cells: tuple[Cell, ...]
    text: str
    spans: tuple[tuple[int, int, int], ...]  # start, end, word

    def words_at(self, start: int, end: int) -> tuple[int, ...]:
        """The words that the characters from `start` to `end` belong to."""
        return tuple(word for a, b, word in self.spans if a < end and b > start)


def find_rows(page: Page) -> list[Row]:
    """All rows of a page, top to bottom."""
    by_row: dict[int, list[int]] = {}
    for index, word in enumerate(page.words):
        by_row.setdefault(word.row, []).append(index)
    return [_make_row(page, indices) for _, indices in sorted(by_row.items())]


def _make_row(page: Page, indices: list[int]) -> Row:
    groups: list[list[int]] = [indices[:1]]
    for index in indices[1:]:
        if _is_wide(page, groups[-1][-1], index):
            groups.append([index])
        else:
            groups[-1].append(index)
    text, spans = "", []
    for group in groups:
        text += "\t" if text else ""
        for position, index in enumerate(group):
            text += " " if position else ""
            spans.append((len(text), len(text) + len(page.words[index].text), index))
            text += page.words[index].text
    cells = tuple(
        Cell(
            tuple(group),
            " ".join(page.words[i].text for i in group),
            page.words[group[0]].box[0],
            page.words[group[-1]].box[2],
        )
        for group in groups
    )
    return Row(cells, text, tuple(spans))


def _is_wide(page: Page, left: int, right: int) -> bool:
    a, b = page.words[left].box, page.words[right].box
    height = min(a[3] - a[1], b[3] - b[1]) * page.height / page.width
    return b[0] - a[2] > _CELL_GAP * max(height, 1e-6)
