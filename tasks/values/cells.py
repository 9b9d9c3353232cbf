"""A page's rows as text in which wide gaps are tabs, and back from the text to the words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from types import MappingProxyType
from typing import NamedTuple

from schemas.document import Page
from tasks.values.caches import kept_by_page

#: Free space, in text heights, from which two words stand in different columns.
_CELL_GAP = 1.6
_EDGE = 0.03  # of the page's width: how far apart the left edges of one column's cells may be
_COLUMN_EDGE = 0.02  # the same, of a heading and the values below it
_SPACE = 0.35  # of the text's height: more than lies between two words of a line
_ANOTHER_SIZE = 1.6  # times the height of the smaller of two words
_TOUCH_GAP = 0.5  # free space, in text heights, that may part two columns,
_RUNNING_GAP = 1.2  # more than lies between two words of running text, in text heights
_TOUCH_TIMES = 1.6  # and how much wider it is than the narrowest space of its row
_TOUCH_EDGE = 0.005  # of the page's width: how far left edges differ of a heading and its value
_STRIP_N = 3  # headings side by side, at least
_BELOW_ROWS_N = 2
_SENTENCE_N = 6  # words of a row of running text, which may go on in the next


class Cell(NamedTuple):
    """Words side by side without a wide gap: indices into `Page.words`, and their text."""

    words: tuple[int, ...]
    text: str
    x0: float
    x1: float

    def overlaps(self, other: "Cell") -> bool:
        """Whether it stands over or under some of another."""
        return self.x0 < other.x1 and self.x1 > other.x0


class Row(NamedTuple):
    """One visual row: its cells, and its text with a tab between two cells."""

    cells: tuple[Cell, ...]
    text: str
    spans: tuple[tuple[int, int, int], ...]  # start, end, word

    @property
    def words(self) -> tuple[int, ...]:
        """All of its words."""
        return tuple(word for cell in self.cells for word in cell.words)

    def words_at(self, start: int, end: int) -> tuple[int, ...]:
        """The words that the characters from `start` to `end` belong to."""
        return tuple(word for a, b, word in self.spans if a < end and b > start)

    def cell_of(self, word: int) -> Cell:
        """The cell in which one of the row's words stands."""
        return next(cell for cell in self.cells if word in cell.words)

    def start_of(self, cell: Cell) -> int:
        """Where a cell begins in the row's text; of a part of a cell, where the part does."""
        return next(start for start, _, word in self.spans if word == cell.words[0])


@kept_by_page
def find_rows(page: Page) -> tuple[Row, ...]:
    """All rows of a page, top to bottom."""
    return tuple(_make_row(page, indices) for _, indices in sorted(word_rows(page).items()))


def find_cells(page: Page) -> Iterator[Cell]:
    """All cells of a page, row by row, left to right."""
    return (cell for row in find_rows(page) for cell in row.cells)


def cell_texts(pages: Iterable[Page]) -> list[str]:
    """What the cells of the pages say, in printed order."""
    return [cell.text for page in pages for cell in find_cells(page)]


def part_touching(page: Page) -> tuple[Row, ...]:
    """A page's rows, headings and the values below them parted where both begin anew.

    "Order no. Dispatched" above "4711" and "5.6.2025" are two headings: the columns of a strip
    are at times hardly wider than what stands in them.
    """
    rows = list(find_rows(page))
    for at in range(len(rows) - 1):
        if re.search(r"[0-9]", rows[at].text) or not re.search(r"[0-9]", rows[at + 1].text):
            continue
        above, below = (_begins(page, row) for row in (rows[at], rows[at + 1]))
        rows[at] = _part_at(page, rows[at], above, below)
        rows[at + 1] = _part_at(page, rows[at + 1], below, above)
    return tuple(rows)


def _begins(page: Page, row: Row) -> dict[int, float]:
    """The words of a row that may begin a cell, and where they do."""
    words = row.words
    boxes = [page.words[word].box for word in words]
    spaces = [b[0] - a[2] for a, b in pairwise(boxes)]
    least = _TOUCH_TIMES * min(spaces, default=0.0)
    begin = [words[0]]
    for (left, word), space in zip(pairwise(words), spaces, strict=True):
        apart = _is_wide(page, left, word, _RUNNING_GAP)
        if apart or (space > least and _is_wide(page, left, word, _TOUCH_GAP)):
            begin.append(word)
    return {word: page.words[word].box[0] for word in begin}


def _part_at(page: Page, row: Row, own: Mapping[int, float], others: Mapping[int, float]) -> Row:
    """A row with its cells parted at the words that begin where one of the other row begins."""
    begin = {
        word for word, x0 in own.items() if any(abs(x0 - x) < _TOUCH_EDGE for x in others.values())
    }
    cells = []
    for cell in row.cells:
        cuts = [n for n, word in enumerate(cell.words) if n and word in begin]
        parts = pairwise([0, *cuts, len(cell.words)])
        cells += [make_cell(page, cell.words[a:b]) for a, b in parts]
    return make_row(page, cells) if len(cells) > len(row.cells) else row


@kept_by_page
def word_rows(page: Page) -> Mapping[int, tuple[int, ...]]:
    """Number of each row → its words (indices into `Page.words`), both in printed order."""
    rows: dict[int, list[int]] = {}
    for index, word in enumerate(page.words):
        rows.setdefault(word.row, []).append(index)
    return MappingProxyType({row: tuple(words) for row, words in rows.items()})


def find_lines(page: Page) -> Iterator[Row]:
    """All rows of a page as running text: of one cell each, however far apart their words stand."""
    return (make_row(page, [make_cell(page, words)]) for words in word_rows(page).values())


def texts_behind(row: Row, place: int) -> Iterator[tuple[int, int]]:
    """Start and end of what is left of the cell at `place`, then of the cells behind it."""
    while place <= len(row.text):
        end = row.text.find("\t", place)
        end = len(row.text) if end < 0 else end
        yield place, end
        place = end + 1


def text_below(page: Page, rows: Sequence[Row], at: int, place: int) -> tuple[Row, int, int] | None:
    """Row, start and end of the text below the word at `place` of row `at`.

    It is the next cell that begins there, or the rest of a cell from a word that begins there:
    columns at times touch.
    """
    left = page.words[rows[at].words_at(place, place + 1)[0]].box[0]
    for row in rows[at + 1 : at + 1 + _BELOW_ROWS_N]:
        places = {word: (start, end) for start, end, word in row.spans}
        for cell in row.cells:
            inside = [w for w in cell.words if abs(page.words[w].box[0] - left) < _EDGE / 4]
            if inside or abs(cell.x0 - left) < _EDGE:
                first = inside[0] if inside else cell.words[0]
                return row, places[first][0], places[cell.words[-1]][1]
    return None


def is_strip_head(row: Row) -> bool:
    """Whether a row is but headings: three or more, none with a mark, a figure or a value."""
    if len(row.cells) < _STRIP_N or any(":" in cell.text for cell in row.cells):
        return False
    return not re.search(r"[0-9]", row.text)


def ends_strip(row: Row, cell: Cell, other: re.Pattern[str]) -> bool:
    """Whether a word ends a strip with such a heading: letterheads print the town for a date."""
    if cell != row.cells[-1] or len(cell.words) != 1 or not is_strip_head(row):
        return False
    return any(other.fullmatch(one.text) for one in row.cells)


def is_in_strip(rows: Sequence[Row], at: int, cell: Cell, other: re.Pattern[str]) -> bool:
    """Whether a cell of row `at` is one of but headings, beside one such; it heads no list."""
    row = rows[at]
    if not is_strip_head(row) or heads_list(rows, at, cell):
        return False
    return any(other.fullmatch(one.text) for one in row.cells)


def has_below(rows: Sequence[Row], at: int, cell: Cell) -> bool:
    """Whether something stands right below a cell, as below each heading of a strip."""
    return bool(_right_below(rows, at, cell))


def heads_list(rows: Sequence[Row], at: int, cell: Cell) -> bool:
    """Whether a cell of row `at` heads a column of figures, two at least."""
    below = [_right_below(rows, row, cell) for row in (at, at + 1)]
    return all(re.search(r"[0-9]", text) for text in below)


def heads_alike(rows: Sequence[Row], at: int, cell: Cell) -> bool:
    """Whether a cell of row `at` heads a column of figures alike but for their digits.

    Its head may be of two rows, and its items too.
    """
    below = (c.text for row in rows[at + 1 :] for c in row.cells if _stands_below(c, cell))
    shapes = [re.sub("[0-9]", "0", text) for text in islice(below, 2)]
    return len(shapes) == 2 and "0" in shapes[0] and shapes[0] == shapes[1]


def _stands_below(cell: Cell, head: Cell) -> bool:
    return abs(cell.x0 - head.x0) < _COLUMN_EDGE


def _right_below(rows: Sequence[Row], at: int, cell: Cell) -> str:
    """What begins below a cell in the row below `at`."""
    under = rows[at + 1].cells if at + 1 < len(rows) else ()
    return next((c.text for c in under if _stands_below(c, cell)), "")


def find_nearest(rows: Iterable[Row], cell: Cell) -> tuple[Row, Cell] | None:
    """The first of the rows with something over or under a cell, and what it is."""
    for row in rows:
        near = [c for c in row.cells if c.overlaps(cell)]
        if near:
            return (row, near[0]) if len(near) == 1 else None
    return None


def _make_row(page: Page, indices: Sequence[int]) -> Row:
    groups: list[list[int]] = [[*indices[:1]]]
    for index in indices[1:]:
        if _is_wide(page, groups[-1][-1], index):
            groups.append([index])
        else:
            groups[-1].append(index)
    return make_row(page, [make_cell(page, group) for group in groups])


def make_cell(page: Page, words: Sequence[int]) -> Cell:
    """Words of one row as a cell."""
    return Cell(
        tuple(words),
        page.text_of(words),
        page.words[words[0]].box[0],
        page.words[words[-1]].box[2],
    )


def make_row(page: Page, cells: Sequence[Cell]) -> Row:
    """Cells side by side as a row, with a tab between two."""
    text, spans = "", []
    for cell in cells:
        text += "\t" if text else ""
        for position, index in enumerate(cell.words):
            text += " " if position else ""
            spans.append((len(text), len(text) + len(page.words[index].text), index))
            text += page.words[index].text
    return Row(tuple(cells), text, tuple(spans))


def run_on(page: Page, row: Row, below: Row) -> Row | None:
    """Two rows of running text as one, for what breaks at the margin; None of rows in columns."""
    if not len(row.cells) == len(below.cells) == 1 or len(row.text.split()) < _SENTENCE_N:
        return None
    return make_row(page, [make_cell(page, (*row.cells[0].words, *below.cells[0].words))])


def _is_wide(page: Page, left: int, right: int, gap: float = _CELL_GAP) -> bool:
    """Whether free space parts two words; beside type of another size less does."""
    a, b = page.words[left].box, page.words[right].box
    small, large = sorted((a[3] - a[1], b[3] - b[1]))
    least = gap * small
    # Only a text layer tells the type's size; other boxes end where the letters do.
    if page.origin == "text" and large > _ANOTHER_SIZE * small:
        least = min(least, max(_TOUCH_GAP * small, _SPACE * large))
    return b[0] - a[2] > max(least, 1e-6) * page.height / page.width
